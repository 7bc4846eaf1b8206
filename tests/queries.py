#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on a named query that no C file of its layer asks for: one that nobody runs is kept right by
nobody. A name stands in the code as a whole string, so that it can be found."""
import pathlib
import re
import sys

QUERY = re.compile(r'^-- name: (\S+)', re.MULTILINE)
STRING = re.compile(r'"([a-z-]+/[a-z-]+)"')


def names_in(folder, ending, pattern):
    return {name for path in sorted(folder.rglob(ending))
            for name in pattern.findall(path.read_text(encoding='utf-8'))}


def main():
    unused = [f'{layer.name}: nobody asks for {name}'
              for layer in sorted((pathlib.Path(sys.argv[1]) / 'src').iterdir()) if layer.is_dir()
              for name in sorted(names_in(layer, '*.sql', QUERY) - names_in(layer, '*.c', STRING))]
    print('\n'.join(unused) or 'every query is asked for')
    return 1 if unused else 0


if __name__ == '__main__':
    sys.exit(main())
