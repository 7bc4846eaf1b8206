# SPDX-License-Identifier: GPL-3.0-or-later
"""The workflow over HTTP: every state, action and actor; what is bound to what was shown; the second chance."""
import pictures
from client import UTC, digest, sha256
from company import ACTIONS, EVENT, EXPENSE, STATES, Company, content_of, etag, today
from outlayd import Server
from tap import Complaints, equal, expect, one_of, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ACME.other_reviewer = ACME.hire('Rolf', 'rolf@acme.example', 'reviewer')
ACME.other_admin = ACME.hire('Alma', 'alma@acme.example', 'admin')
ACME.other_employee = ACME.hire('Emil', 'emil@acme.example', 'employee')
STRANGERS = Company(SERVER, 'Zeppelin')

# from, action: (who, to)
TABLE = {
    ('draft', 'submit'): ('owner', 'submitted'),
    ('submitted', 'withdraw'): ('owner', 'draft'),
    ('submitted', 'approve'): ('reviewer', 'approved'),
    ('submitted', 'reject'): ('reviewer', 'rejected'),
    ('rejected', 'resubmit'): ('owner', 'submitted'),
    ('approved', 'reopen'): ('reviewer', 'submitted'),
    ('approved', 'reimburse'): ('admin', 'reimbursed'),
}
WHO = {action: who for (_, action), (who, _) in TABLE.items()}


def may(actor, owner, action):
    """Whether the role is the one that the table names for the action."""
    who = WHO[action]
    if who == 'owner':
        return actor is owner
    if actor is owner:
        return False
    return actor.role == 'admin' or (who == 'reviewer' and actor.role == 'reviewer')


def wanted_status(actor, owner, state, action):
    if actor is not owner:
        sees = actor.role in ('reviewer', 'admin') and actor.company == owner.company
        if not sees or state == 'draft':
            return 404
    if not may(actor, owner, action):
        return 403
    return 200 if (state, action) in TABLE else 409


def try_all_actors(complaints, owner, state):
    actors = {
        'owner': owner,
        'other reviewer': ACME.other_reviewer,
        'other admin': ACME.other_admin,
        'other employee': ACME.other_employee,
        'admin elsewhere': STRANGERS.admin,
        'employee elsewhere': STRANGERS.employee,
    }
    expense = ACME.bring(owner, state)
    for action in ACTIONS:
        for title, actor in actors.items():
            about = f'{owner.role}\'s {state}, {action} by {title}:'
            wanted = wanted_status(actor, owner, state, action)
            if wanted == 200 and action == 'resubmit':
                expense = owner.correct(expense)
            reply = actor.act(action, expense)
            complaints.check(reply.status == wanted, about, 'wanted', wanted, 'got', reply)
            if reply.status == 409:
                complaints.check(
                    reply.json.get('current') == expense, about, 'current is wrong', reply
                )
            if reply.status == 200:
                complaints.check(
                    reply.json['state'] == TABLE[state, action][1]
                    and reply.header('ETag') == etag(reply.json)
                    and reply.json['revision'] > expense['revision'],
                    about,
                    reply,
                )
                expense = ACME.bring(owner, state)
            elif owner.read(expense) != expense:
                complaints.check(False, about, 'a refusal changed it', owner.read(expense))
                expense = ACME.bring(owner, state)


def mark_companies():
    for company in (ACME, STRANGERS):
        for person in vars(company).values():
            if hasattr(person, 'token'):
                person.company = company.name


mark_companies()


def test_matrix_of_an_employees_expense():
    with Complaints() as complaints:
        for state in STATES:
            try_all_actors(complaints, ACME.employee, state)


def test_matrix_of_a_reviewers_expense():
    with Complaints() as complaints:
        for state in STATES:
            try_all_actors(complaints, ACME.reviewer, state)


def test_matrix_of_an_admins_expense():
    with Complaints() as complaints:
        for state in STATES:
            try_all_actors(complaints, ACME.admin, state)


def test_a_draft_is_seen_by_nobody_else():
    draft = ACME.employee.draft(merchant='Secret jeweller')
    path = f'/expenses/{draft["id"]}'
    for other in (ACME.reviewer, ACME.admin, ACME.other_employee, STRANGERS.admin):
        one_of(other.delete(path).status, (404, 428), other.role)
        for reply in (
            other.get(path),
            other.get(path + '/events'),
            other.delete(path, headers={'If-Match': etag(draft)}),
            other.replace(draft, other.content()),
            *(other.act(action, draft) for action in ACTIONS),
        ):
            equal(reply.status, 404, other.role, reply)
        for listing in (
            '/expenses?limit=200',
            '/expenses?limit=200&state=draft&q=jeweller',
            '/changes?limit=200',
        ):
            expect(b'jeweller' not in other.get(listing).body, other.role, listing)
        expect(draft['id'].encode() not in other.get('/changes?limit=200').body, other.role)
        equal(other.get(f'/proofs/{draft["proofs"][0]}').status, 404)
        reply = other.create(other.content(), identity=draft['id'])
        one_of(reply.status, (201,) if other is STRANGERS.admin else (404, 409, 412), reply)
        expect(b'jeweller' not in reply.body and 'current' not in reply.json, reply)
    equal(ACME.employee.read(draft), draft)


