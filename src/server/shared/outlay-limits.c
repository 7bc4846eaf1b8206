/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/shared/outlay-limits.h"

#include <arpa/inet.h>
#include <sodium.h>
#include <string.h>

#define WINDOW_MSEC (60 * 1000)
#define NSEC_A_USEC 1000
#define NSEC_A_SECOND ((gint64) G_USEC_PER_SEC * NSEC_A_USEC)
#define WINDOW_NSEC ((gint64) WINDOW_MSEC * 1000 * 1000)
/* 65,536 whoever, in 6 MiB at most, of which the system gives what is touched. */
#define N_SETS 8192
#define N_WAYS 8
#define N_LOCKS 64
/* A part of a limit that is told to the other processes at once. */
#define N_REPORTS 20

typedef struct
{
  gint64 owed;    /* monotonic nanoseconds at which nothing is owed any more */
  guint32 unsaid; /* let through, and not told the others yet */
  guint32 heard;  /* the sum of all processes, as it was told last */
} Bucket;

typedef struct
{
  guint64 who;
  Bucket buckets[OUTLAY_N_COSTS - 1];
} Entry;

struct _OutlayLimits
{
  guint8 secret[crypto_shorthash_KEYBYTES];
  gint64 interval[2]
                 [OUTLAY_N_COSTS]; /* nanoseconds that one costs, account and address; 0: nothing */
  OutlayRedis *redis;              /* (nullable) */
  Entry *entries;
  GMutex locks[N_LOCKS];
};

static const char *const names[] = { NULL, "read", "search", "write", "proof", "sign-in" };
G_STATIC_ASSERT (G_N_ELEMENTS (names) == OUTLAY_N_COSTS);

const char *
outlay_cost_to_string (OutlayCost cost)
{
  return names[cost];
}

OutlayLimits *
outlay_limits_new (const int per_minute[OUTLAY_N_COSTS],
                   int address_factor,
                   const guint8 *secret,
                   OutlayRedis *redis)
{
  OutlayLimits *self = g_new0 (OutlayLimits, 1);

  memcpy (self->secret, secret, sizeof self->secret);
  self->redis = redis;
  self->entries = g_new0 (Entry, N_SETS * N_WAYS);
  for (guint i = 0; i < N_LOCKS; i++)
    g_mutex_init (&self->locks[i]);

  for (guint cost = 1; cost < OUTLAY_N_COSTS; cost++)
    {
      gint64 interval = per_minute[cost] > 0 ? WINDOW_NSEC / per_minute[cost] : 0;

      self->interval[FALSE][cost] = cost == OUTLAY_COST_SIGN_IN ? 0 : interval;
      self->interval[TRUE][cost] = cost == OUTLAY_COST_SIGN_IN ? interval
                                                               : interval / MAX (address_factor, 1);
    }

  return self;
}

void
outlay_limits_free (OutlayLimits *self)
{
  for (guint i = 0; i < N_LOCKS; i++)
    g_mutex_clear (&self->locks[i]);
  g_free (self->entries);
  g_free (self);
}

static guint64
hash (const OutlayLimits *self, gconstpointer data, gsize size)
{
  guint64 result;

  crypto_shorthash ((guchar *) &result, data, size, self->secret);
  /* 0 is an empty entry. */
  return result != 0 ? result : 1;
}

OutlayWho
outlay_limits_get_address (const OutlayLimits *self, const char *address)
{
  struct in6_addr v6;
  struct in_addr v4;

  if (inet_pton (AF_INET, address, &v4) == 1)
    return (OutlayWho) { hash (self, &v4, 4), TRUE };
  if (inet_pton (AF_INET6, address, &v6) != 1)
    return (OutlayWho) { hash (self, address, strlen (address)), TRUE };

  /* A socket for both families writes IPv4 so; all of that would be one /64. */
  if (IN6_IS_ADDR_V4MAPPED (&v6))
    return (OutlayWho) { hash (self, v6.s6_addr + 12, 4), TRUE };

  return (OutlayWho) { hash (self, &v6, 8), TRUE };
}

OutlayWho
outlay_limits_get_account (const OutlayLimits *self, const char *company, const char *person)
{
  /* Both are UUIDs. */
  char text[128];
  gsize first = MIN (strlen (company), sizeof text / 2 - 1);
  gsize second = MIN (strlen (person), sizeof text / 2 - 1);

  memcpy (text, company, first);
  text[first] = '/';
  memcpy (text + first + 1, person, second);

  return (OutlayWho) { hash (self, text, first + 1 + second), FALSE };
}

