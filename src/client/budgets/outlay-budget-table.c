/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/budgets/outlay-budget-table.h"

#include <string.h>

#include "client/budgets/outlay-budget-standing-note.h"
#include "client/database/outlay-database.h"

#define N_DAYS 32 /* days of a month count from 1 */

/* --- what was spent --------------------------------------------------------------------------- */

static gboolean
read_month (OutlayConnection *connection, gint64 month, OutlayReport *report, GError **error)
{
  OutlayStatement *row = outlay_connection_bind (connection, error, "budget/sums", "i", month);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!outlay_report_add_state (
              report, outlay_statement_get_text (row, 1), outlay_statement_get_text (row, 0),
              (OutlayState) outlay_statement_get_int (row, 2), outlay_statement_get_int (row, 4),
              outlay_statement_get_int (row, 3), error))
        {
          outlay_statement_reset (row);
          return FALSE;
        }
    }
}

gboolean
outlay_budget_table_measure (OutlayConnection *connection,
                             const OutlayBudgetBook *book,
                             const OutlayBudget *budget,
                             gint64 month,
                             OutlayBudgetStanding *standing,
                             GError **error)
{
  g_auto (OutlayReport) report = { 0 };

  outlay_report_init (&report, TRUE);

  return read_month (connection, month, &report, error) &&
         outlay_budget_measure_report (budget, book->rule, &report,
                                       *book->home != '\0' ? book->home : NULL, standing, error);
}

/* --- pace ------------------------------------------------------------------------------------- */

static gboolean
is_counted (const OutlayBudgetBook *book, OutlayState state)
{
  return state == OUTLAY_STATE_APPROVED || state == OUTLAY_STATE_REIMBURSED ||
         state == OUTLAY_STATE_SUBMITTED ||
         (state == OUTLAY_STATE_DRAFT && book->rule == OUTLAY_BUDGET_DEVICE);
}

static gboolean
is_of_budget (const OutlayBudgetBook *book,
              const OutlayBudget *budget,
              const char *category,
              const char *currency)
{
  gboolean is_converted = *currency == '=';

  if (*budget->category != '\0' && !g_str_equal (budget->category, category))
    return FALSE;

  return g_str_equal (currency + is_converted, budget->limit.currency) &&
         (!is_converted || g_str_equal (book->home, budget->limit.currency));
}

static void
add_to_days (const OutlayBudgetBook *book, GArray *lines, gint64 *days, OutlayStatement *row)
{
  gint64 day = outlay_statement_get_int (row, 0);

  if (day < 1 || day >= N_DAYS ||
      !is_counted (book, (OutlayState) outlay_statement_get_int (row, 3)))
    return;

  for (guint i = 0; i < lines->len; i++)
    if (is_of_budget (book, &g_array_index (lines, OutlayBudgetLine, i).budget,
                      outlay_statement_get_text (row, 1), outlay_statement_get_text (row, 2)) &&
        __builtin_add_overflow (days[i * N_DAYS + day], outlay_statement_get_int (row, 4),
                                &days[i * N_DAYS + day]))
      days[i * N_DAYS + day] = G_MAXINT64;
}

/* What was spent on its dearest day decides what a budget's pace is. */
static gboolean
tell_pace (OutlayConnection *connection,
           const OutlayBudgetBook *book,
           gint64 month,
           const char *today,
           GArray *lines,
           GError **error)
{
  g_autofree gint64 *days = g_new0 (gint64, lines->len * N_DAYS);
  OutlayStatement *row = outlay_connection_bind (connection, error, "budget/days", "i", month);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      add_to_days (book, lines, days, row);
    }

  for (guint i = 0; i < lines->len; i++)
    {
      OutlayBudgetLine *line = &g_array_index (lines, OutlayBudgetLine, i);
      gint64 dearest = 0;

      for (guint day = 1; day < N_DAYS; day++)
        dearest = MAX (dearest, days[i * N_DAYS + day]);
      line->over_day = outlay_budget_pace (&line->standing, dearest, today);
    }

  return TRUE;
}

/* --- lists ------------------------------------------------------------------------------------ */

static void
read_budget (OutlayStatement *row, OutlayBudget *budget)
{
  memset (budget, 0, sizeof *budget);
  g_strlcpy (budget->category, outlay_statement_get_text (row, 0), sizeof budget->category);
  g_strlcpy (budget->limit.currency, outlay_statement_get_text (row, 1),
             sizeof budget->limit.currency);
  budget->limit.minor = outlay_statement_get_int (row, 2);
}

static gboolean
read_lines (OutlayConnection *connection, OutlayBudgetScope scope, GArray *lines, GError **error)
{
  OutlayStatement *row = outlay_connection_bind (connection, error, "budget/list", "i",
                                                 (gint64) scope);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  for (;;)
    {
      OutlayBudgetLine line = { .scope = scope };

      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      read_budget (row, &line.budget);
      line.is_waiting = outlay_statement_get_int (row, 3) != 0;
      line.standing.limit = line.standing.left = line.budget.limit.minor;
      g_strlcpy (line.standing.currency, line.budget.limit.currency, sizeof line.standing.currency);
      g_array_append_val (lines, line);
    }
}

