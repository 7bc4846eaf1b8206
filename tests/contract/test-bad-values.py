# SPDX-License-Identifier: GPL-3.0-or-later
"""Values at and beyond their edges: text, money, currencies and days."""
import json
import time

from client import uuid7
from company import Company, content_of, today
from outlayd import Server
from tap import Complaints, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ERNA = ACME.employee
PROOF = ERNA.upload()
GOOD = ERNA.content(proofs=[PROOF])


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


def test_text_with_strange_characters():
    with Complaints() as complaints:
        for title, text in (('NUL', 'a\0b'), ('only NUL', '\0')):
            for field in ('merchant', 'note'):
                refused(complaints, f'{field} {title}', GOOD | {field: text}, field)
        for bad in (
            b'"\xff\xfe"',
            b'"\xc3"',
            b'"\xed\xa0\x80"',
            b'"\xc0\xaf"',
            b'"\\ud83d"',
            b'"\\udc00\\ud800"',
        ):
            for field in ('merchant', 'note', 'category', 'day'):
                refused(complaints, f'{field} {bad}', raw_with(field, bad), None)
        for text in (
            '\u202egnp.exe',
            'e\u0301',
            '\U0001f9fe\u200d',
            '\ufeffx',
            '"quoted\\"',
            '</script>',
            "'; DROP TABLE expense; --",
            '%s%n%d',
            '${jndi}',
            '../../etc',
            '\u2028',
            'ﬁ',
            '\uffff',
        ):
            reply, _ = send(GOOD | {'merchant': text, 'note': text})
            complaints.check(reply.status in (201, 400, 422), text, reply)
            if reply.status == 201:
                complaints.check(
                    content_of(reply.json) == GOOD | {'merchant': text, 'note': text},
                    text,
                    'comes back otherwise',
                    reply,
                )
                complaints.check(ERNA.read(reply.json) == reply.json, text, 'is read otherwise')


def test_huge_texts():
    with Complaints() as complaints:
        for field in ('merchant', 'note'):
            for size in (100_000, 1_000_000):
                refused(
                    complaints,
                    f'{field} of {size}',
                    GOOD | {field: 'x' * size},
                    field if size == 10_000 else None,
                    (400, 413, 422),
                )
        refused(complaints, 'merchant of 5000', GOOD | {'merchant': 'x' * 5000}, 'merchant')
        refused(complaints, 'day of 5000', GOOD | {'day': '2' * 5000}, 'day')
        refused(
            complaints,
            'currency of 5000',
            GOOD | {'amount': {'minor': 1, 'currency': 'E' * 5000}},
            'amount',
        )
        refused(complaints, 'category of 5000', GOOD | {'category': 'x' * 5000}, 'category')
        refused(complaints, '800 proofs', GOOD | {'proofs': [PROOF] * 800}, 'proofs')
        refused(
            complaints,
            '5,000 unknown fields',
            GOOD | {f'f{n}': n for n in range(5000)},
            None,
            (400, 413),
        )


def test_money_at_its_edges():
    fits = {
        '1': 1,
        '9007199254740991': 2**53 - 1,
        '9007199254740992': 2**53,
        '9007199254740993': 2**53 + 1,
        '9223372036854775807': 2**63 - 1,
    }
    bad = (
        '-1',
        '9223372036854775808',
        '18446744073709551616',
        '1e3',
        '12.0',
        '"12"',
        '1E400',
        '-9223372036854775808',
        '1' * 400,
        '-0.0',
        '0.1',
        'null',
        '12e0',
    )
    with Complaints() as complaints:
        for text, value in fits.items():
            reply, _ = send(raw_with('amount', f'{{"minor": {text}, "currency": "EUR"}}'))
            complaints.check(reply.status in (201, 400, 422), text, reply)
            if reply.status == 201:
                complaints.check(
                    reply.json['amount'] == {'minor': value, 'currency': 'EUR'},
                    text,
                    'is kept as',
                    reply,
                )
                complaints.check(ERNA.read(reply.json)['amount']['minor'] == value, text)
        for text in bad:
            refused(
                complaints,
                text,
                raw_with('amount', f'{{"minor": {text}, "currency": "EUR"}}'),
                'amount' if text != '1E400' else None,
            )
        reply, _ = send(GOOD | {'amount': {'minor': 0, 'currency': 'EUR'}})
        if reply.status == 201:
            reply = ERNA.act('submit', reply.json)
        complaints.check(
            reply.status in (400, 422) and reply.fields[0].startswith('amount'),
            'nothing cannot be claimed',
            reply,
        )


def test_currencies():
    with Complaints() as complaints:
        for currency in ('EUR', 'USD', 'JPY', 'BHD', 'ISK', 'TND'):
            reply, _ = send(GOOD | {'amount': {'minor': 1250, 'currency': currency}})
            complaints.check(
                reply.status == 201
                and reply.json['amount'] == {'minor': 1250, 'currency': currency},
                currency,
                reply,
            )
        for currency in (
            'eur',
            'Eur',
            'EURO',
            'EU',
            'XYZ',
            'ZZZ',
            '€',
            'EUR ',
            'E R',
            'E\0R',
            '978',
            'ＥＵＲ',
            'DEM',
        ):
            refused(
                complaints,
                currency,
                GOOD | {'amount': {'minor': 1250, 'currency': currency}},
                'amount',
            )


def test_days():
    with Complaints() as complaints:
        for day in (
            '2026-02-30',
            '2025-02-29',
            '2026-13-01',
            '2026-00-10',
            '2026-01-00',
            '2026-1-1',
            '20260101',
            '01.02.2026',
            '2026-01-01T00:00:00Z',
            ' 2026-01-01',
            '2026-01-01 ',
            '+2026-01-01',
            '0000-01-01',
            '10000-01-01',
            '2026-W01-1',
            '２０２６-01-01',
            '2026/01/01',
            'today',
            '1900-02-29',
            '99999999-01-01',
            '-001-01-01',
        ):
            refused(complaints, day, GOOD | {'day': day}, 'day')
        for day in ('2024-02-29', '2000-02-29', '1970-01-01', today(), today(1)):
            reply, _ = send(GOOD | {'day': day})
            complaints.check(reply.status == 201 and reply.json['day'] == day, day, reply)


def test_reasons():
    reviewer = ACME.reviewer
    with Complaints() as complaints:
        for reason in ('\0', 'x' * 100_000, 'a\0b'):
            expense = ACME.bring(ERNA, 'submitted')
            reply = reviewer.act('reject', expense, reason=reason)
            complaints.check(reply.status in (400, 413, 422), repr(reason[:10]), reply)
        for reason in ('x' * 500, 'Zwei\nZeilen', '\u202e', "'; --", '\U0001f9fe'):
            expense = ACME.bring(ERNA, 'submitted')
            reply = reviewer.act('reject', expense, reason=reason)
            complaints.check(reply.status == 200, repr(reason[:10]), reply)
            events = ERNA.events(expense)
            complaints.check(events[-1]['reason'] == reason, repr(reason[:10]), events[-1:])


run('bad-values', globals())
