/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/proofs/outlay-proof-loader.h"

#include "app/proofs/outlay-proof-cache.h"

#define CACHE_BYTES (64 * 1024 * 1024)
#define N_THREADS 2
#define STORE_KEY "outlay-proof-loader"

struct _OutlayProofLoader
{
  GObject parent_instance;

  OutlayProofStore *store; /* unowned: the store owns its loader */
  OutlayProofCache *cache;
  GThreadPool *threads;
  GHashTable *jobs; /* key to Job, a reference each */
  guint n_decoded;
  guint64 n_jobs;
};

G_DEFINE_FINAL_TYPE (OutlayProofLoader, outlay_proof_loader, G_TYPE_OBJECT)

/* One decode. The main thread owns it; the decoding thread only reads what was set before it was
 * pushed, and writes the results. */
typedef struct
{
  GWeakRef loader;
  char *key;
  char *sha256;
  guint page;
  guint size;
  OutlayProofUrgency urgency;
  guint64 number;
  GCancellable *cancellable;
  GPtrArray *waiters;
  GFile *file;
  gboolean is_decoding;

  OutlayProofPicture *picture;
  OutlayProofPicture *thumbnail;
  GError *error;
} Job;

typedef struct
{
  Job *job;
  DexPromise *promise;
  GCancellable *cancellable;
  gulong cancelled_id;
  gboolean wants_thumbnail; /* of a job that makes a larger picture as well */
} Waiter;

/* --- waiters and jobs ------------------------------------------------------------------------ */

static void
free_waiter (Waiter *waiter)
{
  g_clear_signal_handler (&waiter->cancelled_id, waiter->cancellable);
  g_clear_object (&waiter->cancellable);
  dex_unref (waiter->promise);
  g_free (waiter);
}

static void
clear_job (gpointer data)
{
  Job *job = data;

  g_weak_ref_clear (&job->loader);
  g_free (job->key);
  g_free (job->sha256);
  g_object_unref (job->cancellable);
  g_ptr_array_unref (job->waiters);
  g_clear_object (&job->file);
  g_clear_object (&job->picture);
  g_clear_object (&job->thumbnail);
  g_clear_error (&job->error);
}

static void
release_job (gpointer job)
{
  g_atomic_rc_box_release_full (job, clear_job);
}

/* Takes the job off the books first, as whoever waits may ask for the same again at once. */
static void
finish_job (Job *job)
{
  g_autoptr (OutlayProofLoader) self = g_weak_ref_get (&job->loader);
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&job->waiters);

  job->waiters = g_ptr_array_new_with_free_func ((GDestroyNotify) free_waiter);

  if (self != NULL && g_hash_table_lookup (self->jobs, job->key) == job)
    g_hash_table_remove (self->jobs, job->key);

  for (guint i = 0; i < waiters->len; i++)
    {
      Waiter *waiter = g_ptr_array_index (waiters, i);

      if (job->picture != NULL)
        dex_promise_resolve_object (
            waiter->promise,
            g_object_ref (waiter->wants_thumbnail ? job->thumbnail : job->picture));
      else
        dex_promise_reject (waiter->promise, g_error_copy (job->error));
    }
}

static void
cancelled_cb (GCancellable *cancellable, Waiter *waiter)
{
  Job *job = waiter->job;
  g_autoptr (OutlayProofLoader) self = g_weak_ref_get (&job->loader);
  g_autoptr (DexPromise) promise = dex_ref (waiter->promise);

  g_ptr_array_remove_fast (job->waiters, waiter);
  if (job->waiters->len == 0)
    {
      g_cancellable_cancel (job->cancellable);
      if (self != NULL && g_hash_table_lookup (self->jobs, job->key) == job)
        g_hash_table_remove (self->jobs, job->key);
    }

  dex_promise_reject (promise, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                    "the proof is no longer wanted"));
}

static DexFuture *
add_waiter (Job *job, gboolean wants_thumbnail, GCancellable *cancellable)
{
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->job = job;
  waiter->wants_thumbnail = wants_thumbnail;
  waiter->promise = dex_promise_new ();
  if (cancellable != NULL)
    {
      waiter->cancellable = g_object_ref (cancellable);
      waiter->cancelled_id = g_signal_connect (cancellable, "cancelled", G_CALLBACK (cancelled_cb),
                                               waiter);
    }
  g_ptr_array_add (job->waiters, waiter);

  return dex_ref (waiter->promise);
}

