// SPDX-License-Identifier: GPL-3.0-or-later
// An access token is good for somebody else's JWT library, with the keys that the server publishes.

import assert from 'node:assert/strict'
import { createRemoteJWKSet, jwtVerify } from 'jose'

import { Outlayd, PASSWORD } from './outlayd.mjs'
import { run } from './tap.mjs'

const server = await Outlayd.start ()
server.addUser ('Acme', 'erna@acme.example', 'Erna', 'employee')

async function signIn () {
  const answer = await fetch (server.origin + '/api/v1/auth/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify ({ email: 'erna@acme.example', password: PASSWORD }),
  })
  assert.equal (answer.status, 200)
  return (await answer.json ()).access_token
}

await run ('tokens', {
  async 'the published keys verify an access token' () {
    const keys = createRemoteJWKSet (new URL (server.origin + '/.well-known/jwks.json'))
    const { payload, protectedHeader } = await jwtVerify (await signIn (), keys, { algorithms: ['ES256'] })

    assert.equal (protectedHeader.alg, 'ES256')
    assert.ok (payload.exp - payload.iat <= 900)
  },

  async 'a token with one letter changed does not verify' () {
    const keys = createRemoteJWKSet (new URL (server.origin + '/.well-known/jwks.json'))
    const [head, body, signature] = (await signIn ()).split ('.')
    const other = (body[8] === 'A' ? 'B' : 'A')
    const forged = [head, body.slice (0, 8) + other + body.slice (9), signature].join ('.')

    await assert.rejects (jwtVerify (forged, keys))
  },
})
await server.stop ()
