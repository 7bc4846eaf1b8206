/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_REVIEW_FACTS (outlay_review_facts_get_type ())
G_DECLARE_FINAL_TYPE (OutlayReviewFacts, outlay_review_facts, OUTLAY, REVIEW_FACTS, AdwBin)

/**
 * OutlayReviewFacts:
 *
 * What an expense says, beside its proof: amount, merchant, person, day, category, note, whether
 * it has a twin, and its history. It only shows. Signal: "history-changed", after which
 * outlay_review_facts_get_earlier_digest() may have another answer.
 */
GtkWidget *outlay_review_facts_new (void);

void outlay_review_facts_show (OutlayReviewFacts *self,
                               OutlayWorkspace   *workspace,
                               OutlayExpense     *expense);

/* The digest of the proof version before the current one; (transfer none) (nullable): %NULL for a
 * first one */
const char *outlay_review_facts_get_earlier_digest (OutlayReviewFacts *self);

G_END_DECLS
