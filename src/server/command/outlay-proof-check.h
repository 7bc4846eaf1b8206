/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/command/outlay-findings.h"
#include "server/proofs/outlay-proof-vault.h"

G_BEGIN_DECLS

/**
 * outlay_proof_check_run:
 * @is_quick: whether to look only at each file's being there with the right length, name and owner,
 *   and not to read it, nor to look for files without a row
 * @n_proofs: (out)
 *
 * Whether each row has its file and each file its row. On a connection without a transaction: it
 * reads page by page, as it takes long. Meanwhile nobody deletes a file.
 */
gboolean outlay_proof_check_run (OutlayFindings    *findings,
                                 OutlayConnection  *db,
                                 OutlayProofVault  *vault,
                                 gboolean           is_quick,
                                 gint64            *n_proofs,
                                 GError           **error);

G_END_DECLS
