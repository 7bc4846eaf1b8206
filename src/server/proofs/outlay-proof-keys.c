/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/proofs/outlay-proof-keys.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_KEYS 16
#define MAX_FILE 8192

/* One for each end (crypto_kdf's subkey ids). */
enum
{
  SUBKEY_SEALING = 1,
  SUBKEY_NAMING = 2,
  SUBKEY_ID = 3,
};

struct _OutlayProofKeys
{
  int n_refs;
  guint n_keys;
  OutlayProofKey *keys; /* sodium_malloc() */
};

static gboolean
fail_errno (const char *what, const char *path, GError **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "cannot %s the key file %s: %s",
               what, path, g_strerror (code));
  return FALSE;
}

static void
derive (OutlayProofKey *key, const guint8 *master)
{
  static const char context[crypto_kdf_CONTEXTBYTES + 1] = "outlaypf";
  guint8 id[OUTLAY_PROOF_KEY_ID_LENGTH / 2];

  crypto_kdf_derive_from_key (key->sealing, sizeof key->sealing, SUBKEY_SEALING, context, master);
  crypto_kdf_derive_from_key (key->naming, sizeof key->naming, SUBKEY_NAMING, context, master);
  crypto_kdf_derive_from_key (id, sizeof id, SUBKEY_ID, context, master);
  sodium_bin2hex (key->id, sizeof key->id, id, sizeof id);
}

static gboolean
read_key (const char *line, gsize length, guint8 *master)
{
  static const int variants[] = { sodium_base64_VARIANT_ORIGINAL,
                                  sodium_base64_VARIANT_ORIGINAL_NO_PADDING,
                                  sodium_base64_VARIANT_URLSAFE,
                                  sodium_base64_VARIANT_URLSAFE_NO_PADDING };
  gsize size;

  if (length == 2 * OUTLAY_PROOF_KEY_SIZE)
    return sodium_hex2bin (master, OUTLAY_PROOF_KEY_SIZE, line, length, NULL, &size, NULL) == 0 &&
           size == OUTLAY_PROOF_KEY_SIZE;

  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    if (sodium_base642bin (master, OUTLAY_PROOF_KEY_SIZE, line, length, NULL, &size, NULL,
                           variants[i]) == 0 &&
        size == OUTLAY_PROOF_KEY_SIZE)
      return TRUE;

  return FALSE;
}

/* Adds the key of one line; a line that is none is refused without being repeated. */
static gboolean
add_line (OutlayProofKeys *self, const char *line, gsize length, guint number, GError **error)
{
  guint8 master[OUTLAY_PROOF_KEY_SIZE];
  gboolean is_good;

  while (length > 0 && g_ascii_isspace (line[length - 1]))
    length--;
  while (length > 0 && g_ascii_isspace (*line))
    line++, length--;
  if (length == 0 || *line == '#')
    return TRUE;

  is_good = self->n_keys < MAX_KEYS && read_key (line, length, master);
  if (is_good)
    derive (&self->keys[self->n_keys], master);
  sodium_memzero (master, sizeof master);
  if (!is_good)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   self->n_keys == MAX_KEYS ? "line %u is one key more than are taken"
                                            : "line %u is not 32 bytes in hexadecimal or base64",
                   number);
      return FALSE;
    }

  if (outlay_proof_keys_find (self, self->keys[self->n_keys].id) == NULL)
    self->n_keys++;
  return TRUE;
}

static gboolean
add_lines (OutlayProofKeys *self, const char *text, gsize size, GError **error)
{
  const char *end = text + size;

  for (guint number = 1; text < end; number++)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));
      gsize length = (gsize) ((stop != NULL ? stop : end) - text);

      if (!add_line (self, text, length, number, error))
        return FALSE;
      text += length + 1;
    }

  if (self->n_keys > 0)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "there is no key in it");
  return FALSE;
}

/* Reads the file into @text, which has room for MAX_FILE bytes; -1 with an error. */
static gssize
read_file (const char *path, char *text, GError **error)
{
  g_autofd int fd = open (path, O_RDONLY | O_CLOEXEC);
  struct stat file;
  gssize size = 0, n;

  if (fd < 0 || fstat (fd, &file) < 0)
    {
      fail_errno ("open", path, error);
      return -1;
    }
  /* A group may be let in, as systemd and container secrets do. */
  if (file.st_mode & 0007)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                   "the key file %s can be read by everybody on this machine: chmod 600", path);
      return -1;
    }

  while ((n = read (fd, text + size, (gsize) (MAX_FILE - size))) > 0)
    size += n;
  if (n < 0)
    {
      fail_errno ("read", path, error);
      return -1;
    }

  return size;
}

