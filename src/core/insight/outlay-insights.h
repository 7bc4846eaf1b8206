/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/insight/outlay-facts.h"
#include "core/insight/outlay-insight.h"
#include "core/report/outlay-budget.h"

G_BEGIN_DECLS

/* Of each kind at most this many are told: more is no insight. */
#define OUTLAY_INSIGHTS_MAX_OF_KIND 20

/**
 * OutlayInsightsQuery:
 * @today: ISO 8601 day at the person
 * @now: Unix time in microseconds
 * @rule: whose expenses these are: a company's, or those of a device on its own, where nothing is
 *   submitted and no draft is ever late
 * @budgets: (nullable) (array length=n_budgets): the person's own
 * @dismissed: (nullable) (element-type utf8): a set of all outlay_insight_get_dismissals() and
 *   outlay_insight_dup_twins_key() that were dismissed
 */
typedef struct
{
  const char         *today;
  gint64              now;
  OutlayBudgetRule    rule;
  const OutlayBudget *budgets;
  guint               n_budgets;
  GHashTable         *dismissed;
} OutlayInsightsQuery;

/**
 * outlay_insights_find:
 *
 * Runs all detectors. Each compares only amounts of one currency, leaves rejected expenses out, looks
 * at no day after today, and says in its own file what its numbers come from. The same facts in any
 * order give the same insights. O(n log n), about a second for a million; on any thread.
 *
 * Returns: (transfer full) (element-type OutlayInsight): in the order of kinds, and of each the
 *   weightiest first; empty where @query has no valid day
 */
GPtrArray *outlay_insights_find (OutlayFacts               *facts,
                                 const OutlayInsightsQuery *query);

G_END_DECLS
