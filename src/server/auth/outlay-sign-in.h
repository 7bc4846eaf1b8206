/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/people/outlay-person-store.h"
#include "server/auth/outlay-refresh-token.h"
#include "server/outlay-reply.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/* Failures in a quarter of an hour before somebody is asked to wait. */
#define OUTLAY_ACCOUNT_AT_ADDRESS_FAILURES 10 /* one account, from one address */
/* One account, from everywhere but where its owner signs in: strangers must not lock it. */
#define OUTLAY_ACCOUNT_FAILURES 100
#define OUTLAY_ADDRESS_FAILURES 100
#define OUTLAY_ADDRESS_SIGNUPS 200

/* The answer of login, signup and refresh: tokens, and who it is. */
OutlayReply *outlay_sign_in_reply (const OutlayRequest      *request,
                                   guint                     status,
                                   const OutlayPerson       *person,
                                   const OutlayRefreshToken *token);

/**
 * outlay_sign_in_reply_to_client:
 * @client: id of the program that asked
 * @scope: what the tokens are for
 * @has_refresh_token: whether the refresh token is in the answer
 *
 * The same, as OAuth has it (RFC 6749, 5.1).
 */
OutlayReply *outlay_sign_in_reply_to_client (const OutlayRequest      *request,
                                             const OutlayPerson       *person,
                                             const OutlayRefreshToken *token,
                                             const char               *client,
                                             const char               *scope,
                                             gboolean                  has_refresh_token);

/* 429 with Retry-After. */
OutlayReply *outlay_sign_in_refuse_eager (guint seconds);

G_END_DECLS
