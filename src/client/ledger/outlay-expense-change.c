/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-change.h"

#include "client/ledger/outlay-expense-table.h"
#include "client/ledger/outlay-home-amount.h"
#include "core/proof/outlay-digest.h"
#include "core/outlay-time.h"

static void
set_fields (OutlayExpenseInit *init, const OutlayExpenseFields *fields)
{
  init->merchant = fields->merchant;
  init->amount = fields->amount;
  init->day = fields->day;
  init->category = fields->category;
  init->note = fields->note;
  init->proofs = fields->proofs;
}

static gboolean
is_same_proofs (const char *const *a, const char *const *b)
{
  static const char *const none[] = { NULL };

  return g_strv_equal (a != NULL ? a : none, b != NULL ? b : none);
}

static gboolean
is_same_text (const char *a, const char *b)
{
  return g_strcmp0 (a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static gboolean
has_fields (OutlayExpense *row, const OutlayExpenseFields *fields)
{
  return outlay_money_equal (outlay_expense_get_amount (row), &fields->amount) &&
         is_same_text (outlay_expense_get_merchant (row), fields->merchant) &&
         is_same_text (outlay_expense_get_day (row), fields->day) &&
         is_same_text (outlay_expense_get_category (row), fields->category) &&
         is_same_text (outlay_expense_get_note (row), fields->note) &&
         is_same_proofs (outlay_expense_get_proofs (row), fields->proofs);
}

static gboolean
has_same_worth (OutlayExpense *row, const OutlayExpenseFields *fields)
{
  return outlay_money_equal (outlay_expense_get_amount (row), &fields->amount) &&
         is_same_text (outlay_expense_get_day (row), fields->day);
}

gboolean
outlay_expense_change_refuse (GError **error, OutlayClientError code, const char *message)
{
  g_set_error_literal (error, OUTLAY_CLIENT_ERROR, code, message);

  return FALSE;
}

OutlayExpense *
outlay_expense_change_get_row (OutlayConnection *connection, const char *id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  OutlayExpense *row = outlay_expense_table_get (connection, id, &local_error);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (row == NULL)
    outlay_expense_change_refuse (error, OUTLAY_CLIENT_ERROR_GONE,
                                  "the expense is not here any more");

  return row;
}

/* A waiting SAVE that has certainly not been sent takes the new content, under a new key. */
static gboolean
find_open_save (OutlayConnection *connection, const char *id, OutlayOutboxRow *last, GError **error)
{
  if (!outlay_outbox_table_get_last (connection, id, last, error))
    return FALSE;

  if (last->id != 0 && (last->kind != OUTLAY_OUTBOX_SAVE || last->is_sending || last->is_uncertain))
    last->id = 0;

  return TRUE;
}

gint64
outlay_expense_change_queue (OutlayConnection *connection,
                             const char *id,
                             const char *const *proofs,
                             gboolean has_before,
                             GError **error)
{
  OutlayOutboxAdd add = { .kind = OUTLAY_OUTBOX_SAVE, .expense_id = id };
  OutlayOutboxRow open;

  if (!find_open_save (connection, id, &open, error) ||
      !outlay_outbox_table_add_proofs (connection, id, proofs, error))
    return -1;

  if (open.id == 0)
    {
      open.id = outlay_outbox_table_add (connection, &add, error);
      if (open.id < 0 || (has_before && !outlay_expense_table_keep (connection, OUTLAY_COPY_BEFORE,
                                                                    open.id, id, error)))
        return -1;
    }
  else if (!outlay_outbox_table_renew (connection, open.id, error))
    return -1;

  if (!outlay_outbox_table_need_proofs (connection, open.id, proofs, error) ||
      !outlay_connection_run (connection, error, "outbox/remove-idle-proofs", ""))
    return -1;

  return open.id;
}

/* The company has changed the row since the form was opened: its version is put beside. */
static gboolean
keep_company_version (OutlayConnection *connection, OutlayExpense *row, gint64 entry, GError **error)
{
  gint64 number = outlay_expense_table_find (connection, outlay_expense_get_id (row), NULL, error);

  return number > 0 &&
         outlay_expense_table_keep (connection, OUTLAY_COPY_COMPANY, number,
                                    outlay_expense_get_id (row), error) &&
         outlay_connection_run (connection, error, "outbox/mark-failed", "iiiiis", entry,
                                (gint64) FALSE, (gint64) 0, (gint64) TRUE,
                                (gint64) OUTLAY_CLIENT_ERROR_CONFLICT,
                                "it was changed while the form was open");
}

gboolean
outlay_expense_change_has_other_facts (OutlayExpense *row, OutlayExpense *base)
{
  return outlay_expense_get_revision (row) > outlay_expense_get_revision (base) &&
         !has_fields (row, &(OutlayExpenseFields) {
                               .merchant = outlay_expense_get_merchant (base),
                               .amount = *outlay_expense_get_amount (base),
                               .day = outlay_expense_get_day (base),
                               .category = outlay_expense_get_category (base),
                               .note = outlay_expense_get_note (base),
                               .proofs = outlay_expense_get_proofs (base),
                           });
}

/* The outbox's part of a save: before the row is written, as it keeps the row as it was. */
static gboolean
queue_save (OutlayConnection *connection,
            const char *id,
            OutlayExpense *row,
            const OutlayExpenseFields *fields,
            OutlayExpense *base,
            gint64 *entry,
            GError **error)
{
  gboolean had_conflict = row != NULL &&
                          outlay_expense_get_delivery (row) == OUTLAY_DELIVERY_CONFLICT;

  *entry = outlay_expense_change_queue (connection, id, fields->proofs, row != NULL, error);
  if (*entry < 0)
    return FALSE;

  if (had_conflict)
    return outlay_connection_run (
        connection, error, "outbox/mark-failed", "iiiiis", *entry, (gint64) FALSE, (gint64) 0,
        (gint64) TRUE, (gint64) OUTLAY_CLIENT_ERROR_CONFLICT, "the company has another version");

  return row == NULL || base == NULL || !outlay_expense_change_has_other_facts (row, base) ||
         keep_company_version (connection, row, *entry, error);
}

gboolean
outlay_expense_change_save (OutlayConnection *connection,
                            const OutlayActor *actor,
                            const char *id,
                            const OutlayExpenseFields *fields,
                            OutlayExpense *base,
                            GError **error)
{
  g_autofree char *now = outlay_time_format (g_get_real_time ());
  g_autofree char *digest = outlay_digest_of_proofs (fields->proofs);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (OutlayExpense) row = outlay_expense_table_get (connection, id, &local_error);
  OutlayExpenseInit init = { .id = id,
                             .owner_id = actor->user_id,
                             .owner_name = actor->user_name,
                             .reuploads_left = OUTLAY_MAX_REUPLOADS,
                             .created_at = now };
  OutlayHomeTexts texts;
  gint64 entry = 0;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (row != NULL)
    {
      if (!outlay_state_is_editable (outlay_expense_get_state (row)))
        return outlay_expense_change_refuse (error, OUTLAY_CLIENT_ERROR_CONFLICT,
                                             "it can no longer be changed");
      if (has_fields (row, fields))
        return TRUE;
      outlay_expense_table_init_of (row, &init);
    }

  if (!actor->is_on_device && !queue_save (connection, id, row, fields, base, &entry, error))
    return FALSE;

  set_fields (&init, fields);
  init.proof_digest = digest;
  init.updated_at = now;

  /* What was frozen is of the facts that were submitted: it stays with those alone. */
  if (row != NULL && !has_same_worth (row, fields) &&
      !outlay_home_amount_set (connection, &init, &texts, error))
    return FALSE;
  if (outlay_expense_table_put (connection, &init, TRUE, error) < 0)
    return FALSE;

  return actor->is_on_device ||
         (outlay_expense_table_keep (connection, OUTLAY_COPY_CARRIED, entry, id, error) &&
          outlay_outbox_table_settle (connection, id, error));
}
