/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outbox/outlay-outbox-table.h"

#include "client/outlay-client-error.h"
#include "client/ledger/outlay-expense-table.h"
#include "core/outlay-time.h"
#include "core/outlay-uuid.h"

gboolean
outlay_outbox_table_get (OutlayConnection *connection,
                         gint64 id,
                         OutlayOutboxRow *row,
                         GError **error)
{
  OutlayStatement *statement = outlay_connection_query (connection, "outbox/get", error);
  gboolean has_row;

  *row = (OutlayOutboxRow) { 0 };
  if (statement == NULL)
    return FALSE;

  outlay_statement_bind (statement, "i", id);
  if (!outlay_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  row->id = outlay_statement_get_int (statement, 0);
  row->kind = (OutlayOutboxKind) outlay_statement_get_int (statement, 1);
  g_strlcpy (row->expense_id, outlay_statement_get_text (statement, 2), sizeof row->expense_id);
  g_strlcpy (row->sha256, outlay_statement_get_text (statement, 3), sizeof row->sha256);
  row->action = (OutlayAction) outlay_statement_get_int (statement, 4);
  row->revision = outlay_statement_get_int (statement, 5);
  row->is_uncertain = outlay_statement_get_int (statement, 10) != 0;
  row->is_sending = outlay_statement_get_int (statement, 11) != 0;
  row->is_stuck = outlay_statement_get_int (statement, 12) != 0;
  outlay_statement_reset (statement);

  return TRUE;
}

/* The first column of the only row of @statement, or 0. */
static gboolean
read_id (OutlayStatement *statement, gint64 *id, GError **error)
{
  gboolean has_row;

  *id = 0;
  if (!outlay_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    *id = outlay_statement_get_int (statement, 0);
  outlay_statement_reset (statement);

  return TRUE;
}

gboolean
outlay_outbox_table_get_last (OutlayConnection *connection,
                              const char *expense_id,
                              OutlayOutboxRow *row,
                              GError **error)
{
  OutlayStatement *statement = outlay_connection_query (connection, "outbox/last-of-expense",
                                                        error);
  gint64 id;

  if (statement == NULL)
    return FALSE;

  outlay_statement_bind (statement, "s", expense_id);

  return read_id (statement, &id, error) && outlay_outbox_table_get (connection, id, row, error);
}

gboolean
outlay_outbox_table_get_next (OutlayConnection *connection,
                              const char *expense_id,
                              gint64 after,
                              OutlayOutboxRow *row,
                              GError **error)
{
  OutlayStatement *statement = outlay_connection_query (connection, "outbox/next-of-expense",
                                                        error);
  gint64 id;

  if (statement == NULL)
    return FALSE;

  outlay_statement_bind (statement, "si", expense_id, after);

  return read_id (statement, &id, error) && outlay_outbox_table_get (connection, id, row, error);
}

char *
outlay_outbox_table_dup_reason (OutlayConnection *connection, gint64 id, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (connection, &row, error, "outbox/get", "i", id))
    return NULL;

  return g_strdup (row != NULL ? outlay_statement_get_text (row, 7) : "");
}

gint64
outlay_outbox_table_add (OutlayConnection *connection, const OutlayOutboxAdd *add, GError **error)
{
  g_autofree char *key = outlay_uuid_new ();
  g_autofree char *now = outlay_time_format (g_get_real_time ());
  OutlayStatement *statement = outlay_connection_bind (
      connection, error, "outbox/add", "issiissssi", (gint64) add->kind, add->expense_id,
      add->sha256 != NULL ? add->sha256 : "", (gint64) add->action, add->revision,
      add->proof_digest != NULL ? add->proof_digest : "", add->reason != NULL ? add->reason : "",
      key, now, add->not_before);
  gint64 id;

  if (statement == NULL || !read_id (statement, &id, error))
    return -1;

  if (add->kind != OUTLAY_OUTBOX_PROOF &&
      !outlay_connection_run (connection, error, "outbox/need-all-of-expense", "is", id,
                              add->expense_id))
    return -1;

  return id;
}

static gboolean
has_row (OutlayConnection *connection,
         const char *query,
         const char *sha256,
         gboolean *answer,
         GError **error)
{
  OutlayStatement *statement = outlay_connection_bind (connection, error, query, "s", sha256);
  gint64 id;

  if (statement == NULL || !read_id (statement, &id, error))
    return FALSE;

  *answer = id != 0;

  return TRUE;
}

gboolean
outlay_outbox_table_add_proofs (OutlayConnection *connection,
                                const char *expense_id,
                                const char *const *proofs,
                                GError **error)
{
  for (gsize i = 0; proofs != NULL && proofs[i] != NULL; i++)
    {
      OutlayOutboxAdd add = { .kind = OUTLAY_OUTBOX_PROOF,
                              .expense_id = expense_id,
                              .sha256 = proofs[i] };
      gboolean is_delivered;
      gboolean is_waiting;

      if (!has_row (connection, "proof/is-delivered", proofs[i], &is_delivered, error) ||
          !has_row (connection, "outbox/find-proof", proofs[i], &is_waiting, error))
        return FALSE;

      if (!is_delivered && !is_waiting && outlay_outbox_table_add (connection, &add, error) < 0)
        return FALSE;
    }

  return TRUE;
}

gboolean
outlay_outbox_table_need_proofs (OutlayConnection *connection,
                                 gint64 entry,
                                 const char *const *proofs,
                                 GError **error)
{
  if (!outlay_connection_run (connection, error, "outbox/forget-needed-proofs", "i", entry))
    return FALSE;

  for (gsize i = 0; proofs != NULL && proofs[i] != NULL; i++)
    {
      if (!outlay_connection_run (connection, error, "outbox/need-proof", "is", entry, proofs[i]))
        return FALSE;
    }

  return TRUE;
}

gboolean
outlay_outbox_table_remove_from (OutlayConnection *connection,
                                 const char *expense_id,
                                 gint64 entry,
                                 GError **error)
{
  return outlay_connection_run (connection, error, "event/remove-ahead-from", "si", expense_id,
                                entry) &&
         outlay_connection_run (connection, error, "outbox/remove-of-expense", "si", expense_id,
                                entry) &&
         outlay_connection_run (connection, error, "outbox/remove-idle-proofs", "");
}

gboolean
outlay_outbox_table_settle (OutlayConnection *connection, const char *expense_id, GError **error)
{
  return outlay_connection_run (connection, error, "expense/settle-delivery", "si", expense_id,
                                (gint64) OUTLAY_CLIENT_ERROR_CONFLICT);
}

gboolean
outlay_outbox_table_renew (OutlayConnection *connection, gint64 entry, GError **error)
{
  g_autofree char *key = outlay_uuid_new ();

  return outlay_connection_run (connection, error, "outbox/renew", "is", entry, key);
}

/* A version that was only shown ahead is forgotten with the action that made it. */
static gboolean
forget_versions (OutlayConnection *connection, OutlayExpense *restored, GError **error)
{
  gint64 first = outlay_expense_get_proof_version (restored);

  if (outlay_expense_get_state (restored) != OUTLAY_STATE_DRAFT)
    first++;

  return outlay_connection_run (connection, error, "proof-version/remove-from", "si",
                                outlay_expense_get_id (restored), first);
}

/* What the row goes back to when @entry is given up: (transfer full) (nullable) */
static OutlayExpense *
find_earlier (OutlayConnection *connection,
              const OutlayOutboxRow *entry,
              gint64 number,
              OutlayCopyRole *role,
              gint64 *ref,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  OutlayExpense *copy = NULL;
  OutlayOutboxRow first;

  if (!outlay_outbox_table_get_next (connection, entry->expense_id, 0, &first, error))
    return NULL;

  *role = OUTLAY_COPY_COMPANY;
  *ref = number;
  if (first.id == entry->id)
    copy = outlay_expense_table_get_copy (connection, *role, *ref, &local_error);

  if (copy == NULL && local_error == NULL)
    {
      *role = OUTLAY_COPY_BEFORE;
      *ref = entry->id;
      copy = outlay_expense_table_get_copy (connection, *role, *ref, &local_error);
    }

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return copy;
}

gboolean
outlay_outbox_table_take_back (OutlayConnection *connection,
                               const OutlayOutboxRow *entry,
                               GError **error)
{
  g_autofree char *id = g_strdup (entry->expense_id);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (OutlayExpense) copy = NULL;
  gint64 number = outlay_expense_table_find (connection, id, NULL, error);
  OutlayCopyRole role;
  gint64 ref;

  if (number < 0)
    return FALSE;

  copy = find_earlier (connection, entry, number, &role, &ref, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (copy == NULL)
    {
      gint64 now = g_get_real_time () / G_USEC_PER_SEC;

      if (!outlay_connection_run (connection, error, "expense/mark-deleted", "si", id, now))
        return FALSE;
    }
  else if (!outlay_expense_table_restore (connection, role, ref, id, error) ||
           !forget_versions (connection, copy, error))
    return FALSE;

  return outlay_connection_run (connection, error, "expense/remove-copy", "ii",
                                (gint64) OUTLAY_COPY_COMPANY, number) &&
         outlay_outbox_table_remove_from (connection, id, entry->id, error) &&
         outlay_outbox_table_settle (connection, id, error);
}
