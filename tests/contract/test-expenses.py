# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading, writing, deleting and listing expenses: preconditions, keys, filters, order and pages."""
import random
import threading

from client import Caller, uuid7
from company import Company, content_of, etag, today
from outlayd import Server
from tap import Complaints, equal, expect, one_of, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ERNA, RITA = ACME.employee, ACME.reviewer
EMIL = ACME.hire('Emil', 'emil@acme.example', 'employee')
EMMA = ACME.hire('Emma', 'emma@acme.example', 'employee')
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
    equal((made['id'], made['revision'], made['state'], content_of(made)), (identity, 1, 'draft', content))
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
    equal((stale.status, stale.json['current'], stale.header('ETag')), (412, changed.json, '"2"'), stale)
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
        equal(RITA.get('/expenses?limit=5', headers={'If-None-Match': tag}).status, 200, 'another\'s list')
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
        threads.append(threading.Thread(target=lambda: replies.append(
            ERNA.create(content, identity, {'Idempotency-Key': 'race-' + identity}))))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    statuses = sorted(reply.status for reply in replies)
    expect(set(statuses) <= {201, 409} and 201 in statuses, statuses)
    equal(len({reply.body for reply in replies if reply.status == 201}), 1)
    equal(ERNA.get(f'/expenses/{identity}').json['revision'], 1)


def test_ids_are_uuids():
    for identity in ('x', '0', '1' * 36, uuid7() + '0',
                     uuid7().replace('-', ''), '{' + uuid7()[1:]):
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


def fill():
    """Sixty of Emma's, of every kind, for the lists."""
    chance = random.Random(7)
    categories = [row['id'] for row in EMMA.get('/categories').json['items'][:3]]
    made = []
    proof = EMMA.upload()
    for number in range(60):
        content = EMMA.content(
            merchant=chance.choice(('Bakery Müller', 'Taxi Łódź', 'O\'Neill 100%', 'Nero_bar')),
            amount={'minor': chance.choice((100, 250, 250, 99999)), 'currency': 'EUR'},
            day=f'2026-{chance.choice((9, 10)):02}-{chance.randint(1, 30):02}',
            category=chance.choice(categories), note=f'note{number} {chance.choice(("train", "plane"))}',
            proofs=[proof])
        expense = EMMA.create(content).json
        if number % 3 == 0:
            expense = EMMA.do('submit', expense)
        if number % 9 == 0:
            expense = RITA.do('approve', expense)
        made.append(expense)
    return made


FILLED = []


def filled():
    if not FILLED:
        FILLED.extend(fill())
    return FILLED


def listed(query, person=EMMA):
    reply = person.get('/expenses?limit=200' + query)
    equal(reply.status, 200, query, reply)
    expect(set(reply.json) >= {'items', 'next'}, reply)
    return [row['id'] for row in reply.json['items']]


def test_every_filter():
    every = filled()
    categories = sorted({row['category'] for row in every})
    cases = {
        '': lambda row: True,
        '&state=draft': lambda row: row['state'] == 'draft',
        '&state=submitted': lambda row: row['state'] == 'submitted',
        '&state=approved': lambda row: row['state'] == 'approved',
        '&state=rejected': lambda row: False,
        '&state=reimbursed': lambda row: False,
        f'&category={categories[0]}': lambda row: row['category'] == categories[0],
        f'&owner={EMMA.id}': lambda row: True,
        f'&owner={ERNA.id}': lambda row: False,
        '&from=2026-10-01': lambda row: row['day'] >= '2026-10-01',
        '&to=2026-09-30': lambda row: row['day'] <= '2026-09-30',
        '&from=2026-09-10&to=2026-09-10': lambda row: row['day'] == '2026-09-10',
        '&min=250': lambda row: row['amount']['minor'] >= 250,
        '&max=250': lambda row: row['amount']['minor'] <= 250,
        '&min=101&max=249': lambda row: False,
        '&q=bakery': lambda row: 'Bakery' in row['merchant'],
        '&q=m%C3%BCller': lambda row: 'Bakery' in row['merchant'],
        '&q=M%C3%9CLLER': lambda row: 'Bakery' in row['merchant'],
        '&q=%C5%82%C3%B3d%C5%BA': lambda row: 'Taxi' in row['merchant'],
        '&q=plane': lambda row: 'plane' in row['note'],
        '&q=note7': lambda row: row['note'].startswith('note7 '),
        '&state=submitted&min=250&from=2026-10-01&q=train': lambda row: (
            row['state'] == 'submitted' and row['amount']['minor'] >= 250 and
            row['day'] >= '2026-10-01' and 'train' in row['note']),
    }
    with Complaints() as complaints:
        for query, fits in cases.items():
            wanted = sorted(row['id'] for row in every if fits(row))
            seen = sorted(listed(query))
            complaints.check(seen == wanted, f'{query}: wanted {len(wanted)}, got {len(seen)}')


