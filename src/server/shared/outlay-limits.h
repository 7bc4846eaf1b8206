/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/shared/outlay-redis.h"

G_BEGIN_DECLS

/* What a request costs the server; each kind is counted for itself. */
typedef enum
{
  OUTLAY_COST_USUAL, /* what the route says without words: a GET reads, a raw body is a proof,
                      * all else writes */
  OUTLAY_COST_READ,
  OUTLAY_COST_SEARCH,
  OUTLAY_COST_WRITE,
  OUTLAY_COST_PROOF,   /* one, and one for each MiB */
  OUTLAY_COST_SIGN_IN, /* guesses at secrets, and hashes */
} OutlayCost;

#define OUTLAY_N_COSTS 6

/* "read", "search" …; not for %OUTLAY_COST_USUAL */
const char *outlay_cost_to_string (OutlayCost cost);

/**
 * OutlayLimits:
 *
 * How much each address and each account may ask for (the generic cell rate algorithm: a bucket that
 * holds a minute's worth and fills up again evenly). A fixed amount of memory holds who was busy
 * last; a flood of new addresses pushes out those that owe the least. Several processes share their
 * counts through Redis, where there is one: each tells what it let through, twenty times on the
 * way to a limit, and hears what the others did. Nobody ever waits for that. Any thread.
 */
typedef struct _OutlayLimits OutlayLimits;

/**
 * outlay_limits_new:
 * @per_minute: for an account and each cost; 0 for no limit
 * @address_factor: how many accounts' worth an address may ask for; sign-ins excepted, which only
 *   addresses are counted for
 * @secret: (array fixed-size=16): the same in all processes that share a Redis
 * @redis: (nullable): must be ended before the limits are
 */
OutlayLimits *outlay_limits_new  (const int     per_minute[OUTLAY_N_COSTS],
                                  int           address_factor,
                                  const guint8 *secret,
                                  OutlayRedis  *redis);
void          outlay_limits_free (OutlayLimits *self);

/**
 * OutlayWho:
 *
 * Somebody who is counted; the same in all processes.
 */
typedef struct
{
  guint64  hash;
  gboolean is_address;
} OutlayWho;

/* @address: as text; an IPv6 address stands for its /64, which one customer has */
OutlayWho outlay_limits_get_address (const OutlayLimits *self, const char *address);
OutlayWho outlay_limits_get_account (const OutlayLimits *self,
                                     const char         *company,
                                     const char         *person);

/**
 * outlay_limits_take:
 * @amount: at least 1
 * @now: monotonic, in microseconds
 *
 * Returns: 0 when it may go on and was counted, else the seconds to wait
 */
guint outlay_limits_take (OutlayLimits *self,
                          OutlayWho     who,
                          OutlayCost    cost,
                          guint         amount,
                          gint64        now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayLimits, outlay_limits_free)

G_END_DECLS
