# SPDX-License-Identifier: GPL-3.0-or-later
"""Audit packs taken apart and put together again, well or badly."""
import hashlib
import json
import zipfile

LAST = ('manifest.json', 'SHA256SUMS')


def digest(data):
    return hashlib.sha256(data).hexdigest()


class Pack:
    """A pack's files in memory, by name; `save` writes them in their order."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}

    @property
    def manifest(self):
        return json.loads(self.files['manifest.json'])

    @property
    def book(self):
        return json.loads(self.files['expenses.json'])

    def proofs(self):
        return [name for name in self.files if name.startswith('proofs/')]

    def put_manifest(self, manifest):
        """As somebody would who wants to hide a change: the sums are made to agree."""
        self.files['manifest.json'] = json.dumps(manifest, indent=2).encode() + b'\n'
        self.put_sums()

    def put_sums(self):
        names = [file['name'] for file in self.manifest['files']] + ['manifest.json']
        hashes = {file['name']: file['sha256'] for file in self.manifest['files']}
        hashes['manifest.json'] = digest(self.files['manifest.json'])
        self.files['SHA256SUMS'] = ''.join(f'{hashes[name]}  {name}\n' for name in names).encode()

    def seal(self):
        """Writes down sizes and hashes as they are now, in the manifest and SHA256SUMS."""
        manifest = self.manifest
        names = [name for name in self.files if name not in LAST]
        manifest['files'] = [
            {'name': name, 'size': len(self.files[name]), 'sha256': digest(self.files[name])}
            for name in names
        ]
        self.put_manifest(manifest)

    def change_book(self, change):
        """Lets @change change the expenses, and writes them as the program would."""
        book = self.book
        change(book)
        text = '{"format":"outlay-expenses","version":1,\n'
        for part, after in (('people', '],'), ('categories', '],'), ('expenses', ']}')):
            items = [json.dumps(item, ensure_ascii=False, separators=(',', ':')) for item in book[part]]
            text += f'"{part}":[\n' + ''.join(
                item + (',\n' if number + 1 < len(items) else '\n') for number, item in enumerate(items)
            )
            text += after + '\n'
        self.files['expenses.json'] = text.encode()

    def save(self, path, packed=zipfile.ZIP_DEFLATED):
        with zipfile.ZipFile(path, 'w', packed) as archive:
            for name, data in self.files.items():
                archive.writestr(name, data)
        return path
