/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-pack-source.h"

#include <yyjson.h>

#include "server/expenses/outlay-expense-view.h"

#define PAGE 200
#define COLUMN_SUBMITTED_AT OUTLAY_EXPENSE_N_COLUMNS
#define LAST_DAY "9999-12-31"

static void
set_money (OutlayMoney *money, gint64 minor, const char *currency)
{
  money->minor = minor;
  g_strlcpy (money->currency, currency, sizeof money->currency);
}

static OutlayPackAssembly *
read_expense (OutlayStatement *row)
{
  OutlayPackAssembly *self = outlay_pack_assembly_new ();
  OutlayPackExpense *expense = &self->expense;
  OutlayExpenseView view;

  outlay_expense_view_read (&view, row, 0);
  expense->id = outlay_pack_assembly_keep (self, view.id);
  expense->owner = outlay_pack_assembly_keep (self, view.owner);
  expense->facts = (OutlayPackFacts) {
    .merchant = outlay_pack_assembly_keep (self, view.merchant),
    .day = outlay_pack_assembly_keep (self, view.day),
    .category = outlay_pack_assembly_keep (self, view.category),
    .note = outlay_pack_assembly_keep (self, view.note),
    .proof_digest = outlay_pack_assembly_keep (self, view.proof_digest),
    .proofs = outlay_pack_assembly_keep_lines (self, view.proofs),
  };
  set_money (&expense->facts.amount, view.minor, view.currency);
  expense->is_converted = view.home_currency != NULL;
  if (expense->is_converted)
    {
      set_money (&expense->converted, view.home_minor, view.home_currency);
      expense->rate = outlay_pack_assembly_keep (self, view.rate);
      expense->rate_day = outlay_pack_assembly_keep (self, view.rate_day);
    }
  expense->proof_version = (guint) view.proof_version;
  expense->state = outlay_expense_view_get_state (&view);
  expense->revision = view.revision;
  expense->submitted_at = outlay_statement_get_int (row, COLUMN_SUBMITTED_AT);
  expense->created_at = view.created_at;
  expense->updated_at = view.updated_at;

  return self;
}

/* --- history --- */

/* What outlay_event_store_dup_facts() has written. */
static const OutlayPackFacts *
read_facts (OutlayPackAssembly *self, const char *json, const char *digest, const char *proofs)
{
  yyjson_doc *doc = yyjson_read (json, strlen (json), 0);
  yyjson_val *root = yyjson_doc_get_root (doc);
  const char *currency = yyjson_get_str (yyjson_obj_get (root, "currency"));
  const char *category = yyjson_get_str (yyjson_obj_get (root, "category"));
  OutlayPackFacts *facts = NULL;

  if (yyjson_is_obj (root) && currency != NULL)
    {
      facts = outlay_pack_assembly_add_facts (self);
      *facts = (OutlayPackFacts) {
        .merchant = outlay_pack_assembly_keep (self,
                                               yyjson_get_str (yyjson_obj_get (root, "merchant"))),
        .day = outlay_pack_assembly_keep (self, yyjson_get_str (yyjson_obj_get (root, "day"))),
        .category = outlay_pack_assembly_keep (self, category),
        .note = outlay_pack_assembly_keep (self, yyjson_get_str (yyjson_obj_get (root, "note"))),
        .proof_digest = outlay_pack_assembly_keep (self, digest),
        .proofs = outlay_pack_assembly_keep_lines (self, proofs),
      };
      set_money (&facts->amount, yyjson_get_sint (yyjson_obj_get (root, "minor")), currency);
    }
  yyjson_doc_free (doc);

  return facts;
}

