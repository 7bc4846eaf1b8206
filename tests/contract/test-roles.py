# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call by everybody: a stranger, each role, another company, and who is not let in any more."""
import threading
import time

from client import Caller, sign_in, uuid7
from company import Company, Person
from outlayd import PASSWORD, Server
from tap import Complaints, equal, expect, run

# With it several may serve a file of SQLite; it is away, so that each has a memory of its own.
REDIS = '--redis=unix:/nowhere/redis.sock'
SERVER = Server(REDIS)
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
STRANGERS = Company(SERVER, 'Zeppelin')
LEVELS = {'employee': 0, 'reviewer': 1, 'admin': 2}
DRAFT = ACME.employee.draft()
WAITING = ACME.bring(ACME.employee, 'submitted')
CATEGORY = ACME.employee.category
INVITATION = ACME.admin.post('/users', {'email': 'i@acme.example', 'role': 'employee'}).json['id']
PROOF = WAITING['proofs'][0]

# What each call needs at least. No body is one that would do anything.
CALLS = (
    ('GET', '/me', 'employee'),
    ('GET', '/expenses', 'employee'),
    ('GET', f'/expenses/{DRAFT["id"]}', 'employee'),
    ('PUT', f'/expenses/{DRAFT["id"]}', 'employee'),
    ('DELETE', f'/expenses/{DRAFT["id"]}', 'employee'),
    ('GET', f'/expenses/{WAITING["id"]}/events', 'employee'),
    ('GET', '/categories', 'employee'),
    ('POST', '/categories', 'admin'),
    ('PUT', f'/categories/{CATEGORY}', 'admin'),
    ('DELETE', f'/categories/{CATEGORY}', 'admin'),
    ('GET', '/changes', 'employee'),
    ('GET', '/policy', 'employee'),
    ('PUT', '/policy', 'admin'),
    ('GET', '/users', 'admin'),
    ('POST', '/users', 'admin'),
    ('PATCH', f'/users/{ACME.employee.id}', 'admin'),
    ('GET', '/invitations', 'admin'),
    ('POST', f'/invitations/{INVITATION}/renew', 'admin'),
    ('DELETE', f'/invitations/{uuid7()}', 'admin'),
    ('GET', '/audit', 'admin'),
    ('GET', '/sessions', 'employee'),
    ('DELETE', f'/sessions/{uuid7()}', 'employee'),
)
# What is named by an id of Acme's, and what others of its people may not see.
NAMED = (
    ('GET', f'/expenses/{WAITING["id"]}', None),
    ('GET', f'/expenses/{WAITING["id"]}/events', None),
    ('GET', f'/proofs/{PROOF}', None),
    ('POST', f'/expenses/{WAITING["id"]}/withdraw', {}),
    ('POST', f'/expenses/{WAITING["id"]}/approve', {'revision': 2, 'proof_digest': 'x'}),
    ('PUT', f'/categories/{CATEGORY}', {'name': 'X'}),
    ('DELETE', f'/categories/{CATEGORY}', None),
    ('PATCH', f'/users/{ACME.employee.id}', {'name': 'X'}),
    ('POST', f'/invitations/{INVITATION}/renew', None),
    ('DELETE', f'/invitations/{INVITATION}', None),
)


def call(caller, method, path, body=None):
    if body is None and method in ('PUT', 'PATCH', 'POST') and not path.endswith('/renew'):
        body = {'nonsense': 1}
    headers = {'If-Match': '*'} if method in ('PUT', 'PATCH', 'DELETE') else None
    return caller.send(method, '/api/v1' + path, body, headers=headers)


def snapshot():
    """What none of the refused may have changed."""
    admin = ACME.admin
    return (
        ACME.employee.get('/expenses?limit=200').json,
        admin.get('/categories').json,
        admin.get('/users?limit=200').json,
        admin.get('/policy').json,
    )


def test_strangers():
    with Complaints() as complaints:
        for method, path, _ in CALLS:
            for token in (None, 'x', ACME.admin.token[:-4] + 'AAAA'):
                reply = call(Caller(SERVER, token), method, path)
                complaints.check(reply.status == 401, method, path, token, reply)


