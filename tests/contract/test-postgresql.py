# SPDX-License-Identifier: GPL-3.0-or-later
"""What PostgreSQL alone brings: commands, two servers on one database, and the ways it goes away.

Runs inside "with-postgresql --own", as it stops and breaks the server it is given."""
import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import threading
import time

import postgresql
from client import Caller, check_problem, sign_in, uuid7
from company import Company, Person
from load import Load, check_all, persist, staff
from lossy import Lossy
from outlayd import CHEAP, PASSWORD, Server, command
from tap import Skip, equal, expect, run

DATA = os.environ.get('OUTLAY_TEST_POSTGRESQL_DATA')
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix='outlay-contract-'))
AT_END = [lambda: shutil.rmtree(FOLDER, ignore_errors=True)]


def control(*arguments):
    """pg_ctl, as the user whose data it is."""
    owner = os.stat(DATA)
    become = []
    if os.getuid() == 0:
        become = ['setpriv', f'--reuid={owner.st_uid}', f'--regid={owner.st_gid}', '--clear-groups']
    subprocess.run(
        [*become, postgresql.tool('pg_ctl'), '-D', DATA, '-w', '-t', '30', '-l', f'{DATA}/log']
        + list(arguments),
        check=True,
        cwd='/',
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


class Pair:
    """Two servers on one database, with the same keys and proofs."""

    def __init__(self):
        self.first = Server()
        self.second = Server(start=False)
        postgresql.drop_database(self.second.database)
        self.second.database = self.first.database
        self.second.folders = self.first.folders
        self.second.start()

    def __enter__(self):
        return self.first, self.second

    def __exit__(self, *_):
        self.second.kill()
        self.second.database = ''
        self.second.close()
        self.first.close()


def elsewhere(person, server):
    """The same person, who talks to another server."""
    return Person(server, {
        'access_token': person.token,
        'refresh_token': person.refresh_token,
        'user': {'id': person.id, 'name': person.name, 'email': person.email, 'role': person.role},
    })


def test_commands():
    database, keys = postgresql.make_database(), f'--keys={FOLDER}/keys'
    try:
        proofs = f'--proofs={FOLDER}/proofs'
        (FOLDER / 'proofs').mkdir()
        equal(command('check', '--database', database, keys, proofs).returncode, 1, 'not migrated')
        for _ in range(2):
            equal(command('migrate', '--database', database).returncode, 0)
        user = ['user', 'add', CHEAP, keys, '--database', database, '--company', 'Acme', '--name', 'A']
        for email, status in (('a@b.example', 0), ('c@d.example', 0), ('A@b.example', 1)):
            done = command(*user, '--email', email, '--role', 'admin', stdin=PASSWORD + '\n')
            equal(done.returncode, status, done)
        equal(postgresql.sql('SELECT count(*) FROM company', database), ['1'])
        done = command('check', '--database', database, keys, proofs)
        equal(done.returncode, 0, done)
    finally:
        postgresql.drop_database(database)


def test_backup_while_serving():
    """Database and proofs of one picture, and another server that goes on from it."""
    target = FOLDER / 'backup'
    with Server() as server, Server(start=False) as other:
        company = Company(server, 'Load')
        load = Load(staff(company, 3))
        try:
            for _ in range(3):
                time.sleep(0.5)
                done = command(
                    'backup', str(target), '--include-keys', '--database', server.database,
                    *server.folders(),
                )
                equal(done.returncode, 0, done)
        finally:
            load.end()
        subprocess.run(
            [postgresql.tool('pg_restore'), '-d', other.database, target / 'outlay.dump'], check=True
        )
        done = command(
            'restore', str(target), '--proofs-only', '--database', other.database, *other.folders()
        )
        equal(done.returncode, 0, done)
        rows = int(postgresql.sql('SELECT count(*) FROM expense', other.database)[0])
        expect(0 < rows <= len(load.done), rows, 'of', len(load.done))
        other.start()
        person, identity, _ = load.done[0]
        equal(elsewhere(person, other).get(f'/expenses/{identity}').status, 200)


def test_no_backup_without_pg_dump():
    database = postgresql.make_database()
    try:
        equal(command('migrate', '--database', database).returncode, 0)
        done = command(
            'backup', str(FOLDER / 'none'), '--database', database, f'--keys={FOLDER}/keys',
            f'--proofs={FOLDER}/proofs', environment={'PATH': '/nowhere'},
        )
        equal(done.returncode, 1, done)
        expect('pg_dump' in done.stderr, done)
    finally:
        postgresql.drop_database(database)


def test_nobody_sees_the_password():
    secret = 'correct-horse'
    server = Server(start=False)
    server.database = server.database.replace('outlay@', f'outlay:{secret}@')
    try:
        server.start()
        shown = pathlib.Path(f'/proc/{server.process.pid}/cmdline').read_bytes()
        expect(b'outlay:*' in shown and secret.encode() not in shown, shown)
        server.stop()
        expect(secret not in server.log, server.log)
        done = command('migrate', '--database', server.database)
        equal(done.returncode, 0, done)
        expect(secret not in done.stdout + done.stderr, done)
        away = server.database.replace('outlay_', 'absent_')
        done = command('migrate', '--database', away)
        equal(done.returncode, 1, done)
        expect(secret not in done.stdout + done.stderr, done)
    finally:
        server.close()


def test_a_password_from_a_file():
    """Asked for by a user that only gets in with one."""
    configuration = pathlib.Path(DATA) / 'pg_hba.conf'
    before = configuration.read_text()
    postgresql.sql("CREATE USER guarded PASSWORD 'from a file' SUPERUSER")
    database = postgresql.make_database()
    guarded = database.replace('outlay@', 'guarded@')
    try:
        configuration.write_text('local all guarded scram-sha-256\n' + before)
        control('reload')
        time.sleep(0.3)
        right, wrong = FOLDER / 'right', FOLDER / 'wrong'
        right.write_text('from a file\n')
        wrong.write_text('guessed\n')
        for path, status in ((right, 0), (wrong, 1), (FOLDER / 'absent', 2)):
            done = command('migrate', '--database', guarded, f'--database-password-file={path}')
            equal(done.returncode, status, done)
        equal(command('migrate', '--database', guarded).returncode, 1)
        passwords = FOLDER / 'pgpass'
        passwords.write_text('*:*:*:guarded:from a file\n')
        passwords.chmod(0o600)
        done = command('migrate', '--database', guarded, environment={'PGPASSFILE': str(passwords)})
        equal(done.returncode, 0, done)
    finally:
        configuration.write_text(before)
        control('reload')
        postgresql.drop_database(database)


def wait_for_change(events, seconds=5):
    end = time.monotonic() + seconds
    while b'event: change' not in events.seen and time.monotonic() < end:
        events.read()
    expect(b'event: change' in events.seen, events.seen[-300:])


class Events:
    """An open stream of live events."""

    def __init__(self, person):
        self.seen = b''
        self.socket = person.server.connect(1)
        self.socket.sendall(
            b'GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n'
            b'Authorization: Bearer ' + person.token.encode() + b'\r\n\r\n'
        )
        while b'event: hello' not in self.seen:
            self.read()

    def read(self):
        try:
            self.seen += self.socket.recv(65536)
        except TimeoutError:
            pass


def test_two_servers_tell_each_other():
    with Pair() as (first, second):
        company = Company(first, 'Acme')
        events = Events(elsewhere(company.employee, second))
        company.employee.draft()
        wait_for_change(events)
        # Who is disabled at one is refused at the other, which has let them in before.
        erna = elsewhere(company.employee, second)
        equal(erna.get('/me').status, 200)
        equal(company.admin.patch(f'/users/{erna.id}', {'disabled': True}).status, 200)
        end = time.monotonic() + 3
        while erna.get('/me').status != 401:
            expect(time.monotonic() < end, 'still let in')
            time.sleep(0.05)


def test_who_could_not_listen_asks_again():
    """The connection that listens is lost: whoever follows is told, as something may be missed."""
    with Pair() as (first, second):
        company = Company(first, 'Acme')
        events = Events(elsewhere(company.employee, second))
        postgresql.sql(
            'SELECT pg_terminate_backend(pid) FROM pg_stat_activity '
            "WHERE datname = current_database() AND query LIKE 'LISTEN%'",
            first.database,
        )
        wait_for_change(events)
        events.seen = b''
        company.employee.draft()
        wait_for_change(events)


def decide_together(reviewers, expense):
    """All at once, half of them for and half against; gives their answers."""
    replies, gate = [], threading.Barrier(len(reviewers))

    def decide(number, reviewer):
        gate.wait()
        replies.append(reviewer.act('reject' if number % 2 else 'approve', expense))

    threads = [threading.Thread(target=decide, args=item) for item in enumerate(reviewers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return replies


def test_two_servers_decide_once():
    with Pair() as (first, second):
        company = Company(first, 'Acme')
        rex = company.hire('Rex', 'rex@acme.example', 'reviewer')
        reviewers = [company.reviewer, rex]
        reviewers += [elsewhere(one, second) for one in reviewers]
        load = Load([elsewhere(one, second) for one in staff(company, 2)])
        try:
            for _ in range(25):
                expense = company.bring(company.employee, 'submitted')
                replies = decide_together(reviewers, expense)
                equal(sorted(reply.status for reply in replies), [200, 409, 409, 409])
                events = company.employee.events(expense)
                equal(len(events), 2, events)
        finally:
            load.end()
        equal(load.refused, [], 'a deadlock was shown')
        check_all(first)


def test_two_servers_empty_one_category():
    """Each gives its expenses away at once, while people go on naming it: none is lost, or moved twice."""
    with Pair() as (first, second):
        company = Company(first, 'Acme')
        admins = [company.admin, elsewhere(company.admin, second)]
        writers = [company.employee, elsewhere(company.employee, second)]
        source, target = (
            company.admin.post('/categories', {'name': name}).json['id'] for name in ('Cabs', 'Taxis')
        )
        content = company.employee.content(category=source, proofs=[])
        made = [company.employee.create(content).status for _ in range(40)]
        moved, failures = [], []

        def write(person):
            for _ in range(60):
                made.append(person.create(content).status)

        def move(person):
            while True:
                reply = person.post(f'/categories/{source}/move', {'to': target})
                if reply.status != 200:
                    failures.append(reply)
                    return
                moved.append(reply.json['moved'])
                if reply.json['left'] == 0:
                    return

        threads = [threading.Thread(target=write, args=(one,)) for one in writers]
        threads += [threading.Thread(target=move, args=(one,)) for one in admins]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        equal([reply.status for reply in failures], [404], 'one of them ends it')
        expect(set(made) <= {201, 422}, made)
        equal(sum(moved), made.count(201), 'each of them once')
        listed = company.employee.get(f'/expenses?category={target}&limit=200').json['items']
        equal(len(listed), min(200, made.count(201)))
        check_all(first)


def test_one_name_is_founded_once():
    with Pair() as servers:
        replies, gate = [], threading.Barrier(8)

        def found(number):
            gate.wait()
            replies.append(
                Caller(servers[number % 2]).post(
                    '/auth/signup',
                    {
                        'company': 'Same name',
                        'name': 'Ann',
                        'email': f'ann{number // 2}@same.example',
                        'password': PASSWORD,
                    },
                )
            )

        threads = [threading.Thread(target=found, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        statuses = sorted(reply.status for reply in replies)
        equal(statuses.count(201), 1, statuses)
        expect(set(statuses) <= {201, 403, 409}, statuses)


def test_a_commit_is_not_answered():
    """It has happened or not, and nobody but the database knows: it is done once, without a key."""
    server = Server(start=False)
    direct = server.database
    proxy = Lossy(direct)
    server.database = proxy.uri
    try:
        server.start()
        erna = Company(server, 'Acme').employee
        for how in ('before', 'after') * 3:
            proxy.lose(how)
            identity = uuid7()
            equal(erna.create(erna_content, identity).status, 201, how)
            equal(erna.get(f'/expenses/{identity}').json['revision'], 1, how)
            expense = erna.draft()
            proxy.lose(how)
            erna.do('submit', expense)
            equal(len(erna.events(expense)), 1, how)
        equal(proxy.n_lost, 12)
        equal(command('check', '--database', direct, *server.folders()).returncode, 0)
    finally:
        server.kill()
        server.database = direct
        server.close()
        proxy.close()


def test_a_deadlock_is_not_shown():
    """Somebody else holds what a write needs, and waits for what it holds. PostgreSQL ends whoever has
    waited for a second, which is the server: it tries again."""
    with Server() as server:
        erna = Company(server, 'Acme').employee
        erna.draft()
        (row,) = server.sql('SELECT id FROM company')
        for _ in range(2):
            other = subprocess.Popen(
                [postgresql.tool('psql'), '-XqAt', '-d', server.database],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            other.stdin.write("SET deadlock_timeout = '30s'; BEGIN; SELECT seq FROM feed FOR UPDATE;\n")
            other.stdin.flush()
            expect(int(other.stdout.readline()) > 0)
            replies = []
            writer = threading.Thread(target=lambda: replies.append(erna.create(erna_content)))
            writer.start()
            time.sleep(0.4)
            other.stdin.write(
                f"SELECT pg_advisory_xact_lock (hashtextextended ('{row[0]}', 7381901)); COMMIT;\n"
            )
            other.stdin.close()
            writer.join()
            equal(other.wait(), 0, 'the other one was ended')
            equal([reply.status for reply in replies], [201])
        equal(server.sql('SELECT count(*) FROM expense'), [['3']])
        log = (pathlib.Path(DATA) / 'log').read_text()
        expect(log.count('deadlock detected') >= 2, 'there was none')
        check_all(server)


def test_connections_are_killed():
    with Server() as server:
        company = Company(server, 'Load')
        load = Load(staff(company, 4))
        chance = random.Random(1)
        try:
            for _ in range(40):
                time.sleep(0.15)
                postgresql.sql(
                    'SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity '
                    'WHERE datname = current_database() AND pid <> pg_backend_pid() '
                    f'ORDER BY random() LIMIT {chance.randrange(1, 4)}) AS victims',
                    server.database,
                )
        finally:
            load.end()
        expect(len(load.done) > 40, len(load.done), 'expenses only')
        load.check(server)


def test_it_restarts_under_load():
    """In immediate mode, as in a crash: it throws everybody out and recovers."""
    with Server() as server:
        company = Company(server, 'Load')
        load = Load(staff(company, 4))
        try:
            for _ in range(4):
                time.sleep(1)
                control('-m', 'immediate', 'restart')
            before = len(load.done)
            time.sleep(1.5)
        finally:
            load.end()
        expect(len(load.done) > before, 'it did not go on')
        load.check(server)


def test_it_is_away_for_a_while():
    with Server() as server:
        company = Company(server, 'Load')
        erna = company.employee
        # So that an answer could be remembered, and was.
        equal(erna.get('/expenses').status, 200)
        control('-m', 'fast', 'stop')
        try:
            for n in range(10):
                calls = [
                    lambda: erna.get('/expenses', check=False),
                    lambda: erna.get('/me', check=False),
                    lambda: erna.create(erna_content, check=False),
                    lambda: Caller(server).post(
                        '/auth/login', {'email': erna.email, 'password': PASSWORD}, check=False
                    ),
                ]
                time.sleep(1)
                # Who signs in all the time is held back for that.
                for call in calls[: 4 if n % 5 == 0 else 3]:
                    start = time.monotonic()
                    reply = call()
                    equal(reply.status, 503, reply)
                    check_problem(reply)
                    expect(int(reply.header('Retry-After')) >= 1, reply)
                    expect(time.monotonic() - start < 3, 'took', time.monotonic() - start)
                # What needs no database is not held up.
                equal(Caller(server).get('/nothing').status, 404)
        finally:
            control('start')
        refused = []
        equal(persist(lambda: erna.get('/expenses', check=False), refused).status, 200)
        equal(persist(lambda: erna.create(erna_content, check=False), refused).status, 201)
        equal(sign_in(server, erna.email)['user']['id'], erna.id)
        check_all(server)


erna_content = {
    'merchant': 'Nero',
    'amount': {'minor': 1250, 'currency': 'EUR'},
    'day': '2026-01-01',
    'category': None,
    'note': '',
    'proofs': [],
}

if not DATA:

    def skip():
        raise Skip('PostgreSQL is not installed')

    for name in [name for name in globals() if name.startswith('test_')]:
        globals()[name] = skip

os.environ['OUTLAY_TEST_ENGINE'] = 'postgresql'
run('postgresql', globals())
