# SPDX-License-Identifier: GPL-3.0-or-later
"""One category's expenses given to another: in pieces, while others write, and with all that hangs on it."""
import itertools
import threading
import time

from client import Caller, uuid7
from company import STATES, Company, content_of, today
from outlayd import Server, command
from tap import Complaints, equal, expect, one_of, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ADMIN, ERNA, RITA = ACME.admin, ACME.employee, ACME.reviewer
STRANGERS = Company(SERVER, 'Zeppelin')
NUMBERS = itertools.count(1)
SPAN = f'from={today(-30)}&to={today()}'
AT_ONCE = 500


def make(name=None, by=ADMIN):
    reply = by.post('/categories', {'name': name or f'Category {next(NUMBERS)}'})
    equal(reply.status, 201, reply)
    return reply.json


def move(source, target, by=ADMIN, **more):
    return by.post(f'/categories/{source["id"]}/move', {'to': target['id']}, **more)


def move_all(source, target, by=ADMIN):
    """As a client does it; gives all answers."""
    answers = []
    while not answers or answers[-1]['left']:
        reply = move(source, target, by)
        equal(reply.status, 200, reply)
        answers.append(reply.json)
    return answers


def find(category, by=ADMIN):
    rows = by.get('/categories').json['items']
    return next((row for row in rows if row['id'] == category['id']), None)


def check():
    done = command('check', '--database', SERVER.database, *SERVER.folders())
    equal((done.returncode, done.stderr), (0, ''), done)


def proofs_are(rule, company=ACME):
    policy = company.admin.get('/policy')
    body = {name: policy.json[name] for name in ('signup', 'limits', 'over_limit')}
    body['proof'] = {'rule': rule, 'above': None}
    tag = {'If-Match': policy.header('ETag')}
    equal(company.admin.put('/policy', body, headers=tag).status, 200)


def told(person, scope):
    """What reports say: {category: {state: (count, minor)}}."""
    totals = person.get(f'/reports?scope={scope}&{SPAN}').json['totals']
    return {
        row['category']: {
            one['state']: (one['count'], one['amount']['minor']) for one in row['states']
        }
        for total in totals for row in total['categories']
    }


def added(*many):
    sums = {}
    for states in many:
        for state, (count, minor) in states.items():
            before = sums.get(state, (0, 0))
            sums[state] = (before[0] + count, before[1] + minor)
    return sums


def test_only_admins_do_it():
    source, target = make(), make()
    for person in (ERNA, RITA):
        equal(move(source, target, by=person).status, 403, person.name)
    equal(move(source, target, by=STRANGERS.admin).status, 404)
    equal(move(source, target, by=Caller(SERVER)).status, 401)
    equal(find(source), source, 'nothing has happened')


def test_bad_questions_are_named():
    source, target, archived = make(), make(), make()
    tag = {'If-Match': '*'}
    body = {'name': archived['name'], 'archived': True}
    equal(ADMIN.put(f'/categories/{archived["id"]}', body, headers=tag).status, 200)
    foreign = STRANGERS.admin.get('/categories').json['items'][0]
    cases = (
        ({}, 400), ({'to': None}, 400), ({'to': 5}, 400), ({'to': target['id'], 'limit': 1}, 400),
        ({'to': ''}, 422), ({'to': 'x' * 5000}, 422), ({'to': uuid7()}, 422),
        ({'to': foreign['id']}, 422), ({'to': source['id']}, 422), ({'to': archived['id']}, 422),
    )
    with Complaints() as complaints:
        for body, status in cases:
            reply = ADMIN.post(f'/categories/{source["id"]}/move', body)
            complaints.check(reply.status == status and len(reply.fields) == 1, str(body)[:60], reply)
    equal(ADMIN.post(f'/categories/{uuid7()}/move', {'to': target['id']}).status, 404)
    equal(ADMIN.get(f'/categories/{source["id"]}/move').status, 405)
    equal(find(source), source, 'nothing has happened')


def test_an_empty_one_is_gone_at_once():
    source, target = make(), make()
    equal(move(source, target).json, {'moved': 0, 'left': 0, 'category': None})
    equal((find(source), find(target)), (None, target))
    equal(move(source, target).status, 404)


