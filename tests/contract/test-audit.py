# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit: what is written down, for whom, in what order, and that nobody can take it back."""
import time

from client import Caller, sign_in, uuid7
from company import Company, Person, today
from outlayd import PASSWORD, Server, command
from tap import Complaints, equal, expect, run

SERVER = Server('--public-url=https://outlay.example.com')
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ADMIN, ERNA, RITA = ACME.admin, ACME.employee, ACME.reviewer
STRANGERS = Company(SERVER, 'Zeppelin')
MEMBERS = {'kind', 'seq', 'at', 'actor', 'person', 'expense', 'session', 'remote', 'detail'}


def read(query='', by=ADMIN):
    reply = by.get(f'/audit?limit=200{query}')
    equal(reply.status, 200, reply)
    return reply.json['items']


def newest(kind, by=ADMIN):
    return next(iter(read(f'&kind={kind}', by)), None)


def wait_for(kind, count):
    """What is written behind an answer is there soon."""
    for _ in range(100):
        items = read(f'&kind={kind}')
        if len(items) >= count:
            return items
        time.sleep(0.05)
    raise AssertionError(f'{len(items)} of {count} {kind}')


def who(person):
    return {'id': person.id, 'name': person.name}


def test_only_admins_read_it():
    for person in (ERNA, RITA):
        equal(person.get('/audit').status, 403)
    equal(Caller(SERVER).get('/audit').status, 401)
    items = read()
    expect(all(set(item) == MEMBERS for item in items), items)
    ids = {part['id'] for item in items for part in (item['actor'], item['person']) if part}
    expect(STRANGERS.admin.id not in ids, 'another company is in it')
    expect(newest('company_founded')['actor'] == who(ADMIN), items)


def test_signing_in_and_out():
    session = sign_in(SERVER, 'erna@acme.example')
    item = newest('sign_in')
    equal((item['actor'], item['person'], item['remote']), (who(ERNA), who(ERNA), '127.0.0.1'))
    expect(item['session'], item)
    token = Caller(SERVER, session['access_token'])
    equal(token.post('/auth/logout', {'refresh_token': session['refresh_token']}).status, 204)
    equal((newest('sign_out')['actor'], newest('sign_out')['session']), (who(ERNA), item['session']))
    equal(len(read('&kind=sign_out')), 1, 'one end is told twice')


def test_failures():
    before = len(read('&kind=sign_in_failed'))
    for email in ('rita@acme.example', 'nobody@acme.example', 'RITA@acme.example'):
        body = {'email': email, 'password': 'not the password'}
        equal(Caller(SERVER).post('/auth/login', body).status, 401)
    items = wait_for('sign_in_failed', before + 2)
    equal(len(items), before + 2)
    equal((items[0]['actor'], items[0]['person']), (None, who(RITA)))
    equal(items[0]['remote'], '127.0.0.1')


def test_a_token_that_comes_back():
    session = sign_in(SERVER, 'rita@acme.example')
    first = session['refresh_token']
    token = first
    for _ in range(2):
        token = Caller(SERVER).post('/auth/refresh', {'refresh_token': token}).json['refresh_token']
    equal(Caller(SERVER).post('/auth/refresh', {'refresh_token': first}).status, 401)
    item = newest('refresh_reuse')
    equal((item['actor'], item['person']), (None, who(RITA)))
    expect(item['session'], item)


def test_people_and_invitations():
    made = ADMIN.post('/users', {'email': 'nora@acme.example', 'role': 'employee'}).json
    equal(newest('invited')['detail'], {'email': 'nora@acme.example', 'role': 'employee'})
    equal(newest('invited')['actor'], who(ADMIN))
    renewed = ADMIN.post(f'/invitations/{made["id"]}/renew').json
    equal(newest('invitation_renewed')['actor'], who(ADMIN))
    reply = Caller(SERVER).post(
        '/auth/signup',
        {
            'invite': renewed['code'],
            'name': 'Nora',
            'email': 'nora@acme.example',
            'password': PASSWORD,
        },
    )
    nora = Person(SERVER, reply.json)
    item = newest('invitation_accepted')
    equal((item['actor'], item['detail']['email']), (who(nora), 'nora@acme.example'))

    other = ADMIN.post('/users', {'email': 'omar@acme.example', 'role': 'admin'}).json
    equal(ADMIN.delete(f'/invitations/{other["id"]}').status, 204)
    equal(newest('invitation_revoked')['detail']['email'], 'omar@acme.example')

    path = f'/users/{nora.id}'
    for body, kind in (
        ({'role': 'reviewer'}, 'role_changed'),
        ({'name': 'Nora N.'}, 'user_changed'),
        ({'disabled': True}, 'user_disabled'),
        ({'disabled': False}, 'user_enabled'),
    ):
        equal(ADMIN.patch(path, body, headers={'If-Match': '*'}).status, 200)
        item = newest(kind)
        equal((item['actor'], item['person']['id']), (who(ADMIN), nora.id), kind)
        for name, value in body.items():
            equal(item['detail']['to'][name], value, kind)
            expect(item['detail']['from'][name] != value, kind, item)

    SERVER.add_user('Acme', 'cleo@acme.example', 'Cleo', 'employee')
    item = newest('user_added')
    equal((item['actor'], item['remote'], item['person']['name']), (None, None, 'Cleo'))

    hired = ACME.hire('Hal', 'hal@acme.example', 'employee')
    item = newest('user_added')
    equal((item['actor'], item['person']), (who(ADMIN), who(hired)))


