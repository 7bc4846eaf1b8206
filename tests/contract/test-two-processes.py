# SPDX-License-Identifier: GPL-3.0-or-later
"""Two servers on one PostgreSQL: whoever comes at the same moment to the other one, one of both wins, and
nothing is missed."""
import os
import sys
import threading
import time

import postgresql
from client import Caller, sign_in, uuid7
from company import Company, Person, today
from load import check_all
from outlayd import Server
from tap import equal, expect, one_of, run


def start_beside(server):
    """Another process on the same database, with the same keys and proofs."""
    options = (f'--keys={server.folder}/keys', f'--proofs={server.folder}/proofs')
    other = Server(*options, start=False, database=server.database)
    other.folders = lambda: []
    other.start()
    return other


if not postgresql.ADDRESS:
    print('1..0 # SKIP PostgreSQL is not installed')
    sys.exit(0)

os.environ['OUTLAY_TEST_ENGINE'] = 'postgresql'
SERVER = Server()
OTHER = start_beside(SERVER)
AT_END = [SERVER.close, OTHER.close]
ACME = Company(SERVER, 'Acme')
REX = ACME.hire('Rex', 'rex@acme.example', 'reviewer')
EMIL = ACME.hire('Emil', 'emil@acme.example', 'employee')


def elsewhere(person):
    """The same person, who talks to the other server."""
    return Person(OTHER, {
        'access_token': person.token,
        'refresh_token': person.refresh_token,
        'user': {'id': person.id, 'name': person.name, 'email': person.email, 'role': person.role},
    })


def together(codes):
    """Runs all at the same moment; gives what each returned, in order."""
    results, barrier = [None] * len(codes), threading.Barrier(len(codes))

    def go(number):
        barrier.wait()
        results[number] = codes[number]()

    threads = [threading.Thread(target=go, args=(number,)) for number in range(len(codes))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expect(None not in results, 'one of them failed')
    return results


def refresh(server, token):
    return Caller(server).post('/auth/refresh', {'refresh_token': token})


def refresh_at_both(count):
    """One successor, and nobody is signed out."""
    token = sign_in(SERVER, 'erna@acme.example')['refresh_token']
    replies = together(
        [lambda n=n: refresh((SERVER, OTHER)[n % 2], token) for n in range(count)]
    )
    equal([reply.status for reply in replies], [200] * count)
    successors = {reply.json['refresh_token'] for reply in replies}
    equal(len(successors), 1)
    for reply in replies[:4]:
        equal(Caller(OTHER, reply.json['access_token']).get('/me').status, 200)
    token = successors.pop()
    for server in (OTHER, SERVER):
        reply = refresh(server, token)
        equal(reply.status, 200, 'signed out', reply)
        token = reply.json['refresh_token']


def test_8_refreshes_of_one_token():
    for _ in range(4):
        refresh_at_both(8)


def test_50_refreshes_of_one_token():
    refresh_at_both(50)


def test_two_reviewers_decide_at_once():
    """One decision; the other is told who has decided, and when."""
    first, second = ACME.reviewer, elsewhere(REX)
    for number in range(12):
        expense = ACME.bring(ACME.employee, 'submitted')
        replies = together([
            lambda: first.act('approve' if number % 2 else 'reject', expense),
            lambda: second.act('reject' if number % 2 else 'approve', expense),
        ])
        equal(sorted(reply.status for reply in replies), [200, 409])
        winner, loser = sorted(
            zip(replies, (first, second)), key=lambda pair: pair[0].status
        )
        _, event = ACME.employee.events(expense)
        equal(event['actor'], {'id': winner[1].id, 'name': winner[1].name})
        detail = loser[0].json['detail']
        expect(f'{winner[1].name} {winner[0].json["state"]} it at {event["at"]}' in detail, detail)
        equal(loser[0].json['current'], winner[0].json)
        equal(ACME.employee.read(expense), winner[0].json)
    check_all(SERVER)


def test_one_expense_from_two_devices():
    """The same key at both servers: it is done once, and both are told the same."""
    erna, other = ACME.employee, elsewhere(ACME.employee)
    for _ in range(8):
        key, identity, content = {'Idempotency-Key': uuid7()}, uuid7(), erna.content(proofs=[])
        replies = together([
            lambda: erna.create(content, identity, headers=key),
            lambda: other.create(content, identity, headers=key),
        ])
        equal([reply.status for reply in replies], [201, 201])
        equal(replies[0].json, replies[1].json)
        identity = uuid7()
        replies = together([
            lambda: erna.create(content, identity), lambda: other.create(content, identity)
        ])
        equal(sorted(reply.status for reply in replies), [201, 412])


class Follower(threading.Thread):
    """Reads the feed of changes on and on, as a device does that is told of each."""

    def __init__(self, person):
        super().__init__(daemon=True)
        self.person = person
        self.stop = threading.Event()
        self.cursor = None
        self.seen = set()
        self.failure = None

    def read_page(self):
        since = f'since={self.cursor}&' if self.cursor else ''
        page = self.person.get(f'/changes?{since}limit=200').json
        self.cursor = page['cursor']
        self.seen |= {change['id'] for change in page['changes'] if change['type'] == 'expense'}
        return page['changes']

    def run(self):
        try:
            while not self.stop.is_set():
                self.read_page()
        except Exception as failure:  # pylint: disable=broad-except
            self.failure = failure

    def end(self):
        self.stop.set()
        self.join()
        if self.failure:
            raise self.failure
        while self.read_page():
            pass


def test_the_feed_skips_nobody():
    """A cursor that has come past a number never misses one that is committed later."""
    people = [ACME.employee, EMIL, elsewhere(ACME.employee), elsewhere(EMIL)]
    followers = [Follower(ACME.employee), Follower(elsewhere(ACME.employee)), Follower(EMIL)]
    created, until = [], time.monotonic() + 4

    def write(number, person):
        # Days of their own: what is counted together is written one after the other.
        content = person.content(proofs=[], day=today(-number))
        while time.monotonic() < until:
            reply = person.create(content)
            one_of(reply.status, (201,), reply)
            created.append((person.id, reply.json['id']))

    threads = [threading.Thread(target=write, args=item) for item in enumerate(people)]
    for thread in [*followers, *threads]:
        thread.start()
    for thread in threads:
        thread.join()
    for follower in followers:
        follower.end()
        own = {identity for owner, identity in created if owner == follower.person.id}
        expect(len(own) > 20, 'too little happened:', len(own))
        equal(sorted(own - follower.seen), [], 'missed, of', len(own))
    check_all(SERVER)


run('two-processes', globals())
