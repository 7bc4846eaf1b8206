# SPDX-License-Identifier: GPL-3.0-or-later
"""Proofs: what is taken, what is refused, and who may look."""
import time

import pictures
from client import raw, sha256
from company import Company, content_of
from outlayd import Server
from tap import Complaints, equal, expect, one_of, run

SERVER = Server()
AT_END = [SERVER.close]
ACME = Company(SERVER, 'Acme')
ERNA, RITA = ACME.employee, ACME.reviewer
EMIL = ACME.hire('Emil', 'emil@acme.example', 'employee')
STRANGERS = Company(SERVER, 'Zeppelin')
MIB = 1 << 20
KINDS = {
    'image/png': pictures.png,
    'image/jpeg': pictures.jpeg,
    'image/webp': pictures.webp,
    'application/pdf': pictures.pdf,
}


def put(person, data, name=None, kind='application/octet-stream', **headers):
    return person.put(
        f'/proofs/{name or sha256(data)}', data, headers={'Content-Type': kind} | headers
    )


def files_on_disk():
    return sorted(path.name for path in (SERVER.folder / 'proofs').rglob('*') if path.is_file())


def test_each_kind_comes_back_as_it_was():
    for kind, make in KINDS.items():
        data = make()
        reply = put(ERNA, data, kind=kind)
        one_of(reply.status, (200, 201, 204), kind, reply)
        back = ERNA.get(f'/proofs/{sha256(data)}')
        equal((back.status, back.header('Content-Type'), back.body), (200, kind, data), kind)
        equal(back.header('X-Content-Type-Options'), 'nosniff')
        expect(
            'public' not in (back.header('Cache-Control') or ''), 'shared caches must not keep it'
        )


def test_a_second_put_is_the_same():
    data = pictures.png()
    first, again = put(ERNA, data), put(ERNA, data)
    one_of(first.status, (200, 201, 204), first)
    one_of(again.status, (200, 201, 204), again)
    equal(ERNA.get(f'/proofs/{sha256(data)}').body, data)
    equal(len([name for name in files_on_disk() if name.startswith(sha256(data))]), 1)


def test_the_sniffed_type_counts_and_not_the_claimed():
    data = pictures.png()
    reply = put(ERNA, data, kind='text/html')
    one_of(reply.status, (200, 201, 204, 415), reply)
    if reply.status != 415:
        equal(ERNA.get(f'/proofs/{sha256(data)}').header('Content-Type'), 'image/png')


def test_what_is_refused():
    html = b'<!doctype html><script>alert(1)</script>'
    png = pictures.png()
    cases = {
        'empty': b'',
        'html': html,
        'text': b'hello',
        'svg': b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        'gif': b'GIF89a\1\0\1\0\0\0\0;',
        'bmp': b'BM' + bytes(60),
        'tiff': b'II*\0' + bytes(60),
        'zip': b'PK\3\4' + bytes(60),
        'elf': b'\x7fELF' + bytes(60),
        'only the PNG signature': png[:8],
        'PNG cut in its header': png[:20],
        'only a JPEG start': b'\xff\xd8\xff',
        'JPEG without a size': b'\xff\xd8\xff\xe0\0\x04ab\xff\xd9',
        'huge PNG': pictures.png_claiming(65535, 65535),
        'huge JPEG': pictures.jpeg_claiming(65535, 65535),
        '51 megapixels': pictures.png_claiming(10200, 5000),
        'PNG 0 wide': pictures.png_claiming(0, 5),
        'PNG 2^31 wide': pictures.png_claiming(1 << 31, 1),
        'PNG overflowing 32 bits': pictures.png_claiming(65536, 65537),
        'JPEG 0 high': pictures.jpeg_claiming(5, 0),
        'RIFF that is no WebP': b'RIFF\x24\0\0\0WAVEfmt ' + bytes(28),
        'only a WebP start': b'RIFF\x04\0\0\0WEBP',
        'html before a PNG': html + png,
        'html before a PDF': html + pictures.pdf(),
        'PDF late in a html': html + b' ' * 100 + b'%PDF-1.4\n',
        'only a PDF start': b'%PDF',
        'MNG': b'\x8aMNG\r\n\x1a\n' + png[8:],
        'zeros': bytes(1000),
    }
    before = files_on_disk()
    with Complaints() as complaints:
        for title, data in cases.items():
            start = time.monotonic()
            reply = put(ERNA, data, kind='image/png')
            complaints.check(reply.status in (400, 413, 415, 422), title, reply)
            complaints.check(time.monotonic() - start < 1, title, 'took', time.monotonic() - start)
            complaints.check(ERNA.get(f'/proofs/{sha256(data)}').status == 404, title, 'was kept')
    equal(files_on_disk(), before, 'files left of what was refused')


