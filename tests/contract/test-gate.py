# SPDX-License-Identifier: GPL-3.0-or-later
"""Who asks, from whose page, how often, and what is counted of it."""
import os
import pathlib
import re
import time

import pictures
from client import API, Caller, sha256, sign_in
from company import Company
from outlayd import PASSWORD, Server
from tap import Complaints, Skip, equal, expect, run

ORIGIN = 'https://expenses.example'
SERVER = Server(f'--cors-origins={ORIGIN}, http://localhost:3000')
PROXIED = Server('--trusted-proxies=127.0.0.1, 10.0.0.0/8', '--limit-sign-ins=3')
STRICT = Server('--limit-sign-ins=40', '--limit-reads=30', '--limit-searches=5',
                '--limit-writes=20', '--limit-proofs=12', '--limit-address-factor=1000')
AT_END = [SERVER.close, PROXIED.close, STRICT.close]
ACME = Company(SERVER, 'Acme')
ERNA = ACME.employee


# --- /metrics ---

NAME = r'[a-zA-Z_:][a-zA-Z0-9_:]*'
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
SAMPLE = re.compile(rf'({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? (-?[0-9.]+(?:e[+-]?\d+)?|\+Inf|NaN)')
SUFFIX = {'histogram': ('_bucket', '_sum', '_count'), 'counter': ('',), 'gauge': ('',)}


def parse(text):
    """The text format of Prometheus 0.0.4, and nothing beyond it: {(name, labels): value}."""
    expect(text.endswith('\n') and '\r' not in text and '\n\n' not in text, text[-80:])
    samples, helped, kinds, done, family = {}, set(), {}, set(), None
    for line in text[:-1].split('\n'):
        if match := re.fullmatch(rf'# HELP ({NAME}) (\S.*)', line):
            expect(match[1] not in helped, 'help twice', line)
            helped.add(match[1])
        elif match := re.fullmatch(rf'# TYPE ({NAME}) (counter|gauge|histogram)', line):
            expect(match[1] in helped and match[1] not in kinds, line)
            kinds[match[1]] = match[2]
            done.add(family)
            family = match[1]
            expect(family not in done, 'a family in two pieces', line)
            expect(match[2] != 'counter' or family.endswith('_total'), line)
        else:
            match = SAMPLE.fullmatch(line)
            expect(match, 'not a sample:', line)
            expect(family and match[1] in [family + end for end in SUFFIX[kinds[family]]], line)
            labels = tuple(re.findall(rf'({LABEL})', match[2] or ''))
            expect(len({one.split('=')[0] for one in labels}) == len(labels), line)
            expect((match[1], labels) not in samples, 'twice:', line)
            samples[match[1], labels] = float(match[3])
    return samples, kinds


def measure(server=SERVER):
    reply = Caller(server).send('GET', '/metrics')
    equal(reply.status, 200, reply)
    equal(reply.header('Content-Type'), 'text/plain; version=0.0.4; charset=utf-8')
    return parse(reply.body.decode())


def count(samples, name, *labels):
    return sum(value for (found, has), value in samples.items()
               if found == name and all(label in has for label in labels))


def settle(is_there):
    """A request is counted when its last byte has gone, which may be after the client read it."""
    for _ in range(100):
        samples, _ = measure()
        if is_there(samples):
            break
        time.sleep(0.02)
    return samples


def test_metrics_text():
    samples, kinds = measure()
    wanted = {
        'outlay_http_requests_total', 'outlay_http_request_duration_seconds',
        'outlay_http_requests_in_flight', 'outlay_http_connections', 'outlay_http_unsound_total',
        'outlay_rate_limited_total', 'outlay_writes_total', 'outlay_write_batches_total',
        'outlay_writes_waiting', 'outlay_pool_waiting', 'outlay_pool_refused_total',
        'outlay_cache_requests_total', 'outlay_database_up', 'process_cpu_seconds_total',
        'process_resident_memory_bytes', 'process_open_fds', 'process_max_fds',
        'outlay_build_info',
    }
    equal(wanted - set(kinds), set())
    equal(count(samples, 'outlay_database_up'), 1)
    expect(count(samples, 'outlay_http_requests_in_flight') >= 1, 'this one is under way')
    for name, least, most in (('process_resident_memory_bytes', 1 << 20, 1 << 32),
                              ('process_open_fds', 5, 500),
                              ('process_cpu_seconds_total', 0, 600),
                              ('process_threads', 4, 200)):
        expect(least <= count(samples, name) <= most, name, count(samples, name))