/* --- decoding -------------------------------------------------------------------------------- */

static gboolean
decoded_cb (gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (OutlayProofLoader) self = g_weak_ref_get (&job->loader);

  if (self != NULL && job->picture != NULL)
    {
      self->n_decoded++;
      if (job->thumbnail != NULL)
        outlay_proof_cache_add (self->cache, job->sha256, job->page, OUTLAY_PROOF_THUMBNAIL_SIZE,
                                job->thumbnail);
      outlay_proof_cache_add (self->cache, job->sha256, job->page, job->size, job->picture);
    }

  finish_job (job);

  return G_SOURCE_REMOVE;
}

static GBytes *
read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return NULL;

  if (g_file_info_get_size (info) > OUTLAY_PROOF_MAX_BYTES)
    {
      g_set_error (error, OUTLAY_PROOF_ERROR, OUTLAY_PROOF_ERROR_TOO_LARGE,
                   "the file has more than %d bytes", OUTLAY_PROOF_MAX_BYTES);
      return NULL;
    }

  return g_file_load_bytes (file, cancellable, NULL, error);
}

static void
decode (gpointer data, gpointer user_data)
{
  Job *job = data;
  g_autoptr (GBytes) bytes = read_file (job->file, job->cancellable, &job->error);

  if (bytes != NULL)
    job->picture = outlay_proof_picture_read (
        bytes, job->page, job->size, OUTLAY_PROOF_THUMBNAIL_SIZE,
        job->size > OUTLAY_PROOF_THUMBNAIL_SIZE ? &job->thumbnail : NULL, job->cancellable,
        &job->error);

  g_idle_add_full (G_PRIORITY_HIGH, decoded_cb, job, release_job);
}

static int
compare_jobs (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Job *left = a;
  const Job *right = b;

  if (left->urgency != right->urgency)
    return left->urgency < right->urgency ? -1 : 1;

  return left->number < right->number ? -1 : 1;
}

static void
start_decoding (OutlayProofLoader *self, Job *job)
{
  job->is_decoding = TRUE;
  g_thread_pool_push (self->threads, g_atomic_rc_box_acquire (job), NULL);
}

static DexFuture *
fetched_cb (DexFuture *future, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (OutlayProofLoader) self = g_weak_ref_get (&job->loader);
  const GValue *value = dex_future_get_value (future, &job->error);

  if (value != NULL && self != NULL)
    {
      job->file = g_value_dup_object (value);
      start_decoding (self, job);
      return dex_future_new_for_boolean (TRUE);
    }

  if (value != NULL)
    g_cancellable_set_error_if_cancelled (job->cancellable, &job->error);
  finish_job (job);

  return dex_future_new_for_boolean (TRUE);
}

static Job *
start_job (OutlayProofLoader *self,
           const char *key,
           const char *sha256,
           guint page,
           guint size,
           OutlayProofUrgency urgency)
{
  Job *job = g_atomic_rc_box_new0 (Job);

  g_weak_ref_init (&job->loader, self);
  job->key = g_strdup (key);
  job->sha256 = g_strdup (sha256);
  job->page = page;
  job->size = size;
  job->urgency = urgency;
  job->number = self->n_jobs++;
  job->cancellable = g_cancellable_new ();
  job->waiters = g_ptr_array_new_with_free_func ((GDestroyNotify) free_waiter);
  g_hash_table_insert (self->jobs, job->key, job);

  if ((job->file = outlay_proof_store_get_file (self->store, sha256)) != NULL)
    start_decoding (self, job);
  else
    dex_future_disown (dex_future_finally (outlay_proof_store_fetch (self->store, sha256),
                                           fetched_cb, g_atomic_rc_box_acquire (job), release_job));

  return job;
}

/* The job that makes this picture already, or one of the same page that leaves it behind. */
static Job *
find_job (OutlayProofLoader *self, const char *key, const char *sha256, guint page, guint size)
{
  Job *job = g_hash_table_lookup (self->jobs, key);
  GHashTableIter iter;

  if (job != NULL || size != OUTLAY_PROOF_THUMBNAIL_SIZE)
    return job;

  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &job))
    if (job->page == page && job->size > size && g_str_equal (job->sha256, sha256))
      return job;

  return NULL;
}

