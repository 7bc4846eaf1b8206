/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "client/ledger/outlay-expense-list.h"
#include "core/report/outlay-days.h"
#include "core/report/outlay-report.h"

G_BEGIN_DECLS

/* What a bar of the series spans. */
typedef enum
{
  OUTLAY_SPENDING_STEP_DAY,
  OUTLAY_SPENDING_STEP_WEEK,
  OUTLAY_SPENDING_STEP_MONTH,
} OutlaySpendingStep;

/* What a number may be taken apart by. */
typedef enum
{
  OUTLAY_SPENDING_BY_CATEGORY,
  OUTLAY_SPENDING_BY_MERCHANT,
  OUTLAY_SPENDING_BY_PERSON, /* of the company alone */
} OutlaySpendingBy;
#define OUTLAY_N_SPENDING_BY 3

/**
 * OutlaySpendingQuery:
 * @is_company: everybody's, asked of the server; else one's own, from the local database
 * @days: what is added up
 * @before: what it is compared with; where its @from is empty, with nothing
 * @currency: ISO 4217 code
 * @is_converted: everything in @currency, what was converted into it included; else only what was spent
 *   in it
 * @states: bit (1 << #OutlayState) for each wanted state; 0 for all
 * @first_weekday: what a week of the series begins with
 *
 * A zeroed @before, @states and @first_weekday are fine. Copied by whoever takes it.
 */
typedef struct
{
  gboolean is_company;
  OutlayDays days;
  OutlayDays before;
  char currency[4];
  gboolean is_converted;
  guint states;
  OutlaySpendingStep step;
  GDateWeekday first_weekday;
} OutlaySpendingQuery;

/**
 * OutlaySpendingPart:
 * @key: a category's or person's id, or the merchant as it is written; "" for what has none
 * @name: (nullable): for a person to read; %NULL for a category that is not known (yet), or for none
 * @count: of the days
 * @minor: of the days
 * @before_minor: of the days before; 0 where that is not known
 * @is_before_known: %FALSE where there are so many that the server has not told of this one before
 */
typedef struct
{
  const char *key;
  const char *name;
  gint64 count;
  gint64 minor;
  gint64 before_minor;
  gboolean is_before_known;
} OutlaySpendingPart;

/* The most parts there are of one kind; what is more is in the rest. */
#define OUTLAY_SPENDING_PARTS_MAX 200

/**
 * OutlaySpendingParts:
 * @items: (array length=n_items): largest first; those of the days before alone, with 0, are last
 * @rest: what is in none of them
 *
 * @items and @rest add up to the total; only where the server does not take its numbers apart this way
 * are there none of either.
 */
typedef struct
{
  const OutlaySpendingPart *items;
  guint n_items;
  OutlayTotal rest;
} OutlaySpendingParts;

/**
 * OutlaySpendingSpan:
 * @days: a day, week or month of the series, clipped to the days asked for
 * @categories: (array): minor units of each category, in the order of the parts by category
 */
typedef struct
{
  OutlayDays days;
  OutlayTotal total;
  const gint64 *categories;
} OutlaySpendingSpan;

/* Something was spent in this currency, in days or the days before: as much in days. */
typedef struct
{
  char currency[4];
  OutlayTotal total;
} OutlaySpendingCurrency;

#define OUTLAY_TYPE_SPENDING (outlay_spending_get_type ())
G_DECLARE_FINAL_TYPE (OutlaySpending, outlay_spending, OUTLAY, SPENDING, GObject)

/**
 * OutlaySpending:
 *
 * What was spent in a run of days, as it was when it was read: immutable, and every number in it is the
 * sum of the rows that the filter for it lists, to the cent. Amounts are minor units of the query's
 * currency. Whatever is returned lives as long as the object. Any thread.
 */
const OutlaySpendingQuery *outlay_spending_get_query (OutlaySpending *self);

const OutlayTotal *outlay_spending_get_total (OutlaySpending *self);
const OutlayTotal *outlay_spending_get_before (OutlaySpending *self);
/* The total of the days, state by state. */
const OutlayStateTotals *outlay_spending_get_states (OutlaySpending *self);
const OutlaySpendingParts *outlay_spending_get_parts (OutlaySpending *self, OutlaySpendingBy by);
/* (array length=n_spans): oldest first, without a gap */
const OutlaySpendingSpan *outlay_spending_get_spans (OutlaySpending *self, guint *n_spans);
/* How many expenses of the days are neither in the currency nor converted into it; 0 where the query
 * does not convert. */
gint64 outlay_spending_get_n_unconverted (OutlaySpending *self);
/* (array length=n_currencies): whatever currencies there are, most expenses first; not converted */
const OutlaySpendingCurrency *
outlay_spending_get_currencies (OutlaySpending *self, guint *n_currencies);

/*
 * The filter of exactly the rows behind a number; its texts belong to @self. Of the company's numbers it
 * is one for #OutlayCompanyList, of one's own for #OutlayExpenseList.
 */
void outlay_spending_filter_of_total (OutlaySpending *self, OutlayExpenseFilter *filter);
void outlay_spending_filter_of_before (OutlaySpending *self, OutlayExpenseFilter *filter);
void outlay_spending_filter_of_part (OutlaySpending *self,
                                     OutlaySpendingBy by,
                                     guint part,
                                     OutlayExpenseFilter *filter);
void outlay_spending_filter_of_part_before (OutlaySpending *self,
                                            OutlaySpendingBy by,
                                            guint part,
                                            OutlayExpenseFilter *filter);
void outlay_spending_filter_of_span (OutlaySpending *self, guint span, OutlayExpenseFilter *filter);
/* One category's share of a span. */
void outlay_spending_filter_of_span_part (OutlaySpending *self,
                                          guint span,
                                          guint category,
                                          OutlayExpenseFilter *filter);
/* What is counted by outlay_spending_get_n_unconverted(); of one's own alone, as the server has no such
 * list. */
void outlay_spending_filter_of_unconverted (OutlaySpending *self, OutlayExpenseFilter *filter);

G_END_DECLS