def test_metrics_histogram():
    ERNA.get('/me')
    samples = settle(lambda seen: count(seen, 'outlay_http_requests_total', 'route="/api/v1/me"'))
    of_me = ('route="/api/v1/me"', 'method="GET"')
    name = 'outlay_http_request_duration_seconds'
    buckets = [value for (found, labels), value in samples.items()
               if found == name + '_bucket' and labels[:2] == of_me]
    expect(len(buckets) == 13 and buckets == sorted(buckets) and buckets[-1] > 0, buckets)
    equal(buckets[-1], count(samples, name + '_count', *of_me))
    equal(buckets[-1], count(samples, 'outlay_http_requests_total', *of_me))
    expect(0 < count(samples, name + '_sum', *of_me) < 60)


def test_metrics_count():
    before, _ = measure()
    for _ in range(5):
        ERNA.get('/me')
    for _ in range(3):
        Caller(SERVER).get('/me')
    ERNA.send('GET', '/nothing/of/the/kind')
    ERNA.draft()
    after = settle(lambda samples: count(samples, 'outlay_writes_total') >
                   count(before, 'outlay_writes_total') and count(
                       samples, 'outlay_http_requests_total', 'route="/api/v1/expenses/{id}"') >
                   count(before, 'outlay_http_requests_total', 'route="/api/v1/expenses/{id}"'))

    def rise(name, *labels):
        return count(after, name, *labels) - count(before, name, *labels)

    requests = 'outlay_http_requests_total'
    equal(rise(requests, 'route="/api/v1/me"', 'status="2xx"'), 5)
    equal(rise(requests, 'route="/api/v1/me"', 'status="4xx"'), 3)
    equal(rise(requests, 'route="none"', 'status="4xx"'), 1)
    # Nothing of what a person typed.
    equal(rise(requests, 'route="/api/v1/expenses/{id}"', 'method="PUT"', 'status="2xx"'), 1)
    expect(rise('outlay_writes_total') >= 1)
    expect(rise('outlay_write_batches_total') >= 1)


def test_metrics_readers():
    with Complaints() as complaints:
        for field, value in (('X-Forwarded-For', '127.0.0.1'), ('Forwarded', 'for=127.0.0.1'),
                             ('X-Forwarded-Proto', 'https'), ('Via', '1.1 proxy')):
            reply = Caller(SERVER).send('GET', '/metrics', headers={field: value})
            complaints.check(reply.status == 404, field, reply)
            complaints.check(b'outlay_' not in reply.body, field, reply)
            reply = Caller(PROXIED).send('GET', '/metrics', headers={field: value})
            complaints.check(reply.status == 404, 'trusted', field, reply)

    off = Server('--metrics=off')
    try:
        equal(Caller(off).send('GET', '/metrics').status, 404)
    finally:
        off.close()


def test_metrics_token():
    folder = pathlib.Path(SERVER.folder)
    (folder / 'metrics-token').write_text('open sesame\n')
    server = Server(f'--metrics={folder}/metrics-token')
    try:
        for token in (None, 'open', 'open sesame2', '', 'OPEN SESAME'):
            reply = Caller(server, token).send('GET', '/metrics')
            equal(reply.status, 401, token, reply)
        reply = Caller(server, 'open sesame').send('GET', '/metrics', headers={
            'Authorization': 'Bearer open sesame', 'X-Forwarded-For': '203.0.113.7'})
        equal(reply.status, 200, reply)
        # An empty file lets nobody in; a new one holds at once.
        (folder / 'metrics-token').write_text('')
        equal(Caller(server).send('GET', '/metrics', headers={
            'Authorization': 'Bearer '}).status, 401)
        (folder / 'metrics-token').write_text('other')
        equal(Caller(server, 'other').send('GET', '/metrics').status, 200)
    finally:
        server.close()


# --- CORS ---

CORS = ('Access-Control-Allow-Origin', 'Access-Control-Allow-Methods',
        'Access-Control-Allow-Headers', 'Access-Control-Allow-Credentials',
        'Access-Control-Expose-Headers', 'Access-Control-Max-Age')


def has_cors(reply):
    return [name for name in CORS if reply.header(name) is not None]


