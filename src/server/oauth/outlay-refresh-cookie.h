/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/auth/outlay-refresh-token.h"
#include "server/oauth/outlay-oauth-client.h"
#include "server/outlay-reply.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/* The refresh token of a client in a browser, in a cookie that its scripts cannot read: HttpOnly,
 * SameSite=Strict and, but for plain HTTP on this machine, Secure and `__Host-`: another host of the
 * site can put none of its own in its place, and so sign people in as somebody else. That costs it a
 * path of its own; only `/oauth/token` and `/oauth/revoke` look at it. */

void outlay_refresh_cookie_set (const OutlayRequest      *request,
                                OutlayReply              *reply,
                                const OutlayOAuthClient  *client,
                                const OutlayRefreshToken *token);

void outlay_refresh_cookie_clear (const OutlayRequest     *request,
                                  OutlayReply             *reply,
                                  const OutlayOAuthClient *client);

/**
 * outlay_refresh_cookie_dup:
 *
 * Returns: (transfer full) (nullable): the token, when the request comes from a page of @client; a
 *   cookie is sent by the browser, whoever made it ask
 */
char *outlay_refresh_cookie_dup (const OutlayRequest *request, const OutlayOAuthClient *client);

G_END_DECLS
