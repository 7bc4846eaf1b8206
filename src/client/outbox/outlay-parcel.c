/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-table.h"
#include "client/outbox/outlay-outbox-private.h"
#include "client/outbox/outlay-outbox-table.h"

/* What sync sends: the next entry of the outbox that may go, taken out or given back. */

G_DEFINE_BOXED_TYPE (OutlayParcel, outlay_parcel, outlay_parcel_copy, outlay_parcel_free)

OutlayParcel *
outlay_parcel_copy (OutlayParcel *self)
{
  OutlayParcel *copy = g_memdup2 (self, sizeof *self);

  copy->expense_id = g_strdup (self->expense_id);
  copy->sha256 = g_strdup (self->sha256);
  copy->expense = self->expense != NULL ? g_object_ref (self->expense) : NULL;
  copy->proof_digest = g_strdup (self->proof_digest);
  copy->reason = g_strdup (self->reason);
  copy->idempotency_key = g_strdup (self->idempotency_key);

  return copy;
}

void
outlay_parcel_free (OutlayParcel *self)
{
  g_free (self->expense_id);
  g_free (self->sha256);
  g_clear_object (&self->expense);
  g_free (self->proof_digest);
  g_free (self->reason);
  g_free (self->idempotency_key);
  g_free (self);
}

static gboolean
find_next (OutlayConnection *connection, OutlayParcel **parcel, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  *parcel = NULL;
  if (!outlay_connection_find (connection, &row, error, "outbox/next", "i", g_get_real_time ()))
    return FALSE;
  if (row == NULL)
    return TRUE;

  *parcel = g_new0 (OutlayParcel, 1);
  (*parcel)->id = outlay_statement_get_int (row, 0);
  (*parcel)->kind = (OutlayOutboxKind) outlay_statement_get_int (row, 1);
  (*parcel)->expense_id = g_strdup (outlay_statement_get_text (row, 2));
  (*parcel)->sha256 = g_strdup (outlay_statement_get_text (row, 3));
  (*parcel)->action = (OutlayAction) outlay_statement_get_int (row, 4);
  (*parcel)->revision = outlay_statement_get_int (row, 5);
  (*parcel)->proof_digest = g_strdup (outlay_statement_get_text (row, 6));
  (*parcel)->reason = g_strdup (outlay_statement_get_text (row, 7));
  (*parcel)->idempotency_key = g_strdup (outlay_statement_get_text (row, 8));
  (*parcel)->attempts = (guint) outlay_statement_get_int (row, 9);
  (*parcel)->is_uncertain = outlay_statement_get_int (row, 10) != 0;

  return TRUE;
}

/* Adds what the request says: frozen fields of a SAVE, and the revision as the
 * company last told it. */
static gboolean
fill (OutlayConnection *connection, OutlayParcel *parcel, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (OutlayExpense) row = NULL;
  gint64 number;

  if (parcel->kind == OUTLAY_OUTBOX_PROOF)
    return TRUE;

  number = outlay_expense_table_find (connection, parcel->expense_id, NULL, &local_error);
  if (number > 0)
    row = outlay_expense_table_get_row (connection, number, &local_error);
  if (row != NULL && parcel->kind == OUTLAY_OUTBOX_SAVE)
    parcel->expense = outlay_expense_table_get_copy (connection, OUTLAY_COPY_CARRIED, parcel->id,
                                                     &local_error);
  else if (row != NULL)
    parcel->expense = g_object_ref (row);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (row != NULL &&
      (parcel->kind == OUTLAY_OUTBOX_SAVE || parcel->revision == OUTLAY_REVISION_AS_SENT))
    parcel->revision = outlay_expense_get_revision (row);

  return TRUE;
}

/* What was made and deleted here before the company knew of it needs no sending. */
static gboolean
forget_never_sent (OutlayConnection *connection, const OutlayParcel *parcel, GError **error)
{
  return outlay_outbox_table_remove_from (connection, parcel->expense_id, 0, error);
}

static gboolean
take_next (OutlayConnection *connection,
           gpointer data,
           GValue *result,
           OutlayTopics *changed,
           GError **error)
{
  g_autoptr (OutlayParcel) parcel = NULL;

  for (;;)
    {
      g_clear_pointer (&parcel, outlay_parcel_free);
      if (!find_next (connection, &parcel, error))
        return FALSE;

      if (parcel == NULL || parcel->kind != OUTLAY_OUTBOX_DELETE ||
          parcel->revision != OUTLAY_REVISION_NEVER_SENT)
        break;

      *changed |= OUTLAY_TOPIC_OUTBOX;
      if (!forget_never_sent (connection, parcel, error))
        return FALSE;
    }

  if (parcel != NULL &&
      (!fill (connection, parcel, error) ||
       !outlay_connection_run (connection, error, "outbox/mark-sending", "i", parcel->id)))
    return FALSE;

  g_value_init (result, OUTLAY_TYPE_PARCEL);
  g_value_take_boxed (result, g_steal_pointer (&parcel));

  return TRUE;
}

DexFuture *
outlay_outbox_take_next (OutlayOutbox *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX (self), NULL);

  return outlay_database_run (outlay_outbox_get_database (self), take_next, NULL, NULL);
}

static gboolean
release (OutlayConnection *connection,
         gpointer data,
         GValue *result,
         OutlayTopics *changed,
         GError **error)
{
  return outlay_connection_run (connection, error, "outbox/release", "");
}

DexFuture *
outlay_outbox_release (OutlayOutbox *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX (self), NULL);

  return outlay_database_run (outlay_outbox_get_database (self), release, NULL, NULL);
}
