# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets in: signing up and in, signing out, limits, and secrets."""
import hashlib
import time
from client import Caller, sign_in
from company import Company
from outlayd import PASSWORD, Server
from tap import Complaints, equal, expect, one_of, run

# At the level that tells most, so that a secret has every chance to be told.
SERVER = Server('--log-level=debug')
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
NOBODY = Caller(SERVER)
SECRETS = []


def refresh(token, caller=NOBODY):
    return caller.post('/auth/refresh', {'refresh_token': token})


def session(email='erna@acme.example'):
    answer = sign_in(SERVER, email)
    SECRETS.extend((answer['access_token'], answer['refresh_token']))
    return answer


def sign_up(**changes):
    body = {'company': 'Fresh', 'name': 'Fay', 'email': 'fay@fresh.example', 'password': PASSWORD}
    return NOBODY.post('/auth/signup', {k: v for k, v in (body | changes).items() if v is not ...})


def test_signup_makes_a_company_and_its_admin():
    reply = sign_up()
    equal(reply.status, 201, reply)
    answer = reply.json
    equal(
        (
            answer['token_type'],
            answer['expires_in'],
            answer['user']['role'],
            answer['user']['email'],
        ),
        ('Bearer', 900, 'admin', 'fay@fresh.example'),
    )
    expect({'access_token', 'refresh_token'} <= set(answer))
    equal(reply.header('Cache-Control'), 'no-store')
    me = Caller(SERVER, answer['access_token']).get('/me').json
    equal((me['name'], me['company']['name']), ('Fay', 'Fresh'))
    expect(
        len(Caller(SERVER, answer['access_token']).get('/categories').json['items']) >= 5,
        'no categories',
    )


def test_a_company_cannot_be_joined_by_its_name():
    reply = sign_up(company='Acme', email='thief@acme.example')
    if reply.status == 201:
        thief = Caller(SERVER, reply.json['access_token'])
        expect(reply.json['user']['company']['id'] != ACME.admin.get('/me').json['company']['id'])
        equal(len(thief.get('/users').json['items']), 1)
    else:
        one_of(reply.status, (403, 409), reply)
    for name in ('ACME', ' Acme ', 'Ａcme'):
        reply = sign_up(company=name, email='thief2@acme.example')
        one_of(reply.status, (201, 400, 403, 409, 422), reply)
        if reply.status == 201:
            expect(
                reply.json['user']['company']['id'] != ACME.admin.get('/me').json['company']['id']
            )
            break


def test_signup_names_bad_fields():
    cases = {
        'name': ('', '   ', 5, None, ..., 'x' * 10000, 'a\0b', 'a\nb'),
        'email': (
            '',
            'x',
            '@',
            'a@',
            '@b',
            'a b@c.example',
            'a@b@c',
            5,
            None,
            ...,
            'x' * 5000 + '@a.example',
            'a\r\nX: y@b.example',
            'a@b.example\0',
        ),
        'password': (
            '',
            'short',
            'x' * 11,
            5,
            None,
            ...,
            'x' * 1025,
            'a' * 12,
            '123456789012',
            'passwordpassword',
        ),
        'company': ('', '  ', 5, 'x' * 10000, 'a\0b'),
    }
    with Complaints() as complaints:
        for field, values in cases.items():
            for number, value in enumerate(values):
                changes = {
                    'company': f'C{field}{number}',
                    'email': f'{field}{number}@bad.example',
                    field: value,
                }
                reply = sign_up(**changes)
                complaints.check(
                    reply.status in (400, 422) and reply.fields == [field],
                    field,
                    repr(value)[:40],
                    reply,
                )
    equal(sign_up(nonsense=1).fields, ['nonsense'])
    equal(sign_up(role='admin', email='role@bad.example').status, 400)
    one_of(sign_up(company=..., email='none@bad.example').status, (400, 403, 422))
    one_of(
        sign_up(company=..., invite='nonsense', email='inv@bad.example').status,
        (400, 403, 404, 422),
    )


def test_passwords_from_12_to_1024_characters():
    for number, password in enumerate(
        (
            'xq-zebra-9k!',
            'q' * 511 + 'w' * 513,
            'пароль длинный',
            '\U0001f40d' * 6 + 'snakes',
            ' leading and trailing ',
        )
    ):
        email = f'p{number}@long.example'
        reply = sign_up(company=f'Long {number}', email=email, password=password)
        equal(reply.status, 201, repr(password), reply)
        equal(NOBODY.post('/auth/login', {'email': email, 'password': password}).status, 200)
        for wrong in (
            password[:-1],
            password + 'x',
            password.strip() if password != password.strip() else password.swapcase() + '!',
        ):
            equal(
                NOBODY.post('/auth/login', {'email': email, 'password': wrong}).status,
                401,
                repr(wrong[-10:]),
            )


def test_nothing_is_cut_at_72_bytes():
    long = 'correct horse battery staple ' * 3
    expect(len(long) > 72)
    sign_up(company='Cut', email='cut@long.example', password=long + 'A')
    equal(
        NOBODY.post('/auth/login', {'email': 'cut@long.example', 'password': long + 'B'}).status,
        401,
    )
    equal(
        NOBODY.post('/auth/login', {'email': 'cut@long.example', 'password': long + 'A'}).status,
        200,
    )


