/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/reports/outlay-spending.h"

G_BEGIN_DECLS

/**
 * OutlaySpendingFacts:
 * @days: by category; all states and currencies
 * @before: the same of the days before
 * @span_days: (array length=n_spans): the series' days
 * @names: (element-type utf8 utf8): categories' names by id
 *
 * What an #OutlaySpending is made of, while it is read from a database or a server. Any thread, one at a
 * time.
 */
typedef struct
{
  OutlaySpendingQuery query;
  OutlayReport days;
  OutlayReport before;
  OutlayDays *span_days;
  guint n_spans;
  GHashTable *names;

  /*< private >*/
  OutlayTotal *span_totals;
  GArray **span_minors;        /* of gint64, in the order of @span_categories */
  GHashTable *span_categories; /* places by id */
  GHashTable *parts[OUTLAY_N_SPENDING_BY]; /* (nullable) */
  gboolean is_all_before[OUTLAY_N_SPENDING_BY];
} OutlaySpendingFacts;

/* Nothing yet; the series is cut. */
OutlaySpendingFacts *outlay_spending_facts_new (const OutlaySpendingQuery *query);
void outlay_spending_facts_free (OutlaySpendingFacts *self);

/* The span with this day; it must be one of the days. */
guint outlay_spending_facts_find_span (const OutlaySpendingFacts *self, const char *day);

/* The place of a category in the series; made where it is new. @category: (nullable) */
guint outlay_spending_facts_find_category (OutlaySpendingFacts *self, const char *category);
/* Adds what is wanted of a category to a span. %FALSE with an #OutlayMoneyError */
gboolean outlay_spending_facts_add_to_span (OutlaySpendingFacts *self,
                                            guint span,
                                            guint category,
                                            const OutlayTotal *total,
                                            GError **error);
/* Adds what is wanted of a report to a span, by category where it is. */
gboolean outlay_spending_facts_add_report_to_span (OutlaySpendingFacts *self,
                                                   guint span,
                                                   const OutlayReport *report,
                                                   GError **error);

/* Whether a state, or a block of a report, counts in what is asked for. */
gboolean outlay_spending_facts_has_state (const OutlaySpendingFacts *self, OutlayState state);
gboolean outlay_spending_facts_has_currency (const OutlaySpendingFacts *self, const char *currency);

/* From here on there are parts by merchant or person, maybe none. @is_all_before: whether those of the
 * days before are all told of. */
void outlay_spending_facts_begin_parts (OutlaySpendingFacts *self,
                                        OutlaySpendingBy by,
                                        gboolean is_all_before);
/* Adds what is wanted of a merchant or person. @name: (nullable). %FALSE with an #OutlayMoneyError */
gboolean outlay_spending_facts_add_part (OutlaySpendingFacts *self,
                                         OutlaySpendingBy by,
                                         gboolean is_before,
                                         const char *key,
                                         const char *name,
                                         const OutlayTotal *total,
                                         GError **error);

/* Puts it all in order. (transfer full) (nullable): %NULL with an #OutlayMoneyError */
OutlaySpending *outlay_spending_new (OutlaySpendingFacts *facts, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlaySpendingFacts, outlay_spending_facts_free)

G_END_DECLS