def test_everything_goes_whatever_its_state():
    source, target = make(), make()
    made = []
    for number, state in enumerate(STATES):
        for category in (source, target):
            amount = {'minor': 10 ** number + (category is source), 'currency': 'EUR'}
            made.append(ACME.bring(ERNA, state, category=category['id'], amount=amount))
    made.append(RITA.draft(category=source['id']))
    mine = [row for row in made if row['category'] == source['id']]
    before = {scope: told(person, scope) for person, scope in ((ERNA, 'me'), (RITA, 'company'))}
    cursor = RITA.get('/changes').json['cursor']
    answer = move(source, target).json
    equal(answer, {'moved': 6, 'left': 0, 'category': None})

    for expense in mine:
        owner = ERNA if expense['owner']['id'] == ERNA.id else RITA
        now = owner.read(expense)
        equal((now['category'], now['revision']), (target['id'], expense['revision'] + 1))
        equal({**now, 'updated_at': '', 'category': '', 'revision': 0},
              {**expense, 'updated_at': '', 'category': '', 'revision': 0})
    for person, scope in ((ERNA, 'me'), (RITA, 'company')):
        after = told(person, scope)
        expect(source['id'] not in after, after)
        equal(after[target['id']], added(before[scope][source['id']], before[scope][target['id']]))
    for person, owner in ((ERNA, 'me'), (RITA, ERNA.id)):
        for query in ('', '&sort=amount', '&q=nero'):
            path = f'/expenses?limit=200&owner={owner}{query}&category='
            equal(person.get(path + source['id']).json['items'], [])
            listed = person.get(path + target['id']).json['items']
            equal(len(listed), 10 if person is ERNA else 8, path)
    changes = RITA.get(f'/changes?since={cursor}&limit=200').json['changes']
    seen = {row['id']: row['data'] for row in changes}
    shared = [row for row in mine if row['state'] != 'draft' or row['owner']['id'] == RITA.id]
    equal({row['id'] for row in shared} | {source['id']}, set(seen))
    equal({seen[row['id']]['category'] for row in shared}, {target['id']})
    equal(seen[source['id']], None)
    entry = ADMIN.get('/audit?kind=category_moved&limit=1').json['items'][0]
    wanted = {name: {'id': one['id'], 'name': one['name']} for name, one in
              (('from', source), ('to', target))}
    equal(entry['detail'], wanted | {'moved': 6, 'left': 0})
    equal(entry['actor']['id'], ADMIN.id)
    tag = {'If-Match': f'"{find(target)["revision"]}"'}
    equal(ADMIN.delete(f'/categories/{target["id"]}', headers=tag).status, 409, 'it is named')
    check()


def test_the_workflow_goes_on():
    source, target = make(), make()
    waiting = ACME.bring(ERNA, 'submitted', category=source['id'])
    approved = ACME.bring(ERNA, 'approved', category=source['id'])
    rejected = ACME.bring(ERNA, 'rejected', category=source['id'])
    steps = [ERNA.events(row) for row in (waiting, approved, rejected)]
    move_all(source, target)
    equal([ERNA.events(row) for row in (waiting, approved, rejected)], steps)
    reply = RITA.act('approve', waiting)
    equal((reply.status, reply.json['current']['category']), (409, target['id']), reply)
    expect('Erna submitted it' in reply.json['detail'], reply)
    RITA.do('approve', reply.json['current'])
    ADMIN.do('reimburse', ERNA.read(approved))
    ERNA.do('resubmit', ERNA.correct(ERNA.read(rejected)))
    check()


def test_limits_and_budgets_go_along():
    company = Company(SERVER, 'Heirs Ltd')
    adam, erna = company.admin, company.employee
    source, target = make(by=adam), make(by=adam)

    def money(minor, currency='EUR'):
        return {'minor': minor, 'currency': currency}

    policy = adam.get('/policy')
    body = {name: policy.json[name] for name in ('signup', 'proof', 'over_limit')}
    body['limits'] = [
        {'category': source['id'], 'most': money(1)},
        {'category': source['id'], 'most': money(2, 'USD')},
        {'category': target['id'], 'most': money(3)},
    ]
    equal(adam.put('/policy', body, headers={'If-Match': policy.header('ETag')}).status, 200)
    items = [
        {'category': None, 'limit': money(9)},
        {'category': source['id'], 'limit': money(4)},
        {'category': source['id'], 'limit': money(5, 'USD')},
    ]
    more = items + [{'category': target['id'], 'limit': money(6)}]
    for person, path, wanted in ((erna, '', items), (adam, '?scope=company', more)):
        reply = person.put(f'/budgets{path}', {'items': wanted}, headers={'If-Match': '*'})
        equal(reply.status, 200, reply)
    tag = company.reviewer.get('/analytics?scope=company').header('ETag')
    cursor = erna.get('/changes').json['cursor']

    equal(move(source, target, by=adam).json['left'], 0)
    limits = erna.get('/policy').json
    equal(limits['limits'], [
        {'category': target['id'], 'most': money(3)}, {'category': target['id'], 'most': money(2, 'USD')}
    ])
    equal(limits['revision'], 3)
    whole = {'category': None, 'limit': money(9)}
    dollars = {'category': target['id'], 'limit': money(5, 'USD')}
    for person, path, minor in ((erna, '', 4), (adam, '?scope=company', 6)):
        budgets = person.get(f'/budgets{path}').json
        euros = {'category': target['id'], 'limit': money(minor)}
        equal((budgets['items'], budgets['revision']), ([whole, euros, dollars], 2), path)
    changes = erna.get(f'/changes?since={cursor}').json['changes']
    equal(sorted(row['type'] for row in changes), ['budget', 'budget', 'category', 'policy'])
    fresh = {'If-None-Match': tag}
    equal(company.reviewer.get('/analytics?scope=company', headers=fresh).status, 200)


