# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading, writing and deleting expenses: preconditions, keys, ids, methods and paths."""
import threading

from client import Caller, uuid7
from company import Company, content_of, today
from outlayd import Server
from tap import equal, expect, one_of, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ERNA, RITA = ACME.employee, ACME.reviewer
EMIL = ACME.hire('Emil', 'emil@acme.example', 'employee')
STRANGERS = Company(SERVER, 'Zeppelin')
PROOF = ERNA.upload()


def brief(person=ERNA, **changes):
    return person.content(**({'proofs': []} | changes))


def test_put_creates_and_get_reads_it():
    identity, content = uuid7(), ERNA.content(note='two\nlines \u20ac \U0001f9fe')
    reply = ERNA.create(content, identity)
    equal((reply.status, reply.header('ETag')), (201, '"1"'), reply)
    equal(reply.header('Content-Type'), 'application/json')
    made = reply.json
    equal(
        (made['id'], made['revision'], made['state'], content_of(made)),
        (identity, 1, 'draft', content),
    )
    read = ERNA.get(f'/expenses/{identity}')
    equal((read.status, read.header('ETag'), read.json), (200, '"1"', made))


def test_put_without_a_precondition_is_428():
    made = ERNA.draft()
    equal(ERNA.put(f'/expenses/{uuid7()}', brief()).status, 428)
    equal(ERNA.put(f'/expenses/{made["id"]}', brief()).status, 428)
    equal(ERNA.read(made), made)


def test_create_of_what_is_there_is_412_with_the_current():
    made = ERNA.draft()
    reply = ERNA.create(brief(), made['id'])
    equal((reply.status, reply.json['current'], reply.header('ETag')), (412, made, '"1"'), reply)


def test_replace_needs_the_current_etag():
    made = ERNA.draft()
    changed = ERNA.replace(made, brief(note='one'))
    equal((changed.status, changed.header('ETag'), changed.json['revision']), (200, '"2"', 2))
    equal(changed.json['created_at'], made['created_at'])
    stale = ERNA.replace(made, brief(note='two'))
    equal(
        (stale.status, stale.json['current'], stale.header('ETag')),
        (412, changed.json, '"2"'),
        stale,
    )
    path = f'/expenses/{made["id"]}'
    for value in ('"1"', 'W/"2"', '"02"', '"2x"', '"99"', '"-2"', '"9223372036854775808"'):
        reply = ERNA.put(path, brief(), headers={'If-Match': value})
        one_of(reply.status, (400, 412), value, reply)
    for value in ('2', 'nonsense', '"2', ''):
        reply = ERNA.put(path, brief(), headers={'If-Match': value})
        one_of(reply.status, (400, 412, 428), value, reply)
    equal(ERNA.read(made), changed.json)
    missing = ERNA.put(f'/expenses/{uuid7()}', brief(), headers={'If-Match': '"1"'})
    one_of(missing.status, (404, 412), missing)


def test_delete_needs_the_current_etag_too():
    made = ERNA.draft()
    path = f'/expenses/{made["id"]}'
    changed = ERNA.replace(made, brief()).json
    stale = ERNA.delete(path, headers={'If-Match': '"1"'})
    equal((stale.status, stale.json['current']), (412, changed), stale)
    equal(ERNA.delete(path).status, 428)
    equal(ERNA.delete(path, headers={'If-Match': '"2"'}).status, 204)
    equal(ERNA.get(path).status, 404)
    equal(ERNA.delete(path, headers={'If-Match': '"2"'}).status, 404)
    expect(made['id'].encode() not in ERNA.get('/expenses?limit=200').body, 'listed after its end')


def test_a_deleted_id_is_not_born_again():
    """A second device that still holds the draft must not bring it back unasked."""
    made = ERNA.draft()
    path = f'/expenses/{made["id"]}'
    ERNA.delete(path, headers={'If-Match': '"1"'})
    reply = ERNA.put(path, brief(), headers={'If-Match': '"1"'})
    one_of(reply.status, (404, 410, 412), reply)
    equal(ERNA.get(path).status, 404)


def test_unchanged_is_304():
    made = ERNA.draft()
    path = f'/expenses/{made["id"]}'
    reply = ERNA.get(path, headers={'If-None-Match': '"1"'})
    equal((reply.status, reply.header('ETag')), (304, '"1"'))
    equal(ERNA.get(path, headers={'If-None-Match': 'W/"1"'}).status, 304)
    equal(ERNA.get(path, headers={'If-None-Match': '"7", "1"'}).status, 304)
    equal(ERNA.get(path, headers={'If-None-Match': '"2"'}).status, 200)
    listing = ERNA.get('/expenses?limit=5')
    tag = listing.header('ETag')
    if tag:
        equal(ERNA.get('/expenses?limit=5', headers={'If-None-Match': tag}).status, 304)
        equal(
            RITA.get('/expenses?limit=5', headers={'If-None-Match': tag}).status,
            200,
            'another\'s list',
        )
        ERNA.draft()
        equal(ERNA.get('/expenses?limit=5', headers={'If-None-Match': tag}).status, 200)


