# SPDX-License-Identifier: GPL-3.0-or-later
"""Many at once, and the end of the power: one of two wins, nothing is lost and nothing doubled."""
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
from company import Company, content_of, etag
from outlayd import PASSWORD, Server, command
from tap import Skip, equal, expect, one_of, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ERNA, RITA, ADAM = ACME.employee, ACME.reviewer, ACME.admin
EMIL = ACME.hire('Emil', 'emil@acme.example', 'employee')
PROOF = ERNA.upload()


def together(*codes):
    """Runs all at the same moment; gives what each returned, in order."""
    results, barrier = [None] * len(codes), threading.Barrier(len(codes))

    def go(number):
        barrier.wait()
        try:
            results[number] = codes[number]()
        except Exception as error:  # pylint: disable=broad-except
            results[number] = error

    threads = [threading.Thread(target=go, args=(number,)) for number in range(len(codes))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, Exception):
            raise result
    return results


def statuses(replies):
    return sorted(reply.status for reply in replies)


def test_two_reviewers_decide_at_once():
    for _ in range(15):
        expense = ACME.bring(ERNA, 'submitted', proofs=[PROOF])
        replies = together(lambda: RITA.act('approve', expense), lambda: ADAM.act('reject', expense))
        equal(statuses(replies), [200, 409])
        current = ERNA.read(expense)
        won = next(reply.json for reply in replies if reply.status == 200)
        lost = next(reply.json for reply in replies if reply.status == 409)
        equal((won, lost['current']), (current, current))
        equal([event['action'] for event in ERNA.events(expense)],
              ['submit', 'approve' if current['state'] == 'approved' else 'reject'])


def test_one_action_eight_times():
    expense = ERNA.draft(proofs=[PROOF])
    equal(statuses(together(*[lambda: ERNA.act('submit', expense)] * 8)), [200] + [409] * 7)
    expense = ERNA.read(expense)
    equal(statuses(together(*[lambda: RITA.act('reject', expense)] * 8)), [200] + [409] * 7)
    expense = ERNA.correct(ERNA.read(expense))
    equal(statuses(together(*[lambda: ERNA.act('resubmit', expense)] * 8)), [200] + [409] * 7)
    expense = ERNA.read(expense)
    equal((expense['proof_version'], expense['reuploads_left']), (1, 1))
    equal(len(ERNA.events(expense)), 3)


def test_withdrawal_against_verdict():
    for _ in range(10):
        expense = ACME.bring(ERNA, 'submitted', proofs=[PROOF])
        replies = together(lambda: ERNA.act('withdraw', expense), lambda: RITA.act('approve', expense))
        one_of(statuses(replies), ([200, 404], [200, 409]))
        expect(b'"draft"' not in replies[1].body, 'the reviewer is shown the draft', replies[1])


def test_edits_against_submit():
    for _ in range(10):
        draft = ERNA.draft(proofs=[PROOF])
        edited = content_of(draft) | {'note': 'edited'}
        put, submit = together(lambda: ERNA.replace(draft, edited), lambda: ERNA.act('submit', draft))
        now = ERNA.read(draft)
        one_of((put.status, submit.status, now['note'], now['state']),
               ((200, 409, 'edited', 'draft'), (409, 200, '', 'submitted'), (412, 200, '', 'submitted')))


def test_eight_edits_of_one_revision():
    draft = ERNA.draft(proofs=[PROOF])
    replies = together(*[lambda n=n: ERNA.replace(draft, content_of(draft) | {'note': str(n)}) for n in range(8)])
    equal(statuses(replies), [200] + [412] * 7)
    now = ERNA.read(draft)
    equal(now, next(reply.json for reply in replies if reply.status == 200))
    for reply in replies:
        expect(reply.status == 200 or reply.json['current'] == now, reply)


def test_eight_births_of_one_id():
    identity = uuid7()
    replies = together(*[lambda n=n: ERNA.create(ERNA.content(note=str(n), proofs=[]), identity) for n in range(8)])
    equal(statuses(replies), [201] + [412] * 7)


