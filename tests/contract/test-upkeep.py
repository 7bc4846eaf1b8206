# SPDX-License-Identifier: GPL-3.0-or-later
"""Migrating, checking, backing up, stopping and starting again."""
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time

from client import Caller, sign_in, uuid7
from company import Company, Person, etag
from outlayd import CHEAP, PASSWORD, Listening, Server, clean_environment, command, die_with_parent, program
from tap import Complaints, equal, expect, one_of, run

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


def filled_server(folder=None, *options):
    """A server with a few expenses in every state; gives it and its company."""
    server = Server(*options, folder=folder)
    company = Company(server, 'Acme')
    for state in ('draft', 'submitted', 'approved', 'rejected', 'reimbursed'):
        company.bring(company.employee, state)
    return server, company


def test_migrate():
    database = FOLDER / 'migrate.db'
    equal(add_user(database).returncode, 0)
    for _ in range(2):
        done = command('migrate', f'--database=sqlite:{database}')
        equal((done.returncode, done.stderr), (0, ''), done)
    with sqlite3.connect(database) as db:
        table = next(
            name
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if 'migration' in name
        )
        # What a later outlayd will have noted.
        db.execute(
            f'INSERT INTO {table} SELECT number + 1, name, digest, applied_at FROM {table} ORDER BY number DESC LIMIT 1'
        )
    db.close()
    newer = database.read_bytes()
    for arguments in (
        ['migrate'],
        ['serve', '--listen=127.0.0.1:0'],
        ['check'],
        ['backup', str(FOLDER / 'newer-backup')],
    ):
        complains(command(*arguments, f'--database=sqlite:{database}'), 1, 'newer')
        equal(database.read_bytes(), newer, arguments, 'a newer database was written to')
    complains(add_user(database), 1, 'newer')


def test_what_is_no_database_is_left_alone():
    for content in (b'This is my letter to grandmother.\n' * 100, b'\0' * 5000, os.urandom(5000)):
        database = FOLDER / 'letter.db'
        database.write_bytes(content)
        for arguments in (['migrate'], ['serve', '--listen=127.0.0.1:0'], ['check']):
            complains(command(*arguments, f'--database=sqlite:{database}'), 1, 'letter.db')
            equal(database.read_bytes(), content, arguments)
    foreign = FOLDER / 'foreign.db'
    with sqlite3.connect(foreign) as db:
        db.execute('CREATE TABLE recipes (name TEXT)')
    before = foreign.read_bytes()
    done = (
        command('serve', f'--database=sqlite:{foreign}', '--listen=127.0.0.1:0')
        if False
        else command('migrate', f'--database=sqlite:{foreign}')
    )
    if done.returncode != 0:
        equal(foreign.read_bytes(), before)
    complains(command('check', f'--database=sqlite:{FOLDER}/absent.db'), 1)
    expect(not (FOLDER / 'absent.db').exists(), 'check made a database')


def damaged(change):
    """What check says of a copy of a good folder after @change."""
    folder = FOLDER / 'damaged'
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(GOOD, folder)
    change(folder)
    return command('check', f'--database=sqlite:{folder}/outlay.db')


