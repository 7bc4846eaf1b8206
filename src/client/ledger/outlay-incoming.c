/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-incoming.h"

#include <string.h>

#include "client/budgets/outlay-budget-table.h"
#include "client/ledger/outlay-expense-table.h"
#include "client/ledger/outlay-home-amount.h"
#include "client/outbox/outlay-outbox-private.h"
#include "client/outbox/outlay-outbox-table.h"
#include "core/proof/outlay-digest.h"

typedef struct
{
  OutlayChangeKind kind;
  OutlayExpense *expense;
  OutlayCategory *category;
  OutlayBudgetSheet *budgets;
  char *id;
  char *name;
} Change;

struct _OutlayPage
{
  GPtrArray *changes;
  char *cursor;
  char *user_id;
  OutlayTopics changed;
};

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_object (&change->expense);
  g_clear_object (&change->category);
  g_clear_pointer (&change->budgets, outlay_budget_sheet_unref);
  g_free (change->id);
  g_free (change->name);
  g_free (change);
}

OutlayPage *
outlay_page_new (void)
{
  OutlayPage *self = g_new0 (OutlayPage, 1);

  self->changes = g_ptr_array_new_with_free_func (change_free);

  return self;
}

void
outlay_page_free (OutlayPage *self)
{
  g_ptr_array_unref (self->changes);
  g_free (self->cursor);
  g_free (self->user_id);
  g_free (self);
}

static Change *
add_change (OutlayPage *self, OutlayChangeKind kind)
{
  Change *change = g_new0 (Change, 1);

  change->kind = kind;
  g_ptr_array_add (self->changes, change);

  return change;
}

void
outlay_page_add_expense (OutlayPage *self, const OutlayExpenseInit *init)
{
  add_change (self, OUTLAY_CHANGE_EXPENSE)->expense = outlay_expense_new (init);
}

void
outlay_page_add_category (OutlayPage *self, OutlayCategory *category)
{
  add_change (self, OUTLAY_CHANGE_CATEGORY)->category = g_object_ref (category);
}

void
outlay_page_add_budgets (OutlayPage *self, OutlayBudgetSheet *budgets)
{
  add_change (self, OUTLAY_CHANGE_BUDGETS)->budgets = outlay_budget_sheet_ref (budgets);
}

void
outlay_page_add (OutlayPage *self, OutlayChangeKind kind, const char *id, const char *name)
{
  Change *change;

  g_return_if_fail (kind != OUTLAY_CHANGE_EXPENSE && kind != OUTLAY_CHANGE_CATEGORY);

  change = add_change (self, kind);
  change->id = g_strdup (id);
  change->name = g_strdup (name);
}

gboolean
outlay_incoming_keep_proofs (OutlayConnection *connection,
                             const OutlayExpenseInit *init,
                             GError **error)
{
  for (gsize i = 0; init->proofs != NULL && init->proofs[i] != NULL; i++)
    {
      if (!outlay_connection_run (connection, error, "proof/set-delivered", "s", init->proofs[i]))
        return FALSE;
    }

  return TRUE;
}

/* While it is rejected the files may already be those of a correction: only a version that is not
 * known yet is taken from there. */
gboolean
outlay_incoming_keep_version (OutlayConnection *connection,
                              const OutlayExpenseInit *init,
                              GError **error)
{
  g_autofree char *joined = NULL;

  if (init->state == OUTLAY_STATE_DRAFT || init->proofs == NULL || init->proofs[0] == NULL)
    return TRUE;

  joined = g_strjoinv (" ", (GStrv) init->proofs);

  return outlay_connection_run (
      connection, error,
      init->state == OUTLAY_STATE_REJECTED ? "proof-version/put-first" : "proof-version/put",
      "siss", init->id, (gint64) init->proof_version, init->proof_digest, joined);
}

gboolean
outlay_incoming_is_same (OutlayExpense *a, OutlayExpense *b)
{
  return outlay_expense_get_state (a) == outlay_expense_get_state (b) &&
         outlay_money_equal (outlay_expense_get_amount (a), outlay_expense_get_amount (b)) &&
         g_str_equal (outlay_expense_get_merchant (a), outlay_expense_get_merchant (b)) &&
         g_str_equal (outlay_expense_get_day (a), outlay_expense_get_day (b)) &&
         g_strcmp0 (outlay_expense_get_category (a), outlay_expense_get_category (b)) == 0 &&
         g_str_equal (outlay_expense_get_note (a), outlay_expense_get_note (b)) &&
         g_strv_equal (outlay_expense_get_proofs (a), outlay_expense_get_proofs (b));
}