static gboolean
read_event (OutlayPackAssembly *self, OutlayStatement *row)
{
  OutlayPackEvent event = {
    .seq = outlay_statement_get_int (row, 0),
    .at = outlay_statement_get_int (row, 1),
    .actor = outlay_pack_assembly_keep (self, outlay_statement_get_text (row, 2)),
    .reason = outlay_pack_assembly_keep (self, outlay_statement_get_text (row, 6)),
    .revision = outlay_statement_get_int (row, 7),
    .proof_digest = outlay_pack_assembly_keep (self, outlay_statement_get_text (row, 8)),
    .hash = outlay_pack_assembly_keep (self, outlay_statement_get_text (row, 11)),
    .facts = read_facts (self, outlay_statement_get_text (row, 10),
                         outlay_statement_get_text (row, 8), outlay_statement_get_text (row, 9)),
  };

  if (!outlay_action_from_string (outlay_statement_get_text (row, 3), &event.action) ||
      !outlay_state_from_string (outlay_statement_get_text (row, 4), &event.from) ||
      !outlay_state_from_string (outlay_statement_get_text (row, 5), &event.to))
    return FALSE;

  outlay_pack_assembly_add_event (self, &event);
  return TRUE;
}

static gboolean
add_events (OutlayConnection *db, const char *company, OutlayPackAssembly *self, GError **error)
{
  OutlayStatement *query = outlay_connection_bind (db, error, "pack/list-events", "ss", company,
                                                   self->expense.id);
  gboolean has_row;

  if (query == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!read_event (self, query))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       "the history of the expense %s cannot be read; see outlayd check",
                       self->expense.id);
          outlay_statement_reset (query);
          return FALSE;
        }
    }
}

/* --- pages --- */

static char *
list_states (guint states)
{
  GString *text = g_string_new (",");

  for (guint i = 0; i < OUTLAY_N_STATES; i++)
    if (states & 1u << i)
      g_string_append_printf (text, "%s,", outlay_state_to_string (i));

  return g_string_free_and_steal (text);
}

static GPtrArray *
read_page (OutlayConnection *db,
           const OutlayPackChoice *choice,
           const char *after_day,
           const char *after_id,
           GError **error)
{
  g_autoptr (GPtrArray)
      page = g_ptr_array_new_with_free_func ((GDestroyNotify) outlay_pack_assembly_free);
  g_autofree char *states = list_states (choice->states);
  gboolean is_own = choice->states & 1u << OUTLAY_STATE_DRAFT;
  OutlayStatement *query = outlay_connection_bind (
      db, error, is_own ? "pack/list-own" : "pack/list-shared", "sssssssi", choice->company,
      after_day, after_id, choice->from != NULL ? choice->from : "",
      choice->to != NULL ? choice->to : LAST_DAY, choice->owner, states, (gint64) PAGE);
  gboolean has_row;

  if (query == NULL)
    return NULL;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&page);
      g_ptr_array_add (page, read_expense (query));
    }
}

gboolean
outlay_pack_source_visit (OutlayConnection *db,
                          const OutlayPackChoice *choice,
                          OutlayPackSourceVisit visit,
                          gpointer data,
                          GError **error)
{
  g_autofree char *day = g_strdup ("");
  g_autofree char *id = g_strdup ("");

  g_return_val_if_fail (choice->owner != NULL || !(choice->states & 1u << OUTLAY_STATE_DRAFT),
                        FALSE);

  for (;;)
    {
      g_autoptr (GPtrArray) page = read_page (db, choice, day, id, error);

      if (page == NULL)
        return FALSE;
      if (page->len == 0)
        return TRUE;

      for (guint i = 0; i < page->len; i++)
        if (!add_events (db, choice->company, page->pdata[i], error) ||
            !visit (outlay_pack_assembly_end (page->pdata[i]), data, error))
          return FALSE;

      g_set_str (&day, ((OutlayPackAssembly *) page->pdata[page->len - 1])->expense.facts.day);
      g_set_str (&id, ((OutlayPackAssembly *) page->pdata[page->len - 1])->expense.id);
    }
}

gboolean
outlay_pack_source_get (OutlayConnection *db,
                        const char *company,
                        const char *id,
                        OutlayPackAssembly **assembly,
                        GError **error)
{
  g_autoptr (OutlayRow) row = NULL;
  g_autoptr (OutlayPackAssembly) read = NULL;

  *assembly = NULL;
  if (!outlay_connection_find (db, &row, error, "expense/get", "ss", company, id))
    return FALSE;
  if (row == NULL)
    return TRUE;

  read = read_expense (row);
  g_clear_pointer (&row, outlay_statement_reset);
  if (!add_events (db, company, read, error))
    return FALSE;

  outlay_pack_assembly_end (read);
  *assembly = g_steal_pointer (&read);
  return TRUE;
}
