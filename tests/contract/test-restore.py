# SPDX-License-Identifier: GPL-3.0-or-later
"""The drill: a backup under load, the machine gone, the backup put back, and everybody goes on."""
import pathlib
import shutil
import sqlite3
import tempfile
import threading
import time

import pictures
from client import sha256, sign_in
from company import Company, Person, content_of
from outlayd import Server, command
from tap import equal, expect, one_of, run

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix='outlay-contract-'))
AT_END = [lambda: shutil.rmtree(FOLDER, ignore_errors=True)]


def files(folder):
    return {str(p.relative_to(folder)): p for p in folder.rglob('*') if p.is_file()}


def follow(person, cursor=None):
    """Everything since @cursor as a device would read it; gives changes, the next cursor and the status."""
    found = []
    while True:
        since = f'&since={cursor}' if cursor else ''
        reply = person.get(f'/changes?limit=200{since}')
        if reply.status != 200:
            return found, None, reply.status
        found += reply.json['changes']
        cursor = reply.json['cursor']
        if not reply.json['more']:
            return found, cursor, 200


def back_up(server, target, *options):
    return command('backup', str(target), f'--database={server.database}', *options)


def destroy(server):
    server.kill()
    for name in ('outlay.db', 'outlay.db-wal', 'outlay.db-shm'):
        (server.folder / name).unlink(missing_ok=True)
    shutil.rmtree(server.folder / 'proofs')
    shutil.rmtree(server.folder / 'keys', ignore_errors=True)


def drill(name, key=None):
    sealing = [f'--proof-key-file={key}'] if key else []
    target = FOLDER / name
    with Server(*sealing) as server:
        company = Company(server, 'Acme')
        stop, failures, acknowledged = threading.Event(), [], []

        def work(state):
            try:
                while not stop.is_set():
                    acknowledged.append(company.bring(company.employee, state))
            except Exception as error:  # pylint: disable=broad-except
                failures.append(error)

        threads = [threading.Thread(target=work, args=(s,)) for s in ('draft', 'submitted', 'approved')]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        before = list(acknowledged)
        done = back_up(server, target, '--include-keys', *sealing)
        equal(done.returncode, 0, done.stdout, done.stderr)
        time.sleep(0.3)
        stop.set()
        for thread in threads:
            thread.join()
        equal(failures, [])
        # A device that has seen more than the backup has, and has more of its own.
        device = company.employee
        _, ahead, _ = follow(device)
        # And one that has not looked since long before.
        early = sorted(change['seq'] for change in follow(device)[0])[2]
        late = [row for row in acknowledged if row not in before][-1]
        late_proof = pictures.png()
        device.upload(late_proof)

        destroy(server)
        where = [f'--database={server.database}', *sealing]
        done = command('restore', str(target), *where)
        equal(done.returncode, 0, done.stdout, done.stderr)
        equal(command('restore', str(target), *where).returncode, 1, 'over a database that is there')
        equal(command('check', *where).returncode, 0)

        server.start()
        device = Person(server, sign_in(server, 'erna@acme.example'))
        rita = Person(server, sign_in(server, 'rita@acme.example'))
        for row in before:
            equal(device.read(row), row, 'acknowledged before the backup began')
            for proof in row['proofs']:
                equal(sha256(device.get(f'/proofs/{proof}').body), proof)

        # Whoever is ahead must begin anew, however much the new server has done by then.
        equal(follow(device, ahead)[2], 410)
        for _ in range(3):
            company_row = device.draft()
        equal(follow(device, ahead)[2], 410, 'its number was given to something else')
        changes, cursor, status = follow(device)
        equal(status, 200)
        ids = {change['id'] for change in changes}
        expect({row['id'] for row in before} <= ids and company_row['id'] in ids)
        equal(follow(device, cursor)[::2], ([], 200))
        # Who is behind goes on.
        later, _, status = follow(device, f'e{early}')
        equal(status, 200)
        expect(company_row['id'] in {change['id'] for change in later})

        # What only the device has now is sent again, as it was; nothing of it is lost.
        reply = device.get(f'/expenses/{late["id"]}')
        one_of(reply.status, (200, 404))
        if reply.status == 404:
            for proof in late['proofs']:
                one_of(device.get(f'/proofs/{proof}').status, (200, 404))
            wanted = content_of(late) | {'proofs': [device.upload(late_proof)]}
            made = device.create(wanted, late['id'])
            equal(made.status, 201, made)
            rita.do('approve', device.do('submit', made.json))
        # And what it has changed since the backup meets the older revision as a conflict.
        stale = device.put(
            f'/expenses/{company_row["id"]}', content_of(company_row), headers={'If-Match': '"99"'}
        )
        equal(stale.status, 412)
        equal(command('check', *where).returncode, 0)


def test_the_drill():
    drill('plain')


def test_the_drill_with_sealed_proofs():
    key = FOLDER / 'key'
    equal(command('key', 'new', str(key)).returncode, 0)
    drill('sealed', key)
    expect(key.name not in {path.name for path in files(FOLDER / 'sealed').values()})
    expect(all(p.endswith('.sealed') for p in files(FOLDER / 'sealed' / 'proofs')))


