// SPDX-License-Identifier: GPL-3.0-or-later
// Other people's OAuth clients sign somebody in, unmodified; and what they would never send is refused.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as oauth from 'oauth4webapi'
import * as openid from 'openid-client'

import { Browser } from './browser.mjs'
import { Outlayd, PASSWORD } from './outlayd.mjs'
import { run } from './tap.mjs'

const WEB = 'https://web.acme.example/signed-in'
const COOKIE_PAGE = 'https://app.acme.example'
const clientsFile = join (tmpdir (), `outlay-clients-${process.pid}.json`)
writeFileSync (clientsFile, JSON.stringify ({ clients: [
  { id: 'acme-web', name: 'Acme <Web>', redirect_uris: [WEB, WEB + '?from=outlay'] },
  { id: 'acme-app', name: 'Acme App', redirect_uris: [COOKIE_PAGE + '/back'], refresh_cookie: true },
] }))

const server = await Outlayd.start ('--oauth-clients', clientsFile,
  '--cors-origins', `${COOKIE_PAGE}, ${new URL (WEB).origin}`)
rmSync (clientsFile)
server.addUser ('Acme', 'erna@acme.example', 'Erna', 'employee')
const issuer = new URL (server.origin)
const insecure = { [oauth.allowInsecureRequests]: true }
const desktop = { client_id: 'outlay-desktop' }
const web = { client_id: 'acme-web' }
const LOOPBACK = 'http://127.0.0.1:49152/'
const metadata = await oauth.processDiscoveryResponse (issuer,
  await oauth.discoveryRequest (issuer, { algorithm: 'oauth2', ...insecure }))

/** The address of a good authorization request, with `changes`; undefined leaves one out. */
function authorizeUrl (verifier, changes = {}) {
  const url = new URL (metadata.authorization_endpoint)
  const parameters = {
    client_id: 'outlay-desktop', redirect_uri: LOOPBACK, response_type: 'code', state: 'st&te',
    code_challenge: createHash ('sha256').update (verifier).digest ('base64url'),
    code_challenge_method: 'S256', ...changes,
  }
  for (const [name, value] of Object.entries (parameters))
    if (value !== undefined) url.searchParams.set (name, value)
  return url
}

async function obtainCode (verifier, changes) {
  const back = await new Browser ().signIn (authorizeUrl (verifier, changes), 'erna@acme.example', PASSWORD)
  return back.searchParams.get ('code')
}

async function obtainTokens (changes = {}, client = desktop) {
  const verifier = oauth.generateRandomCodeVerifier ()
  const code = await obtainCode (verifier, changes)
  const [status, tokens] = await post ('/oauth/token', {
    grant_type: 'authorization_code', code, redirect_uri: changes.redirect_uri ?? LOOPBACK,
    client_id: client.client_id, code_verifier: verifier,
  })
  assert.equal (status, 200)
  return tokens
}

/** Posts a form; gives status, JSON and the answer. */
async function post (path, fields, headers = {}) {
  const answer = await fetch (server.origin + path, {
    method: 'POST', headers, body: fields instanceof URLSearchParams ? fields : new URLSearchParams (fields),
  })
  const text = await answer.text ()
  return [answer.status, text ? JSON.parse (text) : null, answer]
}

const me = token => fetch (server.origin + '/api/v1/me', { headers: { Authorization: `Bearer ${token}` } })

async function assertRefusedOnPage (url, about) {
  const page = await new Browser ().open (url)
  assert.equal (page.answer.status, 400, `${about}: ${page.text}`)
  assert.equal (page.answer.headers.get ('Location'), null, about)
}

