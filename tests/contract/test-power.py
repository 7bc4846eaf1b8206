# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of the power and of the disk: nothing is lost and nothing doubled."""
import http.client
import pathlib
import random
import shutil
import subprocess
import tempfile
import threading
import time

import pictures
from client import Caller, sha256, uuid7
from company import Company
from load import check_all
from outlayd import Server, program
from tap import Skip, equal, expect, one_of, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ERNA, RITA, ADAM = ACME.employee, ACME.reviewer, ACME.admin
EMIL = ACME.hire('Emil', 'emil@acme.example', 'employee')
PROOF = ERNA.upload()


class Writer(threading.Thread):
    """Creates and submits until the server is gone; remembers what was acknowledged and what is open."""

    def __init__(self, person, number):
        super().__init__()
        self.person = person
        self.chance = random.Random(number)
        self.acknowledged = {}
        self.pending = None
        self.wrong = []

    def attempt(self):
        method, path, body, headers = self.pending
        return self.person.send(method, '/api/v1' + path, body, headers, timeout=5)

    def run(self):
        try:
            while True:
                if self.pending is None:
                    self.pending = self.next()
                reply = self.attempt()
                if reply.status not in (200, 201):
                    self.wrong.append(str(reply))
                    return
                self.acknowledged[reply.json['id']] = reply.json
                self.pending = None
        except (OSError, http.client.HTTPException):
            pass

    def next(self):
        key = {'Idempotency-Key': uuid7()}
        drafts = [row for row in self.acknowledged.values() if row['state'] == 'draft']
        if drafts and self.chance.random() < 0.5:
            row = self.chance.choice(drafts)
            body = {'revision': row['revision'], 'proof_digest': row['proof_digest']}
            return 'POST', f'/expenses/{row["id"]}/submit', body, key
        content = (
            self.person.content(proofs=[PROOF], note=uuid7())
            if self.person is ERNA
            else self.person.content(proofs=[self.proof], note=uuid7())
        )
        return 'PUT', f'/expenses/{uuid7()}', content, key | {'If-None-Match': '*'}


def test_kill_9_loses_nothing_and_doubles_nothing():
    writers = [Writer(person, number) for number, person in enumerate((ERNA, EMIL, ERNA, EMIL))]
    emils = EMIL.upload()
    for writer in writers:
        writer.proof = emils
    for round_ in range(5):
        for writer in writers:
            writer.start()
        time.sleep(0.25 + 0.05 * round_)
        SERVER.kill()
        for writer in writers:
            writer.join()
        SERVER.start()
        following = []
        for number, writer in enumerate(writers):
            equal(writer.wrong, [])
            other = Writer(writer.person, 10 * round_ + number)
            other.proof, other.acknowledged, other.pending = (
                writer.proof,
                writer.acknowledged,
                writer.pending,
            )
            # What was not answered is asked again with its key: done now, or done before, but once.
            if other.pending:
                reply = other.attempt()
                one_of(reply.status, (200, 201), 'a retry with its key', reply)
                other.acknowledged[reply.json['id']] = reply.json
                other.pending = None
            following.append(other)
        writers = following
        for writer in writers:
            for identity, row in writer.acknowledged.items():
                equal(writer.person.get(f'/expenses/{identity}').json, row, 'lost or changed')
    count = sum(len(writer.acknowledged) for writer in writers)
    expect(count > 100, 'too little happened:', count)
    notes = []
    for person in (ERNA, EMIL):
        cursor = ''
        while cursor is not None:
            page = person.get(f'/expenses?limit=200{cursor}').json
            notes += [row['note'] for row in page['items'] if len(row['note']) == 36]
            cursor = page['next'] and f'&cursor={page["next"]}'
    equal(len(notes), count, 'not one for one')
    equal(len(notes), len(set(notes)), 'doubled')
    for writer in writers:
        for identity, row in list(writer.acknowledged.items())[:40]:
            wanted = ['submit'] if row['state'] == 'submitted' else []
            equal([event['action'] for event in writer.person.events({'id': identity})], wanted)
    check_all(SERVER)