def test_an_email_is_taken_once_whatever_its_case():
    for email in ('erna@acme.example', 'Erna@ACME.example'):
        reply = sign_up(company='Else', email=email)
        one_of(reply.status, (409, 422), reply)
    equal(
        NOBODY.post('/auth/login', {'email': 'ERNA@Acme.Example', 'password': PASSWORD}).status, 200
    )


def test_login_answers_as_documented():
    reply = NOBODY.post('/auth/login', {'email': 'erna@acme.example', 'password': PASSWORD})
    equal((reply.status, reply.header('Cache-Control')), (200, 'no-store'))
    answer = reply.json
    expect(
        {'access_token', 'token_type', 'expires_in', 'refresh_token', 'user'} <= set(answer), answer
    )
    equal((answer['token_type'], answer['expires_in']), ('Bearer', 900))
    user = answer['user']
    equal((user['name'], user['email'], user['role']), ('Erna', 'erna@acme.example', 'employee'))
    me = Caller(SERVER, answer['access_token']).get('/me')
    equal((me.status, me.json), (200, user), 'me is the user of the login')


def test_a_wrong_password_and_a_stranger_look_alike():
    wrong = NOBODY.post(
        '/auth/login', {'email': 'erna@acme.example', 'password': 'not the password'}
    )
    stranger = NOBODY.post(
        '/auth/login', {'email': 'who@acme.example', 'password': 'not the password'}
    )
    equal((wrong.status, wrong.body), (stranger.status, stranger.body))
    equal(wrong.status, 401)


def test_login_names_bad_fields():
    for body, field in (
        ({'email': 5, 'password': 'x'}, 'email'),
        ({'email': 'a@b.example'}, 'password'),
        ({'password': 'x'}, 'email'),
        ({'email': 'a@b.example', 'password': None}, 'password'),
        ({'email': 'a@b.example', 'password': 'x', 'remember': True}, 'remember'),
    ):
        reply = NOBODY.post('/auth/login', body)
        equal((reply.status, reply.fields), (400, [field]), body, reply)


def test_logout_ends_the_family():
    answer = session()
    newer = refresh(answer['refresh_token']).json
    equal(Caller(SERVER, newer['access_token']).post('/auth/logout').status, 204)
    for token in (answer, newer):
        equal(refresh(token['refresh_token']).status, 401)
    other = session()
    equal(
        NOBODY.post('/auth/logout', {'refresh_token': other['refresh_token']}).status,
        204,
        'somebody whose access token has run out can sign out, too',
    )
    equal(refresh(other['refresh_token']).status, 401)
    equal(Caller(SERVER, session()['access_token']).get('/me').status, 200, 'signing in again')


def test_a_person_who_was_disabled_is_out():
    person = ACME.hire('Gone', 'gone@acme.example', 'employee')
    reply = ACME.admin.patch(f'/users/{person.id}', {'disabled': True}, headers={'If-Match': '"1"'})
    equal(reply.status, 200, reply)
    equal(person.get('/me').status, 401, 'the access token')
    equal(refresh(person.refresh_token).status, 401, 'the refresh token')
    equal(
        NOBODY.post('/auth/login', {'email': 'gone@acme.example', 'password': PASSWORD}).status, 401
    )


def test_signup_can_be_closed():
    with Server('--signup=closed') as closed:
        reply = Caller(closed).post(
            '/auth/signup',
            {'company': 'X', 'name': 'X', 'email': 'x@x.example', 'password': PASSWORD},
        )
        equal(reply.status, 403, reply)


def test_guessing_is_slowed_down():
    with Server() as server:
        company = Company(server, 'Target')
        caller = Caller(server)
        body = {'email': 'erna@target.example', 'password': 'a wrong password'}
        for attempt in range(60):
            reply = caller.post('/auth/login', body)
            if reply.status == 429:
                break
            equal(reply.status, 401)
        equal(reply.status, 429, 'sixty guesses and no limit')
        expect(attempt >= 4, 'locked after', attempt, 'guesses')
        expect(int(reply.header('Retry-After')) > 0, reply)
        limited = caller.post('/auth/login', body | {'password': PASSWORD})
        one_of(limited.status, (429, 200), 'the right password while it is slowed down')
        equal(company.employee.get('/me').status, 200, 'who is signed in stays so')
        equal(
            caller.post('/auth/refresh', {'refresh_token': company.employee.refresh_token}).status,
            200,
        )


def test_no_secret_is_kept_or_logged():
    answer = session()
    time.sleep(0.3)
    log = SERVER.log
    expect('auth/login' in log, 'the log is empty')
    stored = SERVER.stored()
    for secret in SECRETS + [answer['refresh_token'], PASSWORD, 'not the password']:
        expect(secret not in log, 'in the log:', secret)
        expect(secret.encode() not in stored, 'in the database:', secret)
    expect(
        '@' not in log, 'an e-mail address in the log:', log[max(0, log.find('@') - 200) :][:300]
    )
    digest = hashlib.sha256(PASSWORD.encode())
    expect(
        digest.digest() not in stored and digest.hexdigest().encode() not in stored,
        'a bare hash of the password',
    )
    for path in (SERVER.folder / 'keys').iterdir():
        equal(path.stat().st_mode & 0o077, 0, path.name, 'can be read by others')


run('auth', globals())