def ask(server, origin, method='PUT', path='/api/v1/categories/x', **more):
    return Caller(server).send('OPTIONS', path, headers={
        'Origin': origin, 'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': 'authorization,if-match'} | more, check=False)


def test_cors_preflight():
    path = '/api/v1/categories/01890000-0000-7000-8000-000000000000'
    for origin in (ORIGIN, 'http://localhost:3000'):
        reply = ask(SERVER, origin, path=path)
        equal(reply.status, 204, reply)
        equal(reply.header('Access-Control-Allow-Origin'), origin)
        equal(reply.header('Access-Control-Allow-Methods'), 'PUT')
        equal(reply.header('Access-Control-Max-Age'), '7200')
        equal(reply.header('Vary'), 'Origin')
        equal(reply.header('Access-Control-Allow-Credentials'), None)
        allowed = {name.strip().lower()
                   for name in reply.header('Access-Control-Allow-Headers').split(',')}
        equal({'authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match'}
              - allowed, set())

    for method, status in (('PATCH', 405), ('TRACE', 405), ('put', 405)):
        reply = ask(SERVER, ORIGIN, method=method, path=path)
        equal(reply.status, status, method, reply)
        equal(reply.header('Access-Control-Allow-Methods'), None, method)
    equal(ask(SERVER, ORIGIN, path='/nothing').status, 404)


def test_cors_answers():
    for reply in (
        ERNA.get('/me', headers={'Origin': ORIGIN}),
        Caller(SERVER).get('/me', headers={'Origin': ORIGIN}),
        Caller(SERVER).send('GET', '/nothing', headers={'Origin': ORIGIN}),
        Caller(SERVER).post('/auth/login', {'email': 'x'}, headers={'Origin': ORIGIN}),
    ):
        equal(reply.header('Access-Control-Allow-Origin'), ORIGIN, reply)
        equal(reply.header('Vary'), 'Origin', reply)
        exposed = reply.header('Access-Control-Expose-Headers').replace(' ', '').split(',')
        equal({'ETag', 'Retry-After', 'Location'} - set(exposed), set())
        equal(reply.header('Access-Control-Allow-Credentials'), None)
    equal(ERNA.get('/me').header('Vary'), 'Origin', 'a cache must know without one, too')


def test_cors_strangers():
    with Complaints() as complaints:
        for origin in ('https://evil.example', 'null', '*', '', 'https://expenses.example.evil',
                       'https://expenses.example:444', 'https://expenses.example/',
                       'http://expenses.example', 'HTTPS://expenses.example',
                       'https://EXPENSES.example', 'https://evil-expenses.example',
                       'https://a.expenses.example', f'{ORIGIN} https://evil.example',
                       f'{ORIGIN},https://evil.example', 'http://localhost:3001',
                       'http://localhost'):
            reply = ERNA.get('/me', headers={'Origin': origin}, check=False)
            complaints.check(not has_cors(reply), origin, has_cors(reply))
            reply = ask(SERVER, origin, path='/api/v1/me', method='GET')
            complaints.check(reply.status == 405 and not has_cors(reply), origin, reply)
            # Nothing is said of origins where none is configured.
            reply = ask(PROXIED, origin, path='/api/v1/me', method='GET')
            complaints.check(reply.status == 405 and not has_cors(reply), origin, reply)
            complaints.check(reply.header('Vary') is None, origin)
    reply = Caller(PROXIED).get('/me', headers={'Origin': ORIGIN})
    expect(not has_cors(reply) and reply.header('Vary') is None, has_cors(reply))


# --- proxies ---

def guess(server, headers=None):
    """A wrong sign-in; gives the status."""
    return Caller(server).post('/auth/login', {'email': 'x@example.org', 'password': PASSWORD},
                               headers=headers, check=False).status


def tries(server, fields):
    """How many sign-ins these clients have until they are told to wait, of four."""
    return sum(guess(server, field) != 429 for field in fields)


def test_proxy_tells_clients_apart():
    def from_(address):
        return [{'X-Forwarded-For': address}] * 4

    equal(tries(PROXIED, from_('198.51.100.1')), 3)
    equal(tries(PROXIED, from_('198.51.100.2')), 3)
    equal(tries(PROXIED, [{'Forwarded': 'for=198.51.100.2'}]), 0, 'the same, told otherwise')
    equal(tries(PROXIED, from_('198.51.100.2:1234')), 0)
    equal(tries(PROXIED, from_('198.51.100.2, 10.1.1.1')), 0, 'through two of them')
    equal(tries(PROXIED, from_('2001:db8:0:1::1')), 3)
    equal(tries(PROXIED, from_('2001:db8:0:1::2')), 0, 'the same /64')
    equal(tries(PROXIED, from_('2001:db8:0:2::2')), 3)


