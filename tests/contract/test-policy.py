# SPDX-License-Identifier: GPL-3.0-or-later
"""What a company asks of its expenses and of who wants to join: read, written, told, and obeyed."""
import threading

from client import Caller, sign_in, uuid7
from company import Company
from outlayd import PASSWORD, Server
from tap import Complaints, equal, expect, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ADMIN, ERNA, RITA = ACME.admin, ACME.employee, ACME.reviewer
STRANGERS = Company(SERVER, 'Zeppelin')
DEFAULT = {
    'signup': 'invite',
    'proof': {'rule': 'always', 'above': None},
    'limits': [],
    'over_limit': 'warn',
}


def eur(minor):
    return {'minor': minor, 'currency': 'EUR'}


def put(body, by=ADMIN, headers=None):
    tag = by.get('/policy').header('ETag')
    return by.put('/policy', body, headers={'If-Match': tag} | (headers or {}))


def must_by(person, **changes):
    reply = put(DEFAULT | changes, by=person)
    equal(reply.status, 200, reply)
    return reply.json


def must(**changes):
    return must_by(ADMIN, **changes)


def limit(minor, currency='EUR', category=None):
    return {
        'category': category or ERNA.category,
        'most': {'minor': minor, 'currency': currency},
    }


def test_a_new_company_has_the_default():
    for person in (ERNA, RITA, ADMIN):
        reply = person.get('/policy')
        equal((reply.status, reply.header('ETag')), (200, '"1"'), reply)
        equal(reply.json, DEFAULT | {'currency': None, 'revision': 1, 'updated_at': None})
    equal(ERNA.get('/policy', headers={'If-None-Match': '"1"'}).status, 304)
    equal(Caller(SERVER).get('/policy').status, 401)


def test_only_admins_write_it():
    for person in (ERNA, RITA):
        equal(put(DEFAULT, by=person).status, 403)
    equal(ADMIN.put('/policy', DEFAULT).status, 428)
    made = must(
        proof={'rule': 'above', 'above': eur(2500)},
        limits=[limit(5000), limit(4000, 'GBP')],
        over_limit='refuse',
    )
    equal(made['revision'], 2)
    equal(made, ERNA.get('/policy').json)
    expect(made['updated_at'], made)
    equal(made['proof'], {'rule': 'above', 'above': eur(2500)})
    equal(made['limits'], [limit(5000), limit(4000, 'GBP')])
    equal(STRANGERS.admin.get('/policy').json['revision'], 1)


