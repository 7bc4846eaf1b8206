/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/budgets/outlay-budget-store-private.h"
#include "core/outlay-time.h"

typedef struct
{
  OutlayBudgetBook book;
  char *today;
  gint64 month;
} Check;

static void
check_free (gpointer data)
{
  Check *self = data;

  g_free (self->today);
  g_free (self);
}

static OutlayBudgetLevel
level_of_percent (gint64 percent)
{
  OutlayBudgetLevel level = OUTLAY_BUDGET_LEVEL_NONE;

  for (guint i = 0; i < OUTLAY_N_BUDGET_LEVELS; i++)
    if (percent >= outlay_budget_level_get_percent ((OutlayBudgetLevel) i))
      level = (OutlayBudgetLevel) i;

  return level;
}

static gboolean
read_warned (OutlayConnection *connection,
             const OutlayBudgetLine *line,
             gint64 month,
             OutlayBudgetLevel *level,
             GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (connection, &row, error, "budget/warned", "issi",
                               (gint64) line->scope, line->budget.category,
                               line->budget.limit.currency, month))
    return FALSE;

  *level = level_of_percent (row != NULL ? outlay_statement_get_int (row, 0) : 0);
  return TRUE;
}

/* The warning is written before it is given: it comes once, or where the program ends in between not at
 * all, and never twice. */
static gboolean
warn (OutlayConnection *connection,
      const Check *job,
      const OutlayBudgetLine *line,
      GArray *warnings,
      GError **error)
{
  OutlayBudgetLevel warned, level;

  if (!line->has_standing || line->standing.level == OUTLAY_BUDGET_LEVEL_NONE)
    return TRUE;
  if (!read_warned (connection, line, job->month, &warned, error))
    return FALSE;

  level = outlay_budget_level_crossed (warned, line->standing.level);
  if (level == OUTLAY_BUDGET_LEVEL_NONE)
    return TRUE;

  g_array_append_val (warnings, *line);
  return outlay_connection_run (connection, error, "budget/warn", "issii", (gint64) line->scope,
                                line->budget.category, line->budget.limit.currency, job->month,
                                (gint64) outlay_budget_level_get_percent (level));
}

static gboolean
check (OutlayConnection *connection,
       gpointer data,
       GValue *result,
       OutlayTopics *changed,
       GError **error)
{
  const Check *job = data;
  g_autoptr (GArray) warnings = g_array_new (FALSE, TRUE, sizeof (OutlayBudgetLine));

  for (int scope = OUTLAY_BUDGET_SCOPE_MINE; scope <= (int) OUTLAY_BUDGET_SCOPE_COMPANY; scope++)
    {
      g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (OutlayBudgetLine));

      if (!outlay_budget_table_list (connection, &job->book, (OutlayBudgetScope) scope, job->month,
                                     job->today, lines, error))
        return FALSE;
      for (guint i = 0; i < lines->len; i++)
        if (!warn (connection, job, &g_array_index (lines, OutlayBudgetLine, i), warnings, error))
          return FALSE;
    }

  g_value_init (result, G_TYPE_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&warnings));
  return TRUE;
}

DexFuture *
outlay_budget_warning_check (OutlayDatabase *database, const OutlayBudgetBook *book)
{
  Check *job = g_new0 (Check, 1);

  job->book = *book;
  job->today = outlay_day_today ();
  job->month = outlay_budget_month_from_text (job->today);

  return outlay_database_run (database, check, job, check_free);
}
