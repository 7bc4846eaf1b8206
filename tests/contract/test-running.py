# SPDX-License-Identifier: GPL-3.0-or-later
"""What an administrator is promised: settings, signals, supervision, sockets, proxies."""
import contextlib
import http.client
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

from client import Caller
from company import Company
from outlayd import Server, clean_environment, command, die_with_parent, program
from tap import Skip, equal, expect, run

AT_END = []
ROOT = pathlib.Path(__file__).resolve().parents[2]
ROW = re.compile(r'^\| `([a-z-]+)` \| (?:(.*?) )?\| (.+?) \| (yes)? ?\|$', re.M)
KEY = re.compile(r'^  --([a-z-]+) +(.+?)(?: \(([^()]+)\))?( \*)?$', re.M)


def told_settings():
    """What `serve --help` says of each key: its default, meaning, and whether SIGHUP rereads it."""
    text = command('serve', '--help').stdout.split('--config', 1)[0]
    return {key: (preset or '', meaning, bool(star)) for key, meaning, preset, star in KEY.findall(text)}


def test_the_table_of_settings_is_that_of_the_program():
    # A row may lead to more in the end.
    text = re.sub(r' \(\[[^]]+\]\([^)]+\)\)', '', (ROOT / 'README.md').read_text())
    rows = {
        key: (preset.replace('`', ''), meaning.replace('`', ''), bool(reread))
        for key, preset, meaning, reread in ROW.findall(text)
    }
    told = told_settings()
    expect('listen' in told and 'log-level' in told, told)
    equal(sorted(rows), sorted(told), 'keys of the table in README.md')
    for key, said in told.items():
        equal(rows[key], said, key, 'in README.md')


def test_the_example_file_names_every_setting():
    text = (ROOT / 'data' / 'outlayd.conf').read_text()
    named = re.findall(r'^#([a-z-]+) = (.+)$', text, re.M)
    told = told_settings()
    equal(sorted(key for key, _ in named), sorted(told))
    for key, value in named:
        expect(told[key][0] in ('', value), key, value, told[key])
    expect(all(line.startswith('#') or not line for line in text.splitlines()), text)


class Manager:
    """A service manager's end: the socket that sd_notify(3) speaks to."""

    def __init__(self, folder):
        self.path = f'{folder}/notify'
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.socket.settimeout(10)

    def wait_for(self, *words):
        """The next message that has all the words, as a dictionary."""
        while True:
            text = self.socket.recv(4096).decode()
            if all(word in text for word in words):
                return dict(line.split('=', 1) for line in text.splitlines())


class Settings:
    """A file of settings, in a folder that a server is started from."""

    def __init__(self, folder, text=''):
        self.path = folder / 'outlayd.conf'
        self.path.write_text(text)
        self.option = f'--config={self.path}'


def make_folder():
    folder = pathlib.Path(tempfile.mkdtemp(prefix='outlay-contract-'))
    AT_END.append(lambda: shutil.rmtree(folder, ignore_errors=True))
    return folder


def hang_up(server, wanted):
    """SIGHUP; gives what the log has said since, once that has @wanted."""
    before = len(server.log)
    server.process.send_signal(signal.SIGHUP)
    until = time.monotonic() + 5
    while time.monotonic() < until:
        if wanted in server.log[before:]:
            return server.log[before:]
        time.sleep(0.02)
    raise AssertionError(f'{wanted!r} is not in the log: {server.log[before:]}')


def test_sighup_says_what_it_did():
    folder = make_folder()
    settings = Settings(folder, 'log-level = warning\ndrain-seconds = 0\n')
    with Server(settings.option) as server:
        settings.path.write_text('log-level = info\nmax-connections = 999\n')
        said = hang_up(server, 'restart')
        expect('changed: log-level' in said and 'restart: max-connections' in said, said)
        said = hang_up(server, 'changed: nothing')
        settings.path.write_text('log-level = debug\nnonsense = 1\n')
        said = hang_up(server, 'were not read again')
        expect('outlayd.conf, line 2: unknown key' in said and 'nonsense' in said, said)
        equal(Caller(server).send('GET', '/healthz').status, 200)
        equal(server.stop(), 0)


