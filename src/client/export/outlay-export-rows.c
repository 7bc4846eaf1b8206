/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/export/outlay-export-rows.h"

#include "client/ledger/outlay-expense-change.h"
#include "client/ledger/outlay-expense-keys.h"
#include "client/ledger/outlay-expense-table.h"
#include "core/outlay-time.h"

#define PAGE 200

OutlayExportRows *
outlay_export_rows_new (const OutlayExpenseFilter *filter)
{
  OutlayExportRows *self = g_new0 (OutlayExportRows, 1);

  self->query = outlay_list_query_new (filter);
  self->book = outlay_pack_book_new ();
  self->page = g_ptr_array_new_with_free_func ((GDestroyNotify) outlay_pack_assembly_free);

  return self;
}

void
outlay_export_rows_free (OutlayExportRows *self)
{
  if (self == NULL)
    return;

  outlay_list_query_unref (self->query);
  g_clear_pointer (&self->keys, g_array_unref);
  outlay_pack_book_unref (self->book);
  g_ptr_array_unref (self->page);
  g_clear_pointer (&self->given, g_ptr_array_unref);
  g_free (self);
}

void
outlay_export_rows_give (OutlayExportRows *self, GPtrArray *rows)
{
  self->given = rows;
}

gboolean
outlay_export_rows_has_more (OutlayExportRows *self)
{
  return self->next < self->keys->len;
}

/* --- the keys, and the categories ------------------------------------------------------------ */

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return -outlay_expense_key_compare (a, b);
}

static gboolean
read_categories (OutlayConnection *connection, OutlayPackBook *book, GError **error)
{
  OutlayStatement *row = outlay_connection_query (connection, "category/list", error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      outlay_pack_book_add_category (
          book, outlay_statement_get_text (row, 0), outlay_statement_get_text (row, 1),
          outlay_statement_get_text (row, 2), outlay_statement_get_text (row, 3),
          outlay_statement_get_int (row, 4) != 0);
    }
}

static GArray *
create_keys (GPtrArray *given)
{
  GArray *keys = g_array_sized_new (FALSE, FALSE, sizeof (OutlayExpenseKey), given->len);

  for (guint i = 0; i < given->len; i++)
    {
      const OutlayExpenseKey key = {
        .rank = outlay_day_to_number (outlay_expense_get_day (given->pdata[i])),
        .number = i,
      };

      g_array_append_val (keys, key);
    }

  return keys;
}

static gboolean
begin (OutlayConnection *connection,
       gpointer data,
       GValue *result,
       OutlayTopics *changed,
       GError **error)
{
  OutlayExportRows *self = data;

  self->keys = self->given != NULL ? create_keys (self->given)
                                   : outlay_expense_keys_read (connection, self->query, -1, error);
  if (self->keys == NULL || !read_categories (connection, self->book, error))
    return FALSE;

  g_array_sort (self->keys, compare_days);
  return TRUE;
}

DexFuture *
outlay_export_rows_begin (OutlayExportRows *self, OutlayDatabase *database)
{
  return outlay_database_read (database, begin, self, NULL);
}

/* --- a page ---------------------------------------------------------------------------------- */

static gint64
read_time (const char *text)
{
  gint64 time = 0;

  return text != NULL && outlay_time_parse (text, &time) ? time : 0;
}

static OutlayPackAssembly *
assemble (OutlayExpense *row)
{
  OutlayPackAssembly *self = outlay_pack_assembly_new ();
  OutlayPackExpense *expense = &self->expense;
  const OutlayMoney *converted = outlay_expense_get_converted (row);

  expense->id = outlay_pack_assembly_keep (self, outlay_expense_get_id (row));
  expense->owner = outlay_pack_assembly_keep (self, outlay_expense_get_owner_id (row));
  expense->facts = (OutlayPackFacts) {
    .merchant = outlay_pack_assembly_keep (self, outlay_expense_get_merchant (row)),
    .amount = *outlay_expense_get_amount (row),
    .day = outlay_pack_assembly_keep (self, outlay_expense_get_day (row)),
    .category = outlay_pack_assembly_keep (self, outlay_expense_get_category (row)),
    .note = outlay_pack_assembly_keep (self, outlay_expense_get_note (row)),
    .proof_digest = outlay_pack_assembly_keep (self, outlay_expense_get_proof_digest (row)),
    .proofs = outlay_pack_assembly_keep_list (self, outlay_expense_get_proofs (row)),
  };
  expense->proof_version = outlay_expense_get_proof_version (row);
  expense->state = outlay_expense_get_state (row);
  expense->revision = outlay_expense_get_revision (row);
  expense->created_at = read_time (outlay_expense_get_created_at (row));
  expense->updated_at = read_time (outlay_expense_get_updated_at (row));

  /* What a draft would come to is not settled yet. */
  expense->is_converted = converted != NULL && expense->state != OUTLAY_STATE_DRAFT;
  if (expense->is_converted)
    {
      expense->converted = *converted;
      expense->rate = outlay_pack_assembly_keep (self, outlay_expense_get_rate (row));
      expense->rate_day = outlay_pack_assembly_keep (self, outlay_expense_get_rate_day (row));
    }

  return self;
}