def test_50_megapixels_are_taken():
    one_of(put(ERNA, pictures.png_claiming(10000, 5000)).status, (200, 201, 204))


def test_a_polyglot_is_never_served_as_a_page():
    script = b'<script>alert(document.domain)</script>'
    for data in (pictures.jpeg(script), pictures.png() + script, pictures.pdf('x') + script):
        reply = put(ERNA, data)
        if reply.status >= 400:
            continue
        back = ERNA.get(f'/proofs/{sha256(data)}')
        one_of(back.header('Content-Type'), tuple(KINDS))
        equal(back.header('X-Content-Type-Options'), 'nosniff')


def test_a_wrong_name_is_refused():
    data, other = pictures.png(), pictures.png()
    reply = put(ERNA, data, name=sha256(other))
    one_of(reply.status, (400, 409, 422), reply)
    for hashed in (sha256(data), sha256(other)):
        equal(ERNA.get(f'/proofs/{hashed}').status, 404)
    expect(not any(name.startswith((sha256(data), sha256(other))) for name in files_on_disk()))


def test_names_are_64_lower_case_hex_digits():
    data = pictures.png()
    for name in (
        sha256(data)[:-1],
        sha256(data) + '0',
        'g' * 64,
        sha256(data).upper(),
        '..',
        '%2e%2e',
        'x',
    ):
        reply = put(ERNA, data, name=name)
        one_of(reply.status, (400, 404), name, reply)
        one_of(ERNA.get(f'/proofs/{name}').status, (400, 404), name)


def test_ten_mebibytes_and_one_byte_more():
    fits, too_large = (pictures.padded(pictures.png(), 10 * MIB + more) for more in (0, 1))
    equal((len(fits), len(too_large)), (10 * MIB, 10 * MIB + 1))
    reply = put(ERNA, fits)
    one_of(reply.status, (200, 201, 204), reply)
    equal(ERNA.get(f'/proofs/{sha256(fits)}').body, fits)
    seen, closed = raw(
        SERVER,
        (
            f'PUT /api/v1/proofs/{sha256(too_large)} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer '
            f'{ERNA.token}\r\nContent-Type: image/png\r\nContent-Length: {len(too_large)}\r\n\r\n'
        ).encode()
        + too_large,
    )
    expect(seen.startswith(b'HTTP/1.1 413 ') and closed, seen[:200])
    expect(b'application/problem+json' in seen, seen)
    equal(ERNA.get(f'/proofs/{sha256(too_large)}').status, 404)


def test_an_upload_of_unknown_length():
    """Chunked, as a client sends it that does not know the size; what is too large is told here, too."""
    for data, wanted in (
        (pictures.padded(pictures.png(), 300_000), b'201'),
        (pictures.padded(pictures.png(), 11 * MIB), b'413'),
    ):
        pieces = (data[at : at + 65536] for at in range(0, len(data), 65536))
        body = b''.join(b'%x\r\n%s\r\n' % (len(piece), piece) for piece in pieces) + b'0\r\n\r\n'
        head = (
            f'PUT /api/v1/proofs/{sha256(data)} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n'
            f'Authorization: Bearer {ERNA.token}\r\nContent-Type: image/png\r\n'
            'Transfer-Encoding: chunked\r\n\r\n'
        )
        seen, closed = raw(SERVER, head.encode() + body)
        expect(seen.startswith(b'HTTP/1.1 ' + wanted) and closed, seen[:200])


def test_who_may_look():
    data = pictures.png()
    hashed = ERNA.upload(data)
    for other in (EMIL, RITA, ACME.admin, STRANGERS.admin):
        equal(other.get(f'/proofs/{hashed}').status, 404, 'before any expense', other.role)
    draft = ERNA.draft(proofs=[hashed])
    for other in (EMIL, RITA, ACME.admin, STRANGERS.admin):
        equal(other.get(f'/proofs/{hashed}').status, 404, 'of a draft', other.role)
    ERNA.do('submit', draft)
    for other, wanted in (
        (EMIL, 404),
        (RITA, 200),
        (ACME.admin, 200),
        (STRANGERS.admin, 404),
        (STRANGERS.reviewer, 404),
    ):
        equal(other.get(f'/proofs/{hashed}').status, wanted, 'of a submitted one', other.role)


def test_knowing_a_hash_gives_nothing():
    hashed = ERNA.upload()
    for other in (EMIL, RITA, STRANGERS.admin):
        reply = other.create(other.content(proofs=[hashed]))
        if reply.status == 201:
            reply = other.act('submit', reply.json)
        one_of(reply.status, (400, 404, 409, 422), 'someone else\'s proof was named', reply)
        equal(other.get(f'/proofs/{hashed}').status, 404, other.role)


