# SPDX-License-Identifier: GPL-3.0-or-later
"""Invitations: who sends them, whom they let in, and everybody whom they do not."""
import base64
import threading

from client import Caller, sign_in, uuid7
from company import Company, Person
from outlayd import PASSWORD, Server
from tap import Complaints, equal, expect, run

ORIGIN = 'https://outlay.example.com'
SERVER = Server(f'--public-url={ORIGIN}')
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ADMIN, ERNA, RITA = ACME.admin, ACME.employee, ACME.reviewer
STRANGERS = Company(SERVER, 'Zeppelin')
WEEK = 7 * 24 * 60 * 60 * 1000000
MEMBERS = {
    'id',
    'email',
    'name',
    'role',
    'state',
    'invited_by',
    'person',
    'created_at',
    'sent_at',
    'expires_at',
}


def invite(email, role='employee', by=ADMIN, headers=None, **more):
    return by.post('/users', {'email': email, 'role': role} | more, headers=headers)


def invited(email, role='employee', **more):
    reply = invite(email, role, **more)
    equal(reply.status, 201, reply)
    return reply.json


def accept(code, email, name='Nora', headers=None, **more):
    body = {'invite': code, 'name': name, 'email': email, 'password': PASSWORD} | more
    return Caller(SERVER).post('/auth/signup', body, headers=headers)


def listed(identity, by=ADMIN):
    items = by.get('/invitations?limit=200').json['items']
    return next((item for item in items if item['id'] == identity), None)


def age(identity):
    """As if the invitation had been sent a week earlier."""
    SERVER.sql(f"UPDATE invitation SET sent_at = sent_at - {WEEK} WHERE id = '{identity}'")


def test_from_invited_to_signed_in():
    made = invited('Nora@acme.example', 'reviewer', name='Nora N.')
    equal(set(made), MEMBERS | {'code', 'link', 'mailed'})
    equal((made['state'], made['role'], made['name']), ('pending', 'reviewer', 'Nora N.'))
    equal(made['link'], f'{ORIGIN}/join#{made["code"]}')
    equal((made['mailed'], made['person']), (False, None))
    equal(made['invited_by'], {'id': ADMIN.id, 'name': ADMIN.name})
    equal(set(listed(made['id'])), MEMBERS, 'a list tells a code')

    reply = accept(made['code'], 'nora@ACME.example')
    equal(reply.status, 201, reply)
    user = reply.json['user']
    equal((user['role'], user['company']['name']), ('reviewer', 'Acme'))
    nora = Person(SERVER, reply.json)
    equal(nora.get('/me').json['name'], 'Nora')
    equal(nora.id, sign_in(SERVER, 'nora@acme.example')['user']['id'])
    after = listed(made['id'])
    equal((after['state'], after['person']), ('accepted', nora.id))


def test_a_code_is_long_and_nowhere_kept():
    codes = [invited(f'long{n}@acme.example')['code'] for n in range(4)]
    equal(len(set(codes)), len(codes))
    for code in codes:
        raw = base64.urlsafe_b64decode(code + '=' * (-len(code) % 4))
        expect(len(raw) - 16 >= 16, 'fewer than 128 secret bits')
    stored = SERVER.stored()
    for code in codes:
        expect(code.encode() not in stored, 'a code is in the database')
        expect(code not in SERVER.log, 'a code is in the log')


