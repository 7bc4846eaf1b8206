/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-route.h"

G_BEGIN_DECLS

/* 1 to 255 visible ASCII characters. */
gboolean outlay_idempotency_key_is_valid (const char *key);

/**
 * outlay_idempotency_run:
 * @key: (nullable): the Idempotency-Key of @request
 * @body_digest: (nullable): SHA-256 of the body; must be given with @key
 *
 * Runs @handler, or replays the answer that the same person got for the same key, path and body; the
 * same key with anything else is 422. What was done and its answer are kept by the same savepoint, so
 * that one is never there without the other. Refusals (400 and above) are not kept: the client may
 * mend and try again with the same key.
 *
 * On the writer's thread.
 */
OutlayReply *outlay_idempotency_run (const OutlayRequest *request,
                                     OutlayHandler        handler,
                                     const char          *key,
                                     const char          *body_digest);

/* Deletes some answers that are older than a day. */
gboolean outlay_idempotency_purge (OutlayConnection *db, gint64 now, GError **error);

G_END_DECLS
