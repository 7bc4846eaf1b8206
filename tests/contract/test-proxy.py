# SPDX-License-Identifier: GPL-3.0-or-later
"""The example for nginx, with the real nginx: what people do, through it."""
import contextlib
import http.client
import pathlib
import shutil
import socket
import subprocess
import tempfile
import threading
import time

import pictures
from certificates import Authority
from client import API, Caller, raw, sign_in
from company import Company, Person
from outlayd import Listening, Server, die_with_parent
from tap import Skip, equal, expect, run

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / 'data' / 'nginx-outlayd.conf'
NGINX = shutil.which('nginx', path='/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin')
AT_END = []
# What nginx needs to run beside others: everything in a folder, nothing in the background.
AROUND = '''
daemon off;
worker_processes 1;
user root root;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/site;
}}
'''


def free_ports(number):
    with contextlib.ExitStack() as stack:
        socks = [stack.enter_context(socket.create_server(('127.0.0.1', 0))) for _ in range(number)]
        return [sock.getsockname()[1] for sock in socks]


class Nginx(Listening):
    """The example, with ports and files of its own in place of those it names."""

    def __init__(self, server):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='outlay-contract-'))
        authority = Authority(self.folder)
        certificate, key = authority.issue('localhost')
        self.trust = authority.trust()
        self.port, self.plain_port = free_ports(2)
        text = EXAMPLE.read_text()
        for said, meant in {
            'server 127.0.0.1:8080;': f'server 127.0.0.1:{server.port};',
            'listen 80;': f'listen 127.0.0.1:{self.plain_port};',
            'listen 443 ssl;': f'listen 127.0.0.1:{self.port} ssl;',
            '/etc/outlayd/tls/fullchain.pem': str(certificate),
            '/etc/outlayd/tls/privkey.pem': str(key),
        }.items():
            expect(text.count(said) == 1, said)
            text = text.replace(said, meant)
        (self.folder / 'site').write_text(text)
        (self.folder / 'nginx.conf').write_text(AROUND.format(folder=self.folder))
        self.command = [NGINX, '-p', self.folder, '-c', self.folder / 'nginx.conf']
        self.command += ['-e', self.folder / 'error.log']
        self.process = None

    def start(self):
        done = subprocess.run([*self.command, '-t'], capture_output=True, text=True, check=False)
        equal(done.returncode, 0, done.stderr)
        self.process = subprocess.Popen(self.command, preexec_fn=die_with_parent)
        until = time.monotonic() + 10
        while True:
            try:
                self.connect(5).close()
                return
            except OSError:
                expect(time.monotonic() < until, (self.folder / 'error.log').read_text())
                time.sleep(0.05)

    def close(self):
        if self.process:
            self.process.terminate()
            self.process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)


SERVER = Server('--trusted-proxies=127.0.0.1')
AT_END.append(SERVER.close)
ACME = Company(SERVER, 'Acme')
FRONT = Nginx(SERVER)
AT_END.append(FRONT.close)


def test_the_example_is_valid():
    if not NGINX:
        raise Skip('nginx is not here')
    FRONT.start()
    expect('warn' not in (FRONT.folder / 'error.log').read_text())


def through():
    """The employee, and the reviewer, who come in through nginx."""
    if not FRONT.process:
        raise Skip('nginx does not run')
    return [Person(FRONT, sign_in(FRONT, person.email)) for person in (ACME.employee, ACME.reviewer)]


def test_from_a_receipt_to_a_decision():
    employee, reviewer = through()
    expense = employee.draft()
    submitted = employee.post(
        f'/expenses/{expense["id"]}/submit',
        {'revision': expense['revision'], 'proof_digest': expense['proof_digest']},
    )
    equal(submitted.status, 200, submitted)
    shown = reviewer.get(f'/expenses/{expense["id"]}').json
    decided = reviewer.post(
        f'/expenses/{expense["id"]}/approve',
        {'revision': shown['revision'], 'proof_digest': shown['proof_digest']},
    )
    equal((decided.status, decided.json['state']), (200, 'approved'), decided)


