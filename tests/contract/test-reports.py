# SPDX-License-Identifier: GPL-3.0-or-later
"""Summaries: reports by period, and the last days beside those before them."""
import datetime

from company import STATES, Company, today
from outlayd import Server
from tap import Complaints, equal, expect, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ERNA, RITA, ADAM = ACME.employee, ACME.reviewer, ACME.admin
STRANGERS = Company(SERVER, 'Zeppelin')
SHARED = [state for state in STATES if state != 'draft']
MADE = []


def made():
    """One of Erna's in each state, a day apart, in two currencies; and one of Rita's own."""
    if not MADE:
        for number, state in enumerate(STATES):
            for currency in ('EUR', 'JPY'):
                amount = {'minor': 10 ** number + len(currency), 'currency': currency}
                MADE.append(ACME.bring(ERNA, state, day=today(-number), amount=amount))
        MADE.append(RITA.draft(day=today(-1)))
    return MADE


def ask(person, path):
    reply = person.get(path)
    equal(reply.status, 200, path, reply)
    return reply.json


def naive(expenses):
    """What a list of expenses comes to: {currency: (count, minor)}."""
    sums = {}
    for expense in expenses:
        currency = expense['amount']['currency']
        count, minor = sums.get(currency, (0, 0))
        sums[currency] = (count + 1, minor + expense['amount']['minor'])
    return sums


def told(totals):
    return {total['currency']: (total['count'], total['amount']['minor']) for total in totals}


def mine():
    return [expense for expense in made() if expense['owner']['id'] == ERNA.id]


def span(days):
    return f'from={today(1 - days)}&to={today()}'


def test_own_report_counts_everything():
    expected = naive(mine())
    report = ask(ERNA, f'/reports?period=year&scope=me&{span(30)}')
    equal(told(report['totals']), expected)
    for total in report['totals']:
        equal(sum(row['count'] for row in total['states']), total['count'], total)
        equal(sum(row['amount']['minor'] for row in total['categories']), total['amount']['minor'], total)
        equal({row['state'] for row in total['states']}, set(STATES), total)


def test_company_counts_no_draft():
    shared = [expense for expense in made() if expense['state'] != 'draft']
    for person in (RITA, ADAM):
        report = ask(person, f'/reports?scope=company&{span(30)}')
        equal(told(report['totals']), naive(shared))
        expect('draft' not in {row['state'] for total in report['totals'] for row in total['states']})


def test_periods_add_up():
    made()
    for period in ('week', 'month', 'year'):
        report = ask(ERNA, f'/reports?period={period}&{span(40)}')
        sums = {}
        day = datetime.date.fromisoformat(report['from'])
        for part in report['periods']:
            equal(part['from'], day.isoformat(), report)
            day = datetime.date.fromisoformat(part['to']) + datetime.timedelta(days=1)
            for currency, (count, minor) in told(part['totals']).items():
                before = sums.get(currency, (0, 0))
                sums[currency] = (before[0] + count, before[1] + minor)
        equal((day - datetime.timedelta(days=1)).isoformat(), report['to'], report)
        equal(sums, told(report['totals']), period)


def test_analytics():
    expected = naive(mine())
    analytics = ask(ERNA, '/analytics')
    equal([one['days'] for one in analytics['spans']], [7, 30, 365])
    equal(len(analytics['daily']), 30)
    for one in analytics['spans']:
        equal(told(one['totals']), expected)
        equal(one['before']['totals'], [])
    by_category = ask(ERNA, '/analytics?by=category')
    for plain, told_apart in zip(analytics['daily'], by_category['daily'], strict=True):
        equal([(t['currency'], t['amount'], t['count']) for t in told_apart['totals']],
              [(t['currency'], t['amount'], t['count']) for t in plain['totals']])
        for total in told_apart['totals']:
            equal(sum(c['amount']['minor'] for c in total['categories']), total['amount']['minor'])
        assert all('categories' not in total for total in plain['totals']), plain
    by_day = {part['from']: told(part['totals']) for part in analytics['daily']}
    for expense in mine():
        same_day = naive(other for other in mine() if other['day'] == expense['day'])
        equal(by_day[expense['day']], same_day)


def test_a_number_is_a_list():
    made()
    report = ask(RITA, f'/reports?scope=company&{span(30)}')
    for total in report['totals']:
        query = f'/expenses?limit=200&{span(30)}&currency={total["currency"]}'
        listed = ask(RITA, query + '&state=' + ','.join(SHARED))['items']
        equal(naive(listed), {total['currency']: (total['count'], total['amount']['minor'])})
        for row in total['states']:
            listed = ask(RITA, f'{query}&state={row["state"]}')['items']
            equal(naive(listed), {total['currency']: (row['count'], row['amount']['minor'])})


def test_who_may_ask_what():
    with Complaints() as complaints:
        for path in ('/reports', '/analytics'):
            for person, scope, status in (
                (ERNA, 'me', 200), (ERNA, 'company', 403), (RITA, 'company', 200),
                (ADAM, 'company', 200), (ADAM, 'everybody', 400),
            ):
                reply = person.get(f'{path}?scope={scope}')
                complaints.check(reply.status == status, path, scope, reply)
            reply = ERNA.get(f'{path}?to=soon')
            complaints.check(reply.status == 400, path, reply)
            reply = STRANGERS.reviewer.get(f'{path}?scope=company')
            text = str(reply.json)
            complaints.check(reply.status == 200 and "'count'" not in text, path, reply)


def test_unchanged_is_304():
    for path in (f'/reports?{span(30)}', '/analytics'):
        tag = ERNA.get(path).headers['ETag']
        equal(ERNA.get(path, headers={'If-None-Match': tag}).status, 304)
        draft = ERNA.draft(day=today())
        equal(ERNA.get(path, headers={'If-None-Match': tag}).status, 200)
        ERNA.delete(f'/expenses/{draft["id"]}', headers={'If-Match': '*'})
        equal(ERNA.get(path, headers={'If-None-Match': tag}).status, 304)


run('reports', globals())
