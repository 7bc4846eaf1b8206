# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON web tokens signed with ES256 (RFC 7515, 7518), by the openssl program."""
import base64
import json
import shutil
import subprocess
import tempfile

from tap import Skip

CURVE = bytes.fromhex('06082a8648ce3d030107')
EC_KEY = bytes.fromhex('06072a8648ce3d0201')


def decode(text):
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


def encode(data):
    if not isinstance(data, bytes):
        data = json.dumps(data, separators=(',', ':')).encode()
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def parts_of(token):
    """(header, claims, signature) of a token, unchecked."""
    header, claims, signature = token.split('.')
    return json.loads(decode(header)), json.loads(decode(claims)), decode(signature)


def der(tag, *content):
    body = b''.join(content)
    size = bytes([len(body)]) if len(body) < 128 else bytes([0x81, len(body)])
    return bytes([tag]) + size + body


def der_integer(data):
    data = data.lstrip(b'\0') or b'\0'
    return der(2, (b'\0' if data[0] & 0x80 else b'') + data)


def openssl(*arguments, key, data, signature=None):
    if not shutil.which('openssl'):
        raise Skip('there is no openssl here')
    with tempfile.NamedTemporaryFile() as key_file, tempfile.NamedTemporaryFile() as signature_file:
        key_file.write(key)
        key_file.flush()
        signature_file.write(signature or b'')
        signature_file.flush()
        named = [
            key_file.name if a == 'KEY' else signature_file.name if a == 'SIGNATURE' else a
            for a in arguments
        ]
        return subprocess.run(['openssl', *named], input=data, capture_output=True, check=False)


def verifies(token, jwk):
    """Whether the public key @jwk signed @token."""
    signed, _, _ = token.rpartition('.')
    _, _, signature = parts_of(token)
    point = b'\0\4' + decode(jwk['x']) + decode(jwk['y'])
    key = der(0x30, der(0x30, EC_KEY, CURVE), der(3, point))
    pair = der(0x30, der_integer(signature[:32]), der_integer(signature[32:]))
    return (
        openssl(
            'dgst',
            '-sha256',
            '-verify',
            'KEY',
            '-keyform',
            'DER',
            '-signature',
            'SIGNATURE',
            key=key,
            data=signed.encode(),
            signature=pair,
        ).returncode
        == 0
    )


def sign(header, claims, jwk):
    """A token signed with the private key @jwk."""
    point = b'\0\4' + decode(jwk['x']) + decode(jwk['y'])
    key = der(
        0x30, der(2, b'\1'), der(4, decode(jwk['d'])), der(0xA0, CURVE), der(0xA1, der(3, point))
    )
    signed = f'{encode(header)}.{encode(claims)}'
    done = openssl(
        'dgst', '-sha256', '-sign', 'KEY', '-keyform', 'DER', key=key, data=signed.encode()
    )
    pair, numbers, at = done.stdout, [], 2
    for _ in range(2):
        size = pair[at + 1]
        numbers.append(pair[at + 2 : at + 2 + size].lstrip(b'\0').rjust(32, b'\0'))
        at += 2 + size
    return f'{signed}.{encode(b"".join(numbers))}'