def test_the_largest_proof():
    employee, reviewer = through()
    size = 10 * 1024 * 1024
    data = pictures.padded(pictures.png(), size)
    equal(len(data), size)
    name = employee.upload(data)
    draft = employee.draft(proofs=[name])
    employee.post(
        f'/expenses/{draft["id"]}/submit',
        {'revision': draft['revision'], 'proof_digest': draft['proof_digest']},
    )
    reply = reviewer.get(f'/proofs/{name}')
    equal((reply.status, reply.body == data), (200, True), len(reply.body))
    too_large = employee.put(
        f'/proofs/{name}', data + b'x', headers={'Content-Type': 'image/png'}, check=False
    )
    equal(too_large.status, 413, too_large)


def test_live_events_arrive_at_once():
    employee, _ = through()
    with FRONT.connect(0.1) as sock:
        sock.sendall(
            f'GET {API}/events HTTP/1.1\r\nHost: localhost\r\n'
            f'Authorization: Bearer {employee.token}\r\n\r\n'.encode()
        )
        text = b''

        def wait_for(word):
            nonlocal text
            start = time.monotonic()
            while word not in text:
                expect(time.monotonic() - start < 3, word, 'did not come:', text)
                with contextlib.suppress(TimeoutError):
                    text += sock.recv(65536)
            return time.monotonic() - start

        expect(wait_for(b'event: hello') < 1, text)
        text = b''
        employee.draft()
        expect(wait_for(b'event: change') < 1, text)


def test_connections_behind_are_kept():
    employee, _ = through()
    for _ in range(50):
        equal(employee.get('/me').status, 200)
    established = 0
    for line in pathlib.Path('/proc/net/tcp').read_text().splitlines()[1:]:
        local, state = line.split()[1], line.split()[3]
        established += local == f'0100007F:{SERVER.port:04X}' and state == '01'
    expect(1 <= established < 20, established)


def test_many_at_once():
    employee, _ = through()
    failures = []

    def work():
        try:
            for _ in range(20):
                equal(employee.get('/expenses?limit=10').status, 200)
                equal(employee.create(employee.content(proofs=[])).status, 201)
        except Exception as error:  # pylint: disable=broad-except
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    equal(failures, [])


def test_what_is_added_and_kept_back():
    through()
    equal(Caller(FRONT).send('GET', '/metrics').status, 404, 'for this machine alone')
    equal(Caller(SERVER).send('GET', '/metrics').status, 200)
    reply = Caller(FRONT).send('GET', '/readyz')
    equal(reply.status, 200)
    equal(reply.headers.get_all('Strict-Transport-Security'), ['max-age=31536000'])
    plain = http.client.HTTPConnection('127.0.0.1', FRONT.plain_port, timeout=5)
    with contextlib.closing(plain):
        plain.request('GET', '/oauth/authorize?a=b', headers={'Host': 'outlay.example.com'})
        answer = plain.getresponse()
        equal(answer.status, 301)
        equal(answer.getheader('Location'), 'https://outlay.example.com/oauth/authorize?a=b')


def test_smugglers_meet_two_walls():
    """What nginx and outlayd might read in two ways never becomes a second request."""
    through()
    hidden = 'GET /api/v1/hidden HTTP/1.1\r\nHost: a\r\n\r\n'
    head = 'POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n'
    time.sleep(0.3)
    before = SERVER.log.count(' method=')
    for fields in (
        f'Content-Length: {len(hidden)}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
        f'Content-Length: 0\r\nContent-Length: {len(hidden)}\r\n\r\n',
        'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n',
        'Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n',
        'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
    ):
        seen, _ = raw(FRONT, (head + fields + hidden).encode(), timeout=2)
        expect(seen.count(b'HTTP/1.1 ') <= 1 and b' 200 ' not in seen, fields, seen)
    time.sleep(0.3)
    expect(before > 0 and SERVER.log.count(' method=') - before <= 5, SERVER.log[-2000:])


def test_a_restart_behind_it_is_bridged():
    """A moment of 502, and all is well again."""
    employee, _ = through()
    SERVER.stop()
    equal(Caller(FRONT).send('GET', '/healthz', check=False).status, 502)
    SERVER.start()
    until = time.monotonic() + 15
    while employee.get('/me', check=False).status != 200:
        expect(time.monotonic() < until, 'it does not come back')
        time.sleep(0.2)


run('proxy', globals())
