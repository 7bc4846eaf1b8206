/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/proofs/outlay-proof-keys.h"

G_BEGIN_DECLS

#define OUTLAY_SEALED_CHUNK (64 * 1024)

#define OUTLAY_SEAL_ERROR (outlay_seal_error_quark ())
GQuark outlay_seal_error_quark (void);

typedef enum
{
  OUTLAY_SEAL_ERROR_DAMAGED,   /* not what was sealed: bring the file back from a backup */
  OUTLAY_SEAL_ERROR_OTHER_KEY, /* sealed with a key that is not at hand: bring the key */
} OutlaySealError;

/**
 * OutlaySealContext:
 * @company: id of the company whose proof it is
 * @sha256: of the file as it was sent, in hexadecimal
 * @size: of the file as it was sent, in bytes
 *
 * What a sealed file is bound to: put in the place of another one, or cut, it does not open.
 */
typedef struct
{
  const char *company;
  const char *sha256;
  gint64      size;
} OutlaySealContext;

/**
 * OutlaySealedProof:
 *
 * A sealed file that is being read. The format, version 1:
 *
 *     "outlayp" 0x01 | id of the key, 16 bytes | header of the stream, 24 bytes | chunks
 *
 * Each chunk is 64 KiB of the file (the last one less) encrypted and authenticated by libsodium's
 * crypto_secretstream_xchacha20poly1305, 17 bytes longer than what is in it; the last carries the
 * tag FINAL. Associated data of each is a BLAKE2b-256 over the first 24 bytes, the size, company
 * and hash. The size is told by the length of the file: it is not hidden.
 */
typedef struct _OutlaySealedProof OutlaySealedProof;

/* How long the sealed form of @size bytes is. */
guint64 outlay_sealed_proof_length (gint64 size);

/* (transfer full): 64 hexadecimal digits that tell who has not the key nothing. */
char *outlay_sealed_proof_build_name (const OutlayProofKey    *key,
                                      const OutlaySealContext *context);

/* Writes the sealed form of @bytes to @fd, chunk by chunk. On failure errno says why. */
gboolean outlay_sealed_proof_write (int                      fd,
                                    GBytes                  *bytes,
                                    const OutlayProofKey    *key,
                                    const OutlaySealContext *context);

/**
 * outlay_sealed_proof_open:
 * @fd: taken, whatever comes of it
 *
 * Reads the head and authenticates the first chunk.
 */
OutlaySealedProof *outlay_sealed_proof_open (int                       fd,
                                             const OutlayProofKey     *key,
                                             const OutlaySealContext  *context,
                                             GError                  **error);

/**
 * outlay_sealed_proof_read:
 *
 * Gives the next bytes of the file as it was sent, none of them before their chunk was
 * authenticated.
 *
 * Returns: how many; 0 at the end, which was authenticated as well; -1 with an error
 */
gssize outlay_sealed_proof_read  (OutlaySealedProof *self, guint8 *into, gsize size, GError **error);
void   outlay_sealed_proof_close (OutlaySealedProof *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlaySealedProof, outlay_sealed_proof_close)

G_END_DECLS
