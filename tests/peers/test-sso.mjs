// SPDX-License-Identifier: GPL-3.0-or-later
// A company's people sign in by its identity provider: oidc-provider, and one that cheats.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { generateKeyPair } from 'jose'
import * as oauth from 'oauth4webapi'

import { Browser } from './browser.mjs'
import { Outlayd, PASSWORD } from './outlayd.mjs'
import { CLIENT, HostileProvider, RealProvider, SECRET } from './provider.mjs'
import { run } from './tap.mjs'

const LOOPBACK = 'http://127.0.0.1:49152/'
const insecure = { [oauth.allowInsecureRequests]: true }
const desktop = { client_id: 'outlay-desktop' }
const secretFile = folder => {
  const path = join (folder, 'sso-secret')
  writeFileSync (path, SECRET + '\n')
  return path
}

/** An outlayd whose company Acme signs in at `provider`. */
async function startServer (provider, ...options) {
  const server = await Outlayd.start ('--sso-issuer', provider.issuer, '--sso-client', CLIENT,
    '--sso-company', 'acme', '--sso-name', 'Acme <Login>', '--limit-sign-ins', '0', ...options)
  server.addUser ('Acme', 'ada@acme.example', 'Ada', 'admin')
  return server
}

/** Opens the sign-in page of a program; gives it with what the program keeps for itself. */
async function openPage (server, browser = new Browser ()) {
  const verifier = oauth.generateRandomCodeVerifier ()
  const url = new URL (server.origin + '/oauth/authorize')
  url.search = new URLSearchParams ({
    client_id: 'outlay-desktop', redirect_uri: LOOPBACK, response_type: 'code', state: 'mine',
    code_challenge: createHash ('sha256').update (verifier).digest ('base64url'), code_challenge_method: 'S256',
  })
  const page = await browser.open (url)
  assert.equal (page.answer.status, 200, page.text)
  return { browser, page, verifier }
}

/** Presses the button; gives the page that comes. */
const press = (browser, page) => browser.open (new URL ('/oauth/sso', page.url), {
  method: 'POST', headers: { Origin: page.url.origin }, body: new URLSearchParams ({ ...page.hidden, action: 'sso' }),
})

/** The address that a page leads its browser to. */
const leadsTo = page => {
  assert.equal (page.answer.status, 200, page.text)
  const [, url] = /<meta http-equiv="refresh" content="0; url=([^"]+)">/.exec (page.text)
  return new URL (url.replaceAll ('&amp;', '&'))
}

const alertOf = page => /role="alert">([^<]*)</.exec (page.text)?.[1]

/** The whole way at the cheating provider; gives the answer to the browser that came back. */
async function visit (server, provider, before = {}) {
  const begun = await openPage (server)
  const url = leadsTo (await press (begun.browser, begun.page))
  const back = provider.authorize (url)
  before.back?.(back)
  const end = await begun.browser.open (back)
  return { ...begun, url, back, end }
}

async function exchange (server, verifier, location) {
  const issuer = new URL (server.origin)
  const metadata = await oauth.processDiscoveryResponse (issuer,
    await oauth.discoveryRequest (issuer, { algorithm: 'oauth2', ...insecure }))
  const parameters = oauth.validateAuthResponse (metadata, desktop, new URL (location), 'mine')
  const answer = await oauth.authorizationCodeGrantRequest (metadata, desktop, oauth.None (), parameters, LOOPBACK,
    verifier, insecure)
  return oauth.processAuthorizationCodeResponse (metadata, desktop, answer)
}

async function assertSignedIn (server, visited, email) {
  assert.equal (visited.end.answer.status, 303, visited.end.text)
  const tokens = await exchange (server, visited.verifier, visited.end.answer.headers.get ('Location'))
  assert.equal (tokens.user.email, email)
  return tokens
}

function assertRefused (visited, status = 403, about = '') {
  assert.equal (visited.end.answer.status, status, `${about} ${visited.end.text}`)
  assert.equal (visited.end.answer.headers.get ('Location'), null)
  assert.equal (visited.browser.cookies.get ('outlay-session'), undefined, 'nobody is remembered')
  return alertOf (visited.end)
}

async function call (server, token, method, path, body) {
  const answer = await fetch (server.origin + path, {
    method, headers: { Authorization: `Bearer ${token}`, ...body ? { 'Content-Type': 'application/json' } : {} },
    body: body && JSON.stringify (body),
  })
  const text = await answer.text ()
  assert.ok (answer.ok, `${method} ${path}: ${text}`)
  return text ? JSON.parse (text) : null
}

