# SPDX-License-Identifier: GPL-3.0-or-later
"""Proofs at rest: sealed, moved to another key, swept; never lost and never wrong."""
import http.client
import os
import pathlib
import shutil
import signal
import sqlite3
import stat
import subprocess
import tempfile
import threading
import time

import pictures
import postgresql
from client import raw, sha256
from company import Company
from outlayd import Server, clean_environment, command, die_with_parent, program
from tap import Skip, equal, expect, one_of, run

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix='outlay-contract-'))
AT_END = [lambda: shutil.rmtree(FOLDER, ignore_errors=True)]
CHUNK = 64 * 1024


def new_key(name):
    path = FOLDER / name
    done = command('key', 'new', str(path))
    equal(done.returncode, 0, done.stderr)
    return path


def files(server):
    """Every file of the proofs folder, by its path below it."""
    root = server.folder / 'proofs'
    return {str(p.relative_to(root)): p for p in root.rglob('*') if p.is_file()}


def rows(server, statement):
    if not server.database.startswith('sqlite:'):
        return [tuple(line.split('|')) for line in postgresql.sql(statement, server.database)]
    with sqlite3.connect(server.folder / 'outlay.db', timeout=20) as db:
        found = db.execute(statement).fetchall()
    db.close()
    return found


def picture(size=0):
    return pictures.padded(pictures.png(), size) if size else pictures.png()


def send(person, data, **more):
    return person.put(
        f'/proofs/{sha256(data)}', data, headers={'Content-Type': 'image/png'}, **more
    )


def fetch(person, data):
    reply = person.get(f'/proofs/{sha256(data)}')
    equal((reply.status, sha256(reply.body)), (200, sha256(data)))


def vault(server, verb, key=None, *more):
    options = [f'--database={server.database}', *server.folders(), *more]
    if key:
        options.append(f'--proof-key-file={key}')
    return command('proofs', verb, *options)


def check(server, key=None):
    return command(
        'check',
        f'--database={server.database}',
        *server.folders(),
        *([f'--proof-key-file={key}'] if key else []),
    )


def test_a_key_file_is_made_once_and_is_private():
    key = new_key('once')
    equal(stat.S_IMODE(key.stat().st_mode), 0o600)
    equal(len(bytes.fromhex(key.read_text().strip())), 32)
    before = key.read_text()
    equal(command('key', 'new', str(key)).returncode, 1, 'written over')
    equal(key.read_text(), before)
    equal(command('key', 'rotate', str(key)).returncode, 0)
    expect(key.read_text().endswith('\n' + before), 'the old key is below the new one')
    equal(stat.S_IMODE(key.stat().st_mode), 0o600)
    equal(command('key', 'rotate', str(FOLDER / 'absent')).returncode, 1)
    equal([path.name for path in FOLDER.glob('once.*')], [], 'left behind')


def test_bad_key_files_are_refused():
    cases = {
        'empty': '',
        'short': 'ab' * 31,
        'long': 'ab' * 33,
        'words': 'correct horse battery staple and some more words to fill it',
        'a bad second line': 'ab' * 32 + '\nzz\n',
    }
    for title, text in cases.items():
        key = FOLDER / 'bad'
        key.write_text(text)
        key.chmod(0o600)
        done = command(
            'serve',
            f'--database=sqlite:{FOLDER}/bad.db',
            '--listen=127.0.0.1:0',
            f'--proof-key-file={key}',
        )
        equal(done.returncode, 1, title)
        expect('bad' in done.stderr and text[:20] not in done.stderr.replace(str(key), '') or not text, done.stderr)
    key.write_text('ab' * 32 + '\n')
    key.chmod(0o644)
    done = command('migrate', f'--database=sqlite:{FOLDER}/bad.db')
    done = command(
        'serve', f'--database=sqlite:{FOLDER}/bad.db', '--listen=127.0.0.1:0', f'--proof-key-file={key}'
    )
    equal(done.returncode, 1)
    expect('chmod' in done.stderr, done.stderr)


