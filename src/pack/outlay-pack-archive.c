/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

#define BLOCK (64 * 1024)

struct _OutlayPackArchive
{
  struct archive *archive;
};

static gboolean
fail (OutlayPackArchive *self, GError **error)
{
  const char *message = archive_error_string (self->archive);

  g_set_error (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_DAMAGED,
               "no ZIP file, or one that is cut short or damaged: %s",
               message != NULL ? message : "it cannot be read");
  return FALSE;
}

OutlayPackArchive *
outlay_pack_archive_open (int fd, GError **error)
{
  g_autoptr (OutlayPackArchive) self = g_new0 (OutlayPackArchive, 1);

  self->archive = archive_read_new ();
  if (lseek (fd, 0, SEEK_SET) != 0 ||
      archive_read_support_format_zip_seekable (self->archive) != ARCHIVE_OK ||
      archive_read_open_fd (self->archive, fd, BLOCK) != ARCHIVE_OK)
    {
      fail (self, error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
outlay_pack_archive_free (OutlayPackArchive *self)
{
  if (self == NULL)
    return;

  archive_read_free (self->archive);
  g_free (self);
}

gboolean
outlay_pack_archive_next (OutlayPackArchive *self,
                          OutlayPackEntry *entry,
                          gboolean *is_end,
                          GError **error)
{
  struct archive_entry *header;
  const char *name;
  int status;

  do
    status = archive_read_next_header (self->archive, &header);
  while (status == ARCHIVE_RETRY);

  *is_end = status == ARCHIVE_EOF;
  if (*is_end)
    return TRUE;
  if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
    return fail (self, error);

  name = archive_entry_pathname_utf8 (header);
  if (name == NULL)
    name = archive_entry_pathname (header);
  *entry = (OutlayPackEntry) {
    .name = name != NULL && g_utf8_validate (name, -1, NULL) ? name : "",
    .is_file = archive_entry_filetype (header) == AE_IFREG &&
               archive_entry_symlink (header) == NULL && archive_entry_hardlink (header) == NULL,
    .is_encrypted = archive_entry_is_encrypted (header) != 0,
  };
  return TRUE;
}

gssize
outlay_pack_archive_read (OutlayPackArchive *self, guint8 *into, gsize size, GError **error)
{
  la_ssize_t n;

  do
    n = archive_read_data (self->archive, into, size);
  while (n == ARCHIVE_RETRY);

  if (n >= 0)
    return n;

  fail (self, error);
  return -1;
}
