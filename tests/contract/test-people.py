# SPDX-License-Identifier: GPL-3.0-or-later
"""Users and categories, and what the calls of later work answer until then."""
from client import Caller, sign_in, uuid7
from company import Company, Person
from outlayd import CHEAP, PASSWORD, Server, command
from tap import Complaints, equal, expect, one_of, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ADMIN, ERNA, RITA = ACME.admin, ACME.employee, ACME.reviewer
STRANGERS = Company(SERVER, 'Zeppelin')


def user_of(identity, person=ADMIN):
    return next(
        row for row in person.get('/users?limit=200').json['items'] if row['id'] == identity
    )


def change(person, user, body, by=ADMIN):
    return by.patch(f'/users/{user["id"]}', body, headers={'If-Match': f'"{user["revision"]}"'})


def test_only_admins_see_and_make_people():
    for person in (ERNA, RITA):
        equal(person.get('/users').status, 403, person.role)
        equal(
            person.post(
                '/users',
                {'name': 'X', 'email': 'x@acme.example', 'role': 'admin', 'password': PASSWORD},
            ).status,
            403,
            person.role,
        )
        equal(
            person.patch(
                f'/users/{person.id}', {'role': 'admin'}, headers={'If-Match': '"1"'}
            ).status,
            403,
        )
    people = ADMIN.get('/users?limit=200').json['items']
    expect({ADMIN.id, ERNA.id, RITA.id} <= {row['id'] for row in people})
    expect(all('password' not in key for row in people for key in row), people)
    expect(
        not {row['id'] for row in STRANGERS.admin.get('/users').json['items']}
        & {row['id'] for row in people}
    )


def test_a_new_person_can_sign_in():
    reply = ADMIN.post(
        '/users',
        {'name': 'Nora', 'email': 'Nora@Acme.example', 'role': 'reviewer', 'password': PASSWORD},
    )
    equal(reply.status, 201, reply)
    expect(PASSWORD not in reply.body.decode(), reply)
    nora = Person(SERVER, sign_in(SERVER, 'nora@acme.example'))
    equal((nora.id, nora.role), (reply.json['id'], 'reviewer'))


def test_a_department_is_told_where_people_are():
    dana = ACME.hire('Dana', 'dana@acme.example', 'employee')
    cursors = {person: person.get('/changes').json['cursor'] for person in (RITA, dana)}
    user = user_of(dana.id)
    equal((user['department'], dana.get('/me').json['department']), (None, None))
    for department in ('Forschung & Entwicklung', 'S' * 60, None, 'Sales'):
        reply = change(ADMIN, user, {'department': department})
        equal((reply.status, reply.json['department']), (200, department), reply)
        user = user_of(dana.id)
        equal(user, reply.json)
    equal(dana.get('/me').json['department'], 'Sales')
    equal(sign_in(SERVER, 'dana@acme.example')['user']['department'], 'Sales')
    for person, cursor in cursors.items():
        changes = person.get(f'/changes?since={cursor}').json['changes']
        data = [change['data'] for change in changes if change['id'] == dana.id]
        equal(data, [{'id': dana.id, 'name': 'Dana', 'department': 'Sales'}])
    entry = ADMIN.get('/audit?kind=user_changed&limit=1').json['items'][0]
    equal((entry['detail']['from']['department'], entry['detail']['to']['department']),
          (None, 'Sales'), entry)
    for bad in ('', '  ', 'x' * 61, 'a\nb', 5, ['Sales']):
        reply = change(ADMIN, user, {'department': bad})
        equal((reply.status in (400, 422), reply.fields), (True, ['department']), bad, reply)
    equal(change(ADMIN, user, {'name': 'Dana D.'}).json['department'], 'Sales', 'it stays')
    equal(change(ERNA, user, {'department': 'HR'}, by=ERNA).status, 403)


