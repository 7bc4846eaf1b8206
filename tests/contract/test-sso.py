# SPDX-License-Identifier: GPL-3.0-or-later
"""Single sign-on: its settings, its pages and what the database has of it. What a provider may do
wrong is tried in tests/peers/test-sso.mjs."""
import base64
import concurrent.futures
import hashlib
import html
import pathlib
import re
import tempfile
import urllib.parse

from certificates import Authority
from client import Caller, sign_in
from identity import CLIENT, Identity
from outlayd import Server, command
from tap import Complaints, equal, expect, run

PROVIDER = Identity()


def options(provider, *more):
    return (
        f'--sso-issuer={provider.issuer}',
        f'--sso-client={CLIENT}',
        '--sso-company=ACME',
        '--limit-sign-ins=0',
        *more,
    )


SERVER = Server(*options(PROVIDER, '--sso-join=anybody', '--log-level=debug'))
SERVER.add_user('Acme', 'ada@acme.example', 'Ada', 'admin')
AT_END = [SERVER.close, PROVIDER.close]
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(b'v' * 43).digest()).decode().rstrip('=')
QUESTION = '/oauth/authorize?' + urllib.parse.urlencode(
    {
        'client_id': 'outlay-desktop',
        'redirect_uri': 'http://127.0.0.1:49152/',
        'response_type': 'code',
        'state': 'xyz',
        'code_challenge': CHALLENGE,
        'code_challenge_method': 'S256',
    }
)


class Browser:
    """Somebody on the way: their mark, and the request that the sign-in page holds."""

    def __init__(self, server=SERVER, language='en'):
        self.server = server
        self.language = language
        self.origin = f'http://127.0.0.1:{server.port}'
        self.page = self.send('GET', QUESTION, {})
        equal(self.page.status, 200, self.page)
        self.mark = self.page.header('Set-Cookie').split(';')[0]
        found = re.search(rb'name="pending" value="([^"]*)"', self.page.body)
        self.pending = html.unescape(found[1].decode())

    def send(self, method, path, headers, body=None):
        headers = {'Accept-Language': self.language} | headers
        return Caller(self.server).send(method, path, body, headers=headers, check=False)

    def press(self):
        form = urllib.parse.urlencode({'pending': self.pending, 'action': 'sso'}).encode()
        headers = {'Cookie': self.mark, 'Origin': self.origin}
        headers['Content-Type'] = 'application/x-www-form-urlencoded'
        return self.send('POST', '/oauth/sso', headers, form)

    def leave(self):
        """Presses the button; gives the address that the page leads to."""
        page = self.press()
        equal(page.status, 200, page)
        return html.unescape(re.search(rb'content="0; url=([^"]*)"', page.body)[1].decode())

    def come_back(self, answer):
        return self.send(
            'GET', '/oauth/sso?' + urllib.parse.urlencode(answer), {'Cookie': self.mark}
        )

    def visit(self, subject, provider=PROVIDER):
        return self.come_back(provider.sign_in(self.leave(), subject))


def know(subject, email=None, **claims):
    email = email or f'{subject}@acme.example'
    PROVIDER.people[subject] = {'email': email, 'email_verified': True, 'name': subject} | claims


def set_signup(rule):
    ada = sign_in(SERVER, 'ada@acme.example')
    caller = Caller(SERVER, ada['access_token'])
    reply = caller.get('/policy')
    policy = {k: v for k, v in reply.json.items() if k not in ('revision', 'updated_at')}
    caller.put('/policy', policy | {'signup': rule}, headers={'If-Match': reply.header('ETag')})
    return caller


def test_settings_that_make_no_sense_are_refused():
    good = {
        'issuer': 'https://login.acme.example',
        'client': 'outlay',
        'company': 'Acme',
        'join': 'existing',
    }
    with Complaints() as complaints:
        for change, names in [
            ({'issuer': 'http://login.acme.example'}, 'sso-issuer'),
            ({'issuer': 'https://a:b@login.acme.example'}, 'sso-issuer'),
            ({'issuer': 'https://login.acme.example/?x'}, 'sso-issuer'),
            ({'issuer': 'https://login.acme.example/#x'}, 'sso-issuer'),
            ({'issuer': 'login.acme.example'}, 'sso-issuer'),
            ({'issuer': 'HTTPS://login.acme.example'}, 'sso-issuer'),
            ({'client': None}, 'sso-client'),
            ({'company': None}, 'sso-company'),
            ({'join': 'all'}, 'sso-join'),
            ({'domains': 'acme.example,'}, 'sso-domains'),
            ({'domains': '@acme.example'}, 'sso-domains'),
            ({'secret-file': '/nowhere/at/all'}, 'sso-secret-file'),
            ({'secret-file': '/dev/null'}, 'sso-secret-file'),
            ({'ca-file': '/nowhere/at/all'}, 'sso-ca-file'),
            ({'issuer': None}, 'sso-issuer'),
        ]:
            said = command(
                'serve',
                '--listen=127.0.0.1:0',
                *(f'--sso-{k}={v}' for k, v in (good | change).items() if v is not None),
            )
            complaints.check(said.returncode != 0 and names in said.stderr, change, said.stderr)


def test_there_is_no_button_without_the_setting():
    with Server() as server:
        browser = Browser(server)
        expect(b'/oauth/sso' not in browser.page.body, browser.page)
        for reply in (browser.press(), browser.come_back({'code': 'x', 'state': 'x'})):
            equal(reply.status, 404, reply)