def test_the_same_key_replays_the_first_answer():
    identity, content = uuid7(), brief(note='once')
    key = {'Idempotency-Key': 'create-' + identity}
    first = ERNA.create(content, identity, key)
    again = ERNA.create(content, identity, key)
    equal((again.status, again.body, again.header('ETag')), (201, first.body, '"1"'), 'replay')
    ERNA.replace(first.json, brief(note='later'))
    equal(ERNA.create(content, identity, key).body, first.body, 'a replay after a change')
    other = ERNA.create(brief(note='other'), identity, key)
    equal(other.status, 422, other)
    elsewhere = ERNA.create(content, uuid7(), key)
    equal(elsewhere.status, 422, 'the same key for another address', elsewhere)
    equal(EMIL.create(brief(EMIL), uuid7(), key).status, 201, 'keys are each person\'s own')
    equal(STRANGERS.admin.create(brief(STRANGERS.admin), uuid7(), key).status, 201)


def test_a_refusal_does_not_use_up_a_key():
    identity = uuid7()
    key = {'Idempotency-Key': 'mend-' + identity}
    one_of(ERNA.create(brief() | {'day': 'soon'}, identity, key).status, (400, 422))
    one_of(ERNA.create(brief(), identity, key).status, (201, 422))


def test_a_key_has_limits():
    for key in ('x' * 5000, ''):
        reply = ERNA.create(brief(), headers={'Idempotency-Key': key})
        one_of(reply.status, (400, 431) if key else (201, 400), len(key), reply)


def test_the_same_key_at_the_same_moment_makes_one():
    identity, content = uuid7(), brief(note='race')
    replies, threads = [], []
    for _ in range(8):
        threads.append(
            threading.Thread(
                target=lambda: replies.append(
                    ERNA.create(content, identity, {'Idempotency-Key': 'race-' + identity})
                )
            )
        )
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    statuses = sorted(reply.status for reply in replies)
    expect(set(statuses) <= {201, 409} and 201 in statuses, statuses)
    equal(len({reply.body for reply in replies if reply.status == 201}), 1)
    equal(ERNA.get(f'/expenses/{identity}').json['revision'], 1)


def test_ids_are_uuids():
    for identity in (
        'x',
        '0',
        '1' * 36,
        uuid7() + '0',
        uuid7().replace('-', ''),
        '{' + uuid7()[1:],
    ):
        reply = ERNA.create(brief(), identity)
        one_of(reply.status, (400, 404), identity, reply)
        one_of(ERNA.get(f'/expenses/{identity}').status, (400, 404), identity)
    identity = uuid7()
    made = ERNA.create(brief(), identity).json
    upper = ERNA.get(f'/expenses/{identity.upper()}')
    one_of(upper.status, (200, 400, 404), upper)
    twin = ERNA.create(brief(), identity.upper())
    expect(twin.status in (400, 404, 412), 'one id in two cases is two expenses', twin)
    equal(ERNA.read(made), made)


def test_methods_that_are_not_offered():
    made = ERNA.draft()
    for method, path in (
        ('POST', f'/api/v1/expenses/{made["id"]}'),
        ('PATCH', f'/api/v1/expenses/{made["id"]}'),
        ('DELETE', '/api/v1/expenses'),
        ('PUT', '/api/v1/expenses'),
        ('POST', '/api/v1/expenses'),
        ('GET', f'/api/v1/expenses/{made["id"]}/submit'),
        ('POST', '/healthz'),
    ):
        reply = ERNA.send(method, path, {})
        equal(reply.status, 405, method, path, reply)
        expect(reply.header('Allow'), method, path, 'Allow is missing')


def test_head_is_get_without_the_body():
    made = ERNA.draft()
    for path in ('/expenses?limit=3', f'/expenses/{made["id"]}', '/me', '/categories'):
        head, got = ERNA.send('HEAD', '/api/v1' + path), ERNA.get(path)
        equal(
            (head.status, head.body, head.header('Content-Length'), head.header('ETag')),
            (200, b'', str(len(got.body)), got.header('ETag')),
            path,
        )


def test_paths_are_exact():
    made = ERNA.draft()
    for path in (
        f'/expenses/{made["id"]}/',
        f'/expenses//{made["id"]}',
        f'/expenses/{made["id"]}/nothing',
        f'/Expenses/{made["id"]}',
        '/expenses/',
    ):
        equal(ERNA.get(path).status, 404, path)


def test_without_a_token_nothing_is_told():
    made = ERNA.draft()
    nobody = Caller(SERVER)
    for method, path in (
        ('GET', '/expenses'),
        ('GET', f'/expenses/{made["id"]}'),
        ('GET', '/me'),
        ('PUT', f'/expenses/{made["id"]}'),
        ('DELETE', f'/expenses/{made["id"]}'),
        ('POST', f'/expenses/{made["id"]}/approve'),
        ('GET', f'/expenses/{made["id"]}/events'),
        ('GET', f'/proofs/{PROOF}'),
        ('PUT', f'/proofs/{PROOF}'),
        ('GET', '/changes'),
        ('GET', '/events'),
        ('GET', '/users'),
        ('POST', '/users'),
        ('GET', '/categories'),
        ('PATCH', f'/users/{ERNA.id}'),
    ):
        reply = nobody.send(method, '/api/v1' + path, {} if method != 'GET' else None)
        equal(reply.status, 401, method, path, reply)


def test_far_days_and_tomorrow():
    equal(ERNA.create(brief(day=today(1))).status, 201, 'tomorrow, somewhere it is that already')
    reply = ERNA.create(brief(day=today(3)))
    if reply.status == 201:
        reply = ERNA.act('submit', reply.json)
    one_of(reply.status, (400, 422), reply)
    expect('day' in reply.fields, reply)
    reply = ERNA.create(brief(day=today(2), proofs=[PROOF]))
    if reply.status == 201:
        reply = ERNA.act('submit', reply.json)
    one_of(reply.status, (400, 422), 'the day after tomorrow', reply)


run('expenses', globals())
