# SPDX-License-Identifier: GPL-3.0-or-later
"""Random histories, added up by the server and by bookkeeping programs that know nothing of it."""
import collections
import datetime
import decimal
import os
import pathlib
import random
import re
import shutil
import tempfile

from company import STATES, Company, Person
from client import sign_in, uuid7
from ledgers import decimals, judges
from outlayd import Server, command
from packs import Pack
from tap import Complaints, equal, expect, run

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix='outlay-contract-'))
SERVER = Server()
AT_END = [SERVER.close, lambda: shutil.rmtree(FOLDER, ignore_errors=True)]
SEED = int(os.environ.get('OUTLAY_JUDGE_SEED', '0')) or random.SystemRandom().randrange(1, 1 << 30)
RANDOM = random.Random(SEED)
N_EXPENSES = 120
HOME = 'EUR'
EXPONENTS = {'EUR': 2, 'USD': 2, 'JPY': 0, 'BHD': 3, 'CHF': 2, 'SEK': 2, 'ALL': 2}
# ALL and SEK have no rate: they are never converted.
RATES = {'USD': '1.0523', 'JPY': '162.31', 'BHD': '0.39671', 'CHF': '0.9312'}
CATEGORIES = ['Food: in', 'Food/ in', 'Tabs;and more', '(Virtual)', '[Brackets]', '* Starred', 'Ünï  cödé',
              'expenses', '12.00 EUR', '"Quoted" @ = %', 'Food: in 2', '~ periodic', '; comment']
MERCHANTS = ['Plain', '; date:2020-01-01', '* starred', '! pending', '(code) x', 'a | b', '2020-01-01 x', '=x',
             '@@ 3 EUR', '{lot} [2020/01/01]', 'Zwei  Leerzeichen', '"q"', "it's", 'état ; x', '12.50 EUR', '# x']
FIRST = datetime.date(2025, 11, 3)


class Setting:
    """A company that reckons in euros, with rates, people and names that journals do not like."""

    def __init__(self):
        self.company = Company(SERVER, 'Judged')
        self.reckon_in_euros()
        self.people = [self.company.employee, self.company.reviewer, self.company.admin]
        SERVER.add_user('Judged', 'twin@judged.example', 'Erna', 'employee')
        self.people.append(Person(SERVER, sign_in(SERVER, 'twin@judged.example')))
        SERVER.add_user('Judged', 'second@judged.example', 'Second; Admin:x', 'admin')
        self.people.append(Person(SERVER, sign_in(SERVER, 'second@judged.example')))
        self.categories = [self.add_category(name) for name in CATEGORIES]
        for _ in range(N_EXPENSES):
            self.tell(RANDOM.choice(self.people))

    def reckon_in_euros(self):
        admin = self.company.admin
        policy = admin.get('/policy')
        body = {name: policy.json[name] for name in ('signup', 'proof', 'limits', 'over_limit') if name in policy.json}
        reply = admin.put('/policy', body | {'currency': HOME}, headers={'If-Match': policy.headers['ETag']})
        equal(reply.status, 200, reply)
        days = ''.join(
            f'<Cube time="{(FIRST + datetime.timedelta(days=n)).isoformat()}">'
            + ''.join(f'<Cube currency="{code}" rate="{float(rate) + n / 1000:.5f}"/>' for code, rate in RATES.items())
            + '</Cube>'
            for n in range(0, 390, 3)
        )
        path = FOLDER / 'rates.xml'
        path.write_text(
            '<?xml version="1.0" encoding="UTF-8"?><gesmes:Envelope '
            'xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" '
            f'xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube>{days}</Cube></gesmes:Envelope>'
        )
        done = command('rates', 'import', str(path), f'--database={SERVER.database}')
        equal(done.returncode, 0, done.stderr)

    def add_category(self, name):
        reply = self.company.admin.post('/categories', {'name': name, 'icon': 'tag-symbolic', 'color': 'blue'})
        equal(reply.status, 201, name, reply)
        return reply.json['id']

    def tell(self, owner):
        """One expense, and a random walk through the workflow."""
        currency = RANDOM.choice(list(EXPONENTS))
        expense = owner.draft(
            merchant=RANDOM.choice(MERCHANTS),
            amount={'minor': RANDOM.choice([1, 99, 100, 12345, RANDOM.randrange(1, 10**7)]), 'currency': currency},
            day=(FIRST + datetime.timedelta(days=RANDOM.randrange(0, 365))).isoformat(),
            category=RANDOM.choice(self.categories),
            note=RANDOM.choice(['', 'date: 2001-01-01', '; x\n  y  1 EUR']),
        )
        for _ in range(RANDOM.randrange(0, 6)):
            expense = self.step(owner, expense)

    def step(self, owner, expense):
        others = [p for p in self.people if p is not owner]
        reviewer = RANDOM.choice([p for p in others if p.role in ('reviewer', 'admin')])
        payer = RANDOM.choice([p for p in others if p.role == 'admin'])
        ways = {
            'draft': [(owner, 'submit')],
            'submitted': [(owner, 'withdraw'), (reviewer, 'approve'), (reviewer, 'reject'), (reviewer, 'approve')],
            'approved': [(payer, 'reimburse'), (reviewer, 'reopen')],
            'rejected': [(owner, 'resubmit')],
            'reimbursed': [],
        }[expense['state']]
        if not ways:
            return expense
        who, action = RANDOM.choice(ways)
        if action == 'resubmit':
            if expense['reuploads_left'] == 0:
                return expense
            amount = expense['amount'] | {'minor': RANDOM.randrange(1, 10**6)}
            expense = owner.correct(expense, amount=amount)
        return who.do(action, who.read(expense) if who is not owner else expense)


