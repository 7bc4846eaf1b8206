# SPDX-License-Identifier: GPL-3.0-or-later
"""TLS by the server itself: what it speaks, how its certificate changes, who may reach it without."""
import contextlib
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import warnings

from certificates import Authority
from client import Caller
from company import Company
from outlayd import Server, command
from tap import Complaints, Skip, equal, expect, run

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix='outlay-contract-'))
AUTHORITY = Authority(FOLDER)
FIRST = AUTHORITY.issue('first')
SECOND = AUTHORITY.issue('second')
# What the server reads; the tests put other files there.
LIVE = (FOLDER / 'live.pem', FOLDER / 'live.key')


def put_live(certificate, key):
    shutil.copy(certificate, LIVE[0])
    shutil.copy(key, LIVE[1])


def options(certificate, key):
    return f'--tls-certificate={certificate}', f'--tls-key={key}'


put_live(*FIRST)
SERVER = Server(*options(*LIVE), start=False)
SERVER.trust = AUTHORITY.trust()
SERVER.start()
ACME = Company(SERVER, 'Acme')
ERNA = ACME.employee
# They must be over before the last test is.
HALF_DONE = [socket.create_connection(('127.0.0.1', SERVER.port)) for _ in range(3)]
HALF_DONE[1].sendall(b'\x16\x03\x01')
HALF_DONE[2].sendall(b'\x16')
STARTED = time.monotonic()
AT_END = [lambda: shutil.rmtree(FOLDER, ignore_errors=True), SERVER.close]


