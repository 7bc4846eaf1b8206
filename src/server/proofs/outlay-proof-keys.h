/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OUTLAY_PROOF_KEY_SIZE 32
#define OUTLAY_PROOF_KEY_ID_LENGTH 32 /* hexadecimal digits */

/**
 * OutlayProofKey:
 * @id: tells keys apart and says nothing of them; 32 hexadecimal digits
 * @sealing: encrypts content
 * @naming: makes names of files that do not tell what is in them
 *
 * One key of an administrator's, as it is used: parts for different ends, derived with libsodium's
 * crypto_kdf (BLAKE2b). Lies in memory that is locked where the system allows it, never written
 * to a core dump, and wiped when it is let go.
 */
typedef struct
{
  char   id[OUTLAY_PROOF_KEY_ID_LENGTH + 1];
  guint8 sealing[OUTLAY_PROOF_KEY_SIZE];
  guint8 naming[OUTLAY_PROOF_KEY_SIZE];
} OutlayProofKey;

/**
 * OutlayProofKeys:
 *
 * The keys of a key file: the first seals, all of them open. Immutable, any thread.
 */
typedef struct _OutlayProofKeys OutlayProofKeys;

/**
 * outlay_proof_keys_load:
 * @path: (nullable): a file with one key a line, 32 bytes in hexadecimal or base64 each; empty lines
 *   and those that begin with `#` are passed over. %NULL for no keys at all
 *
 * Refuses a file that others than its owner and group may read.
 */
OutlayProofKeys *outlay_proof_keys_load  (const char *path, GError **error);
OutlayProofKeys *outlay_proof_keys_ref   (OutlayProofKeys *self);
void             outlay_proof_keys_unref (OutlayProofKeys *self);

/* (transfer none) (nullable): the one that seals; %NULL where there are none */
const OutlayProofKey *outlay_proof_keys_get_first (OutlayProofKeys *self);
/* (transfer none) (nullable) */
const OutlayProofKey *outlay_proof_keys_find      (OutlayProofKeys *self, const char *id);

/**
 * outlay_proof_keys_make:
 * @path: of the key file
 * @rotates: whether the file is there and gets a new first line, or must not be there yet
 *
 * Makes a new key, on disk when this returns and readable by its owner alone.
 */
gboolean outlay_proof_keys_make (const char *path, gboolean rotates, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayProofKeys, outlay_proof_keys_unref)

G_END_DECLS