async function logIn (server, email) {
  const answer = await fetch (server.origin + '/api/v1/auth/login', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify ({ email, password: PASSWORD }),
  })
  return answer.ok ? (await answer.json ()).access_token : null
}

const audit = async (server, kind) =>
  (await call (server, await logIn (server, 'ada@acme.example'), 'GET', `/api/v1/audit?kind=${kind}&limit=200`)).items

const setSignup = async (server, signup) => {
  const admin = await logIn (server, 'ada@acme.example')
  const answer = await fetch (server.origin + '/api/v1/policy', { headers: { Authorization: `Bearer ${admin}` } })
  const { revision, updated_at, ...policy } = await answer.json ()
  const put = await fetch (server.origin + '/api/v1/policy', {
    method: 'PUT', body: JSON.stringify ({ ...policy, signup }),
    headers: { Authorization: `Bearer ${admin}`, 'Content-Type': 'application/json', 'If-Match': answer.headers.get ('ETag') },
  })
  assert.ok (put.ok, await put.text ())
}

const cheat = await HostileProvider.start ()
const server = await startServer (cheat, '--sso-domains', 'acme.example, ACME.test')
server.addUser ('Acme', 'erna@acme.example', 'Erna', 'employee')
server.addUser ('Other', 'olga@acme.example', 'Olga', 'employee')

/** Sets the provider right again, and then wrong as `tamper` says. */
function set (tamper = {}, person = {}) {
  cheat.tamper = tamper
  cheat.person = { sub: 'u1', email: 'erna@acme.example', email_verified: true, name: 'Erna', ...person }
}

/** Each of these must be refused for the reason it was refused for. */
async function assertTampered (cases) {
  for (const [about, reason, tamper, before] of cases) {
    set (tamper)
    assertRefused (await visit (server, cheat, before), 403, about)
    const [last] = await audit (server, 'sso_refused')
    assert.match (last.detail.reason, reason, about)
  }
  set ()
  await assertSignedIn (server, await visit (server, cheat), 'erna@acme.example')
}

const unrelated = await generateKeyPair ('RS256', { extractable: true })

