# SPDX-License-Identifier: GPL-3.0-or-later
"""Audit packs: made, verified by us and by others, broken in every way, and taken in elsewhere."""
import csv
import io
import json
import os
import pathlib
import shutil
import signal
import stat
import subprocess
import tempfile
import warnings
import zipfile

import pictures
from client import uuid7
from company import STATES, Company, today
from outlayd import Server, clean_environment, command, die_with_parent, program
from packs import Pack, digest
from tap import Complaints, Skip, equal, expect, run

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix='outlay-contract-'))
SERVER = Server()
AT_END = [SERVER.close, lambda: shutil.rmtree(FOLDER, ignore_errors=True)]
ACME = Company(SERVER, 'Acme')
ERNA, RITA, ADAM = ACME.employee, ACME.reviewer, ACME.admin
FORMULAS = ('=1+1', '+1', '-1', '@SUM(A1)', '\t=1', "'=1", ' =1', '＝1', 'a,"b"', "'quoted'", '=', "''-")
MADE = []
warnings.filterwarnings('ignore', 'Duplicate name')


def made():
    """Expenses in every state, with histories, several proofs, and what spreadsheets take for formulas."""
    if MADE:
        return MADE
    for number, state in enumerate(STATES):
        for currency in ('EUR', 'JPY', 'BHD'):
            amount = {'minor': 10 ** number * 7 + 1, 'currency': currency}
            MADE.append(ACME.bring(ERNA, state, day=today(-40 * number), amount=amount))
    for formula in FORMULAS:
        name = formula.replace('\t', '')
        MADE.append(ACME.bring(ERNA, 'submitted', merchant=name, note=formula + '\nnext, "line"'))
    rejected = ACME.bring(ERNA, 'rejected', merchant='Twice')
    again = ERNA.do('resubmit', ERNA.correct(rejected))
    MADE.append(RITA.do('reopen', RITA.do('approve', again)))
    MADE.append(ACME.bring(RITA, 'approved', proofs=[RITA.upload(), RITA.upload()]))
    return MADE


def tool(verb, *arguments, server=SERVER, more=()):
    return command(
        'pack', verb, *arguments, f'--database={server.database}', *server.folders(), *more
    )


def export(*arguments, server=SERVER, company='Acme', more=()):
    path = FOLDER / f'{uuid7()}.zip'
    done = tool('export', f'--company={company}', f'--out={path}', *arguments, server=server, more=more)
    equal(done.returncode, 0, done.stderr)
    return path


def verify(path):
    return command('pack', 'verify', str(path))


def kinds(path):
    done = command('pack', 'verify', '--json', str(path))
    found = [json.loads(line) for line in done.stdout.splitlines()]
    equal(done.returncode, 1 if found else 0, done.stdout, done.stderr)
    return {finding['kind'] for finding in found}


def check(server=SERVER, more=()):
    done = command('check', f'--database={server.database}', *server.folders(), *more)
    equal(done.returncode, 0, done.stdout, done.stderr)


def pack_of_all():
    made()
    if not hasattr(pack_of_all, 'path'):
        pack_of_all.path = export()
    return pack_of_all.path


def shared():
    return [expense for expense in made() if expense['state'] != 'draft']


def test_a_pack_tells_what_the_server_has():
    pack = Pack(pack_of_all())
    listed = {expense['id']: expense for expense in pack.book['expenses']}
    equal(set(listed), {expense['id'] for expense in shared()})
    for expense in shared():
        now = RITA.read(expense)
        told = listed[expense['id']]
        for member in ('merchant', 'amount', 'day', 'category', 'note', 'proofs', 'state', 'revision',
                       'proof_digest', 'proof_version', 'converted'):
            equal(told[member], now[member], member)
        events = RITA.events(expense)
        equal([event['hash'] is not None for event in told['events']], [True] * len(events))
        for mine, theirs in zip(told['events'], events, strict=True):
            for member in ('seq', 'action', 'from', 'to', 'reason', 'revision', 'proof_digest'):
                equal(mine[member], theirs[member], member)
            equal(mine['at'][:23], theirs['at'][:23])
            expect(mine['facts']['merchant'] is not None)
    manifest = pack.manifest
    equal(manifest['counts']['expenses'], len(shared()))
    equal(manifest['unreadable'], [])
    for total in manifest['totals']:
        of_it = [e for e in shared() if e['amount']['currency'] == total['currency']
                 and e['state'] == total['state']]
        equal((total['count'], total['minor']), (len(of_it), sum(e['amount']['minor'] for e in of_it)))


