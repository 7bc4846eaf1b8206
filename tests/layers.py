#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on an include that breaks the layers: each folder of src/ sees itself and those below it,
client and server never see each other, and foreign headers stay where they belong."""
import pathlib
import re
import sys

SEES = {
    'core': {'core'},
    'db': {'core', 'db'},
    'pack': {'core', 'pack'},
    'client': {'core', 'db', 'pack', 'client'},
    'server': {'core', 'db', 'pack', 'server'},
    'app': {'core', 'client', 'app'},
}
FOREIGN = {
    r'(adwaita|gtk/|gdk/|gsk/|poppler|graphene|pango)': {'app'},
    r'(libsoup|json-glib|libsecret|libdex)': {'client', 'app'},
    r'(microhttpd|jose/|jansson|crypt\.h|gnutls/|systemd/|curl/|sodium)': {'server'},
    r'yyjson': {'pack', 'server'},
    r'archive': {'pack'},
    r'hiredis': {'server'},
    r'(sqlite3|libpq)': {'db'},
    r'(gio/|glib-unix|pthread|sys/socket|unistd)': {'db', 'pack', 'client', 'server', 'app'},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.MULTILINE)


def complaints(root):
    for path in sorted((root / 'src').rglob('*.[ch]')):
        layer = path.relative_to(root / 'src').parts[0]
        for name in INCLUDE.findall(path.read_text(encoding='utf-8')):
            first = name.split('/')[0]
            if first in SEES and '/' in name:
                if first not in SEES[layer]:
                    yield f'{path}: {layer} must not see {name}'
                continue
            for pattern, layers in FOREIGN.items():
                if re.match(pattern, name) and layer not in layers:
                    yield f'{path}: {name} belongs to {", ".join(sorted(layers))}'


def main():
    found = list(complaints(pathlib.Path(sys.argv[1])))
    print('\n'.join(found) or 'every include keeps to its layer')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