def test_what_is_sealed_tells_nothing():
    key = new_key('tells')
    with Server(f'--proof-key-file={key}') as server:
        acme, other = Company(server, 'Acme'), Company(server, 'Other')
        data = picture(200_000)
        equal(send(acme.employee, data).status, 201)
        equal(send(acme.employee, data).status, 200, 'idempotent')
        equal(send(other.employee, data).status, 201)
        fetch(acme.employee, data)
        fetch(other.employee, data)
        found = files(server)
        equal(len(found), 2, 'each company has its own')
        for path, file in found.items():
            expect(sha256(data) not in path and path.endswith('.sealed'), path)
            content = file.read_bytes()
            expect(data[100:150] not in content and sha256(data).encode() not in content)
            expect(sha256(content) not in path, 'nor the hash of what lies there')
            equal(stat.S_IMODE(file.stat().st_mode), 0o600)
        one, two = found.values()
        expect(one.read_bytes()[48:100] != two.read_bytes()[48:100], 'one stream for two')
        equal(check(server, key).returncode, 0)


def test_sizes_around_a_chunk():
    key = new_key('sizes')
    with Server(f'--proof-key-file={key}') as server:
        erna = Company(server, 'Acme').employee
        for size in (0, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7, 10 * 1024 * 1024):
            data = picture(size)
            equal(send(erna, data).status, 201, size)
            reply = erna.get(f'/proofs/{sha256(data)}')
            equal((reply.status, reply.body == data), (200, True), size)
            equal(reply.header('Content-Length'), str(len(data)))
            equal(reply.header('Content-Type'), 'image/png')
            tag = reply.header('ETag')
            again = erna.get(f'/proofs/{sha256(data)}', headers={'If-None-Match': tag})
            equal((again.status, again.body), (304, b''))
            head = erna.send('HEAD', f'/api/v1/proofs/{sha256(data)}')
            equal((head.status, head.header('Content-Length')), (200, str(len(data))))
        equal(check(server, key).returncode, 0)


def test_the_same_answers_sealed_or_not():
    key = new_key('same')
    data = picture(70_000)
    seen = []
    for options in ((), (f'--proof-key-file={key}',)):
        with Server(*options) as server:
            erna = Company(server, 'Acme').employee
            answers = [send(erna, data)]
            for headers in ({}, {'Range': 'bytes=0-9'}, {'If-None-Match': '*'}, {'If-None-Match': '"x"'}):
                answers.append(erna.get(f'/proofs/{sha256(data)}', headers=headers))
            names = ('ETag', 'Content-Type', 'Content-Length', 'Cache-Control', 'Content-Disposition',
                     'X-Content-Type-Options', 'Content-Security-Policy', 'Accept-Ranges')  # fmt: skip
            seen.append(
                [(a.status, a.body, [a.header(name) for name in names]) for a in answers]
            )
    equal(seen[0], seen[1])


