/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/proofs/outlay-proof-store.h"

#include <glib/gstdio.h>

#include "client/proofs/outlay-proof-files.h"
#include "client/proofs/outlay-proof-store-private.h"
#include "core/proof/outlay-digest.h"

#define UNUSED_SECONDS (7 * 24 * 60 * 60)

struct _OutlayProofStore
{
  GObject parent_instance;

  OutlayDatabase *database;
  OutlayApi *api; /* (nullable) */
  char *folder;
  GHashTable *downloads; /* sha256 -> DexFuture, while they run */
};

G_DEFINE_FINAL_TYPE (OutlayProofStore, outlay_proof_store, G_TYPE_OBJECT)

static void
outlay_proof_store_finalize (GObject *object)
{
  OutlayProofStore *self = OUTLAY_PROOF_STORE (object);

  g_clear_object (&self->database);
  g_clear_object (&self->api);
  g_clear_pointer (&self->downloads, g_hash_table_unref);
  g_free (self->folder);

  G_OBJECT_CLASS (outlay_proof_store_parent_class)->finalize (object);
}

static void
outlay_proof_store_class_init (OutlayProofStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_proof_store_finalize;
}

static void
outlay_proof_store_init (OutlayProofStore *self)
{
  self->downloads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, dex_unref);
}

OutlayProofStore *
outlay_proof_store_new (OutlayDatabase *database)
{
  OutlayProofStore *self = g_object_new (OUTLAY_TYPE_PROOF_STORE, NULL);
  g_autoptr (GFile) folder = g_file_get_child (outlay_database_get_folder (database), "proofs");

  self->database = g_object_ref (database);
  self->folder = g_file_get_path (folder);

  return self;
}

void
outlay_proof_store_set_api (OutlayProofStore *self, OutlayApi *api)
{
  g_return_if_fail (OUTLAY_IS_PROOF_STORE (self));

  g_set_object (&self->api, api);
}

/* --- taking files in, on a thread of the pool ------------------------------------------------- */

typedef struct
{
  char *folder;
  GFile *file; /* one of file and bytes */
  GBytes *bytes;
  char *sha256; /* of a download */
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_free (import->folder);
  g_clear_object (&import->file);
  g_clear_pointer (&import->bytes, g_bytes_unref);
  g_free (import->sha256);
  g_free (import);
}

/* Never more than one byte over the limit: enough to tell. */
static GBytes *
read_bounded (GFile *file, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree guint8 *buffer = NULL;
  gsize size;

  if (stream == NULL)
    return NULL;

  buffer = g_malloc (OUTLAY_PROOF_MAX_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, OUTLAY_PROOF_MAX_BYTES + 1, &size,
                                NULL, error))
    return NULL;

  if (size > OUTLAY_PROOF_MAX_BYTES)
    {
      g_set_error (error, OUTLAY_PROOF_ERROR, OUTLAY_PROOF_ERROR_TOO_LARGE,
                   "the file is larger than %d bytes", OUTLAY_PROOF_MAX_BYTES);
      return NULL;
    }

  buffer = g_realloc (buffer, MAX (size, 1));

  return g_bytes_new_take (g_steal_pointer (&buffer), size);
}

static DexFuture *
import_fiber (gpointer data)
{
  Import *import = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sha256 = NULL;

  if (import->bytes == NULL)
    import->bytes = read_bounded (import->file, &error);
  if (import->bytes != NULL && g_bytes_get_size (import->bytes) > OUTLAY_PROOF_MAX_BYTES)
    g_set_error (&error, OUTLAY_PROOF_ERROR, OUTLAY_PROOF_ERROR_TOO_LARGE,
                 "the file is larger than %d bytes", OUTLAY_PROOF_MAX_BYTES);
  if (error == NULL)
    sha256 = outlay_proof_files_keep (import->folder, import->bytes, &error);

  return sha256 != NULL ? dex_future_new_take_string (g_steal_pointer (&sha256))
                        : dex_future_new_for_error (g_steal_pointer (&error));
}

static DexFuture *
start_import (OutlayProofStore *self, GFile *file, GBytes *bytes)
{
  Import *import = g_new0 (Import, 1);

  import->folder = g_strdup (self->folder);
  g_set_object (&import->file, file);
  import->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;

  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 1024 * 1024, import_fiber,
                              import, import_free);
}

DexFuture *
outlay_proof_store_import (OutlayProofStore *self, GFile *file)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_STORE (self) && G_IS_FILE (file), NULL);

  return start_import (self, file, NULL);
}

DexFuture *
outlay_proof_store_import_bytes (OutlayProofStore *self, GBytes *bytes)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_STORE (self) && bytes != NULL, NULL);

  return start_import (self, NULL, bytes);
}