def test_health_and_readiness():
    with Server() as server:
        caller = Caller(server)
        for path, status in (('/healthz', 'ok'), ('/readyz', 'ready')):
            reply = caller.send('GET', path)
            equal((reply.status, reply.json), (200, {'status': status}))
            equal(reply.header('Cache-Control'), 'no-store')
            equal(caller.send('HEAD', path).status, 200)
        start = time.monotonic()
        for _ in range(100):
            equal(caller.send('GET', '/readyz').status, 200)
        expect(time.monotonic() - start < 2, time.monotonic() - start)


def test_the_command_that_asks_whether_it_is_ready():
    folder = make_folder()
    path = folder / 'outlayd.sock'
    with Server(f'--listen=127.0.0.1:0,unix:{path}', '--drain-seconds=3') as server:
        for place in (f'127.0.0.1:{server.port}', f'0.0.0.0:{server.port}', f'unix:{path}'):
            done = command('health', f'--listen={place}')
            equal((done.returncode, done.stdout, done.stderr), (0, 'ready\n', ''), place)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        done = command('health', f'--listen=127.0.0.1:{server.port}')
        expect(done.returncode == 1 and 'stopping' in done.stderr, done)
        server.process.wait(15)
        done = command('health', f'--listen=127.0.0.1:{server.port}')
        expect(done.returncode == 1 and done.stderr.startswith('outlayd: not ready: '), done)


def test_a_database_that_cannot_be_written_is_not_ready():
    """Another process holds the write lock of SQLite for longer than anybody waits."""
    with Server() as server:
        caller = Caller(server)
        with contextlib.closing(
            sqlite3.connect(f'{server.folder}/outlay.db', isolation_level=None)
        ) as other:
            other.execute('BEGIN IMMEDIATE')
            equal(caller.send('GET', '/healthz', check=False).status, 200)
            equal(caller.send('GET', '/readyz', check=False, timeout=30).status, 503)
            other.execute('ROLLBACK')
        equal(caller.send('GET', '/readyz').status, 200)


def test_a_full_disk_is_not_ready():
    folder = make_folder()
    script = 'mount -t tmpfs -o size=80m tmpfs "$0" && exec "$@"'
    wrapper = ('unshare', '--mount', 'sh', '-c', script, str(folder))
    if subprocess.run([*wrapper, 'true'], capture_output=True, check=False).returncode:
        raise Skip('a file system cannot be mounted here')
    with Server(f'--proofs={folder}/proofs', wrapper=wrapper) as server:
        caller = Caller(server)
        equal(caller.send('GET', '/readyz').status, 200)
        inside = f'/proc/{server.process.pid}/root{folder}/ballast'
        with open(inside, 'wb') as ballast:
            ballast.write(bytes(20 * 1024 * 1024))
        reply = caller.send('GET', '/readyz', check=False)
        equal(reply.status, 503, reply)
        expect('disk' in reply.json['detail'], reply)
        os.unlink(inside)
        equal(caller.send('GET', '/readyz').status, 200)


def test_stopping_is_told_before_it_is_done():
    with Server('--drain-seconds=2') as server:
        caller = Caller(server)
        kept = server.http(5)
        with contextlib.closing(kept):
            kept.request('GET', '/healthz')
            kept.getresponse().read()
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            equal(caller.send('GET', '/readyz', check=False).status, 503)
            equal(caller.send('GET', '/healthz').status, 200, 'still served')
            kept.request('GET', '/healthz')
            equal(kept.getresponse().status, 200, 'on a connection that was open')
        start = time.monotonic()
        equal(server.process.wait(10), 0)
        expect(0.5 < time.monotonic() - start < 5, time.monotonic() - start)


