/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-workflow.h"
#include "server/expenses/outlay-cursor.h"
#include "server/outlay-json-writer.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_SORT_DAY_DOWN,    /* "-day", newest first */
  OUTLAY_SORT_DAY_UP,      /* "day" */
  OUTLAY_SORT_AMOUNT_DOWN, /* "-amount", largest first, whatever the currency */
  OUTLAY_SORT_AMOUNT_UP,   /* "amount" */
} OutlaySort;

/**
 * OutlayExpenseFilter:
 * @state: (nullable): name of a state, or all
 * @states: (nullable) (array zero-terminated=1): names of several states, with @state %NULL
 * @category: (nullable): id of a category, or all
 * @is_without_category: those alone that have none, with @category %NULL
 * @merchant: (nullable): the merchant to the letter, empty for what has none yet, or all
 * @currency: (nullable): ISO 4217 code, or all
 * @in_currency: (nullable): a currency, for what is in it or was converted into it; or "=EUR", for what
 *   is in any other and was converted into that; or all
 * @owner: (nullable): whose, or everybody's that @asker may see
 * @department: (nullable): that of people who are in this department now, empty for those who are in
 *   none, or all
 * @from: (nullable): first day, and @to: last day, both included
 * @min: and @max: bounds of the amount in minor units, both included
 * @wanted: (nullable): what is searched, as outlay_search_text_new() makes it
 * @cursor: (nullable): where to go on
 * @asker: who asks, and @is_reviewer: whether they see what others have submitted
 *
 * What is asked of a list of expenses. Nothing is owned.
 */
typedef struct
{
  const char         *company;
  const char         *asker;
  gboolean            is_reviewer;
  const char         *state;
  const char *const  *states;
  const char         *category;
  gboolean            is_without_category;
  const char         *merchant;
  const char         *currency;
  const char         *in_currency;
  const char         *owner;
  const char         *department;
  const char         *from;
  const char         *to;
  gint64              min;
  gint64              max;
  const char         *wanted;
  OutlaySort          sort;
  guint               limit;
  const OutlayCursor *cursor;
} OutlayExpenseFilter;

/**
 * outlay_expense_list_write_json:
 * @next: (out) (transfer full) (nullable): cursor of the page that follows
 *
 * Writes one page as an array. One statement walks one index. A search, and a choice of a currency, of
 * several states, of a department, of what has no category or of a merchant in somebody's own list,
 * reads a bounded number of rows and may end before it has found a whole page; then there is a @next
 * all the same.
 */
gboolean outlay_expense_list_write_json (OutlayConnection          *db,
                                         const OutlayExpenseFilter *filter,
                                         OutlayJsonWriter          *json,
                                         char                     **next,
                                         GError                   **error);

G_END_DECLS