async function assertRefusedByRedirect (url, code, redirect = LOOPBACK) {
  const { answer } = await new Browser ().open (url)
  assert.equal (answer.status, 303, code)
  const location = answer.headers.get ('Location')
  assert.ok (location.startsWith (redirect), location)
  const back = new URL (location).searchParams
  assert.equal (back.get ('error'), code)
  assert.equal (back.get ('iss'), server.origin)
  assert.equal (back.get ('code'), null)
  assert.match (back.get ('error_description'), /^[ !#-[\]-~]+$/, 'RFC 6749, 4.1.2.1')
  return back
}

const tests = {
  async 'the metadata says what there is' () {
    assert.equal (metadata.issuer, server.origin)
    assert.deepEqual (metadata.code_challenge_methods_supported, ['S256'])
    assert.deepEqual (metadata.response_types_supported, ['code'])
    assert.deepEqual (metadata.grant_types_supported, ['authorization_code', 'refresh_token'])
    assert.equal (metadata.authorization_response_iss_parameter_supported, true)
    assert.ok (metadata.revocation_endpoint.startsWith (server.origin))
  },

  async 'oauth4webapi signs in, refreshes and signs out' () {
    const verifier = oauth.generateRandomCodeVerifier ()
    const state = oauth.generateRandomState ()
    const url = authorizeUrl (verifier, { state, code_challenge: await oauth.calculatePKCECodeChallenge (verifier) })
    const back = await new Browser ().signIn (url, 'Erna@Acme.example', PASSWORD)
    const parameters = oauth.validateAuthResponse (metadata, desktop, back, state)

    const answer = await oauth.authorizationCodeGrantRequest (metadata, desktop, oauth.None (), parameters,
      LOOPBACK, verifier, insecure)
    assert.equal (answer.headers.get ('Cache-Control'), 'no-store')
    const tokens = await oauth.processAuthorizationCodeResponse (metadata, desktop, answer)
    assert.equal (tokens.expires_in, 900)
    assert.equal (tokens.scope, 'outlay')
    assert.equal (tokens.user.email, 'erna@acme.example')
    assert.equal ((await (await me (tokens.access_token)).json ()).name, 'Erna')

    const next = await oauth.processRefreshTokenResponse (metadata, desktop,
      await oauth.refreshTokenGrantRequest (metadata, desktop, oauth.None (), tokens.refresh_token, insecure))
    assert.notEqual (next.refresh_token, tokens.refresh_token)
    assert.equal ((await me (next.access_token)).status, 200)

    await oauth.processRevocationResponse (
      await oauth.revocationRequest (metadata, desktop, oauth.None (), next.refresh_token, insecure))
    assert.equal ((await me (next.access_token)).status, 401)
    const refused = await oauth.refreshTokenGrantRequest (metadata, desktop, oauth.None (), next.refresh_token, insecure)
    await assert.rejects (oauth.processRefreshTokenResponse (metadata, desktop, refused),
      { error: 'invalid_grant' })
  },

  async 'oauth4webapi reads a JWT access token with the published keys' () {
    const tokens = await obtainTokens ()
    const request = new Request (server.origin + '/x', { headers: { Authorization: `Bearer ${tokens.access_token}` } })
    const local = { ...metadata, issuer: 'outlayd' } // of a server that was told no public-url
    const claims = await oauth.validateJwtAccessToken (local, request, 'outlay', insecure)
    assert.equal (claims.client_id, 'outlay-desktop')
  },

  async 'openid-client signs in, refreshes and signs out' () {
    const config = await openid.discovery (issuer, 'acme-web', undefined, openid.None (),
      { algorithm: 'oauth2', execute: [openid.allowInsecureRequests] })
    const pkceCodeVerifier = openid.randomPKCECodeVerifier ()
    const expectedState = openid.randomState ()
    const url = openid.buildAuthorizationUrl (config, {
      redirect_uri: WEB, scope: 'outlay', state: expectedState,
      code_challenge: await openid.calculatePKCECodeChallenge (pkceCodeVerifier), code_challenge_method: 'S256',
    })
    const back = await new Browser ().signIn (url, 'erna@acme.example', PASSWORD)
    const tokens = await openid.authorizationCodeGrant (config, back, { pkceCodeVerifier, expectedState })
    assert.equal ((await me (tokens.access_token)).status, 200)
    const next = await openid.refreshTokenGrant (config, tokens.refresh_token)
    await openid.tokenRevocation (config, next.refresh_token)
    await assert.rejects (openid.refreshTokenGrant (config, next.refresh_token), { error: 'invalid_grant' })
  },

  async 'a client notices the answer of another server' () {
    const back = await new Browser ().signIn (authorizeUrl (oauth.generateRandomCodeVerifier ()),
      'erna@acme.example', PASSWORD)
    assert.equal (back.searchParams.get ('iss'), server.origin)
    assert.equal (back.searchParams.get ('state'), 'st&te')
    back.searchParams.set ('iss', 'https://mixed-up.example')
    assert.throws (() => oauth.validateAuthResponse (metadata, desktop, back, 'st&te'))
    back.searchParams.delete ('iss')
    assert.throws (() => oauth.validateAuthResponse (metadata, desktop, back, 'st&te'))
  },

  async 'any port of a loopback address will do' () {
    for (const redirect_uri of ['http://127.0.0.1:1/', 'http://127.0.0.1:65535/', 'http://127.0.0.1/', 'http://[::1]:8123/']) {
      const page = await new Browser ().open (authorizeUrl ('v'.repeat (43), { redirect_uri }))
      assert.equal (page.answer.status, 200, redirect_uri)
    }
  },

  async 'nobody is sent to an address that is not the client\'s' () {
    const verifier = 'v'.repeat (43)
    for (const redirect_uri of [
      'http://127.0.0.1.evil.example/', 'http://127.0.0.1.evil.example:80/', 'http://localhost:49152/',
      'http://127.0.0.1:49152/other', 'http://127.0.0.1:49152', 'http://127.0.0.1:49152/?x=1',
      'http://127.0.0.1:49152/#there', 'http://evil.example@127.0.0.1:49152/', 'http://127.0.0.1:49152@evil.example/',
      'http://127.0.0.1:80@evil.example/', 'http://127.0.0.1:/', 'http://127.0.0.1:0/', 'http://127.0.0.1:65536/',
      'http://127.0.0.1:080/', 'http://127.0.0.1:+80/', 'http://127.0.0.1:80\\@evil.example/', 'http://127.0.0.1\\.evil.example/',
      'http://127.1:49152/', 'http://2130706433:49152/', 'http://0x7f.1/', 'http://127.0.0.2:49152/', 'http://0.0.0.0:49152/',
      'http://[::ffff:127.0.0.1]:49152/', 'http://[0:0:0:0:0:0:0:1]:49152/', 'https://127.0.0.1:49152/',
      'HTTP://127.0.0.1:49152/', 'http:127.0.0.1:49152/', '//127.0.0.1:49152/', 'http://127.0.0.1:49152//',
      'http://127.0.0.1:49152/..', 'javascript:alert(1)', 'data:text/html,x', 'https://evil.example/', WEB, '', ' ',
      'http://127.0.0.1:49152/ ', 'http://127.0.0.1:49152/%0d%0aSet-Cookie:x=1',
    ])
      await assertRefusedOnPage (authorizeUrl (verifier, { redirect_uri }), redirect_uri)

    for (const redirect_uri of [WEB + '/', WEB + '?', WEB + '#', WEB + '?from=evil', 'https://web.acme.example:443/signed-in',
      'https://web.acme.example.evil.example/signed-in', 'https://WEB.acme.example/signed-in', LOOPBACK, undefined])
      await assertRefusedOnPage (authorizeUrl (verifier, { client_id: 'acme-web', redirect_uri }), redirect_uri)

    for (const client_id of [undefined, '', 'nobody', 'outlay-desktop ', 'Outlay-Desktop'])
      await assertRefusedOnPage (authorizeUrl (verifier, { client_id }), client_id)
  },

  async 'what is wrong with the rest the client is told' () {
    const good = 'v'.repeat (43)
    for (const [changes, code] of [
      [{ code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
      [{ code_challenge: undefined }, 'invalid_request'],
      [{ code_challenge_method: undefined }, 'invalid_request'],
      [{ code_challenge_method: 'plain' }, 'invalid_request'],
      [{ code_challenge_method: 's256' }, 'invalid_request'],
      [{ code_challenge: good }, 'invalid_request'],
      [{ code_challenge: 'short' }, 'invalid_request'],
      [{ response_type: undefined }, 'invalid_request'],
      [{ response_type: 'token' }, 'unsupported_response_type'],
      [{ response_type: 'code token' }, 'unsupported_response_type'],
      [{ response_type: 'none' }, 'unsupported_response_type'],
      [{ response_mode: 'fragment' }, 'invalid_request'],
      [{ response_mode: 'form_post' }, 'invalid_request'],
      [{ request: 'e30.e30.' }, 'request_not_supported'],
      [{ request_uri: 'https://evil.example/' }, 'request_uri_not_supported'],
    ]) {
      const back = await assertRefusedByRedirect (authorizeUrl (good, changes), code)
      assert.equal (back.get ('state'), 'st&te')
    }
    await assertRefusedByRedirect (authorizeUrl (good, { state: 'x'.repeat (1025) }), 'invalid_request')
    const back = await assertRefusedByRedirect (authorizeUrl (good,
      { client_id: 'acme-web', redirect_uri: WEB + '?from=outlay', response_type: 'token' }),
    'unsupported_response_type', WEB + '?from=outlay&')
    assert.equal (back.get ('from'), 'outlay')
  },

  async 'a parameter that is there twice is refused' () {
    const verifier = 'v'.repeat (43)
    for (const name of ['state', 'scope', 'response_type', 'code_challenge', 'code_challenge_method', 'unknown']) {
      const url = authorizeUrl (verifier, { scope: 'outlay', unknown: '1' })
      url.searchParams.append (name, url.searchParams.get (name))
      await assertRefusedByRedirect (url, 'invalid_request')
    }
    for (const [name, value] of [['client_id', 'acme-web'], ['redirect_uri', 'https://evil.example/']]) {
      const url = authorizeUrl (verifier)
      url.searchParams.append (name, value)
      await assertRefusedOnPage (url, name)
    }
    const tokens = await obtainTokens ()
    for (const name of ['grant_type', 'refresh_token', 'client_id', 'unknown']) {
      const form = new URLSearchParams ({
        grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: 'outlay-desktop', unknown: '1',
      })
      form.append (name, form.get (name))
      const [status, problem] = await post ('/oauth/token', form)
      assert.deepEqual ([status, problem.error], [400, 'invalid_request'], name)
    }
  },

  async 'parameters that nobody knows are left alone' () {
    const url = authorizeUrl ('v'.repeat (43), { nonce: 'n', prompt: 'login', scope: 'openid profile', 'ünknown': 'ä' })
    assert.equal ((await new Browser ().open (url)).answer.status, 200)
  },

  async 'a code is bound to verifier, client and address' () {
    const verifier = oauth.generateRandomCodeVerifier ()
    const good = {
      grant_type: 'authorization_code', code: await obtainCode (verifier), redirect_uri: LOOPBACK,
      client_id: 'outlay-desktop', code_verifier: verifier,
    }
    for (const [changes, error] of [
      [{ code_verifier: oauth.generateRandomCodeVerifier () }, 'invalid_grant'],
      [{ code_verifier: createHash ('sha256').update (verifier).digest ('base64url') }, 'invalid_grant'],
      [{ code_verifier: verifier + '=' }, 'invalid_grant'],
      [{ code_verifier: '' }, 'invalid_request'],
      [{ client_id: 'acme-web' }, 'invalid_grant'],
      [{ redirect_uri: 'http://127.0.0.1:49153/' }, 'invalid_grant'],
      [{ redirect_uri: 'http://[::1]:49152/' }, 'invalid_grant'],
      [{ redirect_uri: '' }, 'invalid_request'],
      [{ code: good.code.slice (0, -2) + (good.code.endsWith ('A') ? 'BA' : 'AA') }, 'invalid_grant'],
      [{ code: 'x' }, 'invalid_grant'],
      [{ code: '' }, 'invalid_request'],
      [{ grant_type: 'refresh_token', refresh_token: good.code }, 'invalid_grant'],
    ]) {
      const [status, problem, answer] = await post ('/oauth/token', { ...good, ...changes })
      assert.deepEqual ([status, problem.error], [400, error], JSON.stringify (changes))
      assert.equal (answer.headers.get ('Cache-Control'), 'no-store')
    }
    const [status] = await post ('/oauth/token', good)
    assert.equal (status, 200)
  },

  async 'a second use of a code ends what the first one got' () {
    const verifier = oauth.generateRandomCodeVerifier ()
    const form = {
      grant_type: 'authorization_code', code: await obtainCode (verifier), redirect_uri: LOOPBACK,
      client_id: 'outlay-desktop', code_verifier: verifier,
    }
    const [, tokens] = await post ('/oauth/token', form)
    assert.equal ((await me (tokens.access_token)).status, 200)
    const [status, problem] = await post ('/oauth/token', form)
    assert.deepEqual ([status, problem.error], [400, 'invalid_grant'])
    assert.equal ((await me (tokens.access_token)).status, 401)
    const [again] = await post ('/oauth/token',
      { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: 'outlay-desktop' })
    assert.equal (again, 400)
  },

  async 'of ten uses at once one wins, and the session is ended' () {
    const verifier = oauth.generateRandomCodeVerifier ()
    const form = {
      grant_type: 'authorization_code', code: await obtainCode (verifier), redirect_uri: LOOPBACK,
      client_id: 'outlay-desktop', code_verifier: verifier,
    }
    const answers = await Promise.all (Array.from ({ length: 10 }, () => post ('/oauth/token', form)))
    const won = answers.filter (([status]) => status === 200)
    assert.equal (won.length, 1)
    assert.equal ((await me (won[0][1].access_token)).status, 401)
  },

  async 'refresh tokens belong to their client, and a spent one ends the family' () {
    const tokens = await obtainTokens ()
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: 'outlay-desktop' }
    let [status, problem] = await post ('/oauth/token', { ...form, client_id: 'acme-web' })
    assert.deepEqual ([status, problem.error], [400, 'invalid_grant'])
    const [, second] = await post ('/oauth/token', form)
    const [, lost] = await post ('/oauth/token', form)
    assert.equal (lost.refresh_token, second.refresh_token, 'a lost answer is given again')
    const [, third] = await post ('/oauth/token', { ...form, refresh_token: second.refresh_token })
    ;[status, problem] = await post ('/oauth/token', form)
    assert.deepEqual ([status, problem.error], [400, 'invalid_grant'])
    assert.equal ((await me (third.access_token)).status, 401)
  },

  async 'the API refreshes what the browser signed in' () {
    const tokens = await obtainTokens ()
    const answer = await fetch (server.origin + '/api/v1/auth/refresh', {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify ({ refresh_token: tokens.refresh_token }),
    })
    assert.equal (answer.status, 200)
  },

  async 'other grants, clients and bodies are refused' () {
    const tokens = await obtainTokens ()
    const good = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: 'outlay-desktop' }
    for (const [changes, headers, status, error] of [
      [{ grant_type: 'password', username: 'erna@acme.example', password: PASSWORD }, {}, 400, 'unsupported_grant_type'],
      [{ grant_type: 'client_credentials' }, {}, 400, 'unsupported_grant_type'],
      [{ grant_type: '' }, {}, 400, 'invalid_request'],
      [{ client_id: '' }, {}, 400, 'invalid_request'],
      [{ client_id: 'nobody' }, {}, 401, 'invalid_client'],
      [{ client_secret: 'x' }, {}, 401, 'invalid_client'],
      [{}, { Authorization: 'Basic b3V0bGF5LWRlc2t0b3A6' }, 401, 'invalid_client'],
      [{}, { 'Content-Type': 'application/json' }, 400, 'invalid_request'],
      [{}, { 'Content-Type': 'text/plain' }, 400, 'invalid_request'],
    ]) {
      const [seen, problem] = await post ('/oauth/token', { ...good, ...changes }, headers)
      assert.deepEqual ([seen, problem.error], [status, error], JSON.stringify ([changes, headers]))
    }
    const answer = await fetch (server.origin + '/oauth/token?' + new URLSearchParams (good), { method: 'POST' })
    assert.equal (answer.status, 400, 'nothing of it comes from the address')
  },

  async 'revocation says nothing of tokens that are not known' () {
    const tokens = await obtainTokens ()
    for (const token of ['x', 'a.b.c', tokens.refresh_token.slice (0, -4) + 'AAAA']) {
      const [status] = await post ('/oauth/revoke', { token, client_id: 'outlay-desktop' })
      assert.equal (status, 200, token)
    }
    assert.equal ((await me (tokens.access_token)).status, 200)
    const [other, problem] = await post ('/oauth/revoke', { token: tokens.refresh_token, client_id: 'acme-web' })
    assert.deepEqual ([other, problem.error], [400, 'invalid_grant'])
    const [missing] = await post ('/oauth/revoke', { client_id: 'outlay-desktop' })
    assert.equal (missing, 400)
    const [status] = await post ('/oauth/revoke', { token: tokens.access_token, token_type_hint: 'nonsense', client_id: 'outlay-desktop' })
    assert.equal (status, 200)
    assert.equal ((await me (tokens.access_token)).status, 401)
  },

  async 'a browser lets the pages of a client send their cookie, and nobody else\'s' () {
    const say = async (Origin, method = 'POST') => {
      const answer = await fetch (server.origin + '/oauth/token', {
        method, headers: { Origin, ...method === 'OPTIONS' ? { 'Access-Control-Request-Method': 'POST' } : {} },
      })
      return ['Origin', 'Credentials'].map (name => answer.headers.get ('Access-Control-Allow-' + name))
    }
    for (const method of ['POST', 'OPTIONS']) {
      assert.deepEqual (await say (COOKIE_PAGE, method), [COOKIE_PAGE, 'true'])
      assert.deepEqual (await say (new URL (WEB).origin, method), [new URL (WEB).origin, null])
      assert.deepEqual (await say ('https://evil.example', method), [null, null])
    }
  },

  async 'a browser client keeps its refresh token in a cookie' () {
    const verifier = oauth.generateRandomCodeVerifier ()
    const changes = { client_id: 'acme-app', redirect_uri: COOKIE_PAGE + '/back' }
    const form = {
      grant_type: 'authorization_code', code: await obtainCode (verifier, changes), ...changes, code_verifier: verifier,
    }
    const [status, tokens, answer] = await post ('/oauth/token', form, { Origin: COOKIE_PAGE })
    assert.equal (status, 200)
    assert.equal (tokens.refresh_token, undefined)
    const cookies = answer.headers.getSetCookie ()
    assert.equal (cookies.length, 1)
    assert.match (cookies[0], /; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict/)

    const Cookie = cookies[0].split (';')[0]
    const refresh = { grant_type: 'refresh_token', client_id: 'acme-app' }
    for (const headers of [{ Cookie }, { Cookie, Origin: 'https://evil.example' }, { Cookie, Origin: 'null' },
      { Cookie, Origin: COOKIE_PAGE + '.evil.example' }, { Origin: COOKIE_PAGE }]) {
      const [seen] = await post ('/oauth/token', refresh, headers)
      assert.equal (seen, 400, JSON.stringify (headers))
    }
    const [ok, next, rotated] = await post ('/oauth/token', refresh, { Cookie, Origin: COOKIE_PAGE })
    assert.equal (ok, 200)
    assert.equal (next.refresh_token, undefined)
    const successor = rotated.headers.getSetCookie ()[0].split (';')[0]
    assert.notEqual (successor, Cookie)

    const [gone, , cleared] = await post ('/oauth/revoke', { client_id: 'acme-app' }, { Cookie: successor, Origin: COOKIE_PAGE })
    assert.equal (gone, 200)
    for (const each of cleared.headers.getSetCookie ()) assert.match (each, /Max-Age=0/)
    assert.equal ((await me (next.access_token)).status, 401)
  },
}

await run ('oauth', tests)
await server.stop ()
