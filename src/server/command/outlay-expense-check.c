/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-expense-check.h"

#include "core/money/outlay-rate.h"
#include "core/proof/outlay-digest.h"
#include "server/history/outlay-event-store.h"

/* What follows the expense itself in the query's rows. */
enum
{
  COLUMN_COMPANY = OUTLAY_EXPENSE_N_COLUMNS,
  COLUMN_TO_STATE,
  COLUMN_REVISION,
  COLUMN_DIGEST,
  COLUMN_PROOFS,
  COLUMN_FACTS,
};

static void
complain (OutlayFindings *findings, const OutlayExpenseView *view, const char *what)
{
  outlay_findings_add (findings, "expense", view->id, "the expense %s %s", view->id, what);
}

/* What nobody may edit in that state must be as it was shown. */
static void
check_locked (OutlayFindings *findings, const OutlayExpenseView *view, OutlayStatement *row)
{
  g_autofree char *facts = outlay_event_store_dup_facts (view);

  if (g_strcmp0 (facts, outlay_statement_get_text (row, COLUMN_FACTS)) != 0)
    complain (findings, view, "has other facts than its history tells");
  if (g_strcmp0 (view->proofs, outlay_statement_get_text (row, COLUMN_PROOFS)) != 0 ||
      g_strcmp0 (view->proof_digest, outlay_statement_get_text (row, COLUMN_DIGEST)) != 0)
    complain (findings, view, "has other proofs than its history tells");
  if (view->revision != outlay_statement_get_int (row, COLUMN_REVISION) + 1)
    complain (findings, view, "has another revision than its history tells");
}

static void
check_history (OutlayFindings *findings, const OutlayExpenseView *view, OutlayStatement *row)
{
  OutlayState state = outlay_expense_view_get_state (view);
  gboolean has_history = !outlay_statement_is_null (row, COLUMN_TO_STATE);

  if (!has_history)
    {
      if (state != OUTLAY_STATE_DRAFT)
        complain (findings, view, "is no draft, and has no history");
    }
  else if (g_strcmp0 (view->state, outlay_statement_get_text (row, COLUMN_TO_STATE)) != 0)
    complain (findings, view, "is in another state than its history tells");
  else if (state != OUTLAY_STATE_DRAFT && state != OUTLAY_STATE_REJECTED)
    check_locked (findings, view, row);
}

/* What it comes to must be what anybody works out from the rate that it names. */
static void
check_conversion (OutlayFindings *findings, const OutlayExpenseView *view)
{
  OutlayMoney amount = { .minor = view->minor }, converted;
  OutlayRate rate;

  if (view->home_currency == NULL)
    return;

  g_strlcpy (amount.currency, view->currency, sizeof amount.currency);
  if (outlay_expense_view_get_state (view) == OUTLAY_STATE_DRAFT)
    complain (findings, view, "is a draft, and was converted");
  else if (g_str_equal (view->home_currency, view->currency))
    complain (findings, view, "was converted into its own currency");
  else if (!outlay_rate_parse (view->rate, &rate, NULL) ||
           !outlay_rate_convert (&rate, &amount, view->home_currency, &converted, NULL) ||
           converted.minor != view->home_minor)
    complain (findings, view, "was not converted by the rate that it names");
}

static gboolean
check_proofs (OutlayFindings *findings,
              OutlayConnection *db,
              const char *company,
              const OutlayExpenseView *view,
              GError **error)
{
  g_auto (GStrv) proofs = g_strsplit (view->proofs, "\n", -1);
  g_autofree char *digest = NULL;
  guint n = g_strv_length (proofs);
  gboolean is_known;

  if (n > 0 && *proofs[n - 1] == '\0')
    g_clear_pointer (&proofs[n - 1], g_free);

  digest = outlay_digest_of_proofs ((const char *const *) proofs);
  if (!g_str_equal (digest, view->proof_digest))
    complain (findings, view, "has another digest than its proofs have");

  for (guint i = 0; proofs[i] != NULL; i++)
    {
      g_autoptr (OutlayRow) row = NULL;

      if (!outlay_connection_find (db, &row, error, "server/names-proof", "sss", company, proofs[i],
                                   view->id))
        return FALSE;

      is_known = row != NULL;
      g_clear_pointer (&row, outlay_statement_reset);
      if (!is_known)
        complain (findings, view, "names a proof that the server does not know");
    }

  return TRUE;
}

gboolean
outlay_expense_check_run (OutlayFindings *findings,
                          OutlayConnection *db,
                          gint64 *n_expenses,
                          GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "server/expenses-with-last-event", error);
  OutlayExpenseView view;
  gboolean has_row;

  *n_expenses = 0;
  if (query == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      (*n_expenses)++;
      outlay_expense_view_read (&view, query, 0);
      check_history (findings, &view, query);
      check_conversion (findings, &view);
      if (!check_proofs (findings, db, outlay_statement_get_text (query, COLUMN_COMPANY), &view,
                         error))
        return FALSE;
    }
}
