/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/budgets/outlay-budget-store.h"

#include <string.h>

#include "client/budgets/outlay-budget-store-private.h"

/* What budgets could be, and what becomes of them. */

#define N_MONTHS 3

static gint64
month_before (gint64 month)
{
  return month % 100 == 1 ? month - 100 + 11 : month - 1;
}

/* Up to two digits: 18,340 becomes 19,000. */
static gint64
round_up (gint64 minor)
{
  gint64 step = 1;

  while (minor / step >= 100)
    step *= 10;

  return (minor + step - 1) / step * step;
}

static int
compare_amounts (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

gboolean
outlay_budget_store_suggest (OutlayBudgetStore *self,
                             const char *category,
                             const char *month,
                             OutlayMoney *limit)
{
  OutlayConnection *reader;
  OutlayBudgetBook book;
  OutlayBudget budget = { .limit = { .minor = OUTLAY_BUDGET_LIMIT_MAX } };
  gint64 amounts[N_MONTHS] = { 0 };
  gint64 number;

  g_return_val_if_fail (OUTLAY_IS_BUDGET_STORE (self) && category != NULL && limit != NULL, FALSE);

  reader = outlay_database_get_reader (outlay_budget_store_get_database (self));
  if (reader == NULL)
    return FALSE;

  book = outlay_budget_store_get_book (self);
  g_strlcpy (budget.category, category, sizeof budget.category);
  g_strlcpy (budget.limit.currency, limit->currency, sizeof budget.limit.currency);
  number = outlay_budget_month_from_text (month);
  for (guint i = 0; i < N_MONTHS; i++)
    {
      OutlayBudgetStanding standing;

      number = month_before (number);
      if (!outlay_budget_table_measure (reader, &book, &budget, number, &standing, NULL))
        return FALSE;
      amounts[i] = standing.spent + standing.committed;
    }

  qsort (amounts, N_MONTHS, sizeof amounts[0], compare_amounts);
  if (amounts[1] <= 0)
    return FALSE;

  limit->minor = round_up (amounts[1]);
  return TRUE;
}

/* --- an expense that is being entered --------------------------------------------------------- */

static gboolean
uses (const OutlayBudget *budget, const OutlayExpenseFields *fields)
{
  return g_str_equal (budget->limit.currency, fields->amount.currency) &&
         (*budget->category == '\0' || g_strcmp0 (budget->category, fields->category) == 0);
}

/* What the budget counts of the expense already. Of one at a company that can be edited there is nothing: it
 * is a draft, or was rejected. */
static gint64
get_counted (const OutlayBudgetLine *line, OutlayExpense *base, gint64 month)
{
  const OutlayMoney *amount;

  if (base == NULL || line->standing.rule != OUTLAY_BUDGET_DEVICE ||
      outlay_expense_get_state (base) == OUTLAY_STATE_REJECTED)
    return 0;

  amount = outlay_expense_get_amount (base);
  if (!g_str_equal (amount->currency, line->budget.limit.currency) ||
      outlay_budget_month_from_text (outlay_expense_get_day (base)) != month ||
      (*line->budget.category != '\0' &&
       g_strcmp0 (line->budget.category, outlay_expense_get_category (base)) != 0))
    return 0;

  return amount->minor;
}

static int
compare_forecasts (gconstpointer a, gconstpointer b)
{
  const OutlayBudgetForecast *one = a;
  const OutlayBudgetForecast *other = b;

  return (one->after.left > other->after.left) - (one->after.left < other->after.left);
}

static void
foresee (GArray *lines,
         const OutlayExpenseFields *fields,
         OutlayExpense *base,
         gint64 month,
         GArray *forecasts)
{
  for (guint i = 0; i < lines->len; i++)
    {
      OutlayBudgetForecast forecast = { .line = g_array_index (lines, OutlayBudgetLine, i) };
      gint64 counted = get_counted (&forecast.line, base, month);

      if (forecast.line.has_standing && uses (&forecast.line.budget, fields) &&
          outlay_budget_standing_add (&forecast.line.standing, -counted, &forecast.line.standing,
                                      NULL) &&
          outlay_budget_standing_add (&forecast.line.standing, fields->amount.minor,
                                      &forecast.after, NULL))
        g_array_append_val (forecasts, forecast);
    }
}

GArray *
outlay_budget_store_foresee (OutlayBudgetStore *self,
                             const OutlayExpenseFields *fields,
                             OutlayExpense *base)
{
  g_autoptr (GArray) forecasts = g_array_new (FALSE, TRUE, sizeof (OutlayBudgetForecast));
  gint64 month;

  g_return_val_if_fail (OUTLAY_IS_BUDGET_STORE (self) && fields != NULL, NULL);

  month = outlay_budget_month_from_text (fields->day);
  if (month == 0)
    return g_steal_pointer (&forecasts);

  for (int scope = OUTLAY_BUDGET_SCOPE_MINE; scope <= (int) OUTLAY_BUDGET_SCOPE_COMPANY; scope++)
    {
      g_autoptr (GArray)
          lines = outlay_budget_store_list (self, (OutlayBudgetScope) scope, fields->day);

      foresee (lines, fields, base, month, forecasts);
    }
  g_array_sort (forecasts, compare_forecasts);

  return g_steal_pointer (&forecasts);
}