def test_proxy_forged_list():
    equal(tries(PROXIED, [{'X-Forwarded-For': f'6.6.6.{n}, 198.51.100.3'} for n in range(4)]), 3)
    equal(tries(PROXIED, [{'X-Forwarded-For': f'10.0.0.{n}, 198.51.100.4'} for n in range(4)]), 3)
    equal(tries(PROXIED, [{'Forwarded': f'for=6.6.6.{n}, for=198.51.100.5'}
                          for n in range(4)]), 3)
    equal(tries(PROXIED, [{'X-Forwarded-For': f'"{n}, 198.51.100.6'} for n in range(4)]), 3)
    reply = Caller(PROXIED).get('/me', headers={'Forwarded': 'for="6, for=198.51.100.6'})
    equal(reply.status, 400, 'what the proxy says is within quotes of the client', reply)
    reply = Caller(PROXIED).get('/me', headers={'X-Forwarded-For': '198.51.100.9',
                                                'Forwarded': 'for=6.6.6.6'})
    equal(reply.status, 400, 'one of the two is the client\'s own', reply)


def test_proxy_stranger_is_not_believed():
    server = Server('--trusted-proxies=192.0.2.1', '--limit-sign-ins=3')
    try:
        fields = [{'X-Forwarded-For': f'198.51.100.{n}'} for n in range(4)]
        equal(tries(server, fields), 3)
        equal(tries(server, [{'Forwarded': f'for=198.51.100.{n}'} for n in range(4)]), 0)
        equal(tries(server, [{'X-Real-IP': f'198.51.100.{n}'} for n in range(4)]), 0)
        equal(guess(server, {'X-Forwarded-For': '1.1.1.1', 'Forwarded': 'for=2.2.2.2'}), 429)
        server.stop()
        # Said once, as it most often is an administrator's mistake.
        equal(server.log.count('is not named in trusted-proxies'), 1, server.log)
    finally:
        server.close()


def guess_from(server, address, email, password='wrong wrong wrong'):
    return Caller(server).post('/auth/login', {'email': email, 'password': password},
                               headers={'X-Forwarded-For': address}).status


def test_guesses_of_one_network():
    """Whoever has an address of IPv6 has 2^64 of them: guesses are counted for all together."""
    server = Server('--trusted-proxies=127.0.0.1')
    try:
        server.add_user('Acme', 'erna@acme.example', 'Erna', 'employee')
        seen = [guess_from(server, f'2001:db8:0:1::{n:x}', 'erna@acme.example')
                for n in range(1, 13)]
        equal(seen, [401] * 10 + [429] * 2)
        equal(guess_from(server, '2001:db8:0:2::1', 'erna@acme.example', PASSWORD), 200,
              'another network')
    finally:
        server.close()


def resident(server):
    """MiB."""
    status = pathlib.Path(f'/proc/{server.process.pid}/status').read_text()
    return int(re.search(r'VmRSS:\s+(\d+)', status)[1]) / 1024


def test_guesses_take_no_room():
    """However long what they call an address is."""
    server = Server('--trusted-proxies=127.0.0.1')
    try:
        for n in range(20):
            guess_from(server, f'198.51.100.{n}', 'x@example.org')
        before = resident(server)
        for n in range(600):
            guess_from(server, f'10.9.{n // 250}.{n % 250}', f'{n}' + 'x' * 60000 + '@example.org')
        grown = resident(server) - before
        # A sanitizer keeps what was freed.
        maps = pathlib.Path(f'/proc/{server.process.pid}/maps').read_text()
        expect(grown < 24 or 'asan' in maps, f'{grown:.0f} MiB more after 600 guesses')
    finally:
        server.close()


# --- limits ---

def spend(call):
    """Calls until it is refused; gives how often it was not, and the refusal."""
    for n in range(200):
        reply = call()
        if reply.status == 429:
            return n, reply
    raise AssertionError('there is no limit')


