/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/proofs/outlay-proof-cache.h"

struct _OutlayProofCache
{
  GObject parent_instance;

  GHashTable *by_key; /* of Entry, owned; looked up by itself */
  GQueue order;       /* links of Entry, the most recently used first */
  gsize n_bytes;
  gsize budget;
};

G_DEFINE_FINAL_TYPE (OutlayProofCache, outlay_proof_cache, G_TYPE_OBJECT)

typedef struct
{
  GList link;
  char *sha256;
  guint page;
  guint size;
  OutlayProofPicture *picture;
} Entry;

static guint
hash_entry (gconstpointer key)
{
  const Entry *entry = key;

  return g_str_hash (entry->sha256) ^ (entry->page * 31U) ^ (entry->size * 2654435761U);
}

static gboolean
equal_entries (gconstpointer a, gconstpointer b)
{
  const Entry *left = a;
  const Entry *right = b;

  return left->page == right->page && left->size == right->size &&
         g_str_equal (left->sha256, right->sha256);
}

static void
free_entry (Entry *entry)
{
  g_free (entry->sha256);
  g_object_unref (entry->picture);
  g_free (entry);
}

static void
forget (OutlayProofCache *self, Entry *entry)
{
  g_queue_unlink (&self->order, &entry->link);
  self->n_bytes -= outlay_proof_picture_get_n_bytes (entry->picture);
  g_hash_table_remove (self->by_key, entry);
}

static Entry *
look_up (OutlayProofCache *self, const char *sha256, guint page, guint size)
{
  Entry key = { .sha256 = (char *) sha256, .page = page, .size = size };

  return g_hash_table_lookup (self->by_key, &key);
}

static OutlayProofPicture *
use (OutlayProofCache *self, Entry *entry)
{
  g_queue_unlink (&self->order, &entry->link);
  g_queue_push_head_link (&self->order, &entry->link);

  return g_object_ref (entry->picture);
}

static Entry *
find_largest (OutlayProofCache *self, const char *sha256, guint page)
{
  Entry *largest = NULL;

  for (GList *link = self->order.head; link != NULL; link = link->next)
    {
      Entry *entry = link->data;

      if (entry->page == page && g_str_equal (entry->sha256, sha256) &&
          (largest == NULL || entry->size > largest->size))
        largest = entry;
    }

  return largest;
}

static void
outlay_proof_cache_finalize (GObject *object)
{
  OutlayProofCache *self = OUTLAY_PROOF_CACHE (object);

  g_hash_table_unref (self->by_key);

  G_OBJECT_CLASS (outlay_proof_cache_parent_class)->finalize (object);
}

static void
outlay_proof_cache_class_init (OutlayProofCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_proof_cache_finalize;
}

static void
outlay_proof_cache_init (OutlayProofCache *self)
{
  self->by_key = g_hash_table_new_full (hash_entry, equal_entries, (GDestroyNotify) free_entry,
                                        NULL);
}

OutlayProofCache *
outlay_proof_cache_new (gsize budget)
{
  OutlayProofCache *self = g_object_new (OUTLAY_TYPE_PROOF_CACHE, NULL);

  self->budget = budget;

  return self;
}

void
outlay_proof_cache_add (OutlayProofCache *self,
                        const char *sha256,
                        guint page,
                        guint size,
                        OutlayProofPicture *picture)
{
  gsize n_bytes = outlay_proof_picture_get_n_bytes (picture);
  Entry *entry;

  g_return_if_fail (OUTLAY_IS_PROOF_CACHE (self));

  if ((entry = look_up (self, sha256, page, size)) != NULL)
    forget (self, entry);

  if (n_bytes > self->budget)
    return;

  while (self->n_bytes + n_bytes > self->budget)
    forget (self, self->order.tail->data);

  entry = g_new0 (Entry, 1);
  entry->link.data = entry;
  entry->sha256 = g_strdup (sha256);
  entry->page = page;
  entry->size = size;
  entry->picture = g_object_ref (picture);

  g_queue_push_head_link (&self->order, &entry->link);
  g_hash_table_add (self->by_key, entry);
  self->n_bytes += n_bytes;
}

OutlayProofPicture *
outlay_proof_cache_find (OutlayProofCache *self, const char *sha256, guint page, guint size)
{
  Entry *entry;

  g_return_val_if_fail (OUTLAY_IS_PROOF_CACHE (self), NULL);

  if ((entry = look_up (self, sha256, page, size)) != NULL)
    return use (self, entry);

  entry = find_largest (self, sha256, page);
  if (entry != NULL && (outlay_proof_picture_is_sharpest (entry->picture) && entry->size <= size))
    return use (self, entry);

  return NULL;
}

OutlayProofPicture *
outlay_proof_cache_find_any (OutlayProofCache *self, const char *sha256, guint page)
{
  Entry *entry;

  g_return_val_if_fail (OUTLAY_IS_PROOF_CACHE (self), NULL);

  entry = find_largest (self, sha256, page);

  return entry != NULL ? use (self, entry) : NULL;
}

gsize
outlay_proof_cache_get_n_bytes (OutlayProofCache *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_CACHE (self), 0);
  return self->n_bytes;
}