def test_every_role():
    before = snapshot()
    with Complaints() as complaints:
        for person in (ACME.employee, ACME.reviewer):
            for method, path, least in CALLS:
                if method == 'DELETE' and path.endswith(DRAFT['id']):
                    continue
                reply = call(person, method, path)
                is_refused = LEVELS[person.role] < LEVELS[least]
                complaints.check(
                    (reply.status == 403) == is_refused and reply.status != 401,
                    person.role,
                    method,
                    path,
                    reply,
                )
        for method, path, _ in CALLS:
            if method != 'DELETE':
                reply = call(ACME.admin, method, path)
                complaints.check(reply.status not in (401, 403), 'admin', method, path, reply)
    equal(snapshot(), before)


def test_what_belongs_to_another_company_is_not_there():
    before = snapshot()
    with Complaints() as complaints:
        for method, path, body in NAMED:
            reply = call(STRANGERS.admin, method, path, body)
            complaints.check(reply.status == 404, method, path, reply)
    equal(snapshot(), before)


def test_a_colleague_sees_no_draft_of_others():
    other = ACME.hire('Eve', 'eve@acme.example', 'employee')
    for person in (other, ACME.reviewer, ACME.admin):
        for method in ('GET', 'DELETE'):
            equal(call(person, method, f'/expenses/{DRAFT["id"]}').status, 404, person.role, method)
    equal(other.get(f'/expenses/{WAITING["id"]}').status, 404)


def test_who_was_disabled_does_nothing_more():
    person = ACME.hire('Dee', 'dee@acme.example', 'admin')
    draft = person.draft()
    path = f'/users/{person.id}'
    equal(ACME.admin.patch(path, {'disabled': True}, headers={'If-Match': '*'}).status, 200)
    with Complaints() as complaints:
        for method, where, _ in CALLS:
            reply = call(person, method, where)
            complaints.check(reply.status == 401, method, where, reply)
    equal(person.act('submit', draft).status, 401)
    equal(person.put(f'/proofs/{PROOF}', b'x', headers={'Content-Type': 'image/png'}).status, 401)
    body = {'refresh_token': person.refresh_token}
    equal(Caller(SERVER).post('/auth/refresh', body).status, 401, 'its family lives on')
    body = {'email': 'dee@acme.example', 'password': PASSWORD}
    equal(Caller(SERVER).post('/auth/login', body).status, 401)
    equal(ACME.admin.patch(path, {'disabled': False}, headers={'If-Match': '*'}).status, 200)
    equal(Caller(SERVER).post('/auth/refresh', {'refresh_token': person.refresh_token}).status, 401)
    again = Person(SERVER, sign_in(SERVER, 'dee@acme.example'))
    equal(again.read(draft)['state'], 'draft')


def other_process():
    """Another server on the same database, as behind one proxy: its own memory of who is who."""
    other = Server(REDIS, f'--keys={SERVER.folder}/keys', f'--proofs={SERVER.folder}/proofs',
                   start=False, database=SERVER.database)
    other.folders = lambda: []
    other.start()
    AT_END.append(other.close)
    return other


def test_another_process_learns_it_at_once_for_what_is_written():
    other = other_process()
    admin = Person(other, sign_in(other, 'adam@acme.example'))
    rex = ACME.hire('Rex', 'rex@acme.example', 'reviewer')
    dora = ACME.hire('Dora', 'dora@acme.example', 'reviewer')
    draft = dora.draft()
    waiting = ACME.bring(ACME.employee, 'submitted')
    for person in (rex, dora):
        equal(person.get('/me').status, 200, 'it is remembered here now')
    change = {'If-Match': '*'}
    equal(admin.patch(f'/users/{rex.id}', {'role': 'employee'}, headers=change).status, 200)
    equal(admin.patch(f'/users/{dora.id}', {'disabled': True}, headers=change).status, 200)
    equal(rex.act('approve', waiting).status, 404, 'a decision of who is no reviewer any more')
    equal(dora.act('approve', waiting).status, 401, 'a decision of who is disabled')
    equal(dora.act('submit', draft).status, 401)
    equal(call(dora, 'DELETE', f'/expenses/{draft["id"]}').status, 401)
    equal(dora.put(f'/expenses/{uuid7()}', {}, headers={'If-None-Match': '*'}).status, 401)
    equal(ACME.employee.read(waiting)['state'], 'submitted')
    events = ACME.employee.events(waiting)
    equal([event['action'] for event in events], ['submit'])
    deadline = time.monotonic() + 20
    while dora.get('/me').status != 401:
        expect(time.monotonic() < deadline, 'who is disabled reads on and on')
        time.sleep(0.25)

    policy = admin.get('/policy').json
    body = {name: policy[name] for name in ('signup', 'proof', 'limits', 'over_limit')}
    body |= {'proof': {'rule': 'never', 'above': None}}
    equal(admin.put('/policy', body, headers=change).status, 200)
    bare = ACME.employee.draft(proofs=[])
    equal(ACME.employee.act('submit', bare).status, 200, 'judged by a policy of before')


