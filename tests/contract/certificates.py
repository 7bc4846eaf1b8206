# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates as an administrator has them: a chain and a key in PEM files, made with openssl."""
import pathlib
import ssl
import subprocess

NAMES = 'subjectAltName=DNS:localhost,DNS:outlay.example.com,IP:127.0.0.1'


def openssl(*arguments, stdin=None):
    subprocess.run(['openssl', *arguments], input=stdin, check=True, capture_output=True)


class Authority:
    """A certificate authority in @folder; `root` is what its clients must trust."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.root = self.folder / 'root.pem'
        self.root_key = self.folder / 'root.key'
        openssl(
            *('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'),
            *('-keyout', self.root_key, '-out', self.root, '-days', '90', '-subj', '/CN=Test root'),
            *('-addext', 'keyUsage=critical,keyCertSign,cRLSign'),
        )

    def issue(self, name, *dates, days=90):
        """A key and a certificate with its root; gives their paths. @dates: -not_before …"""
        certificate, key, request = (self.folder / f'{name}.{end}' for end in ('pem', 'key', 'csr'))
        extension = self.folder / 'extension'
        extension.write_text(NAMES + '\n')
        openssl(
            *('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'),
            *('-keyout', key, '-out', request, '-subj', f'/CN={name}'),
        )
        openssl(
            *('x509', '-req', '-in', request, '-CA', self.root, '-CAkey', self.root_key),
            *('-out', certificate, '-extfile', extension),
            *(dates or ('-days', str(days))),
        )
        certificate.write_bytes(certificate.read_bytes() + self.root.read_bytes())
        key.chmod(0o600)
        return certificate, key

    def trust(self):
        """A client's TLS settings that trust this authority alone."""
        return ssl.create_default_context(cafile=self.root)
