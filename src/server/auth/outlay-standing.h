/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-reply.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/**
 * outlay_standing_check:
 * @identity: who makes a request, as it was confirmed some seconds ago at most
 * @db: the writer's, inside the transaction
 * @least: the role that is needed
 * @now: (out caller-allocates): @identity with the role it has now; borrows from it
 *
 * Asks the database, in a write's own transaction, whether who makes the request is still let in and
 * may still do it. So a decision is never that of somebody who was disabled, demoted or signed out
 * before it, by whatever process of the server.
 *
 * Returns: (transfer full) (nullable): a 401 or a 403
 */
OutlayReply *outlay_standing_check (const OutlayIdentity *identity,
                                    OutlayConnection     *db,
                                    OutlayRole            least,
                                    OutlayIdentity       *now);

/* 401 with what a client needs to know to sign in again. */
OutlayReply *outlay_standing_refuse_stranger (const char *detail);
/* 403 for a role that is too low. */
OutlayReply *outlay_standing_refuse_role     (void);

G_END_DECLS
