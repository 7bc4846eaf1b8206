# SPDX-License-Identifier: GPL-3.0-or-later
"""Budgets: one's own and the company's, who may set them, and how they stand in a month."""
import datetime
import threading

from client import Caller, uuid7
from company import Company, today
from outlayd import Server, command
from tap import Complaints, equal, expect, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ADMIN, ERNA, RITA = ACME.admin, ACME.employee, ACME.reviewer
STRANGERS = Company(SERVER, 'Zeppelin')
MINE, OURS = '/budgets', '/budgets?scope=company'
NEVER = {'items': [], 'next': None, 'revision': 0, 'updated_at': None}


def item(minor, category=None, currency='EUR'):
    return {'category': category, 'limit': {'minor': minor, 'currency': currency}}


def put(person, items, path=MINE, tag=None, **headers):
    tag = tag or person.get(path).header('ETag')
    return person.put(path, {'items': items}, headers={'If-Match': tag} | headers)


def must(person, items, path=MINE):
    reply = put(person, items, path)
    equal(reply.status, 200, reply)
    return reply.json


def categories(person=ADMIN):
    return [row['id'] for row in person.get('/categories').json['items']]


def make_category(name):
    reply = ADMIN.post('/categories', {'name': name})
    equal(reply.status, 201, reply)
    return reply.json


def drop_category(category):
    tag = {'If-Match': f'"{category["revision"]}"'}
    equal(ADMIN.delete(f'/categories/{category["id"]}', headers=tag).status, 204)


def test_at_first_there_are_none():
    for person in (ERNA, RITA, ADMIN):
        for path, scope in ((MINE, 'me'), ('/budgets?scope=me', 'me'), (OURS, 'company')):
            reply = person.get(path)
            equal((reply.status, reply.header('ETag')), (200, '"0"'), path, reply)
            equal(reply.json, {'scope': scope} | NEVER)
            equal(person.get(path, headers={'If-None-Match': '"0"'}).status, 304)
    equal(Caller(SERVER).get(MINE).status, 401)
    equal(ERNA.get('/budgets?scope=everybody').fields, ['scope'])


def test_ones_own_are_ones_own():
    travel, meals = categories()[:2]
    made = must(ERNA, [item(20000, meals), item(100000), item(5000, travel, 'USD'), item(4000, travel)])
    equal((made['scope'], made['revision']), ('me', 1))
    expect(made['updated_at'], made)
    equal(made['items'], [item(100000), item(4000, travel), item(5000, travel, 'USD'), item(20000, meals)])
    equal(ERNA.get(MINE).json, made)
    for person in (RITA, ADMIN, STRANGERS.employee):
        equal(person.get(MINE).json['items'], [], 'they see their own')
        equal(person.get(OURS).json['items'], [])
    equal(must(ERNA, [])['revision'], 2)


def test_the_companys_are_the_admins_to_set():
    for person in (ERNA, RITA):
        equal(put(person, [item(1)], OURS).status, 403)
    equal(ADMIN.put(OURS, {'items': []}).status, 428)
    made = must(ADMIN, [item(500000), item(70000, categories()[1])], OURS)
    equal((made['scope'], made['revision']), ('company', 1))
    for person in (ERNA, RITA, ADMIN):
        reply = person.get(OURS)
        equal((reply.json, reply.header('ETag')), (made, '"1"'))
    equal(STRANGERS.admin.get(OURS).json['revision'], 0)
    entry = ADMIN.get('/audit?kind=budgets_changed').json['items']
    equal(len(entry), 1)
    equal((entry[0]['actor']['id'], entry[0]['detail']['to']), (ADMIN.id, made), entry)
    equal(entry[0]['detail']['from']['items'], [])
    must(ADMIN, [item(9)])
    equal(len(ADMIN.get('/audit?kind=budgets_changed').json['items']), 1, 'not of their own')