/* --- a page ----------------------------------------------------------------------------------- */

/* Changes of one's own wait on top: what they go back to is the company's word. One that is stuck
 * will not find out by being sent: the person who is to decide about it sees what the company has
 * by now, also where that had been gone. */
static gboolean
put_beneath (OutlayConnection *connection,
             const OutlayExpenseInit *init,
             gint64 number,
             const OutlayOutboxRow *first,
             gboolean is_mine,
             GError **error)
{
  return outlay_expense_table_put_copy (connection, OUTLAY_COPY_BEFORE, first->id, init, is_mine,
                                        error) &&
         (!first->is_stuck || outlay_expense_table_put_copy (connection, OUTLAY_COPY_COMPANY,
                                                             number, init, is_mine, error));
}

/* Both nullable. */
static gboolean
is_same_money (const OutlayMoney *a, const OutlayMoney *b)
{
  return a == b || (a != NULL && b != NULL && outlay_money_equal (a, b));
}

/* Of a draft the company says nothing about what it comes to. */
static gboolean
has_same_worth (OutlayExpense *row, OutlayExpense *expense)
{
  return outlay_expense_get_state (row) == OUTLAY_STATE_DRAFT ||
         (g_strcmp0 (outlay_expense_get_rate (row), outlay_expense_get_rate (expense)) == 0 &&
          g_strcmp0 (outlay_expense_get_rate_day (row), outlay_expense_get_rate_day (expense)) ==
              0 &&
          is_same_money (outlay_expense_get_converted (row),
                         outlay_expense_get_converted (expense)));
}

static gboolean
is_echo (OutlayExpense *row, OutlayExpense *expense)
{
  return outlay_expense_get_revision (row) == outlay_expense_get_revision (expense) &&
         outlay_incoming_is_same (row, expense) &&
         outlay_expense_get_reuploads_left (row) == outlay_expense_get_reuploads_left (expense) &&
         outlay_expense_get_proof_version (row) == outlay_expense_get_proof_version (expense) &&
         g_str_equal (outlay_expense_get_proof_digest (row),
                      outlay_expense_get_proof_digest (expense)) &&
         g_str_equal (outlay_expense_get_owner_name (row),
                      outlay_expense_get_owner_name (expense)) &&
         g_str_equal (outlay_expense_get_updated_at (row),
                      outlay_expense_get_updated_at (expense)) &&
         has_same_worth (row, expense);
}