static gboolean
is_in_month (const char *today, gint64 month)
{
  return today != NULL && g_ascii_strtoll (today, NULL, 10) == month / 100 &&
         g_ascii_strtoll (today + 5, NULL, 10) == month % 100;
}

static gboolean
measure_mine (OutlayConnection *connection,
              const OutlayBudgetBook *book,
              gint64 month,
              const char *today,
              GArray *lines,
              GError **error)
{
  const char *home = *book->home != '\0' ? book->home : NULL;
  g_auto (OutlayReport) report = { 0 };

  outlay_report_init (&report, TRUE);
  if (!read_month (connection, month, &report, error))
    return FALSE;

  for (guint i = 0; i < lines->len; i++)
    {
      OutlayBudgetLine *line = &g_array_index (lines, OutlayBudgetLine, i);

      if (!outlay_budget_measure_report (&line->budget, book->rule, &report, home, &line->standing,
                                         error))
        return FALSE;
      line->has_standing = TRUE;
    }

  return !is_in_month (today, month) || tell_pace (connection, book, month, today, lines, error);
}

gboolean
outlay_budget_table_list (OutlayConnection *connection,
                          const OutlayBudgetBook *book,
                          OutlayBudgetScope scope,
                          gint64 month,
                          const char *today,
                          GArray *lines,
                          GError **error)
{
  g_autofree char *note = NULL;

  if (!read_lines (connection, scope, lines, error))
    return FALSE;
  if (lines->len == 0)
    return TRUE;
  if (scope == OUTLAY_BUDGET_SCOPE_MINE)
    return measure_mine (connection, book, month, today, lines, error);

  note = outlay_setting_read (connection, OUTLAY_SETTING_BUDGETS_STANDING, NULL);
  outlay_budget_standing_note_apply (note, month, is_in_month (today, month) ? today : NULL, lines);

  return TRUE;
}

/* --- the company ------------------------------------------------------------------------------ */

static OutlayBudgetSheet *
read_sheet (OutlayConnection *connection, OutlayStatement *row, GError **error)
{
  g_autoptr (OutlayBudgetSheet) sheet = outlay_budget_sheet_new (OUTLAY_BUDGET_SCOPE_MINE);
  g_autofree char *revision = NULL;
  gboolean has_row;

  if (row == NULL)
    return NULL;

  for (;;)
    {
      OutlayBudget budget;

      if (!outlay_statement_step (row, &has_row, error))
        return NULL;
      if (!has_row)
        break;
      read_budget (row, &budget);
      g_array_append_val (sheet->items, budget);
    }

  revision = outlay_setting_read (connection, OUTLAY_SETTING_BUDGETS_MINE, NULL);
  sheet->revision = revision != NULL ? g_ascii_strtoll (revision, NULL, 10) : 0;

  return g_steal_pointer (&sheet);
}

OutlayBudgetSheet *
outlay_budget_table_read_mine (OutlayConnection *connection, GError **error)
{
  return read_sheet (connection,
                     outlay_connection_bind (connection, error, "budget/list", "i",
                                             (gint64) OUTLAY_BUDGET_SCOPE_MINE),
                     error);
}

OutlayBudgetSheet *
outlay_budget_table_read_dirty (OutlayConnection *connection, GError **error)
{
  return read_sheet (connection, outlay_connection_query (connection, "budget/list-dirty", error),
                     error);
}

gboolean
outlay_budget_table_apply (OutlayConnection *connection,
                           const OutlayBudgetSheet *sheet,
                           GError **error)
{
  const char *setting = sheet->scope == OUTLAY_BUDGET_SCOPE_COMPANY ? OUTLAY_SETTING_BUDGETS_COMPANY
                                                                    : OUTLAY_SETTING_BUDGETS_MINE;
  g_autofree char *known = outlay_setting_read (connection, setting, NULL);
  g_autofree char *revision = g_strdup_printf ("%" G_GINT64_FORMAT, sheet->revision);

  /* Told before what is known by now. */
  if (known != NULL && g_ascii_strtoll (known, NULL, 10) > sheet->revision)
    return TRUE;

  if (!outlay_connection_run (connection, error, "budget/remove-clean", "i", (gint64) sheet->scope))
    return FALSE;
  for (guint i = 0; i < sheet->items->len; i++)
    {
      const OutlayBudget *budget = &g_array_index (sheet->items, OutlayBudget, i);

      if (!outlay_connection_run (connection, error, "budget/put-clean", "issi",
                                  (gint64) sheet->scope, budget->category, budget->limit.currency,
                                  budget->limit.minor))
        return FALSE;
    }

  return outlay_setting_write (connection, setting, revision, error);
}

gboolean
outlay_budget_table_settle (OutlayConnection *connection,
                            const OutlayBudgetSheet *sent,
                            GError **error)
{
  for (guint i = 0; i < sent->items->len; i++)
    {
      const OutlayBudget *budget = &g_array_index (sent->items, OutlayBudget, i);

      if (!outlay_connection_run (connection, error, "budget/settle", "ssi", budget->category,
                                  budget->limit.currency, budget->limit.minor))
        return FALSE;
    }

  return TRUE;
}
