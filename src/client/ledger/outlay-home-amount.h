/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/database/outlay-database.h"
#include "core/expense/outlay-expense.h"
#include "core/money/outlay-rates.h"

G_BEGIN_DECLS

/*
 * What an expense that the company has not judged yet is about to come to in the currency that all is
 * reckoned in, by the rates that are kept here. Of what is submitted the company says it, once. Inside a
 * transaction of the database thread.
 */

/* Where the texts of a conversion are kept while they are borrowed. */
typedef struct
{
  char rate[OUTLAY_RATE_SIZE];
  char rate_day[OUTLAY_DAY_SIZE];
} OutlayHomeTexts;

/**
 * outlay_home_amount_set:
 * @texts: (out caller-allocates): as long as @init
 *
 * Converts @init's amount by the rate of its day, into @init: nothing where there is no such currency or
 * no rate, or it is in that currency already.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean outlay_home_amount_set (OutlayConnection *connection,
                                 OutlayExpenseInit *init,
                                 OutlayHomeTexts *texts,
                                 GError **error);

/* Converts the drafts of these days anew, after rates have come or the currency is another. @first and
 * @last: (nullable): ISO 8601 days, both included. @changed: (inout) */
gboolean outlay_home_amount_refresh (OutlayConnection *connection,
                                     const char *first,
                                     const char *last,
                                     OutlayTopics *changed,
                                     GError **error);

/* The currency that all is reckoned in is @currency from here on; %NULL for none. @changed: (inout) */
gboolean outlay_home_amount_set_currency (OutlayConnection *connection,
                                          const char *currency,
                                          OutlayTopics *changed,
                                          GError **error);

G_END_DECLS
