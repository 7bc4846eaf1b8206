/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/insight/outlay-facts-private.h"
#include "core/insight/outlay-insights.h"

G_BEGIN_DECLS

/* What lies behind by more than a year is told no more: it is too late to do anything about it. */
#define OUTLAY_INSIGHT_DAYS_BACK 366

/* Later than usual is what takes longer than all but one in twenty of the person's own; so many must be
 * known for that: of n and one more the longest is the last with a chance of 1 in n + 1. */
#define OUTLAY_INSIGHT_USUAL_SHARE 0.95
#define OUTLAY_INSIGHT_WAITS_MIN 19
/* Where fewer are known: the longest month, as whoever decides or pays by the month is not late yet. */
#define OUTLAY_INSIGHT_WAIT_DAYS 31

#define OUTLAY_INSIGHT_DAY_USEC (24 * G_TIME_SPAN_HOUR)

/**
 * OutlayInsightSearch:
 * @rows: (array length=n_rows): sorted by day and id
 * @by_amount: the rows of @by_merchant, each group by amount and of an amount by day
 * @found: (element-type OutlayInsight): what was found so far
 *
 * What a detector is given, and where it puts what it finds.
 */
typedef struct
{
  OutlayFacts               *facts;
  const OutlayFactRow       *rows;
  guint                      n_rows;
  OutlayFactGroups           by_merchant;
  OutlayFactGroups           by_category;
  guint32                   *by_amount;
  guint32                    today; /* Julian */
  const OutlayInsightsQuery *query;
  GPtrArray                 *found;
} OutlayInsightSearch;

/* Whether a key was dismissed for good. */
gboolean outlay_insight_search_is_dismissed (OutlayInsightSearch *self,
                                             const char          *key);
/* Puts an insight among those found, unless all that it dismisses was dismissed. */
void     outlay_insight_search_add          (OutlayInsightSearch     *self,
                                             const OutlayInsightInit *init);

/* The ISO 8601 text of a Julian day. */
void outlay_insight_put_day (char    text[OUTLAY_DAY_SIZE],
                             guint32 day);

G_END_DECLS