def test_two_devices_at_once():
    tag = ERNA.get(MINE).header('ETag')
    replies = []

    def write(minor):
        replies.append(put(ERNA, [item(minor)], tag=tag))

    threads = [threading.Thread(target=write, args=(100 + n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    equal(sorted(reply.status for reply in replies), [200] + [412] * 7)
    now = ERNA.get(MINE).json
    for reply in replies:
        if reply.status == 412:
            equal(reply.json['current'], now)
            equal(reply.header('ETag'), f'"{now["revision"]}"')


def test_a_key_writes_once():
    tag = ERNA.get(MINE).header('ETag')
    key = {'Idempotency-Key': uuid7()}
    first = put(ERNA, [item(777)], tag=tag, **key)
    again = put(ERNA, [item(777)], tag=tag, **key)
    equal((first.status, again.status, again.json), (200, 200, first.json))
    equal(again.header('ETag'), first.header('ETag'))
    equal(put(ERNA, [item(778)], tag=tag, **key).status, 422)


def test_bad_budgets_are_named():
    before = ERNA.get(MINE).json
    mine = categories()[0]
    other = categories(STRANGERS.admin)[0]
    cases = (
        ({}, 'items'),
        ({'items': None}, 'items'),
        ({'items': [1]}, 'items'),
        ({'items': [], 'revision': 1}, 'revision'),
        ({'items': [], 'scope': 'me'}, 'scope'),
        ({'items': [{'category': None}]}, 'items[0].limit'),
        ({'items': [{'limit': {'minor': 1, 'currency': 'EUR'}}]}, 'items[0].category'),
        ({'items': [item(1) | {'spent': 1}]}, 'items[0].spent'),
        ({'items': [item(0)]}, 'items[0].limit.minor'),
        ({'items': [item(-1)]}, 'items[0].limit.minor'),
        ({'items': [item(10**15 + 1)]}, 'items[0].limit.minor'),
        ({'items': [item(1.5)]}, 'items[0].limit.minor'),
        ({'items': [item(1, currency='ABC')]}, 'items[0].limit.currency'),
        ({'items': [item(1, currency='EURO')]}, 'items[0].limit.currency'),
        ({'items': [item(1, currency='=EUR')]}, 'items[0].limit.currency'),
        ({'items': [item(1), item(2)]}, 'items[1].category'),
        ({'items': [item(1, mine), item(2, mine)]}, 'items[1].category'),
        ({'items': [item(1, other)]}, 'items[0].category'),
        ({'items': [item(1, '')]}, 'items[0].category'),
        ({'items': [item(1, 'x' * 5000)]}, 'items[0].category'),
        ({'items': [item(1, 7)]}, 'items[0].category'),
        ({'items': [item(1)] * 201}, 'items'),
    )
    with Complaints() as complaints:
        for body, field in cases:
            reply = ERNA.put(MINE, body, headers={'If-Match': '*'})
            complaints.check(
                reply.status in (400, 422) and field in reply.fields, str(body)[:80], field, reply
            )
    equal(ERNA.put('/budgets?scope=us', {'items': []}, headers={'If-Match': '*'}).status, 400)
    equal(ERNA.get(MINE).json, before)


def changes_since(person, cursor):
    return person.get(f'/changes?since={cursor}').json['changes']


def test_the_feed_tells_them():
    cursors = {person: person.get('/changes').json['cursor'] for person in (ERNA, RITA, ADMIN)}
    foreign = STRANGERS.admin.get('/changes').json['cursor']
    must(ERNA, [item(1)])
    mine = must(ERNA, [item(123)])
    ours = must(ADMIN, [item(456)], OURS)
    for person, cursor in cursors.items():
        seen = [(row['type'], row['data']) for row in changes_since(person, cursor)]
        wanted = ([('budget', mine)] if person is ERNA else []) + [('budget', ours)]
        equal(seen, wanted, person.name)
    ids = {row['id'] for row in changes_since(ERNA, cursors[ERNA])}
    company = ERNA.get('/me').json['company']['id']
    equal(ids, {ERNA.id, company})
    equal(changes_since(STRANGERS.admin, foreign), [])


def test_a_budget_ends_with_its_category():
    category = make_category('Brief')
    mine = must(ERNA, [item(5), item(6, category['id'])])
    ours = must(ADMIN, [item(7, category['id'])], OURS)
    cursor = ERNA.get('/changes').json['cursor']
    drop_category(category)
    for person, path, before, items in ((ERNA, MINE, mine, [item(5)]), (ADMIN, OURS, ours, [])):
        reply = person.get(path, headers={'If-None-Match': f'"{before["revision"]}"'})
        equal((reply.status, reply.json['items'], reply.json['revision']),
              (200, items, before['revision'] + 1))
    equal(sorted(row['type'] for row in changes_since(ERNA, cursor)), ['budget', 'budget', 'category'])


def standing(person, scope, to=today()):
    reply = person.get(f'/analytics?scope={scope}&to={to}')
    equal(reply.status, 200, reply)
    return {
        (row['category'], row['limit']['currency']): tuple(
            row[name]['minor'] for name in ('limit', 'spent', 'committed', 'left')
        )
        for row in reply.json['budgets']
    }


def test_analytics_tell_how_they_stand():
    company = Company(SERVER, 'Standing Ltd')
    erna, rita, adam = company.employee, company.reviewer, company.admin
    travel, meals = categories(adam)[:2]
    equal(erna.get('/analytics').json['budgets'], [])
    day = today()
    first = day[:8] + '01'
    before = (datetime.date.fromisoformat(first) - datetime.timedelta(days=1)).isoformat()
    for state, minor in (
        ('draft', 1), ('submitted', 20), ('approved', 300), ('rejected', 4000), ('reimbursed', 50000),
    ):
        for category in (travel, meals):
            company.bring(erna, state, category=category, day=first,
                          amount={'minor': minor, 'currency': 'EUR'})
    company.bring(erna, 'submitted', category=travel, day=before,
                  amount={'minor': 7, 'currency': 'EUR'})
    company.bring(rita, 'submitted', category=travel, day=first,
                  amount={'minor': 5, 'currency': 'EUR'})
    company.bring(erna, 'submitted', category=travel, day=first,
                  amount={'minor': 99, 'currency': 'USD'})
    tags = {
        (person, scope): person.get(f'/analytics?scope={scope}').header('ETag')
        for person, scope in ((erna, 'me'), (rita, 'company'))
    }
    must(erna, [item(60000, travel), item(100, travel, 'USD'), item(90000)])
    must(adam, [item(50000, travel)], OURS)
    for (person, scope), tag in tags.items():
        reply = person.get(f'/analytics?scope={scope}', headers={'If-None-Match': tag})
        equal(reply.status, 200, scope)
    equal(standing(erna, 'me'), {
        (None, 'EUR'): (90000, 100600, 40, -10640),
        (travel, 'EUR'): (60000, 50300, 20, 9680),
        (travel, 'USD'): (100, 0, 99, 1),
    })
    equal(standing(rita, 'company'), {(travel, 'EUR'): (50000, 50300, 25, -325)})
    equal(standing(erna, 'me', before)[travel, 'EUR'], (60000, 0, 7, 59993))
    equal(rita.get('/analytics').json['budgets'], [], 'her own')


def test_the_database_is_whole():
    done = command('check', '--database', SERVER.database, *SERVER.folders())
    equal((done.returncode, done.stderr), (0, ''), done)


run('budgets', globals())
