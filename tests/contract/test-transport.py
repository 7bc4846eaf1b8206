# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP/1.1 as attackers and broken clients speak it."""
import re
import time

from client import Caller, raw, uuid7
from company import Company
from load import check_all
from outlayd import Server
from tap import Complaints, equal, expect, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ERNA = ACME.employee
HOST = f'Host: 127.0.0.1:{SERVER.port}\r\n'
BEARER = f'Authorization: Bearer {ERNA.token}\r\n'
STATUS = re.compile(rb'HTTP/1\.[01] (\d{3}) ')
# What a smuggler hides behind the first request; it must never be answered.
HIDDEN = f'GET /api/v1/hidden HTTP/1.1\r\n{HOST}\r\n'


def statuses(data, timeout=2):
    """The statuses of all answers on one connection, and whether the server closed it."""
    if isinstance(data, str):
        data = data.encode('latin-1')
    seen, closed = raw(SERVER, data, timeout)
    return [int(status) for status in STATUS.findall(seen)], closed, seen


def refuses(complaints, title, data):
    """One refusal at most, then the end of the connection."""
    codes, closed, seen = statuses(data)
    complaints.check(len(codes) <= 1, title, 'was answered', codes)
    complaints.check(
        all(400 <= code < 600 and code != 500 for code in codes), title, 'was answered', codes
    )
    complaints.check(closed, title, 'leaves the connection open', seen[:100])
    complaints.check(b'hidden' not in seen, title, 'reached what was hidden')
    complaints.check(b'email' not in seen, title, 'reached the handler, which misses the address')
    if codes and b'Content-Type' in seen:
        complaints.check(
            b'application/problem+json' in seen or b'text/html' not in seen, title, seen[:300]
        )
    return codes if b'application/problem+json' in seen else []


def handled():
    """How many requests for /me, for signing in and for what is hidden were answered, by whatever."""
    text = Caller(SERVER).send('GET', '/metrics').body.decode()
    return sum(
        float(line.rsplit(' ', 1)[1])
        for line in text.splitlines()
        if re.match(r'outlay_http_requests_total{route="/api/v1/(me|auth/login|hidden)"', line)
        and 'status="none"' not in line
    )


def check_refused(cases):
    """None of them is taken, nor what hides behind it, and none has reached a handler: whose size alone is
    wrong is answered ahead of it, in the name of what was asked for."""
    before, n_too_large = handled(), 0
    with Complaints() as complaints:
        for title, data in cases.items():
            n_too_large += refuses(complaints, title, data) == [413]
    time.sleep(0.2)
    equal(handled() - before, n_too_large, 'reached a handler')


def post(head, body=''):
    return f'POST /api/v1/auth/login HTTP/1.1\r\n{HOST}Content-Type: application/json\r\n{head}\r\n{body}'