def fill(person, category, count):
    """Many drafts of one category, by several hands."""
    content = person.content(category=category['id'], proofs=[])

    def work(share):
        for _ in range(share):
            equal(person.create(content).status, 201)

    threads = [threading.Thread(target=work, args=(count // 4,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def listed(person, category):
    items, path = [], f'/expenses?owner=me&limit=200&category={category["id"]}'
    page = person.get(path).json
    while True:
        items += page['items']
        if not page['next']:
            return items
        page = person.get(f'{path}&cursor={page["next"]}').json


def test_many_go_in_pieces_and_it_may_stop_between():
    source, target, other = make(), make(), make()
    fill(ERNA, source, 2 * AT_ONCE + 20)
    content = ERNA.content(category=source['id'], proofs=[])
    first = move(source, target).json
    equal((first['moved'], first['left']), (AT_ONCE, AT_ONCE + 20))
    archived = find(source)
    equal((first['category'], archived['archived']), (archived, True))
    equal(archived['revision'], source['revision'] + 1)
    equal((len(listed(ERNA, source)), len(listed(ERNA, target))), (AT_ONCE + 20, AT_ONCE))
    check()

    reply = ERNA.create(content)
    equal((reply.status, reply.fields), (422, ['category']), 'nobody names it any more')
    draft = listed(ERNA, source)[0]
    equal(ERNA.replace(draft, content_of(draft) | {'note': 'still here'}).status, 200)
    equal(move(other, source).fields, ['to'], 'it is archived')

    answers = move_all(source, other)
    equal([answer['moved'] for answer in answers], [AT_ONCE, 20], 'to where it is asked then')
    equal(answers[-1], {'moved': 20, 'left': 0, 'category': None})
    equal((len(listed(ERNA, target)), len(listed(ERNA, other)), find(source)),
          (AT_ONCE, AT_ONCE + 20, None))
    equal(listed(ERNA, other)[0]['note'] in ('', 'still here'), True)
    check()


def test_a_key_moves_once():
    source, target = make(), make()
    fill(ERNA, source, AT_ONCE + 4)
    key = {'Idempotency-Key': uuid7()}
    first, again = move(source, target, headers=key), move(source, target, headers=key)
    equal((first.status, first.json['moved'], first.json['left']), (200, AT_ONCE, 4))
    equal((again.status, again.json), (200, first.json))
    equal(len(listed(ERNA, source)), 4, 'not twice')
    equal(move_all(source, target)[-1]['moved'], 4)


def test_it_goes_on_while_others_write():
    """Whoever writes meanwhile is served or told why not, and nothing is left behind or counted wrongly."""
    proofs_are('never')
    source, target = make(), make()
    fill(ERNA, source, AT_ONCE + 100)
    drafts = listed(ERNA, source)
    statuses, stopping = [], threading.Event()

    def write(share):
        content = ERNA.content(category=source['id'], proofs=[])
        for number, draft in enumerate(share):
            if number % 3 == 0:
                statuses.append(('create', ERNA.create(content).status))
            elif number % 3 == 1:
                statuses.append(('submit', ERNA.act('submit', draft).status))
            else:
                changed = content_of(draft) | {'note': 'changed'}
                statuses.append(('replace', ERNA.replace(draft, changed).status))
            if stopping.is_set():
                return

    threads = [threading.Thread(target=write, args=(drafts[n::4],)) for n in range(4)]
    for thread in threads:
        thread.start()
    answers = []
    while len(statuses) < 40:
        time.sleep(0.001)
    while find(source):
        reply = move(source, target)
        equal(reply.status, 200, reply)
        answers.append(reply.json)
    stopping.set()
    for thread in threads:
        thread.join()

    for what in ('create', 'submit', 'replace'):
        expect((what, 201 if what == 'create' else 200) in statuses, what, statuses)
    allowed = {'create': (201, 422), 'submit': (200, 409), 'replace': (200, 412, 422)}
    for what, status in statuses:
        one_of(status, allowed[what], what)
    made = sum(1 for what, status in statuses if (what, status) == ('create', 201))
    equal(sum(answer['moved'] for answer in answers), AT_ONCE + 100 + made)
    equal((listed(ERNA, source), len(listed(ERNA, target))), ([], AT_ONCE + 100 + made))
    check()
    proofs_are('always')


run('category-move', globals())
