# SPDX-License-Identifier: GPL-3.0-or-later
"""The feed for sync, its tombstones, two readers who end up with the same, and live events."""
import random
import socket
import threading
import time

from client import API
from company import EXPENSE, Company, content_of, etag
from outlayd import Server
from tap import equal, expect, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ERNA, RITA = ACME.employee, ACME.reviewer
EMIL = ACME.hire('Emil', 'emil@acme.example', 'employee')
STRANGERS = Company(SERVER, 'Zeppelin')


class Replica:
    """What a client keeps that follows the feed."""

    def __init__(self, person, limit=200):
        self.person = person
        self.limit = limit
        self.cursor = None
        self.rows = {}
        self.seqs = []

    def read_page(self):
        query = f'/changes?limit={self.limit}' + (
            f'&since={self.cursor}' if self.cursor is not None else ''
        )
        reply = self.person.get(query)
        equal(reply.status, 200, reply)
        page = reply.json
        expect(len(page['changes']) <= self.limit, 'more than the limit')
        for change in page['changes']:
            expect({'seq', 'type', 'id', 'data'} <= set(change), change)
            self.seqs.append(change['seq'])
            if change['data'] is None:
                self.rows.pop((change['type'], change['id']), None)
            else:
                self.rows[change['type'], change['id']] = change['data']
        self.cursor = page['cursor']
        return page['more']

    def follow(self):
        while self.read_page():
            pass
        return self

    @property
    def expenses(self):
        return {identity: row for (kind, identity), row in self.rows.items() if kind == 'expense'}


def listed(person):
    rows, cursor = {}, ''
    while cursor is not None:
        page = person.get(f'/expenses?limit=200{cursor}').json
        rows |= {row['id']: row for row in page['items']}
        cursor = page['next'] and f'&cursor={page["next"]}'
    return rows


def test_a_change_has_the_documented_members():
    draft = ERNA.draft()
    replica = Replica(ERNA).follow()
    equal(replica.expenses[draft['id']], draft)
    expect(EXPENSE <= set(replica.expenses[draft['id']]))
    equal(replica.seqs, sorted(set(replica.seqs)), 'seq grows')
    categories = ERNA.get('/categories').json['items']
    equal(
        {identity: row for (kind, identity), row in replica.rows.items() if kind == 'category'},
        {row['id']: row for row in categories},
    )


def test_nothing_new_is_an_empty_page():
    replica = Replica(ERNA).follow()
    cursor = replica.cursor
    page = ERNA.get(f'/changes?since={cursor}').json
    equal((page['changes'], page['more'], page['cursor']), ([], False, cursor))


def test_a_deletion_is_a_tombstone_once_seen():
    draft = ERNA.draft()
    replica = Replica(ERNA).follow()
    ERNA.delete(f'/expenses/{draft["id"]}', headers={'If-Match': etag(draft)})
    page = ERNA.get(f'/changes?since={replica.cursor}').json
    equal(
        [(c['type'], c['id'], c['data']) for c in page['changes']], [('expense', draft['id'], None)]
    )
    expect(draft['id'] not in Replica(ERNA).follow().expenses)


def test_a_reviewer_forgets_what_was_withdrawn():
    submitted = ACME.bring(ERNA, 'submitted', merchant='Soon withdrawn')
    replica = Replica(RITA).follow()
    equal(replica.expenses[submitted['id']]['state'], 'submitted')
    back = ERNA.do('withdraw', submitted)
    ERNA.replace(back, content_of(back) | {'merchant': 'Only mine'})
    page = RITA.get(f'/changes?since={replica.cursor}').json
    equal(
        [(c['id'], c['data']) for c in page['changes']],
        [(submitted['id'], None)],
        'a tombstone, and nothing of what came after',
    )
    replica.follow()
    expect(submitted['id'] not in replica.expenses)
    expect(b'Only mine' not in RITA.get('/changes').body)


def test_the_feed_is_each_persons_own():
    mine = ERNA.draft(merchant='Ernas secret')
    for other in (EMIL, RITA, ACME.admin, STRANGERS.admin):
        replica = Replica(other).follow()
        expect(mine['id'] not in replica.expenses, other.role)
        expect(not any('secret' in str(row) for row in replica.rows.values()), other.role)
        ERNA.replace(ERNA.read(mine), content_of(mine) | {'note': other.role})
        equal(other.get(f'/changes?since={replica.cursor}').json['changes'], [], other.role)


