# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of outlayd: what it prints, how it ends, people, and settings."""
import os
import pathlib
import pty
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time

from client import Caller, sign_in
from company import Company, Person
from outlayd import CHEAP, PASSWORD, Server, clean_environment, command, die_with_parent, program
from tap import Complaints, Skip, equal, expect, run

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix='outlay-contract-'))
AT_END = [lambda: shutil.rmtree(FOLDER, ignore_errors=True)]
USER = {'--company': 'Acme', '--email': 'ada@acme.example', '--name': 'Ada', '--role': 'admin'}


def add_user(database, changes=None, stdin=PASSWORD + '\n', **more):
    options = {
        k: v
        for k, v in (USER | {'--database': f'sqlite:{database}'} | (changes or {})).items()
        if v is not None
    }
    return command(
        'user',
        'add',
        CHEAP,
        *(part for pair in options.items() for part in pair),
        stdin=stdin,
        **more,
    )


def complains(done, status, *words):
    """Failed with @status and one line on standard error that has the words."""
    equal(done.returncode, status, done.stdout, done.stderr)
    expect(done.stderr.startswith('outlayd: '), done.stderr)
    expect(len(done.stderr.strip().splitlines()) <= 3, done.stderr)
    for word in words:
        expect(word in done.stderr, word, 'is not in', done.stderr)


def test_help():
    for arguments in (
        ['--help'],
        ['serve', '--help'],
        ['user', 'add', '--help'],
        ['migrate', '--help'],
        ['check', '--help'],
        ['backup', '--help'],
        ['demo', '--help'],
    ):
        done = command(*arguments)
        equal((done.returncode, done.stderr), (0, ''), arguments)
        expect(done.stdout.startswith('usage: outlayd'), arguments, done.stdout)
    for word in ('serve', 'user add', 'migrate', 'check', 'backup', 'demo'):
        expect(word in command('--help').stdout, word)
    done = command('--version')
    equal((done.returncode, done.stderr), (0, ''))
    expect(done.stdout.startswith('outlayd '), done.stdout)


def test_wrong_usage():
    database = f'--database=sqlite:{FOLDER}/usage.db'
    elsewhere = f'--database=sqlite:{FOLDER}/elsewhere.db'
    cases = [
        [],
        ['nonsense'],
        ['user'],
        ['user', 'remove'],
        ['serve', '--nonsense'],
        ['serve', database, 'extra'],
        ['backup'],
        ['backup', database],
        ['serve', '--listen', '127.0.0.1:99999', elsewhere],
        ['serve', '--listen', 'nonsense', elsewhere],
        ['serve', '--listen'],
        ['serve', '--database', 'mysql:x'],
        ['serve', '--database', ''],
        ['serve', '--log-level=loud', database],
        ['serve', '--signup=maybe', database],
        ['migrate', 'x', database],
        ['--nonsense'],
        ['serve', '--max-connections=many', database],
        ['serve', '--max-connections=-1', database],
    ]
    with Complaints() as complaints:
        for arguments in cases:
            done = command(*arguments)
            complaints.check(
                done.returncode == 2 or done.returncode == 1 and len(arguments) > 1,
                arguments,
                done.returncode,
                done.stderr,
            )
            complaints.check(
                done.stderr.startswith('outlayd: ') and not done.stdout, arguments, done.stderr
            )
    expect(not (FOLDER / 'usage.db').exists(), 'a database was made by a wrong usage')


def test_user_add():
    database = FOLDER / 'users.db'
    done = add_user(database)
    equal(done.returncode, 0, done.stderr)
    expect(PASSWORD not in done.stdout + done.stderr)
    equal(
        add_user(
            database, {'--email': 'ben@acme.example', '--role': 'employee', '--name': 'Ben'}
        ).returncode,
        0,
    )
    complains(add_user(database), 1, 'ada@acme.example')
    complains(add_user(database, {'--email': 'ADA@acme.example'}), 1)
    with Server(folder=tempfile.mkdtemp(prefix='outlay-contract-'), start=False) as server:
        server.database = f'sqlite:{database}'
        server.start()
        ada = Person(server, sign_in(server, 'ada@acme.example'))
        equal((ada.role, ada.name), ('admin', 'Ada'))
        equal(len(ada.get('/users').json['items']), 2, 'the second is of the same company')
        expect(len(ada.get('/categories').json['items']) >= 5)
        equal(
            add_user(
                database, {'--email': 'cy@acme.example', '--role': 'reviewer', '--name': 'Cy'}
            ).returncode,
            0,
            'while the server runs',
        )
        equal(Person(server, sign_in(server, 'cy@acme.example')).role, 'reviewer')
        equal(server.stop(), 0)


