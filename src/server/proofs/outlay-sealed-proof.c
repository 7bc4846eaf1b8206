/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/proofs/outlay-sealed-proof.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define EXTRA crypto_secretstream_xchacha20poly1305_ABYTES
#define STREAM_HEADER crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define KEY_ID_SIZE (OUTLAY_PROOF_KEY_ID_LENGTH / 2)
#define MAGIC_SIZE 8
#define PREFIX_SIZE (MAGIC_SIZE + KEY_ID_SIZE)
#define BINDING_SIZE 32

static const char magic[MAGIC_SIZE + 1] = "outlayp\1";

G_DEFINE_QUARK (outlay-seal-error-quark, outlay_seal_error)

struct _OutlaySealedProof
{
  int fd;
  guint64 left; /* plain bytes that are not decrypted yet */
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 binding[BINDING_SIZE];
  gsize at;   /* what of the chunk was given already */
  gsize size; /* of the chunk */
  guint8 plain[OUTLAY_SEALED_CHUNK];
  guint8 sealed[OUTLAY_SEALED_CHUNK + EXTRA];
};

guint64
outlay_sealed_proof_length (gint64 size)
{
  guint64 n_chunks = ((guint64) size + OUTLAY_SEALED_CHUNK - 1) / OUTLAY_SEALED_CHUNK;

  return PREFIX_SIZE + STREAM_HEADER + (guint64) size + n_chunks * EXTRA;
}

static void
add_text (crypto_generichash_state *hash, const char *text)
{
  /* With its end, or "ab" + "c" would be the same as "a" + "bc". */
  crypto_generichash_update (hash, (const guint8 *) text, strlen (text) + 1);
}

static void
build_prefix (guint8 *prefix, const OutlayProofKey *key)
{
  memcpy (prefix, magic, MAGIC_SIZE);
  sodium_hex2bin (prefix + MAGIC_SIZE, KEY_ID_SIZE, key->id, OUTLAY_PROOF_KEY_ID_LENGTH, NULL, NULL,
                  NULL);
}

static void
bind_to (guint8 *binding, const guint8 *prefix, const OutlaySealContext *context)
{
  crypto_generichash_state hash;
  guint64 size = GUINT64_TO_BE ((guint64) context->size);

  crypto_generichash_init (&hash, NULL, 0, BINDING_SIZE);
  crypto_generichash_update (&hash, prefix, PREFIX_SIZE);
  crypto_generichash_update (&hash, (const guint8 *) &size, sizeof size);
  add_text (&hash, context->company);
  add_text (&hash, context->sha256);
  crypto_generichash_final (&hash, binding, BINDING_SIZE);
}

char *
outlay_sealed_proof_build_name (const OutlayProofKey *key, const OutlaySealContext *context)
{
  crypto_generichash_state hash;
  guint8 name[32];
  char *hex = g_malloc (2 * sizeof name + 1);

  crypto_generichash_init (&hash, key->naming, sizeof key->naming, sizeof name);
  add_text (&hash, context->company);
  add_text (&hash, context->sha256);
  crypto_generichash_final (&hash, name, sizeof name);
  sodium_memzero (&hash, sizeof hash);

  return sodium_bin2hex (hex, 2 * sizeof name + 1, name, sizeof name);
}

static gboolean
write_all (int fd, const guint8 *data, gsize size)
{
  while (size > 0)
    {
      gssize n = write (fd, data, size);

      if (n < 0 && errno != EINTR)
        return FALSE;
      if (n > 0)
        {
          data += n;
          size -= (gsize) n;
        }
    }

  return TRUE;
}

