/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/shared/outlay-redis.h"

G_BEGIN_DECLS

/**
 * OutlayAttempts:
 *
 * Counts what went wrong lately for each account and each address, so that guessing is slow: who
 * fails too often within a quarter of an hour is asked to wait. Kept in memory; and in Redis, where
 * there is one, by a keyed hash of the name, so that several processes count together. Any thread but
 * those that read and write HTTP.
 */
typedef struct _OutlayAttempts OutlayAttempts;

/* @redis: (nullable): outlives it; @secret: (nullable): needed with it, and the same in all processes */
OutlayAttempts *outlay_attempts_new  (OutlayRedis *redis, GBytes *secret);
void            outlay_attempts_free (OutlayAttempts *self);

/**
 * outlay_attempts_get_wait:
 * @kind: "account", "address", "account-at-address" …
 * @limit: failures allowed in a quarter of an hour
 *
 * Returns: seconds to wait, or 0 when another attempt may be made
 */
guint outlay_attempts_get_wait (OutlayAttempts *self,
                                const char     *kind,
                                const char     *name,
                                guint           limit,
                                gint64          now);

void outlay_attempts_add   (OutlayAttempts *self, const char *kind, const char *name, gint64 now);
void outlay_attempts_clear (OutlayAttempts *self, const char *kind, const char *name);

G_END_DECLS