def test_two_lengths_and_codings():
    chunked = '0\r\n\r\n'
    cases = {
        'length and chunked': post(
            f'Content-Length: {len(chunked + HIDDEN)}\r\nTransfer-Encoding: chunked\r\n',
            chunked + HIDDEN,
        ),
        'chunked and length': post(
            'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n', '1e\r\n' + HIDDEN
        ),
        'two differing lengths': post(
            f'Content-Length: 2\r\nContent-Length: {2 + len(HIDDEN)}\r\n', '{}' + HIDDEN
        ),
        'two differing lengths, other order': post(
            f'Content-Length: {2 + len(HIDDEN)}\r\nContent-Length: 2\r\n', '{}' + HIDDEN
        ),
        'a list of lengths': post('Content-Length: 2, 3\r\n', '{}' + HIDDEN),
        'length with a sign': post('Content-Length: +2\r\n', '{}' + HIDDEN),
        'negative length': post('Content-Length: -2\r\n', '{}' + HIDDEN),
        'hexadecimal length': post('Content-Length: 0x2\r\n', '{}' + HIDDEN),
        'length with a letter': post('Content-Length: 2x\r\n', '{}' + HIDDEN),
        'length with a space inside': post('Content-Length: 2 2\r\n', '{}' + HIDDEN),
        'empty length': post('Content-Length: \r\n', '{}' + HIDDEN),
        'length of 2^64 + 2': post('Content-Length: 18446744073709551618\r\n', '{}' + HIDDEN),
        'length of 2^63': post('Content-Length: 9223372036854775808\r\n', '{}' + HIDDEN),
        'xchunked': post('Transfer-Encoding: xchunked\r\n', chunked + HIDDEN),
        'identity': post('Transfer-Encoding: identity\r\n', chunked + HIDDEN),
        'gzip, chunked': post('Transfer-Encoding: gzip, chunked\r\n', chunked + HIDDEN),
        'chunked twice': post(
            'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', chunked + HIDDEN
        ),
        'chunked, identity': post(
            'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', chunked + HIDDEN
        ),
        'chunked with a vertical tab': post('Transfer-Encoding: \x0bchunked\r\n', chunked + HIDDEN),
        'quoted': post('Transfer-Encoding: "chunked"\r\n', chunked + HIDDEN),
        'chunked after a space before the colon': post(
            'Transfer-Encoding : chunked\r\nContent-Length: 5\r\n', chunked + HIDDEN
        ),
        'coding folded': post(
            'Transfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n', chunked + HIDDEN
        ),
        'coding after a bare LF': post(
            'X: y\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n', chunked + HIDDEN
        ),
        'coding after a bare CR': post(
            'X: y\rTransfer-Encoding: chunked\r\nContent-Length: 5\r\n', chunked + HIDDEN
        ),
        'coding in HTTP/1.0': post('Transfer-Encoding: chunked\r\n', chunked + HIDDEN).replace(
            'HTTP/1.1', 'HTTP/1.0', 1
        ),
        'a whole body with a coding in HTTP/1.0': post(
            'Transfer-Encoding: chunked\r\n', '2\r\n{}\r\n0\r\n\r\n'
        ).replace('HTTP/1.1', 'HTTP/1.0', 1),
    }
    check_refused(cases)


def test_equal_lengths_are_one_request_at_most():
    codes, _, seen = statuses(
        post('Content-Length: 2\r\nContent-Length: 2\r\nConnection: close\r\n', '{}')
    )
    expect(codes in ([400], []), codes, seen[:200])


def test_bad_chunks():
    chunked = 'Transfer-Encoding: chunked\r\n'
    cases = {
        'no size': '\r\n{}\r\n0\r\n\r\n',
        'letters': 'zz\r\n{}\r\n0\r\n\r\n',
        'negative': '-2\r\n{}\r\n0\r\n\r\n',
        'signed': '+2\r\n{}\r\n0\r\n\r\n',
        '0x': '0x2\r\n{}\r\n0\r\n\r\n',
        'overflow': '10000000000000002\r\n{}\r\n0\r\n\r\n',
        'too long data': '2\r\n{}{}\r\n0\r\n\r\n',
        'a space before': ' 2\r\n{}\r\n0\r\n\r\n',
        'an underscore': '1_0\r\n{}\r\n0\r\n\r\n',
    }
    check_refused({title: post(chunked, body + HIDDEN) for title, body in cases.items()})
    # A chunk that never ends swallows what follows; it is waited for, and not answered.
    codes, _, seen = statuses(post(chunked, 'fffffffffffffff\r\n{}\r\n0\r\n\r\n' + HIDDEN), 0.5)
    expect(not codes or codes[0] >= 400 and b'hidden' not in seen, seen)


def test_good_chunks():
    codes, _, seen = statuses(
        post('Transfer-Encoding: chunked\r\nConnection: close\r\n', '1\r\n{\r\n1\r\n}\r\n0\r\n\r\n')
    )
    equal(codes, [400], seen)
    expect(b'email' in seen, 'the body was read', seen)


