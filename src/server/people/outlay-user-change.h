/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-reply.h"
#include "server/outlay-request.h"
#include "server/people/outlay-person-store.h"

G_BEGIN_DECLS

/**
 * outlay_user_change:
 *
 * `PATCH /api/v1/users/{id} {name?, role?, disabled?}`, with If-Match where the change is meant for
 * one revision. Who is disabled is signed out everywhere. The last administrator stays one.
 */
OutlayReply *outlay_user_change (const OutlayRequest *request);

/* A person as admins see them, with their ETag. */
OutlayReply *outlay_user_reply (guint status, const OutlayPerson *person);
/* 422 about a role that there is not. */
OutlayReply *outlay_user_refuse_role (void);

G_END_DECLS
