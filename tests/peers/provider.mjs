// SPDX-License-Identifier: GPL-3.0-or-later
// Identity providers of a company, on loopback: oidc-provider as it comes, and a hostile one that
// changes whatever a test tells it to.

import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { CompactSign, SignJWT, base64url, exportJWK, exportSPKI, generateKeyPair } from 'jose'
import { Provider } from 'oidc-provider'

// Standard output is the tests' own.
console.info = console.warn = (...words) => console.error (...words)

export const CLIENT = 'outlay & co'
export const SECRET = 'colon: &percent%41+slash/'

async function listen (server) {
  server.listen (0, '127.0.0.1')
  await once (server, 'listening')
  return `http://127.0.0.1:${server.address ().port}`
}

async function close (server) {
  server.closeAllConnections ()
  server.close ()
  await once (server, 'close')
}

/** oidc-provider, unmodified; `people` are its accounts, by their subject. */
export class RealProvider {
  static async start (people) {
    const self = new RealProvider ()
    self.people = people
    self.keys = []
    for (const alg of ['RS256', 'ES256']) {
      const { privateKey } = await generateKeyPair (alg, { extractable: true })
      self.keys.push ({ ...await exportJWK (privateKey), alg, use: 'sig', kid: alg })
    }
    self.server = createServer ()
    self.issuer = await listen (self.server)
    return self
  }

  /** Serves one client.  @param {object} settings  of oidc-provider, for `client` and `provider` */
  async open (redirectUri, settings = {}) {
    this.provider = new Provider (this.issuer, {
      clients: [{
        client_id: CLIENT, client_secret: SECRET, redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_basic', ...settings.client,
      }],
      jwks: { keys: this.keys },
      pkce: { required: () => true },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      cookies: { keys: [randomBytes (16).toString ('hex')] },
      findAccount: (_, id) => this.people[id] && { accountId: id, claims: () => ({ sub: id, ...this.people[id] }) },
      ...settings.provider,
    })
    this.server.removeAllListeners ('request')
    this.server.on ('request', this.provider.callback ())
  }

  stop () { return close (this.server) }

  /** Signs in at the provider's own pages; gives the address that the browser is sent back to. */
  async signIn (browser, url, login, backTo) {
    let next = new URL (url)
    let form
    for (let step = 0; step < 12; step++) {
      if (next.href.startsWith (backTo)) return next
      const page = await browser.open (next, form)
      form = undefined
      const location = page.answer.headers.get ('Location')
      if (location) { next = new URL (location, next); continue }
      const action = /<form[^>]* action="([^"]+)"/.exec (page.text)?.[1]
      if (!action) throw new Error (`the provider says ${page.answer.status}: ${page.text}`)
      const prompt = /name="prompt" value="([^"]+)"/.exec (page.text)[1]
      next = new URL (action, next)
      form = { method: 'POST', body: new URLSearchParams (prompt === 'login' ? { prompt, login, password: 'x' } : { prompt }) }
    }
    throw new Error ('the provider sends the browser around')
  }
}

const KINDS = { RS256: 'r', PS256: 'p', ES256: 'e' }

/** A provider that signs whoever comes in as `person`, with whatever `tamper` does to its answers. */
export class HostileProvider {
  person = { sub: 'u1', email: 'erna@acme.example', email_verified: true, name: 'Erna' }
  tamper = {}
  asked = {}
  algorithm = 'RS256'

  static async start (port = 0) {
    const self = new HostileProvider ()
    self.codes = new Map ()
    await self.makeKeys ('1')
    self.server = createServer ((request, answer) => self.serve (request, answer).catch (error => {
      answer.destroy (error)
    }))
    self.server.listen (port, '127.0.0.1')
    await once (self.server, 'listening')
    self.issuer = `http://127.0.0.1:${self.server.address ().port}`
    return self
  }

  stop () { return close (this.server) }

  async makeKeys (generation) {
    this.keys = {}
    for (const [alg, kid] of Object.entries (KINDS)) {
      const pair = await generateKeyPair (alg, { extractable: true })
      const jwk = { ...await exportJWK (pair.publicKey), kid: kid + generation, use: 'sig', alg }
      this.keys[alg] = { ...pair, jwk }
    }
  }

