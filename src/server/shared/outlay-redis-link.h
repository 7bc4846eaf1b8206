/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <hiredis/hiredis.h>

#include "server/shared/outlay-redis-address.h"

G_BEGIN_DECLS

/**
 * OutlayRedisLink:
 *
 * One connection to Redis with its thread: sends what is given to it in order, hands back the answers in
 * order, and connects again after a failure. hiredis' own asynchronous contexts are not used, because
 * an answer that nobody asked for is an assertion there, which a broken peer could trigger.
 */
typedef struct _OutlayRedisLink OutlayRedisLink;

/* @reply: (nullable) (transfer none): %NULL when there will be none. On the link's thread. */
typedef void (*OutlayRedisDone) (const redisReply *reply, gpointer data);

/* @address: (transfer full) */
OutlayRedisLink *outlay_redis_link_new  (OutlayRedisAddress *address);
void             outlay_redis_link_free (OutlayRedisLink *self);

gboolean outlay_redis_link_is_up      (OutlayRedisLink *self);
void     outlay_redis_link_get_counts (OutlayRedisLink *self, guint64 *n_sent, guint64 *n_failed);

/**
 * outlay_redis_link_send:
 * @words: (array length=n_words): the command
 * @lengths: (nullable): bytes of each, where one is not text
 *
 * Does not wait. Any thread.
 *
 * Returns: %FALSE when the link is down or far behind; @done is not called then
 */
gboolean outlay_redis_link_send (OutlayRedisLink *self,
                                 int              n_words,
                                 const char     **words,
                                 const gsize     *lengths,
                                 OutlayRedisDone  done,
                                 gpointer         data);

G_END_DECLS
