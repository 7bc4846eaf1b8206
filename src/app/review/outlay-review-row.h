/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/proofs/outlay-proof-store.h"
#include "core/expense/outlay-expense.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_REVIEW_ROW (outlay_review_row_get_type ())
G_DECLARE_FINAL_TYPE (OutlayReviewRow, outlay_review_row, OUTLAY, REVIEW_ROW, AdwBin)

/**
 * OutlayReviewRow:
 *
 * One expense that waits: its receipt in small, merchant and amount, who filed it and when.
 * Properties: "expense" (nullable), "proof-store".
 */
GtkWidget *outlay_review_row_new (OutlayProofStore *store);

void outlay_review_row_set_expense (OutlayReviewRow *self, OutlayExpense *expense);

G_END_DECLS