SETTING = []


def setting():
    if not SETTING:
        print(f'# OUTLAY_JUDGE_SEED={SEED}', flush=True)
        SETTING.append(Setting())
    return SETTING[0]


def tame(name):
    return re.sub(r'\s+', ' ', name.replace(':', '/').replace(';', ',')).strip() or 'unnamed'


def accounts(pack):
    """What the journal calls people and categories: no two of a kind the same."""
    names = {}
    for items, taken in ((pack.book['people'], {'unknown'}),
                         (pack.book['categories'], {'unknown', 'without category'})):
        for item in items:
            plain = name = tame(item['name'])
            number = 2
            while name in taken:
                name, number = f'{plain} {number}', number + 1
            taken.add(name)
            names[item['id']] = name
    return names


def export(*arguments):
    path = FOLDER / f'{uuid7()}.zip'
    done = command('pack', 'export', '--company=Judged', f'--out={path}', f'--database={SERVER.database}',
                   *SERVER.folders(), *arguments)
    equal(done.returncode, 0, done.stderr)
    pack = Pack(path)
    journal = FOLDER / f'{path.stem}.journal'
    journal.write_bytes(pack.files['expenses.journal'])
    return pack, str(journal)


def plain(minor, currency):
    return decimal.Decimal(minor).scaleb(-EXPONENTS[currency])


def root_of(state):
    return {'draft': 'drafts', 'rejected': 'rejected'}.get(state, 'expenses')


def told_by_reports(person, scope, names):
    """{(state, converted): {(month, account, currency): amount}}, as GET /reports has it."""
    until = FIRST + datetime.timedelta(days=365)
    reply = person.get(f'/reports?scope={scope}&period=month&from={FIRST}&to={until}')
    equal(reply.status, 200, reply)
    found = collections.defaultdict(lambda: collections.defaultdict(decimal.Decimal))
    for period in reply.json['periods']:
        for total in period['totals']:
            for category in total['categories']:
                for row in category['states']:
                    account = f'{root_of(row["state"])}:{names[category["category"]]}'
                    key = (period['from'][:7], account, total['currency'])
                    amount = plain(row['amount']['minor'], total['currency'])
                    found[row['state'], bool(total.get('converted'))][key] += amount
    return found


