# SPDX-License-Identifier: GPL-3.0-or-later
"""A company's identity provider (OpenID Connect), as small as one can be; it believes everybody."""
import http.server
import json
import ssl
import threading
import time
import urllib.parse

import es256

CLIENT = 'outlay'
# A key of these tests alone.
KEY = {
    'kty': 'EC',
    'crv': 'P-256',
    'x': 'KPLkdlUeqLFbK0DsHNgpq-Oiwc_UiWOPAnnMPkYJ1pg',
    'y': 'HYBhyqTp4Bcq7AHVdEYtULbanpL6tz7p4OvsgXRo6no',
    'd': 'CPPn8zWcFaLnI-SBu8avYUaJNP8CLVLJuzjxJISgj9o',
}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        self.server.identity.answer(self, None)

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length'])).decode()
        self.server.identity.answer(self, dict(urllib.parse.parse_qsl(body)))

    def log_message(self, *_):
        pass


class Identity:
    """Serves until close(); `people` are claims by subject, `secrets` all it has given away."""

    def __init__(self, certificate=None, key=None):
        self.http = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.http.identity = self
        # Who does not believe the certificate hangs up.
        self.http.handle_error = lambda *_: None
        scheme = 'http'
        if certificate:
            scheme = 'https'
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.issuer = f'{scheme}://127.0.0.1:{self.http.server_address[1]}'
        self.people = {}
        self.codes = {}
        self.secrets = []
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self):
        self.http.shutdown()
        self.http.server_close()

    def sign_in(self, url, subject):
        """What the browser is sent back with, as parameters, when @subject has signed in."""
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
        code = f'code-{len(self.codes)}-of-{subject}'
        self.codes[code] = (asked, subject)
        self.secrets += [code, asked['state'], asked['nonce']]
        return {'code': code, 'state': asked['state'], 'iss': self.issuer}

    def make_tokens(self, form):
        asked, subject = self.codes.pop(form['code'])
        now = int(time.time())
        claims = {'iss': self.issuer, 'aud': CLIENT, 'iat': now, 'exp': now + 300, 'sub': subject}
        claims |= {'nonce': asked['nonce'], **self.people[subject]}
        token = es256.sign({'alg': 'ES256', 'kid': 'one'}, claims, KEY)
        self.secrets += [token, form['code_verifier']]
        return {'access_token': 'x', 'token_type': 'Bearer', 'id_token': token}

    def answer(self, request, form):
        said = {
            '/.well-known/openid-configuration': lambda: {
                'issuer': self.issuer,
                'authorization_endpoint': f'{self.issuer}/authorize',
                'token_endpoint': f'{self.issuer}/token',
                'jwks_uri': f'{self.issuer}/keys',
                'response_types_supported': ['code'],
                'id_token_signing_alg_values_supported': ['ES256'],
            },
            '/keys': lambda: {'keys': [{k: v for k, v in KEY.items() if k != 'd'} | {'kid': 'one'}]},
            '/token': lambda: self.make_tokens(form),
        }[request.path]()
        body = json.dumps(said).encode()
        request.send_response(200)
        request.send_header('Content-Type', 'application/json')
        request.send_header('Content-Length', str(len(body)))
        request.end_headers()
        request.wfile.write(body)