def test_an_upload_does_not_tell_who_else_has_it():
    data, fresh = pictures.png(), pictures.png()
    ERNA.upload(data)
    known, unknown = put(EMIL, data), put(EMIL, fresh)
    equal(known.status, unknown.status, 'the status tells that somebody had the file')
    equal(EMIL.get(f'/proofs/{sha256(data)}').body, data, 'now it is Emil\'s as well')
    equal(put(STRANGERS.admin, data).status, unknown.status)
    equal(STRANGERS.admin.get(f'/proofs/{sha256(data)}').body, data)


def test_proofs_of_an_expense():
    hashes = [ERNA.upload() for _ in range(11)]
    equal(ERNA.create(ERNA.content(proofs=hashes[:10])).status, 201)
    cases = {
        'eleven': hashes,
        'one twice': [hashes[0], hashes[0]],
        'upper case': [hashes[0].upper()],
        'no hash': ['x'],
        'a number': [1],
        'null': [None],
        'nested': [[hashes[0]]],
        'empty text': [''],
    }
    with Complaints() as complaints:
        for title, proofs in cases.items():
            reply = ERNA.create(ERNA.content(proofs=proofs))
            complaints.check(
                reply.status in (400, 422)
                and reply.fields
                and reply.fields[0].startswith('proofs'),
                title,
                reply,
            )


def test_a_draft_may_not_be_submitted_without_its_files():
    """Whether a draft may name them before they arrive or not: what is submitted has them."""
    missing = sha256(b'not here')
    reply = ERNA.create(ERNA.content(proofs=[missing]))
    if reply.status == 201:
        reply = ERNA.act('submit', reply.json)
    one_of(reply.status, (400, 409, 422), reply)
    expect(reply.fields and reply.fields[0].startswith('proofs'), reply)


def test_head_and_ranges():
    data = pictures.padded(pictures.png(), 5000)
    path = f'/proofs/{ERNA.upload(data)}'
    head = ERNA.send('HEAD', '/api/v1' + path)
    one_of(head.status, (200, 405), head)
    if head.status == 200:
        equal((head.body, head.header('Content-Length')), (b'', '5000'))
    whole = ERNA.get(path)
    for spelled, part in (
        ('bytes=0-99', data[:100]),
        ('bytes=4900-', data[4900:]),
        ('bytes=-50', data[-50:]),
    ):
        reply = ERNA.get(path, headers={'Range': spelled})
        one_of(reply.status, (200, 206), spelled)
        equal(reply.body, part if reply.status == 206 else data, spelled)
    for spelled in (
        'bytes=9000-',
        'bytes=5-2',
        'lines=1-2',
        'bytes=a-b',
        'bytes=' + '0-1,' * 500 + '2-3',
    ):
        one_of(ERNA.get(path, headers={'Range': spelled}).status, (200, 206, 400, 416), spelled)
    if whole.header('ETag'):
        equal(ERNA.get(path, headers={'If-None-Match': whole.header('ETag')}).status, 304)
        one_of(EMIL.get(path, headers={'If-None-Match': whole.header('ETag')}).status, (404,))


def test_an_upload_that_stops_half_way_leaves_nothing():
    import socket

    data = pictures.padded(pictures.png(), 200000)
    before = files_on_disk()
    for _ in range(3):
        with SERVER.connect() as sock:
            sock.sendall(
                (
                    f'PUT /api/v1/proofs/{sha256(data)} HTTP/1.1\r\nHost: x\r\n'
                    f'Authorization: Bearer {ERNA.token}\r\nContent-Length: {len(data)}\r\n\r\n'
                ).encode()
            )
            sock.sendall(data[:100000])
    time.sleep(0.3)
    equal(files_on_disk(), before)
    equal(ERNA.get(f'/proofs/{sha256(data)}').status, 404)


def test_files_lie_where_documented():
    data = pictures.jpeg()
    put(ERNA, data)
    places = [
        path.relative_to(SERVER.folder / 'proofs')
        for path in (SERVER.folder / 'proofs').rglob(sha256(data) + '*')
    ]
    equal(len(places), 1, places)
    parts = places[0].parts
    equal([len(part) for part in parts[-4:-1]], [4, 2, 2], places)
    equal(
        parts[-1], sha256(data) + '.jpg' if parts[-1].endswith('.jpg') else sha256(data) + '.jpeg'
    )
    equal((SERVER.folder / 'proofs' / places[0]).read_bytes(), data)
    equal((SERVER.folder / 'proofs' / places[0]).stat().st_mode & 0o077, 0, 'others may read it')


def test_a_proof_survives_the_corrections():
    expense = ACME.bring(ERNA, 'rejected')
    corrected = ERNA.correct(expense)
    expect(corrected['proofs'] != expense['proofs'], corrected)
    equal(RITA.get(f'/proofs/{expense["proofs"][0]}').status, 200, 'what was shown to the reviewer')
    equal(content_of(ERNA.read(corrected)), content_of(corrected))


run('proofs', globals())