def test_user_add_says_when_it_made_a_company():
    """A company's name with a slip in it would be another company."""
    database = FOLDER / 'companies.db'
    made = add_user(database)
    expect('a new company' in made.stdout, made.stdout)
    joined = add_user(database, {'--email': 'ben@acme.example', '--name': 'Ben'})
    equal(joined.returncode, 0, joined.stderr)
    expect('new' not in joined.stdout, joined.stdout)


def test_user_add_at_a_terminal():
    """There the password is asked for, and not shown."""
    ours, theirs = pty.openpty()
    options = [part for pair in USER.items() for part in pair]
    adding = subprocess.Popen(
        [program(), 'user', 'add', '--database', f'sqlite:{FOLDER}/terminal.db', *options],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = os.read(ours, 1000)
    os.write(ours, PASSWORD.encode() + b'\n')
    equal(adding.wait(60), 0)
    try:
        while more := os.read(ours, 1000):
            shown += more
    except OSError:
        pass  # how a terminal tells of its end
    os.close(ours)
    expect(b'Password of ada@acme.example' in shown, shown)
    expect(b'ada@acme.example is an admin of Acme' in shown, shown)
    expect(PASSWORD.encode() not in shown, 'the password is on the screen', shown)


def test_root_is_told_whose_the_server_is():
    """What root makes among its files the server could not open again."""
    if os.geteuid() != 0:
        raise Skip('only root can try this')
    database = FOLDER / 'others' / 'outlay.db'
    equal(add_user(database).returncode, 0)
    keys = database.parent / 'keys'
    before = sorted(database.parent.iterdir())
    os.chown(keys, 65534, 65534)
    complains(add_user(database, {'--email': 'ben@acme.example'}), 2, 'runuser -u nobody')
    equal(sorted(database.parent.iterdir()), before)
    os.chown(keys, 0, 0)
    equal(add_user(database, {'--email': 'ben@acme.example'}).returncode, 0)


def test_user_add_refuses():
    database = FOLDER / 'refused.db'
    with Complaints() as complaints:
        for changes, stdin, word in (
            ({'--role': 'boss'}, None, 'role'),
            ({'--email': 'nonsense'}, None, 'mail'),
            ({'--name': ''}, None, 'name'),
            ({'--company': ''}, None, 'company'),
            ({'--email': None}, None, 'email'),
            ({'--role': None}, None, 'role'),
            ({'--company': None}, None, 'company'),
            ({'--name': None}, None, 'name'),
            ({}, '', 'password'),
            ({}, '\n', 'password'),
            ({}, 'zwölf minus\n', 'password'),
            ({}, 'passwordpassword\n', 'password'),
            ({}, 'x' * 2000 + '\n', 'password'),
        ):
            done = add_user(database, changes, stdin if stdin is not None else PASSWORD + '\n')
            complaints.check(
                done.returncode in (1, 2), changes, repr(stdin)[:20], done.returncode, done.stderr
            )
            complaints.check(
                word in done.stderr.lower() and done.stderr.startswith('outlayd: '),
                changes,
                repr(stdin)[:20],
                done.stderr,
            )
            complaints.check(
                not stdin or stdin.strip()[:30] not in done.stderr or stdin == '\n',
                'the password is printed',
                done.stderr,
            )
    if database.exists():
        with sqlite3.connect(database) as db:
            equal(db.execute('SELECT count(*) FROM person').fetchone(), (0,))


def test_a_password_of_a_windows_file_and_without_an_end_of_line():
    database = FOLDER / 'lines.db'
    equal(add_user(database, stdin=PASSWORD).returncode, 0, 'without a newline')
    equal(
        add_user(
            database, {'--email': 'b@acme.example'}, stdin=PASSWORD + '\nsecond line\n'
        ).returncode,
        0,
    )
    with Server(start=False) as server:
        server.database = f'sqlite:{database}'
        server.start()
        sign_in(server, 'ada@acme.example')
        sign_in(server, 'b@acme.example')


def test_serve_says_where():
    with Server() as server:
        expect(server.stdout.strip().endswith(f'http://127.0.0.1:{server.port}'), server.stdout)
        equal(Caller(server).send('GET', '/healthz').status, 200)
        # Nothing is sent: this only asks which address would be used.
        with socket.socket(type=socket.SOCK_DGRAM) as asker, socket.socket() as sock:
            asker.settimeout(1)
            own = '127.0.0.1' if asker.connect_ex(('192.0.2.1', 9)) else asker.getsockname()[0]
            sock.settimeout(1)
            if own != '127.0.0.1':
                expect(sock.connect_ex((own, server.port)) != 0, 'it can be reached from outside')
        for signal_number in (signal.SIGTERM, signal.SIGINT):
            start = time.monotonic()
            equal(server.end(signal_number), 0)
            expect(time.monotonic() - start < 2, 'took', time.monotonic() - start)
            server.start()
        equal(
            (server.folder / 'outlay.db').stat().st_mode & 0o077, 0, 'others may read the database'
        )


def test_a_port_in_use_is_said():
    with Server() as server:
        done = command(
            'serve', f'--database=sqlite:{FOLDER}/port.db', f'--listen=127.0.0.1:{server.port}'
        )
        complains(done, 1, str(server.port))


def test_two_servers_on_one_database():
    """Several may be behind one proxy where they have a Redis, be it away: both are right."""
    redis = f'--redis=unix:{FOLDER}/nobody.sock'
    with Server(redis) as first:
        company = Company(first, 'Acme')
        with Server(redis, start=False) as second:
            second.database = first.database
            second.start()
            erna = Person(second, sign_in(second, 'erna@acme.example'))
            for _ in range(20):
                made = erna.draft()
                equal(company.employee.read(made), made)
                other = company.employee.draft()
                equal(erna.read(other), other)


def serve_with(*options, environment=None, seconds=10):
    """Runs serve until it says where it listens; gives that line, or what it printed when it ended."""
    process = subprocess.Popen(
        [program(), 'serve', CHEAP, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=clean_environment(environment),
        preexec_fn=die_with_parent,
    )
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    line = process.stdout.readline()
    process.terminate()
    _, errors = process.communicate()
    timer.cancel()
    return line.strip(), errors, process.returncode


def test_settings_from_a_file_the_environment_and_flags():
    config = FOLDER / 'outlayd.conf'
    config.write_text(
        f'# Where things are\n\nlisten = 127.0.0.1:0\ndatabase = sqlite:{FOLDER}/file.db\n  proofs={FOLDER}/file-proofs  \n'
    )
    line, errors, status = serve_with('--config', str(config))
    expect('http://127.0.0.1:' in line and status == 0, line, errors)
    expect((FOLDER / 'file.db').exists())
    environment = {
        'OUTLAY_LISTEN': '127.0.0.1:0',
        'OUTLAY_DATABASE': f'sqlite:{FOLDER}/environment.db',
    }
    line, errors, status = serve_with(environment=environment)
    expect('http://127.0.0.1:' in line, line, errors)
    expect((FOLDER / 'environment.db').exists(), 'OUTLAY_… in the environment')
    line, errors, status = serve_with(
        '--config',
        str(config),
        f'--database=sqlite:{FOLDER}/flag.db',
        environment={'OUTLAY_DATABASE': f'sqlite:{FOLDER}/lost.db'},
    )
    expect(
        (FOLDER / 'flag.db').exists() and not (FOLDER / 'lost.db').exists(),
        'a flag wins',
        line,
        errors,
    )
    line, errors, status = serve_with(
        '--config', str(config), environment={'OUTLAY_DATABASE': f'sqlite:{FOLDER}/wins.db'}
    )
    expect((FOLDER / 'wins.db').exists(), 'the environment wins over the file', line, errors)


def test_bad_settings_are_named():
    config = FOLDER / 'bad.conf'
    with Complaints() as complaints:
        for text, word in (
            ('nonsense = 1\n', 'nonsense'),
            ('listen\n', 'bad.conf'),
            ('listen = nowhere\n', 'listen'),
            ('database = mysql:x\n', 'database'),
            ('signup = maybe\n', 'signup'),
            ('log-level = loud\n', 'log-level'),
            ('= 5\n', 'bad.conf'),
        ):
            config.write_text(text)
            done = command('serve', '--config', str(config))
            complaints.check(
                done.returncode in (1, 2) and done.stderr.startswith('outlayd: '),
                text,
                done.returncode,
                done.stderr,
            )
            complaints.check(word in done.stderr, text, done.stderr)
        done = command('serve', '--config', f'{FOLDER}/none.conf')
        complaints.check(
            done.returncode in (1, 2) and 'none.conf' in done.stderr, 'no file', done.stderr
        )
        done = command('serve', f'--database=sqlite:{config}/x.db', '--listen=127.0.0.1:0')
        complaints.check(
            done.returncode == 1 and done.stderr.startswith('outlayd: '),
            'below a file',
            done.returncode,
            done.stderr,
        )


run('cli', globals())
