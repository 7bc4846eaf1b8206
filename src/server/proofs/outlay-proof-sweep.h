/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/proofs/outlay-proof-vault.h"

G_BEGIN_DECLS

/* Called between two small steps; %FALSE ends the sweep. */
typedef gboolean (*OutlaySweepPause) (gpointer data);

/**
 * OutlayProofSweep:
 * @db: for this sweep alone, and able to write
 * @grace: how long, in microseconds, what nobody names is kept
 * @is_dry: whether only to count
 * @walks_files: whether to look for files without a row as well, which reads the whole folder
 * @n_rows: (out): proofs whose row and file went, as no expense has named them for that long
 * @n_files: (out): files without a row
 * @n_temporary: (out): files that were never finished
 * @n_bytes: (out): of all of them
 *
 * Takes away what no expense names. What any version of any expense has ever shown stays for ever
 * (`expense_proof`); a proof that nobody names goes when it was seen so twice, with the grace in
 * between, unless it was sent again meanwhile. A file goes while whoever writes its row would have
 * to wait, and they look for it once more before they do.
 */
typedef struct
{
  OutlayProofVault *vault;
  OutlayConnection *db;
  gint64            grace;
  gboolean          is_dry;
  gboolean          walks_files;
  OutlaySweepPause  pause; /* (nullable) */
  gpointer          pause_data;

  guint64 n_rows;
  guint64 n_files;
  guint64 n_temporary;
  guint64 n_bytes;
} OutlayProofSweep;

/* %FALSE with an error when it could not go on; what was done by then is done. */
gboolean outlay_proof_sweep_run (OutlayProofSweep *self, GError **error);

/**
 * outlay_proof_sweep_delete_unplaced:
 * @waits: whether to wait for a backup or a check that keeps all files, or fail with %G_IO_ERROR_BUSY
 * @is_deleted: (out)
 *
 * Takes the file at @path away if no row says that it lies there; on a connection without a
 * transaction.
 */
gboolean outlay_proof_sweep_delete_unplaced (OutlayProofVault *vault,
                                             OutlayConnection *db,
                                             const char       *path,
                                             gboolean          waits,
                                             gboolean         *is_deleted,
                                             GError          **error);

G_END_DECLS