def test_two_people_claim_one_id():
    identity = uuid7()
    replies = together(lambda: ERNA.create(ERNA.content(proofs=[]), identity), lambda: EMIL.create(EMIL.content(proofs=[]), identity))
    equal(statuses(replies)[0], 201)
    one_of(statuses(replies)[1], (404, 409, 412))


def test_one_proof_from_many_hands():
    data = pictures.padded(pictures.png(), 300_000)
    path = f'/proofs/{sha256(data)}'
    people = (ERNA, EMIL, RITA, ADAM) * 2
    replies = together(*[lambda p=p: p.put(path, data, headers={'Content-Type': 'image/png'}) for p in people])
    expect(all(reply.status in (200, 201, 204) for reply in replies), statuses(replies))
    for person in people[:4]:
        equal(person.get(path).body, data)
    equal(len([f for f in (SERVER.folder / 'proofs').rglob('*') if sha256(data) in f.name]), 1)


def test_two_admins_end_each_other():
    for number in range(5):
        reply = Caller(SERVER).post('/auth/signup', {'company': f'Duel {number}', 'name': 'A', 'email': f'a@duel{number}.example', 'password': PASSWORD})
        equal(reply.status, 201, reply)
        first = Caller(SERVER, reply.json['access_token'])
        first_id = reply.json['user']['id']
        reply = first.post('/users', {'name': 'B', 'email': f'b@duel{number}.example', 'role': 'admin', 'password': PASSWORD})
        second_id = reply.json['id']
        second = Caller(SERVER, Caller(SERVER).post('/auth/login', {'email': f'b@duel{number}.example', 'password': PASSWORD}).json['access_token'])
        replies = together(lambda: first.patch(f'/users/{second_id}', {'role': 'employee'}), lambda: second.patch(f'/users/{first_id}', {'disabled': True}))
        expect(statuses(replies).count(200) == 1, 'a company without an admin', replies[0], replies[1])


def test_one_name_or_address_many_times():
    equal(statuses(together(*[lambda: ADAM.post('/categories', {'name': 'Only once'})] * 8))[0], 201)
    equal([row['name'] for row in ADAM.get('/categories').json['items']].count('Only once'), 1)
    body = {'company': 'Once only', 'name': 'O', 'email': 'once@only.example', 'password': PASSWORD}
    replies = together(*[lambda: Caller(SERVER).post('/auth/signup', body)] * 6)
    equal(statuses(replies).count(201), 1, statuses(replies))
    replies = together(*[lambda n=n: Caller(SERVER).post('/auth/signup', body | {'company': 'Same name', 'email': f'n{n}@only.example'}) for n in range(6)])
    ids = {reply.json['user']['company']['id'] for reply in replies if reply.status == 201}
    equal(len(ids), statuses(replies).count(201), 'somebody joined by the name alone')


def test_guessing_at_once_is_limited_too():
    """A limit that is looked at before and counted after lets a burst through."""
    with Server() as server:
        company = Company(server, 'Target')
        body = {'email': company.employee.email, 'password': 'a wrong password'}
        replies = together(*[lambda: Caller(server).post('/auth/login', body, check=False)] * 100)
        tried = statuses(replies).count(401)
        expect(set(statuses(replies)) <= {401, 429, 503}, statuses(replies))
        expect(tried <= 30, tried, 'of 100 guesses at once were looked at')