def test_every_version_of_every_proof_is_in_it():
    pack = Pack(pack_of_all())
    wanted = set()
    for expense in pack.book['expenses']:
        wanted |= set(expense['proofs'])
        for event in expense['events']:
            wanted |= set(event['facts']['proofs'])
    named = {pathlib.PurePath(name).stem: name for name in pack.proofs()}
    equal(set(named), wanted)
    for sha256, name in named.items():
        equal(digest(pack.files[name]), sha256)
    twice = next(e for e in pack.book['expenses'] if e['merchant'] == 'Twice')
    equal(len({p for event in twice['events'] for p in event['facts']['proofs']}), 2)
    for proof in twice['proofs']:
        expect(named[proof].startswith('proofs/' + twice['day'].replace('-', '/') + '/'), named[proof])


def test_others_programs_agree():
    path = pack_of_all()
    for name in ('unzip', 'sha256sum'):
        if not shutil.which(name):
            raise Skip(f'{name} is not here')
    unpacked = pathlib.Path(tempfile.mkdtemp(dir=FOLDER))
    for line in (['unzip', '-tq', path], ['unzip', '-q', path, '-d', unpacked]):
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        equal(done.returncode, 0, done.stdout, done.stderr)
    done = subprocess.run(['sha256sum', '--check', '--strict', '--quiet', 'SHA256SUMS'], cwd=unpacked,
                          capture_output=True, text=True, check=False)
    equal(done.returncode, 0, done.stdout, done.stderr)
    files = {str(p.relative_to(unpacked)) for p in unpacked.rglob('*') if p.is_file()}
    listed = {line.split('  ', 1)[1] for line in (unpacked / 'SHA256SUMS').read_text().splitlines()}
    equal(listed | {'SHA256SUMS'}, files)
    equal(verify(path).returncode, 0)


def test_the_table_is_csv_and_holds_no_formula():
    pack = Pack(pack_of_all())
    text = pack.files['expenses.csv'].decode()
    rows = list(csv.DictReader(io.StringIO(text, newline=''), strict=True))
    equal(len(rows), len(shared()))
    expect(text.endswith('\r\n') and '\r\n' in text)
    by_id = {expense['id']: expense for expense in pack.book['expenses']}
    exponents = {'EUR': 2, 'JPY': 0, 'BHD': 3}
    for row in rows:
        expense = by_id[row['id']]
        amount, currency = expense['amount']['minor'], expense['amount']['currency']
        equal(round(float(row['amount']) * 10 ** exponents[currency]), amount)
        equal(row['day'], expense['day'])
        for column in ('merchant', 'note'):
            expect(row[column].lstrip(' ')[:1] not in tuple('=+-@\t\r＝'), row[column])
            plain = row[column]
            if plain.startswith("'") and plain.lstrip("'").lstrip(' ')[:1] in tuple('=+-@\t\r＝'):
                plain = plain[1:]
            equal(plain, expense[column])


def test_choices():
    made()
    cases = {
        (f'--from={today(-50)}', f'--to={today(-30)}'): lambda e: today(-50) <= e['day'] <= today(-30),
        ('--state=approved,reimbursed',): lambda e: e['state'] in ('approved', 'reimbursed'),
        (f'--owner={RITA.email}',): lambda e: e['owner']['id'] == RITA.id and e['state'] != 'draft',
        (f'--owner={ERNA.email}', '--state=draft'): lambda e: e['owner']['id'] == ERNA.id
        and e['state'] == 'draft',
    }
    for arguments, wanted in cases.items():
        pack = Pack(export(*arguments))
        expected = {e['id'] for e in made() if wanted(e) and ('draft' in ''.join(arguments) or e['state'] != 'draft')}
        equal({e['id'] for e in pack.book['expenses']}, expected, arguments)
        equal(verify(export(*arguments)).returncode, 0, arguments)


