/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-expense-line-check.h"

#include "server/expenses/outlay-expense-view.h"

#define COLUMN_LINE OUTLAY_EXPENSE_N_COLUMNS

static gboolean
check_strays (OutlayConnection *db, char **problem, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;
  gint64 n_strays;

  if (!outlay_connection_find (db, &row, error, "expense/count-stray-lines", ""))
    return FALSE;

  n_strays = outlay_statement_get_int (row, 0);
  if (n_strays > 0)
    *problem = g_strdup_printf ("%" G_GINT64_FORMAT " lines of lists belong to no expense",
                                n_strays);

  return TRUE;
}

gboolean
outlay_expense_line_check (OutlayConnection *db, gint64 *n_expenses, char **problem, GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "expense/all-with-lines", error);
  OutlayExpenseView view;
  gboolean has_row;

  *n_expenses = 0;
  *problem = NULL;
  if (query == NULL)
    return FALSE;

  for (;;)
    {
      g_autofree char *line = NULL;

      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return check_strays (db, problem, error);

      (*n_expenses)++;
      outlay_expense_view_read (&view, query, 0);
      line = outlay_expense_view_dup_line (&view);
      if (g_strcmp0 (line, outlay_statement_get_text (query, COLUMN_LINE)) != 0)
        {
          *problem = g_strdup_printf ("the line of the expense %s says something else", view.id);
          outlay_statement_reset (query);
          return TRUE;
        }
    }
}