def test_it_lets_in_once():
    made = invited('once@acme.example')
    replies = []
    threads = [
        threading.Thread(target=lambda: replies.append(accept(made['code'], 'once@acme.example')))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    equal(sorted(reply.status for reply in replies), [201, 403, 403, 403])


def test_a_lost_answer_comes_again():
    made = invited('lost@acme.example')
    headers = {'Idempotency-Key': uuid7()}
    first = accept(made['code'], 'lost@acme.example', headers=headers)
    again = accept(made['code'], 'lost@acme.example', headers=headers)
    equal((first.status, again.status), (201, 201), again)
    equal(again.json['user'], first.json['user'])
    expect(again.header('Idempotent-Replay'), 'not said to be a replay')
    equal(Caller(SERVER, again.json['access_token']).get('/me').status, 200)


def test_whatever_is_wrong_is_the_same_refusal():
    used = invited('used@acme.example')
    equal(accept(used['code'], 'used@acme.example').status, 201)
    revoked = invited('revoked@acme.example')
    equal(ADMIN.delete(f'/invitations/{revoked["id"]}').status, 204)
    expired = invited('expired@acme.example')
    age(expired['id'])
    renewed = invited('renewed@acme.example')
    equal(ADMIN.post(f'/invitations/{renewed["id"]}/renew').status, 200)
    good = invited('good@acme.example')
    raw = bytearray(base64.urlsafe_b64decode(good['code'] + '=='))
    raw[-1] ^= 1
    other_secret = base64.urlsafe_b64encode(raw).decode().rstrip('=')
    raw[0] ^= 1
    other_company = base64.urlsafe_b64encode(raw).decode().rstrip('=')
    cases = {
        'used': (used['code'], 'fresh@acme.example'),
        'used again': (used['code'], 'used@acme.example'),
        'revoked': (revoked['code'], 'revoked@acme.example'),
        'expired': (expired['code'], 'expired@acme.example'),
        'renewed since': (renewed['code'], 'renewed@acme.example'),
        'another secret': (other_secret, 'good@acme.example'),
        'another company': (other_company, 'good@acme.example'),
        'another address': (good['code'], 'someone@acme.example'),
        'an address with an account': (good['code'], 'erna@acme.example'),
        'no code': ('x', 'good@acme.example'),
        'an empty code': ('', 'good@acme.example'),
        'a long code': ('A' * 5000, 'good@acme.example'),
        'with an end': (good['code'] + '=', 'good@acme.example'),
    }
    seen = set()
    with Complaints() as complaints:
        for name, (code, email) in cases.items():
            reply = accept(code, email)
            complaints.check(reply.status == 403, name, reply)
            seen.add(reply.body)
    equal(len(seen), 1, 'the refusals differ', seen)
    equal(listed(expired['id'])['state'], 'expired')
    equal(listed(revoked['id'])['state'], 'revoked')
    equal(accept(good['code'], 'good@acme.example').status, 201, 'a guess has used it up')


def test_company_and_invitation_do_not_mix():
    made = invited('mix@acme.example')
    equal(accept(made['code'], 'mix@acme.example', company='Acme').fields, ['company'])
    equal(accept(made['code'], 'mix@acme.example', company=None).status, 201)


def test_it_is_renewed():
    made = invited('renew@acme.example', 'admin')
    age(made['id'])
    reply = ADMIN.post(f'/invitations/{made["id"]}/renew')
    equal((reply.status, reply.json['state']), (200, 'pending'), reply)
    expect(reply.json['code'] != made['code'], 'the same code again')
    expect(reply.json['expires_at'] >= made['expires_at'], reply)
    reply = accept(reply.json['code'], 'renew@acme.example')
    equal((reply.status, reply.json['user']['role']), (201, 'admin'), reply)
    for call in ('post', 'delete'):
        path = f'/invitations/{made["id"]}' + ('/renew' if call == 'post' else '')
        equal(getattr(ADMIN, call)(path).status, 409, 'an accepted one', call)


def test_it_is_revoked():
    made = invited('revoke@acme.example')
    path = f'/invitations/{made["id"]}'
    equal([ADMIN.delete(path).status for _ in range(2)], [204, 204])
    equal(ADMIN.post(path + '/renew').status, 409)
    expect(invited('revoke@acme.example')['id'] != made['id'], 'invited anew')


def test_it_ends_with_who_sent_it():
    """An admin who is shown out has left no door open."""
    for name, change in (('zoe', {'disabled': True}), ('zac', {'role': 'reviewer'})):
        zoe = ACME.hire('Zoe', f'{name}@acme.example', 'admin')
        address = f'mole-of-{name}@acme.example'
        made = invited(address, 'admin', by=zoe)
        others = invited(f'not-of-{name}@acme.example')
        equal(ADMIN.patch(f'/users/{zoe.id}', {'name': 'Zoë'}).status, 200)
        equal(listed(made['id'])['state'], 'pending')
        equal(ADMIN.patch(f'/users/{zoe.id}', change).status, 200)
        equal(accept(made['code'], address).status, 403, change)
        equal(listed(made['id'])['state'], 'revoked', change)
        equal(listed(others['id'])['state'], 'pending', 'another sent that one')
        equal(invite(address).status, 201, 'who was invited by nobody may be invited anew')


def test_one_waits_for_an_address():
    invited('Wait@acme.example')
    reply = invite('wait@ACME.example', 'admin')
    equal((reply.status, reply.fields), (409, ['email']), reply)
    equal(invite('erna@acme.example').status, 409, 'somebody who is in')
    equal(invite('wait@acme.example', by=STRANGERS.admin).status, 201, 'another company')


def test_a_replay_keeps_the_code_to_itself():
    headers = {'Idempotency-Key': uuid7()}
    first = invite('replay@acme.example', headers=headers)
    again = invite('replay@acme.example', headers=headers)
    equal((first.status, again.status, again.json['id']), (201, 201, first.json['id']), again)
    expect('code' not in again.json, again)
    path = f'/invitations/{first.json["id"]}/renew'
    renewed = ADMIN.post(path, headers={'Idempotency-Key': 'renew-1'})
    replayed = ADMIN.post(path, headers={'Idempotency-Key': 'renew-1'})
    equal((renewed.status, replayed.status), (200, 200))
    expect('code' not in replayed.json, replayed)
    equal(accept(renewed.json['code'], 'replay@acme.example').status, 201, 'renewed twice')


def test_they_come_in_pages():
    ids = [invited(f'page{n}@acme.example')['id'] for n in range(5)]
    seen, cursor = [], ''
    while cursor is not None:
        page = ADMIN.get(f'/invitations?limit=2{cursor}').json
        seen += [item['id'] for item in page['items']]
        cursor = page['next'] and f'&cursor={page["next"]}'
    equal(seen, sorted(seen, reverse=True), 'newest first')
    equal(seen[:5], ids[::-1])
    equal(ADMIN.get('/invitations?cursor=x').fields, ['cursor'])
    equal(ADMIN.get('/invitations?limit=0').fields, ['limit'])


def test_only_the_companys_admins():
    made = invited('only@acme.example')
    path = f'/invitations/{made["id"]}'
    for person, status in ((ERNA, 403), (RITA, 403), (STRANGERS.admin, 404), (Caller(SERVER), 401)):
        equal(person.post(path + '/renew').status, status)
        equal(person.delete(path).status, status)
    for person in (ERNA, RITA):
        equal(person.get('/invitations').status, 403)
        equal(invite('x@acme.example', by=person).status, 403)
    equal(listed(made['id'], by=STRANGERS.admin), None)
    equal(listed(made['id'])['state'], 'pending')


def test_bad_invitations_are_named():
    with Complaints() as complaints:
        for body, field in (
            ({'role': 'employee'}, 'email'),
            ({'email': 'a@acme.example'}, 'role'),
            ({'email': 'a', 'role': 'employee'}, 'email'),
            ({'email': 'a@acme.example', 'role': 'king'}, 'role'),
            ({'email': 'a@acme.example', 'role': 'employee', 'name': ''}, 'name'),
            ({'email': 'a@acme.example', 'role': 'employee', 'code': 'x'}, 'code'),
            ({'email': 'a@acme.example', 'role': 'employee', 'password': PASSWORD}, 'name'),
        ):
            reply = ADMIN.post('/users', body)
            complaints.check(reply.status in (400, 422) and reply.fields == [field], body, reply)
    made = invited('bad@acme.example')
    equal(accept(made['code'], 'bad@acme.example', password='short').fields, ['password'])
    equal(accept(made['code'], 'bad@acme.example').status, 201)


def set_signup(rule):
    body = {
        'signup': rule,
        'proof': {'rule': 'always', 'above': None},
        'limits': [],
        'over_limit': 'warn',
    }
    equal(ADMIN.put('/policy', body, headers={'If-Match': '*'}).status, 200)


def test_a_closed_company_takes_nobody():
    made = invited('late@acme.example')
    set_signup('closed')
    equal(accept(made['code'], 'late@acme.example').status, 403)
    equal(invite('later@acme.example').status, 409)
    equal(ADMIN.post(f'/invitations/{made["id"]}/renew').status, 409)
    set_signup('invite')
    equal(accept(made['code'], 'late@acme.example').status, 201)


def test_a_server_of_this_machine_links_to_itself():
    with Server() as server:
        company = Company(server, 'Acme')
        made = company.admin.post('/users', {'email': 'n@acme.example', 'role': 'employee'}).json
        equal(made['link'], f'http://127.0.0.1:{server.port}/join#{made["code"]}')


run('invitations', globals())