/* --- the type -------------------------------------------------------------------------------- */

static void
outlay_proof_loader_dispose (GObject *object)
{
  OutlayProofLoader *self = OUTLAY_PROOF_LOADER (object);
  GHashTableIter iter;
  Job *job;

  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &job))
    g_cancellable_cancel (job->cancellable);
  g_hash_table_remove_all (self->jobs);

  G_OBJECT_CLASS (outlay_proof_loader_parent_class)->dispose (object);
}

static void
outlay_proof_loader_finalize (GObject *object)
{
  OutlayProofLoader *self = OUTLAY_PROOF_LOADER (object);

  /* What is still queued runs through, as cancelled, so that its references are given back. */
  g_thread_pool_free (self->threads, FALSE, FALSE);
  g_hash_table_unref (self->jobs);
  g_object_unref (self->cache);

  G_OBJECT_CLASS (outlay_proof_loader_parent_class)->finalize (object);
}

static void
outlay_proof_loader_class_init (OutlayProofLoaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = outlay_proof_loader_dispose;
  object_class->finalize = outlay_proof_loader_finalize;
}

static void
outlay_proof_loader_init (OutlayProofLoader *self)
{
  self->cache = outlay_proof_cache_new (CACHE_BYTES);
  self->jobs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, release_job);
  self->threads = g_thread_pool_new (decode, NULL, N_THREADS, FALSE, NULL);
  g_thread_pool_set_sort_function (self->threads, compare_jobs, NULL);
}

OutlayProofLoader *
outlay_proof_loader_of (OutlayProofStore *store)
{
  OutlayProofLoader *self;

  g_return_val_if_fail (OUTLAY_IS_PROOF_STORE (store), NULL);

  self = g_object_get_data (G_OBJECT (store), STORE_KEY);
  if (self == NULL)
    {
      self = g_object_new (OUTLAY_TYPE_PROOF_LOADER, NULL);
      self->store = store;
      g_object_set_data_full (G_OBJECT (store), STORE_KEY, self, g_object_unref);
    }

  return self;
}

guint
outlay_proof_loader_round_size (double pixels)
{
  static const guint sizes[] = { OUTLAY_PROOF_THUMBNAIL_SIZE, 512, 1024, 1536, 2048, 3072, 4096 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (pixels <= sizes[i])
      return sizes[i];

  return sizes[G_N_ELEMENTS (sizes) - 1];
}

DexFuture *
outlay_proof_loader_load (OutlayProofLoader *self,
                          const char *sha256,
                          guint page,
                          guint size,
                          OutlayProofUrgency urgency,
                          GCancellable *cancellable)
{
  g_autoptr (OutlayProofPicture) known = NULL;
  g_autofree char *key = NULL;
  Job *job;

  g_return_val_if_fail (OUTLAY_IS_PROOF_LOADER (self), NULL);
  g_return_val_if_fail (sha256 != NULL && size > 0, NULL);

  if (g_cancellable_is_cancelled (cancellable))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                  "the proof is no longer wanted");

  if ((known = outlay_proof_cache_find (self->cache, sha256, page, size)) != NULL)
    return dex_future_new_take_object (g_steal_pointer (&known));

  key = g_strdup_printf ("%s %u %u", sha256, page, size);
  if ((job = find_job (self, key, sha256, page, size)) == NULL)
    {
      job = start_job (self, key, sha256, page, size, urgency);
    }
  else if (urgency < job->urgency)
    {
      job->urgency = urgency;
      if (job->is_decoding)
        g_thread_pool_move_to_front (self->threads, job);
    }

  return add_waiter (job, job->size != size, cancellable);
}

OutlayProofPicture *
outlay_proof_loader_peek (OutlayProofLoader *self, const char *sha256, guint page, guint size)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_LOADER (self), NULL);
  return outlay_proof_cache_find (self->cache, sha256, page, size);
}

OutlayProofPicture *
outlay_proof_loader_peek_any (OutlayProofLoader *self, const char *sha256, guint page)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_LOADER (self), NULL);
  return outlay_proof_cache_find_any (self->cache, sha256, page);
}

guint
outlay_proof_loader_get_n_decoded (OutlayProofLoader *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_LOADER (self), 0);
  return self->n_decoded;
}
