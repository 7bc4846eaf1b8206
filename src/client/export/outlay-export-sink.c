/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/export/outlay-export-sink.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "client/proofs/outlay-proof-files.h"
#include "pack/outlay-csv.h"
#include "pack/outlay-journal.h"
#include "pack/outlay-pack-table.h"
#include "pack/outlay-pack-writer.h"

#define LONG_BUFFER (256 * 1024)

struct _OutlayExportSink
{
  OutlayExportFormat format;
  OutlayPackBook *book;
  GCancellable *cancellable;
  char *proofs;
  GPtrArray *missing;

  OutlayPackWriter *writer; /* (nullable): of a pack */

  char *path; /* of a file of text */
  char *temporary;
  int fd;
  GString *text;
  OutlayJournal *journal; /* (nullable) */
};

/* --- a file of text -------------------------------------------------------------------------- */

static gboolean
fail (OutlayExportSink *self, GError **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "%s cannot be written: %s",
               self->path, g_strerror (code));
  return FALSE;
}

static gboolean
flush (OutlayExportSink *self, gboolean is_last, GError **error)
{
  const char *at = self->text->str;
  gsize left = self->text->len;

  if (left < LONG_BUFFER && !is_last)
    return TRUE;

  while (left > 0)
    {
      ssize_t n = write (self->fd, at, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (self, error);
      at += n;
      left -= (gsize) n;
    }

  g_string_truncate (self->text, 0);
  return TRUE;
}

static gboolean
begin_text (OutlayExportSink *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  self->temporary = g_build_filename (folder, ".outlay-export-XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      fail (self, error);
      g_clear_pointer (&self->temporary, g_free);
      return FALSE;
    }

  self->text = g_string_new (NULL);
  if (self->format == OUTLAY_EXPORT_JOURNAL)
    {
      self->journal = outlay_journal_new (self->book);
      outlay_journal_append_head (self->journal, self->text);
      return TRUE;
    }

  outlay_pack_table_append_head (self->text);
  if (self->format == OUTLAY_EXPORT_SPREADSHEET)
    g_string_prepend (self->text, OUTLAY_CSV_BOM);
  return TRUE;
}

static gboolean
finish_text (OutlayExportSink *self, GError **error)
{
  if (!flush (self, TRUE, error))
    return FALSE;
  if (fsync (self->fd) != 0 || g_rename (self->temporary, self->path) != 0)
    return fail (self, error);

  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

/* --- a pack ---------------------------------------------------------------------------------- */

static GBytes *
read_proof_cb (const char *sha256, gpointer data, GError **error)
{
  OutlayExportSink *self = data;
  g_autofree char *path = outlay_proof_files_find (self->proofs, sha256);
  char *contents;
  gsize length;

  if (path == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the file is not on this device");
  if (path == NULL || !g_file_get_contents (path, &contents, &length, error))
    {
      g_ptr_array_add (self->missing, g_strdup (sha256));
      return NULL;
    }

  return g_bytes_new_take (contents, length);
}

/* --- public ---------------------------------------------------------------------------------- */

OutlayExportSink *
outlay_export_sink_new (OutlayExportFormat format,
                        const char *path,
                        const OutlayPackTitle *title,
                        OutlayPackBook *book,
                        const char *proofs,
                        GPtrArray *missing,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (OutlayExportSink) self = g_new0 (OutlayExportSink, 1);

  self->format = format;
  self->fd = -1;
  self->path = g_strdup (path);
  self->book = outlay_pack_book_ref (book);
  self->proofs = g_strdup (proofs);
  self->missing = g_ptr_array_ref (missing);
  self->cancellable = g_object_ref (cancellable);
  if (format != OUTLAY_EXPORT_PACK)
    return begin_text (self, error) ? g_steal_pointer (&self) : NULL;

  self->writer = outlay_pack_writer_new (path, title, book, cancellable, error);
  if (self->writer == NULL)
    return NULL;

  outlay_pack_writer_set_proofs (self->writer, read_proof_cb, self);
  return g_steal_pointer (&self);
}

void
outlay_export_sink_free (OutlayExportSink *self)
{
  if (self == NULL)
    return;

  outlay_pack_writer_free (self->writer);
  outlay_journal_free (self->journal);
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  outlay_pack_book_unref (self->book);
  g_ptr_array_unref (self->missing);
  g_object_unref (self->cancellable);
  g_free (self->temporary);
  g_free (self->proofs);
  g_free (self->path);
  g_free (self);
}

gboolean
outlay_export_sink_add (OutlayExportSink *self, const OutlayPackExpense *expense, GError **error)
{
  if (self->writer != NULL)
    return outlay_pack_writer_add (self->writer, expense, error);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  if (self->journal != NULL)
    outlay_journal_append_expense (self->journal, self->text, expense);
  else
    outlay_pack_table_append_expense (self->text, self->book, expense);

  return flush (self, FALSE, error);
}

gboolean
outlay_export_sink_finish (OutlayExportSink *self, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  return self->writer != NULL ? outlay_pack_writer_finish (self->writer, error)
                              : finish_text (self, error);
}
