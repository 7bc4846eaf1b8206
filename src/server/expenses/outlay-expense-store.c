/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-expense-store.h"

#include "core/outlay-digest.h"
#include "server/expenses/outlay-search-text.h"
#include "server/history/outlay-change-store.h"

/* Column of "expense/get" that follows those of the view. */
#define COLUMN_SUBMITTED_AT OUTLAY_EXPENSE_N_COLUMNS

void
outlay_stored_expense_free (OutlayStoredExpense *self)
{
  if (self == NULL)
    return;

  g_free (self->view);
  g_free (self);
}

gboolean
outlay_stored_expense_is_visible (const OutlayStoredExpense *self, const OutlayIdentity *identity)
{
  if (g_str_equal (self->view->owner, identity->user))
    return TRUE;

  return identity->role >= OUTLAY_ROLE_REVIEWER &&
         outlay_expense_view_get_state (self->view) != OUTLAY_STATE_DRAFT;
}

gboolean
outlay_expense_store_get (OutlayConnection *db,
                          const char *company,
                          const char *id,
                          OutlayStoredExpense **expense,
                          GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "expense/get", error);
  OutlayExpenseView view;
  gboolean has_row;

  *expense = NULL;
  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "ss", company, id);
  if (!outlay_statement_step (query, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  outlay_expense_view_read (&view, query, 0);
  *expense = g_new (OutlayStoredExpense, 1);
  (*expense)->view = outlay_expense_view_copy (&view);
  (*expense)->was_submitted = !outlay_statement_is_null (query, COLUMN_SUBMITTED_AT);
  outlay_statement_reset (query);

  return TRUE;
}

/* What a write derives from the fields. */
typedef struct
{
  char *proofs;
  char *digest;
  char *search_text;
} Derived;

static void
derive (Derived *self, const OutlayExpenseFields *fields)
{
  static const char *const none[] = { NULL };
  const char *const *proofs = fields->proofs != NULL ? fields->proofs : none;

  self->proofs = g_strjoinv ("\n", (char **) proofs);
  self->digest = outlay_digest_of_proofs (proofs);
  self->search_text = outlay_search_text_new (fields->merchant, fields->note);
}

static void
derived_clear (Derived *self)
{
  g_free (self->proofs);
  g_free (self->digest);
  g_free (self->search_text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Derived, derived_clear)

static gboolean
run_on_expense (OutlayConnection *db,
                const char *name,
                const char *company,
                const char *id,
                GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, name, error);

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "ss", company, id);
  return outlay_statement_run (query, error);
}

static gboolean
name_proofs (OutlayConnection *db,
             const char *company,
             const char *id,
             const char *const *proofs,
             GError **error)
{
  for (guint i = 0; proofs != NULL && proofs[i] != NULL; i++)
    {
      OutlayStatement *query = outlay_connection_query (db, "expense/name-proof", error);

      if (query == NULL)
        return FALSE;

      outlay_statement_bind (query, "sss", company, proofs[i], id);
      if (!outlay_statement_run (query, error))
        return FALSE;
    }

  return TRUE;
}

static inline const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

gboolean
outlay_expense_store_insert (OutlayConnection *db,
                             const char *company,
                             const char *owner,
                             const char *id,
                             const OutlayExpenseFields *fields,
                             gint64 now,
                             GError **error)
{
  g_auto (Derived) derived = { NULL };
  OutlayStatement *query = outlay_connection_query (db, "expense/insert", error);

  if (query == NULL)
    return FALSE;

  derive (&derived, fields);
  outlay_statement_bind (query, "ssssisssssiss", company, id, owner, or_empty (fields->merchant),
                         fields->amount.minor, fields->amount.currency, or_empty (fields->day),
                         fields->category, derived.digest, derived.proofs, now,
                         or_empty (fields->note), derived.search_text);

  return outlay_statement_run (query, error) &&
         name_proofs (db, company, id, fields->proofs, error) &&
         outlay_change_store_note (db, company, OUTLAY_CHANGE_EXPENSE, id, owner, FALSE, error);
}

gboolean
outlay_expense_store_replace (OutlayConnection *db,
                              const char *company,
                              const OutlayStoredExpense *expense,
                              const OutlayExpenseFields *fields,
                              gint64 now,
                              GError **error)
{
  const char *id = expense->view->id;
  g_auto (Derived) derived = { NULL };
  OutlayStatement *query = outlay_connection_query (db, "expense/replace", error);

  if (query == NULL)
    return FALSE;

  derive (&derived, fields);
  outlay_statement_bind (query, "sssisssssiss", company, id, or_empty (fields->merchant),
                         fields->amount.minor, fields->amount.currency, or_empty (fields->day),
                         fields->category, derived.digest, derived.proofs, now,
                         or_empty (fields->note), derived.search_text);
  if (!outlay_statement_run (query, error))
    return FALSE;

  if (!g_str_equal (derived.proofs, expense->view->proofs) &&
      (!run_on_expense (db, "expense/forget-proofs", company, id, error) ||
       !name_proofs (db, company, id, fields->proofs, error)))
    return FALSE;

  return outlay_change_store_note (db, company, OUTLAY_CHANGE_EXPENSE, id, expense->view->owner,
                                   expense->was_submitted, error);
}

gboolean
outlay_expense_store_move (OutlayConnection *db,
                           const char *company,
                           const OutlayStoredExpense *expense,
                           OutlayAction action,
                           OutlayState to,
                           gint64 now,
                           GError **error)
{
  const char *id = expense->view->id;
  gboolean shows = action == OUTLAY_ACTION_SUBMIT || action == OUTLAY_ACTION_RESUBMIT;
  gint64 version = expense->view->proof_version + (action == OUTLAY_ACTION_RESUBMIT);
  OutlayStatement *query = outlay_connection_query (db, "expense/move", error);

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "sssiii", company, id, outlay_state_to_string (to), version, now,
                         (gint64) shows);
  if (!outlay_statement_run (query, error))
    return FALSE;

  if (shows && !run_on_expense (db, "expense/show-proofs", company, id, error))
    return FALSE;

  return outlay_change_store_note (db, company, OUTLAY_CHANGE_EXPENSE, id, expense->view->owner,
                                   expense->was_submitted || shows, error);
}

gboolean
outlay_expense_store_delete (OutlayConnection *db,
                             const char *company,
                             const OutlayStoredExpense *expense,
                             GError **error)
{
  const char *id = expense->view->id;

  g_return_val_if_fail (!expense->was_submitted, FALSE);

  return run_on_expense (db, "expense/forget-proofs", company, id, error) &&
         run_on_expense (db, "expense/delete", company, id, error) &&
         outlay_change_store_note (db, company, OUTLAY_CHANGE_EXPENSE, id, expense->view->owner,
                                   FALSE, error);
}
