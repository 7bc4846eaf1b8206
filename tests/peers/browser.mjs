// SPDX-License-Identifier: GPL-3.0-or-later
// As much of a web browser as the sign-in page needs: cookies, forms, and redirects that are seen.

import assert from 'node:assert/strict'

const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&#39;': "'" }
const unescape = text => text.replace (/&(amp|lt|gt|quot|apos|#39);/g, entity => ENTITIES[entity])

export class Browser {
  cookies = new Map ()

  async fetch (url, options = {}) {
    const headers = new Headers (options.headers)
    if (this.cookies.size)
      headers.set ('Cookie', [...this.cookies].map (([name, value]) => `${name}=${value}`).join ('; '))
    const answer = await fetch (url, { redirect: 'manual', ...options, headers })
    for (const cookie of answer.headers.getSetCookie ()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec (cookie)
      if (value) this.cookies.set (name, value)
      else this.cookies.delete (name)
    }
    return answer
  }

  /** Opens a page; gives its answer, its text and the hidden values of its form. */
  async open (url, options) {
    const answer = await this.fetch (url, options)
    const text = await answer.text ()
    const hidden = {}
    for (const [, name, value] of text.matchAll (/<input type="hidden" name="([^"]*)" value="([^"]*)">/g))
      hidden[name] = unescape (value)
    return { answer, text, hidden, url: new URL (url) }
  }

  /** Presses a button of the page's form. */
  submit (page, fields) {
    return this.open (new URL ('/oauth/authorize', page.url), {
      method: 'POST',
      headers: { Origin: page.url.origin },
      body: new URLSearchParams ({ ...page.hidden, ...fields }),
    })
  }

  /** Signs in at an authorization address; gives the address it is sent back to. */
  async signIn (url, email, password) {
    const page = await this.open (url)
    assert.equal (page.answer.status, 200, page.text)
    const done = await this.submit (page, { email, password, action: 'sign-in' })
    assert.equal (done.answer.status, 303, done.text)
    return new URL (done.answer.headers.get ('Location'))
  }
}