def test_kill_9_amid_uploads_leaves_no_rubbish():
    stop = threading.Event()
    acknowledged = []

    def upload():
        while not stop.is_set():
            data = pictures.padded(pictures.png(), 400_000)
            try:
                if (
                    ERNA.put(
                        f'/proofs/{sha256(data)}',
                        data,
                        headers={'Content-Type': 'image/png'},
                        timeout=5,
                    ).status
                    == 201
                ):
                    acknowledged.append(sha256(data))
            except (OSError, http.client.HTTPException):
                return

    for _ in range(3):
        threads = [threading.Thread(target=upload) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        SERVER.kill()
        stop.set()
        for thread in threads:
            thread.join()
        stop.clear()
        SERVER.start()
    expect(len(acknowledged) > 5, len(acknowledged))
    for hashed in acknowledged:
        reply = ERNA.get(f'/proofs/{hashed}')
        equal((reply.status, sha256(reply.body)), (200, hashed))
    check_all(SERVER)


def small_disk(folder, size):
    """A wrapper for a server that alone sees a small file system in @folder."""
    tmpfs = (
        'unshare',
        '--mount',
        'sh',
        '-c',
        f'mount -t tmpfs -o size={size} none {folder} && exec "$@"',
        'sh',
    )
    if (
        not shutil.which('unshare')
        or subprocess.run([*tmpfs, 'true'], capture_output=True, check=False).returncode != 0
    ):
        raise Skip('nothing can be mounted here')
    return tmpfs


def check_inside(server):
    """`outlayd check`, as the server sees its files."""
    done = subprocess.run(
        ['nsenter', '--mount', f'--target={server.process.pid}', program()]
        + ['check', f'--database={server.database}'],
        capture_output=True,
        text=True,
        check=False,
    )
    equal(done.returncode, 0, done.stdout, done.stderr)


def fill(person, size):
    """Uploads until there is no room; gives what was kept, and what was not with its answer."""
    kept = []
    for _ in range(60):
        data = pictures.padded(pictures.png(), size)
        reply = person.put(
            f'/proofs/{sha256(data)}', data, headers={'Content-Type': 'image/png'}, check=False
        )
        if reply.status != 201:
            break
        kept.append(sha256(data))
    expect(reply.status in (503, 507), 'a full disk is answered', reply)
    equal(reply.header('Content-Type'), 'application/problem+json')
    expect(str(person.server.folder).encode() not in reply.body, 'a path is told', reply)
    return kept, data


def check_proofs(person, kept):
    for hashed in kept:
        equal(sha256(person.get(f'/proofs/{hashed}').body), hashed)


def test_a_full_disk_of_proofs_only():
    """The database still has room to say of a file what is not true."""
    folder = tempfile.mkdtemp(prefix='outlay-contract-')
    AT_END.append(lambda: shutil.rmtree(folder, ignore_errors=True))
    (pathlib.Path(folder) / 'proofs').mkdir()
    with Server(folder=folder, wrapper=small_disk(f'{folder}/proofs', '2m')) as server:
        erna = Company(server, 'Full').employee
        ballast = pathlib.Path(f'/proc/{server.process.pid}/root{folder}/proofs/ballast')
        ballast.write_bytes(bytes(1 << 20))
        kept, data = fill(erna, 300_000)
        equal(erna.get(f'/proofs/{sha256(data)}').status, 404)
        equal(erna.create(erna.content(proofs=[])).status, 201, 'the database has room')
        check_proofs(erna, kept)
        ballast.unlink()
        equal(erna.upload(data), sha256(data))
        check_proofs(erna, [*kept, sha256(data)])
        check_inside(server)


def test_a_full_disk_is_said_and_mended():
    folder = tempfile.mkdtemp(prefix='outlay-contract-')
    AT_END.append(lambda: shutil.rmtree(folder, ignore_errors=True))
    with Server(folder=folder, wrapper=small_disk(folder, '6m')) as server:
        company = Company(server, 'Full')
        erna = company.employee
        # The file system is only seen by the server; through its eyes room is taken and given back.
        ballast = pathlib.Path(f'/proc/{server.process.pid}/root{folder}/ballast')
        ballast.write_bytes(bytes(1 << 20))
        kept, data = fill(erna, 300_000)
        created = []
        for _ in range(800):
            refused, identity = erna.content(proofs=[], note='x' * 900), uuid7()
            key = {'Idempotency-Key': uuid7()}
            reply = erna.create(refused, identity, headers=key, check=False)
            if reply.status != 201:
                break
            created.append(reply.json)
        expect(reply.status in (503, 507), 'a full disk is answered', reply)
        equal(Caller(server).send('GET', '/healthz', check=False).status in (200, 503), True)
        check_proofs(erna, kept)
        for row in created:
            equal(erna.read(row), row, 'acknowledged on a full disk, and lost')
        expect(server.process.poll() is None, 'the server has ended')
        # What was refused is asked for again: now it is done, and once.
        ballast.unlink()
        reply = erna.create(refused, identity, headers=key)
        equal(reply.status, 201, 'there is room again', reply)
        created.append(reply.json)
        equal(erna.create(refused, identity, headers=key).json, reply.json, 'asked for once more')
        equal(erna.upload(data), sha256(data))
        check_proofs(erna, [*kept, sha256(data)])
        listed, cursor = [], ''
        while cursor is not None:
            page = erna.get(f'/expenses?limit=200{cursor}').json
            listed += [row['id'] for row in page['items']]
            cursor = page['next'] and f'&cursor={page["next"]}'
        equal(sorted(listed), sorted(row['id'] for row in created), 'lost or doubled')
        check_inside(server)


run('power', globals())
