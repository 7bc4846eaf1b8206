# SPDX-License-Identifier: GPL-3.0-or-later
"""A naive recount of everything the summaries tell, from the raw expenses and their histories."""
import collections
import datetime
import math
import unicodedata
import urllib.parse

from company import STATES
from tap import equal, expect

SHARED = [state for state in STATES if state != 'draft']
MEMBERS = {'category': 'categories', 'merchant': 'merchants', 'person': 'people', 'department': 'departments'}
DECISIONS = {'approve': 'approved', 'reject': 'rejected'}


def pages(person, query):
    """All expenses of a list, page by page."""
    items, cursor = [], ''
    while cursor is not None:
        reply = person.get(f'/expenses?limit=200{query}{cursor}')
        equal(reply.status, 200, query, reply)
        items += reply.json['items']
        cursor = reply.json['next'] and f'&cursor={urllib.parse.quote(reply.json["next"])}'
    return items


def blocks(expense):
    """The blocks that an expense is counted in: (currency, converted) and the amount there."""
    amount = expense['amount']
    yield (amount['currency'], False), amount['minor']
    if expense['converted']:
        amount = expense['converted']['amount']
        yield (amount['currency'], True), amount['minor']


def total_of(rows):
    """Count, sum, and both of each state: of (state, minor) pairs."""
    states = collections.defaultdict(lambda: [0, 0])
    for state, minor in rows:
        states[state][0] += 1
        states[state][1] += minor
    return {
        'count': sum(count for count, _ in states.values()),
        'minor': sum(minor for _, minor in states.values()),
        'states': {state: tuple(pair) for state, pair in states.items()},
    }


def told_total(told, currency):
    equal(told['amount']['currency'], currency, told)
    for state in told['states']:
        equal(state['amount']['currency'], currency, told)
    return {
        'count': told['count'],
        'minor': told['amount']['minor'],
        'states': {row['state']: (row['count'], row['amount']['minor']) for row in told['states']},
    }


class Raw:
    """All expenses of a company, as their owners see them, and what people's departments are."""

    def __init__(self, company, people):
        self.people = people
        self.expenses = [row for person in people for row in pages(person, '&owner=me')]
        users = company.admin.get('/users?limit=200').json['items']
        self.departments = {user['id']: user['department'] for user in users}
        self.names = {user['id']: user['name'] for user in users}

    def within(self, first, last, owner=None):
        return [
            row
            for row in self.expenses
            if first <= row['day'] <= last
            and (row['state'] != 'draft' if owner is None else row['owner']['id'] == owner)
        ]

    def key(self, by, row):
        if by == 'person':
            return row['owner']['id']
        if by == 'department':
            return self.departments[row['owner']['id']]
        return row[by]

    def recount(self, rows, by):
        """{block: (total, {key: total})}"""
        gathered = collections.defaultdict(lambda: collections.defaultdict(list))
        for row in rows:
            for block, minor in blocks(row):
                gathered[block][self.key(by, row) if by else None].append((row['state'], minor))
        return {
            block: (
                total_of(pair for pairs in parts.values() for pair in pairs),
                {key: total_of(pairs) for key, pairs in parts.items()} if by else {},
            )
            for block, parts in gathered.items()
        }

    def check_totals(self, totals, rows, by, top=None):
        """That an array of TOTALs is what @rows come to."""
        wanted = self.recount(rows, by)
        order = [(total['currency'], total.get('converted', False)) for total in totals]
        equal(order, sorted(wanted, key=lambda block: (block[1], block[0])), by)
        for total, block in zip(totals, order):
            equal(told_total(total, block[0]), wanted[block][0], by, block)
            if by:
                self.check_parts(total, wanted[block], by, top)

    def check_parts(self, total, wanted, by, top):
        told = []
        for part in total[MEMBERS[by]]:
            if by == 'person':
                equal(part['owner']['name'], self.names[part['owner']['id']])
            key = part['owner']['id'] if by == 'person' else part[by]
            told.append((key, told_total(part, total['currency'])))
            equal(told[-1][1], wanted[1][key], by, key)
        equal(len(dict(told)), len(told), 'one is told twice', total)
        if by == 'category':
            equal(len(told), len(wanted[1]))
            return
        amounts = [part['minor'] for _, part in told]
        equal(amounts, sorted((part['minor'] for part in wanted[1].values()), reverse=True)[:top])
        n_rest = wanted[0]['count'] - sum(part['count'] for _, part in told)
        equal('rest' in total, n_rest > 0, total)
        if n_rest:
            rest = (total['rest']['count'], total['rest']['amount']['minor'])
            equal(rest, (n_rest, wanted[0]['minor'] - sum(amounts)))

    def check_lists(self, asker, scope, span, total, by):
        """That the list behind every number of a TOTAL comes to it."""
        base = f'&from={span["from"]}&to={span["to"]}'
        base += '&owner=me' if scope == 'me' else ''
        converted = total.get('converted', False)
        base += f'&in=%3D{total["currency"]}' if converted else f'&currency={total["currency"]}'
        shared = ','.join(STATES if scope == 'me' else SHARED)
        self.check_list(asker, f'{base}&state={shared}', total, converted)
        for part in total[MEMBERS[by]]:
            query = base + self.query_of(by, part)
            self.check_list(asker, f'{query}&state={shared}', part, converted)
            for state in part['states']:
                self.check_list(asker, f'{query}&state={state["state"]}', state, converted)

    def query_of(self, by, part):
        if by == 'person':
            return f'&owner={part["owner"]["id"]}'
        if by == 'category':
            return f'&category={part["category"] or "none"}'
        return f'&{by}={urllib.parse.quote(part[by] or "", safe="")}'

    def check_list(self, asker, query, told, converted):
        rows = pages(asker, query)
        minor = sum(
            row['converted']['amount']['minor'] if converted else row['amount']['minor']
            for row in rows
        )
        wanted = (told['count'], told['amount']['minor'])
        equal((len(rows), minor), wanted, query)


