# SPDX-License-Identifier: GPL-3.0-or-later
"""The sign-in page and the page of an invitation, as a browser and as another website see them."""
import base64
import hashlib
import html
import html.parser
import http.cookies
import json
import sqlite3
import tempfile
import urllib.parse

import postgresql
from client import Caller
from company import Company
from outlayd import PASSWORD, Server, command
from tap import Complaints, equal, expect, one_of, run

SERVER = Server('--log-level=debug')
SECURE = Server('--public-url=https://outlay.acme.example')
AT_END = [SERVER.close, SECURE.close]
ACME = Company(SERVER, 'Acme')
SECURE.add_user('Acme', 'erna@acme.example', 'Erna', 'employee')
ERNA = 'erna@acme.example'
LOOPBACK = 'http://127.0.0.1:49152/'
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(b'v' * 43).digest()).decode().rstrip('=')
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>\'&amp;{{pending}}{{t:password}}'
VOID = {'meta', 'link', 'img', 'input'}


class Page(html.parser.HTMLParser):
    """What a browser makes of a page: its elements, the values of its fields, its alerts."""

    def __init__(self, reply):
        super().__init__()
        self.reply = reply
        self.text = reply.body.decode()
        self.elements = []
        self.fields = {}
        self.alerts = []
        self.open = []
        self.feed(self.text)
        equal(self.open, [], 'elements that are never closed')

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        expect(len(attributes) == len(attrs), 'an attribute twice in', tag, attrs)
        self.elements.append((tag, attributes))
        if tag not in VOID:
            self.open.append(tag)
        if tag == 'input':
            self.fields[attributes['name']] = attributes.get('value')
        if attributes.get('role') == 'alert':
            self.alerts.append('')

    def handle_endtag(self, tag):
        equal(self.open.pop(), tag)

    def handle_data(self, data):
        if self.alerts and not self.alerts[-1]:
            self.alerts[-1] = data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


class Browser:
    """Cookies, and requests as a browser's."""

    def __init__(self, server=SERVER, language='en'):
        self.caller = Caller(server)
        self.origin = (
            f'http://127.0.0.1:{server.port}'
            if server is not SECURE
            else 'https://outlay.acme.example'
        )
        self.cookies = {}
        self.language = language

    def send(self, method, path, body=None, **headers):
        if self.cookies:
            headers['Cookie'] = '; '.join(f'{name}={value}' for name, value in self.cookies.items())
        reply = self.caller.send(
            method,
            path,
            body,
            headers={'Accept-Language': self.language}
            | {k.replace('_', '-'): v for k, v in headers.items() if v},
            check=False,
        )
        for field in reply.headers.get_all('Set-Cookie', []):
            for name, cookie in http.cookies.SimpleCookie(field).items():
                if cookie['max-age'] == '0':
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = cookie.value
        return reply

    def open(self, **changes):
        return self.send('GET', address(**changes))

    def post(self, fields, path='/oauth/authorize', **headers):
        return self.send(
            'POST',
            path,
            urllib.parse.urlencode(fields).encode(),
            **{'Origin': self.origin, 'Content-Type': 'application/x-www-form-urlencoded'}
            | headers,
        )

    def enter(self, page, email=ERNA, password=PASSWORD, **headers):
        return self.post(
            {
                'pending': page.fields['pending'],
                'email': email,
                'password': password,
                'action': 'sign-in',
            },
            **headers,
        )

    def sign_in(self):
        reply = self.enter(Page(self.open()))
        equal(reply.status, 303, reply)
        return reply


def address(**changes):
    parameters = {
        'client_id': 'outlay-desktop',
        'redirect_uri': LOOPBACK,
        'response_type': 'code',
        'state': 'xyz',
        'code_challenge': CHALLENGE,
        'code_challenge_method': 'S256',
    } | changes
    return '/oauth/authorize?' + urllib.parse.urlencode(
        {k: v for k, v in parameters.items() if v is not None}
    )