  get metadata () {
    return {
      issuer: this.issuer, authorization_endpoint: this.issuer + '/auth?tenant=acme', token_endpoint: this.issuer + '/token',
      jwks_uri: this.issuer + '/jwks', userinfo_endpoint: this.issuer + '/me', response_types_supported: ['code'],
      subject_types_supported: ['public'], id_token_signing_alg_values_supported: Object.keys (KINDS),
      authorization_response_iss_parameter_supported: true,
      token_endpoint_auth_methods_supported: ['client_secret_post'],
    }
  }

  /** What a browser is sent back with from an authorization address. */
  authorize (url) {
    const asked = Object.fromEntries (new URL (url).searchParams)
    const code = randomBytes (16).toString ('hex')
    const back = new URL (asked.redirect_uri)
    this.codes.set (code, asked)
    this.question = asked
    for (const [name, value] of Object.entries ({ code, state: asked.state, iss: this.issuer, ...this.tamper.answer }))
      if (value !== undefined) back.searchParams.set (name, value)
    return back
  }

  async sign (claims) {
    const { header = {}, alg = this.algorithm, raw } = this.tamper
    const { privateKey, publicKey, jwk } = this.tamper.key ?? this.keys[alg] ?? this.keys.RS256
    if (raw) return raw (claims)
    if (alg === 'none') return [{ alg, ...header }, claims].map (part => base64url.encode (JSON.stringify (part))).join ('.') + '.'
    if (alg === 'HS256') {
      const secret = new TextEncoder ().encode (this.tamper.secret ?? await exportSPKI (publicKey))
      return new SignJWT (claims).setProtectedHeader ({ alg, kid: jwk.kid, ...header }).sign (secret)
    }
    return new CompactSign (new TextEncoder ().encode (this.tamper.payload?.(claims) ?? JSON.stringify (claims)))
      .setProtectedHeader (JSON.parse (JSON.stringify ({ alg, kid: jwk.kid, ...header }))).sign (privateKey, { crit: { exp: true } })
  }

  async tokens (asked) {
    const now = Math.floor (Date.now () / 1000)
    const access_token = 'access-' + randomBytes (8).toString ('hex')
    const at_hash = createHash ('sha256').update (access_token).digest ().subarray (0, 16).toString ('base64url')
    const claims = {
      iss: this.issuer, aud: CLIENT, iat: now, exp: now + 300, nonce: asked.nonce, at_hash, ...this.person,
      ...this.tamper.claims?.(now),
    }
    let id_token = await this.sign (JSON.parse (JSON.stringify (claims)))
    if (this.tamper.token) id_token = this.tamper.token (id_token)
    return { access_token, token_type: 'Bearer', id_token, ...this.tamper.tokens }
  }

  async serve (request, answer) {
    const { pathname } = new URL (request.url, this.issuer)
    let body = ''
    for await (const piece of request) body += piece
    this.asked[pathname] = (this.asked[pathname] ?? 0) + 1
    if (await this.tamper.serve?.(pathname, answer)) return

    let status = 200, said
    if (pathname === '/.well-known/openid-configuration') said = { ...this.metadata, ...this.tamper.metadata }
    else if (pathname === '/jwks') said = { keys: this.tamper.keys?.() ?? Object.values (this.keys).map (each => each.jwk) }
    else if (pathname === '/me') {
      this.bearer = request.headers.authorization
      said = this.tamper.userinfo
    } else if (pathname === '/token') {
      const form = new URLSearchParams (body)
      const asked = this.codes.get (form.get ('code'))
      this.codes.delete (form.get ('code'))
      this.exchange = { form, authorization: request.headers.authorization }
      const challenge = createHash ('sha256').update (form.get ('code_verifier') ?? '').digest ('base64url')
      if (!asked || challenge !== asked.code_challenge || form.get ('redirect_uri') !== asked.redirect_uri)
        [status, said] = [400, { error: 'invalid_grant' }]
      else said = await this.tokens (asked)
    } else status = 404
    answer.writeHead (status, { 'Content-Type': 'application/json' })
    answer.end (JSON.stringify (said ?? {}))
  }
}