def test_two_admins_at_once():
    tag = ADMIN.get('/policy').header('ETag')
    replies = []

    def write(minor):
        body = DEFAULT | {'limits': [limit(minor)]}
        replies.append(ADMIN.put('/policy', body, headers={'If-Match': tag}))

    threads = [threading.Thread(target=write, args=(1000 + n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    equal(sorted(reply.status for reply in replies), [200] + [412] * 7)
    now = ADMIN.get('/policy').json
    for reply in replies:
        if reply.status == 412:
            equal(reply.json['current'], now, reply)
            equal(reply.header('ETag'), f'"{now["revision"]}"')


def test_a_key_writes_once():
    tag = ADMIN.get('/policy').header('ETag')
    headers = {'If-Match': tag, 'Idempotency-Key': uuid7()}
    body = DEFAULT | {'limits': [limit(777)]}
    first = ADMIN.put('/policy', body, headers=headers)
    again = ADMIN.put('/policy', body, headers=headers)
    equal((first.status, again.status, again.json), (200, 200, first.json), again)
    equal(again.header('ETag'), first.header('ETag'))
    equal(ADMIN.put('/policy', DEFAULT, headers=headers).status, 422)


def test_bad_policies_are_named():
    before = ADMIN.get('/policy').json
    other = STRANGERS.admin.get('/categories').json['items'][0]['id']
    cases = (
        ({'signup': 'everybody'}, 'signup'),
        ({'signup': None}, 'signup'),
        ({'proof': {'rule': 'sometimes'}}, 'proof.rule'),
        ({'proof': {}}, 'proof.rule'),
        ({'proof': 'always'}, 'proof'),
        ({'proof': {'rule': 'above'}}, 'proof.above'),
        ({'proof': {'rule': 'above', 'above': None}}, 'proof.above'),
        ({'proof': {'rule': 'always', 'above': eur(1)}}, 'proof.above'),
        ({'proof': {'rule': 'above', 'above': eur(-1)}}, 'proof.above.minor'),
        ({'proof': {'rule': 'above', 'above': eur(1.5)}}, 'proof.above.minor'),
        ({'proof': {'rule': 'above', 'above': {'minor': 1}}}, 'proof.above.currency'),
        (
            {'proof': {'rule': 'above', 'above': {'minor': 1, 'currency': 'EURO'}}},
            'proof.above.currency',
        ),
        ({'proof': {'rule': 'always', 'nonsense': 1}}, 'proof.nonsense'),
        ({'limits': None}, 'limits'),
        ({'limits': [1]}, 'limits'),
        ({'limits': [limit(0)]}, 'limits[0].most.minor'),
        ({'limits': [limit(1), limit(10**15, 'USD')]}, 'limits[1].most.minor'),
        ({'limits': [limit(1, 'ABC')]}, 'limits[0].most.currency'),
        ({'limits': [limit(1), limit(2)]}, 'limits[1].category'),
        ({'limits': [limit(1, category=other)]}, 'limits[0].category'),
        ({'limits': [limit(1, category='x' * 5000)]}, 'limits[0].category'),
        ({'limits': [limit(1)] * 201}, 'limits'),
        ({'limits': [{'category': ERNA.category}]}, 'limits[0].most'),
        ({'over_limit': 'shout'}, 'over_limit'),
        ({'currency': 5}, 'currency'),
        ({'currency': 'EURO'}, 'currency'),
        ({'currency': 'eur'}, 'currency'),
        ({'currency': 'ABC'}, 'currency'),
        ({'currency': ''}, 'currency'),
        ({'revision': 7}, 'revision'),
        ({'nonsense': 1}, 'nonsense'),
    )
    with Complaints() as complaints:
        for changes, field in cases:
            reply = put(DEFAULT | changes)
            complaints.check(
                reply.status in (400, 422) and field in reply.fields, changes, field, reply
            )
        for missing in DEFAULT:
            reply = put({name: value for name, value in DEFAULT.items() if name != missing})
            complaints.check(reply.status == 400 and reply.fields == [missing], missing, reply)
    equal(ADMIN.get('/policy').json, before)


def test_a_change_is_in_everybodys_feed():
    cursors = {person: person.get('/changes').json['cursor'] for person in (ERNA, RITA, ADMIN)}
    foreign = STRANGERS.employee.get('/changes').json['cursor']
    for minor in (3000, 3100):
        made = must(limits=[limit(minor)])
    for person, cursor in cursors.items():
        page = person.get(f'/changes?since={cursor}').json
        equal([change['type'] for change in page['changes']], ['policy'], page)
        equal(page['changes'][0]['data'], made)
    equal(STRANGERS.employee.get(f'/changes?since={foreign}').json['changes'], [])


def test_the_currency_is_set_until_something_was_submitted():
    other = Company(SERVER, 'Yonder')
    seen = [must_by(other.admin, currency=code)['currency'] for code in ('EUR', 'JPY', None, 'GBP')]
    equal(seen, ['EUR', 'JPY', None, 'GBP'])
    equal(must_by(other.admin)['currency'], 'GBP', 'what is not put stays')
    other.bring(other.employee, 'submitted')
    for code in ('EUR', None):
        reply = put(DEFAULT | {'currency': code}, by=other.admin)
        equal((reply.status, reply.fields), (422, ['currency']), reply)
    equal(must_by(other.admin, currency='GBP')['currency'], 'GBP', 'the same is no change')
    equal(must_by(other.admin, over_limit='refuse')['currency'], 'GBP')


def test_a_first_currency_may_come_late():
    other = Company(SERVER, 'Late')
    before = other.bring(other.employee, 'submitted')
    equal(must_by(other.admin, currency='GBP')['currency'], 'GBP')
    equal(other.employee.get(f"/expenses/{before['id']}").json['converted'], None)
    reply = put(DEFAULT | {'currency': 'EUR'}, by=other.admin)
    equal((reply.status, reply.fields), (422, ['currency']), reply)


def test_the_limit_refuses():
    must(limits=[limit(5000), limit(4000, 'GBP')], over_limit='refuse')
    for minor, currency, status in (
        (5000, 'EUR', 200),
        (5001, 'EUR', 422),
        (4001, 'GBP', 422),
        (900000, 'USD', 200),
    ):
        draft = ERNA.draft(amount={'minor': minor, 'currency': currency})
        reply = ERNA.act('submit', draft)
        equal(reply.status, status, minor, currency, reply)
        if status == 422:
            equal(reply.fields, ['amount'])
            most = '50.00 EUR' if currency == 'EUR' else '40.00 GBP'
            expect(most in reply.json['errors'][0]['message'], reply)
            equal(ERNA.read(draft)['state'], 'draft')
    must(limits=[limit(5000)], over_limit='warn')
    ERNA.do('submit', ERNA.draft(amount=eur(5001)))


def test_the_limit_holds_for_what_comes_again():
    rejected = ACME.bring(ERNA, 'rejected', amount=eur(9000))
    must(limits=[limit(5000)], over_limit='refuse')
    corrected = ERNA.correct(rejected)
    reply = ERNA.act('resubmit', corrected)
    equal((reply.status, reply.fields), (422, ['amount']), reply)
    ERNA.do('resubmit', ERNA.correct(corrected, amount=eur(5000)))


def test_the_proof_rule_is_obeyed():
    cases = (
        ({'rule': 'always', 'above': None}, eur(1), 422),
        ({'rule': 'above', 'above': eur(2500)}, eur(2500), 200),
        ({'rule': 'above', 'above': eur(2500)}, eur(2501), 422),
        ({'rule': 'above', 'above': eur(2500)}, {'minor': 1, 'currency': 'USD'}, 422),
        ({'rule': 'never', 'above': None}, eur(900000), 200),
    )
    for proof, amount, status in cases:
        must(proof=proof)
        reply = ERNA.act('submit', ERNA.draft(amount=amount, proofs=[]))
        equal(reply.status, status, proof, amount, reply)
        if status == 422:
            equal(reply.fields, ['proofs'], reply)


def test_a_limit_ends_with_its_category():
    made = ADMIN.post('/categories', {'name': 'Brief'}).json
    must(limits=[limit(100, category=made['id'])])
    tag = {'If-Match': f'"{made["revision"]}"'}
    equal(ADMIN.delete(f'/categories/{made["id"]}', headers=tag).status, 204)
    equal(ERNA.get('/policy').json['limits'], [])


def join(email, company='Acme'):
    return Caller(SERVER).post(
        '/auth/signup', {'company': company, 'name': 'Jo', 'email': email, 'password': PASSWORD}
    )


def test_who_may_join():
    for rule in ('invite', 'closed'):
        must(signup=rule)
        equal(join('jo@acme.example').status, 403, rule)
    must(signup='open')
    reply = join('jo@acme.example', company=' aCME ')
    equal((reply.status, reply.json['user']['role']), (201, 'employee'), reply)
    equal(reply.json['user']['company']['name'], 'Acme')
    equal(join('jo@acme.example').status, 409)
    must(signup='invite')
    equal(join('ina@acme.example').status, 403)
    equal(sign_in(SERVER, 'jo@acme.example')['user']['role'], 'employee')


run('policy', globals())
