/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-cache.h"

#include <string.h>

#include "server/outlay-log.h"
#include "server/shared/outlay-shared-cache.h"

/* Topics share these by their hash: a change of one may cost another its answers, never leave old
 * ones to it. */
#define N_GENERATIONS 8192

/* What the table, the queue and the allocator take for an entry, roughly. */
#define ENTRY_OVERHEAD 128

typedef struct
{
  GList link; /* in the queue; its data is the entry */
  guint64 generation;
  gint64 expires_at; /* monotonic */
  gsize size;
  GBytes *answer;
  char name[]; /* of the answer: company, topic and key */
} Entry;

struct _OutlayCache
{
  OutlaySharedCache *shared; /* (nullable): in place of the entries */
  gsize max_bytes;
  guint64 generations[N_GENERATIONS]; /* atomic */

  GMutex mutex;
  GHashTable *entries; /* name → Entry, which holds it */
  GQueue queue;        /* of Entry, asked for last first */
  gsize bytes;

  guint64 hits;   /* atomic */
  guint64 misses; /* atomic */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_bytes_unref (entry->answer);
  g_free (entry);
}

OutlayCache *
outlay_cache_new (gsize max_bytes, OutlayRedis *redis)
{
  OutlayCache *self = g_new0 (OutlayCache, 1);

  self->shared = redis != NULL ? outlay_shared_cache_new (redis) : NULL;
  self->max_bytes = max_bytes;
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  g_mutex_init (&self->mutex);

  return self;
}

void
outlay_cache_free (OutlayCache *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->shared, outlay_shared_cache_free);
  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

gboolean
outlay_cache_may_wait (OutlayCache *self)
{
  return self->shared != NULL;
}

static guint64 *
find_generation (OutlayCache *self, const char *company, const char *topic)
{
  return &self->generations[(g_str_hash (company) * 31 + g_str_hash (topic)) % N_GENERATIONS];
}

/* With the mutex held. */
static void
drop (OutlayCache *self, Entry *entry)
{
  g_queue_unlink (&self->queue, &entry->link);
  self->bytes -= entry->size;
  g_hash_table_remove (self->entries, entry->name);
}

/* With the mutex held. */
static GBytes *
look_up (OutlayCache *self, const char *name, guint64 generation)
{
  Entry *entry = g_hash_table_lookup (self->entries, name);

  if (entry == NULL)
    return NULL;

  if (entry->generation != generation || entry->expires_at <= g_get_monotonic_time ())
    {
      drop (self, entry);
      return NULL;
    }

  g_queue_unlink (&self->queue, &entry->link);
  g_queue_push_head_link (&self->queue, &entry->link);
  return g_bytes_ref (entry->answer);
}

static GBytes *
find_here (OutlayCache *self, OutlayCacheTicket *ticket)
{
  g_autofree char *name = g_strconcat (ticket->company, "/", ticket->topic, "/", ticket->key, NULL);
  GBytes *answer;

  ticket->is_good = TRUE;
  ticket->generation = __atomic_load_n (find_generation (self, ticket->company, ticket->topic),
                                        __ATOMIC_SEQ_CST);

  g_mutex_lock (&self->mutex);
  answer = look_up (self, name, ticket->generation);
  g_mutex_unlock (&self->mutex);

  return answer;
}

GBytes *
outlay_cache_find (OutlayCache *self,
                   const char *company,
                   const char *topic,
                   const char *key,
                   OutlayCacheTicket *ticket)
{
  GBytes *answer;

  *ticket = (OutlayCacheTicket) { .company = company, .topic = topic, .key = key };
  answer = self->shared != NULL ? outlay_shared_cache_find (self->shared, ticket)
                                : find_here (self, ticket);

  __atomic_add_fetch (answer != NULL ? &self->hits : &self->misses, 1, __ATOMIC_RELAXED);
  if (outlay_log_get_level () >= OUTLAY_LOG_DEBUG)
    g_debug ("cache: %s %s/%s/%s", answer != NULL ? "hit" : "miss", company, topic, key);

  return answer;
}

static Entry *
entry_new (const OutlayCacheTicket *ticket, GBytes *answer)
{
  g_autofree char *name = g_strconcat (ticket->company, "/", ticket->topic, "/", ticket->key, NULL);
  gsize length = strlen (name) + 1;
  Entry *entry = g_malloc (sizeof (Entry) + length);

  *entry = (Entry) {
    .link.data = entry,
    .generation = ticket->generation,
    .expires_at = g_get_monotonic_time () + OUTLAY_CACHE_SECONDS * G_USEC_PER_SEC,
    .size = ENTRY_OVERHEAD + sizeof (Entry) + length + g_bytes_get_size (answer),
    .answer = g_bytes_ref (answer),
  };
  memcpy (entry->name, name, length);

  return entry;
}

void
outlay_cache_keep (OutlayCache *self, const OutlayCacheTicket *ticket, GBytes *answer)
{
  Entry *entry, *old;

  if (self->shared != NULL)
    {
      outlay_shared_cache_keep (self->shared, ticket, answer);
      return;
    }

  if (ticket->generation !=
      __atomic_load_n (find_generation (self, ticket->company, ticket->topic), __ATOMIC_SEQ_CST))
    return;

  entry = entry_new (ticket, answer);
  if (entry->size > self->max_bytes)
    {
      entry_free (entry);
      return;
    }

  g_mutex_lock (&self->mutex);
  if ((old = g_hash_table_lookup (self->entries, entry->name)) != NULL)
    drop (self, old);
  while (self->bytes + entry->size > self->max_bytes)
    drop (self, g_queue_peek_tail (&self->queue));
  g_hash_table_insert (self->entries, entry->name, entry);
  g_queue_push_head_link (&self->queue, &entry->link);
  self->bytes += entry->size;
  g_mutex_unlock (&self->mutex);
}

void
outlay_cache_forget (OutlayCache *self, const char *company, const char *topic)
{
  if (self->shared != NULL)
    outlay_shared_cache_forget (self->shared, company, topic);
  else
    __atomic_add_fetch (find_generation (self, company, topic), 1, __ATOMIC_SEQ_CST);
}

void
outlay_cache_forget_all (OutlayCache *self)
{
  for (guint i = 0; i < N_GENERATIONS; i++)
    __atomic_add_fetch (&self->generations[i], 1, __ATOMIC_SEQ_CST);
}

void
outlay_cache_tick (OutlayCache *self)
{
  if (self->shared != NULL)
    outlay_shared_cache_tick (self->shared);
}

void
outlay_cache_count (OutlayCache *self, OutlayCacheCounts *counts)
{
  g_mutex_lock (&self->mutex);
  *counts = (OutlayCacheCounts) {
    .hits = __atomic_load_n (&self->hits, __ATOMIC_RELAXED),
    .misses = __atomic_load_n (&self->misses, __ATOMIC_RELAXED),
    .bytes = self->bytes,
    .n_answers = g_hash_table_size (self->entries),
  };
  g_mutex_unlock (&self->mutex);
}