def compare(journal, told):
    expect(any(told.values()), 'the reports say nothing')
    with Complaints() as complaints:
        for judge in judges():
            for state in STATES:
                wanted = decimals(told[state, False])
                seen = decimals(judge.sums(journal, state))
                complaints.check(seen == wanted, judge.name, state, SEED, '\nwanted', set(wanted.items()) - set(seen.items()),
                                 '\nseen', set(seen.items()) - set(wanted.items()))
                at_cost = judge.sums(journal, state, at_cost=True)
                converted = collections.defaultdict(decimal.Decimal)
                for key, amount in at_cost.items():
                    if key[2] == HOME:
                        converted[key] += amount - seen.get(key, 0)
                wanted = decimals(told[state, True])
                complaints.check(decimals(converted) == wanted, judge.name, state, 'converted', SEED,
                                 '\nwanted', wanted, '\nseen', decimals(converted))


def test_the_company_s_numbers():
    setting()
    pack, journal = export()
    told = told_by_reports(SETTING[0].company.reviewer, 'company', accounts(pack))
    expect(len(told['approved', False]) > 5 and len(told['approved', True]) > 2, SEED)
    compare(journal, told)


def test_everybody_s_own_numbers_with_drafts():
    for person in RANDOM.sample(setting().people, 2):
        pack, journal = export(f'--owner={person.email}', '--state=' + ','.join(STATES))
        compare(journal, told_by_reports(person, 'me', accounts(pack)))


def test_the_judges_notice_a_cent():
    """Or their agreeing would mean nothing."""
    setting()
    pack, journal = export()
    told = told_by_reports(SETTING[0].company.reviewer, 'company', accounts(pack))
    states = ('submitted', 'approved', 'rejected', 'reimbursed')

    def agrees(judge):
        return all(decimals(judge.sums(journal, state)) == decimals(told[state, False]) for state in states)

    for judge in judges():
        expect(agrees(judge), judge.name, SEED)
    text = pathlib.Path(journal).read_text()
    amounts = re.compile(r'  (-?)(\d+)\.(\d\d) SEK\n')
    at = next(amounts.finditer(text))
    found = f'{at[2]}.{at[3]}'
    other = f'{int(at[2]) + 1}.{at[3]}'
    changed = text[: at.start()] + text[at.start():].replace(f'{found} SEK', f'{other} SEK', 2)
    pathlib.Path(journal).write_text(changed)
    for judge in judges():
        expect(not agrees(judge), judge.name, SEED)


def test_what_is_owed():
    setting()
    pack, journal = export()
    names = accounts(pack)
    owed = collections.defaultdict(decimal.Decimal)
    for expense in pack.book['expenses']:
        if expense['state'] in ('submitted', 'approved'):
            money = expense['converted']['amount'] if expense['converted'] else expense['amount']
            key = ('liabilities:' + names[expense['owner']], money['currency'])
            owed[key] -= plain(money['minor'], money['currency'])
    for judge in judges():
        equal(decimals(judge.balance(journal, '^liabilities')), decimals(owed), judge.name, SEED)
        everything = collections.defaultdict(decimal.Decimal)
        for (_, commodity), amount in judge.balance(journal, '.').items():
            everything[commodity] += amount
        equal(decimals(everything), decimals({}), judge.name, SEED)


def test_it_is_not_all_the_same():
    """The histories have something to tell, or the judges have nothing to judge."""
    pack, _ = (setting(), export())[1]
    expect({e['state'] for e in pack.book['expenses']} >= {'submitted', 'approved', 'rejected'}, SEED)
    expect(len({e['amount']['currency'] for e in pack.book['expenses']}) > 4, SEED)
    expect(any(e['converted'] for e in pack.book['expenses']), SEED)
    expect(any(len(e['events']) > 3 for e in pack.book['expenses']), SEED)


run('judge', globals())
