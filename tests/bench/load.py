# SPDX-License-Identifier: GPL-3.0-or-later
"""Work for a server: what wrk asks by server.lua, and what it cannot."""
import concurrent.futures
import contextlib
import hashlib
import http.client
import itertools
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / 'contract'))
import pictures  # noqa: E402  (a module of tests/contract)

PROOF_BYTES = 256 * 1024


@dataclass
class Run:
    """Answers a second, their times in ms, µs of the processor for each: the server's, PostgreSQL's."""
    rate: float
    p50: float
    p99: float
    cpu: float
    database_cpu: float


def median(runs):
    return Run(*(statistics.median(column) for column in zip(*(vars(run).values() for run in runs))))


class Wrk:
    """One wrk that asks for one thing: @rate times a second over all connections, or as often as it can."""

    def __init__(self, server, operation, connections, sessions, seconds, rate=0):
        environment = dict(os.environ, OP=operation, SESSIONS=str(sessions), RATE=str(rate),
                           CONNECTIONS=str(connections), SEED=str(time.time_ns() // 1_000_000))
        self.name = f'{operation} with {connections} connections'
        self.is_turned_away = operation == 'login'  # some are asked to come again
        self.process = subprocess.Popen(
            ['wrk', '-t1', f'-c{connections}', f'-d{seconds}s', '--latency', '--timeout', '20s',
             '-s', HERE / 'server.lua', server.address],
            env=environment, stdout=subprocess.PIPE, text=True)

    def wait(self):
        """How many answers, a second, p50 and p99 in ms."""
        output = self.process.communicate()[0]
        result = [line for line in output.splitlines() if line.startswith('RESULT ')]
        if not result:
            raise RuntimeError(f'{self.name}: {output}')
        requests, usec, p50, p99, errors = map(int, result[-1].split()[1:])
        if self.is_turned_away:
            return requests - errors, (requests - errors) * 1e6 / usec, p50 / 1000, p99 / 1000
        if errors or not requests:
            raise RuntimeError(f'{self.name}: {errors} errors\n{output}')
        return requests, requests * 1e6 / usec, p50 / 1000, p99 / 1000


class Clock:
    """The processor's time of server and database since it was made."""

    def __init__(self, server):
        self.server = server
        self.before = server.cpu()

    def usec_each(self, count):
        return [(now - before) * 1e6 / count for now, before in zip(self.server.cpu(), self.before)]


def run(server, operation, connections, sessions, seconds):
    clock = Clock(server)
    requests, rate, p50, p99 = Wrk(server, operation, connections, sessions, seconds).wait()
    return Run(rate, p50, p99, *clock.usec_each(requests))


@contextlib.contextmanager
def idle_clients(server, count):
    """Clients that have asked once, and stay."""
    with contextlib.ExitStack() as stack:
        for _ in range(count):
            client = stack.enter_context(socket.create_connection((server.host, server.port)))
            client.sendall(b'GET /healthz HTTP/1.1\r\nHost: bench.example\r\n\r\n')
            if not client.recv(4096).startswith(b'HTTP/1.1 200'):
                raise RuntimeError('a client was turned away')
        yield


def upload(server, tokens, count):
    """@count proofs, each another, by one thread for each token."""
    numbers = itertools.count(time.time_ns())

    def upload_some(token):
        connection = http.client.HTTPConnection(server.host, server.port)
        times = []
        for number in itertools.islice(numbers, count // len(tokens)):
            proof = pictures.padded(pictures.png(seed=number), PROOF_BYTES)
            path = f'/api/v1/proofs/{hashlib.sha256(proof).hexdigest()}'
            start = time.monotonic()
            connection.request('PUT', path, proof, {'Authorization': f'Bearer {token}'})
            reply = connection.getresponse()
            content = reply.read()
            times.append((time.monotonic() - start) * 1000)
            if reply.status != 201:
                raise RuntimeError(f'PUT {path}: {reply.status} {content!r}')
        connection.close()
        return times

    clock = Clock(server)
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(len(tokens)) as threads:
        times = sorted(itertools.chain(*threads.map(upload_some, tokens)))
    rate = len(times) / (time.monotonic() - start)
    return Run(rate, statistics.median(times), times[len(times) * 99 // 100],
               *clock.usec_each(len(times)))


def first_sync(server, token, rows):
    """Follows the feed from its beginning: how many rows, in how many seconds, and µs for each."""
    connection = http.client.HTTPConnection(server.host, server.port)
    cursor, more, got = '', True, 0
    clock = Clock(server)
    start = time.monotonic()
    while more and got < rows:
        connection.request('GET', f'/api/v1/changes?limit=200{cursor}',
                           headers={'Authorization': f'Bearer {token}'})
        content = connection.getresponse().read()
        # What follows the rows is short; to take them all apart would be this program's time.
        end = json.loads(b'{' + content[content.rindex(b'"cursor"'):])
        cursor, more = f'&since={end["cursor"]}', end['more']
        got += content.count(b'"seq":')
    connection.close()
    seconds = time.monotonic() - start
    return got, seconds, clock.usec_each(got)
