/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OutlayCache:
 *
 * Answers that cost more to make than to keep. Each is about one topic of a company: a person, whose
 * id is the topic's name, or %OUTLAY_TOPIC_SHARED or %OUTLAY_TOPIC_POLICY. A write that changes what a
 * topic is about makes every answer about it old (outlay_service_forget()); none is given out for more
 * than five minutes. What was read before such a write and comes to be kept after it is never given
 * out: a ticket, taken before the reading, says how new the topic was then.
 *
 * Answers are in the memory of the process, which is bounded: what has not been asked for the longest
 * goes first. Where several processes share a Redis, they are there instead, and asking may wait for
 * it, 50 ms at most; while it is away nothing is found and nothing kept. Any thread, but for that.
 */
typedef struct _OutlayCache OutlayCache;
typedef struct _OutlayRedis OutlayRedis;

/* What everybody who may see others' expenses sees: whatever is not a draft. */
#define OUTLAY_TOPIC_SHARED "shared"
/* What an admin may change: categories, limits, who may sign up. */
#define OUTLAY_TOPIC_POLICY "policy"

#define OUTLAY_CACHE_SECONDS 300

/**
 * OutlayCacheTicket:
 * @company: and @topic, @key: borrowed from the caller of outlay_cache_find()
 * @is_good: whether the answer can be kept at all
 * @generation: of the topic, and @epoch, of the cache as a whole, before anything was read
 *
 * Where an answer belongs.
 */
typedef struct
{
  const char *company;
  const char *topic;
  const char *key;
  gboolean    is_good;
  guint64     generation;
  guint64     epoch;
} OutlayCacheTicket;

/* @max_bytes: of memory, what it costs to keep an answer included
 * @redis: (nullable) (transfer none): where answers are kept instead; must outlive the cache */
OutlayCache *outlay_cache_new  (gsize        max_bytes,
                                OutlayRedis *redis);
void         outlay_cache_free (OutlayCache *self);

/* Whether finding may wait, so that no thread that reads and writes HTTP may do it. */
gboolean     outlay_cache_may_wait (OutlayCache *self);

/**
 * outlay_cache_find:
 * @topic: a person's id or one of the topics above
 * @key: names one answer among those about the topic, with everything it depends on: the question,
 *   who asks, the present day
 * @ticket: (out): for outlay_cache_keep(), when there is none
 *
 * Call it before anything that goes into the answer is read.
 *
 * Returns: (transfer full) (nullable): the answer that was kept
 */
GBytes *outlay_cache_find (OutlayCache       *self,
                           const char        *company,
                           const char        *topic,
                           const char        *key,
                           OutlayCacheTicket *ticket);

/* Keeps an answer, unless its topic has changed since the ticket was taken. */
void outlay_cache_keep (OutlayCache             *self,
                        const OutlayCacheTicket *ticket,
                        GBytes                  *answer);

/* Makes what is kept about a topic old, after the commit of the write that changed it. A handler
 * calls outlay_service_forget() instead. */
void outlay_cache_forget (OutlayCache *self,
                          const char  *company,
                          const char  *topic);

/* The same for all that this process keeps, where nobody knows what was changed. */
void outlay_cache_forget_all (OutlayCache *self);

/* Tells other processes what they could not be told at once; about once a second. */
void outlay_cache_tick (OutlayCache *self);

/**
 * OutlayCacheCounts:
 * @hits: how often an answer was there, and @misses: how often it was not
 * @bytes: memory in use, and @n_answers: how many answers it holds
 */
typedef struct
{
  guint64 hits;
  guint64 misses;
  gsize   bytes;
  guint   n_answers;
} OutlayCacheCounts;

void outlay_cache_count (OutlayCache       *self,
                         OutlayCacheCounts *counts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayCache, outlay_cache_free)

G_END_DECLS
