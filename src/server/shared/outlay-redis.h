/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/shared/outlay-redis-address.h"

G_BEGIN_DECLS

/**
 * OutlayRedis:
 *
 * What several server processes share: a few values with a life of their own, and counters. It is
 * an optimisation and never the truth: whatever is asked of it may be answered with "not
 * available", at once, and the caller goes on with its own memory. Redis may be away when the server
 * starts, or go away, be full, slow or speak nonsense: that is said once in the log, and once when
 * it is over.
 *
 * One thread of its own holds one connection and pipelines what all threads ask for. Pool
 * threads may wait for an answer, for 50 ms at most; the threads that read and write HTTP never
 * wait and use the calls that end in `_later`. After a failure nothing is asked until a new
 * connection stands; it is tried again after 0.1 s to 5 s.
 *
 * Keys get the prefix "outlay:". A delete that is under way when Redis goes away is lost, so let a
 * key name the state it is of (a revision), or its life be short. Any thread.
 */
typedef struct _OutlayRedis OutlayRedis;

typedef enum
{
  OUTLAY_REDIS_FOUND,
  OUTLAY_REDIS_MISSING,
  OUTLAY_REDIS_UNAVAILABLE, /* away, full, slow: go on without it */
} OutlayRedisOutcome;

/* The largest value that is kept; larger ones are not available. */
#define OUTLAY_REDIS_MAX_VALUE (1024 * 1024)

/**
 * outlay_redis_new:
 * @address: (transfer full)
 *
 * Starts the thread, which connects in its own time. Never fails.
 */
OutlayRedis *outlay_redis_new  (OutlayRedisAddress *address);

/* Gives what was asked a quarter of a second to arrive, ends the thread; every function that still
 * waits for an answer is called. */
void         outlay_redis_free (OutlayRedis *self);

/* Whether a connection stands and works. */
gboolean     outlay_redis_is_up (OutlayRedis *self);

/* How many questions were sent, and how many had no answer. */
void         outlay_redis_get_counts (OutlayRedis *self, guint64 *n_sent, guint64 *n_failed);

/**
 * outlay_redis_get:
 * @value: (out) (transfer full): set when it was found
 *
 * Waits for 50 ms at most. Not on a thread that reads and writes HTTP.
 */
OutlayRedisOutcome outlay_redis_get (OutlayRedis *self, const char *key, GBytes **value);

/* @value: (nullable) (transfer none). On the thread of #OutlayRedis: must be short. */
typedef void (*OutlayRedisGot) (OutlayRedisOutcome outcome, GBytes *value, gpointer data);

/* Does not wait. @func is called exactly once, perhaps before this returns. */
void outlay_redis_get_later (OutlayRedis    *self,
                             const char     *key,
                             OutlayRedisGot  func,
                             gpointer        data);

/**
 * outlay_redis_set:
 * @msec: how long it lives, above 0
 *
 * Does not wait. What the same process asks for afterwards comes after it.
 *
 * Returns: %FALSE when Redis is known to be away: nothing was sent
 */
gboolean outlay_redis_set    (OutlayRedis *self, const char *key, GBytes *value, gint64 msec);
gboolean outlay_redis_delete (OutlayRedis *self, const char *key);

/**
 * outlay_redis_add:
 * @amount: 0 only asks
 * @msec: life of the counter from its first addition
 * @total: (out): the sum of all additions by all processes, with this one
 * @left: (out): milliseconds until it begins again at 0
 *
 * Adds to a counter, in one atomic step. Waits for 50 ms at most; not on a thread that reads and
 * writes HTTP.
 *
 * Returns: whether there was an answer; never %OUTLAY_REDIS_MISSING
 */
OutlayRedisOutcome outlay_redis_add (OutlayRedis *self,
                                     const char  *key,
                                     gint64       amount,
                                     gint64       msec,
                                     gint64      *total,
                                     gint64      *left);

/* On the thread of #OutlayRedis: must be short. */
typedef void (*OutlayRedisCounted) (OutlayRedisOutcome outcome,
                                    gint64             total,
                                    gint64             left,
                                    gpointer           data);

/* Does not wait. @func is called exactly once, perhaps before this returns. */
void outlay_redis_add_later (OutlayRedis        *self,
                             const char         *key,
                             gint64              amount,
                             gint64              msec,
                             OutlayRedisCounted  func,
                             gpointer            data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayRedis, outlay_redis_free)

G_END_DECLS