def test_what_the_service_manager_is_told():
    folder = make_folder()
    manager = Manager(folder)
    settings = Settings(folder, 'log-level = info\n')
    wrapper = ('env', f'NOTIFY_SOCKET={manager.path}', 'WATCHDOG_USEC=300000')
    with Server(settings.option, wrapper=wrapper) as server:
        expect(manager.wait_for('READY=1')['STATUS'].startswith('listening on http://'))
        manager.wait_for('WATCHDOG=1')
        server.process.send_signal(signal.SIGHUP)
        told = manager.wait_for('RELOADING=1')
        expect(0 <= time.monotonic() - int(told['MONOTONIC_USEC']) / 1e6 < 5, told)
        manager.wait_for('READY=1')
        settings.path.write_text('nonsense = 1\n')
        server.process.send_signal(signal.SIGHUP)
        manager.wait_for('RELOADING=1')
        manager.wait_for('READY=1')
        manager.wait_for('WATCHDOG=1')
        server.process.send_signal(signal.SIGTERM)
        told = manager.wait_for('STOPPING=1')
        expect(int(told['EXTEND_TIMEOUT_USEC']) > 10_000_000, told)
        equal(server.process.wait(10), 0)


def listening(address=('127.0.0.1', 0)):
    sock = socket.socket()
    sock.bind(address)
    sock.listen(64)
    return sock


# Gives a socket to a program as number 3, as a service manager does.
HAND_OVER = 'import os, sys; os.dup2(int(sys.argv[1]), 3); os.set_inheritable(3, True); ' \
    'os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())}; ' \
    'os.execvp(sys.argv[2], sys.argv[2:])'


def activated(sock, folder):
    """A server that is handed @sock; it is told to listen elsewhere, which must not count."""
    server = Server(start=False, folder=folder)
    server.wrapper = (sys.executable, '-c', HAND_OVER, str(sock.fileno()))
    server.pass_fds = (sock.fileno(),)
    server.start()
    return server


def test_a_socket_of_the_service_manager_outlives_the_server():
    folder = make_folder()
    with contextlib.closing(listening()) as sock:
        port = sock.getsockname()[1]
        first = activated(sock, folder)
        equal(first.port, port)
        equal(Caller(first).send('GET', '/healthz').status, 200)
        equal(first.stop(), 0)
        # Nobody is there: who connects now waits instead of being refused.
        waiting = http.client.HTTPConnection('127.0.0.1', port, timeout=20)
        waiting.request('GET', '/healthz')
        with activated(sock, folder) as second:
            equal(second.port, port)
            equal(waiting.getresponse().status, 200)


