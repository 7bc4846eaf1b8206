/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/proofs/outlay-proof-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

char *
outlay_proof_folder_build_path (const char *sha256, const char *extension, gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autofree char *day = g_date_time_format (time, "%Y/%m/%d");

  return g_strdup_printf ("%s/%s.%s", day, sha256, extension);
}

static gboolean
fail (const char *what, const char *path, int number, GError **error)
{
  g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (number), "%s %s: %s", what,
               path, g_strerror (number));
  return FALSE;
}

static gboolean
sync_folder (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean is_synced;
  int number;

  if (fd < 0)
    return fail ("opening", path, errno, error);

  is_synced = fsync (fd) == 0;
  number = errno;
  close (fd);

  return is_synced || fail ("syncing", path, number, error);
}

/* Makes @path below @folder, one level after the other, each of them durable. */
static gboolean
make_folders (const char *folder, const char *path, GError **error)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);
  g_autofree char *parent = g_strdup (folder);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *child = g_build_filename (parent, names[i], NULL);

      if (mkdir (child, 0700) == 0)
        {
          if (!sync_folder (parent, error))
            return FALSE;
        }
      else if (errno != EEXIST)
        return fail ("making", child, errno, error);

      g_set_str (&parent, child);
    }

  return TRUE;
}

static gboolean
write_all (int fd, GBytes *bytes)
{
  gsize size;
  const char *at = g_bytes_get_data (bytes, &size);

  while (size > 0)
    {
      gssize n = write (fd, at, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      at += n;
      size -= (gsize) n;
    }

  return fsync (fd) == 0;
}

gboolean
outlay_proof_folder_write (const char *folder, const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *whole = g_build_filename (folder, path, NULL);
  g_autofree char *day_path = g_path_get_dirname (path);
  g_autofree char *day = g_build_filename (folder, day_path, NULL);
  g_autofree char *temporary = g_build_filename (day, ".new-XXXXXX", NULL);
  gboolean is_written;
  int fd, number;

  if (!make_folders (folder, day_path, error))
    return FALSE;

  fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail ("making", temporary, errno, error);

  is_written = write_all (fd, bytes);
  number = errno;
  if (close (fd) != 0 && is_written)
    {
      is_written = FALSE;
      number = errno;
    }
  if (is_written && rename (temporary, whole) != 0)
    {
      is_written = FALSE;
      number = errno;
    }
  if (!is_written)
    {
      unlink (temporary);
      return fail ("writing", whole, number, error);
    }

  return sync_folder (day, error);
}
