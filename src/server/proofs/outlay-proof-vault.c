/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/proofs/outlay-proof-vault.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/proof/outlay-proof-format.h"
#include "server/proofs/outlay-proof-folder.h"

#define SEALED_EXTENSION "sealed"

struct _OutlayProofVault
{
  char *folder;

  /* Under the mutex */
  GMutex mutex;
  char *key_file;
  OutlayProofKeys *keys;
};

OutlayProofVault *
outlay_proof_vault_new (const char *folder, const char *key_file, GError **error)
{
  g_autoptr (OutlayProofKeys) keys = outlay_proof_keys_load (key_file, error);
  OutlayProofVault *self;

  if (keys == NULL)
    return NULL;

  self = g_new0 (OutlayProofVault, 1);
  self->folder = g_strdup (folder);
  self->key_file = g_strdup (key_file);
  self->keys = g_steal_pointer (&keys);
  g_mutex_init (&self->mutex);

  return self;
}

void
outlay_proof_vault_free (OutlayProofVault *self)
{
  outlay_proof_keys_unref (self->keys);
  g_mutex_clear (&self->mutex);
  g_free (self->key_file);
  g_free (self->folder);
  g_free (self);
}

const char *
outlay_proof_vault_get_folder (OutlayProofVault *self)
{
  return self->folder;
}

gboolean
outlay_proof_vault_set_key_file (OutlayProofVault *self, const char *key_file, GError **error)
{
  OutlayProofKeys *keys = outlay_proof_keys_load (key_file, error);

  if (keys == NULL)
    return FALSE;

  g_mutex_lock (&self->mutex);
  outlay_proof_keys_unref (self->keys);
  self->keys = keys;
  g_set_str (&self->key_file, key_file);
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

OutlayProofKeys *
outlay_proof_vault_dup_keys (OutlayProofVault *self)
{
  OutlayProofKeys *keys;

  g_mutex_lock (&self->mutex);
  keys = outlay_proof_keys_ref (self->keys);
  g_mutex_unlock (&self->mutex);

  return keys;
}

static gboolean
fail_without_key (const char *id, const char *key_file, GError **error)
{
  g_set_error (error, OUTLAY_SEAL_ERROR, OUTLAY_SEAL_ERROR_OTHER_KEY,
               key_file != NULL
                   ? "there are proofs under the key %.8s…, which is not in %s: put it "
                     "back there, below the first"
                   : "there are proofs under the key %.8s…%s: say where it is with "
                     "proof-key-file",
               id, key_file != NULL ? key_file : "");
  return FALSE;
}

gboolean
outlay_proof_vault_check_keys (OutlayProofVault *self, OutlayConnection *db, GError **error)
{
  g_autoptr (OutlayProofKeys) keys = outlay_proof_vault_dup_keys (self);
  g_autofree char *id = g_strdup ("");

  for (;;)
    {
      g_autofree char *next = NULL;

      if (!outlay_proof_store_next_key (db, id, &next, error))
        return FALSE;
      if (next == NULL)
        return TRUE;
      if (outlay_proof_keys_find (keys, next) == NULL)
        return fail_without_key (next, self->key_file, error);

      g_set_str (&id, next);
    }
}

/* The keys with the one called @id. The file is read again for one that is not known: it may have
 * been made for "outlayd proofs encrypt", which does not wait for this process. */
static OutlayProofKeys *
find_key (OutlayProofVault *self, const char *id, GError **error)
{
  g_autoptr (OutlayProofKeys) keys = outlay_proof_vault_dup_keys (self);
  g_autofree char *key_file = NULL;

  if (outlay_proof_keys_find (keys, id) != NULL)
    return g_steal_pointer (&keys);

  g_mutex_lock (&self->mutex);
  key_file = g_strdup (self->key_file);
  g_mutex_unlock (&self->mutex);

  if (key_file != NULL && outlay_proof_vault_set_key_file (self, key_file, NULL))
    {
      outlay_proof_keys_unref (keys);
      keys = outlay_proof_vault_dup_keys (self);
      if (outlay_proof_keys_find (keys, id) != NULL)
        return g_steal_pointer (&keys);
    }

  fail_without_key (id, key_file, error);
  return NULL;
}

static const char *
find_extension (const char *mime)
{
  for (OutlayProofType type = 0; type <= OUTLAY_PROOF_PDF; type++)
    if (g_str_equal (mime, outlay_proof_type_to_mime (type)))
      return outlay_proof_type_to_extension (type);

  return "unknown";
}

void
outlay_proof_vault_choose_place (OutlayProofVault *self,
                                 OutlayProofKeys *keys,
                                 const OutlaySealContext *context,
                                 gint64 now,
                                 OutlayStoredProof *proof)
{
  const OutlayProofKey *key = outlay_proof_keys_get_first (keys);
  g_autofree char *name = NULL;

  g_free (proof->path);
  g_free (proof->key_id);

  if (key != NULL)
    {
      name = outlay_sealed_proof_build_name (key, context);
      proof->path = outlay_proof_folder_build_path (name, SEALED_EXTENSION, now);
      proof->key_id = g_strdup (key->id);
      return;
    }

  proof->path = outlay_proof_folder_build_path (context->sha256, find_extension (proof->mime), now);
  proof->key_id = g_strdup ("");
}

gboolean
outlay_proof_vault_write (OutlayProofVault *self,
                          const OutlaySealContext *context,
                          const OutlayStoredProof *proof,
                          GBytes *bytes,
                          GError **error)
{
  g_autoptr (OutlayProofKeys) keys = NULL;

  if (*proof->key_id == '\0')
    return outlay_proof_folder_write (self->folder, proof->path, bytes, NULL, NULL, error);

  keys = find_key (self, proof->key_id, error);
  return keys != NULL &&
         outlay_proof_folder_write (self->folder, proof->path, bytes,
                                    outlay_proof_keys_find (keys, proof->key_id), context, error);
}

static guint64
get_length (const OutlayStoredProof *proof)
{
  return *proof->key_id != '\0' ? outlay_sealed_proof_length (proof->size) : (guint64) proof->size;
}

gboolean
outlay_proof_vault_has (OutlayProofVault *self, const OutlayStoredProof *proof)
{
  g_autofree char *whole = g_build_filename (self->folder, proof->path, NULL);
  struct stat file;

  return stat (whole, &file) == 0 && S_ISREG (file.st_mode) &&
         (guint64) file.st_size == get_length (proof);
}

gboolean
outlay_proof_vault_delete (OutlayProofVault *self, const char *path, GError **error)
{
  g_autofree char *whole = g_build_filename (self->folder, path, NULL);

  if (g_unlink (whole) == 0 || errno == ENOENT)
    return TRUE;

  g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (errno), "deleting %s: %s",
               whole, g_strerror (errno));
  return FALSE;
}

