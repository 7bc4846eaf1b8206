# SPDX-License-Identifier: GPL-3.0-or-later
"""Random histories: all that the summaries tell agrees to the cent with a naive recount of the raw
expenses, and so do the lists behind every number; also after many have written at once, and after a
kill -9 amid of it."""
import datetime
import http.client
import random
import threading
import time

from breakdowns import MEMBERS, Raw, check_dashboard
from company import STATES, Company, content_of, etag, today
from load import check_all
from outlayd import Server, command
from tap import equal, expect, run

LIMITS = [f'--limit-{what}=1000000' for what in ('reads', 'searches', 'writes', 'proofs', 'sign-ins')]
SERVER = Server(*LIMITS)
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
PEOPLE = [ACME.employee, ACME.reviewer, ACME.admin] + [
    ACME.hire(name, f'{name.lower()}@acme.example', role)
    for name, role in (('Emil', 'employee'), ('Enis', 'employee'), ('Rolf', 'reviewer'))
]
PAYERS = [ACME.admin, ACME.hire('Anna', 'anna@acme.example', 'admin')]
PEOPLE.append(PAYERS[1])
PROOFS = {}
DEPARTMENTS = ('Sales', 'Forschung & Entwicklung', '=none', None)
MERCHANTS = ('Café Nero', 'Cafe Nero', 'café nero', 'Taxi "Łódź"', 'A\\B', '%', 'O\'Neill & Söhne', '東京駅')
REASONS = ('Not readable', 'not READABLE!', 'Wrong total', 'Wrong  total.', 'Unlesbar', 'Nö', 'no')
CATEGORIES = [row['id'] for row in ACME.admin.get('/categories').json['items'][:4]] + [None]
DAYS_BACK = 430


def set_up():
    """A home currency, rates of some days and not of others, and departments."""
    policy = ACME.admin.get('/policy')
    body = {name: policy.json[name] for name in ('signup', 'proof', 'limits', 'over_limit')}
    reply = ACME.admin.put(
        '/policy', body | {'currency': 'EUR'}, headers={'If-Match': policy.header('ETag')}
    )
    equal(reply.status, 200, reply)
    rows = [f'{today(-back)},{1 + back / 1000:.4f},{160 - back / 10:.2f},' for back in range(0, 300, 7)]
    path = SERVER.folder / 'rates.csv'
    path.write_text('Date,USD,JPY,\n' + '\n'.join(rows) + '\n')
    done = command('rates', 'import', '--database', SERVER.database, *SERVER.folders(), str(path))
    equal(done.returncode, 0, done)
    for number, person in enumerate(PEOPLE):
        move_to(person, DEPARTMENTS[number % len(DEPARTMENTS)])
        PROOFS[person.id] = person.upload()


def move_to(person, department):
    reply = ACME.admin.patch(f'/users/{person.id}', {'department': department})
    equal(reply.status, 200, reply)


class Writer(threading.Thread):
    """What people do to expenses of one person, at random, until it is enough or the server is gone."""

    def __init__(self, owner, seed, n_steps):
        super().__init__()
        self.owner, self.chance, self.n_steps = owner, random.Random(seed), n_steps
        self.known = pages_of(owner)
        self.wrong = []

    def content(self):
        chance = self.chance
        return self.owner.content(
            merchant=chance.choice(MERCHANTS),
            amount={
                'minor': chance.choice((1, 99, 1250, chance.randint(1, 10**6))),
                'currency': chance.choice(('EUR', 'EUR', 'USD', 'JPY', 'GBP')),
            },
            day=today(-chance.choice((0, 1, 40, chance.randint(0, DAYS_BACK)))),
            category=chance.choice(CATEGORIES[:-1]),
            proofs=[PROOFS[self.owner.id]],
        )

    def decider(self, people):
        return self.chance.choice([person for person in people if person is not self.owner])

    def draft(self, row):
        luck = self.chance.random()
        if luck < 0.1:
            reply = self.owner.delete(f'/expenses/{row["id"]}', headers={'If-Match': etag(row)})
            if reply.status == 204:
                del self.known[row['id']]
            return reply
        if luck < 0.3:
            return self.owner.replace(row, self.content())
        return self.owner.act('submit', row)

    def submitted(self, row):
        luck = self.chance.random()
        if luck < 0.1:
            return self.owner.act('withdraw', row)
        if luck < 0.4:
            reviewer = self.decider([person for person in PEOPLE if person.role != 'employee'])
            return reviewer.act('reject', row, reason=self.chance.choice(REASONS))
        return self.decider([person for person in PEOPLE if person.role != 'employee']).act('approve', row)

    def rejected(self, row):
        if row['reuploads_left'] == 0:
            return None
        content = self.content() if self.chance.random() < 0.5 else content_of(row)
        reply = self.owner.replace(row, content | {'proofs': [self.owner.upload()]})
        if reply.status != 200 or self.chance.random() < 0.3:
            return reply
        return self.owner.act('resubmit', reply.json)

    def approved(self, row):
        if self.chance.random() < 0.2:
            return self.decider([person for person in PEOPLE if person.role != 'employee']).act('reopen', row)
        return self.decider(PAYERS).act('reimburse', row)

    def step(self):
        rows = [row for row in self.known.values() if row['state'] != 'reimbursed']
        if not rows or self.chance.random() < 0.3:
            return self.owner.create(self.content())
        row = self.chance.choice(rows)
        return getattr(self, row['state'])(row)

    def run(self):
        for _ in range(self.n_steps):
            try:
                reply = self.step()
            except (OSError, http.client.HTTPException):
                return
            except Exception as error:  # pylint: disable=broad-except
                self.wrong.append(repr(error))
                return
            if reply is None:
                continue
            if reply.status in (200, 201):
                self.known[reply.json['id']] = reply.json
            elif reply.status not in (204, 409, 412, 422):
                self.wrong.append(str(reply))
                return