/* A history that this device knows in part tells nothing. */
static void
drop_broken_history (OutlayPackAssembly *self)
{
  const OutlayPackExpense *expense = outlay_pack_assembly_end (self);
  OutlayState state = OUTLAY_STATE_DRAFT;

  for (guint i = 0; i < expense->n_events; i++)
    {
      if (expense->events[i].from != state || expense->events[i].at == 0 ||
          *expense->events[i].actor == '\0')
        {
          outlay_pack_assembly_drop_events (self);
          return;
        }
      state = expense->events[i].to;
    }

  if (state != expense->state)
    outlay_pack_assembly_drop_events (self);
}

static gboolean
read_events (OutlayConnection *connection,
             OutlayPackAssembly *self,
             OutlayPackBook *book,
             GError **error)
{
  OutlayStatement *row = outlay_connection_bind (connection, error, "event/list", "s",
                                                 self->expense.id);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  for (;;)
    {
      OutlayPackEvent event;

      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      event = (OutlayPackEvent) {
        .seq = MAX (outlay_statement_get_int (row, 0), 0),
        .at = read_time (outlay_statement_get_text (row, 1)),
        .actor = outlay_pack_assembly_keep (self, outlay_statement_get_text (row, 2)),
        .action = (OutlayAction) outlay_statement_get_int (row, 4),
        .from = (OutlayState) outlay_statement_get_int (row, 5),
        .to = (OutlayState) outlay_statement_get_int (row, 6),
        .reason = outlay_pack_assembly_keep (self, outlay_statement_get_text (row, 7)),
        .revision = MAX (outlay_statement_get_int (row, 8), 1),
        .proof_digest = outlay_pack_assembly_keep (self, outlay_statement_get_text (row, 9)),
      };
      outlay_pack_book_add_person (book, event.actor, outlay_statement_get_text (row, 3), NULL);
      if (event.action == OUTLAY_ACTION_SUBMIT && self->expense.submitted_at == 0)
        self->expense.submitted_at = event.at;
      outlay_pack_assembly_add_event (self, &event);
    }

  drop_broken_history (self);
  return TRUE;
}

static int
compare_expenses (gconstpointer a, gconstpointer b)
{
  const OutlayPackAssembly *one = a;
  const OutlayPackAssembly *other = b;

  return outlay_pack_expense_compare (one->expense.facts.day, one->expense.id, &other->expense);
}

static gboolean
add_row (OutlayExportRows *self, OutlayConnection *connection, guint at, GError **error)
{
  const OutlayExpenseKey *key = &g_array_index (self->keys, OutlayExpenseKey, at);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (OutlayExpense)
      row = self->given != NULL
                ? g_object_ref (self->given->pdata[key->number])
                : outlay_expense_table_get_row (connection, key->number, &local_error);
  OutlayPackAssembly *assembly;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (row == NULL)
    return TRUE;

  /* Keys of what waits are ordered by when it was sent. */
  if (self->query->scope != OUTLAY_SCOPE_WAITING &&
      outlay_day_to_number (outlay_expense_get_day (row)) != key->rank)
    return outlay_expense_change_refuse (error, OUTLAY_CLIENT_ERROR_CONFLICT,
                                         "an expense was moved to another day meanwhile");

  assembly = assemble (row);
  /* One that has no name here any more says nothing anywhere else. */
  if (outlay_pack_book_find_category (self->book, assembly->expense.facts.category) == NULL)
    assembly->expense.facts.category = NULL;
  g_ptr_array_add (self->page, assembly);
  outlay_pack_book_add_person (self->book, assembly->expense.owner,
                               outlay_expense_get_owner_name (row), NULL);

  return read_events (connection, assembly, self->book, error);
}

/* A page ends with a day, so that pages are in order as well. */
static guint
find_end (OutlayExportRows *self)
{
  guint end = MIN (self->next + PAGE, self->keys->len);

  if (self->query->scope == OUTLAY_SCOPE_WAITING)
    return self->keys->len;

  while (end < self->keys->len && g_array_index (self->keys, OutlayExpenseKey, end).rank ==
                                      g_array_index (self->keys, OutlayExpenseKey, end - 1).rank)
    end++;

  return end;
}

static gboolean
read_page (OutlayConnection *connection,
           gpointer data,
           GValue *result,
           OutlayTopics *changed,
           GError **error)
{
  OutlayExportRows *self = data;
  guint end = find_end (self);

  g_ptr_array_set_size (self->page, 0);
  for (; self->next < end; self->next++)
    if (!add_row (self, connection, self->next, error))
      return FALSE;

  g_ptr_array_sort_values (self->page, compare_expenses);
  return TRUE;
}

DexFuture *
outlay_export_rows_read_page (OutlayExportRows *self, OutlayDatabase *database)
{
  return outlay_database_read (database, read_page, self, NULL);
}