def test_the_policy_old_and_new():
    old = ADMIN.get('/policy').json
    body = {
        'signup': 'closed',
        'proof': {'rule': 'never', 'above': None},
        'limits': [{'category': ERNA.category, 'most': {'minor': 5, 'currency': 'EUR'}}],
        'over_limit': 'warn',
    }
    new = ADMIN.put('/policy', body, headers={'If-Match': '*'}).json
    item = newest('policy_changed')
    equal((item['detail'], item['actor']), ({'from': old, 'to': new}, who(ADMIN)))


def test_what_is_done_to_expenses_is_along_with_it():
    rejected = ACME.bring(ERNA, 'rejected')
    items = read('&kind=expense')
    mine = [item for item in items if item['expense'] == rejected['id']]
    equal([item['detail']['action'] for item in mine], ['reject', 'submit'])
    equal((mine[0]['actor'], mine[1]['actor']), (who(RITA), who(ERNA)))
    equal(mine[0]['detail']['reason'], 'The total cannot be read.')
    expect(all(item['kind'] == 'expense' for item in items), items)
    expect(all(item['kind'] != 'expense' for item in read('&kind=security')))
    everything = read()
    equal(everything, sorted(everything, key=lambda item: item['at'], reverse=True), 'not in order')
    expect({'expense', 'sign_in'} <= {item['kind'] for item in everything})


def test_it_comes_in_pages():
    for _ in range(3):
        ACME.bring(ERNA, 'approved')
        sign_in(SERVER, 'erna@acme.example')
    for query in ('', '&kind=expense', '&kind=security', f'&person={ERNA.id}'):
        whole = read(query)
        for size in (1, 2, 7):
            seen, cursor = [], ''
            while cursor is not None:
                page = ADMIN.get(f'/audit?limit={size}{query}{cursor}').json
                expect(len(page['items']) <= size, page)
                seen += page['items']
                cursor = page['next'] and f'&cursor={page["next"]}'
            equal(seen, whole, query, size)


def test_rows_of_one_moment_come_once():
    moment = SERVER.sql('SELECT max(at) FROM audit')[0][0]
    for table in ('event', 'audit'):
        SERVER.sql(
            f'CREATE TABLE kept_{table} AS SELECT company, seq, at FROM {table}',
            f'UPDATE {table} SET at = {moment}',
        )
    seen, cursor = [], ''
    while cursor is not None:
        page = ADMIN.get(f'/audit?limit=3{cursor}').json
        seen += [(item['kind'] == 'expense', item['seq']) for item in page['items']]
        cursor = page['next'] and f'&cursor={page["next"]}'
    equal(len(seen), len(set(seen)), 'a row came twice')
    equal(len(seen), len(read('&kind=expense')) + len(read('&kind=security')))
    expect(len(seen) > 20, seen)
    for table in ('event', 'audit'):
        SERVER.sql(
            f'UPDATE {table} SET at = (SELECT k.at FROM kept_{table} k'
            f' WHERE k.company = {table}.company AND k.seq = {table}.seq)',
            f'DROP TABLE kept_{table}',
        )


def test_by_person_and_day():
    for item in read(f'&person={RITA.id}'):
        expect(RITA.id in [part['id'] for part in (item['actor'], item['person']) if part], item)
    expect(any(item['kind'] == 'expense' for item in read(f'&person={RITA.id}')))
    equal(read(f'&person={uuid7()}'), [])
    whole = read()
    equal(read(f'&from={today(-1)}&to={today(1)}'), whole)
    equal(read(f'&to={today(-2)}'), [])
    equal(read(f'&from={today(2)}'), [])


