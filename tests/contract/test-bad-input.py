# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies that are wrong in every way: refused in milliseconds, with the field's name, and nothing stored."""
import gzip
import json
import time

from client import uuid7
from company import Company, etag
from outlayd import Server
from tap import Complaints, equal, expect, one_of, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ERNA = ACME.employee
PROOF = ERNA.upload()
GOOD = ERNA.content(proofs=[PROOF])
WRONG_TYPES = (None, True, False, 0, 1.5, -1, '', 'x', [], {}, [[]], {'a': 1}, [None])


def send(body, identity=None, timeout=5, **headers):
    start = time.monotonic()
    reply = ERNA.create(body, identity, headers, timeout=timeout)
    return reply, time.monotonic() - start


def raw_with(field, text):
    """The good body as bytes, with @text in place of a field's value."""
    body = json.dumps(GOOD | {field: '@@'}, ensure_ascii=False).encode()
    return body.replace(b'"@@"', text if isinstance(text, bytes) else text.encode())


def refused(complaints, about, body, field, statuses=(400, 422)):
    """@body is refused because of @field, quickly, and leaves nothing."""
    identity = uuid7()
    reply, seconds = send(body, identity)
    complaints.check(reply.status in statuses, about, reply)
    if reply.status < 400:
        return
    named = [name.replace('[', '.').split('.')[0] for name in reply.fields]
    complaints.check(field is None or field in named, about, f'does not name {field}', reply)
    if seconds > 0.5:
        # Somebody else may have had the processor; twice is no accident.
        seconds = send(body, identity)[1]
    complaints.check(seconds < 0.5, about, f'took {seconds:.2f} s')
    complaints.check(len(reply.body) < 20000, about, 'a long answer', len(reply.body))
    complaints.check(ERNA.get(f'/expenses/{identity}').status == 404, about, 'was stored')


def test_the_good_body_is_good():
    equal(send(GOOD)[0].status, 201)


def test_wrong_types_for_every_field():
    fits = {
        'category': (None,),
        'note': ('', 'x'),
        'day': (None, ''),
        'merchant': ('', 'x'),
        'proofs': ([],),
    }
    with Complaints() as complaints:
        for field in GOOD:
            for value in WRONG_TYPES:
                if value in fits.get(field, ()) and not (value is False and field):
                    continue
                refused(complaints, f'{field}: {value!r}', GOOD | {field: value}, field)
            missing = {name: value for name, value in GOOD.items() if name != field}
            refused(complaints, f'without {field}', missing, field)
        for member, values in (
            ('minor', (None, True, '12', 'x', 1.5, [], {})),
            ('currency', (None, 5, True, [], {}, '')),
        ):
            for value in values:
                refused(
                    complaints,
                    f'amount.{member}: {value!r}',
                    GOOD | {'amount': GOOD['amount'] | {member: value}},
                    'amount',
                )
        for amount in (
            {},
            {'minor': 5},
            {'currency': 'EUR'},
            {'minor': 5, 'currency': 'EUR', 'x': 1},
            12.5,
            '12.50 EUR',
            [5, 'EUR'],
        ):
            refused(complaints, f'amount: {amount!r}', GOOD | {'amount': amount}, 'amount')


def test_bodies_that_are_no_object():
    with Complaints() as complaints:
        for body in (
            b'',
            b' ',
            b'null',
            b'true',
            b'5',
            b'"x"',
            b'[]',
            b'[{}]',
            b'{',
            b'}',
            b'{}x',
            b'{} {}',
            b"{'a':1}",
            b'{"a":1,}',
            b'{a:1}',
            b'{"a":01}',
            b'{"a":NaN}',
            b'{"a":Infinity}',
            b'{"a":+1}',
            b'{"a":.5}',
            b'{"a":0x10}',
            b'//x\n{}',
            b'{"a":1 /*x*/}',
            b'\xef\xbb\xbf{}',
            b'{"a":"\t"}',
            b'{"a":"\\x"}',
            b'{"a":"\\ud800"}',
            b'{"a":"\\u00"}',
            b'\0',
            b'{}\0',
            b'merchant=x',
            b'<xml/>',
            b'\xff\xfe{\0}\0',
            b'{"a":"\xff"}',
            b'{"a":"\xc0\x80"}',
            b'{"a":"\xed\xa0\x80"}',
            b'{"a":"\xf5\x80\x80\x80"}',
            b'{"\xff":1}',
        ):
            refused(complaints, body[:30], body, None)


def test_unknown_fields_are_named():
    with Complaints() as complaints:
        for field in (
            'state',
            'nonsense',
            'Merchant',
            'merchant ',
            '',
            '__proto__',
            'id',
            'x' * 5000,
            'a"b',
            '\u202e',
        ):
            refused(complaints, field[:20], GOOD | {field: 1}, None)
            reply, _ = send(GOOD | {field: 1})
            complaints.check(
                reply.fields and (reply.fields[0] == field or len(field) > 100), field[:20], reply
            )
            complaints.check(reply.status == 400, field[:20], reply)