def pages_of(person):
    return {row['id']: row for row in Raw(ACME, [person]).expenses}


def write(n_steps, people=None, seed=1):
    """All at once."""
    writers = [Writer(person, f'{seed} {n}', n_steps) for n, person in enumerate(people or PEOPLE)]
    for writer in writers:
        writer.start()
    return writers


def finish(writers):
    for writer in writers:
        writer.join()
        equal(writer.wrong, [])


def ask(person, path):
    reply = person.get(path)
    equal(reply.status, 200, path, reply)
    return reply.json


def spans(chance):
    """Days to ask for: the present month, whole months, years, and odd ends."""
    ends = sorted(chance.sample(range(DAYS_BACK), 2))
    year = datetime.date.today().year
    return (
        f'period=year&from={year}-01-01',
        f'period=year&from={year - 1}-01-01&to={today()}',
        f'period=month&from={today(-ends[1])}&to={today(-ends[0])}',
        f'period=week&from={today(-ends[0] - 33)}&to={today(-ends[0])}',
    )


def check_reports(raw, asker, scope, query, by, top):
    report = ask(asker, f'/reports?{query}&scope={scope}&by={by}&top={top}')
    owner = asker.id if scope == 'me' else None
    for span in [report, *report['periods']]:
        rows = raw.within(span['from'], span['to'], owner)
        raw.check_totals(span['totals'], rows, by, top)
    return report


def check_everything(seed):
    chance = random.Random(seed)
    raw = Raw(ACME, PEOPLE)
    expect(len(raw.expenses) > 100, len(raw.expenses))
    equal({row['state'] for row in raw.expenses}, set(STATES))
    shared = [row for row in raw.expenses if row['state'] != 'draft']
    for currency in ('USD', 'JPY', 'GBP'):
        told = {bool(row['converted']) for row in shared if row['amount']['currency'] == currency}
        equal(told, {False} if currency == 'GBP' else {False, True}, currency)
    for query in spans(chance):
        for by in MEMBERS:
            check_reports(raw, ACME.reviewer, 'company', query, by, chance.choice((1, 3, 20, 200)))
        for by in ('category', 'merchant'):
            check_reports(raw, chance.choice(PEOPLE), 'me', query, by, chance.choice((2, 200)))
    for person, scope in ((ACME.admin, 'company'), (ACME.employee, 'me')):
        analytics = ask(person, f'/analytics?scope={scope}')
        owner = person.id if scope == 'me' else None
        for span in analytics['spans']:
            for days in (span, span['before']):
                raw.check_totals(days['totals'], raw.within(days['from'], days['to'], owner), 'category')
        for day in analytics['daily']:
            raw.check_totals(day['totals'], raw.within(day['from'], day['to'], owner), None)
    for n_days in (30, chance.randint(1, 366)):
        check_dashboard(raw, ACME.reviewer, n_days)