def test_no_request_is_lost_in_restarts():
    folder = make_folder()
    failures, answered, done = [], [], threading.Event()
    with contextlib.closing(listening()) as sock:
        server = activated(sock, folder)
        company = Company(server, 'Acme')

        def save():
            while not done.is_set():
                try:
                    made = company.employee.create(
                        company.employee.content(proofs=[]), timeout=20
                    )
                    equal(made.status, 201, made)
                    answered.append(made.json['id'])
                except Exception as error:  # pylint: disable=broad-except
                    failures.append(error)

        threads = [threading.Thread(target=save) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(3):
            time.sleep(0.3)
            equal(server.stop(), 0)
            server = activated(sock, folder)
        done.set()
        for thread in threads:
            thread.join()
        equal(failures, [], len(answered))
        expect(len(answered) > 20, len(answered))
        for one in answered:
            equal(company.employee.get(f'/expenses/{one}').status, 200)
        server.close()


def test_systemds_own_activation():
    if not shutil.which('systemd-socket-activate'):
        raise Skip('systemd-socket-activate is not here')
    with contextlib.closing(listening()) as free:
        port = free.getsockname()[1]
    folder = make_folder()
    with open(folder / 'log', 'wb') as log:
        process = subprocess.Popen(
            [
                *('systemd-socket-activate', f'--listen=127.0.0.1:{port}', program(), 'serve'),
                f'--database=sqlite:{folder}/outlay.db',
            ],
            env=clean_environment(),
            stdout=subprocess.DEVNULL,
            stderr=log,
            preexec_fn=die_with_parent,
        )
    try:
        until = time.monotonic() + 10
        while True:
            with contextlib.closing(http.client.HTTPConnection('127.0.0.1', port)) as connection:
                try:
                    connection.request('GET', '/readyz')
                    equal(connection.getresponse().status, 200)
                    break
                except ConnectionRefusedError:
                    expect(time.monotonic() < until, (folder / 'log').read_text())
                    time.sleep(0.05)
    finally:
        process.terminate()
        process.wait(10)


def units():
    """The two units, as they are installed, in a folder of their own; skips without their tool."""
    if not shutil.which('systemd-analyze'):
        raise Skip('systemd-analyze is not here')
    folder = make_folder()
    text = (ROOT / 'data' / 'outlayd.service.in').read_text()
    service, sock = folder / 'outlayd.service', folder / 'outlayd.socket'
    service.write_text(text.replace('@bindir@/outlayd', program()))
    shutil.copy(ROOT / 'data' / 'outlayd.socket', sock)
    return service, sock


def analyze(*arguments):
    return subprocess.run(
        ['systemd-analyze', *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def test_the_units_are_what_systemd_reads():
    service, sock = units()
    done = analyze('verify', '--man=no', service, sock)
    equal((done.returncode, done.stdout + done.stderr), (0, ''))
    service.write_text(service.read_text().replace('NoNewPrivileges=', 'NoNewPriviledges='))
    done = analyze('verify', '--man=no', service, sock)
    expect('NoNewPriviledges' in done.stderr, 'a mistake is not seen', done)


def test_the_service_may_do_little():
    """The exposure by systemd's own measure, of 10: at most 1.5."""
    service, _ = units()
    done = analyze('security', '--offline=yes', '--no-pager', '--threshold=15', service)
    equal(done.returncode, 0, done.stdout[-300:], done.stderr)


def over(path, target='/healthz'):
    """One request through a socket of the file system; gives the whole answer."""
    with socket.socket(socket.AF_UNIX) as sock:
        sock.settimeout(5)
        sock.connect(str(path))
        sock.sendall(f'GET {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'.encode())
        return b''.join(iter(lambda: sock.recv(4096), b''))


def test_several_addresses():
    folder = make_folder()
    path = folder / 'outlayd.sock'
    with Server(f'--listen=127.0.0.1:0, [::1]:0,unix:{path}') as server:
        equal(len(re.findall(r'http://', server.stdout)), 2, server.stdout)
        expect(f'unix:{path}' in server.stdout, server.stdout)
        equal(Caller(server).send('GET', '/healthz').status, 200)
        expect(over(path).startswith(b'HTTP/1.1 200 '), 'the socket')
        six = int(re.search(r'\[::1\]:(\d+)', server.stdout)[1])
        with contextlib.closing(http.client.HTTPConnection('::1', six, timeout=5)) as connection:
            connection.request('GET', '/healthz')
            equal(connection.getresponse().status, 200)
        equal(path.stat().st_mode & 0o777, 0o660)
        equal(server.kill(), -signal.SIGKILL)
        expect(path.exists(), 'what a dead process leaves')
        server.start()
        expect(over(path).startswith(b'HTTP/1.1 200 '), 'the socket was replaced')
        done = command('serve', f'--database=sqlite:{folder}/b.db', f'--listen=unix:{path}')
        expect(done.returncode == 1 and 'in use' in done.stderr, done)
        equal(server.stop(), 0)
        expect(not path.exists(), 'it cleans up')
    for wrong in ('unix:relative.sock', f'unix:{folder}/{"x" * 120}', f'127.0.0.1:0,{folder}', ','):
        done = command('serve', f'--database=sqlite:{folder}/b.db', f'--listen={wrong}')
        expect(done.returncode == 1 and done.stderr.startswith('outlayd: '), wrong, done)


run('running', globals())
