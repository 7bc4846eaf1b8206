/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/insight/outlay-facts-private.h"
#include "core/insight/outlay-insights.h"

G_BEGIN_DECLS

/**
 * OutlayInsightSearch:
 * @rows: (array length=n_rows): sorted by day and id
 * @today: Julian day
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
  guint32                    today;
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