def count(table):
    if postgresql.is_wanted():
        return int(postgresql.sql(f'SELECT count(*) FROM {table}', SERVER.database)[0])
    with sqlite3.connect(f'file:{SERVER.folder}/outlay.db?mode=ro', uri=True) as database:
        return database.execute(f'SELECT count(*) FROM {table}').fetchone()[0]


def check_guards(reply, form_targets="'self'"):
    """What keeps a page out of frames and caches, and everything foreign out of it."""
    script = "script-src 'self'; " if b'<script' in reply.body else ''
    for name, value in {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': f"default-src 'none'; style-src 'self'; img-src 'self'; {script}form-action "
        f"{form_targets}; base-uri 'none'; frame-ancestors 'none'",
        'X-Frame-Options': 'DENY',
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
    }.items():
        equal(reply.header(name), value, name, reply)
    expect(not reply.header('Access-Control-Allow-Origin'), 'a page for other origins')


def test_every_page_is_guarded():
    here = "'self' http://127.0.0.1:49152"
    browser = Browser()
    check_guards(browser.open(), here)
    check_guards(browser.open(redirect_uri='http://[::1]:49152/'), "'self' http:")
    check_guards(browser.open(client_id='nobody'))
    check_guards(browser.enter(Page(browser.open()), password='wrong'), here)
    check_guards(browser.post({'pending': 'x'}))
    check_guards(browser.send('GET', '/join'))
    browser.sign_in()
    check_guards(browser.open(), here)
    for name, kind in {
        'style.css': 'text/css',
        'icon.svg': 'image/svg+xml',
        'join.js': 'text/javascript',
    }.items():
        reply = browser.send('GET', '/oauth/' + name)
        equal(reply.status, 200, name)
        expect(reply.header('Content-Type').startswith(kind), name, reply.header('Content-Type'))


def test_the_page_is_one_that_everybody_can_use():
    page = Page(Browser().open())
    equal(page.all('html'), [{'lang': 'en', 'dir': 'ltr'}])
    labels = {label['for'] for label in page.all('label')}
    fields = [field for field in page.all('input') if field.get('type') != 'hidden']
    equal({field['id'] for field in fields}, labels)
    equal([field['autocomplete'] for field in fields], ['username', 'current-password'])
    expect('autofocus' in fields[0], 'the address is not asked for first')
    equal([image['alt'] for image in page.all('img')], [''])
    expect(
        'style' not in {name for _, attributes in page.elements for name in attributes},
        'inline style',
    )
    equal(page.all('script') + page.all('style'), [])
    expect('viewport' in [meta.get('name') for meta in page.all('meta')], 'no viewport')

    hinted = Page(Browser().open(login_hint=ERNA))
    equal(hinted.fields['email'], ERNA)
    expect('autofocus' in hinted.all('input')[2], 'the password is not asked for first')


def test_it_speaks_the_language_of_its_reader():
    for accepted, wanted in {
        'de': 'de',
        'de-AT,de;q=0.9,en;q=0.5': 'de',
        'en-GB,de;q=0.9': 'en',
        'en;q=0.2, de;q=0.3': 'de',
        'fr, de;q=0.1': 'de',
        'fr': 'en',
        'ar-EG, en;q=0.5': 'ar',
        'den': 'en',
        '*': 'en',
        'de;q=0': 'en',
        'de;q=1e99': 'en',
        'de;q=nan': 'en',
        'de;q=-1': 'en',
        ',,;q=,de;q=x': 'en',
        '': 'en',
    }.items():
        reply = Browser(language=accepted).open()
        direction = 'rtl' if wanted == 'ar' else 'ltr'
        equal(reply.header('Content-Language'), wanted, accepted)
        equal(Page(reply).all('html'), [{'lang': wanted, 'dir': direction}], accepted)


