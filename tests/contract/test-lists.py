# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of expenses: filters, search, order and pages."""
import random
from company import Company
from outlayd import Server
from tap import Complaints, equal, expect, one_of, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ERNA, RITA = ACME.employee, ACME.reviewer
EMMA = ACME.hire('Emma', 'emma@acme.example', 'employee')
STRANGERS = Company(SERVER, 'Zeppelin')


def brief(person=ERNA, **changes):
    return person.content(**({'proofs': []} | changes))


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
            category=chance.choice(categories),
            note=f'note{number} {chance.choice(("train", "plane"))}',
            proofs=[proof],
        )
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
        '&merchant=Bakery%20M%C3%BCller': lambda row: 'Bakery' in row['merchant'],
        '&merchant=Bakery': lambda row: False,
        '&merchant=bakery%20m%C3%BCller': lambda row: False,
        '&merchant=': lambda row: False,
        '&merchant=O%27Neill%20100%25&state=submitted&sort=-amount': lambda row: (
            'Neill' in row['merchant'] and row['state'] == 'submitted'
        ),
        '&state=submitted&min=250&from=2026-10-01&q=train': lambda row: (
            row['state'] == 'submitted'
            and row['amount']['minor'] >= 250
            and row['day'] >= '2026-10-01'
            and 'train' in row['note']
        ),
    }
    with Complaints() as complaints:
        for query, fits in cases.items():
            wanted = sorted(row['id'] for row in every if fits(row))
            seen = sorted(listed(query))
            complaints.check(seen == wanted, f'{query}: wanted {len(wanted)}, got {len(seen)}')


def test_search_takes_any_text():
    filled()
    for text in (
        '%25',
        '_',
        '"',
        "'",
        '*',
        'AND',
        'NOT%20x',
        '(',
        ')',
        'a:b',
        '-',
        '^',
        '%00',
        '%F0%9F%A7%BE',
        'x' * 200,
        '%20',
        'NEAR(a%20b)',
        'merchant:x',
        '+',
        '{',
        '%5C',
    ):
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
    cases = {
        'limit': ('0', '-1', '201', 'x', '1.5', '99999999999999999999', ''),
        'state': ('paid', 'Draft', 'draft,paid'),
        'sort': ('merchant;drop', '--day', 'DAY'),
        'from': ('yesterday', '2026-02-30', '2026-13-01', '0000-00-00', '2026-1-1'),
        'to': ('2026-02-29', '20261001'),
        'min': ('x', '1e3', '9223372036854775808', '1.0'),
        'max': ('x', '-'),
        'category': ('x',),
        'owner': ('x',),
        'cursor': ('x', 'A' * 1000, '../..', other + 'x', other[:-2]),
    }
    with Complaints() as complaints:
        for name, values in cases.items():
            for value in values:
                reply = EMMA.get(f'/expenses?{name}={value}')
                complaints.check(
                    reply.status == 400 and name in reply.fields, f'{name}={value[:40]}', reply
                )
        for query in ('nonsense=1', 'limit=5&limit=6', 'state=draft&state=approved'):
            reply = EMMA.get('/expenses?' + query)
            complaints.check(
                reply.status in (200, 400) if 'state' in query else reply.status == 400,
                query,
                reply,
            )
        reply = EMMA.get(f'/expenses?sort=day&cursor={other}')
        complaints.check(reply.status == 400, 'a cursor of another order', reply)


def test_default_limit_is_at_most_200():
    filled()
    for _ in range(50):
        ERNA.create(brief())
    page = ERNA.get('/expenses').json
    expect(0 < len(page['items']) <= 200, len(page['items']))


run('lists', globals())
