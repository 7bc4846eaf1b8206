/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/proofs/outlay-proof-store.h"

G_BEGIN_DECLS

/**
 * OutlayProofRow:
 *
 * A proof of a company as its row has it; all is owned.
 */
typedef struct
{
  char              *company;
  char              *sha256;
  OutlayStoredProof *proof;
} OutlayProofRow;

typedef gboolean (*OutlayProofRowVisit) (const OutlayProofRow *row, gpointer data, GError **error);

/**
 * outlay_proof_rows_visit:
 * @visit: called for each row; %FALSE with an error ends it
 *
 * Visits the rows of all proofs, company by company, with memory for a page of them. No statement is
 * open meanwhile, so that @visit may take its time and ask the database on its own; what has changed
 * since its page was read, it does not see.
 */
gboolean outlay_proof_rows_visit (OutlayConnection     *db,
                                  OutlayProofRowVisit   visit,
                                  gpointer              data,
                                  GError              **error);

G_END_DECLS
