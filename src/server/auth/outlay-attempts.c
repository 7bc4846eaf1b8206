/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/auth/outlay-attempts.h"

#include <string.h>

#include "server/auth/outlay-keys.h"

#define WINDOW_MSEC (15 * 60 * 1000)
#define WINDOW_USEC ((gint64) WINDOW_MSEC * 1000)
#define TURN_USEC G_TIME_SPAN_MINUTE /* longer than any request waits to be served */
#define MAX_ENTRIES 100000

typedef struct
{
  gint64 since; /* of the window */
  guint n;
} Count;

struct _OutlayAttempts
{
  OutlayRedis *redis; /* (nullable) */
  GBytes *secret;     /* (nullable) */
  GMutex mutex;
  GHashTable *counts; /* write_key() → Count */
};

OutlayAttempts *
outlay_attempts_new (OutlayRedis *redis, GBytes *secret)
{
  OutlayAttempts *self = g_new0 (OutlayAttempts, 1);

  g_return_val_if_fail (redis == NULL || secret != NULL, NULL);

  self->redis = redis;
  self->secret = secret != NULL ? g_bytes_ref (secret) : NULL;
  g_mutex_init (&self->mutex);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
outlay_attempts_free (OutlayAttempts *self)
{
  g_mutex_clear (&self->mutex);
  g_hash_table_unref (self->counts);
  g_clear_pointer (&self->secret, g_bytes_unref);
  g_free (self);
}

/* Requests wait for their turn, so that one may come from before a window that a later one began. A
 * window that begins much later than now is of a clock that was put back since: it has no end. */
static gboolean
is_over (const Count *count, gint64 now)
{
  return count->since + WINDOW_USEC <= now || count->since > now + TURN_USEC;
}

static gboolean
is_over_cb (gpointer key, gpointer value, gpointer data)
{
  return is_over (value, *(gint64 *) data);
}

/* What is kept of a name is short, however long it is: strangers choose it. */
static char *
write_key (const char *kind, const char *name)
{
  g_autofree char *text = g_strconcat (kind, ":", name, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* --- what the other processes have counted --- */

/* Nobody who reads Redis learns who tries to sign in. */
static char *
write_shared_key (OutlayAttempts *self, const char *key)
{
  guint8 digest[32];
  g_autofree char *text = NULL;

  outlay_hmac (self->secret, digest, (gsize) 1, key, strlen (key));
  text = outlay_base64url_encode (digest, sizeof digest);
  return g_strconcat ("attempt:", text, NULL);
}

static guint
get_shared_wait (OutlayAttempts *self, const char *key, guint limit)
{
  g_autofree char *shared = NULL;
  gint64 total, left;

  if (self->redis == NULL)
    return 0;

  shared = write_shared_key (self, key);
  if (outlay_redis_add (self->redis, shared, 0, WINDOW_MSEC, &total, &left) != OUTLAY_REDIS_FOUND ||
      total < limit)
    return 0;

  return (guint) CLAMP (left / 1000, 0, WINDOW_MSEC / 1000) + 1;
}

static void
counted_cb (OutlayRedisOutcome outcome, gint64 total, gint64 left, gpointer data)
{
  /* This process has counted it already; without Redis that is all there is. */
}

static void
add_shared (OutlayAttempts *self, const char *key)
{
  g_autofree char *shared = self->redis != NULL ? write_shared_key (self, key) : NULL;

  if (shared != NULL)
    outlay_redis_add_later (self->redis, shared, 1, WINDOW_MSEC, counted_cb, NULL);
}

static void
clear_shared (OutlayAttempts *self, const char *key)
{
  g_autofree char *shared = self->redis != NULL ? write_shared_key (self, key) : NULL;

  if (shared != NULL)
    outlay_redis_delete (self->redis, shared);
}

/* --- what this one has --- */

static guint
get_own_wait (OutlayAttempts *self, const char *key, guint limit, gint64 now)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const Count *count = g_hash_table_lookup (self->counts, key);

  if (count == NULL || count->n < limit || is_over (count, now))
    return 0;

  return (guint) ((count->since + WINDOW_USEC - now) / G_USEC_PER_SEC) + 1;
}

guint
outlay_attempts_get_wait (OutlayAttempts *self,
                          const char *kind,
                          const char *name,
                          guint limit,
                          gint64 now)
{
  g_autofree char *key = write_key (kind, name);
  guint wait = get_own_wait (self, key, limit, now);

  return wait > 0 ? wait : get_shared_wait (self, key, limit);
}

static void
add_own (OutlayAttempts *self, const char *key, gint64 now)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Count *count = g_hash_table_lookup (self->counts, key);

  if (count == NULL)
    {
      if (g_hash_table_size (self->counts) >= MAX_ENTRIES)
        g_hash_table_foreach_remove (self->counts, is_over_cb, &now);
      if (g_hash_table_size (self->counts) >= MAX_ENTRIES)
        g_hash_table_remove_all (self->counts);

      count = g_new0 (Count, 1);
      g_hash_table_insert (self->counts, g_strdup (key), count);
    }

  if (is_over (count, now))
    *count = (Count) { now, 0 };
  count->n++;
}

void
outlay_attempts_add (OutlayAttempts *self, const char *kind, const char *name, gint64 now)
{
  g_autofree char *key = write_key (kind, name);

  add_own (self, key, now);
  add_shared (self, key);
}

void
outlay_attempts_clear (OutlayAttempts *self, const char *kind, const char *name)
{
  g_autofree char *key = write_key (kind, name);

  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->counts, key);
  g_mutex_unlock (&self->mutex);
  clear_shared (self, key);
}
