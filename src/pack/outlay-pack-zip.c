/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _OutlayPackZip
{
  char *path;
  char *temporary;
  int fd;
  struct archive *archive;
  gint64 made_at;
  GCancellable *cancellable;
  int failure; /* errno of the first write that failed */
};

/* libarchive 3.7 loses memory when it hears of a failure: it is told that all is well, and what it gives
 * from then on is dropped. */
static ssize_t
write_cb (struct archive *archive, void *data, const void *buffer, size_t size)
{
  OutlayPackZip *self = data;
  ssize_t n;

  if (self->failure == 0 && g_cancellable_is_cancelled (self->cancellable))
    self->failure = ECANCELED;
  if (self->failure != 0)
    return (ssize_t) size;

  do
    n = write (self->fd, buffer, size);
  while (n < 0 && errno == EINTR);

  if (n >= 0)
    return n;

  self->failure = errno;
  return (ssize_t) size;
}

static gboolean
fail (OutlayPackZip *self, GError **error)
{
  int code = self->failure != 0 ? self->failure : archive_errno (self->archive);

  if (code == ECANCELED)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "writing %s was cancelled", self->path);
  else
    g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "%s cannot be written: %s",
                 self->path,
                 self->failure != 0 ? g_strerror (code) : archive_error_string (self->archive));
  return FALSE;
}

static gboolean
fail_with_errno (OutlayPackZip *self, GError **error)
{
  self->failure = errno;
  return fail (self, error);
}

static gboolean
begin (OutlayPackZip *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  self->temporary = g_build_filename (folder, ".outlay-pack-XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      fail_with_errno (self, error);
      g_clear_pointer (&self->temporary, g_free);
      return FALSE;
    }

  if (archive_write_set_format_zip (self->archive) != ARCHIVE_OK ||
      archive_write_set_bytes_in_last_block (self->archive, 1) != ARCHIVE_OK ||
      archive_write_open (self->archive, self, NULL, write_cb, NULL) != ARCHIVE_OK)
    return fail (self, error);

  return TRUE;
}

OutlayPackZip *
outlay_pack_zip_new (const char *path, gint64 made_at, GCancellable *cancellable, GError **error)
{
  g_autoptr (OutlayPackZip) self = g_new0 (OutlayPackZip, 1);

  self->path = g_strdup (path);
  self->fd = -1;
  self->made_at = made_at;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->archive = archive_write_new ();

  return begin (self, error) ? g_steal_pointer (&self) : NULL;
}

void
outlay_pack_zip_free (OutlayPackZip *self)
{
  if (self == NULL)
    return;

  if (self->archive != NULL)
    {
      /* What it still holds is not to be written any more. */
      if (self->failure == 0)
        self->failure = ECANCELED;
      archive_write_free (self->archive);
    }
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_clear_object (&self->cancellable);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

static gboolean
begin_file (OutlayPackZip *self, const char *name, gint64 size, gboolean is_packed, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean is_begun;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, self->made_at / G_USEC_PER_SEC, 0);
  is_begun = (is_packed ? archive_write_zip_set_compression_deflate (self->archive)
                        : archive_write_zip_set_compression_store (self->archive)) == ARCHIVE_OK &&
             archive_write_header (self->archive, entry) == ARCHIVE_OK;
  archive_entry_free (entry);

  return (is_begun && self->failure == 0) || fail (self, error);
}

static gboolean
add_data (OutlayPackZip *self, gconstpointer data, gsize size, GError **error)
{
  const guint8 *at = data;

  while (size > 0)
    {
      la_ssize_t n = archive_write_data (self->archive, at, size);

      if (n <= 0 || self->failure != 0)
        return fail (self, error);
      at += n;
      size -= (gsize) n;
    }

  return TRUE;
}

static gboolean
end_file (OutlayPackZip *self, GError **error)
{
  return (archive_write_finish_entry (self->archive) == ARCHIVE_OK && self->failure == 0) ||
         fail (self, error);
}

gboolean
outlay_pack_zip_add_bytes (OutlayPackZip *self,
                           const char *name,
                           gconstpointer data,
                           gsize size,
                           gboolean is_packed,
                           GError **error)
{
  return begin_file (self, name, (gint64) size, is_packed, error) &&
         add_data (self, data, size, error) && end_file (self, error);
}

char *
outlay_pack_zip_add_spool (OutlayPackZip *self,
                           const char *name,
                           const GString *head,
                           OutlayPackSpool *spool,
                           GError **error)
{
  const gsize size = 64 * 1024;
  g_autofree guint8 *buffer = g_malloc (size);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize head_size = head != NULL ? head->len : 0;
  gssize n;

  if (!begin_file (self, name, (gint64) head_size + outlay_pack_spool_get_size (spool), TRUE,
                   error))
    return NULL;
  if (head_size > 0)
    {
      g_checksum_update (checksum, (const guchar *) head->str, (gssize) head_size);
      if (!add_data (self, head->str, head_size, error))
        return NULL;
    }

  while ((n = outlay_pack_spool_read (spool, buffer, size, error)) > 0)
    {
      g_checksum_update (checksum, buffer, n);
      if (!add_data (self, buffer, (gsize) n, error))
        return NULL;
    }

  return n == 0 && end_file (self, error) ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

/* The name is on disk when the folder is. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;

  /* Some file systems of other programs cannot, and do without. */
  fsync (fd);
  close (fd);
}

gboolean
outlay_pack_zip_finish (OutlayPackZip *self, GError **error)
{
  if (archive_write_close (self->archive) != ARCHIVE_OK || self->failure != 0)
    return fail (self, error);

  if (fsync (self->fd) != 0 || g_rename (self->temporary, self->path) != 0)
    return fail_with_errno (self, error);

  g_clear_pointer (&self->temporary, g_free);
  sync_folder (self->path);
  return TRUE;
}
