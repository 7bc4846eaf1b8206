/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-workflow.h"
#include "server/outlay-reply.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/**
 * outlay_invite:
 * @name: (nullable)
 *
 * Invites somebody, whose fields have been checked, as an admin asked by `POST /api/v1/users`
 * without a password; see #OutlayInvitation. On a pool.
 */
OutlayReply *outlay_invite (const OutlayRequest *request,
                            const char          *email,
                            const char          *name,
                            OutlayRole           role);

G_END_DECLS
