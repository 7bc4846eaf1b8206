/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/proofs/outlay-proof-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <utime.h>

#include "client/outlay-client-error.h"
#include "core/proof/outlay-digest.h"
#include "core/proof/outlay-proof-format.h"

#define TEMPORARY ".new-"
#define DOWNLOAD ".download"
#define LEFTOVER_SECONDS (60 * 60)

char *
outlay_proof_files_path (const char *folder, const char *sha256, const char *extension)
{
  char prefix[3] = { sha256[0], sha256[1], '\0' };
  g_autofree char *name = g_strconcat (sha256, ".", extension, NULL);

  return g_build_filename (folder, prefix, name, NULL);
}

char *
outlay_proof_files_find (const char *folder, const char *sha256)
{
  static const OutlayProofType types[] = { OUTLAY_PROOF_JPEG, OUTLAY_PROOF_PNG, OUTLAY_PROOF_WEBP,
                                           OUTLAY_PROOF_PDF };

  if (!outlay_digest_is_valid (sha256))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *path = outlay_proof_files_path (folder, sha256,
                                                       outlay_proof_type_to_extension (types[i]));

      if (g_access (path, R_OK) == 0)
        return g_steal_pointer (&path);
    }

  return NULL;
}

static gboolean
set_error (GError **error, const char *path, int code)
{
  g_set_error (error, OUTLAY_CLIENT_ERROR,
               code == ENOSPC || code == EDQUOT ? OUTLAY_CLIENT_ERROR_DISK_FULL
                                                : OUTLAY_CLIENT_ERROR_FAILED,
               "%s: %s", path, g_strerror (code));

  return FALSE;
}

static gboolean
write_all (int fd, const guint8 *data, gsize size)
{
  while (size > 0)
    {
      gssize written = write (fd, data, size);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      data += written;
      size -= (gsize) written;
    }

  return TRUE;
}

/* A name is on disk only when its folder is. */
static gboolean
sync_folder (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean is_synced = fd >= 0 && fsync (fd) == 0;
  int code = errno;

  if (fd >= 0)
    close (fd);

  return is_synced || set_error (error, path, code);
}

static gboolean
make_folder (const char *folder, const char *sub, GError **error)
{
  if (g_mkdir_with_parents (sub, 0700) != 0)
    return set_error (error, sub, errno);

  return sync_folder (folder, error);
}

/* Temporary file, fsync, rename, fsync of the folder: the name appears only on a whole file. */
static gboolean
write_file (const char *folder, const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *sub = g_path_get_dirname (path);
  g_autofree char *temporary = g_build_filename (sub, TEMPORARY "XXXXXX", NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gboolean is_written;
  int code;
  int fd;

  if (!make_folder (folder, sub, error))
    return FALSE;

  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return set_error (error, temporary, errno);

  is_written = write_all (fd, data, size) && fsync (fd) == 0;
  code = errno;
  if (close (fd) != 0 && is_written)
    {
      code = errno;
      is_written = FALSE;
    }
  if (is_written && g_rename (temporary, path) != 0)
    {
      code = errno;
      is_written = FALSE;
    }
  if (!is_written)
    {
      g_unlink (temporary);
      return set_error (error, path, code);
    }

  return sync_folder (sub, error);
}

char *
outlay_proof_files_keep (const char *folder, GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) clean = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *path = NULL;
  OutlayProofFormat format;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (!outlay_proof_format_read (data, size, &format, error) ||
      !(clean = outlay_proof_without_metadata (bytes, error)))
    return NULL;

  sha256 = outlay_digest_of_bytes (clean);
  path = outlay_proof_files_path (folder, sha256, outlay_proof_type_to_extension (format.type));

  /* One that is here already counts as new, so that it is not swept before it is named. */
  if (g_utime (path, NULL) != 0 && !write_file (folder, path, clean, error))
    return NULL;

  return g_steal_pointer (&sha256);
}

char *
outlay_proof_files_adopt (const char *folder, const char *path, const char *sha256, GError **error)
{
  g_autofree char *contents = NULL;
  g_autofree char *target = NULL;
  g_autofree char *sub = NULL;
  OutlayProofFormat format;
  gsize size;

  if (!g_file_get_contents (path, &contents, &size, error) ||
      !outlay_proof_format_read ((const guint8 *) contents, size, &format, error))
    {
      g_unlink (path);
      return NULL;
    }

  target = outlay_proof_files_path (folder, sha256, outlay_proof_type_to_extension (format.type));
  sub = g_path_get_dirname (target);
  if (g_rename (path, target) != 0)
    {
      set_error (error, target, errno);
      return NULL;
    }

  return sync_folder (sub, error) ? g_steal_pointer (&target) : NULL;
}

typedef void (*FileFunc) (const char *path, const char *name, gint64 age, gpointer data);

static void
for_each_file (const char *folder, FileFunc func, gpointer data)
{
  g_autoptr (GDir) top = g_dir_open (folder, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *sub;

  while (top != NULL && (sub = g_dir_read_name (top)) != NULL)
    {
      g_autofree char *sub_path = g_build_filename (folder, sub, NULL);
      g_autoptr (GDir) files = g_dir_open (sub_path, 0, NULL);
      const char *name;

      while (files != NULL && (name = g_dir_read_name (files)) != NULL)
        {
          g_autofree char *path = g_build_filename (sub_path, name, NULL);
          GStatBuf info;

          if (g_stat (path, &info) == 0)
            func (path, name, now - (gint64) info.st_mtime, data);
        }
    }
}

static void
sweep_file (const char *path, const char *name, gint64 age, gpointer data)
{
  if ((name[0] == '.' || g_str_has_suffix (name, DOWNLOAD)) && age > LEFTOVER_SECONDS)
    g_unlink (path);
}

void
outlay_proof_files_sweep (const char *folder)
{
  for_each_file (folder, sweep_file, NULL);
}

typedef struct
{
  GPtrArray *hashes;
  gint64 age;
} Listing;

static void
list_file (const char *path, const char *name, gint64 age, gpointer data)
{
  Listing *listing = data;
  g_autofree char *sha256 = g_strndup (name, OUTLAY_DIGEST_LENGTH);

  if (age > listing->age && strlen (name) > OUTLAY_DIGEST_LENGTH && outlay_digest_is_valid (sha256))
    g_ptr_array_add (listing->hashes, g_steal_pointer (&sha256));
}

GPtrArray *
outlay_proof_files_list (const char *folder, gint64 age)
{
  Listing listing = { .hashes = g_ptr_array_new_with_free_func (g_free), .age = age };

  for_each_file (folder, list_file, &listing);

  return listing.hashes;
}
