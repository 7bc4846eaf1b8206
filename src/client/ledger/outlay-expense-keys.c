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

/* How often it is looked whether anybody still waits: about each millisecond. */
#define ROWS_PER_LOOK 4096

/* Where keys are to be taken from, and how many. */
typedef struct
{
  OutlayConnection *connection;
  const OutlayListQuery *query;
  const OutlayNumberSet *wanted; /* (nullable) */
  gint64 limit;                  /* -1 for all */
} Walk;

static gboolean
append_rows (GArray *keys, const Walk *walk, OutlayStatement *statement, GError **error)
{
  gint64 end = walk->limit >= 0 ? keys->len + walk->limit : G_MAXINT64;
  gboolean has_row;

  for (guint n_rows = 1; keys->len < end; n_rows++)
    {
      OutlayExpenseKey key;

      if (n_rows % ROWS_PER_LOOK == 0 && outlay_list_query_is_abandoned (walk->query))
        {
          outlay_statement_reset (statement);
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "nobody waits for it");
          return FALSE;
        }

      if (!outlay_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      key.rank = outlay_statement_get_int (statement, 0);
      key.number = (guint32) outlay_statement_get_int (statement, 1);
      key.stamp = (guint32) outlay_statement_get_int (statement, 2);
      if (walk->wanted == NULL || outlay_number_set_has (walk->wanted, key.number))
        g_array_append_val (keys, key);
    }

  outlay_statement_reset (statement);
  return TRUE;
}

static gboolean
append_state (GArray *keys, const Walk *walk, guint state, GError **error)
{
  const OutlayListQuery *query = walk->query;
  OutlayStatement *statement = outlay_connection_bind (
      walk->connection, error, "expense/keys-of-state", "iiii", (gint64) query->scope,
      (gint64) state, query->first_day, query->last_day);

  return statement != NULL && append_rows (keys, walk, statement, error);
}

/* A few of each state are put in order here: the index by state has each of them ordered alone. */
static gboolean
append_states (GArray *keys, const Walk *walk, GError **error)
{
  for (guint state = 0; state < OUTLAY_N_STATES; state++)
    {
      if ((walk->query->states & (1u << state)) != 0 && !append_state (keys, walk, state, error))
        return FALSE;
    }

  g_array_sort (keys, compare_cb);
  return TRUE;
}

/* By states, a category and days, each of which has its index. */
static gboolean
append_quickly (GArray *keys, const Walk *walk, GError **error)
{
  const OutlayListQuery *query = walk->query;
  gboolean is_one_state = (query->states & (query->states - 1)) == 0;
  OutlayStatement *statement;

  if (query->category == NULL && query->states != OUTLAY_STATES_ALL &&
      (is_one_state || walk->limit >= 0))
    return append_states (keys, walk, error);

  statement = outlay_connection_query (
      walk->connection, query->category != NULL ? "expense/keys-of-category" : "expense/keys",
      error);
  if (statement == NULL)
    return FALSE;

  outlay_statement_bind (statement, query->category != NULL ? "iiiis" : "iiii",
                         (gint64) query->scope, (gint64) query->states, query->first_day,
                         query->last_day, query->category);

  return append_rows (keys, walk, statement, error);
}

/* One's own, by anything but a person. */
static gboolean
append_of_facts (GArray *keys, const Walk *walk, GError **error)
{
  OutlayStatement *statement = outlay_connection_query (walk->connection, "expense/keys-of-facts",
                                                        error);

  if (statement == NULL)
    return FALSE;

  outlay_list_query_bind (walk->query, statement, walk->query->first_day, walk->query->last_day);

  return append_rows (keys, walk, statement, error);
}

/* $11 to $13 of the queries that look at rows. */
static void
bind_rows (OutlayStatement *statement, const OutlayListQuery *query, OutlayScope scope)
{
  outlay_list_query_bind (query, statement, query->first_day, query->last_day);
  outlay_statement_bind_text (statement, 11, query->owner);
  outlay_statement_bind_int (statement, 12, scope);
  outlay_statement_bind_int (statement, 13, query->scope == OUTLAY_SCOPE_OTHERS);
}

static gboolean
append_of_rows (GArray *keys, const Walk *walk, OutlayScope scope, GError **error)
{
  const OutlayListQuery *query = walk->query;
  gboolean is_by_owner = query->owner != NULL && scope != OUTLAY_SCOPE_MINE;
  gboolean is_sorted = scope != OUTLAY_SCOPE_WAITING ||
                       (!is_by_owner && query->scope != OUTLAY_SCOPE_OTHERS);
  OutlayStatement *statement = outlay_connection_query (
      walk->connection, is_by_owner ? "expense/keys-of-owner" : "expense/keys-of-rows", error);
  Walk all = *walk;

  if (statement == NULL)
    return FALSE;

  bind_rows (statement, query, scope);
  if (is_sorted)
    return append_rows (keys, walk, statement, error);

  /* Those that wait are few, and in an order that is not theirs here. */
  all.limit = -1;
  if (!append_rows (keys, &all, statement, error))
    return FALSE;

  g_array_sort (keys, compare_cb);
  return TRUE;
}

gboolean
outlay_expense_keys_append (GArray *keys,
                            OutlayConnection *connection,
                            const OutlayListQuery *query,
                            const OutlayNumberSet *wanted,
                            gint64 limit,
                            GError **error)
{
  const Walk walk = { connection, query, wanted, limit };
  gboolean has_facts = outlay_list_query_has_facts (query);

  if (query->scope == OUTLAY_SCOPE_OTHERS)
    {
      if (!append_of_rows (keys, &walk, OUTLAY_SCOPE_DECIDED, error) ||
          !append_of_rows (keys, &walk, OUTLAY_SCOPE_WAITING, error))
        return FALSE;

      g_array_sort (keys, compare_cb);
      return TRUE;
    }

  if (query->scope == OUTLAY_SCOPE_MINE && has_facts && query->owner == NULL)
    return append_of_facts (keys, &walk, error);

  if (has_facts || (query->scope == OUTLAY_SCOPE_WAITING && outlay_list_query_has_days (query)))
    return append_of_rows (keys, &walk, query->scope, error);

  return append_quickly (keys, &walk, error);
}

gboolean
outlay_expense_keys_append_some (GArray *keys,
                                 OutlayConnection *connection,
                                 const OutlayListQuery *query,
                                 const GArray *numbers,
                                 GError **error)
{
  const Walk walk = { connection, query, NULL, -1 };
  OutlayStatement *statement = outlay_connection_query (connection, "expense/key", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < numbers->len; i++)
    {
      bind_rows (statement, query, query->scope);
      outlay_statement_bind_int (statement, 14, g_array_index (numbers, guint32, i));
      if (!append_rows (keys, &walk, statement, error))
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
                 : outlay_expense_keys_append (keys, connection, query, NULL, limit, error)))
    return NULL;

  if (limit >= 0 && keys->len > limit)
    g_array_set_size (keys, (guint) limit);

  return g_steal_pointer (&keys);
}
