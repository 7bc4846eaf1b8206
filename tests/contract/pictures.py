# SPDX-License-Identifier: GPL-3.0-or-later
"""Small true pictures and documents, each different, and some that lie about themselves."""
import base64
import itertools
import struct
import zlib

JPEG = base64.b64decode(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI//////////////////////////'
    '//////////////////////////wAALCAAGAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAA'
    'AAAAAAD/2gAIAQEAAD8AB//Z'
)
WEBP = base64.b64decode(
    'UklGRjwAAABXRUJQVlA4IDAAAADQAQCdASoIAAYAAgA0JaACdLoB+AADsAD+8MQL/yC5YXXI1/8gP+QH/ID/+PIAAAA='
)
counter = itertools.count(1)


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def png(width=3, height=2, seed=None):
    """A grey PNG; another seed is another picture."""
    seed = next(counter) if seed is None else seed
    rows = (b'\0' + b'\x80' * width) * height
    return (
        b'\x89PNG\r\n\x1a\n'
        + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0))
        + chunk(b'tEXt', b'Comment\0number %d' % seed)
        + chunk(b'IDAT', zlib.compress(rows))
        + chunk(b'IEND', b'')
    )


def png_claiming(width, height):
    """A PNG whose header says something else than its content."""
    return (
        b'\x89PNG\r\n\x1a\n'
        + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0))
        + chunk(b'IDAT', zlib.compress(b'\0' * 20))
        + chunk(b'IEND', b'')
    )


def jpeg(comment=None):
    comment = comment or b'number %d' % next(counter)
    return JPEG[:2] + b'\xff\xfe' + struct.pack('>H', len(comment) + 2) + comment + JPEG[2:]


def jpeg_claiming(width, height):
    at = JPEG.index(b'\xff\xc0')
    return JPEG[: at + 5] + struct.pack('>HH', height, width) + JPEG[at + 9 :]


def webp():
    """A WebP with a chunk of its own at the end, which readers skip."""
    extra = b'NOTE' + struct.pack('<II', 4, next(counter))
    body = WEBP[8:] + extra
    return b'RIFF' + struct.pack('<I', len(body)) + body


def pdf(text=None):
    text = text or 'number %d' % next(counter)
    parts = [
        b'<< /Type /Catalog /Pages 2 0 R >>',
        b'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
        b'<< /Title (%s) >>' % text.encode(),
    ]
    out, places = b'%PDF-1.4\n', []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b'%d 0 obj\n%s\nendobj\n' % (number, part)
    table = b''.join(b'%010d 00000 n \n' % place for place in places)
    return (
        out
        + b'xref\n0 %d\n0000000000 65535 f \n' % (len(parts) + 1)
        + table
        + b'trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n'
        % (len(parts) + 1, len(out))
    )


def padded(data, size):
    """A PNG grown to exactly @size bytes by a chunk that readers skip."""
    room = size - len(data) - 12
    return data[:-12] + chunk(b'tEXt', b'Pad\0' + b'x' * (room - 4)) + data[-12:]