def test_bad_heads():
    get = 'GET /api/v1/me HTTP/1.1\r\n'
    end = '\r\n' + HIDDEN
    cases = {
        'no host': f'{get}{BEARER}{end}',
        'two hosts': f'{get}{HOST}{HOST}{BEARER}{end}',
        'two differing hosts': f'{get}{HOST}Host: evil\r\n{BEARER}{end}',
        'an empty field name': f'{get}{HOST}: x\r\n{end}',
        'a space in a name': f'{get}{HOST}X Y: z\r\n{end}',
        'a space before a colon': f'{get}{HOST}X-Y : z\r\n{end}',
        'no colon': f'{get}{HOST}XY\r\n{end}',
        'folded': f'{get}{HOST}X: y\r\n z\r\n{end}',
        'folded at once': f'{get} X: y\r\n{HOST}{end}',
        'NUL in a value': f'{get}{HOST}X: a\0b\r\n{end}',
        'NUL in a name': f'{get}{HOST}X\0Y: b\r\n{end}',
        'bare CR in a value': f'{get}{HOST}X: a\rb\r\n{end}',
        'NUL in the target': f'GET /api/v1/me\0 HTTP/1.1\r\n{HOST}{end}',
        'space in the target': f'GET /api/v1/ me HTTP/1.1\r\n{HOST}{end}',
        'tab in the target': f'GET\t/api/v1/me\tHTTP/1.1\r\n{HOST}{end}',
        'two authorizations': f'{get}{HOST}{BEARER}Authorization: Bearer x\r\n{end}',
        'no version': f'GET /api/v1/me\r\n{HOST}{end}',
        'version 0.9': f'GET /api/v1/me HTTP/0.9\r\n{HOST}{end}',
        'version 2': f'GET /api/v1/me HTTP/2.0\r\n{HOST}{end}',
        'version 1.11': f'GET /api/v1/me HTTP/1.11\r\n{HOST}{end}',
        'version x': f'GET /api/v1/me HTTP/x\r\n{HOST}{end}',
        'lower-case version': f'GET /api/v1/me http/1.1\r\n{HOST}{end}',
        'preface of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
        'another host in an absolute target': f'GET http://evil.example/api/v1/me HTTP/1.1\r\n{HOST}{end}',
        'a foreign scheme': f'GET ftp://127.0.0.1:{SERVER.port}/api/v1/me HTTP/1.1\r\n{HOST}{end}',
        'TLS': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + 'x' * 100 + '\r\n\r\n',
        'noise': '\x80\x81\x82\r\n\r\n' + HIDDEN,
        'only LF': f'GET /api/v1/me HTTP/1.1\n{HOST.strip()}\n\n' + HIDDEN,
    }
    check_refused(cases)


def test_methods_and_targets():
    cases = {
        'TRACE': (405, 501, 400),
        'CONNECT': (400, 405, 501),
        'get': (400, 405, 501),
        'Get': (400, 405, 501),
        'BREW': (400, 405, 501),
        'PROPFIND': (400, 405, 501),
    }
    with Complaints() as complaints:
        for method, wanted in cases.items():
            codes, _, seen = statuses(
                f'{method} /api/v1/me HTTP/1.1\r\n{HOST}{BEARER}Connection: close\r\n\r\n'
            )
            complaints.check(codes and codes[0] in wanted, method, codes)
            complaints.check(ERNA.token.encode() not in seen, method, 'echoes the token')
        for target in (
            '/api/v1/../v1/me',
            '/api/v1/./me',
            '/api/v1/%2e%2e/v1/me',
            '/api%2fv1/me',
            '/api/v1/expenses/%2e%2e',
            '/api/v1/me%00',
            '/api/v1/%6de%',
            '/api/v1/%zz',
            '//api/v1/me',
            '/api//v1/me',
            '/api/v1/me/',
            '\\api\\v1\\me',
            '/api/v1/me;x=y',
            '/api/v1/me#x',
            'api/v1/me',
            '*',
            '/api/v1/me%0d%0aX:y',
            '/api/v1/m%C0%AE',
            '/api/v1/proofs/..%2f..%2fkeys%2fpepper',
            '/api/v1/proofs/../../keys/pepper',
            '/api?',
            '/api/v1/expenses/' + '%41' * 500,
        ):
            codes, _, seen = statuses(
                f'GET {target} HTTP/1.1\r\n{HOST}{BEARER}Connection: close\r\n\r\n'
            )
            complaints.check(len(codes) == 1 and codes[0] in (400, 404, 414), target[:60], codes)