def test_what_is_wrong_stands_beside_the_field_and_input_is_kept():
    browser = Browser()
    reply = browser.enter(Page(browser.open()), password='wrong-password-typed')
    equal(reply.status, 422, reply)
    page = Page(reply)
    equal(page.alerts, ['The address or the password is wrong.'])
    equal(page.fields['email'], ERNA)
    expect('wrong-password-typed' not in page.text, 'a password comes back')
    expect(page.text.count('aria-describedby="fault"') == 2, 'the fields do not name what is wrong')
    expect('<title>Error: ' in page.text, 'the title says nothing of it')
    equal(Page(browser.enter(page, email='', password='')).reply.status, 422)
    equal(browser.enter(page).status, 303, 'the same page again, with the right password')


def test_nobody_learns_who_has_an_account():
    browser = Browser()
    answers = []
    for email in (ERNA, 'nobody@acme.example'):
        reply = browser.enter(Page(browser.open()), email=email, password='wrong')
        page = Page(reply)
        sealed = html.escape(page.fields['pending'])
        expect(sealed in page.text, page.text)
        answers.append((reply.status, page.text.replace(email, 'EMAIL').replace(sealed, 'PENDING')))
    equal(answers[0], answers[1])


def test_hostile_text_stays_text():
    browser = Browser()
    with Complaints() as complaints:
        for about, reply in {
            'state': browser.open(state=HOSTILE),
            'hint': browser.open(login_hint=HOSTILE),
            'client': browser.open(client_id=HOSTILE),
            'redirect': browser.open(redirect_uri=HOSTILE),
            'method': browser.open(code_challenge_method=HOSTILE, client_id='x'),
            'email': browser.enter(Page(browser.open()), email=HOSTILE, password='wrong'),
            'pending': browser.post({'pending': HOSTILE}),
            'join': browser.post(
                {'invite': HOSTILE, 'name': HOSTILE, 'email': HOSTILE, 'password': HOSTILE},
                path='/join',
            ),
        }.items():
            page = Page(reply)
            scripts = page.all('script')
            complaints.check(
                scripts in ([], [{'src': '/oauth/join.js', 'defer': None}]),
                about,
                'runs a script',
                scripts,
            )
            complaints.check(
                [image['src'] for image in page.all('img')] == ['/oauth/icon.svg'],
                about,
                'shows',
                page.all('img'),
            )
            if about in ('hint', 'email', 'join'):
                equal(page.fields['email'], HOSTILE, about)
    sent = browser.enter(Page(browser.open(state=HOSTILE))).header('Location')
    equal(urllib.parse.parse_qs(urllib.parse.urlsplit(sent).query)['state'], [HOSTILE])
    expect(not set('<>"\' ') & set(sent), sent)


def test_control_characters_are_refused():
    for value in ('a\r\nSet-Cookie: x=1', 'a\0b', 'a\x7fb'):
        reply = Browser().open(state=value)
        equal((reply.status, reply.header('Location')), (400, None), repr(value))
    for raw in ('state=%ff', 'state=%zz', 'state=%'):
        equal(Browser().send('GET', address() + '&' + raw).status, 400, raw)


def test_cookies_are_for_this_server_and_no_script():
    reply = Browser().open()
    (mark,) = reply.headers.get_all('Set-Cookie')
    expect(
        mark.startswith('outlay-browser=') and mark.endswith('; Path=/; HttpOnly; SameSite=Lax'),
        mark,
    )

    browser = Browser(SECURE)
    fields = browser.open().headers.get_all('Set-Cookie') + browser.sign_in().headers.get_all(
        'Set-Cookie'
    )
    equal(
        [field.split('=')[0] for field in fields],
        ['__Host-outlay-browser', '__Host-outlay-session'],
    )
    for field in fields:
        expect(field.endswith('; Path=/; HttpOnly; SameSite=Lax; Secure'), field)
        expect('omain' not in field, field)
    equal(Page(browser.open()).all('button')[0]['value'], 'continue')