def test_mistakes_in_the_command_line():
    path = FOLDER / 'never.zip'
    with Complaints() as complaints:
        for arguments in (
            ['--company=Acme'], [f'--out={path}'], ['--company=Acme', f'--out={path}', '--state=draft'],
            ['--company=Acme', f'--out={path}', '--state=lost'],
            ['--company=Acme', f'--out={path}', '--from=yesterday'],
            ['--company=Acme', f'--out={path}', '--from=2026-02-01', '--to=2026-01-01'],
            ['--company=Acme', f'--out={pack_of_all()}'],
        ):
            done = tool('export', *arguments)
            complaints.check(done.returncode == 2 and done.stderr, arguments, done)
        for arguments in (['--company=Nowhere', f'--out={path}'],
                          ['--company=Acme', f'--out={path}', '--owner=nobody@acme.example'],
                          ['--company=Acme', f'--out={FOLDER}/no/folder.zip']):
            done = tool('export', *arguments)
            complaints.check(done.returncode == 1 and done.stderr, arguments, done)
        complaints.check(verify(FOLDER / 'absent.zip').returncode == 1)
        complaints.check(verify(FOLDER).returncode == 1)
    expect(not path.exists())


def test_what_cannot_be_read_is_named_and_not_fatal():
    lost = ACME.bring(ERNA, 'submitted', merchant='Lost')
    root = SERVER.folder / 'proofs'
    file = next(root.rglob(lost['proofs'][0] + '.*'))
    kept = file.read_bytes()
    try:
        file.unlink()
        path = export('--state=submitted')
        unread = Pack(path).manifest['unreadable']
        equal([(u['sha256'], u['expense']) for u in unread], [(lost['proofs'][0], lost['id'])])
        expect(unread[0]['reason'])
        file.write_bytes(kept[:-1] + b'x')
        equal(len(Pack(export('--state=submitted')).manifest['unreadable']), 1)
    finally:
        file.write_bytes(kept)
    done = verify(path)
    equal(done.returncode, 0, done.stderr)
    expect('could not be read' in done.stdout, done.stdout)
    target = fresh()
    done = take_in(path, target)
    equal(done.returncode, 1, done.stdout)
    expect(lost['id'] in done.stderr, done.stderr)
    check(target)
    target.close()


# --- what is broken ---

def broken(change):
    pack = Pack(pack_of_all())
    result = change(pack)
    path = FOLDER / 'broken.zip'
    return result if isinstance(result, pathlib.Path) else pack.save(path)


def with_entry(name, data=b'x', flags=None, mode=None, twice=False):
    def change(pack):
        path = pack.save(FOLDER / 'broken.zip')
        with zipfile.ZipFile(path, 'a') as archive:
            info = zipfile.ZipInfo(name)
            if mode is not None:
                info.create_system = 3
                info.external_attr = mode << 16
            archive.writestr(info, data)
        return path
    return change


def encrypt(pack):
    path = pack.save(FOLDER / 'broken.zip')
    data = bytearray(path.read_bytes())
    name = pack.proofs()[0].encode()
    at = data.index(name) - 30
    data[at + 6] |= 1
    central = data.index(name, data.index(b'PK\1\2')) - 46
    data[central + 8] |= 1
    path.write_bytes(data)
    return path


