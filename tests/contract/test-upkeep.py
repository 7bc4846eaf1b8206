# SPDX-License-Identifier: GPL-3.0-or-later
"""Migrating, checking, backing up, stopping and starting again."""
import json
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
    return command('check', f'--database=sqlite:{folder}/outlay.db', '--json')


def sql(folder, statement, least=1):
    with sqlite3.connect(folder / 'outlay.db') as db:
        for (name,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            db.execute(f'DROP TRIGGER {name}')
        done = db.execute(statement)
        expect(done.rowcount >= least, 'the damage did nothing:', statement)
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

    def swap_events(folder):
        """Two events change places, each with all of its content and its hash."""
        for a, b in ((2, -1), (3, 2), (-1, 3)):
            sql(folder, f'UPDATE event SET seq = {b} WHERE seq = {a}')

    def insert_event(folder):
        for seq in range(30, 2, -1):
            sql(folder, f'UPDATE event SET seq = seq + 1 WHERE seq = {seq}', least=0)
        sql(
            folder,
            'INSERT INTO event SELECT company, 3, expense, at, actor, action, from_state, to_state, reason, revision, '
            'proof_digest, proofs, facts, hash FROM event WHERE seq = 2',
        )

    def swap_proofs(folder):
        one, two = sorted((folder / 'proofs').rglob('*.png'))[:2]
        content = one.read_bytes()
        one.write_bytes(two.read_bytes())
        two.write_bytes(content)

    def rename_proof(folder):
        one = first_proof(folder)
        other = one.with_name('ab' * 32 + '.png')
        one.rename(other)
        sql(folder, f"UPDATE proof SET path = replace(path, '{one.name}', '{other.name}')")

    def link_proof(folder):
        one = first_proof(folder)
        one.rename(folder / 'away')
        os.symlink(folder / 'away', one)

    def flip(column, value="'x'", seq=4):
        return lambda folder: sql(folder, f'UPDATE event SET {column} = {value} WHERE seq = {seq}')

    cases = {
        'a proof is gone': ('proof', lambda folder: first_proof(folder).unlink()),
        'a proof is cut': ('proof', lambda folder: os.truncate(first_proof(folder), 10)),
        'a byte of a proof': (
            'proof',
            lambda folder: first_proof(folder).write_bytes(
                first_proof(folder).read_bytes()[:-1] + b'x'
            ),
        ),
        'two proofs swapped': ('proof', swap_proofs),
        'a proof under another name': ('proof', rename_proof),
        'a proof that others may read': ('proof', lambda folder: first_proof(folder).chmod(0o644)),
        'a proof of another user': ('proof', lambda folder: os.chown(first_proof(folder), 12345, -1)),
        'a link for a proof': ('proof', link_proof),
        'a row of a proof is gone': (
            'reference',
            lambda folder: sql(
                folder, 'DELETE FROM proof WHERE sha256 = (SELECT max(sha256) FROM expense_proof)'
            ),
        ),
        'an amount': (
            'expense',
            lambda folder: sql(
                folder, "UPDATE expense SET minor = minor + 1 WHERE state = 'approved'"
            ),
        ),
        'a state': (
            'expense',
            lambda folder: sql(
                folder, "UPDATE expense SET state = 'approved' WHERE state = 'rejected'"
            ),
        ),
        'a revision': (
            'expense',
            lambda folder: sql(folder, "UPDATE expense SET revision = 9 WHERE state = 'submitted'"),
        ),
        'a digest': (
            'expense',
            lambda folder: sql(folder, "UPDATE expense SET proof_digest = 'x' WHERE state = 'draft'"),
        ),
        'proofs taken out': (
            'expense',
            lambda folder: sql(folder, "UPDATE expense SET proofs = '' WHERE state = 'approved'"),
        ),
        'a history that is gone': (
            'expense',
            lambda folder: sql(
                folder,
                "DELETE FROM event WHERE expense = (SELECT id FROM expense WHERE state = 'submitted')",
            ),
        ),
        'a line': ('line', lambda folder: sql(folder, "UPDATE expense_line SET json = '{}'")),
        'a line is gone': ('line', lambda folder: sql(folder, 'DELETE FROM expense_line')),
        'a stray line': (
            'line',
            lambda folder: sql(folder, "UPDATE expense_line SET id = id || 'x', json = json"),
        ),
        'an event is gone': (
            'chain',
            lambda folder: sql(folder, "DELETE FROM event WHERE action = 'reject'"),
        ),
        'the last event is gone': (
            'chain',
            lambda folder: sql(
                folder, 'DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)'
            ),
        ),
        'all events are gone': ('chain', lambda folder: sql(folder, 'DELETE FROM event')),
        'the tail is cut, and the end moved': (
            'chain',
            lambda folder: (
                sql(folder, 'DELETE FROM event WHERE seq > 4'),
                sql(folder, 'UPDATE event_chain SET seq = 4'),
            ),
        ),
        'the end is gone': ('chain', lambda folder: sql(folder, 'DELETE FROM event_chain')),
        'two events swapped': ('chain', swap_events),
        'an event put in between': ('chain', insert_event),
        'an event of another expense': (
            'chain',
            flip('expense', '(SELECT max(id) FROM expense)', 1),
        ),
        'an actor': (
            'chain',
            lambda folder: sql(
                folder,
                "UPDATE event SET actor = (SELECT id FROM person WHERE role = 'employee') WHERE action = 'approve'",
            ),
        ),
        'a time': ('chain', flip('at', 'at + 1')),
        'facts': ('chain', flip('facts', "replace(facts, '1250', '9250')")),
        "an event's revision": ('chain', flip('revision', '77')),
    }
    for column in ('action', 'from_state', 'to_state', 'reason', 'proof_digest', 'proofs', 'hash'):
        cases[column] = ('chain', flip(column))
    with Complaints() as complaints:
        for title, (kind, change) in cases.items():
            if title == 'a proof of another user' and os.getuid() != 0:
                continue
            done = damaged(change)
            kinds = {json.loads(line)['kind'] for line in done.stdout.splitlines()}
            complaints.check(
                done.returncode == 1 and kind in kinds,
                title,
                done.returncode,
                done.stdout,
                done.stderr,
            )


def test_check_says_it_in_words_and_in_json():
    server, _ = filled_server()
    with server:
        database = f'--database={server.database}'
        done = command('check', database)
        equal((done.returncode, done.stderr), (0, ''))
        expect(' 0 problems, 0 notes' in done.stdout, done.stdout)
        lines = command('check', database, '--json').stdout.splitlines()
        equal(len(lines), 1)
        total = json.loads(lines[0])
        equal((total['kind'], total['mode'], total['expenses'], total['problems']), ('sum', 'full', 5, 0))
        expect(total['events'] > 5 and total['proofs'] == 5, total)
        quick = json.loads(command('check', database, '--quick', '--json').stdout)
        equal((quick['mode'], quick['events'], quick['problems']), ('quick', total['events'], 0))
        victim = next((server.folder / 'proofs').rglob('*.png'))
        content = victim.read_bytes()
        victim.write_bytes(content[:-1] + b'x')
        equal(command('check', database, '--quick').returncode, 0, 'quick reads nothing')
        victim.write_bytes(content[:-1])
        equal(command('check', database, '--quick').returncode, 1)
        equal(command('check', database, '--json').returncode, 1)
        finding = json.loads(command('check', database, '--json').stdout.splitlines()[0])
        equal((finding['kind'], finding['severity']), ('proof', 'problem'))
        expect(finding['place'].endswith(victim.name) and finding['detail'], finding)


def test_an_anchor_tells_of_a_chain_made_anew():
    server, company = filled_server()
    with server:
        database, anchor = f'--database={server.database}', FOLDER / 'anchor'
        equal(command('check', database, f'--anchor={anchor}').returncode, 0)
        first = anchor.read_text()
        equal(anchor.stat().st_mode & 0o077, 0)
        company.bring(company.employee, 'approved')
        equal(command('check', database, f'--anchor={anchor}', '--quick').returncode, 0)
        equal(anchor.read_text(), first, 'a quick look vouches for nothing')
        equal(command('check', database, f'--anchor={anchor}').returncode, 0)
        expect(anchor.read_text() != first, 'it goes on')
        server.stop()
        # Somebody with the whole database in hand: the tail is cut, and the end moved so that all fits.
        sql(server.folder, 'DELETE FROM event WHERE seq > 2')
        sql(
            server.folder,
            'UPDATE event_chain SET seq = 2, hash = (SELECT hash FROM event WHERE seq = 2)',
        )
        kept = anchor.read_text()
        for options in ([], ['--quick']):
            done = command('check', database, f'--anchor={anchor}', '--json', *options)
            equal(done.returncode, 1)
            expect('"anchor"' in done.stdout, done.stdout)
            equal(anchor.read_text(), kept, 'what is wrong is not written down')
        anchor.write_text('nonsense\n')
        complains(command('check', database, f'--anchor={anchor}'), 1, 'line 1')


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
