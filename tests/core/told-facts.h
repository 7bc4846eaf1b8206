/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/insight/outlay-insights.h"

G_BEGIN_DECLS

/* Expenses told one by one, and what is found in them. */
typedef struct
{
  OutlayFacts *facts;
  GHashTable  *dismissed;
  GPtrArray   *found;
  const char  *today;
  OutlayInsightsQuery query;
} ToldFacts;

void told_facts_init  (ToldFacts *self, const char *today);
void told_facts_clear (ToldFacts *self);

/* Adds one that is approved euros, in no category and without proof. */
void told_facts_tell (ToldFacts  *self,
                      const char *id,
                      const char *merchant,
                      const char *day,
                      gint64      minor);

/* Runs the detectors. */
void told_facts_search (ToldFacts *self);

/* How many of a kind were found, and the first (or nth) of them. */
guint          told_facts_count (ToldFacts *self, OutlayInsightKind kind);
OutlayInsight *told_facts_get   (ToldFacts *self, OutlayInsightKind kind, guint nth);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToldFacts, told_facts_clear)

G_END_DECLS
