/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/proofs/outlay-proof-store.h"
#include "server/proofs/outlay-sealed-proof.h"

G_BEGIN_DECLS

/**
 * OutlayProofVault:
 *
 * The folder of the proofs and the keys that seal them: where a file goes, how it is written, and how
 * it is read. It knows rows but no database. Any thread.
 */
typedef struct _OutlayProofVault OutlayProofVault;

/* @key_file: (nullable): %NULL where proofs lie as they were sent */
OutlayProofVault *outlay_proof_vault_new  (const char *folder, const char *key_file, GError **error);
void              outlay_proof_vault_free (OutlayProofVault *self);

const char *outlay_proof_vault_get_folder (OutlayProofVault *self);

/* Reads the keys anew, from @key_file from now on; on error all stays as it was. */
gboolean outlay_proof_vault_set_key_file (OutlayProofVault *self, const char *key_file, GError **error);

/* (transfer full): the keys as they are now */
OutlayProofKeys *outlay_proof_vault_dup_keys (OutlayProofVault *self);

/**
 * outlay_proof_vault_check_keys:
 *
 * Whether each key that the rows name is there; the error says which is not.
 */
gboolean outlay_proof_vault_check_keys (OutlayProofVault *self, OutlayConnection *db, GError **error);

/**
 * outlay_proof_vault_choose_place:
 * @keys: whose first key is to seal it, if there is one
 * @proof: gets a path and the id of a key
 *
 * Where a file that is written at @now belongs. The same file at the same day has the same place.
 */
void outlay_proof_vault_choose_place (OutlayProofVault        *self,
                                      OutlayProofKeys         *keys,
                                      const OutlaySealContext *context,
                                      gint64                   now,
                                      OutlayStoredProof       *proof);

/* Writes @bytes to where @proof says, durably; see outlay_proof_folder_write(). */
gboolean outlay_proof_vault_write (OutlayProofVault        *self,
                                   const OutlaySealContext *context,
                                   const OutlayStoredProof *proof,
                                   GBytes                  *bytes,
                                   GError                 **error);

/* Whether a file of the right length is where @proof says. */
gboolean outlay_proof_vault_has (OutlayProofVault *self, const OutlayStoredProof *proof);

/* Takes the file away; that it is not there is no error. */
gboolean outlay_proof_vault_delete (OutlayProofVault *self, const char *path, GError **error);

/**
 * outlay_proof_vault_open:
 * @fd: (out): of a file that lies as it was sent, or -1
 * @sealed: (out) (transfer full) (nullable): one that is sealed
 *
 * Opens a file for reading. %G_FILE_ERROR_NOENT where there is none, %OUTLAY_SEAL_ERROR where it
 * cannot be unsealed, or has another length than its row says. A key that is not known is looked
 * for in the key file as it is now.
 */
gboolean outlay_proof_vault_open (OutlayProofVault        *self,
                                  const OutlaySealContext *context,
                                  const OutlayStoredProof *proof,
                                  int                     *fd,
                                  OutlaySealedProof      **sealed,
                                  GError                 **error);

/* (transfer full): the file as it was sent, whole and hashed; %NULL with an error. */
GBytes *outlay_proof_vault_read (OutlayProofVault        *self,
                                 const OutlaySealContext *context,
                                 const OutlayStoredProof *proof,
                                 GError                 **error);

/* The same without keeping it: whether it hashes to its name. */
gboolean outlay_proof_vault_verify (OutlayProofVault        *self,
                                    const OutlaySealContext *context,
                                    const OutlayStoredProof *proof,
                                    GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayProofVault, outlay_proof_vault_free)

G_END_DECLS