def test_the_database_has_hashes_alone():
    browser = Browser()
    location = browser.sign_in().header('Location')
    code = urllib.parse.parse_qs(urllib.parse.urlsplit(location).query)['code'][0]
    for file in SERVER.folder.glob('outlay.db*'):
        content = file.read_bytes()
        for secret in (code, browser.cookies['outlay-session']):
            raw = base64.urlsafe_b64decode(secret + '=' * (-len(secret) % 4))
            expect(
                secret.encode() not in content and raw[36:] not in content, 'a secret is in', file
            )
    expect(
        code not in SERVER.log and browser.cookies['outlay-session'] not in SERVER.log,
        'a secret is in the log',
    )


def test_another_website_cannot_send_the_form():
    browser = Browser()
    page = Page(browser.open())
    with Complaints() as complaints:
        for headers, status in (
            ({'Origin': 'https://evil.example'}, 403),
            ({'Origin': browser.origin + '.evil.example'}, 403),
            ({'Origin': browser.origin.replace('http', 'https')}, 403),
            ({'Origin': None}, 403),
            ({'Origin': 'null'}, 403),
            ({'Origin': 'null', 'Sec_Fetch_Site': 'cross-site'}, 403),
            ({'Origin': 'null', 'Sec_Fetch_Site': 'same-site'}, 403),
            ({'Origin': None, 'Sec_Fetch_Site': 'none'}, 403),
            ({'Origin': 'https://evil.example', 'Sec_Fetch_Site': 'same-origin'}, 403),
            ({'Origin': 'null', 'Sec_Fetch_Site': 'same-origin'}, 303),
            ({}, 303),
        ):
            complaints.check(browser.enter(page, **headers).status == status, headers)
    join = {'invite': 'x', 'name': 'x', 'email': 'x@x.example', 'password': PASSWORD}
    equal(browser.post(join, path='/join', Origin='https://evil.example').status, 403)


def test_a_form_is_good_in_its_own_browser_alone():
    mine, other = Browser(), Browser()
    page, foreign = Page(mine.open()), Page(other.open())
    sealed = page.fields['pending']
    with Complaints() as complaints:
        for about, pending in {
            'of another browser': foreign.fields['pending'],
            'with another address': sealed.replace('49152', '49153'),
            'with another client': sealed.replace('outlay-desktop', 'acme-web'),
            'with another state': sealed.replace('state=xyz', 'state=xyy'),
            'with another signature': ('B' if sealed[0] == 'A' else 'A') + sealed[1:],
            'cut': sealed[:20],
            'without a signature': sealed.split('.', 1)[1],
            'empty': '',
        }.items():
            reply = mine.post(
                {'pending': pending, 'email': ERNA, 'password': PASSWORD, 'action': 'sign-in'}
            )
            complaints.check((reply.status, reply.header('Location')) == (400, None), about, reply)
    mine.cookies.clear()
    equal(mine.enter(page).status, 400, 'without its cookie')


def test_who_is_signed_in_goes_on_with_one_button():
    browser = Browser()
    browser.sign_in()
    page = Page(browser.open())
    equal([button['value'] for button in page.all('button')], ['continue', 'another', 'cancel'])
    expect('Erna' in page.text and ERNA in page.text, page.text)
    equal([field.get('type') for field in page.all('input')], ['hidden', 'hidden'])

    hidden = {'pending': page.fields['pending'], 'person': page.fields['person']}
    reply = browser.post(hidden | {'action': 'continue'})
    equal(reply.status, 303, reply)
    expect('code=' in reply.header('Location'), reply.header('Location'))

    # Another person has signed in since the page was opened, in another tab.
    equal(browser.post(hidden | {'person': 'x', 'action': 'continue'}).status, 200)
    equal(browser.post({'pending': page.fields['pending'], 'action': 'continue'}).status, 200)

    session = browser.cookies['outlay-session']
    again = Page(browser.post(hidden | {'action': 'another'}))
    expect('email' in again.fields and 'outlay-session' not in browser.cookies, again.text)
    browser.cookies['outlay-session'] = session
    expect('email' in Page(browser.open()).fields, 'a session that was ended lives on')
    for broken in ('', 'x', session[:-2] + 'AA', session + 'A'):
        browser.cookies['outlay-session'] = broken
        expect('email' in Page(browser.open()).fields, 'a cookie that is not ours', broken)