def test_bad_cursors_are_named():
    for since in ('x', '-1', '1.5', '99999999999999999999'):
        reply = ERNA.get(f'/changes?since={since}')
        equal((reply.status, reply.fields), (400, ['since']), since, reply)
    for limit in ('0', '-1', '201', 'x'):
        reply = ERNA.get(f'/changes?limit={limit}')
        equal((reply.status, reply.fields), (400, ['limit']), limit, reply)
    equal(ERNA.get('/changes?nonsense=1').status, 400)


def test_a_cursor_ahead_of_the_server_is_gone():
    """A server put back from a backup must not look like one where nothing happened."""
    equal(ERNA.get('/changes?since=4000000000').status, 410)


def test_another_role_is_another_feed():
    """Who becomes a reviewer lacks what was submitted before; who no longer is one keeps too much."""
    person = ACME.hire('Xenia', 'xenia@acme.example', 'employee')
    submitted = ACME.bring(ERNA, 'submitted')
    replica = Replica(person).follow()
    expect(submitted['id'] not in replica.expenses)
    for role, sees in (('reviewer', True), ('employee', False)):
        equal(ACME.admin.patch(f'/users/{person.id}', {'role': role}).status, 200)
        equal(person.get(f'/changes?since={replica.cursor}').status, 410, role)
        replica = Replica(person).follow()
        equal(submitted['id'] in replica.expenses, sees, role)


def test_another_name_reaches_who_sees_it():
    person = ACME.hire('Before', 'married@acme.example', 'employee')
    submitted = ACME.bring(person, 'submitted')
    replicas = [Replica(person).follow(), Replica(RITA).follow()]
    equal(ACME.admin.patch(f'/users/{person.id}', {'name': 'After'}).status, 200)
    for replica in replicas:
        replica.follow()
        row = replica.rows.get(('user', person.id), {})
        equal(
            (row.get('name'), row.get('id')),
            ('After', person.id),
            'told of the new name',
            replica.person.role,
        )
        equal(replica.person.read(submitted)['owner'], {'id': person.id, 'name': 'After'})
    expect(('user', person.id) not in Replica(EMIL).follow().rows, 'a colleague need not know')


def test_categories_come_by_the_feed():
    replicas = [Replica(ERNA).follow(), Replica(RITA).follow()]
    made = ACME.admin.post('/categories', {'name': 'Short-lived'}).json
    first = ACME.admin.get('/categories').json['items'][0]
    put = ACME.admin.put(
        f'/categories/{first["id"]}', {'name': 'Renamed'}, headers={'If-Match': etag(first)}
    )
    equal(put.status, 200, put)
    for replica in replicas:
        replica.follow()
    equal(
        ACME.admin.delete(f'/categories/{made["id"]}', headers={'If-Match': etag(made)}).status, 204
    )
    for replica in replicas:
        expect(('category', made['id']) in replica.rows)
        replica.follow()
        equal(
            {identity: row for (kind, identity), row in replica.rows.items() if kind == 'category'},
            {row['id']: row for row in ERNA.get('/categories').json['items']},
        )


def work(person, number, until, failures):
    """Creates, edits, submits, withdraws and deletes at random."""
    chance = random.Random(number)
    own, shown = [], set()
    try:
        while time.monotonic() < until:
            step = chance.random()
            if step < 0.4 or not own:
                own.append(person.draft())
                continue
            expense = own.pop(chance.randrange(len(own)))
            if expense['state'] == 'submitted':
                reply = person.act('withdraw', expense)
            elif step < 0.6:
                reply = person.replace(expense, content_of(expense) | {'note': str(step)})
            elif step < 0.9:
                reply = person.act('submit', expense)
            elif expense['id'] not in shown:
                reply = person.delete(
                    f'/expenses/{expense["id"]}', headers={'If-Match': etag(expense)}
                )
                equal(reply.status, 204)
                continue
            else:
                continue
            equal(reply.status, 200, reply)
            shown.add(expense['id'] if reply.json['state'] == 'submitted' else None)
            own.append(reply.json)
    except Exception as error:  # pylint: disable=broad-except
        failures.append(error)