/* A descriptor of a file that has the length its row tells; -1 with an error. */
static int
open_file (OutlayProofVault *self, const OutlayStoredProof *proof, GError **error)
{
  g_autofree char *whole = g_build_filename (self->folder, proof->path, NULL);
  int fd = open (whole, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  struct stat file;

  if (fd < 0 || fstat (fd, &file) < 0)
    {
      g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (errno), "opening %s: %s",
                   whole, g_strerror (errno));
      if (fd >= 0)
        close (fd);
      return -1;
    }

  if (S_ISREG (file.st_mode) && (guint64) file.st_size == get_length (proof))
    return fd;

  close (fd);
  g_set_error_literal (error, OUTLAY_SEAL_ERROR, OUTLAY_SEAL_ERROR_DAMAGED,
                       "it has another length than was written");
  return -1;
}

gboolean
outlay_proof_vault_open (OutlayProofVault *self,
                         const OutlaySealContext *context,
                         const OutlayStoredProof *proof,
                         int *fd,
                         OutlaySealedProof **sealed,
                         GError **error)
{
  g_autoptr (OutlayProofKeys) keys = NULL;
  int opened;

  *fd = -1;
  *sealed = NULL;
  if (*proof->key_id != '\0' && (keys = find_key (self, proof->key_id, error)) == NULL)
    return FALSE;
  if ((opened = open_file (self, proof, error)) < 0)
    return FALSE;

  if (keys == NULL)
    *fd = opened;
  else
    *sealed = outlay_sealed_proof_open (opened, outlay_proof_keys_find (keys, proof->key_id),
                                        context, error);

  return keys == NULL || *sealed != NULL;
}

/* Reads it to its end, piece by piece, into @hash and, if there is one, @into. */
static gboolean
drain (int fd, OutlaySealedProof *sealed, GChecksum *hash, GByteArray *into, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (OUTLAY_SEALED_CHUNK);
  gssize n;

  for (;;)
    {
      if (sealed != NULL)
        n = outlay_sealed_proof_read (sealed, buffer, OUTLAY_SEALED_CHUNK, error);
      else
        n = read (fd, buffer, OUTLAY_SEALED_CHUNK);
      if (n <= 0)
        break;

      g_checksum_update (hash, buffer, n);
      if (into != NULL)
        g_byte_array_append (into, buffer, (guint) n);
    }

  if (n < 0 && sealed == NULL)
    g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (errno),
                 "it cannot be read: %s", g_strerror (errno));
  return n == 0;
}

static gboolean
read_whole (OutlayProofVault *self,
            const OutlaySealContext *context,
            const OutlayStoredProof *proof,
            GByteArray *into,
            GError **error)
{
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (OutlaySealedProof) sealed = NULL;
  g_autofd int fd = -1;

  if (!outlay_proof_vault_open (self, context, proof, &fd, &sealed, error) ||
      !drain (fd, sealed, hash, into, error))
    return FALSE;

  if (g_str_equal (g_checksum_get_string (hash), context->sha256))
    return TRUE;

  g_set_error_literal (error, OUTLAY_SEAL_ERROR, OUTLAY_SEAL_ERROR_DAMAGED,
                       "it has other content than its name says");
  return FALSE;
}

GBytes *
outlay_proof_vault_read (OutlayProofVault *self,
                         const OutlaySealContext *context,
                         const OutlayStoredProof *proof,
                         GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new ((guint) proof->size);

  if (!read_whole (self, context, proof, bytes, error))
    return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

gboolean
outlay_proof_vault_verify (OutlayProofVault *self,
                           const OutlaySealContext *context,
                           const OutlayStoredProof *proof,
                           GError **error)
{
  return read_whole (self, context, proof, NULL, error);
}