def test_heads_that_are_too_large():
    with Complaints() as complaints:
        for title, data in (
            ('a long target', f'GET /{"a" * 100_000} HTTP/1.1\r\n{HOST}\r\n'),
            ('a long field', f'GET /healthz HTTP/1.1\r\n{HOST}X: {"a" * 100_000}\r\n\r\n'),
            ('a long name', f'GET /healthz HTTP/1.1\r\n{HOST}{"a" * 100_000}: x\r\n\r\n'),
            ('10,000 fields', f'GET /healthz HTTP/1.1\r\n{HOST}' + 'X: y\r\n' * 10_000 + '\r\n'),
            ('an endless first line', 'GET /' + 'a' * 1_000_000),
            (
                'a long token',
                f'GET /api/v1/me HTTP/1.1\r\n{HOST}Authorization: Bearer {"a" * 60_000}\r\n\r\n',
            ),
            (
                'a long query',
                f'GET /api/v1/expenses?q={"a" * 60_000} HTTP/1.1\r\n{HOST}{BEARER}\r\n',
            ),
        ):
            start = time.monotonic()
            codes, closed, seen = statuses(data, 3)
            complaints.check(
                closed and all(400 <= code < 500 for code in codes),
                title,
                codes,
                closed,
                seen[:100],
            )
            complaints.check(time.monotonic() - start < 2, title, 'took', time.monotonic() - start)
        codes, _, _ = statuses(
            f'GET /healthz HTTP/1.1\r\n{HOST}Connection: close\r\n'
            + ''.join(f'X-{n}: y\r\n' for n in range(30))
            + '\r\n'
        )
        complaints.check(codes == [200], 'thirty fields are usual', codes)
    equal(ERNA.get('/me').status, 200)


def test_requests_in_a_row_on_one_connection():
    one = f'GET /healthz HTTP/1.1\r\n{HOST}\r\n'
    last = f'GET /api/v1/me HTTP/1.1\r\n{HOST}{BEARER}Connection: close\r\n\r\n'
    codes, closed, _ = statuses(one * 5 + last)
    equal((codes, closed), ([200] * 6, True))
    body = '{"email":"x@y.example","password":"wrong wrong wrong"}'
    codes, _, _ = statuses(post(f'Content-Length: {len(body)}\r\n', body) + last)
    equal(codes, [401, 200], 'a refusal does not harm the next request')
    codes, _, _ = statuses(f'GET /api/v1/nothing HTTP/1.1\r\n{HOST}\r\n' + last)
    equal(codes, [404, 200])


def test_http_1_0_is_answered_and_closed():
    codes, closed, _ = statuses('GET /healthz HTTP/1.0\r\n\r\n')
    expect(codes in ([200], [505], [400]) and closed, codes, closed)


def test_expect_100():
    body = '{"email":"x@y.example","password":"wrong wrong wrong"}'
    with SERVER.connect(3) as sock:
        sock.sendall(
            post(
                f'Content-Length: {len(body)}\r\nExpect: 100-continue\r\nConnection: close\r\n'
            ).encode()
        )
        seen = sock.recv(1000)
        expect(b' 100 ' in seen, seen)
        sock.sendall(body.encode())
        while chunk := sock.recv(1000):
            seen += chunk
        expect(b' 401 ' in seen, seen)
    codes, closed, seen = statuses(
        f'PUT /api/v1/proofs/{"0" * 64} HTTP/1.1\r\n{HOST}{BEARER}Content-Length: 99999999\r\nExpect: 100-continue\r\n\r\n',
        3,
    )
    equal((codes, closed), ([413], True), 'refused before it is sent', seen)


def test_an_absolute_target_is_taken():
    codes, _, seen = statuses(
        f'GET http://127.0.0.1:{SERVER.port}/api/v1/me HTTP/1.1\r\n{HOST}{BEARER}Connection: close\r\n\r\n'
    )
    equal(codes, [200], seen)


def test_errors_do_not_name_the_software():
    seen, _ = raw(SERVER, f'GET /nothing HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n'.encode())
    expect(b'microhttpd' not in seen.lower() and b'\r\nserver:' not in seen.lower(), seen)


def test_the_server_is_well_after_all_that():
    equal(Caller(SERVER).send('GET', '/healthz').status, 200)
    expect(SERVER.process.poll() is None)
    log = SERVER.log
    expect('CRITICAL' not in log and 'level=error' not in log, log[-3000:])
    identity = uuid7()
    equal(ERNA.create(ERNA.content(proofs=[]), identity).status, 201)
    check_all(SERVER)


run('transport', globals())
