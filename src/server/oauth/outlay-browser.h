/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-reply.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/* What a browser keeps for the server, and how the server tells that a request comes from its own
 * pages. The cookies are HttpOnly, SameSite=Lax and, but for plain HTTP on this machine, Secure and
 * of the prefix "__Host-" (RFC 6265bis, 4.1.3), which no other host can set. */

#define OUTLAY_COOKIE_BROWSER "browser" /* a random mark that forms are bound to */
#define OUTLAY_COOKIE_SESSION "session" /* who is signed in; see outlay-browser-store.h */

/* (transfer full) (nullable): the value of a cookie */
char *outlay_browser_dup_cookie (const OutlayRequest *request, const char *name);

void outlay_browser_set_cookie (const OutlayRequest *request,
                                OutlayReply         *reply,
                                const char          *name,
                                const char          *value);

void outlay_browser_clear_cookie (const OutlayRequest *request,
                                  OutlayReply         *reply,
                                  const char          *name);

/**
 * outlay_browser_ensure_mark:
 * @is_new: (out): whether the browser has yet to be told it, with outlay_browser_set_cookie()
 *
 * Returns: (transfer full): the browser's mark, 128 random bits as text
 */
char *outlay_browser_ensure_mark (const OutlayRequest *request, gboolean *is_new);

/**
 * outlay_browser_is_own_page:
 *
 * Whether a POST comes from a page of this server. A page that sends no referrer also hides its
 * origin, as "null": there the word of the browser in Sec-Fetch-Site holds, which pages cannot
 * forge either. What says neither is refused.
 */
gboolean outlay_browser_is_own_page (const OutlayRequest *request);

/* (transfer full) (nullable): a cookie of this exact name in a Cookie field (RFC 6265, 4.2.1) */
char *outlay_cookie_find (const char *field, const char *name);

G_END_DECLS
