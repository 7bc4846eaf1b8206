# SPDX-License-Identifier: GPL-3.0-or-later
"""A company with a server of its own: the real outlayd on a free loopback port, in a folder that goes
away. It can be stopped and started again at the same address."""
import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

PASSWORD = 'a train to Trier at nine'


def free_port():
    """The server must know its address before it listens there, for the links that it makes."""
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Company:
    """The server and those who have an account there."""

    def __init__(self, program, folder, name='Brightwater Engineering'):
        self.program = program
        self.name = name
        self.folder = folder
        self.database = f'sqlite:{folder}/outlay.db'
        self.port = free_port()
        self.process = None
        os.makedirs(f'{folder}/proofs', exist_ok=True)

    def add_person(self, email, name, role):
        subprocess.run([self.program, 'user', 'add', '--database', self.database, '--company', self.name,
                        '--email', email, '--name', name, '--role', role],
                       input=PASSWORD + '\n', text=True, check=True, timeout=60)

    def start(self):
        log = open(f'{self.folder}/log', 'ab')
        self.process = subprocess.Popen(
            [self.program, 'serve', '--listen', f'127.0.0.1:{self.port}', '--public-url', self.address,
             '--database', self.database,
             '--proofs', f'{self.folder}/proofs'],
            stdout=subprocess.PIPE, stderr=log, text=True)
        log.close()
        line = self.process.stdout.readline()
        match = re.search(r'http://127\.0\.0\.1:(\d+)', line)
        assert match, f'the server did not say where it listens: {line!r}\n{self.log()}'
        self.port = int(match[1])
        return self

    def stop(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            status = self.process.wait(20)
            assert how != signal.SIGTERM or status == 0, f'the server ended with {status}\n{self.log()}'
        if self.process:
            self.process.stdout.close()
        self.process = None

    @property
    def address(self):
        return f'http://127.0.0.1:{self.port}'

    def log(self):
        with open(f'{self.folder}/log', encoding='utf-8', errors='replace') as log:
            return log.read()

    # What the server itself says, to hold against what the screen says.

    def call(self, method, path, body=None, token=None):
        request = urllib.request.Request(self.address + path, method=method,
                                         data=None if body is None else json.dumps(body).encode())
        if body is not None:
            request.add_header('Content-Type', 'application/json')
        if token:
            request.add_header('Authorization', f'Bearer {token}')
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read() or b'null')
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b'null')

    def token(self, email):
        status, answer = self.call('POST', '/api/v1/auth/login', {'email': email, 'password': PASSWORD})
        assert status == 200, answer
        return answer['access_token']

    def expenses(self, email):
        status, answer = self.call('GET', '/api/v1/expenses?limit=200', token=self.token(email))
        assert status == 200, answer
        return answer['items']

    def expense(self, email, merchant):
        found = [e for e in self.expenses(email) if e['merchant'] == merchant]
        assert len(found) == 1, f'{len(found)} expenses at {merchant}'
        return found[0]

    def wait_for_state(self, email, merchant, state, patience=30):
        end = time.monotonic() + patience
        while True:
            found = [e for e in self.expenses(email) if e['merchant'] == merchant]
            if found and found[0]['state'] == state:
                return found[0]
            assert time.monotonic() < end, f'{merchant} is {found and found[0]["state"]}, not {state}'
            time.sleep(0.3)