def test_a_decision_goes_by_what_is_stored():
    """Nobody tells the server of the change, and it remembers who they were: it looks before it writes."""
    rosa = ACME.hire('Rosa', 'rosa@acme.example', 'reviewer')
    waiting = ACME.bring(ACME.employee, 'submitted')
    equal(rosa.get('/me').status, 200, 'it is remembered now')
    SERVER.sql(f"UPDATE person SET role = 'employee' WHERE id = '{rosa.id}'")
    equal(rosa.act('approve', waiting).status, 404, 'a decision of who is no reviewer any more')
    equal(ACME.employee.read(waiting)['state'], 'submitted')


def test_who_was_demoted_writes_no_more():
    person = ACME.hire('Alf', 'alf@acme.example', 'admin')
    equal(
        ACME.admin.patch(
            f'/users/{person.id}', {'role': 'employee'}, headers={'If-Match': '*'}
        ).status,
        200,
    )
    for method, path, least in CALLS:
        if least == 'admin':
            equal(call(person, method, path).status, 403, method, path)
    body = {'email': 'z@acme.example', 'role': 'admin'}
    equal(person.post('/users', body).status, 403)


def test_one_administrator_always_stays():
    with Server() as server:
        company = Company(server, 'Acme')
        second = company.hire('Bea', 'bea@acme.example', 'admin')
        paths = {person: f'/users/{person.id}' for person in (company.admin, second)}
        tag = {'If-Match': '*'}
        equal(second.patch(paths[company.admin], {'role': 'employee'}, headers=tag).status, 200)
        for body in ({'role': 'reviewer'}, {'disabled': True}):
            reply = second.patch(paths[second], body, headers=tag)
            equal(reply.status, 409, body, reply)
        equal(company.admin.get('/users').status, 403, 'the other is none any more')
        expect(second.get('/users').status == 200, 'nobody is left')


def at_once(*deeds):
    """Does all of them at the same time; gives the replies in their order."""
    replies = [None] * len(deeds)

    def do(number):
        replies[number] = deeds[number]()

    threads = [threading.Thread(target=do, args=(number,)) for number in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return replies


def test_two_administrators_who_disable_each_other():
    with Server() as server:
        company = Company(server, 'Acme')
        for number in range(5):
            email = f'a{number}@acme.example'
            second = company.hire('Bea', email, 'admin')
            first = company.admin
            tag = {'If-Match': '*'}
            replies = at_once(
                lambda: first.patch(f'/users/{second.id}', {'disabled': True}, headers=tag),
                lambda: second.patch(f'/users/{first.id}', {'disabled': True}, headers=tag),
            )
            statuses = [reply.status for reply in replies]
            expect(statuses.count(200) == 1, statuses, 'none or both')
            expect({200, 401} == set(statuses) or {200, 409} == set(statuses), statuses)
            company.admin = first if statuses[0] == 200 else second
            equal(company.admin.get('/users').status, 200)


def test_two_changes_of_one_person():
    person = ACME.hire('Tom', 'tom@acme.example', 'employee')
    tag = {'If-Match': '"1"'}
    path = f'/users/{person.id}'
    replies = at_once(
        *(
            lambda role=role: ACME.admin.patch(path, {'role': role}, headers=tag)
            for role in ('reviewer', 'admin', 'reviewer', 'admin')
        )
    )
    equal(sorted(reply.status for reply in replies), [200, 412, 412, 412])
    made = next(reply for reply in replies if reply.status == 200)
    for reply in replies:
        if reply.status == 412:
            equal(reply.json['current'], made.json)


def test_two_invitations_of_one_address():
    body = {'email': 'twice@acme.example', 'role': 'employee'}
    replies = at_once(*(lambda: ACME.admin.post('/users', body) for _ in range(6)))
    equal(sorted(reply.status for reply in replies), [201] + [409] * 5)
    key = {'Idempotency-Key': uuid7()}
    body = {'email': 'once@acme.example', 'role': 'employee'}
    replies = at_once(*(lambda: ACME.admin.post('/users', body, headers=key) for _ in range(6)))
    equal({reply.status for reply in replies}, {201})
    equal(len({reply.json['id'] for reply in replies}), 1)
    equal(sum('code' in reply.json for reply in replies), 1, 'a code was told twice')


run('roles', globals())