def test_bad_people_are_named():
    good = {'name': 'Bad', 'email': 'bad@acme.example', 'role': 'employee', 'password': PASSWORD}
    cases = {
        'name': ('', 5, None, 'x' * 10000),
        'email': ('x', 5, None, 'erna@acme.example'),
        'role': ('boss', 5, None, 'Admin'),
        'password': ('short', 5, None),
        'nonsense': (1,),
        'id': (uuid7(),),
        'company': ('Zeppelin',),
    }
    with Complaints() as complaints:
        for field, values in cases.items():
            for value in values:
                reply = ADMIN.post('/users', good | {field: value})
                complaints.check(reply.status in (400, 409, 422), field, repr(value)[:30], reply)
                complaints.check(
                    reply.status == 409 or reply.fields == [field], field, repr(value)[:30], reply
                )


def test_a_role_changes_at_once():
    person = ACME.hire('Rob', 'rob@acme.example', 'employee')
    submitted = ACME.bring(ERNA, 'submitted')
    equal(person.get(f'/expenses/{submitted["id"]}').status, 404)
    reply = change(person, user_of(person.id), {'role': 'reviewer'})
    equal((reply.status, reply.json['role']), (200, 'reviewer'), reply)
    fresh = Person(SERVER, sign_in(SERVER, 'rob@acme.example'))
    equal(fresh.get(f'/expenses/{submitted["id"]}').status, 200)
    reply = change(person, reply.json, {'role': 'employee'})
    equal(reply.status, 200, reply)
    equal(fresh.get(f'/expenses/{submitted["id"]}').status, 404, 'an old token still reviews')
    equal(fresh.act('approve', submitted).status, 404)


def test_patch_refuses_what_it_should():
    person = ACME.hire('Pat', 'pat@acme.example', 'employee')
    user = user_of(person.id)
    with Complaints() as complaints:
        for body in (
            {'role': 'boss'},
            {'role': None},
            {'nonsense': 1},
            {'id': 'x'},
            {'name': ''},
            {'disabled': 'yes'},
            {'disabled': 1},
            {'revision': 7},
            [],
            'x',
            5,
        ):
            reply = change(person, user, body)
            complaints.check(reply.status in (400, 422), body, reply)
    equal(user_of(person.id), user)
    equal(change(person, {'id': uuid7(), 'revision': 1}, {'role': 'admin'}).status, 404)
    equal(change(person, user, {'role': 'admin'}, by=STRANGERS.admin).status, 404)
    changed = change(person, user, {'name': 'Patricia'})
    equal((changed.status, changed.json['name']), (200, 'Patricia'), changed)
    stale = change(person, user, {'name': 'Patrick'})
    equal((stale.status, stale.json['current']), (412, changed.json), stale)


def test_the_last_admin_stays():
    admin = user_of(STRANGERS.admin.id, STRANGERS.admin)
    for body in ({'role': 'employee'}, {'disabled': True}):
        reply = change(None, admin, body, by=STRANGERS.admin)
        one_of(reply.status, (403, 409, 422), 'a company without any admin', reply)
    equal(user_of(admin['id'], STRANGERS.admin)['role'], 'admin')


def test_people_come_in_pages():
    seen, cursor = [], ''
    while cursor is not None:
        page = ADMIN.get(f'/users?limit=2{cursor}').json
        seen += [row['id'] for row in page['items']]
        cursor = page['next'] and f'&cursor={page["next"]}'
    equal(sorted(seen), sorted(row['id'] for row in ADMIN.get('/users?limit=200').json['items']))
    equal(len(seen), len(set(seen)))