static GMutex *
get_lock (OutlayLimits *self, guint64 who)
{
  return &self->locks[who % N_LOCKS];
}

static gint64
get_debt (const Entry *entry)
{
  gint64 debt = 0;

  for (guint i = 0; i < G_N_ELEMENTS (entry->buckets); i++)
    debt = MAX (debt, entry->buckets[i].owed);

  return debt;
}

/* Under the lock. Whoever owes the least makes room. */
static Entry *
find_entry (OutlayLimits *self, guint64 who)
{
  Entry *set = &self->entries[who % N_SETS * N_WAYS];
  Entry *oldest = set;

  for (guint i = 0; i < N_WAYS; i++)
    {
      if (set[i].who == who)
        return &set[i];
      if (get_debt (&set[i]) < get_debt (oldest))
        oldest = &set[i];
    }

  memset (oldest, 0, sizeof *oldest);
  oldest->who = who;
  return oldest;
}

/* --- what the other processes let through --- */

typedef struct
{
  OutlayLimits *self;
  OutlayWho who;
  OutlayCost cost;
  guint32 said;
} Report;

static void
heard_cb (OutlayRedisOutcome outcome, gint64 total, gint64 left, gpointer data)
{
  g_autofree Report *report = data;
  OutlayLimits *self = report->self;
  gint64 interval = self->interval[report->who.is_address][report->cost];
  gint64 now = g_get_monotonic_time () * NSEC_A_USEC;
  gint64 others;
  Bucket *bucket;

  if (outcome != OUTLAY_REDIS_FOUND)
    return;

  g_mutex_lock (get_lock (self, report->who.hash));
  bucket = &find_entry (self, report->who.hash)->buckets[report->cost - 1];
  others = total - report->said;
  /* A sum that has shrunk is that of the next minute. */
  if (others >= bucket->heard)
    others -= bucket->heard;
  bucket->heard = (guint32) CLAMP (total, 0, G_MAXUINT32);
  bucket->owed = MIN (MAX (bucket->owed, now) + CLAMP (others, 0, G_MAXINT32) * interval,
                      now + WINDOW_NSEC);
  g_mutex_unlock (get_lock (self, report->who.hash));
}

static void
tell_others (OutlayLimits *self, OutlayWho who, OutlayCost cost, guint32 said)
{
  Report *report = g_new (Report, 1);
  char key[64];

  *report = (Report) { self, who, cost, said };
  g_snprintf (key, sizeof key, "limit:%s:%016" G_GINT64_MODIFIER "x", names[cost], who.hash);
  outlay_redis_add_later (self->redis, key, said, WINDOW_MSEC, heard_cb, report);
}

/* Under the lock: what is to be told now, or 0. */
static guint32
note_for_others (OutlayLimits *self, Bucket *bucket, guint amount, gint64 interval)
{
  guint32 said;

  if (self->redis == NULL)
    return 0;

  bucket->unsaid += amount;
  if (bucket->unsaid * interval < WINDOW_NSEC / N_REPORTS)
    return 0;

  said = bucket->unsaid;
  bucket->unsaid = 0;
  return said;
}

/* --- one request --- */

guint
outlay_limits_take (OutlayLimits *self, OutlayWho who, OutlayCost cost, guint amount, gint64 now)
{
  gint64 interval = self->interval[who.is_address][cost];
  gint64 price, end;
  guint32 said = 0;
  Bucket *bucket;

  if (interval == 0)
    return 0;

  now *= NSEC_A_USEC;
  /* What is larger than the bucket takes all of it. */
  price = MIN (amount * interval, WINDOW_NSEC);

  g_mutex_lock (get_lock (self, who.hash));
  bucket = &find_entry (self, who.hash)->buckets[cost - 1];
  end = MAX (bucket->owed, now) + price;
  if (end - now <= WINDOW_NSEC)
    {
      bucket->owed = end;
      said = note_for_others (self, bucket, amount, interval);
    }
  g_mutex_unlock (get_lock (self, who.hash));

  if (said > 0)
    tell_others (self, who, cost, said);

  if (end - now <= WINDOW_NSEC)
    return 0;

  return (guint) ((end - now - WINDOW_NSEC + NSEC_A_SECOND - 1) / NSEC_A_SECOND);
}