def moment(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00'))


def folded(reason):
    plain = unicodedata.normalize('NFKD', reason.casefold())
    letters = ''.join(mark if mark.isalnum() else ' ' for mark in plain if not unicodedata.combining(mark))
    return ' '.join(letters.split())


class Histories:
    """Every event of every expense."""

    def __init__(self, raw):
        owners = {person.id: person for person in raw.people}
        self.decisions, self.paid, self.since = [], [], {}
        for row in raw.expenses:
            since = None
            for event in owners[row['owner']['id']].events(row):
                at = moment(event['at'])
                if event['action'] in DECISIONS:
                    self.decisions.append((at, event['action'], at - since, event['reason']))
                elif event['action'] == 'reimburse':
                    self.paid.append((at, row))
                since = at if event['to'] == 'submitted' else since
            if row['state'] == 'submitted':
                self.since[row['id']] = since

    def check_decided(self, told, first, last):
        rows = [one for one in self.decisions if first <= one[0].date().isoformat() <= last]
        for action, member in DECISIONS.items():
            equal(told[member], sum(1 for one in rows if one[1] == action), member)
        waits = sorted(one[2].total_seconds() for one in rows)
        for member, share in (('median_seconds', 0.5), ('p90_seconds', 0.9)):
            if not waits:
                equal(told[member], None)
                continue
            wanted = waits[math.ceil(len(waits) * share - 1e-9) - 1]
            # Times are told to the millisecond.
            expect(abs(told[member] - wanted) < 1.002, member, told, wanted)

    def check_reimbursed(self, raw, told, first, last):
        rows = [row for at, row in self.paid if first <= at.date().isoformat() <= last]
        equal(told['count'], len(rows))
        raw.check_totals(told['totals'], [row | {'state': 'reimbursed'} for row in rows], None)

    def check_reasons(self, told, first, last):
        rows = [
            one
            for one in self.decisions
            if one[1] == 'reject' and first <= one[0].date().isoformat() <= last
        ]
        counts = collections.Counter(folded(one[3]) for one in rows)
        equal([one['count'] for one in told], sorted(counts.values(), reverse=True)[:10], told)
        for one in told:
            equal(one['count'], counts[folded(one['reason'])], one)


def check_dashboard(raw, asker, n_days):
    told = asker.get(f'/dashboard?days={n_days}').json
    histories = Histories(raw)
    span, before = told, told['before']
    first = datetime.date.fromisoformat(span['from'])
    equal((datetime.date.fromisoformat(span['to']) - first).days + 1, n_days)
    equal(datetime.date.fromisoformat(before['to']) + datetime.timedelta(1), first)
    waiting = [row for row in raw.expenses if row['state'] == 'submitted']
    equal(told['waiting']['count'], len(waiting))
    raw.check_totals(told['waiting']['totals'], waiting, None)
    oldest = told['waiting']['oldest_at']
    equal(oldest and moment(oldest), min(histories.since.values(), default=None))
    for days, decided, paid in (
        (span, told['decided'], told['reimbursed']),
        (before, told['decided']['before'], told['reimbursed']['before']),
    ):
        histories.check_decided(decided, days['from'], days['to'])
        histories.check_reimbursed(raw, paid, days['from'], days['to'])
    histories.check_reasons(told['rejections'], span['from'], span['to'])
    rows = raw.within(span['from'], span['to'])
    for by, member in MEMBERS.items():
        raw.check_totals(told[member], rows, by, 10)
    equal([one for one in asker.get('/analytics?scope=company').json['budgets'] if one['left']['minor'] < 0],
          told['over_budget'])
    equal(len(told['trend']), 12)
    for month in told['trend']:
        raw.check_totals(month['totals'], raw.within(month['from'], month['to']), None)