def test_duplicate_fields():
    body = json.dumps(GOOD)
    with Complaints() as complaints:
        for field, value in GOOD.items():
            doubled = body[:-1] + f', {json.dumps(field)}: {json.dumps(value)}}}'
            refused(complaints, field, doubled.encode(), field, (400,))
        nested = json.dumps(GOOD | {'amount': '@@'}).replace(
            '"@@"', '{"minor": 1, "currency": "EUR", "minor": 999999}'
        )
        refused(complaints, 'amount.minor', nested.encode(), 'amount', (400,))
        reply, _ = send(nested.encode())
        complaints.check(reply.fields == ['amount.minor'], 'amount.minor', reply)
        escaped = body[:-1] + ', "mercha\\u006et": "Other"}'
        refused(complaints, 'an escaped spelling', escaped.encode(), 'merchant', (400,))


def test_depth():
    deep = 100_000
    with Complaints() as complaints:
        for title, body in (
            ('arrays', b'[' * deep + b']' * deep),
            ('objects', b'{"a":' * deep + b'1' + b'}' * deep),
            ('open arrays', b'[' * deep),
            ('open objects', b'{"a":' * deep),
            ('in a field', raw_with('note', '[' * deep + ']' * deep)),
            (
                'in an unknown field',
                json.dumps(GOOD).encode()[:-1] + b',"x":' + b'[' * deep + b']' * deep + b'}',
            ),
        ):
            refused(complaints, title, body, None, (400, 413, 422))
        refused(complaints, 'a megabyte of brackets', b'[' * 1_000_000, None, (400, 413))
    equal(ERNA.get('/me').status, 200)


def test_content_types():
    with Complaints() as complaints:
        body = json.dumps(GOOD).encode()
        for kind in (
            'text/plain',
            'application/x-www-form-urlencoded',
            'multipart/form-data; boundary=x',
            'application/xml',
            'text/html',
        ):
            reply = ERNA.create(body, headers={'Content-Type': kind})
            complaints.check(reply.status == 415, kind, reply)
        for kind in (
            'application/json; charset=utf-8',
            'application/json;charset=UTF-8',
            'Application/JSON',
        ):
            reply = ERNA.create(body, headers={'Content-Type': kind})
            complaints.check(reply.status == 201, kind, reply)
        reply = ERNA.create(
            json.dumps(GOOD).encode('utf-16'),
            headers={'Content-Type': 'application/json; charset=utf-16'},
        )
        complaints.check(reply.status in (400, 415), 'utf-16', reply)
        reply = ERNA.create(gzip.compress(body), headers={'Content-Encoding': 'gzip'})
        complaints.check(reply.status in (400, 415), 'gzip', reply)


def test_actions_with_bad_bodies():
    draft = ERNA.draft(proofs=[PROOF])
    path = f'/expenses/{draft["id"]}/submit'
    with Complaints() as complaints:
        for body, field in (
            ({'revision': '1'}, 'revision'),
            ({'revision': 1.0}, 'revision'),
            ({'revision': True}, 'revision'),
            ({'revision': None}, 'revision'),
            ({'revision': []}, 'revision'),
            ({'proof_digest': 5}, 'proof_digest'),
            ({'proof_digest': None}, 'proof_digest'),
            ({'reason': 5}, 'reason'),
            ({'reason': ['x']}, 'reason'),
            ({'comment': 'x'}, 'comment'),
        ):
            reply = ERNA.post(path, body)
            complaints.check(reply.status in (400, 422) and reply.fields == [field], body, reply)
        for body in (
            b'[]',
            b'5',
            b'null',
            b'"x"',
            b'{',
            b'{"revision":1,"revision":1}',
            b'{"revision":9223372036854775808}',
            b'{"revision":1e0}',
        ):
            reply = ERNA.post(path, body)
            complaints.check(reply.status in (400, 422), body, reply)
        for revision in (0, -1, 2, 2**63 - 1):
            reply = ERNA.post(path, {'revision': revision})
            complaints.check(reply.status in (400, 409, 422), revision, reply)
        for digest in (
            '',
            'x',
            draft['proof_digest'].upper(),
            draft['proof_digest'][:-1],
            'x' * 100000,
        ):
            reply = ERNA.post(path, {'proof_digest': digest})
            complaints.check(reply.status in (400, 409, 413, 422), digest[:20], reply)
    equal(ERNA.read(draft), draft)


def test_bodies_where_none_belongs():
    draft = ERNA.draft(proofs=[PROOF])
    for method, path in (('GET', '/me'), ('GET', '/expenses'), ('GET', f'/expenses/{draft["id"]}')):
        reply = ERNA.send(method, '/api/v1' + path, {'x': 1})
        one_of(reply.status, (200, 400, 413), method, path, reply)
    reply = ERNA.delete(
        f'/expenses/{draft["id"]}', body={'x': 1}, headers={'If-Match': etag(draft)}
    )
    one_of(reply.status, (204, 400, 413), reply)


def test_bodies_that_are_too_large():
    for size in (2_000_000, 20_000_000):
        reply, seconds = send(GOOD | {'note': 'x' * size}, timeout=10)
        equal(reply.status, 413, size, reply)
        expect(seconds < 2, size, seconds)
    equal(ERNA.get('/me').status, 200)


def test_nothing_was_logged_as_an_error_of_ours():
    """A client's mistake is no warning for the administrator; a 5xx or a critical would be ours."""
    time.sleep(0.3)
    bad = [
        line
        for line in SERVER.log.splitlines()
        if 'level=error' in line or 'CRITICAL' in line or 'status=5' in line
    ]
    equal(bad, [])


run('bad-input', globals())
