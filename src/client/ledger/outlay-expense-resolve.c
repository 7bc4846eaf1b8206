/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-change.h"
#include "client/ledger/outlay-expense-table.h"

/* The end of a conflict. */

/* Mine, on top of the company's revision; everything that waits goes under new keys. */
static gboolean
rebase (OutlayConnection *connection,
        OutlayExpense *row,
        OutlayExpense *company,
        const OutlayOutboxRow *first,
        GError **error)
{
  OutlayOutboxRow entry = *first;
  OutlayExpenseInit theirs = { 0 };
  OutlayExpenseInit mine;

  outlay_expense_table_init_of (row, &mine);
  if (company != NULL)
    {
      outlay_expense_table_init_of (company, &theirs);
      if (!outlay_state_is_editable (theirs.state))
        return outlay_expense_change_refuse (error, OUTLAY_CLIENT_ERROR_REFUSED,
                                             "the company's can no longer be changed");
      if (!outlay_expense_table_put_copy (connection, OUTLAY_COPY_BEFORE, first->id, &theirs, TRUE,
                                          error))
        return FALSE;
      mine.proof_version = theirs.proof_version;
      mine.reuploads_left = theirs.reuploads_left;
      mine.state = theirs.state;
      mine.created_at = theirs.created_at;
    }
  mine.revision = theirs.revision;

  if (outlay_expense_table_put (connection, &mine, TRUE, error) < 0)
    return FALSE;

  while (entry.id != 0)
    {
      if (!outlay_outbox_table_renew (connection, entry.id, error) ||
          !outlay_connection_run (connection, error, "outbox/mark-certain", "i", entry.id) ||
          (entry.kind == OUTLAY_OUTBOX_SAVE &&
           !outlay_expense_table_keep (connection, OUTLAY_COPY_CARRIED, entry.id, mine.id,
                                       error)) ||
          !outlay_outbox_table_get_next (connection, mine.id, entry.id, &entry, error))
        return FALSE;
    }

  return TRUE;
}

/* A decision is judged anew, on what the company has now. */
static gboolean
decide_again (OutlayConnection *connection,
              const OutlayActor *actor,
              OutlayExpense *company,
              OutlayAction action,
              const char *reason,
              GError **error)
{
  g_autoptr (OutlayExpense)
      row = outlay_expense_change_get_row (connection, outlay_expense_get_id (company), error);

  return row != NULL &&
         outlay_expense_change_act (connection, actor, row, action, reason, error) >= 0;
}

static gboolean
take_theirs (OutlayConnection *connection,
             const OutlayOutboxRow *first,
             OutlayExpense *company,
             GError **error)
{
  return outlay_outbox_table_take_back (connection, first, error) &&
         (company != NULL ||
          outlay_connection_run (connection, error, "expense/remove", "s", first->expense_id));
}

gboolean
outlay_expense_change_resolve (OutlayConnection *connection,
                               const OutlayActor *actor,
                               const char *id,
                               gboolean keep_mine,
                               GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (OutlayExpense) row = outlay_expense_change_get_row (connection, id, error);
  g_autoptr (OutlayExpense) company = NULL;
  g_autofree char *reason = NULL;
  OutlayOutboxRow first;
  gint64 number;

  if (row == NULL)
    return FALSE;

  number = outlay_expense_table_find (connection, id, NULL, error);
  if (number < 0 || !outlay_outbox_table_get_next (connection, id, 0, &first, error))
    return FALSE;

  if (outlay_expense_get_delivery (row) != OUTLAY_DELIVERY_CONFLICT || first.id == 0)
    return TRUE;

  company = outlay_expense_table_get_copy (connection, OUTLAY_COPY_COMPANY, number, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (!keep_mine)
    return take_theirs (connection, &first, company, error);

  if (first.kind == OUTLAY_OUTBOX_ACTION)
    {
      if (company == NULL)
        return outlay_expense_change_refuse (error, OUTLAY_CLIENT_ERROR_GONE,
                                             "the company has it no more");
      reason = outlay_outbox_table_dup_reason (connection, first.id, error);
      return reason != NULL && take_theirs (connection, &first, company, error) &&
             decide_again (connection, actor, company, first.action, reason, error);
    }

  return rebase (connection, row, company, &first, error) &&
         outlay_connection_run (connection, error, "expense/remove-copy", "ii",
                                (gint64) OUTLAY_COPY_COMPANY, number) &&
         outlay_outbox_table_settle (connection, id, error);
}