gboolean
outlay_sealed_proof_write (int fd,
                           GBytes *bytes,
                           const OutlayProofKey *key,
                           const OutlaySealContext *context)
{
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 head[PREFIX_SIZE + STREAM_HEADER], binding[BINDING_SIZE];
  g_autofree guint8 *sealed = g_malloc (OUTLAY_SEALED_CHUNK + EXTRA);
  gsize left;
  const guint8 *plain = g_bytes_get_data (bytes, &left);
  gboolean is_written;

  build_prefix (head, key);
  bind_to (binding, head, context);
  crypto_secretstream_xchacha20poly1305_init_push (&state, head + PREFIX_SIZE, key->sealing);

  is_written = write_all (fd, head, sizeof head);
  while (is_written && left > 0)
    {
      gsize size = MIN (left, OUTLAY_SEALED_CHUNK);

      crypto_secretstream_xchacha20poly1305_push (
          &state, sealed, NULL, plain, size, binding, sizeof binding,
          left == size ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
      is_written = write_all (fd, sealed, size + EXTRA);
      plain += size;
      left -= size;
    }
  sodium_memzero (&state, sizeof state);

  return is_written;
}

/* Reads exactly @size bytes. */
static gboolean
read_all (int fd, guint8 *into, gsize size, GError **error)
{
  while (size > 0)
    {
      gssize n = read (fd, into, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "it cannot be read: %s",
                       g_strerror (errno));
          return FALSE;
        }
      if (n == 0)
        {
          g_set_error_literal (error, OUTLAY_SEAL_ERROR, OUTLAY_SEAL_ERROR_DAMAGED,
                               "it is shorter than it was");
          return FALSE;
        }
      into += n;
      size -= (gsize) n;
    }

  return TRUE;
}

static gboolean
read_head (OutlaySealedProof *self,
           const OutlayProofKey *key,
           const OutlaySealContext *context,
           GError **error)
{
  guint8 head[PREFIX_SIZE + STREAM_HEADER], prefix[PREFIX_SIZE];

  if (!read_all (self->fd, head, sizeof head, error))
    return FALSE;

  build_prefix (prefix, key);
  if (memcmp (head, magic, MAGIC_SIZE) != 0)
    {
      g_set_error_literal (error, OUTLAY_SEAL_ERROR, OUTLAY_SEAL_ERROR_DAMAGED,
                           "it is not a sealed file of this version");
      return FALSE;
    }
  if (memcmp (head, prefix, PREFIX_SIZE) != 0)
    {
      g_set_error_literal (error, OUTLAY_SEAL_ERROR, OUTLAY_SEAL_ERROR_OTHER_KEY,
                           "it is sealed with another key than its row says");
      return FALSE;
    }

  bind_to (self->binding, prefix, context);
  crypto_secretstream_xchacha20poly1305_init_pull (&self->state, head + PREFIX_SIZE, key->sealing);
  return TRUE;
}

static gboolean
open_chunk (OutlaySealedProof *self, GError **error)
{
  gsize size = (gsize) MIN (self->left, OUTLAY_SEALED_CHUNK);
  gboolean is_last = self->left == size;
  guint8 tag, more;

  if (!read_all (self->fd, self->sealed, size + EXTRA, error))
    return FALSE;

  if (crypto_secretstream_xchacha20poly1305_pull (&self->state, self->plain, NULL, &tag,
                                                  self->sealed, size + EXTRA, self->binding,
                                                  sizeof self->binding) != 0 ||
      (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) != is_last ||
      (is_last && read (self->fd, &more, 1) != 0))
    {
      g_set_error_literal (error, OUTLAY_SEAL_ERROR, OUTLAY_SEAL_ERROR_DAMAGED,
                           "it is not what was sealed");
      return FALSE;
    }

  self->left -= size;
  self->at = 0;
  self->size = size;
  return TRUE;
}

OutlaySealedProof *
outlay_sealed_proof_open (int fd,
                          const OutlayProofKey *key,
                          const OutlaySealContext *context,
                          GError **error)
{
  g_autoptr (OutlaySealedProof) self = g_new (OutlaySealedProof, 1);

  self->fd = fd;
  self->left = (guint64) context->size;
  self->at = self->size = 0;

  if (!read_head (self, key, context, error) || (self->left > 0 && !open_chunk (self, error)))
    return NULL;

  return g_steal_pointer (&self);
}

gssize
outlay_sealed_proof_read (OutlaySealedProof *self, guint8 *into, gsize size, GError **error)
{
  gsize n;

  if (self->at == self->size)
    {
      if (self->left == 0)
        return 0;
      if (!open_chunk (self, error))
        return -1;
    }

  n = MIN (size, self->size - self->at);
  memcpy (into, self->plain + self->at, n);
  self->at += n;

  return (gssize) n;
}

void
outlay_sealed_proof_close (OutlaySealedProof *self)
{
  close (self->fd);
  sodium_memzero (&self->state, sizeof self->state);
  g_free (self);
}