def test_a_submitted_one_is_seen_by_reviewers_only():
    expense = ACME.bring(ACME.employee, 'submitted', merchant='Shown shop')
    for reader, wanted in (
        (ACME.reviewer, 200),
        (ACME.admin, 200),
        (ACME.other_employee, 404),
        (STRANGERS.admin, 404),
        (STRANGERS.reviewer, 404),
    ):
        for path in (
            f'/expenses/{expense["id"]}',
            f'/expenses/{expense["id"]}/events',
            f'/proofs/{expense["proofs"][0]}',
        ):
            equal(reader.get(path).status, wanted, reader.role, path)
        listed = [row['id'] for row in reader.get('/expenses?limit=200&q=shown').json['items']]
        equal(expense['id'] in listed, wanted == 200, reader.role)
    ACME.employee.do('withdraw', expense)
    for path in (
        f'/expenses/{expense["id"]}',
        f'/expenses/{expense["id"]}/events',
        f'/proofs/{expense["proofs"][0]}',
    ):
        equal(ACME.reviewer.get(path).status, 404, 'withdrawn, and still seen', path)


def test_fields_are_editable_in_draft_and_rejected_only():
    for state in STATES:
        expense = ACME.bring(ACME.employee, state)
        wanted = content_of(expense) | {
            'note': 'changed',
            'amount': {'minor': 99, 'currency': 'JPY'},
        }
        reply = ACME.employee.replace(expense, wanted)
        if state in ('draft', 'rejected'):
            equal(reply.status, 200, state, reply)
            equal(content_of(reply.json), wanted)
            equal((reply.json['state'], reply.json['revision']), (state, expense['revision'] + 1))
        else:
            equal(reply.status, 409, state, reply)
            equal(reply.json['current'], expense)
        reply = ACME.reviewer.replace(expense, wanted)
        one_of(reply.status, (404,) if state == 'draft' else (403, 404), state, reply)


def test_only_a_draft_can_be_deleted():
    for state in STATES:
        expense = ACME.bring(ACME.employee, state)
        path, headers = f'/expenses/{expense["id"]}', {'If-Match': etag(expense)}
        one_of(
            ACME.reviewer.delete(path, headers=headers).status,
            (404,) if state == 'draft' else (403, 404),
            state,
        )
        reply = ACME.employee.delete(path, headers=headers)
        equal(reply.status, 204 if state == 'draft' else 409, state, reply)
        equal(ACME.employee.get(path).status, 404 if state == 'draft' else 200, state)


def test_a_verdict_is_bound_to_what_was_shown():
    for action in ('approve', 'reject'):
        shown = ACME.bring(ACME.employee, 'submitted')
        draft = ACME.employee.do('withdraw', shown)
        edited = ACME.employee.replace(
            draft,
            content_of(draft)
            | {'amount': {'minor': 999900, 'currency': 'EUR'}, 'proofs': [ACME.employee.upload()]},
        ).json
        current = ACME.employee.do('submit', edited)
        cases = {
            'both stale': {},
            'revision stale': {'proof_digest': current['proof_digest']},
            'digest stale': {'revision': current['revision']},
            'revision to come': {
                'revision': current['revision'] + 1,
                'proof_digest': current['proof_digest'],
            },
        }
        for title, changes in cases.items():
            reply = ACME.reviewer.act(action, shown, **changes)
            equal(reply.status, 409, action, title, reply)
            equal(reply.json['current'], current, title)
        equal(ACME.reviewer.act(action, current).status, 200)


def test_owners_actions_refuse_a_stale_revision_too():
    draft = ACME.employee.draft()
    current = ACME.employee.replace(draft, content_of(draft) | {'note': 'two'}).json
    reply = ACME.employee.act('submit', draft)
    equal((reply.status, reply.json.get('current')), (409, current), reply)
    submitted = ACME.employee.do('submit', current)
    reply = ACME.employee.act('withdraw', current)
    equal((reply.status, reply.json.get('current')), (409, submitted), reply)


