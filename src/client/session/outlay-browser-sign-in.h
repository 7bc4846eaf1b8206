/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/session/outlay-oauth-server.h"
#include "client/session/outlay-session.h"

G_BEGIN_DECLS

/**
 * outlay_browser_sign_in:
 * @hint: (nullable): the e-mail address to begin with
 * @launch: opens a browser at an address
 *
 * The authorization code with PKCE by way of the system's browser (RFC 8252, RFC 7636, RFC 9207): the
 * password is typed at the server, and this program never sees it. It waits for as long as the person
 * takes, ten minutes at most.
 *
 * Future of a boxed #OutlayAnswer with tokens. Rejects with SIGN_IN where the person or the server said
 * no, with NO_SERVER where the answer is of another server, with OFFLINE when nobody answers or
 * @cancellable ends the wait.
 */
DexFuture *outlay_browser_sign_in (OutlayTransport         *transport,
                                   const OutlayOauthServer *server,
                                   const char              *hint,
                                   OutlayLaunchFunc         launch,
                                   gpointer                 data,
                                   GCancellable            *cancellable);

/* The address to open. @state and @challenge: URL-safe. (transfer full) */
char      *outlay_browser_sign_in_write_uri (const OutlayOauthServer *server,
                                             const char              *redirect_uri,
                                             const char              *state,
                                             const char              *challenge,
                                             const char              *hint);

/* The S256 challenge of a verifier (RFC 7636, 4.2). (transfer full) */
char      *outlay_browser_sign_in_challenge (const char *verifier);

G_END_DECLS
