/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-spool.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define LONG_BUFFER (256 * 1024)

struct _OutlayPackSpool
{
  int fd;
  GString *buffer;
  gint64 size;
  gint64 n_read;
};

static gboolean
fail (const char *verb, GError **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code),
               "a temporary file cannot be %s: %s", verb, g_strerror (code));
  return FALSE;
}

OutlayPackSpool *
outlay_pack_spool_new (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, ".outlay-XXXXXX", NULL);
  OutlayPackSpool *self;
  int fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      fail ("made", error);
      return NULL;
    }
  unlink (path);

  self = g_new0 (OutlayPackSpool, 1);
  self->fd = fd;
  self->buffer = g_string_new (NULL);
  return self;
}

void
outlay_pack_spool_free (OutlayPackSpool *self)
{
  if (self == NULL)
    return;

  close (self->fd);
  g_string_free (self->buffer, TRUE);
  g_free (self);
}

GString *
outlay_pack_spool_get_buffer (OutlayPackSpool *self)
{
  return self->buffer;
}

gboolean
outlay_pack_spool_flush (OutlayPackSpool *self, gboolean is_last, GError **error)
{
  const char *at = self->buffer->str;
  gsize left = self->buffer->len;

  if (left == 0 || (left < LONG_BUFFER && !is_last))
    return TRUE;

  self->size += (gint64) left;
  while (left > 0)
    {
      ssize_t n = write (self->fd, at, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail ("written", error);
      at += n;
      left -= (gsize) n;
    }

  g_string_truncate (self->buffer, 0);
  return TRUE;
}

gint64
outlay_pack_spool_get_size (OutlayPackSpool *self)
{
  return self->size;
}

gssize
outlay_pack_spool_read (OutlayPackSpool *self, guint8 *into, gsize size, GError **error)
{
  ssize_t n;

  do
    n = pread (self->fd, into, size, self->n_read);
  while (n < 0 && errno == EINTR);

  if (n < 0)
    fail ("read", error);
  else
    self->n_read += n;

  return n;
}
