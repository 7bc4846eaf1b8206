# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets in: signing up and in, rotation and its races, tokens that are not ours, limits, and secrets."""
import hashlib
import hmac
import json
import threading
import time

import es256
from client import Caller, sign_in
from company import Company
from outlayd import PASSWORD, Server
from tap import Complaints, equal, expect, one_of, run

SERVER = Server()
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


def together(count, code):
    """Runs @code in @count threads that start at once; gives what each returned."""
    results, barrier = [], threading.Barrier(count)

    def go():
        barrier.wait()
        results.append(code())

    threads = [threading.Thread(target=go) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_signup_makes_a_company_and_its_admin():
    reply = sign_up()
    equal(reply.status, 201, reply)
    answer = reply.json
    equal((answer['token_type'], answer['expires_in'], answer['user']['role'], answer['user']['email']),
          ('Bearer', 900, 'admin', 'fay@fresh.example'))
    expect({'access_token', 'refresh_token'} <= set(answer))
    equal(reply.header('Cache-Control'), 'no-store')
    me = Caller(SERVER, answer['access_token']).get('/me').json
    equal((me['name'], me['company']['name']), ('Fay', 'Fresh'))
    expect(len(Caller(SERVER, answer['access_token']).get('/categories').json['items']) >= 5, 'no categories')


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
            expect(reply.json['user']['company']['id'] != ACME.admin.get('/me').json['company']['id'])
            break


def test_signup_names_bad_fields():
    cases = {
        'name': ('', '   ', 5, None, ..., 'x' * 10000, 'a\0b', 'a\nb'),
        'email': ('', 'x', '@', 'a@', '@b', 'a b@c.example', 'a@b@c', 5, None, ..., 'x' * 5000 + '@a.example',
                  'a\r\nX: y@b.example', 'a@b.example\0'),
        'password': ('', 'short', 'x' * 11, 5, None, ..., 'x' * 1025, 'a' * 12, '123456789012', 'passwordpassword'),
        'company': ('', '  ', 5, 'x' * 10000, 'a\0b'),
    }
    with Complaints() as complaints:
        for field, values in cases.items():
            for number, value in enumerate(values):
                changes = {'company': f'C{field}{number}', 'email': f'{field}{number}@bad.example', field: value}
                reply = sign_up(**changes)
                complaints.check(reply.status in (400, 422) and reply.fields == [field], field, repr(value)[:40], reply)
    equal(sign_up(nonsense=1).fields, ['nonsense'])
    equal(sign_up(role='admin', email='role@bad.example').status, 400)
    one_of(sign_up(company=..., email='none@bad.example').status, (400, 403, 422))
    one_of(sign_up(company=..., invite='nonsense', email='inv@bad.example').status, (400, 403, 404, 422))


def test_passwords_from_12_to_1024_characters():
    for number, password in enumerate(('xq-zebra-9k!', 'q' * 511 + 'w' * 513, 'пароль длинный', '\U0001f40d' * 6 + 'snakes',
                                       ' leading and trailing ')):
        email = f'p{number}@long.example'
        reply = sign_up(company=f'Long {number}', email=email, password=password)
        equal(reply.status, 201, repr(password), reply)
        equal(NOBODY.post('/auth/login', {'email': email, 'password': password}).status, 200)
        for wrong in (password[:-1], password + 'x', password.strip() if password != password.strip() else password.swapcase() + '!'):
            equal(NOBODY.post('/auth/login', {'email': email, 'password': wrong}).status, 401, repr(wrong[-10:]))


def test_nothing_is_cut_at_72_bytes():
    long = 'correct horse battery staple ' * 3
    expect(len(long) > 72)
    sign_up(company='Cut', email='cut@long.example', password=long + 'A')
    equal(NOBODY.post('/auth/login', {'email': 'cut@long.example', 'password': long + 'B'}).status, 401)
    equal(NOBODY.post('/auth/login', {'email': 'cut@long.example', 'password': long + 'A'}).status, 200)


def test_an_email_is_taken_once_whatever_its_case():
    for email in ('erna@acme.example', 'Erna@ACME.example'):
        reply = sign_up(company='Else', email=email)
        one_of(reply.status, (409, 422), reply)
    equal(NOBODY.post('/auth/login', {'email': 'ERNA@Acme.Example', 'password': PASSWORD}).status, 200)


def test_login_answers_as_documented():
    reply = NOBODY.post('/auth/login', {'email': 'erna@acme.example', 'password': PASSWORD})
    equal((reply.status, reply.header('Cache-Control')), (200, 'no-store'))
    answer = reply.json
    expect({'access_token', 'token_type', 'expires_in', 'refresh_token', 'user'} <= set(answer), answer)
    equal((answer['token_type'], answer['expires_in']), ('Bearer', 900))
    user = answer['user']
    equal((user['name'], user['email'], user['role']), ('Erna', 'erna@acme.example', 'employee'))
    me = Caller(SERVER, answer['access_token']).get('/me')
    equal((me.status, me.json), (200, user), 'me is the user of the login')


def test_a_wrong_password_and_a_stranger_look_alike():
    wrong = NOBODY.post('/auth/login', {'email': 'erna@acme.example', 'password': 'not the password'})
    stranger = NOBODY.post('/auth/login', {'email': 'who@acme.example', 'password': 'not the password'})
    equal((wrong.status, wrong.body), (stranger.status, stranger.body))
    equal(wrong.status, 401)


def test_login_names_bad_fields():
    for body, field in (({'email': 5, 'password': 'x'}, 'email'), ({'email': 'a@b.example'}, 'password'),
                        ({'password': 'x'}, 'email'), ({'email': 'a@b.example', 'password': None}, 'password'),
                        ({'email': 'a@b.example', 'password': 'x', 'remember': True}, 'remember')):
        reply = NOBODY.post('/auth/login', body)
        equal((reply.status, reply.fields), (400, [field]), body, reply)


def test_the_access_token_verifies_against_jwks():
    token = session()['access_token']
    header, claims, signature = es256.parts_of(token)
    equal((header['alg'], len(signature)), ('ES256', 64))
    one_of(header['typ'].lower(), ('jwt', 'at+jwt'))
    equal(claims['exp'] - claims['iat'], 900)
    expect(abs(claims['iat'] - time.time()) < 30 and claims['iss'] and claims['aud'], claims)
    equal(claims['sub'], ACME.employee.id)
    expect(not any(word in json.dumps(claims) for word in ('erna', 'Erna')), 'personal data in the token', claims)
    reply = NOBODY.send('GET', '/.well-known/jwks.json')
    equal(reply.status, 200)
    keys = {key['kid']: key for key in reply.json['keys']}
    key = keys[header['kid']]
    equal((key['kty'], key['crv'], key['alg'], key['use']), ('EC', 'P-256', 'ES256', 'sig'))
    expect(all('d' not in other for other in keys.values()), 'the private key is public')
    expect(es256.verifies(token, key), 'the signature does not verify')
    altered = es256.encode(claims | {'sub': ACME.admin.id})
    expect(not es256.verifies(f'{token.split(".")[0]}.{altered}.{token.split(".")[2]}', key), 'this test cannot fail')


def test_forged_tokens_are_refused():
    token = session()['access_token']
    header, claims, _ = es256.parts_of(token)
    key = json.loads((SERVER.folder / 'keys' / 'token.jwk').read_text())
    public = NOBODY.send('GET', '/.well-known/jwks.json').body
    now = int(time.time())
    fresh = claims | {'jti': 'another', 'iat': now, 'exp': now + 600}
    good = es256.sign(header, fresh, key)
    equal(Caller(SERVER, good).get('/me').status, 200, 'the forger\'s own signature is good')

    def unsigned(changed, signature=b''):
        return f'{es256.encode(changed)}.{es256.encode(fresh)}.{es256.encode(signature)}'

    hs256 = f'{es256.encode(header | {"alg": "HS256"})}.{es256.encode(fresh)}'
    first, second, third = token.split('.')
    cases = {
        'alg none': unsigned({'alg': 'none', 'typ': header['typ'], 'kid': header['kid']}),
        'alg None': unsigned({'alg': 'None', 'typ': header['typ']}),
        'no signature': unsigned(header), 'zero signature': unsigned(header, bytes(64)),
        'HS256 with the public key': hs256 + '.' + es256.encode(hmac.digest(public, hs256.encode(), 'sha256')),
        'HS256 with x': hs256 + '.' + es256.encode(hmac.digest(es256.decode(key['x']), hs256.encode(), 'sha256')),
        'expired': es256.sign(header, fresh | {'iat': now - 2000, 'exp': now - 1000}, key),
        'without exp': es256.sign(header, {k: v for k, v in fresh.items() if k != 'exp'}, key),
        'exp as text': es256.sign(header, fresh | {'exp': str(now + 600)}, key),
        'exp as a huge number': es256.sign(header, fresh | {'exp': 1e300}, key),
        'another issuer': es256.sign(header, fresh | {'iss': 'else'}, key),
        'another audience': es256.sign(header, fresh | {'aud': 'else'}, key),
        'without audience': es256.sign(header, {k: v for k, v in fresh.items() if k != 'aud'}, key),
        'another type': es256.sign(header | {'typ': 'id+jwt'}, fresh, key),
        'without type': es256.sign({k: v for k, v in header.items() if k != 'typ'}, fresh, key),
        'another kid': es256.sign(header | {'kid': 'else'}, fresh, key),
        'critical header': es256.sign(header | {'crit': ['b64'], 'b64': False}, fresh, key),
        'nobody\'s': es256.sign(header, fresh | {'sub': claims['org']}, key),
        'claims changed': f'{first}.{es256.encode(fresh | {"sub": ACME.admin.id})}.{third}',
        'cut': token[:-4], 'longer': token + 'AAAA', 'two dots more': token + '.x.y', 'no dots': token.replace('.', ''),
        'padded': f'{first}=.{second}.{third}', 'empty parts': '..', 'nonsense': 'x', 'long': 'a' * 5000,
        'a refresh token': session()['refresh_token'],
    }
    with Complaints() as complaints:
        for title, forged in cases.items():
            reply = Caller(SERVER, forged).get('/me')
            complaints.check(reply.status in (401, 431), title, reply)


def test_ways_to_send_a_token():
    token = session()['access_token']
    for spelled in ('Bearer ', 'bearer ', 'BEARER '):
        equal(NOBODY.get('/me', headers={'Authorization': spelled + token}).status, 200, spelled)
    for spelled in (token, 'Basic ' + token, 'Bearer', 'Bearer ', 'Token ' + token, f'Bearer {token} x', ''):
        one_of(NOBODY.get('/me', headers={'Authorization': spelled}).status, (400, 401), spelled[:20])
    one_of(NOBODY.get(f'/me?access_token={token}').status, (400, 401), 'never in the address')


def test_rotation():
    first = session()['refresh_token']
    reply = refresh(first)
    equal((reply.status, reply.header('Cache-Control')), (200, 'no-store'), reply)
    answer = reply.json
    equal((answer['token_type'], answer['expires_in']), ('Bearer', 900))
    expect(answer['refresh_token'] != first)
    equal(Caller(SERVER, answer['access_token']).get('/me').status, 200)
    equal(refresh(answer['refresh_token']).status, 200)


def test_a_lost_answer_gives_the_same_successor():
    first = session()['refresh_token']
    successors = {refresh(first).json['refresh_token'] for _ in range(3)}
    equal(len(successors), 1)
    equal(refresh(successors.pop()).status, 200)


def test_reuse_of_an_older_one_ends_the_family():
    first = session()
    second = refresh(first['refresh_token']).json
    third = refresh(second['refresh_token']).json
    other = session()
    equal(refresh(first['refresh_token']).status, 401, 'two generations old')
    for token in (second, third):
        equal(refresh(token['refresh_token']).status, 401, 'the family lives on')
    equal(refresh(other['refresh_token']).status, 200, 'another session of the person is untouched')


def test_tokens_that_were_never_given():
    token = session()['refresh_token']
    cases = ['', 'x', token[:-1], token + 'A', ('A' if token[0] != 'A' else 'B') + token[1:],
             token[:-2] + ('AA' if token[-2:] != 'AA' else 'BB'), 'x' * 5000, token + '\0']
    for wrong in cases:
        one_of(refresh(wrong).status, (400, 401, 422), wrong[:20])
    for wrong in (None, 5, [token], {'a': token}):
        reply = refresh(wrong)
        equal((reply.status, reply.fields), (400, ['refresh_token']), wrong)
    equal(refresh(token).status, 200, 'guessing at a token ends a family')


def test_8_at_once_get_the_same():
    token = session()['refresh_token']
    replies = together(8, lambda: refresh(token))
    equal([reply.status for reply in replies], [200] * 8)
    successors = {reply.json['refresh_token'] for reply in replies}
    equal(len(successors), 1)
    equal(refresh(successors.pop()).status, 200)


def test_50_at_once_get_the_same():
    token = session()['refresh_token']
    replies = together(50, lambda: refresh(token))
    equal({reply.status for reply in replies}, {200})
    successors = {reply.json['refresh_token'] for reply in replies}
    equal(len(successors), 1)
    equal(refresh(successors.pop()).status, 200)


def test_logout_ends_the_family():
    answer = session()
    newer = refresh(answer['refresh_token']).json
    equal(Caller(SERVER, newer['access_token']).post('/auth/logout').status, 204)
    for token in (answer, newer):
        equal(refresh(token['refresh_token']).status, 401)
    other = session()
    equal(NOBODY.post('/auth/logout', {'refresh_token': other['refresh_token']}).status, 204,
          'somebody whose access token has run out can sign out, too')
    equal(refresh(other['refresh_token']).status, 401)
    equal(Caller(SERVER, session()['access_token']).get('/me').status, 200, 'signing in again')


def test_a_person_who_was_disabled_is_out():
    person = ACME.hire('Gone', 'gone@acme.example', 'employee')
    reply = ACME.admin.patch(f'/users/{person.id}', {'disabled': True}, headers={'If-Match': '"1"'})
    equal(reply.status, 200, reply)
    equal(person.get('/me').status, 401, 'the access token')
    equal(refresh(person.refresh_token).status, 401, 'the refresh token')
    equal(NOBODY.post('/auth/login', {'email': 'gone@acme.example', 'password': PASSWORD}).status, 401)


def test_tokens_of_another_server_mean_nothing():
    with Server() as other:
        reply = Caller(other, session()['access_token']).get('/me')
        equal(reply.status, 401)
        equal(Caller(other).post('/auth/refresh', {'refresh_token': session()['refresh_token']}).status, 401)


def test_sessions_survive_a_restart():
    answer = session()
    equal(SERVER.stop(), 0)
    SERVER.start()
    equal(Caller(SERVER, answer['access_token']).get('/me').status, 200)
    equal(refresh(answer['refresh_token']).status, 200)


def test_signup_can_be_closed():
    with Server('--signup=closed') as closed:
        reply = Caller(closed).post('/auth/signup', {'company': 'X', 'name': 'X', 'email': 'x@x.example', 'password': PASSWORD})
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
        equal(caller.post('/auth/refresh', {'refresh_token': company.employee.refresh_token}).status, 200)


def test_no_secret_is_kept_or_logged():
    answer = session()
    time.sleep(0.3)
    log = SERVER.log
    expect('auth/login' in log, 'the log is empty')
    stored = b''.join(path.read_bytes() for path in SERVER.folder.glob('outlay.db*'))
    for secret in SECRETS + [answer['refresh_token'], PASSWORD, 'not the password']:
        expect(secret not in log, 'in the log:', secret)
        expect(secret.encode() not in stored, 'in the database:', secret)
    expect('@' not in log, 'an e-mail address in the log:', log[max(0, log.find('@') - 200):][:300])
    digest = hashlib.sha256(PASSWORD.encode())
    expect(digest.digest() not in stored and digest.hexdigest().encode() not in stored, 'a bare hash of the password')
    for path in (SERVER.folder / 'keys').iterdir():
        equal(path.stat().st_mode & 0o077, 0, path.name, 'can be read by others')


run('auth', globals())
