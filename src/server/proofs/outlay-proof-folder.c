/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/proofs/outlay-proof-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

char *
outlay_proof_folder_build_path (const char *name, const char *extension, gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autofree char *day = g_date_time_format (time, "%Y/%m/%d");

  return g_strdup_printf ("%s/%s.%s", day, name, extension);
}

/* Folders whose names are known to be on disk. */
static GMutex synced_mutex;
static GHashTable *synced;

static gboolean
is_known_synced (const char *folder)
{
  gboolean is_known;

  g_mutex_lock (&synced_mutex);
  is_known = synced != NULL && g_hash_table_contains (synced, folder);
  g_mutex_unlock (&synced_mutex);

  return is_known;
}

static void
note_synced (const char *folder, gboolean is_synced)
{
  int number = errno;

  g_mutex_lock (&synced_mutex);
  if (synced == NULL)
    synced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (is_synced)
    g_hash_table_add (synced, g_strdup (folder));
  else
    g_hash_table_remove (synced, folder);
  g_mutex_unlock (&synced_mutex);
  errno = number;
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

/* Makes @path below @folder, one level after the other, each of them durable. One that is there
 * may have been made by somebody who has not synced it yet, or died before. */
static gboolean
make_folders (const char *folder, const char *path, GError **error)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);
  g_autofree char *parent = g_strdup (folder);
  g_autofree char *above = g_path_get_dirname (folder);
  g_autoptr (GError) hidden = NULL;

  if (!sync_folder (above, &hidden))
    {
      /* What is above may be another's, who lets us through but not look; it was there before. */
      if (!g_error_matches (hidden, G_FILE_ERROR, G_FILE_ERROR_ACCES))
        {
          g_propagate_error (error, g_steal_pointer (&hidden));
          return FALSE;
        }
    }

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *child = g_build_filename (parent, names[i], NULL);

      if (mkdir (child, 0700) != 0 && errno != EEXIST)
        return fail ("making", child, errno, error);
      if (!sync_folder (parent, error))
        return FALSE;

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

  return TRUE;
}

/* A new file in @day, which is made if need be; -1 with an error. */
static int
make_file (const char *folder, const char *day_path, const char *day, char **path, GError **error)
{
  for (guint i = 0; i < 2; i++)
    {
      int fd;

      if (!is_known_synced (day))
        {
          if (!make_folders (folder, day_path, error))
            return -1;
          note_synced (day, TRUE);
        }

      *path = g_build_filename (day, OUTLAY_PROOF_FOLDER_TEMPORARY "XXXXXX", NULL);
      fd = g_mkstemp_full (*path, O_WRONLY | O_CLOEXEC, 0600);
      if (fd >= 0)
        return fd;

      note_synced (day, FALSE);
      if (errno != ENOENT || i > 0)
        {
          fail ("making", *path, errno, error);
          return -1;
        }
      /* Somebody has taken the folder away: once more from the beginning. */
      g_clear_pointer (path, g_free);
    }

  return -1;
}

gboolean
outlay_proof_folder_write (const char *folder,
                           const char *path,
                           GBytes *bytes,
                           const OutlayProofKey *key,
                           const OutlaySealContext *context,
                           GError **error)
{
  g_autofree char *whole = g_build_filename (folder, path, NULL);
  g_autofree char *day_path = g_path_get_dirname (path);
  g_autofree char *day = g_build_filename (folder, day_path, NULL);
  g_autofree char *temporary = NULL;
  gboolean is_written;
  int fd, number;

  fd = make_file (folder, day_path, day, &temporary, error);
  if (fd < 0)
    return FALSE;

  is_written = (key != NULL ? outlay_sealed_proof_write (fd, bytes, key, context)
                            : write_all (fd, bytes)) &&
               fsync (fd) == 0;
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

int
outlay_proof_folder_lock (const char *folder, gboolean deletes, gboolean waits, GError **error)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int result;

  if (fd < 0)
    {
      fail ("opening", folder, errno, error);
      return -1;
    }

  do
    result = flock (fd, (deletes ? LOCK_EX : LOCK_SH) | (waits ? 0 : LOCK_NB));
  while (result < 0 && errno == EINTR);
  if (result == 0)
    return fd;

  if (errno == EWOULDBLOCK)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                 "a backup, a check or a sweep of %s is under way", folder);
  else
    fail ("locking", folder, errno, error);
  close (fd);

  return -1;
}
