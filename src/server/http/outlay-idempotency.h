/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-route.h"

G_BEGIN_DECLS

/* 1 to 255 visible ASCII characters. */
gboolean outlay_idempotency_key_is_valid (const char *key);

/**
 * outlay_idempotency_run:
 *
 * Runs @handler, or replays the answer that the same person got for the same Idempotency-Key, path
 * and body; the same key with anything else is 422. What was done and its answer are kept by the
 * same savepoint, so that one is never there without the other. Refusals (400 and above) are not
 * kept: the client may mend and try again with the same key.
 *
 * On the writer's thread.
 */
OutlayReply *outlay_idempotency_run (const OutlayRequest *request, OutlayHandler handler);

/* The two halves of it, for a handler that writes in the middle of slower work; on the writer's
 * thread, with a connection that is the writer's in @request. */

/* (nullable): the answer to replay, or a refusal; %NULL when the work is to be done */
OutlayReply *outlay_idempotency_recall (const OutlayRequest *request);

/* Keeps @reply, which is below 400. Returns: (transfer full): @reply, or a problem in its place */
OutlayReply *outlay_idempotency_keep (const OutlayRequest *request, OutlayReply *reply);

/* Deletes some answers that are older than a day. */
gboolean outlay_idempotency_purge (OutlayConnection *db, gint64 now, GError **error);

G_END_DECLS
