# SPDX-License-Identifier: GPL-3.0-or-later
"""Many at once: one of two wins, and nobody waits for the slow."""
import threading
import time

import pictures
from client import Caller, sha256, uuid7
from company import Company, content_of, etag
from load import check_all
from outlayd import PASSWORD, Server
from tap import equal, expect, one_of, run

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
        replies = together(
            lambda: RITA.act('approve', expense), lambda: ADAM.act('reject', expense)
        )
        equal(statuses(replies), [200, 409])
        current = ERNA.read(expense)
        won = next(reply.json for reply in replies if reply.status == 200)
        lost = next(reply.json for reply in replies if reply.status == 409)
        equal((won, lost['current']), (current, current))
        equal(
            [event['action'] for event in ERNA.events(expense)],
            ['submit', 'approve' if current['state'] == 'approved' else 'reject'],
        )


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
        replies = together(
            lambda: ERNA.act('withdraw', expense), lambda: RITA.act('approve', expense)
        )
        one_of(statuses(replies), ([200, 404], [200, 409]))
        expect(b'"draft"' not in replies[1].body, 'the reviewer is shown the draft', replies[1])


def test_edits_against_submit():
    for _ in range(10):
        draft = ERNA.draft(proofs=[PROOF])
        edited = content_of(draft) | {'note': 'edited'}
        put, submit = together(
            lambda: ERNA.replace(draft, edited), lambda: ERNA.act('submit', draft)
        )
        now = ERNA.read(draft)
        one_of(
            (put.status, submit.status, now['note'], now['state']),
            (
                (200, 409, 'edited', 'draft'),
                (409, 200, '', 'submitted'),
                (412, 200, '', 'submitted'),
            ),
        )


def test_eight_edits_of_one_revision():
    draft = ERNA.draft(proofs=[PROOF])
    replies = together(
        *[lambda n=n: ERNA.replace(draft, content_of(draft) | {'note': str(n)}) for n in range(8)]
    )
    equal(statuses(replies), [200] + [412] * 7)
    now = ERNA.read(draft)
    equal(now, next(reply.json for reply in replies if reply.status == 200))
    for reply in replies:
        expect(reply.status == 200 or reply.json['current'] == now, reply)


def test_eight_births_of_one_id():
    identity = uuid7()
    replies = together(
        *[lambda n=n: ERNA.create(ERNA.content(note=str(n), proofs=[]), identity) for n in range(8)]
    )
    equal(statuses(replies), [201] + [412] * 7)


def test_two_people_claim_one_id():
    identity = uuid7()
    replies = together(
        lambda: ERNA.create(ERNA.content(proofs=[]), identity),
        lambda: EMIL.create(EMIL.content(proofs=[]), identity),
    )
    equal(statuses(replies)[0], 201)
    one_of(statuses(replies)[1], (404, 409, 412))


def test_one_proof_from_many_hands():
    data = pictures.padded(pictures.png(), 300_000)
    path = f'/proofs/{sha256(data)}'
    people = (ERNA, EMIL, RITA, ADAM) * 2
    replies = together(
        *[lambda p=p: p.put(path, data, headers={'Content-Type': 'image/png'}) for p in people]
    )
    expect(all(reply.status in (200, 201, 204) for reply in replies), statuses(replies))
    for person in people[:4]:
        equal(person.get(path).body, data)
    equal(len([f for f in (SERVER.folder / 'proofs').rglob('*') if sha256(data) in f.name]), 1)


def test_two_admins_end_each_other():
    for number in range(5):
        reply = Caller(SERVER).post(
            '/auth/signup',
            {
                'company': f'Duel {number}',
                'name': 'A',
                'email': f'a@duel{number}.example',
                'password': PASSWORD,
            },
        )
        equal(reply.status, 201, reply)
        first = Caller(SERVER, reply.json['access_token'])
        first_id = reply.json['user']['id']
        reply = first.post(
            '/users',
            {
                'name': 'B',
                'email': f'b@duel{number}.example',
                'role': 'admin',
                'password': PASSWORD,
            },
        )
        second_id = reply.json['id']
        second = Caller(
            SERVER,
            Caller(SERVER)
            .post('/auth/login', {'email': f'b@duel{number}.example', 'password': PASSWORD})
            .json['access_token'],
        )
        replies = together(
            lambda: first.patch(f'/users/{second_id}', {'role': 'employee'}),
            lambda: second.patch(f'/users/{first_id}', {'disabled': True}),
        )
        expect(
            statuses(replies).count(200) == 1, 'a company without an admin', replies[0], replies[1]
        )


def test_one_name_or_address_many_times():
    equal(
        statuses(together(*[lambda: ADAM.post('/categories', {'name': 'Only once'})] * 8))[0], 201
    )
    equal([row['name'] for row in ADAM.get('/categories').json['items']].count('Only once'), 1)
    body = {'company': 'Once only', 'name': 'O', 'email': 'once@only.example', 'password': PASSWORD}
    replies = together(*[lambda: Caller(SERVER).post('/auth/signup', body)] * 6)
    equal(statuses(replies).count(201), 1, statuses(replies))
    replies = together(
        *[
            lambda n=n: Caller(SERVER).post(
                '/auth/signup', body | {'company': 'Same name', 'email': f'n{n}@only.example'}
            )
            for n in range(6)
        ]
    )
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
        replies = together(
            *[
                lambda n=n: Caller(server).post(
                    '/auth/login',
                    {'email': f'nobody{n}@storm.example', 'password': 'a wrong password'},
                    check=False,
                )
                for n in range(4)
            ]
        )
        stop.set()
        worker.join()
        expect(set(statuses(replies)) <= {401, 429, 503}, statuses(replies))
        expect(
            times and sorted(times)[len(times) // 2] < 0.3,
            'held up:',
            [round(t, 3) for t in sorted(times)[-10:]],
        )


def test_a_deleted_draft_against_its_edit():
    for _ in range(10):
        draft = ERNA.draft(proofs=[])
        edit, delete = together(
            lambda: ERNA.replace(draft, content_of(draft) | {'note': 'edited'}),
            lambda: ERNA.delete(f'/expenses/{draft["id"]}', headers={'If-Match': etag(draft)}),
        )
        one_of((edit.status, delete.status), ((200, 412), (404, 204), (412, 204)))
        equal(ERNA.get(f'/expenses/{draft["id"]}').status, 200 if edit.status == 200 else 404)


def test_check_finds_nothing_after_all_that():
    check_all(SERVER)


run('concurrency', globals())
