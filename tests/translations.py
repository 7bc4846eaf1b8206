#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that po/POTFILES names every file with words for a person, and that each language there is
says all of them, with the placeholders of the source in them. With "--update" it writes POTFILES and brings the languages up to date
instead, which leaves the new words to be translated. Speaks TAP."""
import pathlib
import re
import subprocess
import sys
import tempfile

MARK = re.compile(r'\b(?:_|N_|C_|NC_|ngettext|g_d[cnp]gettext2?)\s*\(\s*(?:NULL,\s*)?"')
# What Meson's "glib" preset for gettext asks for.
XGETTEXT = ['xgettext', '--from-code=UTF-8', '--add-comments', '--package-name=outlay',
            '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2',
            '--keyword=g_dcgettext:2', '--keyword=g_dngettext:2,3', '--keyword=g_dpgettext2:2c,3',
            '--flag=N_:1:pass-c-format', '--flag=C_:2:pass-c-format', '--flag=NC_:2:pass-c-format',
            '--flag=g_dngettext:2:pass-c-format', '--flag=g_strdup_printf:1:c-format',
            '--flag=g_string_printf:2:c-format', '--flag=g_string_append_printf:2:c-format',
            '--flag=g_error_new:3:c-format', '--flag=g_set_error:4:c-format']


def files_with_words(root):
    """Paths, below the root and sorted, of all files that a translator must see."""
    found = [path for path in (root / 'src').rglob('*')
             if path.suffix in ('.c', '.h', '.blp', '.ui')
             and MARK.search(path.read_text(encoding='utf-8'))]
    found += (root / 'data').glob('*.desktop.in')
    found += (root / 'data').glob('*.metainfo.xml.in')
    found += (root / 'data').glob('*.gschema.xml')
    return sorted(str(path.relative_to(root)) for path in found)


def named_files(root):
    lines = (root / 'po' / 'POTFILES').read_text(encoding='utf-8').splitlines()
    return [line for line in lines if line and not line.startswith('#')]


def make_template(root, pot):
    """Writes a fresh template; gettext finds the rules for the metainfo among those of AppStream."""
    result = subprocess.run(XGETTEXT + ['--output', str(pot), '--files-from=po/POTFILES'],
                            cwd=root, text=True, capture_output=True)
    if result.returncode != 0 or not pot.exists():
        raise RuntimeError(result.stderr)


def entries_of(po, *kinds):
    """The entries of these kinds, in lines that are not broken."""
    text = subprocess.run(['msgattrib', '--no-obsolete', '--no-location', '--no-wrap', *kinds, po],
                          check=True, text=True, capture_output=True).stdout
    return [entry[entry.index('msgid '):] for entry in text.split('\n\n') if 'msgid ' in entry]


def faults_of_words(po, pot):
    """The words of the template that the language lacks or has only a guess for, what msgfmt says
    (of placeholders, plurals, accelerators), and isolates of direction that are not closed."""
    with tempfile.NamedTemporaryFile(suffix='.po') as merged:
        subprocess.run(['msgmerge', '--quiet', '--no-fuzzy-matching', '--output-file', merged.name,
                        str(po), str(pot)], check=True)
        checked = subprocess.run(['msgfmt', '--check', '--check-accelerators=_',
                                  '--output-file=/dev/null', merged.name],
                                 text=True, capture_output=True)
        faults = checked.stderr.splitlines() if checked.returncode != 0 else []
        lacking = [entry.partition('\nmsgstr')[0].replace('\n', ' ')
                   for kind in ('--untranslated', '--only-fuzzy')
                   for entry in entries_of(merged.name, kind)]
        faults += [entry for entry in lacking if entry != 'msgid ""']
        faults += [f'an isolate stays open: {line}' for entry in entries_of(merged.name)
                   for line in entry.splitlines()
                   if line.count('\u2068') != line.count('\u2069')]
    return faults


def update(root):
    lines = ['# Every file with words for a person; "tests/translations.py --update" writes this list.']
    (root / 'po' / 'POTFILES').write_text('\n'.join(lines + files_with_words(root)) + '\n',
                                          encoding='utf-8')
    with tempfile.TemporaryDirectory() as folder:
        pot = pathlib.Path(folder) / 'outlay.pot'
        make_template(root, pot)
        for language in (root / 'po' / 'LINGUAS').read_text(encoding='utf-8').split():
            subprocess.run(['msgmerge', '--quiet', '--update', '--backup=none', '--no-fuzzy-matching',
                            '--no-location', '--sort-by-file', str(root / 'po' / f'{language}.po'),
                            str(pot)], check=True)


class Report:
    """Prints one TAP line for each claim."""
    def __init__(self):
        self.n = self.n_failed = 0

    def tell(self, what, complaints):
        self.n += 1
        self.n_failed += bool(complaints)
        print(f'{"not ok" if complaints else "ok"} {self.n} /translations/{what}')
        for complaint in complaints:
            print(f'# {complaint}')


def check(root):
    report = Report()
    wanted, named = files_with_words(root), named_files(root)
    report.tell('potfiles-complete', [f'{path} is not in po/POTFILES' for path in wanted
                                      if path not in named])
    report.tell('potfiles-true', [f'{path} in po/POTFILES has no words' for path in named
                                  if path not in wanted])
    languages = (root / 'po' / 'LINGUAS').read_text(encoding='utf-8').split()
    report.tell('linguas-complete', [f'{path.name} is not in po/LINGUAS'
                                     for path in (root / 'po').glob('*.po')
                                     if path.stem not in languages])
    with tempfile.TemporaryDirectory() as folder:
        pot = pathlib.Path(folder) / 'outlay.pot'
        make_template(root, pot)
        for language in languages:
            report.tell(language, faults_of_words(root / 'po' / f'{language}.po', pot))
    print(f'1..{report.n}')
    return 1 if report.n_failed else 0


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    if '--update' in sys.argv:
        update(root)
        return 0
    return check(root)


if __name__ == '__main__':
    sys.exit(main())