def test_a_reason_is_asked_for():
    submitted = ACME.bring(ACME.employee, 'submitted')
    approved = ACME.bring(ACME.employee, 'approved')
    for action, expense in (('reject', submitted), ('reopen', approved)):
        body = {'revision': expense['revision'], 'proof_digest': expense['proof_digest']}
        for reason in ({}, {'reason': ''}, {'reason': '  \n\t'}, {'reason': None}):
            reply = ACME.reviewer.post(f'/expenses/{expense["id"]}/{action}', body | reason)
            one_of(reply.status, (400, 422), action, reason, reply)
            equal(reply.fields, ['reason'], action, reason)
    for missing in ('revision', 'proof_digest'):
        for action in ('approve', 'reject'):
            body = {
                'revision': submitted['revision'],
                'proof_digest': submitted['proof_digest'],
                'reason': 'because',
            }
            del body[missing]
            if action == 'approve':
                del body['reason']
            reply = ACME.reviewer.post(f'/expenses/{submitted["id"]}/{action}', body)
            equal((reply.status, reply.fields), (400, [missing]), action, reply)


def test_an_action_without_a_body_or_with_an_empty_one():
    draft = ACME.employee.draft()
    equal(ACME.employee.post(f'/expenses/{draft["id"]}/submit').status, 200)
    equal(ACME.employee.post(f'/expenses/{draft["id"]}/withdraw', {}).status, 200)


def test_submit_names_what_is_missing():
    cases = {
        'merchant': {'merchant': ''},
        'category': {'category': None},
        'proofs': {'proofs': []},
        'amount': {'amount': {'minor': 0, 'currency': 'EUR'}},
        'day': {'day': today(3)},
    }
    for field, change in cases.items():
        reply = ACME.employee.create(ACME.employee.content(**change))
        if reply.status == 201:
            reply = ACME.employee.act('submit', reply.json)
        one_of(reply.status, (400, 422), field, reply)
        expect(field in [name.split('.')[0] for name in reply.fields], field, reply)


def test_three_rejections_and_the_last_word():
    owner, reviewer = ACME.employee, ACME.reviewer
    expense = ACME.bring(owner, 'submitted')
    versions = [expense['proofs']]
    equal((expense['proof_version'], expense['reuploads_left']), (0, 2))
    for round_, left in ((1, 1), (2, 0)):
        rejected = reviewer.do('reject', expense, reason=f'Unreadable, {round_}')
        equal(rejected['reuploads_left'], left + 1, 'after a rejection')
        same = owner.act('resubmit', rejected)
        one_of(same.status, (409, 422), 'the same proof again', same)
        corrected = owner.correct(rejected)
        equal(corrected['state'], 'rejected')
        expense = owner.do('resubmit', corrected)
        equal(
            (expense['state'], expense['proof_version'], expense['reuploads_left']),
            ('submitted', round_, left),
        )
        versions.append(expense['proofs'])
    final = reviewer.do('reject', expense, reason='No.')
    equal(final['reuploads_left'], 0)
    replaced = owner.replace(final, content_of(final) | {'proofs': [owner.upload()]})
    latest = replaced.json if replaced.status == 200 else final
    refusal = owner.act('resubmit', latest)
    equal(refusal.status, 409, refusal)
    equal(refusal.json['current'], latest)
    expect(any(word in refusal.json['detail'] for word in ('final', 'twice', 'two ')), refusal)
    equal(owner.read(final)['state'], 'rejected')
    for hashes in versions:
        for reader in (owner, reviewer):
            equal(reader.get(f'/proofs/{hashes[0]}').status, 200, 'an earlier version is gone')


def test_resubmit_refuses_every_earlier_digest():
    owner, reviewer = ACME.employee, ACME.reviewer
    first = ACME.bring(owner, 'submitted')
    rejected = reviewer.do('reject', first)
    second = owner.do('resubmit', owner.correct(rejected))
    rejected = reviewer.do('reject', second)
    for earlier in (first, second):
        back = owner.correct(rejected, proofs=earlier['proofs'])
        reply = owner.act('resubmit', back)
        one_of(reply.status, (409, 422), 'an earlier proof', reply)
        rejected = owner.read(back)
    swapped = owner.correct(rejected, proofs=[first['proofs'][0], second['proofs'][0]])
    equal(owner.act('resubmit', swapped).status, 200, 'two earlier files together are new')


def test_withdrawing_does_not_give_the_second_chance_back():
    owner, reviewer = ACME.employee, ACME.reviewer
    expense = reviewer.do('reject', ACME.bring(owner, 'submitted'))
    expense = owner.do('resubmit', owner.correct(expense))
    equal(expense['reuploads_left'], 1)
    expense = owner.do('withdraw', expense)
    equal(expense['reuploads_left'], 1, 'withdraw')
    expense = owner.do('submit', expense)
    equal((expense['reuploads_left'], expense['state']), (1, 'submitted'))


def test_digest_is_the_documented_one():
    one, two = (ACME.employee.upload() for _ in range(2))
    for hashes in ([one], [one, two], [two, one]):
        draft = ACME.employee.draft(proofs=hashes)
        equal((draft['proofs'], draft['proof_digest']), (hashes, digest(hashes)))


