/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/proofs/outlay-proof-vault.h"

G_BEGIN_DECLS

/**
 * OutlayProofRecoding:
 * @db: for this alone, and able to write
 * @keys: whose first key all proofs are to be sealed with; none for proofs as they were sent
 * @say: tells a person how far it is, or that a file could not be read
 * @n_total: (out): proofs that are not yet as they shall be
 * @n_done: (out): of them, those that are now
 * @n_failed: (out): of them, those that could not be read
 *
 * Seals every proof anew, or unseals it, while the server runs. File by file: the new one is written
 * and synced, then the row turns to it, then the old one goes. Killed at whatever point it can be
 * begun again: a new file that no row names is written over, an old one is deleted at the end.
 */
typedef struct
{
  OutlayProofVault *vault;
  OutlayConnection *db;
  OutlayProofKeys  *keys;
  void            (*say) (const char *line);

  gint64 n_total;
  gint64 n_done;
  gint64 n_failed;
} OutlayProofRecoding;

gboolean outlay_proof_recoding_run (OutlayProofRecoding *self, GError **error);

G_END_DECLS
