/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/transport/outlay-download.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "client/outlay-client-error.h"
#include "client/transport/outlay-fiber.h"
#include "client/transport/outlay-problem.h"
#include "client/transport/outlay-stream.h"

#define CHUNK (64 * 1024)

typedef struct
{
  GInputStream *stream;
  gsize max;
  char *sha256;
  GFile *into;
  GCancellable *cancellable; /* (nullable) */
  GFile *part;               /* (nullable): the file beside it, while it is there */
} Download;

static void
download_free (Download *self)
{
  if (self->part != NULL)
    g_file_delete (self->part, NULL, NULL);
  g_clear_object (&self->part);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->into);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->sha256, g_free);
  g_free (self);
}

static GOutputStream *
create_part (Download *self, GError **error)
{
  g_autofree char *path = g_file_get_path (self->into);
  g_autofree char *part = g_strdup_printf ("%s.%08x.part", path, g_random_int ());
  g_autoptr (GFile) file = g_file_new_for_path (part);
  GFileOutputStream *stream;

  stream = dex_await_object (
      dex_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT), error);
  if (stream != NULL)
    self->part = g_steal_pointer (&file);
  return (GOutputStream *) stream;
}

static gboolean
copy (Download *self, GOutputStream *output, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize total = 0;

  while (TRUE)
    {
      g_autoptr (GBytes) chunk = NULL;
      gsize size, written = 0;

      chunk = dex_await_boxed (outlay_stream_read (self->stream, CHUNK, self->cancellable), error);
      if (chunk == NULL)
        return FALSE;

      size = g_bytes_get_size (chunk);
      if (size == 0)
        break;

      total += size;
      if (total > self->max)
        {
          g_set_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER,
                       "the file has more than %" G_GSIZE_FORMAT " bytes", self->max);
          return FALSE;
        }

      g_checksum_update (checksum, g_bytes_get_data (chunk, NULL), (gssize) size);
      while (written < size)
        {
          g_autoptr (GBytes) rest = g_bytes_new_from_bytes (chunk, written, size - written);
          gint64 n = dex_await_int64 (
              dex_output_stream_write_bytes (output, rest, G_PRIORITY_DEFAULT), error);

          if (n <= 0)
            return FALSE;
          written += (gsize) n;
        }
    }

  if (!g_str_equal (g_checksum_get_string (checksum), self->sha256))
    {
      g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER,
                           "the file does not hash to its name");
      return FALSE;
    }
  return TRUE;
}

static gboolean
sync_path (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean is_synced;

  if (fd == -1)
    return FALSE;
  is_synced = fsync (fd) == 0;
  close (fd);
  return is_synced;
}

/* On a pool thread, as fsync() may take its time. */
static DexFuture *
settle_fiber (gpointer user_data)
{
  Download *self = user_data;
  g_autofree char *part = g_file_get_path (self->part);
  g_autofree char *into = g_file_get_path (self->into);
  g_autofree char *folder = g_path_get_dirname (into);

  if (!sync_path (part) || g_rename (part, into) != 0 || !sync_path (folder))
    return dex_future_new_for_errno (errno);
  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
save_fiber (gpointer user_data)
{
  Download *self = user_data;
  GError *error = NULL;
  g_autoptr (GOutputStream) output = create_part (self, &error);

  if (output == NULL || !copy (self, output, &error) ||
      !dex_await (dex_output_stream_close (output, G_PRIORITY_DEFAULT), &error) ||
      !dex_await (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), OUTLAY_FIBER_STACK,
                                       settle_fiber, self, NULL),
                  &error))
    return dex_future_new_for_error (outlay_client_error_translate (error, TRUE));

  g_clear_object (&self->part);
  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
outlay_download_save (GInputStream *stream,
                      gsize max,
                      const char *sha256,
                      GFile *into,
                      GCancellable *cancellable)
{
  Download *download;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);
  g_return_val_if_fail (sha256 != NULL && G_IS_FILE (into), NULL);

  download = g_new0 (Download, 1);
  download->stream = g_object_ref (stream);
  download->max = max;
  download->sha256 = g_strdup (sha256);
  download->into = g_object_ref (into);
  g_set_object (&download->cancellable, cancellable);
  return outlay_fiber_spawn (save_fiber, download, (GDestroyNotify) download_free);
}
