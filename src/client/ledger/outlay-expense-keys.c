/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-keys.h"

#include "client/ledger/outlay-search-text.h"

/* Looking up one row costs about as much as reading the keys of this many. */
#define KEYS_PER_LOOKUP 16
#define ALL_STATES ((1u << OUTLAY_N_STATES) - 1)

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

OutlayListQuery *
outlay_list_query_new (const OutlayExpenseFilter *filter)
{
  OutlayListQuery *self = g_atomic_rc_box_new0 (OutlayListQuery);

  self->scope = filter->scope;
  self->match = outlay_search_text_to_match (filter->text);
  self->states = filter->states & ALL_STATES;
  if (self->states == 0)
    self->states = ALL_STATES;
  self->category = g_strdup (filter->category);

  return self;
}

OutlayListQuery *
outlay_list_query_ref (OutlayListQuery *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_query (gpointer data)
{
  OutlayListQuery *self = data;

  g_free (self->match);
  g_free (self->category);
}

void
outlay_list_query_unref (OutlayListQuery *self)
{
  g_atomic_rc_box_release_full (self, clear_query);
}

gboolean
outlay_list_query_equal (const OutlayListQuery *a, const OutlayListQuery *b)
{
  return a->scope == b->scope && a->states == b->states && g_strcmp0 (a->match, b->match) == 0 &&
         g_strcmp0 (a->category, b->category) == 0;
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
  OutlayStatement *statement = outlay_connection_bind (connection, error, "expense/keys-of-state",
                                                       "iii", (gint64) query->scope, (gint64) state,
                                                       limit);

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

static gboolean
append_keys (GArray *keys,
             OutlayConnection *connection,
             const OutlayListQuery *query,
             gint64 limit,
             GError **error)
{
  OutlayStatement *statement;
  gboolean is_one_state = (query->states & (query->states - 1)) == 0;

  if (query->category == NULL && query->states != ALL_STATES && (is_one_state || limit >= 0))
    return append_states (keys, connection, query, limit, error);

  statement = outlay_connection_query (
      connection, query->category != NULL ? "expense/keys-of-category" : "expense/keys", error);
  if (statement == NULL)
    return FALSE;

  outlay_statement_bind (statement, query->category != NULL ? "iiis" : "iii", (gint64) query->scope,
                         (gint64) query->states, limit, query->category);

  return append_rows (keys, statement, error);
}

/* Numbers of the rows with the text, largest first. (transfer full) (nullable) */
static GArray *
read_matches (OutlayConnection *connection, const char *match, GError **error)
{
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (guint32));
  OutlayStatement *statement = outlay_connection_bind (connection, error, "expense/text-matches",
                                                       "s", match);
  gboolean has_row;

  if (statement == NULL)
    return NULL;

  for (;;)
    {
      guint32 number;

      if (!outlay_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&matches);

      number = (guint32) outlay_statement_get_int (statement, 0);
      g_array_append_val (matches, number);
    }
}

/* A few are looked up one by one. */
static gboolean
append_few (GArray *keys,
            OutlayConnection *connection,
            const OutlayListQuery *query,
            GArray *matches,
            GError **error)
{
  OutlayStatement *statement = outlay_connection_query (connection, "expense/key", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < matches->len; i++)
    {
      outlay_statement_bind (statement, "iiis", (gint64) g_array_index (matches, guint32, i),
                             (gint64) query->scope, (gint64) query->states, query->category);
      if (!append_rows (keys, statement, error))
        return FALSE;
    }
  g_array_sort (keys, compare_cb);

  return TRUE;
}

/* Many are picked out of all keys, one bit a row: those are in order already, so that nothing is
 * sorted however common the word is. */
static gboolean
append_many (GArray *keys,
             OutlayConnection *connection,
             const OutlayListQuery *query,
             GArray *matches,
             GError **error)
{
  guint32 n_bits = g_array_index (matches, guint32, 0) + 1;
  g_autofree guint32 *bits = g_new0 (guint32, n_bits / 32 + 1);
  OutlayExpenseKey *all;
  guint n_kept = 0;

  for (guint i = 0; i < matches->len; i++)
    {
      guint32 number = g_array_index (matches, guint32, i);

      bits[number / 32] |= 1u << (number % 32);
    }

  if (!append_keys (keys, connection, query, -1, error))
    return FALSE;

  all = (OutlayExpenseKey *) (gpointer) keys->data;
  for (guint i = 0; i < keys->len; i++)
    {
      guint32 number = all[i].number;

      if (number < n_bits && (bits[number / 32] & (1u << (number % 32))) != 0)
        all[n_kept++] = all[i];
    }
  g_array_set_size (keys, n_kept);

  return TRUE;
}

static gboolean
append_found (GArray *keys,
              OutlayConnection *connection,
              const OutlayListQuery *query,
              GError **error)
{
  g_autoptr (GArray) matches = read_matches (connection, query->match, error);
  guint32 n_rows;

  if (matches == NULL)
    return FALSE;

  if (matches->len == 0)
    return TRUE;

  /* The largest number found tells about how many rows there are. */
  n_rows = g_array_index (matches, guint32, 0);

  return matches->len < n_rows / KEYS_PER_LOOKUP
             ? append_few (keys, connection, query, matches, error)
             : append_many (keys, connection, query, matches, error);
}

GArray *
outlay_expense_keys_read (OutlayConnection *connection,
                          const OutlayListQuery *query,
                          gint64 limit,
                          GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (OutlayExpenseKey));

  if (!(query->match != NULL ? append_found (keys, connection, query, error)
                             : append_keys (keys, connection, query, limit, error)))
    return NULL;

  if (limit >= 0 && keys->len > limit)
    g_array_set_size (keys, (guint) limit);

  return g_steal_pointer (&keys);
}