def test_events_tell_who_when_what_and_why():
    owner, reviewer = ACME.employee, ACME.reviewer
    submitted = ACME.bring(owner, 'submitted')
    rejected = reviewer.do('reject', submitted, reason='Blurred.\nAgain, please: "total" \u20ac')
    again = owner.do('resubmit', owner.correct(rejected))
    approved = reviewer.do('approve', again)
    reopened = reviewer.do('reopen', approved, reason='Wrong one')
    approved = reviewer.do('approve', reopened)
    ACME.admin.do('reimburse', approved)
    wanted = [
        ('submit', 'draft', 'submitted', owner),
        ('reject', 'submitted', 'rejected', reviewer),
        ('resubmit', 'rejected', 'submitted', owner),
        ('approve', 'submitted', 'approved', reviewer),
        ('reopen', 'approved', 'submitted', reviewer),
        ('approve', 'submitted', 'approved', reviewer),
        ('reimburse', 'approved', 'reimbursed', ACME.admin),
    ]
    events = owner.events(submitted)
    equal(
        [(e['action'], e['from'], e['to'], e['actor']) for e in events],
        [(a, f, t, {'id': p.id, 'name': p.name}) for a, f, t, p in wanted],
    )
    equal(events, reviewer.events(submitted))
    for event in events:
        expect(EVENT <= set(event), event)
        expect(UTC.match(event['at']), event)
        expect(isinstance(event['revision'], int) and isinstance(event['seq'], int), event)
    equal(sorted(e['seq'] for e in events), [e['seq'] for e in events])
    equal(len({e['seq'] for e in events}), 7)
    equal(events[1]['reason'], 'Blurred.\nAgain, please: "total" \u20ac')
    equal(events[4]['reason'], 'Wrong one')
    one_of(events[0]['reason'], (None, ''))
    equal(
        [e['proof_digest'] for e in events],
        [submitted['proof_digest']] * 2 + [again['proof_digest']] * 5,
    )
    equal(
        (events[1]['revision'], events[3]['revision']),
        (submitted['revision'], again['revision']),
        'an event says what was shown',
    )


def test_an_events_list_is_paged():
    expense = ACME.bring(ACME.employee, 'approved')
    path = f'/expenses/{expense["id"]}/events'
    first = ACME.employee.get(path + '?limit=1').json
    equal(len(first['items']), 1)
    expect(first['next'], first)
    second = ACME.employee.get(f'{path}?limit=1&cursor={first["next"]}').json
    equal(first['items'] + second['items'], ACME.employee.events(expense))


def test_an_answer_has_the_documented_members():
    for state in STATES:
        expense = ACME.bring(ACME.employee, state)
        expect(EXPENSE <= set(expense), EXPENSE - set(expense))
        equal(expense['owner'], {'id': ACME.employee.id, 'name': 'Erna'})
        expect(UTC.match(expense['created_at']) and UTC.match(expense['updated_at']), expense)
        equal((expense['state'], expense['proof_version']), (state, 0))


def test_status_is_never_a_field():
    draft = ACME.employee.draft()
    for field, value in (
        ('state', 'approved'),
        ('revision', 9),
        ('owner', {'id': ACME.reviewer.id}),
        ('reuploads_left', 2),
        ('proof_version', 0),
        ('id', draft['id']),
    ):
        reply = ACME.employee.replace(draft, content_of(draft) | {field: value})
        equal((reply.status, reply.fields), (400, [field]), reply)
    reply = ACME.employee.post(f'/expenses/{draft["id"]}/submit', {'state': 'approved'})
    equal((reply.status, reply.fields), (400, ['state']), reply)


def test_an_action_can_be_repeated_by_its_key():
    expense = ACME.bring(ACME.employee, 'submitted')
    body = {'revision': expense['revision'], 'proof_digest': expense['proof_digest']}
    path, headers = f'/expenses/{expense["id"]}/approve', {'Idempotency-Key': 'approve-once'}
    first = ACME.reviewer.post(path, body, headers=headers)
    again = ACME.reviewer.post(path, body, headers=headers)
    equal((again.status, again.json), (first.status, first.json))
    equal(len(ACME.employee.events(expense)), 2)
    equal(ACME.reviewer.act('approve', expense).status, 409, 'without the key it is stale')


def test_a_proof_lives_as_long_as_its_expense():
    data = pictures.png()
    owner = ACME.employee
    hashed = owner.upload(data)
    expense = owner.do('submit', owner.draft(proofs=[hashed]))
    back = owner.do('withdraw', expense)
    other = owner.replace(back, content_of(back) | {'proofs': [owner.upload()]}).json
    owner.do('submit', other)
    equal(owner.get(f'/proofs/{hashed}').body, data, 'what was shown once is kept')
    equal(sha256(data), hashed)


run('workflow', globals())
