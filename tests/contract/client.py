# SPDX-License-Identifier: GPL-3.0-or-later
"""A plain HTTP client that holds every answer to what the contract says of all answers."""
import contextlib
import hashlib
import json
import re
import secrets
import socket
import time
import uuid

from outlayd import PASSWORD
from tap import equal, expect

API = '/api/v1'
UTC = re.compile(r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$')
SENTENCE = re.compile(r'\w')


def once(pairs):
    members = dict(pairs)
    expect(len(members) == len(pairs), 'a member twice in an answer:', pairs)
    return members


class Reply:
    """What came back: status, headers (any case) and body."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def header(self, name):
        return self.headers.get(name)

    @property
    def json(self):
        return json.loads(self.body.decode('utf-8'), object_pairs_hook=once)

    @property
    def fields(self):
        """The names of the fields that a problem complains of."""
        return [error['field'] for error in self.json.get('errors', [])]

    def __str__(self):
        return f'{self.status} {self.body[:500]!r}'


def check_problem(reply, about=''):
    """RFC 9457, as every refusal must be."""
    equal(reply.header('Content-Type'), 'application/problem+json', about, reply)
    problem = reply.json
    for member, kind in {'type': str, 'title': str, 'status': int, 'detail': str}.items():
        expect(isinstance(problem.get(member), kind), about, 'problem lacks', member, reply)
    equal(problem['status'], reply.status, about)
    expect(SENTENCE.search(problem['title']) and SENTENCE.search(problem['detail']), reply)
    for error in problem.get('errors', []):
        expect(isinstance(error['field'], str) and SENTENCE.search(error['message']), reply)


def check_answer(method, path, reply):
    about = f'{method} {path[:120]}'
    expect(reply.status < 500, about, reply)
    if reply.status >= 400:
        if method != 'HEAD':
            check_problem(reply, about)
        if reply.status == 401:
            expect(reply.header('WWW-Authenticate'), about, '401 without WWW-Authenticate')
    elif reply.status in (204, 304):
        equal(reply.body, b'', about)


class Caller:
    """Somebody who talks to the server, signed in or not."""

    def __init__(self, server, token=None):
        self.server = server
        self.token = token

    def send(self, method, path, body=None, headers=None, timeout=20, check=True):
        """Sends @body as JSON (or as it is, if bytes) and reads the whole answer."""
        sent = dict(headers or {})
        if self.token and 'Authorization' not in sent:
            sent['Authorization'] = f'Bearer {self.token}'
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        if body is not None:
            sent.setdefault('Content-Type', 'application/json')
        connection = self.server.http(timeout)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            if body is not None or method in ('POST', 'PUT', 'PATCH'):
                sent.setdefault('Content-Length', str(len(body or b'')))
            for name, value in sent.items():
                connection.putheader(name, value)
            connection.endheaders()
            # A server may answer, and close, before it has read everything.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.send(body or b'')
            answer = connection.getresponse()
            reply = Reply(answer.status, answer.headers, answer.read())
        finally:
            connection.close()
        if check:
            check_answer(method, path, reply)
        return reply

    def get(self, path, **more):
        return self.send('GET', API + path, **more)

    def put(self, path, body=None, **more):
        return self.send('PUT', API + path, body, **more)

    def post(self, path, body=None, **more):
        return self.send('POST', API + path, body, **more)

    def patch(self, path, body=None, **more):
        return self.send('PATCH', API + path, body, **more)

    def delete(self, path, **more):
        return self.send('DELETE', API + path, **more)


def sign_in(server, email, password=PASSWORD):
    reply = Caller(server).post('/auth/login', {'email': email, 'password': password})
    equal(reply.status, 200, reply)
    return reply.json


def uuid7():
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, then chance."""
    value = int(time.time() * 1000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return str(uuid.UUID(int=value))


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def digest(hashes):
    """The digest of proofs, as the contract defines it."""
    return sha256(''.join(one + '\n' for one in hashes).encode())


def raw(server, data, timeout=5, shut=False):
    """Sends bytes as they are; gives all that comes back until the server closes or is silent."""
    seen = b''
    with server.connect(timeout) as sock:
        try:
            sock.sendall(data)
            if shut:
                sock.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        try:
            while chunk := sock.recv(65536):
                seen += chunk
            return seen, True
        except TimeoutError:
            return seen, False
        except OSError:
            return seen, True
