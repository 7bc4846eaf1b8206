/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/auth/outlay-attempts.h"

#define WINDOW_USEC (15 * 60 * G_USEC_PER_SEC)
#define MAX_ENTRIES 100000

typedef struct
{
  gint64 since; /* of the window */
  guint n;
} Count;

struct _OutlayAttempts
{
  GMutex mutex;
  GHashTable *counts; /* "kind:name" → Count */
};

OutlayAttempts *
outlay_attempts_new (void)
{
  OutlayAttempts *self = g_new0 (OutlayAttempts, 1);

  g_mutex_init (&self->mutex);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
outlay_attempts_free (OutlayAttempts *self)
{
  g_mutex_clear (&self->mutex);
  g_hash_table_unref (self->counts);
  g_free (self);
}

static gboolean
is_over_cb (gpointer key, gpointer value, gpointer data)
{
  return ((Count *) value)->since + WINDOW_USEC <= *(gint64 *) data;
}

guint
outlay_attempts_get_wait (OutlayAttempts *self,
                          const char *kind,
                          const char *name,
                          guint limit,
                          gint64 now)
{
  g_autofree char *key = g_strconcat (kind, ":", name, NULL);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const Count *count = g_hash_table_lookup (self->counts, key);
  gint64 left;

  if (count == NULL || count->n < limit)
    return 0;

  left = count->since + WINDOW_USEC - now;
  return left > 0 ? (guint) (left / G_USEC_PER_SEC) + 1 : 0;
}

void
outlay_attempts_add (OutlayAttempts *self, const char *kind, const char *name, gint64 now)
{
  g_autofree char *key = g_strconcat (kind, ":", name, NULL);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Count *count = g_hash_table_lookup (self->counts, key);

  if (count == NULL)
    {
      if (g_hash_table_size (self->counts) >= MAX_ENTRIES)
        g_hash_table_foreach_remove (self->counts, is_over_cb, &now);
      if (g_hash_table_size (self->counts) >= MAX_ENTRIES)
        g_hash_table_remove_all (self->counts);

      count = g_new0 (Count, 1);
      g_hash_table_insert (self->counts, g_steal_pointer (&key), count);
    }

  if (count->since + WINDOW_USEC <= now)
    *count = (Count) { now, 0 };
  count->n++;
}

void
outlay_attempts_clear (OutlayAttempts *self, const char *kind, const char *name)
{
  g_autofree char *key = g_strconcat (kind, ":", name, NULL);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_remove (self->counts, key);
}