def test_readers_converge_while_others_write():
    until, failures = time.monotonic() + 3, []
    replicas = [
        Replica(ERNA, 3),
        Replica(ERNA, 200),
        Replica(RITA, 5),
        Replica(RITA, 200),
        Replica(ACME.admin, 50),
    ]

    def keep_reading(replica):
        try:
            while time.monotonic() < until:
                replica.read_page()
        except Exception as error:  # pylint: disable=broad-except
            failures.append(error)

    threads = [
        threading.Thread(target=work, args=(person, number, until, failures))
        for number, person in enumerate((ERNA, ERNA, EMIL, RITA))
    ]
    threads += [threading.Thread(target=keep_reading, args=(replica,)) for replica in replicas]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    equal(failures, [])
    for replica in replicas + [Replica(ERNA, 7), Replica(RITA, 7)]:
        replica.follow()
        equal(replica.expenses, listed(replica.person), replica.person.role, replica.limit)
        equal(replica.seqs, sorted(set(replica.seqs)), 'seq goes back or comes twice')
    expect(len(replicas[0].expenses) > 10, 'too little happened')


class Live:
    """An open GET /api/v1/events."""

    def __init__(self, person):
        self.socket = socket.create_connection(('127.0.0.1', SERVER.port), timeout=0.1)
        self.socket.sendall(
            (
                f'GET {API}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n'
                f'Authorization: Bearer {person.token}\r\nAccept: text/event-stream\r\n\r\n'
            ).encode()
        )
        self.text = b''
        self.wait_for(b'\r\n\r\n')

    def wait_for(self, what, seconds=5.0):
        """Reads on until @what has come; gives how long that took, or None."""
        start = time.monotonic()
        while what not in self.text:
            if time.monotonic() - start > seconds:
                return None
            try:
                self.text += self.socket.recv(65536)
            except TimeoutError:
                pass
        return time.monotonic() - start

    def rest(self, seconds):
        self.text = b''
        self.wait_for(b'no such thing', seconds)
        return self.text

    def close(self):
        self.socket.close()


def test_live_events_say_that_something_changed():
    live = Live(ERNA)
    expect(live.text.startswith(b'HTTP/1.1 200'), live.text)
    expect(b'content-type: text/event-stream' in live.text.lower(), live.text)
    live.rest(0.3)
    ERNA.draft(merchant='Secret jeweller')
    took = live.wait_for(b'data:', 2)
    expect(took is not None and took < 1, 'heard after', took, live.text)
    expect(b'jeweller' not in live.text, live.text)
    live.close()


def test_live_events_reach_the_reviewer_too():
    live = Live(RITA)
    live.rest(0.3)
    ACME.bring(ERNA, 'submitted')
    expect(live.wait_for(b'data:', 2) is not None, 'nothing heard')
    live.close()


def test_live_events_stay_in_the_company():
    live = Live(STRANGERS.admin)
    live.rest(0.3)
    ACME.bring(ERNA, 'submitted')
    expect(b'data:' not in live.rest(0.5), 'another company is heard', live.text)
    live.close()


def test_nobody_fills_the_server_with_live_readers():
    """The oldest of too many end, and nobody else's."""
    other = Live(RITA)
    lives = [Live(ERNA) for _ in range(70)]
    ended = [live.wait_for(b'\r\n0\r\n\r\n', 5) is not None for live in lives[:6]]
    equal(ended, [True] * 6)
    ACME.bring(ERNA, 'submitted')
    heard = [live.wait_for(b'event: change', 5) is not None for live in (*lives[6:], other)]
    equal(heard, [True] * 65)
    for live in (*lives, other):
        live.close()


def test_many_live_readers_and_an_honest_client():
    lives = [Live(person) for person in (ERNA, EMIL, RITA) for _ in range(10)]
    start = time.monotonic()
    for _ in range(20):
        equal(ERNA.get('/me').status, 200)
    expect(time.monotonic() - start < 2, 'slow beside 30 open streams', time.monotonic() - start)
    for live in lives:
        live.close()


def test_live_events_end_with_the_server():
    live = Live(ERNA)
    start = time.monotonic()
    equal(SERVER.stop(), 0)
    expect(time.monotonic() - start < 5, 'a stream held the server up', time.monotonic() - start)
    live.close()
    SERVER.start()
    equal(ERNA.get('/me').status, 200, 'a token outlives a restart')


run('changes', globals())
