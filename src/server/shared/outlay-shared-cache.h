/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-cache.h"
#include "server/shared/outlay-redis.h"

G_BEGIN_DECLS

/**
 * OutlaySharedCache:
 *
 * The same as #OutlayCache, in Redis, for several server processes. An answer carries the token that its
 * topic had before anything was read, and the one of the whole cache; both are read along with it, and
 * an answer with other tokens than those of now is none. A write deletes its topic's token, which a full
 * Redis does as well; whoever finds none makes a new one, which no older answer can carry.
 *
 * What is asked of Redis and not answered may have been a token's deletion: before anything is found
 * again, and within a second of Redis being back, the token of the whole cache is deleted then, and
 * with it every answer. A server that is
 * killed between a commit and the deletion leaves answers to the other processes that are old, for
 * the five minutes that an answer lives.
 */
typedef struct _OutlaySharedCache OutlaySharedCache;

/* @redis: (transfer none): must outlive it */
OutlaySharedCache *outlay_shared_cache_new  (OutlayRedis       *redis);
void               outlay_shared_cache_free (OutlaySharedCache *self);

/* As in #OutlayCache, but that finding waits for Redis, 50 ms at most; where it is not available nothing
 * is found and nothing kept. The other two do not wait. */
GBytes *outlay_shared_cache_find   (OutlaySharedCache *self, OutlayCacheTicket *ticket);
void    outlay_shared_cache_keep   (OutlaySharedCache       *self,
                                    const OutlayCacheTicket *ticket,
                                    GBytes                  *answer);
void    outlay_shared_cache_forget (OutlaySharedCache *self,
                                    const char        *company,
                                    const char        *topic);

/* Makes up for a deletion that was lost, once Redis is there again; about once a second. Does not wait. */
void outlay_shared_cache_tick      (OutlaySharedCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlaySharedCache, outlay_shared_cache_free)

G_END_DECLS