def test_cancelling_tells_the_client():
    browser = Browser()
    page = Page(browser.open())
    reply = browser.post({'pending': page.fields['pending'], 'action': 'cancel'})
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(reply.header('Location')).query)
    equal(
        (reply.status, query['error'], query['state'], query['iss']),
        (303, ['access_denied'], ['xyz'], [browser.origin]),
    )


def test_disabling_somebody_signs_their_browsers_out():
    SERVER.add_user('Acme', 'leo@acme.example', 'Leo', 'employee')
    browser = Browser()
    reply = browser.enter(Page(browser.open()), email='leo@acme.example')
    equal(reply.status, 303, reply)
    code = urllib.parse.parse_qs(urllib.parse.urlsplit(reply.header('Location')).query)['code'][0]
    page = Page(browser.open())
    leo = page.fields['person']

    def change(**fields):
        current = ACME.admin.get('/users?limit=200').json['items']
        revision = next(user['revision'] for user in current if user['id'] == leo)
        reply = ACME.admin.patch(f'/users/{leo}', fields, headers={'If-Match': f'"{revision}"'})
        equal(reply.status, 200, reply)

    change(disabled=True)
    expect('email' in Page(browser.open()).fields, 'a disabled person is signed in')
    hidden = {'pending': page.fields['pending'], 'person': leo, 'action': 'continue'}
    expect('email' in Page(browser.post(hidden)).fields, 'a disabled person goes on')
    equal(browser.enter(Page(browser.open()), email='leo@acme.example').status, 422)
    exchange = {
        'grant_type': 'authorization_code',
        'code': code,
        'redirect_uri': LOOPBACK,
        'client_id': 'outlay-desktop',
        'code_verifier': 'v' * 43,
    }
    equal(browser.post(exchange, path='/oauth/token').status, 400)
    change(disabled=False)
    expect('email' in Page(browser.open()).fields, 'the browser is remembered when they come back')
    equal(browser.post(exchange, path='/oauth/token').status, 400, 'a code of before')


def test_guessing_is_held_back():
    SERVER.add_user('Acme', 'guessed@acme.example', 'Gus', 'employee')
    browser = Browser()
    page = Page(browser.open())
    for _ in range(10):
        equal(browser.enter(page, email='guessed@acme.example', password='wrong').status, 422)
    reply = browser.enter(page, email='guessed@acme.example')
    equal(reply.status, 429, reply)
    expect(int(reply.header('Retry-After')) > 0, reply.headers)
    equal(len(Page(reply).alerts), 1)
    # The same count as that of the API.
    equal(
        Caller(SERVER)
        .post('/auth/login', {'email': 'guessed@acme.example', 'password': PASSWORD})
        .status,
        429,
    )


def test_asking_stores_nothing():
    before = count('browser'), count('authorization_code'), count('session')
    for number in range(300):
        equal(Browser().open(state=str(number)).status, 200)
    equal((count('browser'), count('authorization_code'), count('session')), before)