def test_search_takes_any_text():
    filled()
    for text in ('%25', '_', '"', "'", '*', 'AND', 'NOT%20x', '(', ')', 'a:b', '-', '^', '%00', '%F0%9F%A7%BE',
                 'x' * 200, '%20', 'NEAR(a%20b)', 'merchant:x', '+', '{', '%5C'):
        reply = EMMA.get('/expenses?limit=200&q=' + text)
        one_of(reply.status, (200, 400), text, reply)
    equal(EMMA.get('/expenses?q=%FF').status, 400, 'not UTF-8')
    equal(listed('&q=nosuchword'), [])


def test_a_reviewer_sees_what_was_submitted_and_their_own():
    every = filled()
    wanted = sorted(row['id'] for row in every if row['state'] != 'draft')
    equal(sorted(listed(f'&owner={EMMA.id}', RITA)), wanted)
    own = RITA.draft(merchant='Ritas own')
    expect(own['id'] in listed('', RITA), 'the own draft')
    expect(own['id'] not in listed('', ACME.admin))
    equal(listed(f'&owner={EMMA.id}', ERNA), [])
    equal(listed(f'&owner={EMMA.id}', STRANGERS.admin), [])
    expect(not {row['id'] for row in every} & set(listed('', STRANGERS.admin)))


def test_every_order_and_page():
    every = filled()
    keys = {'day': lambda row: row['day'], 'amount': lambda row: row['amount']['minor']}
    for sort in ('day', '-day', 'amount', '-amount'):
        whole = EMMA.get(f'/expenses?limit=200&sort={sort}').json['items']
        values = [keys[sort.lstrip('-')](row) for row in whole]
        equal(values, sorted(values, reverse=sort.startswith('-')), sort)
        for limit in (1, 7, 60):
            pages, cursor = [], ''
            while cursor is not None:
                page = EMMA.get(f'/expenses?limit={limit}&sort={sort}{cursor}').json
                expect(len(page['items']) <= limit, limit)
                pages += page['items']
                cursor = page['next'] and f'&cursor={page["next"]}'
                expect(len(pages) <= len(every), 'pages go on for ever', sort, limit)
            equal([row['id'] for row in pages], [row['id'] for row in whole], sort, limit)
    default = EMMA.get('/expenses?limit=200').json['items']
    days = [row['day'] for row in default]
    equal(days, sorted(days, reverse=True), 'the newest comes first unless told')


def test_paging_meets_no_row_twice_while_others_arrive():
    filled()
    seen, cursor = [], ''
    while cursor is not None:
        page = EMMA.get(f'/expenses?limit=10&to=2026-10-31{cursor}').json
        seen += [row['id'] for row in page['items']]
        cursor = page['next'] and f'&cursor={page["next"]}'
        EMMA.create(brief(EMMA, day='2026-10-31'))
    equal(len(seen), len(set(seen)))
    expect({row['id'] for row in filled()} <= set(seen), 'a row was skipped')