def cut(pack):
    path = pack.save(FOLDER / 'broken.zip')
    os.truncate(path, path.stat().st_size * 2 // 3)
    return path


def scratch(pack):
    """Bytes of a file that is stored are changed; its checksum is not."""
    path = pack.save(FOLDER / 'broken.zip', zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[data.index(b'"expenses":[') + 200] ^= 1
    path.write_bytes(data)
    return path


def no_zip(_pack):
    path = FOLDER / 'broken.zip'
    path.write_bytes(b'this is no archive' * 100)
    return path


def change_proof(pack):
    pack.files[pack.proofs()[0]] += b'x'


def change_table(pack):
    pack.files['expenses.csv'] = pack.files['expenses.csv'].replace(b'reimbursed', b'submitted', 1)
    pack.seal()


def change_journal(pack):
    pack.files['expenses.journal'] += b'; more\n'
    pack.seal()


def tamper(change):
    def inner(pack):
        pack.change_book(change)
        pack.seal()
    return inner


def raise_amount(book):
    book['expenses'][0]['amount']['minor'] += 100000


def rewrite_history(book):
    expense = next(e for e in book['expenses'] if e['state'] == 'approved')
    expense['merchant'] = 'Somebody Else'


def lose_expense(book):
    del book['expenses'][0]


def repeat_expense(book):
    book['expenses'].insert(0, book['expenses'][0])


def forget_person(book):
    book['people'] = book['people'][1:]


def bend_state(book):
    next(e for e in book['expenses'] if e['state'] == 'submitted')['state'] = 'approved'


def forge_digest(book):
    book['expenses'][0]['proof_digest'] = '0' * 64


def in_manifest(change):
    def inner(pack):
        manifest = pack.manifest
        change(manifest)
        pack.put_manifest(manifest)
    return inner


def drop(name):
    def inner(pack):
        del pack.files[name]
    return inner


def move_proof(pack):
    name = pack.proofs()[0]
    pack.files = {('proofs/1999/12/31/' + n.rsplit('/', 1)[1] if n == name else n): d
                  for n, d in pack.files.items()}
    pack.seal()


def add_proof(pack):
    data = pictures.png()
    pack.files = {f'proofs/2026/01/01/{digest(data)}.png': data} | pack.files
    pack.seal()


def lose_proof(pack):
    manifest = pack.manifest
    manifest['counts']['proofs'] -= 1
    pack.files['manifest.json'] = json.dumps(manifest).encode()
    del pack.files[pack.proofs()[0]]
    pack.seal()


def bomb(pack):
    manifest = pack.manifest
    manifest['files'][0]['size'] = 1 << 60
    pack.put_manifest(manifest)


def bad_text(pack):
    pack.files['expenses.json'] = pack.files['expenses.json'].replace(b'"people"', b'"p\xff\xfeple"', 1)
    pack.seal()


def bad_text_inside(pack):
    pack.files['expenses.json'] = pack.files['expenses.json'].replace(b'Twice', b'Tw\xc3\x28e', 1)
    pack.seal()


def change_sums(pack):
    pack.files['SHA256SUMS'] = pack.files['SHA256SUMS'].replace(b'  README', b' *README')


CASES = {
    'archive': [no_zip, cut, scratch],
    'name': [with_entry('../../etc/passwd'), with_entry('/etc/passwd'), with_entry('proofs/x.png'),
             with_entry('..\\evil'), with_entry('b\u00e9.txt'), with_entry('proofs/2026/02/30/' + '0' * 64 + '.png')],
    'duplicate': [with_entry('expenses.csv')],
    'link': [with_entry('README.txt', b'/etc/passwd', mode=stat.S_IFLNK | 0o777), with_entry('folder/')],
    'encrypted': [encrypt],
    'bomb': [bomb],
    'manifest': [drop('manifest.json'),
                 lambda pack: pack.files.update({'manifest.json': b'{}'}),
                 lambda pack: pack.files.update({'manifest.json': b'[' * 100000}),
                 in_manifest(lambda m: m.update(format='other')),
                 in_manifest(lambda m: m['files'].append(m['files'][0])),
                 in_manifest(lambda m: m['files'].append({'name': '../x', 'size': 1, 'sha256': '0' * 64})),
                 in_manifest(lambda m: m.update(more=1))],
    'version': [in_manifest(lambda m: m.update(version=2))],
    'missing': [drop('README.txt'), lambda pack: pack.files.pop(pack.proofs()[0]) and None],
    'extra': [with_entry('proofs/2026/01/01/' + '0' * 64 + '.png')],
    'size': [change_proof, in_manifest(lambda m: m['files'][-1].update(size=3))],
    'hash': [in_manifest(lambda m: m['files'][0].update(sha256='0' * 64)),
             lambda pack: pack.files.update({'README.txt': pack.files['README.txt'].swapcase()})],
    'sums': [change_sums, drop('SHA256SUMS')],
    'expense': [tamper(repeat_expense), tamper(forget_person), tamper(bend_state), tamper(forge_digest),
                bad_text, bad_text_inside],
    'history': [tamper(rewrite_history)],
    'proof': [move_proof, lose_proof, add_proof],
    'total': [tamper(raise_amount), tamper(lose_expense),
              in_manifest(lambda m: m['totals'][0].update(minor=1)),
              in_manifest(lambda m: m['counts'].update(events=1))],
    'table': [change_table, change_journal],
}


def test_whatever_is_broken_is_found_and_named():
    equal(kinds(pack_of_all()), set())
    with Complaints() as complaints:
        for kind, changes in CASES.items():
            for number, change in enumerate(changes):
                path = broken(change)
                done = verify(path)
                found = kinds(path)
                complaints.check(kind in found, kind, number, 'found', found, done.stderr[:300])
                complaints.check(done.returncode == 1 and done.stderr, kind, number, done)


def test_a_sum_that_agrees_again_changes_nothing_of_the_verdict():
    """Who makes all the sums agree still cannot make the history agree."""
    def change(pack):
        rewrite = next(e for e in pack.book['expenses'] if e['state'] == 'approved')
        pack.files['expenses.csv'] = pack.files['expenses.csv'].replace(rewrite['merchant'].encode(), b'X')
        pack.change_book(rewrite_history)
        pack.seal()
    expect('history' in kinds(broken(change)))


def test_a_real_bomb_is_not_unpacked():
    """Much of nothing, packed to little: nobody reads past what the manifest says."""
    def change(pack):
        pack.files['README.txt'] = b'\0' * (64 << 20)
    path = broken(change)
    expect(path.stat().st_size < 8 << 20)
    expect('size' in kinds(path))

    def claimed(pack):
        pack.files['README.txt'] = b'\0' * (64 << 20)
        pack.seal()
    expect('bomb' in kinds(broken(claimed)))


# --- taking in ---

def fresh(company='Acme', *options):
    server = Server(*options, start=False)
    server.add_user(company, f'boss-{uuid7()}@elsewhere.example', 'Boss', 'admin')
    return server


def take_in(path, server, company='Acme', *more):
    return tool('import', str(path), f'--company={company}', *more, server=server)


def numbers(server, company='Acme'):
    totals = Pack(export(server=server, company=company)).manifest['totals']
    return [(t['currency'], t['state'], t['count'], t['minor']) for t in totals]


def test_a_pack_is_taken_in_elsewhere():
    path = pack_of_all()
    target = fresh()
    done = take_in(path, target)
    equal(done.returncode, 0, done.stderr)
    expect('disabled' in done.stdout, done.stdout)
    check(target)
    equal(numbers(target), numbers_of(path))
    before, after = Pack(path), Pack(export(server=target))
    for one, other in zip(before.book['expenses'], after.book['expenses'], strict=True):
        for member in ('id', 'merchant', 'amount', 'day', 'note', 'proofs', 'state', 'revision',
                       'created_at', 'updated_at', 'submitted_at', 'proof_version', 'converted'):
            equal(one[member], other[member], member)
        for event, again in zip(one['events'], other['events'], strict=True):
            for member in ('at', 'action', 'from', 'to', 'reason', 'revision', 'proof_digest'):
                equal(event[member], again[member], member)
    equal(sorted(before.proofs()), sorted(after.proofs()))

    rows = target.sql("SELECT detail FROM audit WHERE kind = 'expenses_imported'")
    equal([json.loads(row[0])['expenses'] for row in rows], [len(shared())])
    rows = target.sql('SELECT count(*) FROM person WHERE disabled_at IS NULL')
    equal(rows, [['1']])

    again = take_in(path, target)
    equal(again.returncode, 0, again.stderr)
    expect(again.stdout.startswith('0 expenses and 0 proofs taken in'), again.stdout)
    expect(f'{len(shared())} expenses were there already' in again.stdout, again.stdout)
    equal(len(target.sql("SELECT 1 FROM audit WHERE kind = 'expenses_imported'")), 1)
    check(target)

    target.start()
    restart_with_people(target, before)
    target.close()


def numbers_of(path):
    return [(t['currency'], t['state'], t['count'], t['minor']) for t in Pack(path).manifest['totals']]


def restart_with_people(target, pack):
    """What was taken in is there for who signs in, and the server's own reports count it."""
    from client import Caller, sign_in
    from company import Person
    email = f'chief-{uuid7()}@elsewhere.example'
    target.add_user('Acme', email, 'Chief', 'admin')
    chief = Person(target, sign_in(target, email))
    days = sorted(e['day'] for e in pack.book['expenses'])
    report = chief.get(f'/reports?scope=company&period=year&from={days[0]}&to={days[-1]}').json
    told = {t['currency']: (t['count'], t['amount']['minor']) for t in report['totals']}
    wanted = {}
    for expense in pack.book['expenses']:
        count, minor = wanted.get(expense['amount']['currency'], (0, 0))
        wanted[expense['amount']['currency']] = (count + 1, minor + expense['amount']['minor'])
    equal(told, wanted)
    expense = next(e for e in pack.book['expenses'] if e['merchant'] == 'Twice')
    reply = chief.get(f'/proofs/{expense["proofs"][0]}')
    equal((reply.status, digest(reply.body)), (200, expense['proofs'][0]))
    equal(len(chief.events(expense)), len(expense['events']))
    done = chief.do('approve', chief.read(expense))
    equal(done['state'], 'approved')
    check(target)


def test_into_the_same_company_nothing_is_added():
    done = take_in(pack_of_all(), SERVER)
    equal(done.returncode, 0, done.stderr)
    expect(done.stdout.startswith('0 expenses and 0 proofs taken in'), done.stdout)


def test_what_is_lacking_is_added():
    first = export('--state=approved')
    target = fresh()
    equal(take_in(first, target).returncode, 0)
    done = take_in(pack_of_all(), target)
    equal(done.returncode, 0, done.stderr)
    equal(numbers(target), numbers_of(pack_of_all()))
    check(target)
    target.close()


def test_nothing_different_is_overwritten():
    target = fresh()
    early = export()
    equal(take_in(early, target).returncode, 0)
    expense = ACME.bring(ERNA, 'submitted', merchant='Moving on')
    equal(take_in(export(), target).returncode, 0)
    RITA.do('approve', expense)
    before = numbers(target)
    done = take_in(export(), target)
    equal(done.returncode, 1, done.stdout)
    expect(expense['id'] in done.stderr and 'something else' in done.stderr, done.stderr)
    equal(numbers(target), before)
    check(target)
    target.close()
    pack_of_all.path = early


def test_a_tampered_pack_is_refused():
    target = fresh()
    for change in (tamper(raise_amount), tamper(rewrite_history), change_proof, cut):
        done = take_in(broken(change), target)
        equal(done.returncode, 1, done.stdout)
        expect('nothing was taken in' in done.stderr, done.stderr)
    equal(target.sql('SELECT count(*) FROM expense'), [['0']])
    equal(len(target.sql("SELECT 1 FROM audit WHERE kind = 'expenses_imported'")), 0)
    target.close()


def test_people_are_known_by_their_address():
    target = fresh()
    target.add_user('Acme', ERNA.email.upper(), 'Erna Renamed', 'employee')
    equal(take_in(pack_of_all(), target).returncode, 0)
    rows = target.sql(
        'SELECT p.name, count(*) FROM expense e JOIN person p ON p.company = e.company AND '
        "p.id = e.owner WHERE p.name LIKE 'Erna%' GROUP BY p.name"
    )
    equal([row[0] for row in rows], ['Erna Renamed'])
    check(target)
    target.close()


def test_an_address_of_another_company_is_left_to_it():
    SERVER.add_user('Twin', 'boss@twin.example', 'Boss', 'admin')
    done = take_in(pack_of_all(), SERVER, 'Twin')
    equal(done.returncode, 0, done.stderr)
    expect('cannot sign in here' in done.stdout, done.stdout)
    equal(numbers(SERVER, 'Twin'), numbers_of(pack_of_all()))
    equal(take_in(pack_of_all(), SERVER, 'Twin').stdout.split(' ')[0], '0')
    check()
    equal(ERNA.get('/me').status, 200)


def test_a_company_that_is_not_there():
    done = take_in(pack_of_all(), SERVER, 'Nowhere')
    equal(done.returncode, 1)
    expect('no company' in done.stderr, done.stderr)


def test_sealed_proofs_go_out_plain_and_in_sealed():
    key = FOLDER / 'proof.key'
    equal(command('key', 'new', str(key)).returncode, 0)
    sealed = [f'--proof-key-file={key}']
    target = fresh('Acme', *sealed)
    done = tool('import', str(pack_of_all()), '--company=Acme', *sealed, server=target)
    equal(done.returncode, 0, done.stderr)
    files = [p for p in (target.folder / 'proofs').rglob('*') if p.is_file()]
    expect(files and all(p.read_bytes().startswith(b'outlayp\x01') for p in files), files[:3])
    check(target, sealed)
    out = Pack(export(server=target, more=sealed))
    for name in out.proofs():
        equal(digest(out.files[name]), pathlib.PurePath(name).stem)
    equal(len(out.proofs()), len(Pack(pack_of_all()).proofs()))
    target.close()


# --- trouble ---

def test_a_merged_category_leaves_every_history_readable():
    merged = Company(SERVER, 'Merged')
    old, new = (merged.admin.post('/categories', {'name': name}).json for name in ('Old', 'New'))
    expenses = [merged.bring(merged.employee, state, category=old['id'])
                for state in STATES if state != 'draft']
    move = f'/categories/{old["id"]}/move'
    equal(merged.admin.post(move, {'to': new['id']}).json['left'], 0)
    path = export(company='Merged')
    equal(kinds(path), set())
    told = {expense['id']: expense for expense in Pack(path).book['expenses']}
    for expense in expenses:
        equal(told[expense['id']]['category'], new['id'])
        equal([event['seq'] for event in told[expense['id']]['events']],
              [event['seq'] for event in merged.reviewer.events(expense)])

    target = fresh('Merged')
    for beginning in (f'{len(expenses)} expenses', '0 expenses'):
        done = take_in(path, target, 'Merged')
        equal(done.returncode, 0, done.stdout, done.stderr)
        expect(done.stdout.startswith(beginning), done.stdout)
    check(target)
    target.close()


def leftovers(folder):
    return [p.name for p in folder.iterdir()]


def test_a_full_disk_leaves_nothing():
    folder = pathlib.Path(tempfile.mkdtemp(dir=FOLDER))
    for limit in (1, 3, 20):
        done = subprocess.run(
            ['bash', '-c', f'trap "" XFSZ; ulimit -f {limit}; exec "$@"', 'x', program(), 'pack',
             'export', '--company=Acme', f'--out={folder}/full.zip', f'--database={SERVER.database}',
             *SERVER.folders(), f'--proofs={SERVER.folder}/proofs'],
            capture_output=True, text=True, env=clean_environment(), check=False,
        )
        equal(done.returncode, 1, limit, done.stdout, done.stderr)
        equal(leftovers(folder), [], limit)


def test_who_ends_it_leaves_nothing():
    folder = pathlib.Path(tempfile.mkdtemp(dir=FOLDER))
    for number in range(6):
        process = subprocess.Popen(
            [program(), 'pack', 'export', '--company=Acme', f'--out={folder}/p{number}.zip',
             f'--database={SERVER.database}', *SERVER.folders(), f'--proofs={SERVER.folder}/proofs'],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=clean_environment(),
            preexec_fn=die_with_parent,
        )
        try:
            process.wait(0.004 * (number + 1))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGTERM)
        status = process.wait(20)
        process.stderr.close()
        there = leftovers(folder)
        if status == 0:
            equal(there, [f'p{number}.zip'])
            os.unlink(folder / there[0])
        else:
            equal(there, [], status)


run('pack', globals())