def test_the_button_speaks_the_readers_language():
    for language, words in ('en', b'>Sign in with ACME</button>'), ('de', b'>Mit ACME anmelden<'):
        expect(words in Browser(language=language).page.body, language)


def test_the_page_in_between_is_guarded():
    page = Browser().press()
    policy = page.header('Content-Security-Policy')
    expect(policy.startswith("default-src 'none';") and "form-action 'self';" in policy, policy)
    for name, value in ('Referrer-Policy', 'no-referrer'), ('Cache-Control', 'no-store'):
        equal(page.header(name), value)
    equal(page.header('X-Frame-Options'), 'DENY')


def test_who_is_known_there_joins_once():
    set_signup('open')
    know('nora')
    for _ in range(2):
        reply = Browser().visit('nora')
        equal(reply.status, 303, reply)
        expect(reply.header('Location').startswith('http://127.0.0.1:49152/?code='), reply)
    equal(SERVER.sql("SELECT count(*) FROM person WHERE email = 'nora@acme.example'"), [['1']])
    equal(SERVER.sql("SELECT count(*) FROM sso_link WHERE subject = 'nora'"), [['1']])
    query = (
        "SELECT count(*) FROM credential c JOIN address a ON a.person = c.person"
        " WHERE a.email = 'nora@acme.example'"
    )
    equal(SERVER.sql(query), [['0']], 'a password')


def test_one_answer_that_comes_eight_times_at_once_counts_once():
    know('zoe')
    browser = Browser()
    answer = PROVIDER.sign_in(browser.leave(), 'zoe')
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        seen = [reply.status for reply in pool.map(browser.come_back, [answer] * 8)]
    equal(sorted(seen), [303] + [400] * 7)


def test_an_answer_counts_in_the_browser_that_asked_alone():
    know('nora')
    asked, other = Browser(), Browser()
    answer = PROVIDER.sign_in(asked.leave(), 'nora')
    for wrong in (other, Browser()):
        reply = wrong.come_back(answer)
        equal(reply.status, 400, reply)
        expect('outlay-session' not in str(reply.headers), reply.headers)
    equal(asked.come_back(answer).status, 303, 'it is as good as before in its own')


def test_an_address_that_moves_takes_no_account_along():
    know('paul')
    equal(Browser().visit('paul').status, 303)
    know('paula', email='paul@acme.example')
    equal(Browser().visit('paula').status, 403)
    know('paul', email='paul.new@acme.example')
    equal(Browser().visit('paul').status, 303)
    equal(SERVER.sql("SELECT count(*) FROM person WHERE name IN ('paul', 'paula')"), [['1']])


def test_two_first_sign_ins_at_once_make_one_person():
    know('otto')
    browsers = [Browser() for _ in range(4)]
    answers = [PROVIDER.sign_in(browser.leave(), 'otto') for browser in browsers]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda pair: pair[0].come_back(pair[1]), zip(browsers, answers)))
    equal([reply.status for reply in replies], [303] * 4)
    equal(SERVER.sql("SELECT count(*) FROM person WHERE email = 'otto@acme.example'"), [['1']])


def test_the_audit_tells_of_it_and_is_whole():
    know('eve', email_verified=False)
    page = Browser().visit('eve')
    equal(page.status, 403)
    expect(b'role="alert"' in page.body and b'aria-invalid' not in page.body, page.body)
    caller = set_signup('open')
    for kind, detail in [
        ('sso_linked', {'issuer', 'email', 'password_removed'}),
        ('sso_signed_in', {'issuer', 'client'}),
        ('sso_refused', {'issuer', 'reason', 'email'}),
    ]:
        items = caller.get(f'/audit?kind={kind}').json['items']
        expect(items, kind)
        equal(set(items[0]['detail']), detail, kind)
        equal(items[0]['remote'], '127.0.0.1')
    done = command('check', f'--database={SERVER.database}', *SERVER.folders())
    equal(done.returncode, 0, done.stdout, done.stderr)


def test_no_secret_is_in_the_log_or_the_database():
    log, stored = SERVER.log, SERVER.stored()
    expect(len(PROVIDER.secrets) >= 20, PROVIDER.secrets)
    for secret in PROVIDER.secrets:
        expect(secret not in log, 'in the log', secret)
        expect(secret.encode() not in stored, 'in the database', secret)


def test_a_company_that_is_not_there_lets_nobody_in():
    with Server(*options(PROVIDER, '--sso-join=anybody')) as server:
        equal(Browser(server).press().status, 503)


def test_a_provider_with_a_certificate_of_the_companys_own():
    with tempfile.TemporaryDirectory(prefix='outlay-contract-') as folder:
        authority = Authority(pathlib.Path(folder))
        provider = Identity(*authority.issue('localhost'))
        provider.people['ada'] = {'email': 'ada@acme.example', 'email_verified': True}
        for more, wanted in ([], 503), ([f'--sso-ca-file={authority.root}'], 303):
            with Server(*options(provider, *more)) as server:
                server.add_user('Acme', 'ada@acme.example', 'Ada', 'admin')
                browser = Browser(server)
                reply = browser.press()
                if wanted == 303:
                    reply = Browser(server).visit('ada', provider)
                equal(reply.status, wanted, server.log)
        provider.close()


def test_what_nobody_came_back_from_expires():
    browser = Browser()
    answer = PROVIDER.sign_in(browser.leave(), 'nora')
    SERVER.sql('UPDATE sso_attempt SET expires_at = 1')
    equal(browser.come_back(answer).status, 400)


run('sso', globals())
