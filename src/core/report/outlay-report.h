/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-workflow.h"
#include "core/money/outlay-money.h"

G_BEGIN_DECLS

/**
 * OutlayTotal:
 * @count: how many expenses
 * @minor: what they come to, in minor units of their currency
 */
typedef struct
{
  gint64 count;
  gint64 minor;
} OutlayTotal;

/* What is in each state, and all of it. */
typedef struct
{
  OutlayTotal all;
  OutlayTotal states[OUTLAY_N_STATES];
} OutlayStateTotals;

/**
 * outlay_state_totals_add:
 * @states: (array fixed-size=5): what there is in each state
 *
 * Returns: %FALSE where a sum does not fit: @self is to be thrown away then
 */
gboolean outlay_state_totals_add (OutlayStateTotals *self, const OutlayTotal *states);

/**
 * OutlayCategoryTotals:
 * @category: a category's id; empty for what has none
 */
typedef struct
{
  char              category[65];
  OutlayStateTotals totals;
} OutlayCategoryTotals;

/* What a block of a report is named by, with its NUL: "EUR", or "=EUR". */
#define OUTLAY_CURRENCY_KEY_SIZE 5

/**
 * OutlayCurrencyTotals:
 * @currency: ISO 4217 code; or "=EUR" for what is in any other currency and was converted into
 *   euros, told in euros. The ones and the others are never in one block: what is in francs stands
 *   under "CHF" in francs, and where it was converted under "=EUR" in euros as well
 * @totals: of everything in this currency
 * @categories: (array length=n_categories): in the order of their ids' bytes, what has none first;
 *   empty in a report that is not by category
 *
 * A block of a report: one currency, as two have no sum.
 */
typedef struct
{
  char                  currency[OUTLAY_CURRENCY_KEY_SIZE];
  OutlayStateTotals     totals;
  OutlayCategoryTotals *categories;
  guint                 n_categories;

  /*< private >*/
  guint size;
  guint next;
} OutlayCurrencyTotals;

/**
 * OutlayReport:
 * @is_by_category: whether it is told category by category
 * @currencies: (array length=n_currencies): in the order of their codes; those that were converted
 *   ("=EUR") after all others
 *
 * What was spent in a run of days, added up. Every sum is checked: one that does not fit is an error,
 * and the report is to be thrown away then.
 */
typedef struct
{
  gboolean              is_by_category;
  OutlayCurrencyTotals *currencies;
  guint                 n_currencies;
} OutlayReport;

void outlay_report_init  (OutlayReport *self, gboolean is_by_category);
void outlay_report_clear (OutlayReport *self);

/**
 * outlay_report_add:
 * @currency: ISO 4217 code, or "=EUR" for what was converted
 * @category: (nullable): an id; %NULL or empty for none
 * @states: (array fixed-size=5): what there is in each state
 *
 * Adds what is in one category and currency, of a day or of more.
 *
 * Returns: %FALSE with %OUTLAY_MONEY_ERROR_OVERFLOW
 */
gboolean outlay_report_add (OutlayReport       *self,
                            const char         *currency,
                            const char         *category,
                            const OutlayTotal  *states,
                            GError            **error);

/* The same for @count expenses in one state. */
gboolean outlay_report_add_state (OutlayReport  *self,
                                  const char    *currency,
                                  const char    *category,
                                  OutlayState    state,
                                  gint64         count,
                                  gint64         minor,
                                  GError       **error);

/* Adds a whole report, which must be by category where @self is. */
gboolean outlay_report_add_report (OutlayReport        *self,
                                   const OutlayReport  *other,
                                   GError             **error);

/* Forgets the categories and currencies of which there is nothing: what was added with a minus can have
 * taken all of them away again. */
void outlay_report_drop_empty (OutlayReport *self);

/* (transfer none) (nullable): the block of a currency, and within it the totals of a category */
const OutlayCurrencyTotals *outlay_report_find (const OutlayReport *self,
                                                const char         *currency);
const OutlayStateTotals    *outlay_currency_totals_find (const OutlayCurrencyTotals *self,
                                                         const char                 *category);

/* Whether a block's name is "=EUR": converted amounts. */
gboolean outlay_currency_key_is_converted (const char *currency);
/* Writes "=EUR" for "EUR". */
void     outlay_currency_key_of_converted (const char *currency,
                                           char        key[OUTLAY_CURRENCY_KEY_SIZE]);
/* The order of blocks: converted ones last, and else by their bytes. */
int      outlay_currency_key_compare      (const char *a, const char *b);

/**
 * outlay_report_sum_in:
 * @currency: ISO 4217 code of the home currency
 * @category: (nullable): an id, "" for what has none; %NULL for all together
 * @totals: (out caller-allocates): what is in @currency, and what was converted into it
 * @n_unconverted: (out) (optional): how many are in another currency and were not converted, which
 *   are not in @totals
 *
 * "Everything in EUR": the block "EUR" and the block "=EUR" in one. A report that is not by category
 * can be asked for all together only.
 *
 * Returns: %FALSE with %OUTLAY_MONEY_ERROR_OVERFLOW
 */
gboolean outlay_report_sum_in (const OutlayReport  *self,
                               const char          *currency,
                               const char          *category,
                               OutlayStateTotals   *totals,
                               gint64              *n_unconverted,
                               GError             **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayReport, outlay_report_clear)

G_END_DECLS
