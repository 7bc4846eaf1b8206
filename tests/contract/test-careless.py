# SPDX-License-Identifier: GPL-3.0-or-later
"""An administrator's mistakes: each ends with one sentence that says what to do, and harms nothing."""
import os
import pathlib
import shutil
import tempfile

from client import Caller, sign_in
from company import Company, Person
from outlayd import CHEAP, PASSWORD, Server, command
from tap import equal, expect, run

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix='outlay-contract-'))
AT_END = [lambda: shutil.rmtree(FOLDER, ignore_errors=True)]
NOBODY = 65534


def refuses(server, *words, options=(), status=1):
    """That it does not start, and says why: one line, with all of @words."""
    done = command(
        'serve',
        CHEAP,
        f'--database={server.database}',
        '--listen=127.0.0.1:0',
        *server.options,
        *options,
        stdin='',
    )
    equal(done.returncode, status, words, done.stdout, done.stderr)
    equal(done.stderr.count('\n'), 1, done.stderr)
    for word in words:
        expect(str(word) in done.stderr, word, 'is not in', done.stderr)


def filled():
    server = Server()
    company = Company(server, 'Acme')
    company.bring(company.employee, 'approved')
    server.stop()
    return server


def test_keys_that_are_not_there():
    """New ones would make every password wrong, without a word."""
    with filled() as server:
        keys = server.folder / 'keys'
        keys.rename(server.folder / 'put-away')
        refuses(server, keys, 'put')
        refuses(server, FOLDER / 'other-keys', options=[f'--keys={FOLDER}/other-keys'])
        user = ['--company=Acme', '--email=x@acme.example', '--name=X', '--role=admin']
        done = command(
            'user', 'add', CHEAP, f'--database={server.database}', *user, stdin=PASSWORD + '\n'
        )
        equal(done.returncode, 1, done.stderr)
        expect(str(keys) in done.stderr, done.stderr)
        expect(not keys.exists() and not (FOLDER / 'other-keys').exists(), 'keys were made')
        (server.folder / 'put-away').rename(keys)
        server.start()
        sign_in(server, 'erna@acme.example')


def test_proofs_that_are_not_there():
    """As when a disk is not mounted."""
    with filled() as server:
        elsewhere = FOLDER / 'other-proofs'
        refuses(server, elsewhere, options=[f'--proofs={elsewhere}'])
        expect(not elsewhere.exists(), 'a folder was made')
        elsewhere.mkdir()
        refuses(server, elsewhere, options=[f'--proofs={elsewhere}'])
        server.start()
        erna = Person(server, sign_in(server, 'erna@acme.example'))
        (row,) = erna.get('/expenses').json['items']
        equal(erna.get(f'/proofs/{row["proofs"][0]}').status, 200)


def as_nobody(server):
    """Has @server run by somebody who owns its folder and may do nothing else."""
    if os.getuid() == 0:
        for path in (server.folder, *server.folder.rglob('*')):
            os.chown(path, NOBODY, NOBODY)
        return ('setpriv', f'--reuid={NOBODY}', f'--regid={NOBODY}', '--clear-groups')
    return ()


def refuses_as_nobody(server, *words):
    wrapper = as_nobody(server)
    for path in (server.folder / name for name in words):
        if path.exists():
            path.chmod(0o500 if path.is_dir() else 0o400)
    server.wrapper = wrapper
    try:
        server.start()
    except AssertionError:
        for word in words:
            expect(word in server.log, server.log)
        equal(server.process.wait(20), 1)
        server.process.stdout.close()
        server.process = None
    else:
        raise AssertionError(f'it serves with {words} that cannot be written')
    for path in (server.folder / name for name in words):
        if path.exists():
            path.chmod(0o700)


def test_what_cannot_be_written():
    """To find out with the first expense, and the first receipt, would be too late."""
    for name in ('proofs', 'outlay.db'):
        with filled() as server:
            (server.folder / 'log').unlink()
            refuses_as_nobody(server, name)


def test_two_servers():
    """Each would keep summaries of its own, and not hear of what the other writes."""
    with Server() as server:
        company = Company(server, 'Acme')
        refuses(server, server.folder / 'outlay.db', 'redis')
        equal(company.employee.get('/me').status, 200)
        # A command is none, and one that was killed holds nothing.
        equal(command('check', f'--database={server.database}').returncode, 0)
        server.kill()
        server.start()
        equal(Caller(server).send('GET', '/readyz').status, 200)


def test_settings_that_cannot_be_meant():
    with Server(start=False) as server:
        config = FOLDER / 'outlayd.conf'
        config.write_text('listen = 127.0.0.1:0\nlog-level = info\nlisten = 127.0.0.1:0\n')
        refuses(server, 'line 3', 'listen', options=[f'--config={config}'], status=2)
        refuses(server, 'metrics', 'loacl', options=['--metrics=loacl'])


run('careless', globals())