def sql(folder, statement):
    with sqlite3.connect(folder / 'outlay.db') as db:
        for (name,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            db.execute(f'DROP TRIGGER {name}')
        done = db.execute(statement)
        expect(done.rowcount > 0, 'the damage did nothing:', statement)
    db.close()


GOOD = FOLDER / 'good'


def test_check_finds_what_is_wrong():
    GOOD.mkdir()
    server, _ = filled_server(GOOD)
    equal(command('check', f'--database={server.database}').returncode, 0, 'while it runs')
    equal(server.stop(), 0)
    done = command('check', f'--database={server.database}')
    equal(done.returncode, 0, done.stdout, done.stderr)

    def first_proof(folder):
        return sorted(path for path in (folder / 'proofs').rglob('*.png'))[0]

    cases = {
        'a proof is gone': lambda folder: first_proof(folder).unlink(),
        'a proof is cut': lambda folder: os.truncate(first_proof(folder), 10),
        'a byte of a proof': lambda folder: first_proof(folder).write_bytes(
            first_proof(folder).read_bytes()[:-1] + b'x'
        ),
        'an amount': lambda folder: sql(
            folder, "UPDATE expense SET minor = minor + 1 WHERE state = 'approved'"
        ),
        'a state': lambda folder: sql(
            folder, "UPDATE expense SET state = 'approved' WHERE state = 'rejected'"
        ),
        'an event\'s reason': lambda folder: sql(
            folder, "UPDATE event SET reason = 'Fine.' WHERE action = 'reject'"
        ),
        'an event is gone': lambda folder: sql(folder, "DELETE FROM event WHERE action = 'reject'"),
        'the last event is gone': lambda folder: sql(
            folder, 'DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)'
        ),
        'an actor': lambda folder: sql(
            folder,
            "UPDATE event SET actor = (SELECT id FROM person WHERE role = 'employee') WHERE action = 'approve'",
        ),
        'a time': lambda folder: sql(
            folder, "UPDATE event SET at = at + 1 WHERE action = 'approve'"
        ),
    }
    unseen = []
    with Complaints() as complaints:
        for title, change in cases.items():
            try:
                done = damaged(change)
            except sqlite3.Error as error:
                unseen.append(f'{title}: {error}')
                continue
            complaints.check(
                done.returncode == 1 and (done.stdout + done.stderr).strip(),
                title,
                done.returncode,
                done.stdout,
                done.stderr,
            )
    equal(unseen, [])


def test_backup_can_be_served():
    server, company = filled_server()
    with server:
        target = FOLDER / 'backup'
        done = command('backup', str(target), f'--database={server.database}', '--include-keys')
        equal(done.returncode, 0, done.stderr)
        rows = company.employee.get('/expenses?limit=200').json['items']
        foreign = FOLDER / 'not-a-backup'
        foreign.mkdir()
        complains(command('backup', str(foreign), f'--database={server.database}'), 1, 'backup')
        equal(list(foreign.iterdir()), [])
        equal(command('check', f'--database=sqlite:{target}/outlay.db').returncode, 0)
        for path in target.rglob('*'):
            equal(path.stat().st_mode & 0o077, 0, 'others may read', path.name)
        server.stop()
        with Server(folder=target) as copy:
            erna = Person(copy, sign_in(copy, 'erna@acme.example'))
            equal(erna.get('/expenses?limit=200').json['items'], rows)
            for row in rows:
                equal(erna.get(f'/proofs/{row["proofs"][0]}').status, 200)


def test_backup_while_people_work():
    with Server() as server:
        company = Company(server, 'Acme')
        stop, failures, acknowledged = threading.Event(), [], []

        def work():
            try:
                while not stop.is_set():
                    acknowledged.append(company.bring(company.employee, 'submitted')['id'])
            except Exception as error:  # pylint: disable=broad-except
                failures.append(error)

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(0.2)
        before = list(acknowledged)
        done = command('backup', str(FOLDER / 'busy'), f'--database={server.database}')
        stop.set()
        for thread in threads:
            thread.join()
        equal((done.returncode, failures), (0, []), done.stderr)
        check = command('check', f'--database=sqlite:{FOLDER}/busy/outlay.db')
        equal(check.returncode, 0, check.stdout, check.stderr)
        with sqlite3.connect(FOLDER / 'busy' / 'outlay.db') as db:
            kept = {row[0] for row in db.execute('SELECT id FROM expense')}
        expect(set(before) <= kept, 'acknowledged before the backup began, and not in it')


def test_commands_beside_a_busy_server():
    """Looking, adding people and migrating while others write: no false alarm, and nobody is locked out."""
    with Server() as server:
        company = Company(server, 'Acme')
        stop, failures = threading.Event(), []

        def work():
            try:
                while not stop.is_set():
                    company.bring(company.employee, 'approved')
            except Exception as error:  # pylint: disable=broad-except
                failures.append(error)

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        done = []
        for number in range(12):
            done.append(command('check', f'--database={server.database}'))
            if number % 4 == 0:
                done.append(command('migrate', f'--database={server.database}'))
                done.append(
                    command(
                        'user',
                        'add',
                        CHEAP,
                        f'--database={server.database}',
                        '--company=Acme',
                        f'--email=n{number}@acme.example',
                        '--name=N',
                        '--role=employee',
                        stdin=PASSWORD + '\n',
                    )
                )
        stop.set()
        for thread in threads:
            thread.join()
        equal(failures, [])
        equal([(one.args[1], one.stderr) for one in done if one.returncode != 0], [])


class Demo(Listening):
    """`outlayd demo`, from the moment it has said where it listens."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            [program(), 'demo', '--listen=127.0.0.1:0'],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=clean_environment({'TMPDIR': str(folder)}),
            preexec_fn=die_with_parent,
        )
        timer = threading.Timer(30, self.process.kill)
        timer.start()
        self.text = ''
        while 'http://' not in self.text and (line := self.process.stdout.readline()):
            self.text += line
        timer.cancel()
        self.port = int(re.search(r'http://127.0.0.1:(\d+)', self.text)[1])


def test_demo_can_be_looked_at_and_leaves_nothing():
    folder = FOLDER / 'demo'
    folder.mkdir()
    demo = Demo(folder)
    password = re.search(r'"(.+)"', demo.text)[1]
    roles = set()
    for email in re.findall(r'\S+@\S+', demo.text):
        person = Person(demo, sign_in(demo, email, password))
        roles.add(person.role)
        if person.role == 'reviewer':
            rows = person.get('/expenses?state=submitted').json['items']
            expect(rows, 'nothing to review')
            for row in rows:
                for proof in row['proofs']:
                    equal(person.get(f'/proofs/{proof}').status, 200)
    equal(roles, {'employee', 'reviewer', 'admin'})
    demo.process.terminate()
    demo.process.communicate(timeout=10)
    equal(demo.process.returncode, 0)
    equal(list(folder.iterdir()), [], 'left behind')


def test_sigterm_while_busy_loses_nothing():
    with Server() as server:
        company = Company(server, 'Acme')
        acknowledged, refused = [], []

        def work():
            while True:
                content, identity = company.employee.content(proofs=[]), uuid7()
                try:
                    reply = company.employee.create(content, identity, timeout=5, check=False)
                except OSError:
                    return
                except Exception as error:  # pylint: disable=broad-except
                    refused.append(repr(error))
                    return
                if reply.status == 201:
                    acknowledged.append(identity)
                elif reply.status == 503:
                    return
                else:
                    refused.append(str(reply))

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        time.sleep(0.4)
        start = time.monotonic()
        equal(server.stop(), 0)
        expect(time.monotonic() - start < 5, time.monotonic() - start)
        for thread in threads:
            thread.join()
        expect(len(acknowledged) > 20, len(acknowledged))
        expect(
            all('RemoteDisconnected' in text or 'BadStatusLine' in text for text in refused),
            refused[:3],
        )
        server.start()
        for identity in acknowledged:
            equal(
                company.employee.get(f'/expenses/{identity}').status,
                200,
                'an acknowledged one is lost',
            )
        equal(command('check', f'--database={server.database}').returncode, 0)


def test_a_restart_changes_nothing():
    server, company = filled_server()
    with server:
        before = [
            company.admin.get(path).body
            for path in ('/expenses?limit=200', '/changes?limit=200', '/users', '/categories')
        ]
        jwks = Caller(server).send('GET', '/.well-known/jwks.json').body
        for end in (server.stop, server.kill):
            end()
            server.start()
            equal(
                [
                    company.admin.get(path).body
                    for path in (
                        '/expenses?limit=200',
                        '/changes?limit=200',
                        '/users',
                        '/categories',
                    )
                ],
                before,
            )
            equal(Caller(server).send('GET', '/.well-known/jwks.json').body, jwks)
        draft = next(row for row in company.employee.get('/expenses?state=draft').json['items'])
        equal(
            company.employee.delete(
                f'/expenses/{draft["id"]}', headers={'If-Match': etag(draft)}
            ).status,
            204,
        )


def test_sighup_is_survived():
    with Server() as server:
        company = Company(server, 'Acme')
        for _ in range(3):
            server.process.send_signal(signal.SIGHUP)
        time.sleep(0.2)
        equal(company.admin.get('/me').status, 200)
        equal(server.stop(), 0)


def test_a_closed_standard_output_is_no_end():
    with Server() as server:
        company = Company(server, 'Acme')
        server.process.stdout.close()
        equal(company.admin.get('/me').status, 200)
        server.process.stdout = open(os.devnull, 'rb')


def test_logs_are_structured():
    with Server() as server:
        Company(server, 'Acme')
        Caller(server).get('/expenses')
        time.sleep(0.3)
        server.stop()
        lines = server.log.splitlines()
        expect(len(lines) > 5)
        times = {line.split()[0].split('=')[0] for line in lines}
        equal(times, {'time'})
        shapes = {'T' in line.split()[0] for line in lines}
        equal(len(shapes), 1, 'two ways to write the time:', lines[0], lines[1])
        for line in lines:
            expect('level=' in line, line)
        one_of(
            [line for line in lines if 'status=401' in line and '/api/v1/expenses' in line] != [],
            (True,),
            'a refusal is logged',
            lines,
        )


run('upkeep', globals())