def test_a_person_is_told_of_a_problem_by_a_page():
    with Server('--limit-sign-ins=1') as strict:
        browser = Browser(strict, 'de')
        page = Page(browser.open())
        replies = [browser.enter(page) for _ in range(12)]
        (refused, *_) = [reply for reply in replies if reply.status == 429]
        check_guards(refused)
        expect(int(refused.header('Retry-After')) > 0, refused.headers)
        expect('zu viele Versuche' in Page(refused).text, refused)
    browser = Browser()
    large = browser.post({'pending': Page(browser.open()).fields['pending'], 'email': 'x' * 20000})
    equal(large.status, 413)
    check_guards(large)
    unknown = browser.send('GET', '/join?unknown=1')
    equal(unknown.status, 400)
    check_guards(unknown)


def test_forms_are_small_and_forms():
    browser = Browser()
    page = Page(browser.open())
    equal(browser.post({'pending': page.fields['pending'], 'email': 'x' * 20000}).status, 413)
    equal(browser.enter(page, Content_Type='text/plain').status, 400)
    equal(browser.enter(page, Content_Type='application/json').status, 400)
    body = {'pending': page.fields['pending'], 'email': ERNA, 'password': PASSWORD}
    doubled = urllib.parse.urlencode(body) + '&email=leo%40acme.example'
    kind = 'application/x-www-form-urlencoded'
    equal(
        browser.send(
            'POST', '/oauth/authorize', doubled.encode(), Origin=browser.origin, Content_Type=kind
        ).status,
        400,
    )
    reply = browser.send('POST', '/oauth/authorize', b'', Origin=browser.origin, Content_Type=kind)
    equal(reply.status, 400, reply)
    one_of(browser.send('PUT', '/oauth/authorize', b'').status, (405,))
    equal(browser.send('HEAD', address()).status, 200)


def test_an_invitation_leads_to_a_form():
    browser = Browser()
    page = Page(browser.send('GET', '/join'))
    fields = [field for field in page.all('input') if field.get('type') != 'hidden']
    equal({field['id'] for field in fields}, {label['for'] for label in page.all('label')})
    equal([field['autocomplete'] for field in fields], ['off', 'name', 'username', 'new-password'])

    good = {
        'invite': 'never given',
        'name': 'Nora',
        'email': 'nora@acme.example',
        'password': PASSWORD,
    }
    with Complaints() as complaints:
        for changes, status, field in (
            ({}, 403, 'invite'),
            ({'invite': ''}, 403, 'invite'),
            ({'name': ''}, 422, 'name'),
            ({'email': 'nora'}, 422, 'email'),
            ({'password': 'short'}, 422, 'password'),
            ({'password': ''}, 422, 'password'),
            ({'password': 'passwordpassword'}, 422, 'password'),
        ):
            reply = browser.post(good | changes, path='/join')
            page = Page(reply)
            complaints.check(reply.status == status, changes, reply.status)
            complaints.check(
                len(page.alerts) == 1 and f'id="fault-{field}"' in page.text, changes, page.alerts
            )
            for name in ('invite', 'name', 'email'):
                complaints.check(
                    page.fields[name] == (good | changes)[name], changes, name, page.fields
                )
            complaints.check(not page.fields['password'], changes, 'the password comes back')
    equal(Page(browser.send('GET', '/join?done=1')).reply.status, 200)


def test_the_address_itself_leads_to_the_application():
    """Somebody opens in a browser what is meant for the application."""
    browser = Browser()
    reply = browser.send('GET', '/')
    equal(reply.status, 200, reply)
    expect(reply.header('Content-Type').startswith('text/html'), reply)
    expect(f'Open Outlay and sign in at {browser.origin}' in Page(reply).text, Page(reply).text)
    expect("frame-ancestors 'none'" in reply.header('Content-Security-Policy'), reply)


