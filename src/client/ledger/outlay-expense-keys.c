/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-keys.h"

#include "client/ledger/outlay-expense-search.h"
#include "client/ledger/outlay-expense-table.h"

int
outlay_expense_key_compare (const OutlayExpenseKey *a, const OutlayExpenseKey *b)
{
  if (a->rank != b->rank)
    return a->rank > b->rank ? -1 : 1;

  return (a->number < b->number) - (a->number > b->number);
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  return outlay_expense_key_compare (a, b);
}

static gboolean
append_rows (GArray *keys, OutlayStatement *statement, GError **error)
{
  gboolean has_row;

  for (;;)
    {
      OutlayExpenseKey key;

      if (!outlay_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      key.rank = outlay_statement_get_int (statement, 0);
      key.number = (guint32) outlay_statement_get_int (statement, 1);
      key.stamp = (guint32) outlay_statement_get_int (statement, 2);
      g_array_append_val (keys, key);
    }
}

static gboolean
append_state (GArray *keys,
              OutlayConnection *connection,
              const OutlayListQuery *query,
              guint state,
              gint64 limit,
              GError **error)
{
  OutlayStatement *statement = outlay_connection_bind (
      connection, error, "expense/keys-of-state", "iiiii", (gint64) query->scope, (gint64) state,
      limit, query->first_day, query->last_day);

  if (statement == NULL)
    return FALSE;

  return append_rows (keys, statement, error);
}

/* A few of each state are put in order here: the index by state has each of them ordered alone. */
static gboolean
append_states (GArray *keys,
               OutlayConnection *connection,
               const OutlayListQuery *query,
               gint64 limit,
               GError **error)
{
  for (guint state = 0; state < OUTLAY_N_STATES; state++)
    {
      if ((query->states & (1u << state)) != 0 &&
          !append_state (keys, connection, query, state, limit, error))
        return FALSE;
    }

  g_array_sort (keys, compare_cb);
  if (limit >= 0 && keys->len > limit)
    g_array_set_size (keys, (guint) limit);

  return TRUE;
}

/* By states, a category and days, each of which has its index. */
static gboolean
append_quickly (GArray *keys,
                OutlayConnection *connection,
                const OutlayListQuery *query,
                gint64 limit,
                GError **error)
{
  OutlayStatement *statement;
  gboolean is_one_state = (query->states & (query->states - 1)) == 0;

  if (query->category == NULL && query->states != OUTLAY_STATES_ALL && (is_one_state || limit >= 0))
    return append_states (keys, connection, query, limit, error);

  statement = outlay_connection_query (
      connection, query->category != NULL ? "expense/keys-of-category" : "expense/keys", error);
  if (statement == NULL)
    return FALSE;

  outlay_statement_bind (statement, query->category != NULL ? "iiiiis" : "iiiii",
                         (gint64) query->scope, (gint64) query->states, limit, query->first_day,
                         query->last_day, query->category);

  return append_rows (keys, statement, error);
}

/* One's own, by anything but a person. */
static gboolean
append_of_facts (GArray *keys,
                 OutlayConnection *connection,
                 const OutlayListQuery *query,
                 gint64 limit,
                 GError **error)
{
  OutlayStatement *statement = outlay_connection_query (connection, "expense/keys-of-facts", error);

  if (statement == NULL)
    return FALSE;

  outlay_list_query_bind (query, statement, query->first_day, query->last_day);
  outlay_statement_bind_int (statement, 11, limit);

  return append_rows (keys, statement, error);
}

static gboolean
append_of_rows (GArray *keys,
                OutlayConnection *connection,
                const OutlayListQuery *query,
                OutlayScope scope,
                gint64 limit,
                GError **error)
{
  gboolean is_by_owner = query->owner != NULL && scope != OUTLAY_SCOPE_MINE;
  gboolean is_sorted = scope != OUTLAY_SCOPE_WAITING ||
                       (!is_by_owner && query->scope != OUTLAY_SCOPE_OTHERS);
  OutlayStatement *statement = outlay_connection_query (
      connection, is_by_owner ? "expense/keys-of-owner" : "expense/keys-of-rows", error);

  if (statement == NULL)
    return FALSE;

  /* Those that wait are few, and in an order that is not theirs here. */
  outlay_list_query_bind (query, statement, query->first_day, query->last_day);
  outlay_statement_bind_int (statement, 11, is_sorted ? limit : -1);
  outlay_statement_bind_text (statement, 12, query->owner);
  outlay_statement_bind_int (statement, 13, scope);
  outlay_statement_bind_int (statement, 14, query->scope == OUTLAY_SCOPE_OTHERS);
  if (!append_rows (keys, statement, error))
    return FALSE;

  if (!is_sorted)
    g_array_sort (keys, compare_cb);
  return TRUE;
}

gboolean
outlay_expense_keys_append (GArray *keys,
                            OutlayConnection *connection,
                            const OutlayListQuery *query,
                            gint64 limit,
                            GError **error)
{
  gboolean has_facts = outlay_list_query_has_facts (query);

  if (query->scope == OUTLAY_SCOPE_OTHERS)
    {
      if (!append_of_rows (keys, connection, query, OUTLAY_SCOPE_DECIDED, limit, error) ||
          !append_of_rows (keys, connection, query, OUTLAY_SCOPE_WAITING, limit, error))
        return FALSE;

      g_array_sort (keys, compare_cb);
      return TRUE;
    }

  if (query->scope == OUTLAY_SCOPE_MINE && has_facts && query->owner == NULL)
    return append_of_facts (keys, connection, query, limit, error);

  if (has_facts || (query->scope == OUTLAY_SCOPE_WAITING && outlay_list_query_has_days (query)))
    return append_of_rows (keys, connection, query, query->scope, limit, error);

  return append_quickly (keys, connection, query, limit, error);
}

gboolean
outlay_expense_keys_append_some (GArray *keys,
                                 OutlayConnection *connection,
                                 const OutlayListQuery *query,
                                 const GArray *numbers,
                                 GError **error)
{
  OutlayStatement *statement = outlay_connection_query (connection, "expense/key", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < numbers->len; i++)
    {
      outlay_list_query_bind (query, statement, query->first_day, query->last_day);
      outlay_statement_bind_int (statement, 11, 1);
      outlay_statement_bind_text (statement, 12, query->owner);
      outlay_statement_bind_int (statement, 13, query->scope);
      outlay_statement_bind_int (statement, 14, query->scope == OUTLAY_SCOPE_OTHERS);
      outlay_statement_bind_int (statement, 15, g_array_index (numbers, guint32, i));
      if (!append_rows (keys, statement, error))
        return FALSE;
    }
  g_array_sort (keys, compare_cb);

  return TRUE;
}

/* Those of the ids that are there. */
static gboolean
append_of_ids (GArray *keys,
               OutlayConnection *connection,
               const OutlayListQuery *query,
               GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean is_mine;

  for (char **id = query->ids; *id != NULL; id++)
    {
      gint64 number = outlay_expense_table_find (connection, *id, &is_mine, error);
      guint32 known = (guint32) number;

      if (number < 0)
        return FALSE;
      if (number > 0)
        g_array_append_val (numbers, known);
    }

  return outlay_expense_keys_append_some (keys, connection, query, numbers, error);
}

GArray *
outlay_expense_keys_read (OutlayConnection *connection,
                          const OutlayListQuery *query,
                          gint64 limit,
                          GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (OutlayExpenseKey));

  if (query->ids != NULL)
    {
      if (!append_of_ids (keys, connection, query, error))
        return NULL;
    }
  else if (!(query->words != NULL || query->merchant != NULL
                 ? outlay_expense_search_append (keys, connection, query, limit, error)
                 : outlay_expense_keys_append (keys, connection, query, limit, error)))
    return NULL;

  if (limit >= 0 && keys->len > limit)
    g_array_set_size (keys, (guint) limit);

  return g_steal_pointer (&keys);
}
