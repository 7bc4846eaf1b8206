/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/budgets/outlay-budget-store.h"

#include <string.h>

#include "client/budgets/outlay-budget-store-private.h"
#include "client/ledger/outlay-home-amount.h"

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

/* What an expense comes to, in its own currency and in the one that all is reckoned in. */
typedef struct
{
  OutlayMoney amount;
  OutlayMoney converted; /* no currency where it is not known */
  const char *category;  /* (nullable) */
} Entered;

/* %FALSE where the budget is about something else. */
static gboolean
get_used (const OutlayBudget *budget, const char *home, const Entered *entered, gint64 *minor)
{
  const char *currency = budget->limit.currency;

  if (*budget->category != '\0' && g_strcmp0 (budget->category, entered->category) != 0)
    return FALSE;

  if (g_str_equal (currency, entered->amount.currency))
    *minor = entered->amount.minor;
  else if (g_str_equal (currency, home) && g_str_equal (currency, entered->converted.currency))
    *minor = entered->converted.minor;
  else
    return FALSE;

  return TRUE;
}

/* What the budget counts of the expense already. Of one at a company that can be edited there is nothing: it
 * is a draft, or was rejected. */
static gint64
get_counted (const OutlayBudgetLine *line, const char *home, OutlayExpense *base, gint64 month)
{
  Entered kept = { 0 };
  gint64 minor;

  if (base == NULL || line->standing.rule != OUTLAY_BUDGET_DEVICE ||
      outlay_expense_get_state (base) == OUTLAY_STATE_REJECTED ||
      outlay_budget_month_from_text (outlay_expense_get_day (base)) != month)
    return 0;

  kept.amount = *outlay_expense_get_amount (base);
  kept.category = outlay_expense_get_category (base);
  if (outlay_expense_get_converted (base) != NULL)
    kept.converted = *outlay_expense_get_converted (base);

  return get_used (&line->budget, home, &kept, &minor) ? minor : 0;
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
         const OutlayBudgetBook *book,
         const Entered *entered,
         OutlayExpense *base,
         gint64 month,
         GArray *forecasts)
{
  for (guint i = 0; i < lines->len; i++)
    {
      OutlayBudgetForecast forecast = { .line = g_array_index (lines, OutlayBudgetLine, i) };
      gint64 counted = get_counted (&forecast.line, book->home, base, month);
      gint64 minor;

      if (forecast.line.has_standing &&
          get_used (&forecast.line.budget, book->home, entered, &minor) &&
          outlay_budget_standing_add (&forecast.line.standing, -counted, &forecast.line.standing,
                                      NULL) &&
          outlay_budget_standing_add (&forecast.line.standing, minor, &forecast.after, NULL))
        g_array_append_val (forecasts, forecast);
    }
}

/* By the rate of its day, where that is known here. */
static void
convert (OutlayBudgetStore *self, const OutlayExpenseFields *fields, Entered *entered)
{
  OutlayConnection *reader = outlay_database_get_reader (outlay_budget_store_get_database (self));
  OutlayExpenseInit init = { .amount = fields->amount, .day = fields->day };
  OutlayHomeTexts texts;

  if (reader != NULL && outlay_home_amount_set (reader, &init, &texts, NULL))
    entered->converted = init.converted;
}

GArray *
outlay_budget_store_foresee (OutlayBudgetStore *self,
                             const OutlayExpenseFields *fields,
                             OutlayExpense *base)
{
  g_autoptr (GArray) forecasts = g_array_new (FALSE, TRUE, sizeof (OutlayBudgetForecast));
  Entered entered = { 0 };
  OutlayBudgetBook book;
  gint64 month;

  g_return_val_if_fail (OUTLAY_IS_BUDGET_STORE (self) && fields != NULL, NULL);

  month = outlay_budget_month_from_text (fields->day);
  if (month == 0)
    return g_steal_pointer (&forecasts);

  book = outlay_budget_store_get_book (self);
  entered.amount = fields->amount;
  entered.category = fields->category;
  convert (self, fields, &entered);

  for (int scope = OUTLAY_BUDGET_SCOPE_MINE; scope <= (int) OUTLAY_BUDGET_SCOPE_COMPANY; scope++)
    {
      g_autoptr (GArray)
          lines = outlay_budget_store_list_plain (self, (OutlayBudgetScope) scope, month);

      foresee (lines, &book, &entered, base, month, forecasts);
    }
  g_array_sort (forecasts, compare_forecasts);

  return g_steal_pointer (&forecasts);
}