def test_who_joins_is_signed_in_with_this_browser():
    made = ACME.admin.post('/users', {'email': 'nora@acme.example', 'role': 'reviewer'}).json
    link = urllib.parse.urlsplit(made['link'])
    browser = Browser()
    equal(
        (f'{link.scheme}://{link.netloc}', link.path, link.fragment),
        (browser.origin, '/join', made['code']),
    )

    form = {'invite': made['code'], 'name': 'Nora <N>', 'password': PASSWORD}
    reply = browser.post(form | {'email': 'otto@acme.example'}, path='/join')
    equal((reply.status, Page(reply).fields['invite']), (403, made['code']), 'for another address')
    sessions = count('session WHERE ended_at IS NULL')
    reply = browser.post(form | {'email': 'nora@acme.example'}, path='/join')
    equal((reply.status, reply.header('Location')), (303, '/join?done=1'), reply)
    equal(count('session WHERE ended_at IS NULL'), sessions, 'a session that nobody holds')
    expect(browser.origin in Page(browser.send('GET', '/join?done=1')).text, 'no way on')

    page = Page(browser.open())
    equal(page.all('button')[0]['value'], 'continue')
    expect('Nora &lt;N&gt;' in page.text and 'nora@acme.example' in page.text, page.text)
    again = browser.post(form | {'email': 'nora@acme.example'}, path='/join')
    one_of(again.status, (403, 409), 'the same invitation again')
    equal(len(Page(again).alerts), 1)


def exchange(browser, code, client, redirect_uri):
    return browser.post(
        {
            'grant_type': 'authorization_code',
            'code': code,
            'client_id': client,
            'redirect_uri': redirect_uri,
            'code_verifier': 'v' * 43,
        },
        '/oauth/token',
    )


def get_code(browser, **changes):
    reply = browser.enter(Page(browser.open(**changes)))
    equal(reply.status, 303, reply)
    return urllib.parse.parse_qs(urllib.parse.urlsplit(reply.header('Location')).query)['code'][0]


def with_web_clients(*options):
    """A server that knows two programs on the web; one of them never sees its refresh token."""
    with tempfile.NamedTemporaryFile('w', suffix='.json') as file:
        clients = [
            {'id': 'acme-web', 'name': 'Web', 'redirect_uris': ['https://web.example/back']},
            {
                'id': 'acme-page',
                'name': 'Page',
                'redirect_uris': ['https://page.example/back'],
                'refresh_cookie': True,
            },
        ]
        json.dump({'clients': clients}, file)
        file.flush()
        server = Server('--oauth-clients', file.name, *options)
    server.add_user('Acme', ERNA, 'Erna', 'employee')
    return server


def test_tokens_are_kept_by_nobody_on_the_way():
    browser = Browser()
    reply = exchange(browser, get_code(browser), 'outlay-desktop', LOOPBACK)
    equal(reply.status, 200, reply)
    # RFC 6749, 5.1 asks for both.
    equal((reply.header('Cache-Control'), reply.header('Pragma')), ('no-store', 'no-cache'))


def test_a_refresh_token_stays_with_its_program():
    """The app's own call gives it to no other, and lets nobody's cookie out (RFC 6749, 6)."""
    with with_web_clients() as server:
        for client, address_of_it in (
            ('acme-web', 'https://web.example/back'),
            ('acme-page', 'https://page.example/back'),
        ):
            browser = Browser(server)
            code = get_code(browser, client_id=client, redirect_uri=address_of_it)
            reply = exchange(browser, code, client, address_of_it)
            equal(reply.status, 200, reply)
            token = reply.json.get('refresh_token') or browser.cookies['outlay-refresh-' + client]
            taken = browser.caller.post('/auth/refresh', {'refresh_token': token})
            equal(taken.status, 401, client, taken)
            page = client == 'acme-page'
            again = browser.post(
                {'grant_type': 'refresh_token', 'client_id': client}
                | ({} if page else {'refresh_token': token}),
                '/oauth/token',
                Origin='https://page.example' if page else browser.origin,
            )
            equal(again.status, 200, client, 'the session has ended', again)


