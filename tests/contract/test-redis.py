# SPDX-License-Identifier: GPL-3.0-or-later
"""Redis is killed, paused and full while people work at two servers that share it: nobody sees any of it."""
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

from client import Caller
from company import Company, Person
from load import Load, staff
from outlayd import Server, die_with_parent
from tap import Skip, equal, expect, run

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix='outlay-redis-'))
AT_END = [lambda: shutil.rmtree(FOLDER, ignore_errors=True)]
# Nobody waits for Redis longer than the server does.
SLOW = 1.0


class Redis:
    """A Redis of our own, that comes and goes."""

    def __init__(self):
        self.socket = FOLDER / 'redis.sock'
        self.start()
        AT_END.append(self.end)

    def start(self):
        self.process = subprocess.Popen(
            ['redis-server', '--port', '0', '--unixsocket', str(self.socket), '--save', '']
            + ['--appendonly', 'no', '--dir', str(FOLDER)],
            stdout=subprocess.DEVNULL,
            preexec_fn=die_with_parent,
        )
        end = time.monotonic() + 10
        while self.tell('PING') != b'+PONG\r\n':
            expect(time.monotonic() < end, 'Redis does not start')
            time.sleep(0.02)

    def tell(self, line):
        with socket.socket(socket.AF_UNIX) as sock:
            sock.settimeout(2)
            try:
                sock.connect(str(self.socket))
                sock.sendall(line.encode() + b'\r\n')
                return sock.recv(1000)
            except OSError:
                return b''

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.socket.unlink(missing_ok=True)

    def end(self):
        if self.process.poll() is None:
            self.kill()


class Reader(threading.Thread):
    """Reads summaries at one server, whose answers are kept in Redis; each must come, and soon."""

    def __init__(self, person):
        super().__init__(daemon=True)
        self.person = person
        self.stop = threading.Event()
        self.times = []
        self.failures = []

    def run(self):
        while not self.stop.is_set():
            start = time.monotonic()
            for path in ('/analytics', '/reports?period=month&scope=me', '/expenses?limit=5'):
                try:
                    reply = self.person.get(path, timeout=5, check=False)
                    if reply.status != 200:
                        self.failures.append(f'{path}: {reply}')
                except OSError as failure:
                    self.failures.append(repr(failure))
            self.times.append(time.monotonic() - start)
            time.sleep(0.02)

    def end(self):
        self.stop.set()
        self.join()
        equal(self.failures[:5], [], len(self.failures), 'failures')
        expect(len(self.times) > 20, 'only', len(self.times), 'rounds')
        slow = sorted(self.times)[len(self.times) * 95 // 100]
        expect(slow < SLOW, 'Redis was waited for:', sorted(self.times)[-5:])


def count_expenses(person):
    """How many the summary of this year counts; today's and yesterday's may be of two years."""
    reply = person.get('/reports?period=year&scope=me&from=2020-01-01&to=2030-12-31')
    equal(reply.status, 200, reply)
    return sum(total['count'] for total in reply.json['totals'])


def elsewhere(person, server):
    return Person(server, {
        'access_token': person.token,
        'refresh_token': person.refresh_token,
        'user': {'id': person.id, 'name': person.name, 'email': person.email, 'role': person.role},
    })


def is_up(server):
    text = Caller(server).send('GET', '/metrics').body.decode()
    return 'outlay_redis_up 1' in text


def await_redis(servers, wanted):
    """Until all have noticed; they do when they ask for something."""
    end = time.monotonic() + 10
    while any(is_up(server) != wanted for server in servers):
        expect(time.monotonic() < end, 'nobody notices that Redis is', 'back' if wanted else 'away')
        time.sleep(0.05)


class Two:
    """Two servers that share a database and a Redis."""

    def __init__(self):
        self.redis = Redis()
        options = (f'--redis=unix:{self.redis.socket}',)
        self.first = Server(*options)
        self.second = Server(
            *options,
            f'--keys={self.first.folder}/keys',
            f'--proofs={self.first.folder}/proofs',
            start=False,
            database=self.first.database,
        )
        self.second.folders = lambda: []
        self.second.start()
        await_redis((self.first, self.second), True)

    def __enter__(self):
        return self.redis, self.first, self.second

    def __exit__(self, *_):
        self.second.close()
        self.first.close()
        self.redis.end()


def test_nobody_sees_that_it_is_away():
    with Two() as (redis, first, second):
        people = staff(Company(first, 'Acme'), 4)
        people[2:] = [elsewhere(person, second) for person in people[2:]]
        readers = [Reader(people[0]), Reader(people[2])]
        with Load(people) as load:
            for reader in readers:
                reader.start()
            time.sleep(0.5)
            redis.pause()
            time.sleep(1.5)
            redis.go_on()
            time.sleep(1)
            redis.kill()
            time.sleep(1)
            redis.start()
            time.sleep(1.5)
            redis.tell('CONFIG SET maxmemory 1')
            time.sleep(1)
            redis.tell('CONFIG SET maxmemory 0')
            time.sleep(0.5)
        for reader in readers:
            reader.end()
        equal(load.refused, [])
        for server in (first, second):
            # One who went for a while and one who was killed; a slow machine may see one more.
            said = server.log.count('Redis is not used for now')
            expect(1 <= said <= 5, said, server.log[-1500:])
        await_redis((first, second), True)
        for person in people:
            own = [identity for owner, identity, _ in load.done if owner is person]
            for server in (first, second):
                equal(count_expenses(elsewhere(person, server)), len(own), 'the summary')
        load.check(first)


def test_what_it_kept_is_forgotten_with_what_it_missed():
    """It slept while something was written: what it remembers from before is not told any more."""
    with Two() as (redis, first, second):
        erna = Company(first, 'Acme').employee
        people = [erna, elsewhere(erna, second)]
        for number in range(3):
            for person in people * 2:
                equal(count_expenses(person), number)
            redis.pause()
            for person in people * 2:
                equal(count_expenses(person), number)
            await_redis((first, second), False)
            erna.draft(proofs=[])
            for person in people:
                equal(count_expenses(person), number + 1, 'while it sleeps')
            redis.go_on()
            await_redis((first, second), True)
            for person in people[::-1]:
                equal(count_expenses(person), number + 1, 'it is back')


if not shutil.which('redis-server'):

    def skip():
        raise Skip('Redis is not installed')

    for name in [name for name in globals() if name.startswith('test_')]:
        globals()[name] = skip

run('redis', globals())
