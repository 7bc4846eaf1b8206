# SPDX-License-Identifier: GPL-3.0-or-later
"""A running outlayd, and what it and its PostgreSQL take of the machine."""
import http.client
import json
import os
import pathlib
import subprocess

PASSWORD = 'seven quiet ferries at dawn'
TICKS = os.sysconf('SC_CLK_TCK')
# One who asks for as much as there is is what limits are against; they are counted all the same.
NO_LIMITS = [f'--limit-{what}=1000000' for what in ('reads', 'searches', 'writes', 'proofs', 'sign-ins')]


def read_times(process):
    """Seconds that a process has worked, and those of its children that have ended."""
    fields = pathlib.Path(f'/proc/{process}/stat').read_text().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS, (int(fields[13]) + int(fields[14])) / TICKS


def postgresql_seconds():
    """What all of PostgreSQL's processes have worked, those that have ended included."""
    folder = pathlib.Path(os.environ['OUTLAY_TEST_POSTGRESQL_DATA'])
    parent = (folder / 'postmaster.pid').read_text().split()[0]
    total = sum(read_times(parent))
    for process in pathlib.Path(f'/proc/{parent}/task/{parent}/children').read_text().split():
        try:
            total += read_times(process)[0]
        except FileNotFoundError:
            pass  # it has ended
    return total


class Server:
    """A running outlayd over a folder and a database."""

    def __init__(self, build, folder, database, *options):
        self.on_postgresql = not database.startswith('sqlite:')
        self.process = subprocess.Popen(
            [build / 'src/server/outlayd', 'serve', '--listen', '127.0.0.1:0', '--log-level', 'warning',
             '--database', database, '--proofs', folder / 'proofs', '--keys', folder / 'keys',
             *NO_LIMITS, *options], stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().split()[-1]
        self.host, port = self.address.removeprefix('http://').split(':')
        self.port = int(port)

    def call(self, method, path, token=None, body=None):
        connection = http.client.HTTPConnection(self.host, self.port)
        headers = {'Content-Type': 'application/json'} if body is not None else {}
        if token is not None:
            headers['Authorization'] = f'Bearer {token}'
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        reply = connection.getresponse()
        content = reply.read()
        connection.close()
        if reply.status >= 300:
            raise RuntimeError(f'{method} {path}: {reply.status} {content!r}')
        return reply, json.loads(content)

    def sign_in(self, n):
        body = {'email': f'user{n}@bench.example', 'password': PASSWORD}
        return self.call('POST', '/api/v1/auth/login', body=body)[1]['access_token']

    def cpu(self):
        """Seconds: of the server, and of the PostgreSQL it asks."""
        return sum(read_times(self.process.pid)), postgresql_seconds() if self.on_postgresql else 0.0

    def resident_mib(self):
        for line in pathlib.Path(f'/proc/{self.process.pid}/status').read_text().splitlines():
            if line.startswith('VmRSS:'):
                return int(line.split()[1]) / 1024
        return 0.0

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