def test_no_host_beside_it_chooses_who_is_signed_in():
    """A cookie of __Host- is set by its own host alone: none of the site puts its own in the way."""
    with with_web_clients('--public-url=https://outlay.acme.example') as server:
        browser = Browser(server)
        browser.origin = 'https://outlay.acme.example'
        back = 'https://page.example/back'
        code = get_code(browser, client_id='acme-page', redirect_uri=back)
        reply = exchange(browser, code, 'acme-page', back)
        equal(reply.status, 200, reply)
        (field,) = reply.headers.get_all('Set-Cookie')
        expect(field.startswith('__Host-outlay-refresh-acme-page='), field)
        expect('; Path=/; ' in field and field.endswith('; Secure'), field)
        expect('domain' not in field.lower(), field)
        token = field.split(';')[0].split('=', 1)[1]
        for name, status in (
            ('outlay-refresh-acme-page', 400),
            ('__Secure-outlay-refresh-acme-page', 400),
            ('__Host-outlay-refresh-acme-page', 200),
        ):
            browser.cookies = {name: token}
            again = browser.post(
                {'grant_type': 'refresh_token', 'client_id': 'acme-page'},
                '/oauth/token',
                Origin='https://page.example',
            )
            equal(again.status, status, name, again)


def test_no_other_origin_reads_the_page():
    """RFC 9700, 2.6: whom the administrator lets talk to the API is no exception."""
    origin = 'https://page.example'
    with with_web_clients(f'--cors-origins={origin}') as server:
        browser = Browser(server)
        for path in (address(), '/join'):
            for reply in (
                browser.send('GET', path, Origin=origin),
                browser.send('OPTIONS', path, Origin=origin, Access_Control_Request_Method='POST'),
            ):
                equal(reply.header('Access-Control-Allow-Origin'), None, path, reply.status)
        reply = browser.send('GET', '/.well-known/oauth-authorization-server', Origin=origin)
        equal(reply.header('Access-Control-Allow-Origin'), origin)


def test_settings_that_would_be_unsafe_are_refused():
    clients = {'id': 'web', 'name': 'Web', 'redirect_uris': ['https://web.example/back']}
    with Complaints() as complaints, tempfile.NamedTemporaryFile('w', suffix='.json') as file:

        def start(*options):
            return command('serve', '--listen=127.0.0.1:0', *options)

        for url in (
            'http://outlay.acme.example',
            'https://x.example/',
            'https://x.example/path',
            'https://u@x.example',
            'https://X.example',
            'x.example',
            'https://',
            'https://x.example:443',
            'ftp://x.example',
            'http://localhost:8080',
            'http://127.0.0.1.evil.example',
        ):
            done = start('--public-url', url)
            complaints.check(
                done.returncode == 2 and 'public-url' in done.stderr,
                url,
                done.returncode,
                done.stderr,
            )

        for changes in (
            {'redirect_uris': []},
            {'redirect_uris': ['http://web.example/back']},
            {'redirect_uris': ['http://localhost/back']},
            {'redirect_uris': ['https://web.example/back#here']},
            {'redirect_uris': ['https://user@web.example/back']},
            {'redirect_uris': ['https://web.example']},
            {'redirect_uris': ['https://web.example;x/back']},
            {'redirect_uris': ["https://web.example/back;script-src 'unsafe-inline'"]},
            {'redirect_uris': ['javascript:alert(1)']},
            {'redirect_uris': ['web:/back']},
            {'redirect_uris': ['*']},
            {'redirect_uris': [1]},
            {'redirect_uris': 'https://web.example/back'},
            {'id': 'outlay-desktop'},
            {'id': 'a b'},
            {'id': ''},
            {'name': ''},
            {'refresh_cookie': 'yes'},
            {'secret': 'x'},
        ):
            file.seek(0)
            file.truncate()
            json.dump({'clients': [clients | changes]}, file)
            file.flush()
            done = start('--oauth-clients', file.name)
            complaints.check(
                done.returncode != 0 and 'oauth-clients' in done.stderr,
                changes,
                done.returncode,
                done.stderr,
            )


run('oauth', globals())
