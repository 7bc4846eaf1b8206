#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that the documents speak of what is there: each file in a link or in `backticks` exists, and
each "./dev COMMAND" is one. Speaks TAP."""
import pathlib
import re
import sys

LINK = re.compile(r'\]\((?!https?:)([^)#]+)\)')
NAME = re.compile(r'`((?:[\w.-]+/)*[\w.-]+\.(?:c|h|py|sql|blp|json|md|build)|(?:[\w.-]+/)+)`')
COMMAND = re.compile(r'\./dev ([a-z]+)')


def missing(root, document, names, commands):
    text = document.read_text(encoding='utf-8')
    for link in LINK.findall(text):
        if not (document.parent / link).exists():
            yield f'link to {link}'
    for name in NAME.findall(text):
        if not any(f'/{path}'.endswith(f'/{name.rstrip("/")}') for path in names):
            yield f'file {name}'
    for command in COMMAND.findall(text):
        if command not in commands:
            yield f'command ./dev {command}'


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    names = {str(path.relative_to(root)) for folder in ('src', 'tests', 'po', 'flatpak', 'data', 'docs', '.ci')
             for path in (root / folder).rglob('*')} | {path.name for path in root.iterdir()}
    usage = re.search(r'^usage: .*?^TEXT$', (root / 'dev').read_text(encoding='utf-8'), re.M | re.S)
    commands = set(re.findall(r'^  ([a-z]+) ', usage[0], re.M)) | {'help'}
    documents = [root / 'README.md', root / 'CONTRIBUTING.md', root / 'flatpak' / 'README.md']
    documents += sorted((root / 'docs').glob('*.md'))
    failed = 0
    print(f'1..{len(documents)}')
    for number, document in enumerate(documents, 1):
        complaints = list(missing(root, document, names, commands))
        failed += bool(complaints)
        print(f'{"not ok" if complaints else "ok"} {number} /documents/{document.relative_to(root)}')
        for complaint in complaints:
            print(f'# there is no {complaint}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
