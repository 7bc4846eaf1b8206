# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens: signatures, forgeries, rotation and its races."""
import hmac
import json
import threading
import time

import es256
from client import Caller, sign_in
from company import Company
from load import check_all
from outlayd import Server
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


def test_the_access_token_verifies_against_jwks():
    token = session()['access_token']
    header, claims, signature = es256.parts_of(token)
    equal((header['alg'], len(signature)), ('ES256', 64))
    one_of(header['typ'].lower(), ('jwt', 'at+jwt'))
    equal(claims['exp'] - claims['iat'], 900)
    expect(abs(claims['iat'] - time.time()) < 30 and claims['iss'] and claims['aud'], claims)
    equal(claims['sub'], ACME.employee.id)
    expect(
        not any(word in json.dumps(claims) for word in ('erna', 'Erna')),
        'personal data in the token',
        claims,
    )
    reply = NOBODY.send('GET', '/.well-known/jwks.json')
    equal(reply.status, 200)
    keys = {key['kid']: key for key in reply.json['keys']}
    key = keys[header['kid']]
    equal((key['kty'], key['crv'], key['alg'], key['use']), ('EC', 'P-256', 'ES256', 'sig'))
    expect(all('d' not in other for other in keys.values()), 'the private key is public')
    expect(es256.verifies(token, key), 'the signature does not verify')
    altered = es256.encode(claims | {'sub': ACME.admin.id})
    expect(
        not es256.verifies(f'{token.split(".")[0]}.{altered}.{token.split(".")[2]}', key),
        'this test cannot fail',
    )


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
        'no signature': unsigned(header),
        'zero signature': unsigned(header, bytes(64)),
        'HS256 with the public key': hs256
        + '.'
        + es256.encode(hmac.digest(public, hs256.encode(), 'sha256')),
        'HS256 with x': hs256
        + '.'
        + es256.encode(hmac.digest(es256.decode(key['x']), hs256.encode(), 'sha256')),
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
        'cut': token[:-4],
        'longer': token + 'AAAA',
        'two dots more': token + '.x.y',
        'no dots': token.replace('.', ''),
        'padded': f'{first}=.{second}.{third}',
        'empty parts': '..',
        'nonsense': 'x',
        'long': 'a' * 5000,
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
    for spelled in (
        token,
        'Basic ' + token,
        'Bearer',
        'Bearer ',
        'Token ' + token,
        f'Bearer {token} x',
        '',
    ):
        one_of(
            NOBODY.get('/me', headers={'Authorization': spelled}).status, (400, 401), spelled[:20]
        )
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
    cases = [
        '',
        'x',
        token[:-1],
        token + 'A',
        ('A' if token[0] != 'A' else 'B') + token[1:],
        token[:-2] + ('AA' if token[-2:] != 'AA' else 'BB'),
        'x' * 5000,
        token + '\0',
    ]
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


def test_tokens_of_another_server_mean_nothing():
    with Server() as other:
        reply = Caller(other, session()['access_token']).get('/me')
        equal(reply.status, 401)
        equal(
            Caller(other)
            .post('/auth/refresh', {'refresh_token': session()['refresh_token']})
            .status,
            401,
        )


def test_sessions_survive_a_restart():
    answer = session()
    equal(SERVER.stop(), 0)
    SERVER.start()
    equal(Caller(SERVER, answer['access_token']).get('/me').status, 200)
    equal(refresh(answer['refresh_token']).status, 200)


def test_check_finds_nothing_after_all_that():
    check_all(SERVER)


run('tokens', globals())