def test_where_one_is_signed_in():
    person = ACME.hire('Sue', 'sue@acme.example', 'employee')
    devices = [Person(SERVER, sign_in(SERVER, 'sue@acme.example')) for _ in range(3)]
    items = devices[2].get('/sessions').json['items']
    equal([item['is_current'] for item in items], [True, False, False, False], items)
    equal(set(items[0]), {'id', 'created_at', 'used_at', 'expires_at', 'client', 'is_current'})
    expect(not any(item['id'] in str(ERNA.get('/sessions').json) for item in items))

    seen, cursor = [], ''
    while cursor is not None:
        page = devices[2].get(f'/sessions?limit=3{cursor}').json
        seen += [item['id'] for item in page['items']]
        cursor = page['next'] and f'&cursor={page["next"]}'
    equal(seen, [item['id'] for item in items])

    path = f'/sessions/{items[1]["id"]}'
    for other in (ERNA, ADMIN, STRANGERS.admin):
        equal(other.delete(path).status, 404, 'what is not their own')
    equal(devices[2].delete(path).status, 204)
    equal(devices[2].delete(path).status, 404, 'it has ended')
    equal(devices[1].get('/me').status, 401)
    body = {'refresh_token': devices[1].refresh_token}
    equal(Caller(SERVER).post('/auth/refresh', body).status, 401)
    equal((devices[0].get('/me').status, person.get('/me').status), (200, 200))
    equal(devices[2].delete(f'/sessions/{items[0]["id"]}').status, 204, 'the one in hand')
    equal(devices[2].get('/me').status, 401)
    equal(devices[0].get('/sessions?limit=x').fields, ['limit'])
    equal(devices[0].get('/sessions?cursor=x').fields, ['cursor'])


def test_categories_are_there_from_the_start():
    for person in (ERNA, RITA, ADMIN):
        rows = person.get('/categories').json['items']
        expect(len(rows) >= 5 and all(row['id'] and row['name'] for row in rows), rows)
        equal(len({row['name'] for row in rows}), len(rows))


def test_only_admins_change_categories():
    row = ADMIN.get('/categories').json['items'][-1]
    tag = {'If-Match': f'"{row["revision"]}"'}
    for person in (ERNA, RITA):
        equal(person.post('/categories', {'name': 'Mine'}).status, 403)
        equal(person.put(f'/categories/{row["id"]}', {'name': 'Mine'}, headers=tag).status, 403)
        equal(person.delete(f'/categories/{row["id"]}', headers=tag).status, 403)
    for reply in (
        STRANGERS.admin.put(f'/categories/{row["id"]}', {'name': 'Mine'}, headers=tag),
        STRANGERS.admin.delete(f'/categories/{row["id"]}', headers=tag),
    ):
        equal(reply.status, 404, reply)


def test_a_category_from_birth_to_end():
    made = ADMIN.post('/categories', {'name': 'Books'})
    equal(made.status, 201, made)
    row, path = made.json, f'/categories/{made.json["id"]}'
    one_of(ADMIN.post('/categories', {'name': 'Books'}).status, (409, 422), 'the name is taken')
    equal(ADMIN.put(path, {'name': 'Books and maps'}).status, 428)
    put = ADMIN.put(path, {'name': 'Books and maps'}, headers={'If-Match': '"1"'})
    equal((put.status, put.json['name'], put.header('ETag')), (200, 'Books and maps', '"2"'), put)
    stale = ADMIN.put(path, {'name': 'Maps'}, headers={'If-Match': '"1"'})
    equal((stale.status, stale.json['current']), (412, put.json), stale)
    equal(ADMIN.delete(path, headers={'If-Match': '"2"'}).status, 204)
    rows = {r['id']: r for r in ERNA.get('/categories').json['items']}
    expect(row['id'] not in rows or rows[row['id']]['archived'], rows)
    reply = ERNA.create(ERNA.content(category=row['id'], proofs=[]))
    if reply.status == 201:
        reply = ERNA.act('submit', reply.json)
    one_of(reply.status, (400, 422), 'a category that has ended', reply)