def test_logins_do_not_hold_up_others():
    """With the real cost of a password, four sign-ins beside readers and writers."""
    with Server('--bcrypt-cost=12') as server:
        company = Company(server, 'Storm')
        times, stop = [], threading.Event()

        def work():
            while not stop.is_set():
                start = time.monotonic()
                equal(company.employee.get('/expenses?limit=5').status, 200)
                equal(company.employee.create(company.employee.content(proofs=[])).status, 201)
                times.append(time.monotonic() - start)

        worker = threading.Thread(target=work)
        worker.start()
        replies = together(*[lambda n=n: Caller(server).post('/auth/login', {'email': f'nobody{n}@storm.example', 'password': 'a wrong password'}, check=False) for n in range(4)])
        stop.set()
        worker.join()
        expect(set(statuses(replies)) <= {401, 429, 503}, statuses(replies))
        expect(times and sorted(times)[len(times) // 2] < 0.1, 'held up:', [round(t, 3) for t in sorted(times)[-10:]])


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
        content = self.person.content(proofs=[PROOF], note=uuid7()) if self.person is ERNA else self.person.content(proofs=[self.proof], note=uuid7())
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
            other.proof, other.acknowledged, other.pending = writer.proof, writer.acknowledged, writer.pending
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
    done = command('check', f'--database={SERVER.database}')
    equal(done.returncode, 0, done.stdout, done.stderr)


def test_kill_9_amid_uploads_leaves_no_rubbish():
    stop = threading.Event()
    acknowledged = []

    def upload():
        while not stop.is_set():
            data = pictures.padded(pictures.png(), 400_000)
            try:
                if ERNA.put(f'/proofs/{sha256(data)}', data, headers={'Content-Type': 'image/png'}, timeout=5).status == 201:
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
    equal(command('check', f'--database={SERVER.database}').returncode, 0)


def test_a_full_disk_is_said_and_mended():
    folder = tempfile.mkdtemp(prefix='outlay-contract-')
    AT_END.append(lambda: shutil.rmtree(folder, ignore_errors=True))
    tmpfs = ('unshare', '--mount', 'sh', '-c', f'mount -t tmpfs -o size=6m none {folder} && exec "$@"', 'sh')
    if not shutil.which('unshare') or subprocess.run([*tmpfs, 'true'], capture_output=True, check=False).returncode != 0:
        raise Skip('nothing can be mounted here')
    with Server(folder=folder, wrapper=tmpfs) as server:
        company = Company(server, 'Full')
        erna = company.employee
        # The file system is only seen by the server; through its eyes room is taken and given back.
        ballast = pathlib.Path(f'/proc/{server.process.pid}/root{folder}/ballast')
        ballast.write_bytes(bytes(1 << 20))
        kept, full = [], None
        for _ in range(60):
            data = pictures.padded(pictures.png(), 300_000)
            reply = erna.put(f'/proofs/{sha256(data)}', data, headers={'Content-Type': 'image/png'}, check=False)
            if reply.status != 201:
                full = reply
                break
            kept.append(sha256(data))
        expect(full is not None and full.status in (503, 507), 'a full disk is answered', full)
        equal(full.header('Content-Type'), 'application/problem+json')
        expect(str(folder).encode() not in full.body, 'a path of the server is told', full)
        created = []
        for _ in range(400):
            reply = erna.create(erna.content(proofs=[], note='x' * 900), check=False)
            if reply.status != 201:
                expect(reply.status in (503, 507), reply)
                break
            created.append(reply.json)
        equal(Caller(server).send('GET', '/healthz', check=False).status in (200, 503), True)
        for hashed in kept:
            equal(sha256(erna.get(f'/proofs/{hashed}').body), hashed)
        for row in created:
            equal(erna.read(row), row, 'acknowledged on a full disk, and lost')
        expect(server.process.poll() is None, 'the server has ended')
        ballast.unlink()
        equal(erna.create(erna.content(proofs=[])).status, 201, 'there is room again')
        data = pictures.png()
        equal(erna.put(f'/proofs/{sha256(data)}', data, headers={'Content-Type': 'image/png'}).status, 201)


def test_a_deleted_draft_against_its_edit():
    for _ in range(10):
        draft = ERNA.draft(proofs=[])
        edit, delete = together(lambda: ERNA.replace(draft, content_of(draft) | {'note': 'edited'}),
                                lambda: ERNA.delete(f'/expenses/{draft["id"]}', headers={'If-Match': etag(draft)}))
        one_of((edit.status, delete.status), ((200, 412), (404, 204), (412, 204)))
        equal(ERNA.get(f'/expenses/{draft["id"]}').status, 200 if edit.status == 200 else 404)


run('concurrency', globals())
