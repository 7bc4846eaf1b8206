/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/oauth/outlay-form.h"
#include "server/oauth/outlay-oauth-client.h"
#include "server/outlay-reply.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/* The one scope: to act as the person, with what their role allows. */
#define OUTLAY_OAUTH_SCOPE "outlay"

/**
 * OutlayAuthorization:
 * @client: (nullable): who asks
 * @redirect_uri: (nullable): where the person is sent back to: one of the client's, or %NULL
 * @state: (nullable): the client's own, given back as it is
 * @challenge: S256
 * @hint: (nullable): the address that the client thinks is the person's
 *
 * A client's wish that somebody sign in (RFC 6749, 4.1.1; RFC 7636, 4.3). The server keeps nothing
 * of it: while the person signs in it is in the page, sealed.
 */
typedef struct
{
  const OutlayOAuthClient *client;
  char                    *redirect_uri;
  char                    *state;
  char                    *challenge;
  char                    *hint;
} OutlayAuthorization;

void outlay_authorization_clear (OutlayAuthorization *self);

/**
 * outlay_authorization_read:
 * @form: (nullable): the parameters; %NULL when they cannot be read
 * @why: (out): one sentence for the developer of the client
 *
 * Fills @self and judges it. When it is refused with @redirect_uri set, client and address are known
 * to be good and the client may be told; else nobody must be sent anywhere.
 *
 * Returns: (nullable): %NULL when all is well, else the error's code (RFC 6749, 4.1.2.1)
 */
const char *outlay_authorization_read (OutlayAuthorization  *self,
                                       const OutlayRequest  *request,
                                       OutlayForm           *form,
                                       const char          **why);

/**
 * outlay_authorization_seal:
 * @mark: of the browser, as outlay_browser_ensure_mark() has it
 *
 * Returns: (transfer full): @self as text that is good in this browser alone, for an hour, and that
 *   nobody else can make. In a form it is at once what protects the form from other sites
 */
char *outlay_authorization_seal (const OutlayAuthorization *self,
                                 const OutlayRequest       *request,
                                 const char                *mark);

/* Whether @sealed was made here for the browser that sends @request, and is not too old; it is read
 * again and judged again into @self. */
gboolean outlay_authorization_unseal (OutlayAuthorization *self,
                                      const OutlayRequest *request,
                                      const char          *sealed);

/* Sends the browser back to the client with an error (RFC 6749, 4.1.2.1; RFC 9207). */
OutlayReply *outlay_authorization_refuse (const OutlayAuthorization *self,
                                          const OutlayRequest       *request,
                                          const char                *code,
                                          const char                *why);

/**
 * outlay_authorization_finish:
 * @request: of a route that runs on a pool
 * @remembers: whether the browser shall belong to the person from now on, or does already
 *
 * This person is known to this browser: goes on with what the client asked for. The browser is sent
 * back to the client with a code. However somebody signs in, it ends here.
 *
 * Returns: a redirect, or a problem when the person is gone or disabled, or the database is away
 */
OutlayReply *outlay_authorization_finish (const OutlayAuthorization *self,
                                          const OutlayRequest       *request,
                                          const char                *company,
                                          const char                *person,
                                          gboolean                   remembers);

/* (transfer full): the origin or scheme of the redirect URI, as a source of CSP's form-action, which
 * browsers apply to a redirect that follows a form too */
char *outlay_authorization_dup_form_target (const OutlayAuthorization *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayAuthorization, outlay_authorization_clear)

G_END_DECLS