def test_bad_parameters_are_named():
    filled()
    other = EMMA.get('/expenses?limit=1&sort=amount').json['next']
    cases = {'limit': ('0', '-1', '201', 'x', '1.5', '99999999999999999999', ''),
             'state': ('paid', 'Draft', 'draft,paid'), 'sort': ('merchant;drop', '--day', 'DAY'),
             'from': ('yesterday', '2026-02-30', '2026-13-01', '0000-00-00', '2026-1-1'),
             'to': ('2026-02-29', '20261001'), 'min': ('x', '1e3', '9223372036854775808', '1.0'),
             'max': ('x', '-'), 'category': ('x',), 'owner': ('x',),
             'cursor': ('x', 'A' * 1000, '../..', other + 'x', other[:-2])}
    with Complaints() as complaints:
        for name, values in cases.items():
            for value in values:
                reply = EMMA.get(f'/expenses?{name}={value}')
                complaints.check(reply.status == 400 and name in reply.fields, f'{name}={value[:40]}', reply)
        for query in ('nonsense=1', 'limit=5&limit=6', 'state=draft&state=approved'):
            reply = EMMA.get('/expenses?' + query)
            complaints.check(reply.status in (200, 400) if 'state' in query else reply.status == 400, query, reply)
        reply = EMMA.get(f'/expenses?sort=day&cursor={other}')
        complaints.check(reply.status == 400, 'a cursor of another order', reply)


def test_default_limit_is_at_most_200():
    filled()
    for _ in range(50):
        ERNA.create(brief())
    page = ERNA.get('/expenses').json
    expect(0 < len(page['items']) <= 200, len(page['items']))


def test_methods_that_are_not_offered():
    made = ERNA.draft()
    for method, path in (('POST', f'/api/v1/expenses/{made["id"]}'), ('PATCH', f'/api/v1/expenses/{made["id"]}'),
                         ('DELETE', '/api/v1/expenses'), ('PUT', '/api/v1/expenses'), ('POST', '/api/v1/expenses'),
                         ('GET', f'/api/v1/expenses/{made["id"]}/submit'), ('POST', '/healthz')):
        reply = ERNA.send(method, path, {})
        equal(reply.status, 405, method, path, reply)
        expect(reply.header('Allow'), method, path, 'Allow is missing')


def test_head_is_get_without_the_body():
    made = ERNA.draft()
    for path in ('/expenses?limit=3', f'/expenses/{made["id"]}', '/me', '/categories'):
        head, got = ERNA.send('HEAD', '/api/v1' + path), ERNA.get(path)
        equal((head.status, head.body, head.header('Content-Length'), head.header('ETag')),
              (200, b'', str(len(got.body)), got.header('ETag')), path)


def test_paths_are_exact():
    made = ERNA.draft()
    for path in (f'/expenses/{made["id"]}/', f'/expenses//{made["id"]}', f'/expenses/{made["id"]}/nothing',
                 f'/Expenses/{made["id"]}', '/expenses/'):
        equal(ERNA.get(path).status, 404, path)


def test_without_a_token_nothing_is_told():
    made = ERNA.draft()
    nobody = Caller(SERVER)
    for method, path in (('GET', '/expenses'), ('GET', f'/expenses/{made["id"]}'), ('GET', '/me'),
                         ('PUT', f'/expenses/{made["id"]}'), ('DELETE', f'/expenses/{made["id"]}'),
                         ('POST', f'/expenses/{made["id"]}/approve'), ('GET', f'/expenses/{made["id"]}/events'),
                         ('GET', f'/proofs/{PROOF}'), ('PUT', f'/proofs/{PROOF}'), ('GET', '/changes'),
                         ('GET', '/events'), ('GET', '/users'), ('POST', '/users'), ('GET', '/categories'),
                         ('PATCH', f'/users/{ERNA.id}')):
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
