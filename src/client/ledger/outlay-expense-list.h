/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "core/expense/outlay-expense.h"

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_SCOPE_MINE,    /* one's own */
  OUTLAY_SCOPE_WAITING, /* others' submitted ones, oldest submission first: the review queue */
  OUTLAY_SCOPE_DECIDED, /* others' decided ones */
  OUTLAY_SCOPE_OTHERS,  /* others' that wait or were decided, by day */
} OutlayScope;

/**
 * OutlayExpenseFilter:
 * @text: (nullable): words that merchant, note, amount, the category's name or, of others', the
 *   person's name must hold; case and accents do not matter
 * @states: bit (1 << #OutlayState) for each wanted state; 0 for all
 * @category: (nullable): id; "" for those without one
 * @from: (nullable): first day, "YYYY-MM-DD"
 * @until: (nullable): the day after the last one
 * @currency: (nullable): ISO 4217 code of the expense's own amount
 * @min: at least this many minor units; 0 for any; with a @currency alone
 * @max: at most this many minor units; 0 for any; with a @currency alone
 * @in_currency: (nullable): in this currency, or converted into it; sums are in it then
 * @not_in_currency: (nullable): neither in this currency nor converted into it
 * @merchant: (nullable): exactly this one, to the letter
 * @owner: (nullable): a person's id
 * @department: (nullable): of the person; "" for people in none. The company's lists alone know it
 * @ids: (nullable) (array zero-terminated=1): these expenses alone; no @text beside it
 *
 * What a list shows. All of it must hold; a zeroed one is everything of one's own.
 */
typedef struct
{
  OutlayScope scope;
  const char *text;
  guint       states;
  const char *category;
  const char *from;
  const char *until;
  const char *currency;
  gint64      min;
  gint64      max;
  const char *in_currency;
  const char *not_in_currency;
  const char *merchant;
  const char *owner;
  const char *department;
  const char *const *ids;
} OutlayExpenseFilter;

#define OUTLAY_TYPE_EXPENSE_LIST (outlay_expense_list_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpenseList, outlay_expense_list, OUTLAY, EXPENSE_LIST, GObject)

/**
 * OutlayExpenseList:
 *
 * A lazy #GListModel and #GtkSectionModel-shaped list of #OutlayExpense over the local database,
 * newest day first. It keeps the keys in order and reads rows when the view asks; a change replaces
 * only the range of rows that differ. Properties: "n-items", "is-empty", "is-reading" (rows are still
 * looked for: what is not there may come). Sections are months:
 * outlay_expense_list_get_month() gives the run of rows of one month for the app's section model.
 * "month-totals" of a run come from the database.
 */
void outlay_expense_list_set_filter (OutlayExpenseList *self, const OutlayExpenseFilter *filter);

gboolean outlay_expense_list_is_reading (OutlayExpenseList *self);

/* The run of rows around @position that share its month: [start, end). */
void outlay_expense_list_get_month (OutlayExpenseList *self,
                                    guint              position,
                                    guint             *start,
                                    guint             *end);

/* First row of the month that @day (empty for none) lies in; G_MAXUINT where the list has none. */
guint outlay_expense_list_find_month (OutlayExpenseList *self, const char *day);

/* The month of @position as "YYYY-MM" and its sum by currency, largest first. (transfer full) array
 * of boxed money */
char      *outlay_expense_list_dup_month        (OutlayExpenseList *self, guint position);
GPtrArray *outlay_expense_list_sum_of_month     (OutlayExpenseList *self, guint position);

/* Position of an expense, or G_MAXUINT where it is not in the list. */
guint outlay_expense_list_find (OutlayExpenseList *self, const char *id);

G_END_DECLS