def damages(content, other):
    """What may become of a sealed file of a few chunks."""
    first, sealed = 48, CHUNK + 17

    def flipped(at):
        return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]

    body = content[first:]
    chunks = [body[at : at + sealed] for at in range(0, len(body), sealed)]
    head = content[:first]
    yield 'magic', flipped(0), True
    yield 'version', flipped(7), True
    yield 'key id', flipped(8), True
    yield 'stream header', flipped(30), True
    yield 'first chunk', flipped(first), True
    yield 'end of the first chunk', flipped(first + sealed - 1), True
    yield 'second chunk', flipped(first + sealed + 5), False
    yield 'last byte', flipped(len(content) - 1), False
    yield 'cut by a byte', content[:-1], True
    yield 'cut by a chunk', head + b''.join(chunks[:-1]), True
    yield 'a byte more', content + b'\0', True
    yield 'two chunks swapped', head + chunks[1] + chunks[0] + b''.join(chunks[2:]), True
    yield 'later chunks swapped', head + chunks[0] + chunks[2] + chunks[1] + chunks[3], False
    yield 'another file of that length', other, True
    yield 'empty', b'', True
    yield 'plain', b'\x89PNG' * (len(content) // 4), True


def test_damage_is_never_sent():
    key = new_key('damage')
    with Server(f'--proof-key-file={key}') as server:
        erna = Company(server, 'Acme').employee
        data, other = picture(3 * CHUNK + 99), picture(3 * CHUNK + 99)
        send(erna, data)
        (file,) = files(server).values()
        good = file.read_bytes()
        send(erna, other)
        (stranger,) = [p for p in files(server).values() if p != file]
        for title, content, is_early in damages(good, stranger.read_bytes()):
            file.write_bytes(content)
            request = (
                f'GET /api/v1/proofs/{sha256(data)} HTTP/1.1\r\nHost: x\r\n'
                f'Authorization: Bearer {erna.token}\r\n\r\n'
            )
            seen, is_closed = raw(server, request.encode(), 0.3 if is_early else 5)
            if is_early:
                expect(seen.startswith(b'HTTP/1.1 500 '), title, seen[:200])
            else:
                head, _, body = seen.partition(b'\r\n\r\n')
                expect(head.startswith(b'HTTP/1.1 200 '), title, head)
                expect(is_closed, title, 'the connection goes on')
                expect(len(body) < len(data), title, 'sent whole')
                equal(body, data[: len(body)], title, 'a wrong byte was sent')
            done = check(server, key)
            equal(done.returncode, 1, title, done.stdout, done.stderr)
            expect(file.name in done.stdout + done.stderr, title, done.stdout, done.stderr)
        file.write_bytes(good)
        equal(check(server, key).returncode, 0)
        fetch(erna, data)
        fetch(erna, other)
        expect('cut off' in server.log, 'it is in the log')


def test_a_swap_between_companies_is_found():
    key = new_key('swap')
    with Server(f'--proof-key-file={key}') as server:
        acme, other = Company(server, 'Acme'), Company(server, 'Other')
        data = picture()
        send(acme.employee, data)
        (mine,) = files(server).values()
        send(other.employee, data)
        (theirs,) = [p for p in files(server).values() if p != mine]
        shutil.copyfile(theirs, mine)
        equal(acme.employee.get(f'/proofs/{sha256(data)}', check=False).status, 500)
        equal(check(server, key).returncode, 1)


def test_a_missing_key_is_said_at_the_start():
    key, wrong = new_key('there'), new_key('wrong')
    server = Server(f'--proof-key-file={key}')
    with server:
        erna = Company(server, 'Acme').employee
        data = picture()
        send(erna, data)
        equal(server.stop(), 0)
        for options in ([], [f'--proof-key-file={wrong}'], [f'--proof-key-file={FOLDER}/absent']):
            where = [f'--database={server.database}', *server.folders(), *options]
            done = command('serve', '--listen=127.0.0.1:0', *where)
            equal(done.returncode, 1, options)
            expect('key' in done.stderr and len(done.stderr.splitlines()) <= 2, done.stderr)
            equal(command('check', *where).returncode, 1)
        # The wrong one first and the right one below is enough.
        wrong.write_text(wrong.read_text() + key.read_text())
        server.options = [f'--proof-key-file={wrong}']
        server.start()
        fetch(erna, data)


def test_a_credential_of_systemd_is_a_key_file():
    folder = FOLDER / 'credentials'
    folder.mkdir()
    new_key('credentials/proof-key-file')
    with Server(wrapper=('env', f'CREDENTIALS_DIRECTORY={folder}')) as server:
        erna = Company(server, 'Acme').employee
        send(erna, picture())
        expect(all(path.endswith('.sealed') for path in files(server)), files(server))


def test_a_life_with_keys():
    """Plain, sealed, another key, plain again: under load, and nobody notices."""
    key = new_key('life')
    with Server() as server:
        company = Company(server, 'Acme')
        erna = company.employee
        known = [picture(100_000) for _ in range(8)]
        for data in known:
            send(erna, data)
        expect(all(path.endswith('.png') for path in files(server)))
        stop, failures = threading.Event(), []

        def work(number):
            try:
                while not stop.is_set():
                    data = picture(30_000 + number)
                    one_of(send(erna, data).status, (200, 201))
                    known.append(data)
                    for one in known[:: max(1, len(known) // 5)]:
                        fetch(erna, one)
                    # Sent again, while it moves.
                    equal(send(erna, known[number]).status, 200)
            except Exception as error:  # pylint: disable=broad-except
                failures.append(error)

        server.stop()
        server.options = (f'--proof-key-file={key}',)
        server.start()
        threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
        for thread in threads:
            thread.start()
        for step in ('encrypt', 'rotate', 'encrypt', 'decrypt', 'encrypt'):
            if step == 'rotate':
                equal(command('key', 'rotate', str(key)).returncode, 0)
                continue
            done = vault(server, step, key)
            equal(done.returncode, 0, step, done.stderr)
            time.sleep(0.2)
        stop.set()
        for thread in threads:
            thread.join()
        equal(failures, [])
        done = vault(server, 'encrypt', key)
        equal(done.returncode, 0, done.stderr)
        for data in known:
            fetch(erna, data)
        keys = rows(server, 'SELECT DISTINCT key_id FROM proof')
        equal(len(keys), 1, keys)
        equal(len(files(server)), len(rows(server, 'SELECT 1 FROM proof')), 'a file is left over')
        expect(all(path.endswith('.sealed') for path in files(server)))
        equal(check(server, key).returncode, 0)
        # The older keys are needed no more.
        key.write_text(key.read_text().splitlines()[0] + '\n')
        server.stop()
        server.start()
        for data in known[:5]:
            fetch(erna, data)


def test_rotation_survives_kill():
    key = new_key('killed')
    with Server(f'--proof-key-file={key}') as server:
        erna = Company(server, 'Acme').employee
        known = [picture(50_000) for _ in range(40)]
        for data in known:
            send(erna, data)
        command('key', 'rotate', str(key))
        where = [f'--database={server.database}', *server.folders(), f'--proof-key-file={key}']
        arguments = ['proofs', 'encrypt', *where]
        killed = 0
        for number in range(12):
            with subprocess.Popen(
                [program(), *arguments],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=clean_environment(),
                preexec_fn=die_with_parent,
            ) as process:
                try:
                    process.wait(0.03 + 0.02 * number)
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    process.wait()
                    killed += 1
            for data in known[:: 7]:
                fetch(erna, data)
        expect(killed > 0, 'it was always done before')
        done = vault(server, 'encrypt', key)
        equal(done.returncode, 0, done.stderr)
        for data in known:
            fetch(erna, data)
        whole = [path for path in files(server) if '/.new-' not in path]
        equal(len(whole), len(known), 'a file is left over')
        equal(len(rows(server, 'SELECT DISTINCT key_id FROM proof')), 1)
        equal(check(server, key).returncode, 0)


def test_encrypt_leaves_what_it_cannot_read():
    key = new_key('unread')
    with Server() as server:
        erna = Company(server, 'Acme').employee
        good, bad = picture(), picture()
        send(erna, good)
        (_,) = files(server)
        send(erna, bad)
        (file,) = [p for name, p in files(server).items() if sha256(bad) in name]
        file.write_bytes(bad[:-1] + b'x')
        server.stop()
        done = vault(server, 'encrypt', key)
        equal(done.returncode, 1)
        expect(file.name in done.stderr, done.stderr)
        expect(file.exists(), 'the damaged one is kept for who mends it')
        server.options = (f'--proof-key-file={key}',)
        server.start()
        fetch(erna, good)


def age(path, days):
    then = time.time() - days * 86400
    os.utime(path, (then, then))


def test_sweep_keeps_what_anybody_names():
    with Server() as server:
        company = Company(server, 'Acme')
        erna = company.employee
        draft = erna.draft()
        rejected = company.bring(erna, 'rejected')
        corrected = erna.correct(rejected)
        erna.do('resubmit', corrected)
        company.bring(erna, 'reimbursed')
        withdrawn = erna.do('withdraw', company.bring(erna, 'submitted'))
        erna.correct(withdrawn)
        kept = {line for (text,) in rows(server, 'SELECT proofs FROM event') for line in text.split()}
        kept |= {line for (text,) in rows(server, 'SELECT proofs FROM expense') for line in text.split()}
        expect(len(kept) >= 6, kept)
        let_go = draft['proofs'][0]
        equal(erna.delete(f'/expenses/{draft["id"]}', headers={'If-Match': '"1"'}).status, 204)
        kept.discard(let_go)
        never = picture()
        send(erna, never)

        done = vault(server, 'sweep')
        equal(done.returncode, 0, done.stderr)
        equal(len(files(server)), len(kept) + 2, 'both have their grace')
        # Six days: not yet. Sent again: from the beginning.
        def wait(days):
            rows(server, f'UPDATE proof SET unnamed_since = unnamed_since - {days * 86400 * 1000000}')
        wait(6)
        vault(server, 'sweep')
        equal(len(files(server)), len(kept) + 2)
        equal(send(erna, never).status, 200)
        wait(2)
        dry = vault(server, 'sweep', None, '--dry-run')
        equal((dry.returncode, 'would delete 1 ' in dry.stdout), (0, True), dry.stdout)
        equal(len(files(server)), len(kept) + 2, 'a dry run')
        done = vault(server, 'sweep')
        expect('deleted 1 proofs' in done.stdout, done.stdout)
        equal(erna.get(f'/proofs/{let_go}').status, 404)
        fetch(erna, never)
        vault(server, 'sweep')
        # Named at the last moment.
        equal(erna.create(erna.content(proofs=[sha256(never)])).status, 201)
        wait(30)
        vault(server, 'sweep')
        fetch(erna, never)
        for one in kept:
            equal(erna.get(f'/proofs/{one}').status, 200, 'swept although it is named')
        equal(check(server).returncode, 0)


def test_sweep_of_files_without_rows():
    with Server() as server:
        erna = Company(server, 'Acme').employee
        data = picture()
        send(erna, data)
        day = next(iter(files(server).values())).parent
        old = day / (('ab' * 32) + '.png')
        young = day / (('cd' * 32) + '.png')
        unfinished = day / '.new-abcdef'
        fresh = day / '.new-ghijkl'
        stranger = day / 'README'
        for path in (old, young, unfinished, fresh, stranger):
            path.write_bytes(b'x')
        age(old, 8)
        age(young, 6)
        age(unfinished, 0.1)
        age(stranger, 100)
        age(next(iter(p for n, p in files(server).items() if sha256(data) in n)), 100)
        equal(check(server).returncode, 0, 'leftovers of a crash are no damage')
        done = vault(server, 'sweep')
        equal(done.returncode, 0, done.stderr)
        equal(
            [p.exists() for p in (old, young, unfinished, fresh, stranger)],
            [False, True, False, True, True],
            done.stdout,
        )
        fetch(erna, data)


def test_two_companies_may_share_a_file():
    with Server() as server:
        acme, other = Company(server, 'Acme'), Company(server, 'Other')
        data = picture()
        send(acme.employee, data)
        send(other.employee, data)
        equal(len(files(server)), 1)
        equal(other.employee.create(other.employee.content(proofs=[sha256(data)])).status, 201)
        vault(server, 'sweep', None, '--proof-grace-days=0')
        vault(server, 'sweep', None, '--proof-grace-days=0')
        equal(acme.employee.get(f'/proofs/{sha256(data)}').status, 404)
        fetch(other.employee, data)
        equal(check(server).returncode, 0)


def race(*options):
    """Uploads and sweeps of the same few files at the same moments: who was told 2xx and names it
    at once has it, or is told that it is gone; never a row without its file."""
    with Server('--proof-sweep-seconds=1', '--proof-grace-days=0', *options) as server:
        company = Company(server, 'Acme')
        erna = company.employee
        same = [picture(2000 + n) for n in range(4)]
        stop, failures, named = threading.Event(), [], []

        def work(number):
            data = same[number % len(same)]
            try:
                while not stop.is_set():
                    one_of(send(erna, data).status, (200, 201))
                    if number == 0:
                        fresh = picture()
                        send(erna, fresh)
                        reply = erna.create(erna.content(proofs=[sha256(fresh)]))
                        if reply.status == 201:
                            named.append(sha256(fresh))
                        else:
                            equal(reply.status, 422, reply)
                    reply = erna.get(f'/proofs/{sha256(data)}')
                    expect(reply.status == 404 or reply.body == data, reply)
            except Exception as error:  # pylint: disable=broad-except
                failures.append(error)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
        for thread in threads:
            thread.start()
        where = [f'--database={server.database}', *server.folders(), *options[:1]]
        swept = 0
        for _ in range(25):
            done = command('proofs', 'sweep', *where, '--proof-grace-days=0')
            expect(done.returncode == 0 or 'under way' in done.stderr or 'locked' in done.stderr, done.stderr)
            swept += 'deleted 0 proofs that no expense names, 0 files' not in done.stdout
        stop.set()
        for thread in threads:
            thread.join()
        equal(failures, [])
        expect(swept > 3 and named, 'nothing was swept', swept)
        for one in named:
            equal(sha256(erna.get(f'/proofs/{one}').body), one)
        done = command('check', *where)
        equal(done.returncode, 0, done.stdout, done.stderr)


def test_upload_races_sweep():
    race()


def test_upload_races_sweep_sealed():
    race(f'--proof-key-file={new_key("race")}')


def test_a_killed_server_leaves_no_wrong_row():
    key = new_key('crash')
    with Server(f'--proof-key-file={key}') as server:
        erna = Company(server, 'Acme').employee
        acknowledged = []

        def upload():
            while True:
                data = picture(300_000)
                try:
                    if send(erna, data, timeout=5).status == 201:
                        acknowledged.append(data)
                except (OSError, http.client.HTTPException):
                    return

        for _ in range(3):
            threads = [threading.Thread(target=upload) for _ in range(4)]
            for thread in threads:
                thread.start()
            time.sleep(0.3)
            server.kill()
            for thread in threads:
                thread.join()
            server.start()
        expect(len(acknowledged) > 5)
        for data in acknowledged:
            fetch(erna, data)
        done = check(server, key)
        equal(done.returncode, 0, done.stdout, done.stderr)


def test_sighup_takes_no_key_away():
    key = new_key('hangup')
    settings = FOLDER / 'hangup.conf'
    settings.write_text('')
    with Server(f'--config={settings}') as server:
        erna = Company(server, 'Acme').employee
        plain, sealed = picture(), picture()
        send(erna, plain)

        def hang_up(text):
            settings.write_text(text)
            lines = server.log.count('read again')
            server.process.send_signal(signal.SIGHUP)
            for _ in range(100):
                if server.log.count('read again') > lines:
                    break
                time.sleep(0.05)
            time.sleep(0.2)

        hang_up(f'proof-key-file = {key}\n')
        send(erna, sealed)
        equal(sorted(path.rsplit('.')[-1] for path in files(server)), ['png', 'sealed'])
        hang_up('')
        expect('stay as they were' in server.log, server.log[-2000:])
        fetch(erna, sealed)
        fetch(erna, plain)


def test_postgresql_is_backed_up_beside_its_own_tools():
    if not postgresql.is_wanted():
        raise Skip('it is about PostgreSQL')
    target = FOLDER / 'beside'
    with Server() as server:
        company = Company(server, 'Acme')
        erna = company.employee
        row = company.bring(erna, 'approved')
        where = [f'--database={server.database}', *server.folders()]
        dump = postgresql.dump(server.database)
        later = picture()
        send(erna, later)
        done = command('backup', str(target), '--proofs-only', *where)
        equal(done.returncode, 0, done.stderr)
        cursor = erna.get('/changes?limit=200').json['cursor']
        server.stop()
        shutil.rmtree(server.folder / 'proofs')
        restored = postgresql.make_database()
        subprocess.run(
            [postgresql.tool('psql'), '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', restored],
            input=dump,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        server.database = restored
        where[0] = f'--database={restored}'
        done = command('restore', str(target), '--proofs-only', *where)
        equal(done.returncode, 0, done.stdout, done.stderr)
        server.start()
        equal(erna.read(row), row)
        equal(sha256(erna.get(f'/proofs/{row["proofs"][0]}').body), row['proofs'][0])
        erna.draft()
        equal(erna.get(f'/changes?since={cursor[0]}{int(cursor[1:]) + 1}').status, 410)
        equal(command('check', *where).returncode, 0)


run('vault', globals())
