# SPDX-License-Identifier: GPL-3.0-or-later
"""Another process holds the lock of the SQLite file: who writes waits, or is told when to come again, and
who reads is not held up."""
import subprocess
import sys
import threading
import time

from client import check_problem
from company import Company
from load import Load, check_all, persist, staff
from outlayd import Server, die_with_parent
from tap import equal, expect, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')

HOLD = '''
import sqlite3, sys, time
path, seconds, times, pause = sys.argv[1], *map(float, sys.argv[2:])
db = sqlite3.connect(path, timeout=60, isolation_level=None)
for _ in range(int(times)):
    db.execute('BEGIN IMMEDIATE')
    print('held', flush=True)
    time.sleep(seconds)
    db.execute('ROLLBACK')
    time.sleep(pause)
'''


class Holder:
    """Somebody else who writes, and takes their time."""

    def __init__(self, seconds, times=1, pause=0):
        self.process = subprocess.Popen(
            [sys.executable, '-c', HOLD, str(SERVER.folder / 'outlay.db')]
            + [str(number) for number in (seconds, times, pause)],
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=die_with_parent,
        )

    def __enter__(self):
        equal(self.process.stdout.readline(), 'held\n')
        return self

    def is_there(self):
        return self.process.poll() is None

    def __exit__(self, *_):
        self.process.stdout.read()
        self.process.stdout.close()
        equal(self.process.wait(), 0)


def read_beside(holder, reader):
    """Reads until the lock is given back; gives how long each took."""
    times = []
    while holder.is_there():
        start = time.monotonic()
        equal(reader.get('/expenses?limit=20').status, 200)
        equal(reader.get('/changes?limit=20').status, 200)
        times.append(time.monotonic() - start)
        time.sleep(0.02)
    return times


def check_readers(times):
    expect(len(times) > 20, 'only', len(times), 'reads')
    expect(sorted(times)[len(times) * 9 // 10] < 0.3, 'readers waited', sorted(times)[-5:])


def test_who_writes_waits():
    """For three seconds nobody is refused."""
    with Load(staff(ACME, 4)) as load:
        time.sleep(0.3)
        before = len(load.done)
        with Holder(3) as holder:
            times = read_beside(holder, ACME.reviewer)
        # What went on before the lock was seen, and after it was given back.
        expect(len(load.done) <= before + 60, len(load.done) - before, 'while it was held')
        time.sleep(0.5)
        equal(load.refused, [], 'three seconds are waited for')
        with Holder(0.15, 10, 0.01):
            pass
    check_readers(times)
    equal(load.refused, [], 'one who comes again and again')
    expect(len(load.done) > before + 4, 'it did not go on')
    load.check(SERVER)


def test_who_waited_for_long_is_told():
    before = int(SERVER.sql('SELECT count(*) FROM expense')[0][0])
    erna, refused, created, told = ACME.employee, [], [], []

    def name_category():
        start = time.monotonic()
        told.append(ACME.admin.post('/categories', {'name': 'In vain'}, check=False))
        told.append(time.monotonic() - start)

    def create():
        reply = persist(lambda: erna.create(erna.content(proofs=[]), check=False), refused)
        created.append(reply)

    threads = [threading.Thread(target=name_category)]
    threads += [threading.Thread(target=create) for _ in range(6)]
    with Holder(8) as holder:
        for thread in threads:
            thread.start()
            time.sleep(0.05)
        times = read_beside(holder, ACME.reviewer)
    for thread in threads:
        thread.join()
    check_readers(times)
    reply, waited = told
    equal(reply.status, 503, reply)
    check_problem(reply)
    expect(int(reply.header('Retry-After')) >= 1, reply)
    expect(1 < waited < 8, 'answered after', waited)
    equal(ACME.admin.get('/categories').body.count(b'In vain'), 0)
    equal([reply.status for reply in created], [201] * 6)
    for reply in created:
        equal(erna.read(reply.json), reply.json, 'acknowledged, and lost')
    equal(int(SERVER.sql('SELECT count(*) FROM expense')[0][0]) - before, 6, 'doubled')
    check_all(SERVER)


run('busy', globals())
