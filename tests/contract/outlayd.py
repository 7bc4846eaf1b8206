# SPDX-License-Identifier: GPL-3.0-or-later
"""The outlayd under test: its command line, and a running server with a folder of its own."""
import ctypes
import http.client
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import socket
import subprocess
import sys
import tempfile

import postgresql
from certificates import Authority

PATIENCE = 30
PASSWORD = 'seven quiet ferries at dawn'
CHEAP = '--bcrypt-cost=4'


def program():
    """The built outlayd: the first argument of each test, or the environment's OUTLAYD."""
    return os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.environ['OUTLAYD'])


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def clean_environment(extra=None):
    kept = {name: value for name, value in os.environ.items() if not name.startswith('OUTLAY')}
    return kept | (extra or {})


def command(*arguments, stdin='', environment=None, folder=None):
    """Runs `outlayd arguments…` to its end; gives returncode, stdout and stderr as text.

    Where it stands it may leave a database: in an empty folder, unless another is named."""
    with tempfile.TemporaryDirectory(prefix='outlay-contract-') as empty:
        return subprocess.run(
            [program(), *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            env=clean_environment(environment),
            cwd=folder or empty,
            timeout=PATIENCE,
            preexec_fn=die_with_parent,
            check=False,
        )


class Listening:
    """Whatever listens on `port` of 127.0.0.1, with TLS if `trust` is the client's side of that."""

    port = 0
    trust = None

    def connect(self, timeout=None):
        """A connection to it, through TLS where it speaks that."""
        sock = socket.create_connection(('127.0.0.1', self.port), timeout=timeout)
        return self.trust.wrap_socket(sock, server_hostname='127.0.0.1') if self.trust else sock

    def http(self, timeout):
        if self.trust:
            return http.client.HTTPSConnection(
                '127.0.0.1', self.port, timeout=timeout, context=self.trust
            )
        return http.client.HTTPConnection('127.0.0.1', self.port, timeout=timeout)


class Server(Listening):
    """`outlayd serve` on a free port of 127.0.0.1; the folder goes with close(), and the database unless
    it is another's.

    It speaks TLS where the environment has OUTLAY_CONTRACT_TLS."""

    def __init__(self, *options, folder=None, start=True, wrapper=(), database=None):
        self.options = options
        self.wrapper = wrapper
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix='outlay-contract-'))
        self.owns_database = database is None
        self.database = database or (
            postgresql.make_database()
            if postgresql.is_wanted()
            else f'sqlite:{self.folder}/outlay.db'
        )
        self.pass_fds = ()
        self.process = None
        self.stdout = ''
        if os.environ.get('OUTLAY_CONTRACT_TLS'):
            self.use_tls()
        if start:
            self.start()

    def use_tls(self):
        authority = Authority(self.folder)
        certificate, key = authority.issue('localhost')
        self.options = (*self.options, f'--tls-certificate={certificate}', f'--tls-key={key}')
        self.trust = authority.trust()

    @property
    def log(self):
        return (self.folder / 'log').read_text(errors='replace')

    def folders(self):
        """They lie beside a database of SQLite, where the server looks for them."""
        if self.database.startswith('sqlite:'):
            return []
        return [f'--keys={self.folder}/keys', f'--proofs={self.folder}/proofs']

    def stored(self):
        """All that the database holds, as bytes."""
        if not self.database.startswith('sqlite:'):
            return postgresql.dump(self.database)
        return b''.join(path.read_bytes() for path in self.folder.glob('outlay.db*'))

    def sql(self, *statements):
        """Runs SQL behind the server's back; gives the rows of the last, all of them as text."""
        if not self.database.startswith('sqlite:'):
            return [line.split('|') for line in postgresql.sql('; '.join(statements), self.database)]
        db = sqlite3.connect(self.database.removeprefix('sqlite:'), timeout=20)
        try:
            for statement in statements:
                rows = db.execute(statement).fetchall()
            db.commit()
        finally:
            db.close()
        return [['' if value is None else str(value) for value in row] for row in rows]

    def start(self):
        with open(self.folder / 'log', 'ab') as log:
            self.process = subprocess.Popen(
                [
                    *self.wrapper,
                    program(),
                    'serve',
                    CHEAP,
                    f'--database={self.database}',
                    *self.folders(),
                    f'--listen=127.0.0.1:{self.port}',
                    *self.options,
                ],
                stdout=subprocess.PIPE,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=clean_environment(),
                pass_fds=self.pass_fds,
                preexec_fn=die_with_parent,
            )
        self.stdout = self.process.stdout.readline().decode()
        address = re.search(r'https?://127\.0\.0\.1:(\d+)', self.stdout)
        if not address:
            raise AssertionError(f'outlayd did not start: {self.log}')
        self.port = int(address[1])

    def end(self, signal_number):
        """Sends the signal and waits; gives the exit status."""
        self.process.send_signal(signal_number)
        status = self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.process = None
        return status

    def stop(self):
        return self.end(signal.SIGTERM)

    def kill(self):
        return self.end(signal.SIGKILL)

    def close(self):
        if self.process:
            self.kill()
        if self.owns_database and self.database.startswith('postgresql:'):
            postgresql.drop_database(self.database)
        shutil.rmtree(self.folder, ignore_errors=True)

    def add_user(self, company, email, name, role, password=PASSWORD):
        done = command(
            'user',
            'add',
            CHEAP,
            '--database',
            self.database,
            *self.folders(),
            '--company',
            company,
            '--email',
            email,
            '--name',
            name,
            '--role',
            role,
            stdin=password + '\n',
        )
        if done.returncode != 0:
            raise AssertionError(f'user add: {done.returncode} {done.stderr}')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