static gboolean
apply_expense (OutlayConnection *connection,
               OutlayPage *page,
               OutlayExpense *expense,
               GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (OutlayExpense) row = NULL;
  OutlayExpenseInit init;
  OutlayOutboxRow first;
  gboolean is_mine;
  gint64 number;

  outlay_expense_table_init_of (expense, &init);
  is_mine = g_strcmp0 (init.owner_id, page->user_id) == 0;

  number = outlay_expense_table_find (connection, init.id, NULL, error);
  if (number < 0 || !outlay_incoming_keep_proofs (connection, &init, error))
    return FALSE;

  if (number > 0)
    row = outlay_expense_table_get_row (connection, number, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  /* A page that is read again, or later than an answer, brings nothing new. */
  if (row != NULL && init.revision < outlay_expense_get_revision (row))
    return TRUE;
  if (!outlay_outbox_table_get_next (connection, init.id, 0, &first, error))
    return FALSE;
  if (first.id != 0)
    return (row != NULL && init.revision == outlay_expense_get_revision (row)) ||
           put_beneath (connection, &init, number, &first, is_mine, error);

  /* The echo of one's own change is no change: nothing is shown anew. */
  if (row != NULL && is_echo (row, expense))
    return outlay_incoming_keep_version (connection, &init, error);

  page->changed |= OUTLAY_TOPIC_EXPENSES;

  return outlay_expense_table_put (connection, &init, is_mine, error) > 0 &&
         outlay_incoming_keep_version (connection, &init, error);
}

/* What waits on top of one that is gone is kept: sending it will say so. But there is nothing any
 * more that giving it up could go back to. */
static gboolean
apply_expense_gone (OutlayConnection *connection, OutlayPage *page, const char *id, GError **error)
{
  OutlayOutboxRow first;
  gint64 number;

  page->changed |= OUTLAY_TOPIC_EXPENSES;
  if (!outlay_outbox_table_get_next (connection, id, 0, &first, error))
    return FALSE;
  if (first.id == 0)
    return outlay_connection_run (connection, error, "expense/remove", "s", id);

  number = outlay_expense_table_find (connection, id, NULL, error);

  return number >= 0 &&
         outlay_connection_run (connection, error, "expense/remove-copy", "ii",
                                (gint64) OUTLAY_COPY_BEFORE, first.id) &&
         outlay_connection_run (connection, error, "expense/remove-copy", "ii",
                                (gint64) OUTLAY_COPY_COMPANY, number);
}

static gboolean
apply_category (OutlayConnection *connection,
                OutlayPage *page,
                OutlayCategory *category,
                GError **error)
{
  page->changed |= OUTLAY_TOPIC_CATEGORIES;

  return outlay_connection_run (
      connection, error, "category/put", "ssssi", outlay_category_get_id (category),
      outlay_category_get_name (category), outlay_category_get_icon (category),
      outlay_category_get_color (category), (gint64) outlay_category_is_archived (category));
}

static gboolean
apply_person (OutlayConnection *connection, OutlayPage *page, const Change *change, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;
  gboolean is_renamed;

  if (!outlay_connection_find (connection, &row, error, "person/keep", "ss", change->id,
                               change->name != NULL ? change->name : ""))
    return FALSE;

  is_renamed = row != NULL;
  g_clear_pointer (&row, outlay_statement_reset);
  if (!is_renamed)
    return TRUE;

  page->changed |= OUTLAY_TOPIC_EXPENSES;

  return outlay_connection_run (connection, error, "person/show-anew", "s", change->id);
}

static gboolean
apply_change (OutlayConnection *connection, OutlayPage *page, const Change *change, GError **error)
{
  switch (change->kind)
    {
    case OUTLAY_CHANGE_EXPENSE:
      return apply_expense (connection, page, change->expense, error);
    case OUTLAY_CHANGE_EXPENSE_GONE:
      return apply_expense_gone (connection, page, change->id, error);
    case OUTLAY_CHANGE_CATEGORY:
      return apply_category (connection, page, change->category, error);
    case OUTLAY_CHANGE_CATEGORY_GONE:
      page->changed |= OUTLAY_TOPIC_CATEGORIES;
      return outlay_connection_run (connection, error, "category/archive", "s", change->id) &&
             outlay_connection_run (connection, error, "category/forget", "s", change->id);
    case OUTLAY_CHANGE_PERSON:
      return apply_person (connection, page, change, error);
    case OUTLAY_CHANGE_BUDGETS:
      page->changed |= OUTLAY_TOPIC_BUDGETS;
      return outlay_budget_table_apply (connection, change->budgets, error);
    case OUTLAY_CHANGE_SETTING:
      page->changed |= OUTLAY_TOPIC_SETTINGS;
      return g_str_equal (change->id, OUTLAY_SETTING_HOME)
                 ? outlay_home_amount_set_currency (connection, change->name, &page->changed, error)
                 : outlay_setting_write (connection, change->id, change->name, error);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
apply_page (OutlayConnection *connection,
            gpointer data,
            GValue *result,
            OutlayTopics *changed,
            GError **error)
{
  OutlayPage *page = data;

  page->user_id = outlay_setting_read (connection, OUTLAY_SETTING_USER_ID, NULL);

  for (guint i = 0; i < page->changes->len; i++)
    {
      if (!apply_change (connection, page, g_ptr_array_index (page->changes, i), error))
        return FALSE;
    }

  *changed = page->changed;

  return page->cursor == NULL ||
         outlay_setting_write (connection, OUTLAY_SETTING_CURSOR, page->cursor, error);
}

DexFuture *
outlay_page_apply (OutlayPage *page, OutlayDatabase *database, const char *cursor)
{
  g_return_val_if_fail (page != NULL && OUTLAY_IS_DATABASE (database), NULL);

  page->cursor = g_strdup (cursor);

  return outlay_database_run (database, apply_page, page, (GDestroyNotify) outlay_page_free);
}