OutlayProofKeys *
outlay_proof_keys_load (const char *path, GError **error)
{
  g_autoptr (OutlayProofKeys) self = g_new0 (OutlayProofKeys, 1);
  gssize size;
  char *text;
  gboolean is_good;

  self->n_refs = 1;
  if (path == NULL)
    return g_steal_pointer (&self);
  if (sodium_init () < 0)
    g_error ("libsodium cannot be used here");

  self->keys = sodium_malloc (MAX_KEYS * sizeof (OutlayProofKey));
  text = sodium_malloc (MAX_FILE);
  if (self->keys == NULL || text == NULL)
    g_error ("there is no memory for the keys");

  size = read_file (path, text, error);
  is_good = size >= 0;
  if (is_good && !add_lines (self, text, (gsize) size, error))
    {
      g_prefix_error (error, "the key file %s: ", path);
      is_good = FALSE;
    }
  sodium_free (text);
  if (!is_good)
    return NULL;

  sodium_mprotect_readonly (self->keys);
  return g_steal_pointer (&self);
}

OutlayProofKeys *
outlay_proof_keys_ref (OutlayProofKeys *self)
{
  g_atomic_int_inc (&self->n_refs);
  return self;
}

void
outlay_proof_keys_unref (OutlayProofKeys *self)
{
  if (!g_atomic_int_dec_and_test (&self->n_refs))
    return;

  /* It is wiped first. */
  sodium_free (self->keys);
  g_free (self);
}

const OutlayProofKey *
outlay_proof_keys_get_first (OutlayProofKeys *self)
{
  return self->n_keys > 0 ? &self->keys[0] : NULL;
}

const OutlayProofKey *
outlay_proof_keys_find (OutlayProofKeys *self, const char *id)
{
  for (guint i = 0; i < self->n_keys; i++)
    if (g_str_equal (self->keys[i].id, id))
      return &self->keys[i];

  return NULL;
}

/* --- making one --- */

static gboolean
write_all (int fd, const char *text, gsize size)
{
  while (size > 0)
    {
      gssize n = write (fd, text, size);

      if (n < 0 && errno != EINTR)
        return FALSE;
      if (n > 0)
        {
          text += n;
          size -= (gsize) n;
        }
    }

  return TRUE;
}

/* A new key, and below it what the file has already. */
static gboolean
write_new_file (int fd, const char *older, gsize size)
{
  guint8 master[OUTLAY_PROOF_KEY_SIZE];
  char line[2 * OUTLAY_PROOF_KEY_SIZE + 1];
  gboolean is_written;

  crypto_kdf_keygen (master);
  sodium_bin2hex (line, sizeof line, master, sizeof master);
  is_written = write_all (fd, line, strlen (line)) && write_all (fd, "\n", 1) &&
               write_all (fd, older, size) && fsync (fd) == 0;
  sodium_memzero (master, sizeof master);
  sodium_memzero (line, sizeof line);

  return is_written;
}

static gboolean
sync_parent (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofd int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  return (fd >= 0 && fsync (fd) == 0) || fail_errno ("sync the folder of", path, error);
}

gboolean
outlay_proof_keys_make (const char *path, gboolean rotates, GError **error)
{
  g_autoptr (OutlayProofKeys) known = rotates ? outlay_proof_keys_load (path, error) : NULL;
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  gssize size = 0;
  char *older;
  int fd = -1;
  gboolean is_made;

  if (rotates && known == NULL)
    return FALSE;
  if (sodium_init () < 0 || (older = sodium_malloc (MAX_FILE)) == NULL)
    g_error ("libsodium cannot be used here");

  is_made = !rotates || (size = read_file (path, older, error)) >= 0;
  if (is_made)
    {
      fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600);
      is_made = fd >= 0 && write_new_file (fd, older, (gsize) size) &&
                (rotates ? rename (temporary, path) : link (temporary, path)) == 0;
      if (!is_made)
        fail_errno ("write", path, error);
    }
  sodium_free (older);
  if (fd >= 0)
    {
      close (fd);
      if (!is_made || !rotates)
        g_unlink (temporary);
    }

  return is_made && sync_parent (path, error);
}