const tests = {
  async 'oidc-provider signs an existing person in' () {
    const real = await RealProvider.start ({ erna: { email: 'erna@acme.example', email_verified: true, name: 'Erna' } })
    const folder = server.folder
    const mine = await startServer (real, '--sso-secret-file', secretFile (folder))
    mine.addUser ('Acme', 'erna@acme.example', 'Erna', 'reviewer')
    const redirectUri = mine.origin + '/oauth/sso'
    for (const [client, provider] of [
      [{}, {}],
      [{ id_token_signed_response_alg: 'ES256' }, { conformIdTokenClaims: false }],
      [{ token_endpoint_auth_method: 'client_secret_basic' }, { pkce: { required: () => true } }],
    ]) {
      await real.open (redirectUri, { client, provider })
      const { browser, page, verifier } = await openPage (mine)
      assert.match (page.text, />Sign in with Acme &lt;Login&gt;</)
      const url = leadsTo (await press (browser, page))
      const back = await real.signIn (browser, url, 'erna', redirectUri)
      const end = await browser.open (back)
      const tokens = await assertSignedIn (mine, { end, verifier }, 'erna@acme.example')
      assert.equal (tokens.user.role, 'reviewer')
      if (client.id_token_signed_response_alg) continue
      const again = await openPage (mine, browser)
      assert.match (again.page.text, /Continue as Erna/, 'the browser is remembered')
    }
    const [linked, ...more] = await audit (mine, 'sso_linked')
    assert.equal (more.length, 0)
    assert.deepEqual (linked.detail, { issuer: real.issuer, email: 'erna@acme.example', password_removed: false })
    assert.equal ((await audit (mine, 'sso_signed_in')).length, 3)
    await mine.stop ()
    await real.stop ()
  },

  async 'what is asked holds state, nonce and a challenge' () {
    set ()
    const visited = await visit (server, cheat)
    await assertSignedIn (server, visited, 'erna@acme.example')
    const asked = cheat.question
    assert.equal (asked.tenant, 'acme', 'what the endpoint has already stays')
    assert.equal (asked.response_type, 'code')
    assert.equal (asked.client_id, CLIENT)
    assert.equal (asked.scope, 'openid email profile')
    assert.equal (asked.redirect_uri, server.origin + '/oauth/sso')
    assert.equal (asked.code_challenge_method, 'S256')
    for (const name of ['state', 'nonce', 'code_challenge']) assert.match (asked[name], /^[\w-]{43}$/, name)
    assert.equal (cheat.exchange.form.get ('client_id'), CLIENT, 'a public client says who it is')
    assert.equal (cheat.exchange.authorization, undefined)

    const next = await visit (server, cheat)
    for (const name of ['state', 'nonce', 'code_challenge']) assert.notEqual (next.url.searchParams.get (name), asked[name])
  },

  async 'every algorithm of ours is believed' () {
    for (const alg of ['RS256', 'PS256', 'ES256']) {
      set ({ alg })
      await assertSignedIn (server, await visit (server, cheat), 'erna@acme.example')
    }
  },

  async 'a secret goes in the form where the provider does not take Basic' () {
    const mine = await startServer (cheat, '--sso-secret-file', secretFile (server.folder))
    set ({}, { email: 'ada@acme.example' })
    await assertSignedIn (mine, await visit (mine, cheat), 'ada@acme.example')
    assert.equal (cheat.exchange.form.get ('client_secret'), SECRET)
    await mine.stop ()
  },

  async 'tokens that are signed wrongly let nobody in' () {
    await assertTampered ([
      ['no signature', /algorithm/, { alg: 'none' }],
      ['None', /algorithm/, { alg: 'none', header: { alg: 'None' } }],
      ['HS256 with the public key', /algorithm/, { alg: 'HS256' }],
      ['HS256 with the modulus', /algorithm/, { alg: 'HS256', secret: cheat.keys.RS256.jwk.n }],
      ['an algorithm of others', /algorithm/, { alg: 'RS512', key: { ...await generateKeyPair ('RS512'), jwk: { kid: 'r1' } } }],
      ['another key by the same name', /signature/, { key: { ...unrelated, jwk: { kid: 'r1' } } }],
      ['a key that brings itself', /signature/, { key: { ...unrelated, jwk: { kid: 'r1' } }, header: { jwk: cheat.keys.RS256.jwk } }],
      ['the key of another algorithm', /key/, { header: { kid: 'e1' } }],
      ['an extension', /extension/, { header: { crit: ['exp'], exp: 1 } }],
      ['an access token', /type/, { header: { typ: 'at+jwt' } }],
      ['no object', /claims/, { payload: () => '[]' }],
      ['a name twice', /claims/, { payload: claims => JSON.stringify (claims).replace ('{', '{"iss":"x",') }],
      ['a letter changed', /signature/, { token: text => text.replace (/\.(.{20})(.)/, (_, a, b) => `.${a}${b === 'A' ? 'B' : 'A'}`) }],
      ['two parts', /signed token/, { token: text => text.split ('.').slice (0, 2).join ('.') }],
      ['four parts', /signed token/, { token: text => text + '.x' }],
      ['no ID token', /no ID token/, { tokens: { id_token: undefined } }],
      ['too long', /too long/, { tokens: { id_token: 'x'.repeat (20000) } }],
    ])
  },

  async 'tokens of others, for others and of other times let nobody in' () {
    await assertTampered ([
      ['another issuer', /another issuer/, { claims: () => ({ iss: 'https://evil.example' }) }],
      ['a slash more', /another issuer/, { claims: () => ({ iss: cheat.issuer + '/' }) }],
      ['no issuer', /another issuer/, { claims: () => ({ iss: undefined }) }],
      ['another audience', /another client/, { claims: () => ({ aud: 'someone' }) }],
      ['one more audience', /another client/, { claims: () => ({ aud: [CLIENT, 'someone'], azp: CLIENT }) }],
      ['no audience', /another client/, { claims: () => ({ aud: [] }) }],
      ['another party', /another client/, { claims: () => ({ azp: 'someone' }) }],
      ['expired', /expired/, { claims: now => ({ exp: now - 61 - 2 }) }],
      ['no end', /expired/, { claims: () => ({ exp: undefined }) }],
      ['an end in words', /expired/, { claims: now => ({ exp: String (now + 300) }) }],
      ['of the future', /not of now/, { claims: now => ({ iat: now + 120 }) }],
      ['of long ago', /not of now/, { claims: now => ({ iat: now - 90000 }) }],
      ['not yet', /not of now/, { claims: now => ({ nbf: now + 120 }) }],
      ['no time', /not of now/, { claims: () => ({ iat: undefined }) }],
      ['another nonce', /another request/, { claims: () => ({ nonce: 'x'.repeat (43) }) }],
      ['no nonce', /another request/, { claims: () => ({ nonce: undefined }) }],
      ['another access token', /access token/, { claims: () => ({ at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }) }],
      ['a hash of no access token', /access token/, { tokens: { access_token: undefined } }],
      ['nobody', /nobody/, { claims: () => ({ sub: '' }) }],
      ['a number', /nobody/, { claims: () => ({ sub: 1 }) }],
      ['a long name', /nobody/, { claims: () => ({ sub: 'x'.repeat (256) }) }],
      ['a refused code', /refuses the code/, {}, { back: back => back.searchParams.set ('code', 'other') }],
      ['no code', /no code/, {}, { back: back => back.searchParams.delete ('code') }],
      ['the answer of another', /another issuer/, { answer: { iss: 'https://evil.example' } }],
      ['an answer without a name', /names no issuer/, { answer: { iss: undefined } }],
      ['an error of another', /another issuer/, { answer: { error: 'access_denied', iss: 'https://evil.example' } }],
    ])
  },

  async 'clocks may be a minute apart' () {
    for (const claims of [now => ({ exp: now - 50 }), now => ({ iat: now + 50, nbf: now + 50 }), () => ({ aud: [CLIENT], azp: CLIENT })]) {
      set ({ claims })
      await assertSignedIn (server, await visit (server, cheat), 'erna@acme.example')
    }
  },

  async 'an address must be verified, and of a domain' () {
    for (const [person, says] of [
      [{ email_verified: false }, /not confirmed/], [{ email_verified: 'true' }, /not confirmed/],
      [{ email_verified: 1 }, /not confirmed/], [{ email_verified: undefined }, /not confirmed/],
      [{ email: 'erna@evil.example' }, /no account/], [{ email: 'erna@acme.example.evil.example' }, /no account/],
      [{ email: 'erna@evil.example\n@acme.example' }, /not confirmed/], [{ email: 'nobody' }, /not confirmed/],
      [{ email: 'erna@sub.acme.example' }, /no account/], [{ email: ['erna@acme.example'] }, /cannot be used/],
    ]) {
      set ({}, { sub: 'stranger', ...person })
      assert.match (assertRefused (await visit (server, cheat), 403, JSON.stringify (person)), says, JSON.stringify (person))
    }
  },

  async 'the address may come from the user info, of the same person' () {
    const bare = { email: undefined, email_verified: undefined, name: undefined }
    set ({ userinfo: { sub: 'u1', email: 'erna@acme.example', email_verified: true } }, bare)
    await assertSignedIn (server, await visit (server, cheat), 'erna@acme.example')
    assert.match (cheat.bearer, /^Bearer access-/)
    set ({ userinfo: { sub: 'u2', email: 'ada@acme.example', email_verified: true } }, bare)
    assertRefused (await visit (server, cheat))
    set ({ userinfo: { sub: 'u1', email: 'erna@acme.example' } }, { ...bare, email_verified: true })
    assert.match (assertRefused (await visit (server, cheat)), /not confirmed/, 'from one place')
  },

  async 'who was linked is known by subject, whatever their address becomes' () {
    set ({}, { email: 'erna.married@acme.example' })
    await assertSignedIn (server, await visit (server, cheat), 'erna@acme.example')
    set ({}, { sub: 'u9' })
    assert.match (assertRefused (await visit (server, cheat)), /somebody else/, 'the address has moved to another person')
    set ({}, { sub: 'u9', email: 'ERNA@acme.example' })
    assert.match (assertRefused (await visit (server, cheat)), /somebody else/)
    set ({}, { sub: 'u9', email: 'olga@acme.example' })
    assert.match (assertRefused (await visit (server, cheat)), /no account/, 'of another company')
  },

  async 'who is disabled stays out' () {
    server.addUser ('Acme', 'dora@acme.test', 'Dora', 'employee')
    server.addUser ('Acme', 'dirk@acme.test', 'Dirk', 'employee')
    set ({}, { sub: 'dora', email: 'dora@acme.test' })
    await assertSignedIn (server, await visit (server, cheat), 'dora@acme.test')
    const admin = await logIn (server, 'ada@acme.example')
    for (const user of (await call (server, admin, 'GET', '/api/v1/users?limit=200')).items)
      if (/dora|dirk/.test (user.email)) {
        const answer = await fetch (`${server.origin}/api/v1/users/${user.id}`, {
          method: 'PATCH', body: JSON.stringify ({ disabled: true }),
          headers: { Authorization: `Bearer ${admin}`, 'Content-Type': 'application/json', 'If-Match': `"${user.revision}"` },
        })
        assert.equal (answer.status, 200, await answer.text ())
      }
    assert.match (assertRefused (await visit (server, cheat)), /disabled/)
    set ({}, { sub: 'dirk', email: 'dirk@acme.test' })
    assert.match (assertRefused (await visit (server, cheat)), /disabled/, 'and is not linked')
    const refused = (await audit (server, 'sso_refused')).filter (each => /disabled/.test (each.detail.reason))
    assert.equal (refused.length, 2)
    assert.ok (refused.every (each => each.person && !each.actor))
  },

  async 'nobody joins unless it is set' () {
    await setSignup (server, 'open')
    set ({}, { sub: 'new', email: 'new@acme.example' })
    assert.match (assertRefused (await visit (server, cheat)), /no account/)
  },

  async 'who was invited joins in the role of the invitation' () {
    const mine = await startServer (cheat, '--sso-join', 'invited')
    await setSignup (mine, 'open')
    set ({}, { sub: 'nora', email: 'Nora@acme.example', name: 'Nora N.' })
    assert.match (assertRefused (await visit (mine, cheat)), /no account/)
    const admin = await logIn (mine, 'ada@acme.example')
    await call (mine, admin, 'POST', '/api/v1/users', { email: 'nora@acme.example', role: 'reviewer' })
    await setSignup (mine, 'closed')
    assert.match (assertRefused (await visit (mine, cheat)), /no account/, 'as the policy says')
    await setSignup (mine, 'invite')
    const tokens = await assertSignedIn (mine, await visit (mine, cheat), 'Nora@acme.example')
    assert.deepEqual ([tokens.user.role, tokens.user.name], ['reviewer', 'Nora N.'])
    const [invitation] = (await call (mine, admin, 'GET', '/api/v1/invitations')).items
    assert.deepEqual ([invitation.state, invitation.person], ['accepted', tokens.user.id])
    assert.equal (await logIn (mine, 'nora@acme.example'), null, 'there is no password')
    assert.equal ((await audit (mine, 'invitation_accepted')).length, 1)
    assert.equal ((await audit (mine, 'sso_linked')).length, 1)
    await mine.stop ()
  },

  async 'anybody joins as an employee where the policy is open' () {
    const mine = await startServer (cheat, '--sso-join', 'anybody', '--sso-domains', 'acme.example')
    set ({}, { sub: 'zoe', email: 'zoe@acme.example', name: '\u0007' })
    for (const rule of ['invite', 'closed']) {
      await setSignup (mine, rule)
      assert.match (assertRefused (await visit (mine, cheat)), /no account/, rule)
    }
    await setSignup (mine, 'open')
    const tokens = await assertSignedIn (mine, await visit (mine, cheat), 'zoe@acme.example')
    assert.deepEqual ([tokens.user.role, tokens.user.name], ['employee', 'zoe'])
    await assertSignedIn (mine, await visit (mine, cheat), 'zoe@acme.example')
    assert.equal ((await audit (mine, 'joined')).length, 1)
    set ({}, { sub: 'eve', email: 'eve@evil.example' })
    assertRefused (await visit (mine, cheat))
    await mine.stop ()
  },

  async 'nobody lies in wait in an account that they made for somebody else' () {
    await setSignup (server, 'open')
    const email = 'victor@acme.example'
    const answer = await fetch (server.origin + '/api/v1/auth/signup', {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify ({ company: 'Acme', name: 'Mallory', email, password: PASSWORD }),
    })
    assert.equal (answer.status, 201)
    const mallory = await answer.json ()
    set ({}, { sub: 'victor', email })
    await assertSignedIn (server, await visit (server, cheat), email)
    assert.equal (await logIn (server, email), null)
    const me = await fetch (server.origin + '/api/v1/me', { headers: { Authorization: `Bearer ${mallory.access_token}` } })
    assert.equal (me.status, 401)
    const refresh = await fetch (server.origin + '/api/v1/auth/refresh', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify ({ refresh_token: mallory.refresh_token }),
    })
    assert.equal (refresh.status, 401)
    const linked = (await audit (server, 'sso_linked')).find (each => each.detail.email === email)
    assert.equal (linked.detail.password_removed, true)
  },

  async 'a state is good once, in its own browser' () {
    set ()
    const first = await visit (server, cheat)
    await assertSignedIn (server, first, 'erna@acme.example')
    const replayed = await first.browser.open (first.back)
    assert.equal (replayed.answer.status, 400, 'replayed')

    const { browser, page } = await openPage (server)
    const back = cheat.authorize (leadsTo (await press (browser, page)))
    const victim = await openPage (server)
    for (const other of [new Browser (), victim.browser]) {
      const stolen = await other.open (back)
      assert.equal (stolen.answer.status, 400, 'in another browser')
      assert.equal (other.cookies.get ('outlay-session'), undefined)
    }
    assert.equal ((await browser.open (back)).answer.status, 303, 'it is still good in its own')

    for (const state of ['', 'x', 'x'.repeat (43), 'x'.repeat (500)]) {
      const url = new URL (back)
      url.searchParams.set ('state', state)
      assert.equal ((await browser.open (url)).answer.status, 400, state)
    }
    const doubled = await browser.open (back.href + '&state=x')
    assert.equal (doubled.answer.status, 400)
  },

  async 'the button is for the server\'s own pages alone' () {
    const { browser, page } = await openPage (server)
    const body = () => new URLSearchParams ({ ...page.hidden, action: 'sso' })
    const say = (client, headers, form = body ()) =>
      client.open (server.origin + '/oauth/sso', { method: 'POST', headers, body: form }).then (({ answer }) => answer.status)
    assert.equal (await say (browser, { Origin: 'https://evil.example' }), 403)
    assert.equal (await say (browser, {}), 403)
    assert.equal (await say (new Browser (), { Origin: server.origin }), 400)
    assert.equal (await say (browser, { Origin: server.origin }, new URLSearchParams ({ pending: 'x' })), 400)
    assert.equal (await say (browser, { Origin: server.origin }), 200)
  },

  async 'who gives up there finds the other way in' () {
    for (const [error, status, says] of [
      ['access_denied', 403, /not signed in/], ['invalid_scope', 403, /cannot be used/], ['temporarily_unavailable', 503, /cannot be reached/],
    ]) {
      set ({ answer: { error, code: undefined } })
      const visited = await visit (server, cheat)
      assert.match (assertRefused (visited, status), says)
      const { end, browser } = visited
      const done = await browser.submit (end, { email: 'ada@acme.example', password: PASSWORD, action: 'sign-in' })
      assert.equal (done.answer.status, 303, 'by the password')
    }
  },

  async 'keys that the provider changes are asked for anew, not too often' () {
    set ()
    const mine = await startServer (cheat)
    set ({}, { sub: 'ada', email: 'ada@acme.example' })
    await assertSignedIn (mine, await visit (mine, cheat), 'ada@acme.example')
    const before = cheat.asked['/jwks']
    await cheat.makeKeys ('2')
    await assertSignedIn (mine, await visit (mine, cheat), 'ada@acme.example')
    assert.equal (cheat.asked['/jwks'], before + 1)
    cheat.tamper.header = { kid: 'unknown' }
    for (let i = 0; i < 5; i++) assertRefused (await visit (mine, cheat))
    assert.equal (cheat.asked['/jwks'], before + 1, 'nobody can make it ask and ask')
    cheat.tamper.header = { kid: undefined }
    await assertSignedIn (mine, await visit (mine, cheat), 'ada@acme.example')
    await mine.stop ()
    await cheat.makeKeys ('1')
  },

  async 'metadata that cannot be trusted leads nowhere' () {
    for (const [about, tamper] of [
      ['another issuer', { metadata: { issuer: 'https://evil.example' } }],
      ['no issuer', { metadata: { issuer: undefined } }],
      ['plain HTTP', { metadata: { token_endpoint: 'http://login.example/token' } }],
      ['a script', { metadata: { authorization_endpoint: 'javascript:alert(1)' } }],
      ['a file', { metadata: { jwks_uri: 'file:///etc/passwd' } }],
      ['a password', { metadata: { token_endpoint: 'https://a:b@login.example/' } }],
      ['no algorithm of ours', { metadata: { id_token_signing_alg_values_supported: ['none', 'HS256'] } }],
      ['huge', { metadata: { filler: 'x'.repeat (300 * 1024) } }],
      ['endless', { serve: async (path, answer) => {
        answer.writeHead (200)
        const timer = setInterval (() => answer.write ('x'.repeat (65536)), 5)
        answer.on ('close', () => clearInterval (timer))
        return true
      } }],
      ['no JSON', { serve: async (path, answer) => !!answer.end ('<html>') }],
      ['deep', { serve: async (path, answer) => !!answer.end ('['.repeat (100000)) }],
      ['sent elsewhere', { serve: async (path, answer) => !!answer.writeHead (302, { Location: cheat.issuer + '/elsewhere' }).end () }],
      ['in trouble', { serve: async (path, answer) => !!answer.writeHead (500).end () }],
      ['keys that are none', { serve: async (path, answer) => path === '/jwks' && !!answer.end ('[]') }],
    ]) {
      set (tamper)
      const mine = await startServer (cheat)
      const { browser, page } = await openPage (mine)
      const said = await press (browser, page)
      assert.equal (said.answer.status, 503, `${about}: ${said.text}`)
      assert.match (alertOf (said), /cannot be reached/)
      assert.ok (said.answer.headers.get ('Retry-After'))
      const done = await browser.submit (said, { email: 'ada@acme.example', password: PASSWORD, action: 'sign-in' })
      assert.equal (done.answer.status, 303, 'the password is a way in')
      await mine.stop ()
    }
    assert.equal (cheat.asked['/elsewhere'], undefined)
  },

  async 'a provider that is away is remembered for a while' () {
    const other = await HostileProvider.start ()
    const mine = await startServer (other, '--sso-fresh-seconds', '0')
    other.person = { sub: 'ada', email: 'ada@acme.example', email_verified: true }
    await assertSignedIn (mine, await visit (mine, other), 'ada@acme.example')
    other.tamper = { serve: async (path, answer) => (path.startsWith ('/.well') || path === '/jwks') && !!answer.writeHead (503).end () }
    await assertSignedIn (mine, await visit (mine, other), 'ada@acme.example')

    const { browser, page } = await openPage (mine)
    const back = other.authorize (leadsTo (await press (browser, page)))
    await other.stop ()
    const end = await browser.open (back)
    assert.equal (end.answer.status, 503)
    assert.match (alertOf (end), /cannot be reached/)
    await mine.stop ()
  },

  async 'a slow provider keeps nobody else waiting' () {
    const waiting = []
    set ({ serve: (path, answer) => new Promise (resolve => {
      waiting.push (answer)
      answer.on ('close', () => resolve (true))
    }) })
    const mine = await startServer (cheat)
    const begun = Date.now ()
    const { browser, page } = await openPage (mine)
    const pressed = [press (browser, page), press (browser, page), press (browser, page)]
    while (waiting.length === 0) await sleep (20)
    const quick = Date.now ()
    assert.ok (await logIn (mine, 'ada@acme.example'))
    assert.ok (Date.now () - quick < 3000, 'a sign-in by password')
    for (const said of await Promise.all (pressed)) assert.equal (said.answer.status, 503)
    assert.ok (Date.now () - begun < 25000, 'all are told after the patience for one')
    assert.equal (waiting.length, 1)

    await sleep (5100)
    const last = press (browser, page)
    while (waiting.length === 1) await sleep (20)
    const stopping = Date.now ()
    await Promise.allSettled ([last, mine.stop ()])
    assert.ok (Date.now () - stopping < 20000, 'and a server that stops waits for one answer at most')
    set ()
  },

  async 'what came of it is counted' () {
    const text = await (await fetch (server.origin + '/metrics')).text ()
    const count = name => Number (new RegExp (`outlay_sso_total\\{outcome="${name}"\\} (\\d+)`).exec (text)[1])
    assert.ok (count ('signed_in') >= 10)
    assert.ok (count ('refused') >= 40)
    assert.ok (count ('unavailable') >= 1)
  },
}

await run ('sso', tests)
await server.stop ()
await cheat.stop ()
// What a failed test has left open ends with it.
process.exit ()
