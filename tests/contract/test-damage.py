# SPDX-License-Identifier: GPL-3.0-or-later
"""Good requests, bodies and files with bytes changed by chance: refused or taken, never a crash.

The seed is fixed, so that a failure can be looked at; OUTLAY_DAMAGE=N makes N times as many.
"""
import json
import os
import random
import re
import time

import pictures
from client import raw, sha256, uuid7
from company import Company
from outlayd import Server
from tap import equal, expect, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ERNA = ACME.employee
PROOF = ERNA.upload()
TIMES = int(os.environ.get('OUTLAY_DAMAGE', '1'))
CHANCE = random.Random(20261120)
SPLICES = (
    b'\0', b'\xff', b'\r\n', b'\n', b'"', b'\\', b'{', b'}', b'[', b']', b',', b':', b' ', b'%00',
    b'\xc3', b'\xed\xa0\x80', b'-', b'e9', b'9' * 20, b'null', b'\xf0\x9f\xa7\xbe', b'A' * 300,
)  # fmt: skip


def damaged(data):
    """@data with one to four changes: a byte, a cut, a doubled piece, something spliced in."""
    data = bytearray(data)
    for _ in range(CHANCE.randint(1, 4)):
        at = CHANCE.randrange(len(data) + 1)
        kind = CHANCE.random()
        if kind < 0.35 and at < len(data):
            data[at] = CHANCE.randrange(256)
        elif kind < 0.5:
            del data[at : at + CHANCE.randint(1, 8)]
        elif kind < 0.65:
            data[at:at] = data[at : at + CHANCE.randint(1, 40)]
        elif kind < 0.7:
            del data[at:]
        else:
            data[at:at] = CHANCE.choice(SPLICES)
    return bytes(data)


def test_damaged_requests():
    head = f'Host: 127.0.0.1:{SERVER.port}\r\nAuthorization: Bearer {ERNA.token}\r\nConnection: close\r\n'
    body = json.dumps({'email': 'x@y.example', 'password': 'wrong wrong wrong'})
    good = [
        f'GET /api/v1/expenses?limit=5&state=draft&q=caf%C3%A9 HTTP/1.1\r\n{head}\r\n',
        f'PUT /api/v1/expenses/{uuid7()} HTTP/1.1\r\n{head}If-None-Match: *\r\n'
        f'Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}',
        f'POST /api/v1/auth/refresh HTTP/1.1\r\n{head}Content-Type: application/json\r\n'
        f'Transfer-Encoding: chunked\r\n\r\n{len(body):x}\r\n{body}\r\n0\r\n\r\n',
        f'DELETE /api/v1/expenses/{uuid7()} HTTP/1.1\r\n{head}If-Match: "1", W/"2"\r\n\r\n',
        f'GET /api/v1/changes?since=e1&limit=3 HTTP/1.1\r\n{head}If-None-Match: "x"\r\n\r\n',
    ]
    for number in range(200 * TIMES):
        sent = damaged(good[number % len(good)].encode())
        # What is cut short is waited for; a tenth of a second tells whether it was answered.
        seen, _ = raw(SERVER, sent, 0.1, shut=True)
        for status in re.findall(rb'HTTP/1\.1 (\d{3}) ', seen):
            expect(status not in (b'500', b'502'), sent, seen[:300])


def test_damaged_bodies():
    content = ERNA.content(proofs=[PROOF], note='caf\u00e9 "x" \\ \U0001f9fe')
    good = json.dumps(content).encode(), json.dumps(content, ensure_ascii=False).encode()
    for number in range(600 * TIMES):
        identity, sent = uuid7(), damaged(good[number % 2])
        reply = ERNA.create(sent, identity)
        expect(reply.status == 201 or 400 <= reply.status < 500, sent, reply)
        if reply.status == 201:
            equal(ERNA.get(f'/expenses/{identity}').json, reply.json, sent)


def test_damaged_files():
    for number in range(400 * TIMES):
        make = (pictures.png, pictures.jpeg, pictures.webp, pictures.pdf)[number % 4]
        data = damaged(make())
        reply = ERNA.put(
            f'/proofs/{sha256(data)}', data, headers={'Content-Type': 'application/octet-stream'}
        )
        expect(reply.status in (200, 201, 413, 415, 422), make.__name__, data[:80], reply)


def test_damaged_addresses():
    made = ERNA.draft(proofs=[PROOF])
    for number in range(300 * TIMES):
        query = damaged(
            (
                b'state=draft&from=2026-01-01&to=2026-12-31&min=1&max=99999&sort=-amount',
                b'q=caf%C3%A9%20x&limit=7&owner=' + ERNA.id.encode(),
                b'category=' + made['category'].encode() + b'&cursor=abc',
            )[number % 3]
        )
        sent = b'GET /api/v1/expenses?' + query + b' HTTP/1.1\r\nHost: x\r\nConnection: close\r\n'
        sent += f'Authorization: Bearer {ERNA.token}\r\n\r\n'.encode()
        seen, _ = raw(SERVER, sent, 2, shut=True)
        expect(not seen.startswith(b'HTTP/1.1 5'), sent, seen[:300])


def test_it_is_well_after_all_that():
    expect(SERVER.process.poll() is None, 'the server has ended')
    equal(ERNA.get('/me').status, 200)
    time.sleep(0.3)
    log = SERVER.log
    expect(
        'CRITICAL' not in log and 'level=error' not in log and 'status=500' not in log, log[-3000:]
    )


run('damage', globals())
