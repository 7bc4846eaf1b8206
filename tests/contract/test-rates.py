# SPDX-License-Identifier: GPL-3.0-or-later
"""Exchange rates: brought in, told, and what an expense came to when it was submitted."""
import datetime
import decimal
import http.server
import itertools
import re
import socket
import threading
import time
import urllib.parse

from client import Caller
from company import Company, content_of, etag, today
from outlayd import Server, command
from tap import Complaints, equal, expect, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ERNA, RITA, ADAM = ACME.employee, ACME.reviewer, ACME.admin
NUMBERS = itertools.count(1)
DECIMALS = {'EUR': 2, 'USD': 2, 'GBP': 2, 'JPY': 0, 'KWD': 3, 'CHF': 2}
FILE = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
 xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject>
<Cube>{days}</Cube>
</gesmes:Envelope>
"""


def xml(days):
    """A file as the European Central Bank writes it: {day: {currency: rate}}."""
    text = ''
    for day, rates in days.items():
        cubes = ''.join(f"<Cube currency='{code}' rate='{rate}'/>" for code, rate in rates.items())
        text += f"<Cube time='{day}'>{cubes}</Cube>"
    return FILE.format(days=text)


def bring_in(text, name='rates.xml'):
    path = SERVER.folder / name
    path.write_text(text)
    return command('rates', 'import', '--database', SERVER.database, *SERVER.folders(), str(path))


def must_bring(days):
    done = bring_in(xml(days))
    equal((done.returncode, done.stderr), (0, ''), done)
    expect(f'rates of {len(days)} days' in done.stdout, done)


def set_home(company, currency):
    policy = company.admin.get('/policy')
    body = {name: policy.json[name] for name in ('signup', 'proof', 'limits', 'over_limit')}
    reply = company.admin.put(
        '/policy', body | {'currency': currency}, headers={'If-Match': policy.header('ETag')}
    )
    equal(reply.status, 200, reply)


def worked_out(amount, rates, home):
    """What the contract says, by another arithmetic: ten digits of rate, then half to even."""
    with decimal.localcontext(decimal.Context(prec=60, rounding=decimal.ROUND_HALF_EVEN)):
        rate = decimal.Decimal(rates.get(home, '1')) / decimal.Decimal(
            rates.get(amount['currency'], '1')
        )
        rate = decimal.Context(prec=10, rounding=decimal.ROUND_HALF_EVEN).plus(rate)
        own = decimal.Decimal(amount['minor']).scaleb(-DECIMALS[amount['currency']])
        minor = (own * rate).scaleb(DECIMALS[home]).to_integral_value()
        text = format(rate, 'f')
        return int(minor), text.rstrip('0').rstrip('.') if '.' in text else text


def converted(company, amount, day, state='submitted'):
    return company.bring(company.employee, state, amount=amount, day=day)['converted']


def test_without_rates_nothing_is_converted():
    equal(ERNA.get('/rates').json, {'base': 'EUR', 'items': [], 'next': None})
    equal(converted(ACME, {'minor': 100, 'currency': 'USD'}, today(-1)), None)


def test_rates_are_brought_in_and_told():
    days = {
        today(-3): {'USD': '1.0523', 'JPY': '163.05'},
        today(-1): {'USD': '1.05', 'JPY': '162', 'GBP': '0.83'},
    }
    must_bring(days)
    wanted = [{'day': day, 'rates': rates} for day, rates in days.items()]
    for person in (ERNA, RITA, ADAM):
        equal(person.get('/rates').json, {'base': 'EUR', 'items': wanted, 'next': None})
    equal(ERNA.get(f'/rates?from={today(-2)}').json['items'], wanted[1:])
    equal(ERNA.get(f'/rates?from={today(-3)}&to={today(-2)}').json['items'], wanted[:1])
    equal(ERNA.get(f'/rates?to={today(-4)}').json['items'], [])
    tag = ERNA.get('/rates').header('ETag')
    equal(ERNA.get('/rates', headers={'If-None-Match': tag}).status, 304)
    must_bring({today(-1): {'USD': '1.06'}})
    reply = ERNA.get('/rates', headers={'If-None-Match': tag})
    equal((reply.status, reply.json['items'][1]['rates']), (200, {'USD': '1.06'}))


def test_a_csv_is_read_as_well():
    done = bring_in('Date,USD,JPY,\n2024-01-03,1.0919,155.27,\n2024-01-02,1.0956,N/A,\n', 'h.csv')
    equal((done.returncode, done.stderr), (0, ''), done)
    items = ERNA.get('/rates?from=2024-01-01&to=2024-01-31').json['items']
    equal(items, [
        {'day': '2024-01-02', 'rates': {'USD': '1.0956'}},
        {'day': '2024-01-03', 'rates': {'JPY': '155.27', 'USD': '1.0919'}},
    ])


def test_bad_files_change_nothing():
    before = ERNA.get('/rates').json
    good = f"<Cube time='{today()}'><Cube currency='USD' rate='1.1'/></Cube>"
    cases = (
        '',
        'not rates at all',
        FILE.format(days=''),
        FILE.format(days=good.replace('1.1', '-1')),
        FILE.format(days=good.replace('1.1', '1e3')),
        FILE.format(days=good.replace('USD', 'USDX')),
        FILE.format(days=good.replace(today(), '2026-02-30')),
        FILE.format(days=good + good),
        'Date,USD\n2026-01-01\n2026-01-02,x\n',
    )
    with Complaints() as complaints:
        for text in cases:
            done = bring_in(text)
            complaints.check(
                done.returncode == 1 and done.stderr.startswith('outlayd: '), text[:99], done
            )
    for path in ('nowhere.xml', '/dev/zero', str(SERVER.folder)):
        done = command('rates', 'import', '--database', SERVER.database, *SERVER.folders(), path)
        equal(done.returncode, 1, done)
    equal(command('rates', 'import', '--database', SERVER.database).returncode, 2)
    equal(ERNA.get('/rates').json, before)


def test_bad_questions_are_named():
    far = (datetime.date.fromisoformat(today()) - datetime.timedelta(days=400)).isoformat()
    for query, field in (
        ('from=soon', 'from'),
        ('to=2026-02-30', 'to'),
        (f'from={today()}&to={today(-1)}', 'from'),
        (f'from={far}&to={today()}', 'from'),
        ('day=1', 'day'),
    ):
        reply = ERNA.get(f'/rates?{query}')
        equal((reply.status, reply.fields), (400, [field]), query, reply)
    equal(ERNA.get(f'/rates?from={today(-399)}&to={today()}').status, 200)
    equal(Caller(SERVER).get('/rates').status, 401)


def test_it_is_converted_by_the_rate_of_its_day():
    rates = {'USD': '1.0523', 'JPY': '163.05', 'GBP': '0.8306', 'KWD': '0.32371', 'CHF': '0.9371'}
    old = {code: str(decimal.Decimal(rate) * 2) for code, rate in rates.items()}
    must_bring({today(-40): old, today(-20): rates})
    for number, home in enumerate(('EUR', 'USD', 'JPY')):
        company = Company(SERVER, f'Home{number} Ltd')
        set_home(company, home)
        for amount in (
            {'minor': 1, 'currency': 'USD'},
            {'minor': 1050, 'currency': 'JPY'},
            {'minor': 99999, 'currency': 'GBP'},
            {'minor': 12345, 'currency': 'KWD'},
            {'minor': 250, 'currency': 'EUR'},
            {'minor': 875, 'currency': 'CHF'},
        ):
            for day, of_day in ((today(-20), rates), (today(-10), rates), (today(-30), old)):
                seen = converted(company, amount, day)
                if amount['currency'] == home:
                    equal(seen, None)
                    continue
                minor, rate = worked_out(amount, of_day, home)
                wanted = {
                    'amount': {'minor': minor, 'currency': home},
                    'rate': rate,
                    'rate_day': today(-20) if of_day is rates else today(-40),
                }
                equal(seen, wanted, amount, home, day)
        equal(converted(company, {'minor': 5, 'currency': 'GBP'}, today(-9)), None, 'eleven days')
        equal(converted(company, {'minor': 5, 'currency': 'GBP'}, today(-41)), None, 'before')
        equal(converted(company, {'minor': 5, 'currency': 'SEK'}, today(-20)), None, 'no rate')


def frozen():
    """A company at home in EUR, and one of its expenses in USD, submitted."""
    must_bring({today(-1): {'USD': '1.25'}})
    company = Company(SERVER, f'Frozen{next(NUMBERS)} Ltd')
    set_home(company, 'EUR')
    expense = company.bring(
        company.employee, 'submitted', amount={'minor': 1000, 'currency': 'USD'}, day=today(-1)
    )
    equal(expense['converted']['amount'], {'minor': 800, 'currency': 'EUR'})
    must_bring({today(-1): {'USD': '2'}})
    return company, expense


def test_it_is_told_wherever_the_expense_is():
    company, expense = frozen()
    erna, rita, wanted = company.employee, company.reviewer, expense['converted']
    for person, path in (
        (erna, '/expenses'), (rita, '/expenses'), (rita, '/expenses?state=submitted'),
        (rita, '/expenses?sort=-amount'), (rita, f'/expenses?category={expense["category"]}'),
        (rita, f'/expenses?merchant={urllib.parse.quote(expense["merchant"])}'),
    ):
        equal([item['converted'] for item in person.get(path).json['items']], [wanted], path)
    for person in (erna, rita):
        equal(person.read(expense)['converted'], wanted)
        data = [
            change['data'] for change in person.get('/changes').json['changes']
            if change['id'] == expense['id']
        ]
        equal([row['converted'] for row in data], [wanted])
    conflict = erna.act('withdraw', expense, revision=1)
    equal((conflict.status, conflict.json['current']['converted']), (409, wanted))


def test_what_was_submitted_stays_as_it_was():
    company, expense = frozen()
    erna, rita, adam = company.employee, company.reviewer, company.admin
    wanted = expense['converted']
    for person, action in (
        (rita, 'approve'), (rita, 'reopen'), (rita, 'approve'), (adam, 'reimburse'),
    ):
        expense = person.do(action, expense)
        equal(expense['converted'], wanted, action)
    equal(erna.read(expense)['converted'], wanted)


def test_withdrawing_thaws_it():
    company, expense = frozen()
    erna, rita = company.employee, company.reviewer
    expense = erna.do('withdraw', expense)
    equal((expense['converted'], erna.read(expense)['converted']), (None, None))
    expense = erna.do('submit', expense)
    equal(expense['converted']['amount']['minor'], 500, 'by the rate of now')
    expense = rita.do('reject', expense)
    equal(expense['converted']['amount']['minor'], 500)
    expense = erna.correct(expense, amount={'minor': 3000, 'currency': 'USD'})
    equal(expense['converted'], None, 'it is another amount now')
    must_bring({today(-1): {'USD': '3'}})
    expense = erna.do('resubmit', expense)
    equal((expense['converted']['amount']['minor'], expense['converted']['rate']),
          (1000, '0.3333333333'))
    expense = rita.do('reject', expense)
    content = content_of(expense) | {
        'proofs': [erna.upload()], 'amount': {'minor': 700, 'currency': 'EUR'}
    }
    expense = erna.replace(expense, content).json
    equal(erna.do('resubmit', expense)['converted'], None, 'it is at home now')


def totals_of(person, scope, path='/reports'):
    reply = person.get(f'{path}?scope={scope}&from={today(-40)}&to={today()}')
    equal(reply.status, 200, reply)
    return {
        (total['currency'], total.get('converted', False)): (
            total['count'], total['amount'], {row['state']: row['count'] for row in total['states']}
        )
        for total in reply.json['totals']
    }, [(total['currency'], 'converted' in total) for total in reply.json['totals']]


def eur(minor):
    return {'minor': minor, 'currency': 'EUR'}


def test_converted_totals_are_a_block_of_their_own():
    company, expense = frozen()
    erna, rita = company.employee, company.reviewer
    must_bring({today(-2): {'USD': '1', 'JPY': '160'}})
    company.bring(erna, 'submitted', amount=eur(333), day=today(-2))
    company.bring(erna, 'approved', amount={'minor': 1600, 'currency': 'JPY'}, day=today(-2))
    company.bring(erna, 'submitted', amount={'minor': 40, 'currency': 'SEK'}, day=today(-2))
    erna.draft(amount={'minor': 70, 'currency': 'USD'}, day=today(-2))
    for person, scope in ((erna, 'me'), (rita, 'company')):
        blocks, order = totals_of(person, scope)
        equal(order, [
            ('EUR', False), ('JPY', False), ('SEK', False), ('USD', False), ('EUR', True),
        ], scope)
        equal(blocks['EUR', False][:2], (1, eur(333)))
        equal(blocks['EUR', True], (2, eur(1800), {'submitted': 1, 'approved': 1}), scope)
    tag = rita.get('/reports?scope=company').header('ETag')
    erna.do('withdraw', expense)
    equal(rita.get('/reports?scope=company', headers={'If-None-Match': tag}).status, 200)
    for person, scope in ((erna, 'me'), (rita, 'company')):
        blocks, _ = totals_of(person, scope)
        equal(blocks['EUR', True], (1, eur(1000), {'approved': 1}), scope)
    analytics = rita.get('/analytics?scope=company').json
    equal([total['amount'] for total in analytics['spans'][0]['totals'] if 'converted' in total],
          [eur(1000)])
    daily = [total for part in analytics['daily'] for total in part['totals']]
    equal([total['amount'] for total in daily if 'converted' in total], [eur(1000)])


class Bank(http.server.BaseHTTPRequestHandler):
    """A central bank, whose answers a test sets: (status, body)."""

    answer = (200, b'')
    asked = 0

    def do_GET(self):  # pylint: disable=invalid-name
        Bank.asked += 1
        status, body = Bank.answer
        self.send_response(status)
        if status == 302:
            self.send_header('Location', '/elsewhere')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def until(claim, what):
    deadline = time.monotonic() + 20
    while not claim():
        expect(time.monotonic() < deadline, what)
        time.sleep(0.05)


def fetched(server):
    text = Caller(server).send('GET', '/metrics').body.decode()
    return tuple(
        int(re.search(r'outlay_rates_fetches_total\{outcome="%s"\} (\d+)' % outcome, text)[1])
        for outcome in ('kept', 'failed')
    )


def newest(person):
    items = person.get('/rates').json['items']
    return items[-1]['rates'] if items else None


def test_they_are_fetched_where_that_is_set():
    bank = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Bank)
    threading.Thread(target=bank.serve_forever, daemon=True).start()
    Bank.answer = (200, xml({today(-1): {'USD': '1.11'}}).encode())
    address = f'http://127.0.0.1:{bank.server_port}/eurofxref-daily.xml'
    with Server(f'--rates-url={address}', '--rates-seconds=1') as server:
        erna = Company(server, 'Fetch').employee
        until(lambda: newest(erna) == {'USD': '1.11'}, server.log)
        for answer, sentence in (
            ((500, b''), 'in trouble itself'),
            ((404, b'<html></html>'), 'the answer is 404'),
            ((302, b''), 'the answer is 302'),
            ((200, b'<html><body>moved</body></html>'), 'not fetched'),
            ((200, xml({today(): {'USD': '1e9'}}).encode()), 'no rate of at most'),
        ):
            _, failed = fetched(server)
            Bank.answer = answer
            until(lambda: fetched(server)[1] > failed and sentence in server.log, sentence)
            equal(newest(erna), {'USD': '1.11'}, 'what there is stays')
        Bank.answer = (200, xml({today(-1): {'USD': '1.12'}}).encode())
        until(lambda: newest(erna) == {'USD': '1.12'}, server.log)
        equal(server.stop(), 0)
        asked = Bank.asked
        Bank.answer = (200, xml({today(): {'USD': '1.13'}}).encode())
        server.start()
        until(lambda: Bank.asked > asked, 'it goes on')
    bank.shutdown()


def test_a_slow_bank_keeps_nobody_waiting():
    with socket.create_server(('127.0.0.1', 0)) as silent:
        port = silent.getsockname()[1]
        with Server(f'--rates-url=http://127.0.0.1:{port}/') as server:
            silent.accept()
            company = Company(server, 'Slow')
            company.bring(company.employee, 'submitted')
            began = time.monotonic()
            equal(server.stop(), 0)
            expect(time.monotonic() - began < 10, 'it waits for the bank')


def test_they_are_read_from_a_file():
    path = SERVER.folder / 'daily.xml'
    path.write_text(xml({today(-1): {'USD': '1.21'}}))
    with Server(f'--rates-url=file://{path}') as server:
        erna = Company(server, 'File').employee
        until(lambda: newest(erna) == {'USD': '1.21'}, server.log)
        equal(fetched(server), (1, 0))


def test_nothing_is_fetched_from_just_anywhere():
    for address in (
        'http://bank.example/rates.xml', 'ftp://bank.example/', 'rates.xml', 'file:relative',
        'https://user:pass@bank.example/', 'javascript:1',
    ):
        done = command('serve', '--listen=127.0.0.1:0', f'--rates-url={address}')
        equal((done.returncode, 'rates-url must be' in done.stderr), (1, True), address, done)


def check(*extra):
    return command('check', '--database', SERVER.database, *SERVER.folders(), *extra)


def test_the_check_works_it_out_again():
    done = check()
    equal((done.returncode, done.stderr), (0, ''), done)
    row = SERVER.sql("SELECT id, home_minor FROM expense WHERE home_currency = 'EUR' LIMIT 1")[0]
    SERVER.sql(f"UPDATE expense SET home_minor = home_minor + 1 WHERE id = '{row[0]}'")
    done = check()
    equal(done.returncode, 1, done)
    for sentence in (f'{row[0]} was not converted by the rate', 'the total of the'):
        expect(sentence in done.stderr, sentence, done)
    SERVER.sql(f"UPDATE expense SET home_minor = {row[1]} WHERE id = '{row[0]}'")
    equal(check().returncode, 0)


run('rates', globals())