def check_refusal(reply, most=60):
    wait = reply.header('Retry-After')
    expect(wait and wait.isdigit() and 1 <= int(wait) <= most, wait, reply)


def test_limits_of_an_account():
    company = Company(STRICT, 'Strict')
    person, other = company.employee, company.reviewer
    picture = pictures.png()
    for most, call in (
        (30, lambda: person.get('/me')),
        (5, lambda: person.get('/expenses?q=nero')),
        (20, lambda: person.put('/expenses/01890000-0000-7000-8000-000000000000', {})),
        (12, lambda: person.send('PUT', f'{API}/proofs/{sha256(picture)}', picture)),
    ):
        n, reply = spend(call)
        # A few went before, in setting up; some come back meanwhile.
        expect(most - 12 <= n <= most + 3, most, n)
        check_refusal(reply)
    # That was one person; others go on.
    equal(other.get('/me').status, 200)


def test_limits_give_back():
    person = Company(STRICT, 'Patient').employee
    _, reply = spend(lambda: person.get('/me'))
    time.sleep(int(reply.header('Retry-After')))
    equal(person.get('/me').status, 200)


def test_limits_of_an_address():
    # Guesses are held back for longer than what only is too much.
    _, reply = spend(lambda: Caller(STRICT).post('/auth/login', {'email': 'x', 'password': 'x'}))
    check_refusal(reply, 900)
    _, reply = spend(lambda: Caller(STRICT).post('/auth/refresh', {'refresh_token': 'x'}))
    check_refusal(reply)


def await_redis(*servers):
    for server in servers:
        for _ in range(200):
            if count(measure(server)[0], 'outlay_redis_up') == 1:
                break
            time.sleep(0.05)


def test_limits_shared_by_processes():
    if not os.environ.get('OUTLAY_TEST_REDIS'):
        raise Skip('there is no Redis')
    options = ('--limit-sign-ins=20', f'--redis=unix:{os.environ["OUTLAY_TEST_REDIS"]}')
    one = Server(*options)
    # The same database and the same keys.
    two = Server(*options, folder=one.folder)
    try:
        await_redis(one, two)
        seen = 0
        for n in range(40):
            # Of a token nobody has; wrong passwords are held back sooner.
            seen += Caller((one, two)[n % 2]).post('/auth/refresh',
                                                   {'refresh_token': 'x'}).status != 429
            time.sleep(0.02)
        # Not twice as many; one or two may slip through before the other has heard.
        expect(18 <= seen <= 25, seen)
        expect(count(measure(two)[0], 'outlay_redis_commands_total') > 1)
    finally:
        two.close()
        one.close()


def test_guesses_counted_by_all_processes():
    """Who guessed at one server is not given as many guesses at the next."""
    if not os.environ.get('OUTLAY_TEST_REDIS'):
        raise Skip('there is no Redis')
    redis = f'--redis=unix:{os.environ["OUTLAY_TEST_REDIS"]}'
    one = Server(redis)
    Company(one, 'Acme')
    two = Server(redis, folder=one.folder)
    try:
        await_redis(one, two)
        wrong = {'email': 'employee@acme.example', 'password': 'wrong wrong wrong'}
        for _ in range(40):
            reply = Caller(one).post('/auth/login', wrong)
            if reply.status == 429:
                break
        equal(reply.status, 429, reply)
        reply = Caller(two).post('/auth/login', wrong)
        equal(reply.status, 429, 'at the other one', reply)
        check_refusal(reply, 901)
    finally:
        two.close()
        one.close()


def test_bad_settings():
    from outlayd import command
    with Complaints() as complaints:
        for option in ('--trusted-proxies=localhost', '--trusted-proxies=10.0.0.0/33',
                       '--cors-origins=*', '--cors-origins=https://a.example/',
                       '--cors-origins=a.example', '--cors-origins=https://A.example',
                       '--cors-origins=https://a.example:443', '--redis=localhost',
                       '--redis=rediss://127.0.0.1:1', '--redis-password-file=/nowhere',
                       '--limit-reads=-1'):
            more = ['--redis=redis://127.0.0.1:1'] if 'password' in option else []
            done = command('serve', '--listen=127.0.0.1:0', option, *more)
            complaints.check(done.returncode not in (0, -11, -6), option, done)
            complaints.check(done.stderr.count('\n') <= 2, option, done.stderr)


run('gate', globals())
