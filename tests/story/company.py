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
DEMO_PASSWORD = 'outlay on the train'


def free_port():
    """The server must know its address before it listens there, for the links that it makes."""
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Company:
    """The server and those who have an account there."""

    password = PASSWORD

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

    def arguments(self):
        return ['serve', '--listen', f'127.0.0.1:{self.port}', '--public-url', self.address,
                '--database', self.database, '--proofs', f'{self.folder}/proofs']

    def start(self, told=None):
        """Returns once it listens; "told" gets each line that it says until then."""
        log = open(f'{self.folder}/log', 'ab')
        self.process = subprocess.Popen([self.program, *self.arguments()], stdout=subprocess.PIPE,
                                        stderr=log, text=True)
        log.close()
        for line in self.process.stdout:
            if told:
                told(line)
            match = re.search(r'http://127\.0\.0\.1:(\d+)', line)
            if match:
                self.port = int(match[1])
                return self
        raise AssertionError(f'the server did not say where it listens\n{self.log()}')

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
        status, answer = self.call('POST', '/api/v1/auth/login', {'email': email, 'password': self.password})
        assert status == 200, answer
        return answer['access_token']

    def get(self, email, path):
        status, answer = self.call('GET', path, token=self.token(email))
        assert status == 200, answer
        return answer

    def expenses(self, email, query=''):
        found, cursor = [], ''
        while cursor is not None:
            answer = self.get(email, f'/api/v1/expenses?limit=200{query}{cursor}')
            found += answer['items']
            cursor = f'&cursor={answer["next"]}' if answer['next'] else None
        return found

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


class DemoCompany(Company):
    """The company of "outlayd demo" with its people, its year of expenses and its one password. It is
    filled at the first start only."""

    password = DEMO_PASSWORD

    def arguments(self):
        return ['demo', '--listen', f'127.0.0.1:{self.port}', '--database', self.database,
                '--log-level', 'warning']
