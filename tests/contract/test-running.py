# SPDX-License-Identifier: GPL-3.0-or-later
"""What an administrator is promised: settings, signals, supervision, sockets, proxies."""
import pathlib
import re

from outlayd import command
from tap import equal, expect, run

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROW = re.compile(r'^\| `([a-z-]+)` \| (?:(.*?) )?\| (.+?) \| (yes)? ?\|$', re.M)
KEY = re.compile(r'^  --([a-z-]+) +(.+?)(?: \(([^()]+)\))?( \*)?$', re.M)


def told_settings():
    """What `serve --help` says of each key: its default, meaning, and whether SIGHUP rereads it."""
    text = command('serve', '--help').stdout.split('--config', 1)[0]
    return {key: (preset or '', meaning, bool(star)) for key, meaning, preset, star in KEY.findall(text)}


def test_the_table_of_settings_is_that_of_the_program():
    rows = {
        key: (preset.replace('`', ''), meaning.replace('`', ''), bool(reread))
        for key, preset, meaning, reread in ROW.findall((ROOT / 'README.md').read_text())
    }
    told = told_settings()
    expect('listen' in told and 'log-level' in told, told)
    equal(sorted(rows), sorted(told), 'keys of the table in README.md')
    for key, said in told.items():
        equal(rows[key], said, key, 'in README.md')


def test_the_example_file_names_every_setting():
    text = (ROOT / 'data' / 'outlayd.conf').read_text()
    named = re.findall(r'^#([a-z-]+) = (.+)$', text, re.M)
    told = told_settings()
    equal(sorted(key for key, _ in named), sorted(told))
    for key, value in named:
        expect(told[key][0] in ('', value), key, value, told[key])
    expect(all(line.startswith('#') or not line for line in text.splitlines()), text)


run('running', globals())