def test_a_category_in_use_keeps_its_expenses():
    row = ADMIN.post('/categories', {'name': 'Used'}).json
    expense = ERNA.draft(category=row['id'])
    reply = ADMIN.delete(f'/categories/{row["id"]}', headers={'If-Match': '"1"'})
    one_of(reply.status, (204, 200, 409), reply)
    equal(ERNA.read(expense)['category'], row['id'], 'the expense lost its category')


def test_bad_categories_are_named():
    with Complaints() as complaints:
        for body, field in (
            ({}, 'name'),
            ({'name': ''}, 'name'),
            ({'name': ' '}, 'name'),
            ({'name': 5}, 'name'),
            ({'name': None}, 'name'),
            ({'name': 'x' * 10000}, 'name'),
            ({'name': 'a\0'}, 'name'),
            ({'name': 'Y', 'nonsense': 1}, 'nonsense'),
            ({'name': 'Z', 'id': uuid7()}, 'id'),
            ({'name': 'W', 'icon': 5}, 'icon'),
            ({'name': 'V', 'color': []}, 'color'),
        ):
            reply = ADMIN.post('/categories', body)
            complaints.check(reply.status in (400, 422) and reply.fields == [field], body, reply)


def test_a_category_of_another_company_is_unknown():
    foreign = STRANGERS.admin.get('/categories').json['items'][0]['id']
    for category in (foreign, uuid7(), 'x', '', 5, []):
        reply = ERNA.create(ERNA.content(category=category, proofs=[]))
        one_of(reply.status, (400, 422), category, reply)
        equal(reply.fields, ['category'], category)


def test_healthz_needs_no_token():
    reply = Caller(SERVER).send('GET', '/healthz')
    equal(reply.status, 200, reply)
    one_of(Caller(SERVER).send('HEAD', '/healthz').status, (200, 405))


def test_calls_of_later_work_are_cleanly_absent():
    with Complaints() as complaints:
        for method, path in (
            ('GET', '/favicon.ico'),
            ('GET', '/api/v2/me'),
            ('OPTIONS', '/api/v1/me'),
            ('GET', '/api/v1'),
        ):
            for caller in (ADMIN, Caller(SERVER)):
                reply = caller.send(method, path, {} if method in ('PUT', 'POST') else None)
                complaints.check(
                    reply.status in ((405, 404, 401, 204) if method == 'OPTIONS' else (404, 401)),
                    method,
                    path,
                    reply,
                )


def set_password(email, password):
    return command(
        'user',
        'password',
        CHEAP,
        '--database',
        SERVER.database,
        *SERVER.folders(),
        '--email',
        email,
        stdin=password + '\n',
    )


def test_a_forgotten_password_is_set_anew():
    otti = ACME.hire('Otti', 'otti@acme.example', 'employee')
    another = 'four green boats in the harbour'
    for email, password, status in (
        ('nobody@acme.example', another, 1),
        ('otti@acme.example', 'short', 2),
    ):
        done = set_password(email, password)
        equal((done.returncode, done.stdout), (status, ''), email)
        equal(len(done.stderr.splitlines()), 1, done.stderr)
    equal(otti.get('/me').status, 200, 'nothing has happened yet')

    done = set_password('Otti@acme.example', another)
    equal(done.returncode, 0, done.stderr)
    wrong = Caller(SERVER).post('/auth/login', {'email': 'otti@acme.example', 'password': PASSWORD})
    equal(wrong.status, 401, wrong)
    lost = Caller(SERVER).post('/auth/refresh', {'refresh_token': otti.refresh_token})
    equal(lost.status, 401, 'signed out everywhere')
    equal(sign_in(SERVER, 'otti@acme.example', another)['user']['id'], otti.id)
    rows = ADMIN.get('/audit?kind=password_set').json['items']
    equal([row['person']['id'] for row in rows], [otti.id])
    done = command('check', '--quick', f'--database={SERVER.database}', *SERVER.folders())
    equal(done.returncode, 0, done.stdout, done.stderr)


run('people', globals())
