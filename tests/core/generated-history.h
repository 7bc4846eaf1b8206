/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/insight/outlay-insights.h"

G_BEGIN_DECLS

/* What was hidden in a history, for a detector to find. */
typedef enum
{
  PLANTED_TWIN,      /* the second of two: its id */
  PLANTED_SLIP,      /* an amount with its point in the wrong place: its id */
  PLANTED_RECURRING, /* the merchant */
  PLANTED_MISSING,   /* the merchant */
  PLANTED_GROWING,   /* the category */
  PLANTED_FORGOTTEN, /* submitted and never decided: its id */
  PLANTED_LEFT,      /* a draft that was left lying: its id */
} Planted;
#define N_PLANTED 7

/**
 * GeneratedHistory:
 * @expenses: (element-type GeneratedExpense)
 * @planted: (element-type utf8): sets of what was hidden
 * @dismissed: (element-type utf8): what the person said is well
 *
 * A year and a bit of a person's expenses up to 2026-11-20, all from one seed: shops of their own
 * prices, visited now and then; a canteen of three fixed prices on working days; bus tickets there and
 * back; costs by the week and the month, some in between purchases at the same shop; now and then
 * something dear from a shop that is never seen again. Everything is written down with a delay,
 * submitted with another, and decided after a third.
 */
typedef struct
{
  GRand      *random;
  GPtrArray  *expenses;
  GHashTable *planted[N_PLANTED];
  GHashTable *dismissed;
  guint32     first; /* Julian days */
  guint32     today;
} GeneratedHistory;

void         generated_history_init  (GeneratedHistory *self, guint32 seed);
void         generated_history_clear (GeneratedHistory *self);
/* (transfer full): in an order of their own */
OutlayFacts *generated_history_make_facts (GeneratedHistory *self);
OutlayInsightsQuery generated_history_make_query (GeneratedHistory *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GeneratedHistory, generated_history_clear)

G_END_DECLS