def check_every_list(seed):
    """The lists behind every number of a report by each, of everybody's and of one's own."""
    chance = random.Random(seed)
    raw = Raw(ACME, PEOPLE)
    for query in chance.sample(spans(chance), 2):
        for scope, person, kinds in (
            ('company', ACME.reviewer, MEMBERS),
            ('me', chance.choice(PEOPLE), ('category', 'merchant')),
        ):
            for by in kinds:
                report = check_reports(raw, person, scope, query, by, 200)
                for total in report['totals']:
                    raw.check_lists(person, scope, report, total, by)


def test_histories():
    set_up()
    for seed in range(3):
        finish(write(100, seed=seed))
        check_everything(seed)


def test_every_number_is_a_list():
    check_every_list(1)


def test_whoever_moves_takes_their_number_along():
    before = ask(ACME.reviewer, '/reports?period=year&scope=company&by=department')
    for number, person in enumerate(PEOPLE):
        move_to(person, DEPARTMENTS[(number + 1) % len(DEPARTMENTS)])
    after = ask(ACME.reviewer, '/reports?period=year&scope=company&by=department')
    expect(before != after)
    check_everything(11)
    check_every_list(12)


def test_budgets_that_are_over():
    items = [
        {'category': category, 'limit': {'minor': minor, 'currency': currency}}
        for category, minor, currency in (
            (None, 1, 'EUR'),
            (None, 10**12, 'USD'),
            (CATEGORIES[0], 1, 'JPY'),
            (CATEGORIES[1], 10**12, 'EUR'),
        )
    ]
    finish(write(10, seed='budgets'))
    before = ACME.reviewer.get('/dashboard').header('ETag')
    reply = ACME.admin.put('/budgets?scope=company', {'items': items}, headers={'If-Match': '"0"'})
    equal(reply.status, 200, reply)
    told = ask(ACME.reviewer, '/dashboard')['over_budget']
    expect(ACME.reviewer.get('/dashboard').header('ETag') != before)
    equal({one['limit']['minor'] for one in told}, {1}, told)
    check_everything(31)


def test_a_category_that_is_given_away():
    made = ACME.admin.post('/categories', {'name': 'Odds', 'icon': 'tag', 'color': 'blue'})
    equal(made.status, 201, made)
    CATEGORIES.insert(0, made.json['id'])
    finish(write(40, seed='odds'))
    check_everything(41)
    del CATEGORIES[0]
    left = 1
    while left:
        reply = ACME.admin.post(f'/categories/{made.json["id"]}/move', {'to': CATEGORIES[0]})
        equal(reply.status, 200, reply)
        left = reply.json['left']
        check_everything(42)
    check_every_list(43)


def test_kill_9():
    for seed in range(3):
        writers = write(10000, seed=f'killed {seed}')
        time.sleep(0.5)
        SERVER.kill()
        finish(writers)
        SERVER.start()
        check_everything(seed)
    check_all(SERVER)


def test_nobody_sees_too_much():
    for by in MEMBERS:
        equal(ACME.employee.get(f'/reports?scope=company&by={by}').status, 403, by)
    for by in ('person', 'department'):
        equal(ACME.reviewer.get(f'/reports?scope=me&by={by}').status, 400, by)
    equal(ACME.employee.get('/dashboard').status, 403)
    for query in ('by=colour', 'top=0', 'top=201', 'top=x', 'by=merchant&top='):
        equal(ACME.reviewer.get(f'/reports?scope=company&{query}').status, 400, query)
    for query in ('days=0', 'days=367', 'to=soon', 'scope=company'):
        equal(ACME.reviewer.get(f'/dashboard?{query}').status, 400, query)
    stranger = Company(SERVER, 'Zeppelin').reviewer
    told = ask(stranger, '/dashboard')
    equal((told['waiting']['count'], told['merchants'], told['people']), (0, [], []))


def test_what_is_kept_follows_every_write():
    paths = ['/dashboard', *(f'/reports?scope=company&by={by}' for by in MEMBERS)]
    tags = {path: ACME.reviewer.get(path).header('ETag') for path in paths}
    draft = ACME.employee.draft(proofs=[PROOFS[ACME.employee.id]], day=today())
    for path, tag in tags.items():
        equal(ACME.reviewer.get(path, headers={'If-None-Match': tag}).status, 304, 'a draft', path)
    ACME.employee.do('submit', draft)
    for path, tag in tags.items():
        equal(ACME.reviewer.get(path, headers={'If-None-Match': tag}).status, 200, path)
    check_everything(21)


run('breakdowns', globals())
