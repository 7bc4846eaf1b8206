# SPDX-License-Identifier: GPL-3.0-or-later
"""People at work while something breaks: each write has a key, is asked for until it is answered, and
must afterwards be there, once."""
import contextlib
import http.client
import threading
import time

import pictures
from client import check_problem, sha256, uuid7
from outlayd import command
from tap import equal, expect, one_of

# How long somebody is told to come again before it is a failure.
PATIENCE = 40
PAUSE = 0.2


def persist(call, refused):
    """Calls until it is answered with something else than 503, each of which says when to come again."""
    end = time.monotonic() + PATIENCE
    while True:
        reply = call()
        if reply.status != 503:
            return reply
        check_problem(reply)
        expect(int(reply.header('Retry-After')) >= 1, reply)
        expect(time.monotonic() < end, 'still away:', reply)
        refused.append(reply)
        time.sleep(PAUSE)


class Load:
    """People who file expenses with a picture and submit them, and insist."""

    def __init__(self, people, size=100):
        self.server = people[0].server
        self.size = size
        self.stop = threading.Event()
        self.done = []
        self.refused = []
        self.failures = []
        self.is_down = False
        self.n_downs = 0
        self.threads = [threading.Thread(target=self.work, args=(one,)) for one in people]
        for thread in self.threads:
            thread.start()

    @contextlib.contextmanager
    def outage(self):
        """While the server itself ends, or the ground under it: whatever is said then is no promise."""
        self.n_downs += 1
        self.is_down = True
        try:
            yield
        finally:
            self.is_down = False

    def survive(self, call):
        """Calls; asks again where an outage took the answer, or may have made it: of a machine that is
        dead nobody would have heard it."""
        end = time.monotonic() + PATIENCE
        while True:
            expect(time.monotonic() < end, 'still down')
            n_downs = self.n_downs
            try:
                reply = call()
            except (OSError, http.client.HTTPException):
                if not self.is_down and self.n_downs == n_downs:
                    raise
            else:
                if not self.is_down and self.n_downs == n_downs:
                    return reply
            time.sleep(PAUSE / 4)

    def insist(self, call):
        key = {'Idempotency-Key': uuid7()}
        return persist(lambda: self.survive(lambda: call(key)), self.refused)

    def work(self, person):
        try:
            while not self.stop.is_set():
                self.file(person)
        except Exception as failure:  # pylint: disable=broad-except
            self.failures.append(repr(failure)[:500])

    def upload(self, person):
        picture = pictures.padded(pictures.png(), self.size)
        name = sha256(picture)
        reply = self.insist(
            lambda key: person.put(
                f'/proofs/{name}', picture, headers={'Content-Type': 'image/png'}, check=False
            )
        )
        one_of(reply.status, (200, 201), 'upload', reply)
        return name

    def file(self, person):
        name = self.upload(person)
        identity, content = uuid7(), person.content(proofs=[name])
        reply = self.insist(
            lambda key: person.create(content, identity, headers=key, check=False)
        )
        equal(reply.status, 201, 'create', reply)
        shown = {'revision': 1, 'proof_digest': reply.json['proof_digest']}
        reply = self.insist(
            lambda key: person.post(
                f'/expenses/{identity}/submit', shown, headers=key, check=False
            )
        )
        equal(reply.status, 200, 'submit', reply)
        self.done.append((person, identity, name))

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join()
        expect(not self.failures, self.failures, self.server.log[-1000:])

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.end()
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def check(self, server, *options):
        """Nothing that was acknowledged is lost, and nothing has happened twice."""
        for person, identity, name in self.done:
            expense = person.get(f'/expenses/{identity}').json
            equal((expense['state'], expense['revision']), ('submitted', 2), expense)
            events = person.get(f'/expenses/{identity}/events').json['items']
            equal([event['action'] for event in events], ['submit'], identity)
            equal(sha256(person.get(f'/proofs/{name}').body), name, 'a proof')
        rows = server.sql('SELECT count(*) FROM expense')
        equal(int(rows[0][0]), len(self.done), 'expenses')
        check_all(server, *options)


def check_all(server, *options):
    """What `outlayd check` says of the database, its proofs and its chain of events: nothing."""
    done = command('check', '--database', server.database, *server.folders(), *options)
    equal(done.returncode, 0, done.stdout, done.stderr)


def staff(company, n):
    """People of the company, signed in before anything breaks."""
    host = company.admin.email.split('@')[1]
    return [company.hire(f'Erna {i}', f'erna{i}@{host}', 'employee') for i in range(n)]