def handshake(trust=None, session=None):
    """One connection that asks for /healthz; gives the socket's facts."""
    trust = trust or SERVER.trust
    raw = socket.create_connection(('127.0.0.1', SERVER.port), timeout=5)
    with trust.wrap_socket(raw, server_hostname='localhost', session=session) as sock:
        sock.sendall(b'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
        answer = b''
        while chunk := sock.recv(4096):
            answer += chunk
        expect(b' 200 OK\r\n' in answer, answer)
        return {
            'version': sock.version(),
            'cipher': sock.cipher()[0],
            'alpn': sock.selected_alpn_protocol(),
            'name': dict(part[0] for part in sock.getpeercert()['subject'])['commonName'],
            'session': sock.session,
            'reused': sock.session_reused,
            'answer': answer,
        }


def trusting(**limits):
    trust = AUTHORITY.trust()
    for name, value in limits.items():
        if name == 'ciphers':
            trust.set_ciphers(value)
        else:
            setattr(trust, name, value)
    return trust


def hang_up(server=SERVER, wanted=''):
    """SIGHUP; gives what the log has said since, once that has @wanted."""
    before = len(server.log)
    server.process.send_signal(signal.SIGHUP)
    until = time.monotonic() + 5
    while time.monotonic() < until:
        said = server.log[before:]
        if 'the settings were' in said and wanted in said:
            return said
        time.sleep(0.02)
    raise AssertionError(f'{wanted!r} is not in the log: {server.log[before:]}')


def test_versions_and_ciphers():
    two, three = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3
    equal(handshake()['version'], 'TLSv1.3')
    equal(handshake(trusting(maximum_version=two))['version'], 'TLSv1.2')
    equal(handshake(trusting(minimum_version=three))['version'], 'TLSv1.3')
    warnings.simplefilter('ignore', DeprecationWarning)
    with Complaints() as complaints:
        for title, limits in {
            'TLS 1.1': {
                'ciphers': 'ALL:@SECLEVEL=0',
                'minimum_version': ssl.TLSVersion.TLSv1,
                'maximum_version': ssl.TLSVersion.TLSv1_1,
            },
            'CBC': {'ciphers': 'ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA', 'maximum_version': two},
            'no forward secrecy': {'ciphers': 'AES128-GCM-SHA256', 'maximum_version': two},
            'no encryption': {'ciphers': 'eNULL:@SECLEVEL=0', 'maximum_version': two},
        }.items():
            try:
                complaints.check(False, title, handshake(trusting(**limits)))
            except (ssl.SSLError, ConnectionResetError):
                pass


def test_what_is_agreed_on():
    trust = trusting()
    trust.set_alpn_protocols(['h2', 'http/1.1'])
    facts = handshake(trust)
    equal(facts['alpn'], 'http/1.1')
    expect(b'\r\nStrict-Transport-Security: max-age=31536000\r\n' in facts['answer'], facts)
    equal(ERNA.get('/me').status, 200)


def test_the_command_that_asks_whether_it_is_ready():
    done = command('health', f'--listen=127.0.0.1:{SERVER.port}', *options(*LIVE))
    equal((done.returncode, done.stdout, done.stderr), (0, 'ready\n', ''))


def test_a_session_is_resumed():
    trust = trusting(maximum_version=ssl.TLSVersion.TLSv1_2)
    first = handshake(trust)
    expect(not first['reused'])
    expect(handshake(trust, first['session'])['reused'], 'TLS 1.2')
    trust = trusting()
    expect(handshake(trust, handshake(trust)['session'])['reused'], 'TLS 1.3')


def test_who_does_not_speak_tls_hears_nothing():
    with socket.create_connection(('127.0.0.1', SERVER.port), timeout=5) as sock:
        sock.sendall(b'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n')
        with contextlib.suppress(ConnectionResetError):
            heard = b''
            while chunk := sock.recv(4096):
                heard += chunk
            expect(b'HTTP/' not in heard and b'status' not in heard, heard)


def ask(connection):
    connection.request('GET', '/healthz')
    answer = connection.getresponse()
    answer.read()
    return answer.status


def test_a_new_certificate_takes_over():
    """Connections that are open go on; those that come get the new one."""
    put_live(*FIRST)
    with contextlib.closing(SERVER.http(5)) as kept:
        equal(ask(kept), 200)
        sock = kept.sock
        equal(handshake()['name'], 'first')
        put_live(*SECOND)
        expect('new connections get the new certificate' in hang_up(wanted='new certificate'))
        equal(handshake()['name'], 'second')
        equal(ask(kept), 200, 'on the connection that was open')
        expect(kept.sock is sock, 'it was opened again')
    expect('new certificate' not in hang_up(), 'the same files again')


def test_uploads_go_on_while_certificates_change():
    put_live(*FIRST)
    hang_up()
    failures, done = [], threading.Event()

    def upload():
        while not done.is_set():
            try:
                equal(ERNA.create(ERNA.content(proofs=[])).status, 201)
            except Exception as error:  # pylint: disable=broad-except
                failures.append(error)

    threads = [threading.Thread(target=upload) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(10):
        put_live(*(SECOND, FIRST)[number % 2])
        hang_up(wanted='new certificate')
    done.set()
    for thread in threads:
        thread.join()
    equal(failures, [])


def test_a_bad_certificate_changes_nothing():
    whole, key = FIRST[0].read_text(), FIRST[1].read_text()
    expired = AUTHORITY.issue(
        'expired', '-not_before', '20200101000000Z', '-not_after', '20200201000000Z'
    )
    cases = {
        'the key of another': (whole, SECOND[1].read_text()),
        'half a certificate': (whole[:300], key),
        'half a chain': (whole[: len(whole) - 200], key),
        'half a key': (whole, key[: len(key) // 2]),
        'an empty certificate': ('', key),
        'an empty key': (whole, ''),
        'no certificate': ('hello\n', key),
        'one that has expired': (expired[0].read_text(), expired[1].read_text()),
    }
    put_live(*SECOND)
    hang_up()
    with Complaints() as complaints:
        for title, (certificate_text, key_text) in cases.items():
            LIVE[0].write_text(certificate_text)
            LIVE[1].write_text(key_text)
            said = hang_up()
            complaints.check('the old certificate stays' in said, title, said)
            complaints.check('new connections' not in said, title, said)
            complaints.check(handshake()['name'] == 'second', title)
        LIVE[1].unlink()
        complaints.check('the old certificate stays' in hang_up(), 'no key file')
    put_live(*FIRST)
    LIVE[1].chmod(0o644)
    expect('may be read by everybody' in hang_up())
    equal(handshake()['name'], 'second')
    LIVE[1].chmod(0o640)
    hang_up(wanted='new certificate')
    equal(handshake()['name'], 'first')


def test_the_end_is_measured():
    put_live(*FIRST)
    hang_up()
    text = Caller(SERVER).send('GET', '/metrics').body.decode()
    end = int(re.search(r'^outlay_certificate_end_seconds (\d+)$', text, re.M)[1])
    expect(89 * 86400 < end - time.time() < 91 * 86400, end)


def refused(*more):
    done = command('serve', f'--database=sqlite:{FOLDER}/refused.db', '--listen=127.0.0.1:0', *more)
    expect(done.returncode in (1, 2), done)
    expect(done.stderr.startswith('outlayd: ') and 'listening' not in done.stdout, done)
    return done.stderr


def test_it_does_not_start_with_bad_files():
    expect('do not match' in refused(*options(FIRST[0], SECOND[1])))
    expect('missing' in refused(f'--tls-certificate={FIRST[0]}'))
    expect('missing' in refused(f'--tls-key={FIRST[1]}'))
    expect('none.pem' in refused(*options(FOLDER / 'none.pem', FIRST[1])))
    readable = FOLDER / 'readable.key'
    shutil.copy(FIRST[1], readable)
    readable.chmod(0o604)
    expect('chmod' in refused(*options(FIRST[0], readable)))


def test_the_end_of_a_certificate_is_announced():
    old = AUTHORITY.issue('old', days=5)
    expect(' expires on ' not in SERVER.log.split('listening', 1)[0], 'one of 90 days')
    with Server(*options(*old), start=False) as server:
        server.trust = SERVER.trust
        server.start()
        expect('new certificate' not in hang_up(server))
        expect('level=warning msg="the certificate ' in server.log, server.log)
        expect(' expires on ' in server.log, server.log)
        done = command('check', f'--database={server.database}', *options(*old))
        equal(done.returncode, 1, done)
        expect(' expires on ' in done.stderr, done)
        done = command('check', f'--database={server.database}', *options(*FIRST))
        equal(done.returncode, 0, done)
        done = command('check', f'--database={server.database}', *options(FIRST[0], SECOND[1]))
        equal(done.returncode, 1, done)
        expect('do not match' in done.stderr, done)


def test_a_certificate_for_another_name_is_told():
    """The keys belong together, and yet no program would go on."""
    with Server(*options(*FIRST), start=False) as server:
        server.trust = SERVER.trust
        server.options += ('--public-url=https://expenses.example',)
        server.start()
        server.stop()
        expect('is not for https://expenses.example' in server.log, server.log)
        where = [f'--database={server.database}', *options(*FIRST)]
        done = command('check', *where, '--public-url=https://expenses.example')
        equal(done.returncode, 1, done)
        expect('is not for https://expenses.example' in done.stderr, done)
        done = command('check', *where, '--public-url=https://127.0.0.1')
        equal(done.returncode, 0, done)


def test_credentials_of_systemd():
    """LoadCredential=tls-key:… and tls-certificate:… need no line in the file of settings."""
    folder = FOLDER / 'credentials'
    folder.mkdir()
    shutil.copy(FIRST[0], folder / 'outlayd.tls-certificate')
    shutil.copy(FIRST[1], folder / 'tls-key')
    with Server(start=False, wrapper=('env', f'CREDENTIALS_DIRECTORY={folder}')) as server:
        server.trust = SERVER.trust
        server.start()
        expect('https://' in server.stdout, server.stdout)
        with server.connect(5) as sock:
            equal(sock.version(), 'TLSv1.3')


def honest(seconds):
    times = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        start = time.monotonic()
        equal(ERNA.get('/expenses?limit=10', timeout=5).status, 200)
        times.append(time.monotonic() - start)
    return sorted(times)


def test_300_half_done_handshakes_slow_nobody():
    memory, output = ssl.MemoryBIO(), ssl.MemoryBIO()
    with contextlib.suppress(ssl.SSLWantReadError):
        SERVER.trust.wrap_bio(memory, output, server_hostname='localhost').do_handshake()
    hello = output.read()
    alone = honest(1)
    with contextlib.ExitStack() as stack:
        for number in range(300):
            sock = stack.enter_context(socket.create_connection(('127.0.0.1', SERVER.port)))
            # Nothing, a part of the hello, or all of it and then silence.
            sock.sendall((b'', hello[:20], hello)[number % 3])
        beside = honest(2)
    slow = beside[len(beside) * 95 // 100]
    expect(slow < max(4 * alone[len(alone) * 95 // 100], 0.1), slow, alone[-1], beside[-1])


def test_other_machines_are_not_served_in_the_clear():
    done = command('serve', f'--database=sqlite:{FOLDER}/open.db', '--listen=0.0.0.0:0')
    equal(done.returncode, 1, done)
    for word in ('tls-certificate', 'proxy', 'allow-plain-http'):
        expect(word in done.stderr, word, done.stderr)


def serve_in_a_net_of_its_own(*more):
    """Where 0.0.0.0 is nobody's. Gives what it printed first."""
    if subprocess.run(['unshare', '--net', 'true'], capture_output=True, check=False).returncode:
        raise Skip('a network namespace cannot be made here')
    with Server(*more, start=False, wrapper=('unshare', '--net')) as server:
        with contextlib.suppress(AssertionError):
            server.start()
        return server.stdout or server.log


def test_other_machines_are_served_when_it_is_wanted():
    for more in (('--allow-plain-http=yes',), ('--trusted-proxies=10.0.0.1',), options(*FIRST)):
        told = serve_in_a_net_of_its_own('--listen=0.0.0.0:0', *more)
        expect('://0.0.0.0:' in told, more, told)


def test_half_done_handshakes_are_ended():
    """Those that began with this program."""
    for sock in HALF_DONE:
        with sock, contextlib.suppress(ConnectionResetError):
            sock.settimeout(max(STARTED + 15 - time.monotonic(), 0.1))
            equal(sock.recv(1000), b'')


run('tls', globals())