def test_a_second_backup_takes_what_is_new():
    key, target = FOLDER / 'again-key', FOLDER / 'again'
    equal(command('key', 'new', str(key)).returncode, 0)
    with Server() as server:
        company = Company(server, 'Acme')
        for _ in range(3):
            company.bring(company.employee, 'approved')
        done = back_up(server, target)
        expect('3 of them new' in done.stdout and 'Not in it' in done.stdout, done.stdout, done.stderr)
        expect(not (target / 'keys').exists(), 'keys are only copied where that is asked for')
        company.bring(company.employee, 'approved')
        done = back_up(server, target)
        expect('4 proofs, 1 of them new' in done.stdout, done.stdout, done.stderr)
        done = back_up(server, target, '--read-all')
        expect('0 of them new' in done.stdout, done.stdout, done.stderr)

        # Sealed since: nothing plain stays in the backup.
        done = command('proofs', 'encrypt', f'--database={server.database}', f'--proof-key-file={key}')
        equal(done.returncode, 0, done.stderr)
        equal(back_up(server, target).returncode, 1, 'it cannot be checked without the key')
        done = back_up(server, target, f'--proof-key-file={key}')
        expect('4 of them new' in done.stdout and str(key) in done.stdout, done.stdout, done.stderr)
        expect(all(p.endswith('.sealed') for p in files(target / 'proofs')), files(target / 'proofs'))
        expect(not any('.new' in p for p in files(target)), files(target))

        # A proof that is damaged in the backup, or at home, is not called a backup.
        victim = next(iter(files(target / 'proofs').values()))
        content = victim.read_bytes()
        victim.unlink()
        victim.write_bytes(content[:-1] + b'x')
        victim.chmod(0o600)
        done = back_up(server, target, f'--proof-key-file={key}', '--read-all')
        equal(done.returncode, 1, done.stdout)
        expect(victim.name in done.stderr, done.stderr)


def test_a_killed_backup_leaves_the_older_one():
    target = FOLDER / 'killed'
    with Server() as server:
        company = Company(server, 'Acme')
        for _ in range(4):
            company.bring(company.employee, 'submitted')
        equal(back_up(server, target).returncode, 0)
        # What a run leaves that died after it had copied the database.
        shutil.copyfile(server.folder / 'outlay.db', target / 'outlay.db.new')
        (target / 'outlay.db.new-wal').write_bytes(b'x' * 5000)
        equal(command('check', f'--database=sqlite:{target}/outlay.db').returncode, 0)
        company.bring(company.employee, 'submitted')
        done = back_up(server, target)
        equal(done.returncode, 0, done.stderr)
        equal(command('check', f'--database=sqlite:{target}/outlay.db').returncode, 0)
        expect(not any('.new' in p for p in files(target)), files(target))
        # The first run into a folder that died is none to put back.
        (target / 'outlay-backup').unlink()
        done = command('restore', str(target), f'--database=sqlite:{FOLDER}/no/outlay.db')
        equal(done.returncode, 1)
        expect('no finished backup' in done.stderr, done.stderr)


def test_backup_while_proofs_move_and_go():
    """Rotation and sweeping wait for the backup, so that it finds what it has read of."""
    key = FOLDER / 'moving-key'
    equal(command('key', 'new', str(key)).returncode, 0)
    option = f'--proof-key-file={key}'
    with Server(option, '--proof-sweep-seconds=1', '--proof-grace-days=0') as server:
        company = Company(server, 'Acme')
        erna = company.employee
        stop, failures = threading.Event(), []

        def work():
            try:
                while not stop.is_set():
                    erna.upload(pictures.padded(pictures.png(), 20_000))
                    company.bring(erna, 'submitted')
            except Exception as error:  # pylint: disable=broad-except
                failures.append(error)

        def rotate():
            while not stop.is_set():
                for verb in ('decrypt', 'encrypt'):
                    done = command('proofs', verb, f'--database={server.database}', option)
                    if done.returncode != 0:
                        failures.append(done.stderr)

        threads = [threading.Thread(target=work), threading.Thread(target=work), threading.Thread(target=rotate)]
        for thread in threads:
            thread.start()
        for number in range(6):
            done = back_up(server, FOLDER / f'moving{number // 2}', option)
            equal(done.returncode, 0, done.stdout, done.stderr)
        stop.set()
        for thread in threads:
            thread.join()
        equal(failures, [])
        for number in range(3):
            done = command('check', f'--database=sqlite:{FOLDER}/moving{number}/outlay.db', option)
            equal(done.returncode, 0, done.stdout, done.stderr)


def test_restored_numbers_leave_a_gap_for_each_company():
    target, elsewhere = FOLDER / 'gap', FOLDER / 'elsewhere'
    with Server() as server:
        Company(server, 'Acme')
        Company(server, 'Other')
        equal(back_up(server, target).returncode, 0)
        for _ in range(2):
            shutil.rmtree(elsewhere, ignore_errors=True)
            done = command('restore', str(target), f'--database=sqlite:{elsewhere}/outlay.db')
            equal(done.returncode, 0, done.stdout, done.stderr)
        with sqlite3.connect(elsewhere / 'outlay.db') as db:
            gaps = db.execute('SELECT g.until_seq - g.after_seq, f.seq - g.until_seq FROM feed_gap g JOIN feed f USING (company)')
            equal(gaps.fetchall(), [(1 << 32, 0)] * 2)
        db.close()
        equal(command('check', f'--database=sqlite:{elsewhere}/outlay.db').returncode, 0)


run('restore', globals())
