/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-workflow.h"
#include "core/money/outlay-money.h"

G_BEGIN_DECLS

/**
 * OutlayFact:
 * @id: of the expense, never empty, unique
 * @day: (nullable): ISO 8601; %NULL, empty or no day where it has none yet
 * @amount: 0 where there is none yet; its currency is "" or three letters
 * @category: (nullable): an id; %NULL or empty for none
 * @merchant: (nullable): as it was written; case, accents' composition and white space do not matter
 * @proofs: (nullable): SHA-256 in hex, separated by spaces; %NULL or empty for none
 * @wants_proof: whether the policy asks for one
 * @created_at: Unix time in microseconds, as are the others; 0 where it is not known
 * @submitted_at: when it was submitted last; 0 for never
 * @decided_at: when it was approved or rejected after that; 0 for not yet
 *
 * One expense of the person, as far as the insights look at it. Nothing is owned.
 */
typedef struct
{
  const char *id;
  const char *day;
  OutlayMoney amount;
  const char *category;
  const char *merchant;
  const char *proofs;
  gboolean    wants_proof;
  OutlayState state;
  gint64      created_at;
  gint64      submitted_at;
  gint64      decided_at;
} OutlayFact;

/**
 * OutlayFacts:
 *
 * All of a person's own expenses, for outlay_insights_find(). Texts are copied, and kept once where
 * they come again; about 100 bytes an expense. Not thread-safe: filled and read on one thread at a
 * time.
 */
typedef struct _OutlayFacts OutlayFacts;

OutlayFacts *outlay_facts_new  (void);
void         outlay_facts_free (OutlayFacts *self);

/* Adds one, in any order; those that come in the order of their days are fastest. */
void         outlay_facts_add  (OutlayFacts      *self,
                                const OutlayFact *fact);
guint        outlay_facts_get_n (OutlayFacts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayFacts, outlay_facts_free)

G_END_DECLS