def test_bad_questions_are_named():
    with Complaints() as complaints:
        for query, field in (
            ('kind=', 'kind'),
            ('kind=DROP', 'kind'),
            ('kind=' + 'x' * 40, 'kind'),
            ('person=erna', 'person'),
            ('from=yesterday', 'from'),
            ('to=2026-02-30', 'to'),
            ('cursor=', 'cursor'),
            ('cursor=x1-1', 'cursor'),
            ('cursor=e1', 'cursor'),
            ('cursor=e1-0', 'cursor'),
            ('cursor=e-1-1', 'cursor'),
            ('cursor=e99999999999999999999-1', 'cursor'),
            ('limit=201', 'limit'),
            ('nonsense=1', 'nonsense'),
        ):
            reply = ADMIN.get(f'/audit?{query}')
            complaints.check(reply.status == 400 and reply.fields == [field], query, reply)
    equal(read('&kind=never_heard_of'), [])


def test_it_holds_no_secret():
    session = sign_in(SERVER, 'rita@acme.example')
    made = STRANGERS.admin.post('/users', {'email': 'n@zeppelin.example', 'role': 'admin'}).json
    text = '\n'.join(str(read(by=by)) for by in (ADMIN, STRANGERS.admin))
    for secret in (PASSWORD, session['refresh_token'], session['access_token'], made['code']):
        expect(secret not in text, 'a secret is in the audit')
    expect('$2' not in text, 'a hash is in the audit')


def check():
    done = command('check', f'--database={SERVER.database}', *SERVER.folders())
    return done.returncode, done.stderr


def test_check_notices_whoever_meddles():
    equal(check(), (0, ''))
    last = 'seq = (SELECT max(seq) FROM audit b WHERE b.company = audit.company)'
    middle = 'seq = 3'
    with Complaints() as complaints:
        for name, sql in {
            'changed': f"UPDATE audit SET kind = 'sign_in' WHERE {middle} AND kind <> 'sign_in'",
            'another actor': f'UPDATE audit SET actor = NULL WHERE {middle}',
            'another time': f'UPDATE audit SET at = at + 1 WHERE {middle}',
            'another address': f"UPDATE audit SET remote = '192.0.2.7' WHERE {middle}",
            'another detail': f"UPDATE audit SET detail = '{{}}' WHERE {middle}",
            'dropped': f'DELETE FROM audit WHERE {middle}',
            'the last dropped': f'DELETE FROM audit WHERE {last}',
            'another kind': 'UPDATE audit SET kind = (SELECT b.kind FROM audit b WHERE b.company ='
            ' audit.company AND b.seq = 1) WHERE seq = 2',
            'moved': 'UPDATE audit SET seq = seq + 1000000 WHERE seq = 2',
            'added': "INSERT INTO audit SELECT company, seq + 1, at, 'sign_out', actor, person,"
            f' session, remote, detail, hash FROM audit WHERE {last}',
            'without a hash': f"UPDATE audit SET hash = '' WHERE {middle}",
            'no end': 'DELETE FROM audit_chain',
            'all dropped': 'DELETE FROM audit',
        }.items():
            SERVER.sql(
                'CREATE TABLE kept AS SELECT * FROM audit',
                'CREATE TABLE kept_chain AS SELECT * FROM audit_chain',
                sql,
            )
            status, message = check()
            complaints.check(status == 1 and 'audit entry' in message, name, status, message)
            SERVER.sql(
                'DELETE FROM audit',
                'INSERT INTO audit SELECT * FROM kept',
                'DROP TABLE kept',
                'DELETE FROM audit_chain',
                'INSERT INTO audit_chain SELECT * FROM kept_chain',
                'DROP TABLE kept_chain',
            )
    equal(check(), (0, ''))


def test_rows_from_before_the_chain_become_its_beginning():
    """As a database has them that was made by the program before."""
    SERVER.sql("UPDATE audit SET hash = ''", "UPDATE audit_chain SET hash = ''")
    equal(check(), (0, ''))
    expect(read(), 'they are not read')
    sign_in(SERVER, 'erna@acme.example')
    equal(check(), (0, ''))
    bare = SERVER.sql(
        "SELECT count(*) FROM audit WHERE hash = '' AND company ="
        f" (SELECT company FROM person WHERE id = '{ERNA.id}')"
    )
    equal(bare, [['0']])
    SERVER.sql("UPDATE audit SET remote = '192.0.2.7' WHERE seq = 1")
    equal(check()[0], 1, 'the oldest row was changed')


run('audit', globals())