GFile *
outlay_proof_store_get_file (OutlayProofStore *self, const char *sha256)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (OUTLAY_IS_PROOF_STORE (self) && sha256 != NULL, NULL);

  path = outlay_proof_files_find (self->folder, sha256);

  return path != NULL ? g_file_new_for_path (path) : NULL;
}

/* --- fetching -------------------------------------------------------------------------------- */

typedef struct
{
  OutlayProofStore *self;
  char *sha256;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_object_unref (fetch->self);
  g_free (fetch->sha256);
  g_free (fetch);
}

static DexFuture *
adopt_fiber (gpointer data)
{
  Import *import = data;
  g_autofree char *path = g_file_get_path (import->file);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  kept = outlay_proof_files_adopt (import->folder, path, import->sha256, &error);

  return kept != NULL ? dex_future_new_take_object (g_file_new_for_path (kept))
                      : dex_future_new_for_error (g_steal_pointer (&error));
}

/* The file comes under a name of its own beside its place, so that it is never taken
 * for a whole one. */
static DexFuture *
fetch_fiber (gpointer data)
{
  Fetch *fetch = data;
  g_autofree char *path = outlay_proof_files_path (fetch->self->folder, fetch->sha256, "download");
  g_autofree char *sub = g_path_get_dirname (path);
  g_autoptr (GFile) into = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  Import *import;

  if (g_mkdir_with_parents (sub, 0700) != 0 ||
      !dex_await (outlay_api_get_proof (fetch->self->api, fetch->sha256, into), &error))
    {
      if (error == NULL)
        g_set_error (&error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED,
                     "%s: the folder cannot be made", sub);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  import = g_new0 (Import, 1);
  import->folder = g_strdup (fetch->self->folder);
  import->file = g_object_ref (into);
  import->sha256 = g_strdup (fetch->sha256);

  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 1024 * 1024, adopt_fiber,
                              import, import_free);
}

static DexFuture *
forget_download_cb (DexFuture *completed, gpointer data)
{
  Fetch *fetch = data;

  g_hash_table_remove (fetch->self->downloads, fetch->sha256);

  return dex_ref (completed);
}

static Fetch *
fetch_new (OutlayProofStore *self, const char *sha256)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->self = g_object_ref (self);
  fetch->sha256 = g_strdup (sha256);

  return fetch;
}

DexFuture *
outlay_proof_store_fetch (OutlayProofStore *self, const char *sha256)
{
  g_autoptr (GFile) file = NULL;
  DexFuture *download;

  g_return_val_if_fail (OUTLAY_IS_PROOF_STORE (self), NULL);
  g_return_val_if_fail (outlay_digest_is_valid (sha256), NULL);

  file = outlay_proof_store_get_file (self, sha256);
  if (file != NULL)
    return dex_future_new_take_object (g_steal_pointer (&file));

  if (self->api == NULL)
    return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE,
                                  "%s is not on this device", sha256);

  download = g_hash_table_lookup (self->downloads, sha256);
  if (download == NULL)
    {
      download = dex_scheduler_spawn (dex_scheduler_get_default (), 1024 * 1024, fetch_fiber,
                                      fetch_new (self, sha256), fetch_free);
      g_hash_table_insert (self->downloads, g_strdup (sha256), download);
      dex_future_disown (dex_future_finally (dex_ref (download), forget_download_cb,
                                             fetch_new (self, sha256), fetch_free));
    }

  return dex_ref (download);
}

/* --- sweeping -------------------------------------------------------------------------------- */

static gboolean
is_used (OutlayConnection *connection, const char *sha256, gboolean *answer, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (connection, &row, error, "proof/is-used", "s", sha256))
    return FALSE;

  *answer = row != NULL;

  return TRUE;
}

/* On the database thread, so that nothing can name a file while it is looked at. */
static gboolean
sweep (OutlayConnection *connection,
       gpointer data,
       GValue *result,
       OutlayTopics *changed,
       GError **error)
{
  const char *folder = data;
  g_autoptr (GPtrArray) hashes = outlay_proof_files_list (folder, UNUSED_SECONDS);

  outlay_proof_files_sweep (folder);

  for (guint i = 0; i < hashes->len; i++)
    {
      const char *sha256 = g_ptr_array_index (hashes, i);
      g_autofree char *path = NULL;
      gboolean has_use;

      if (!is_used (connection, sha256, &has_use, error))
        return FALSE;
      path = has_use ? NULL : outlay_proof_files_find (folder, sha256);
      if (path != NULL)
        g_unlink (path);
    }

  return TRUE;
}

DexFuture *
outlay_proof_store_sweep (OutlayProofStore *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_STORE (self), NULL);

  return outlay_database_run (self->database, sweep, g_strdup (self->folder), g_free);
}
