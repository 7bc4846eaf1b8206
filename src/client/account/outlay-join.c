/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-change.h"
#include "client/ledger/outlay-expense-table.h"
#include "client/ledger/outlay-home-amount.h"
#include "client/ledger/outlay-incoming.h"
#include "client/outbox/outlay-outbox-private.h"
#include "client/ledger/outlay-search-text.h"

/* The local half of connecting a device's account to a company. */

typedef struct
{
  char *user_id;
  char *user_name;
  GPtrArray *categories; /* the company's */
} Join;

static void
join_free (gpointer data)
{
  Join *join = data;

  g_free (join->user_id);
  g_free (join->user_name);
  g_ptr_array_unref (join->categories);
  g_free (join);
}

static OutlayCategory *
find_by_name (GPtrArray *categories, const char *name)
{
  g_autofree char *wanted = outlay_search_text_fold (name);

  for (guint i = 0; i < categories->len; i++)
    {
      OutlayCategory *category = g_ptr_array_index (categories, i);
      g_autofree char *folded = outlay_search_text_fold (outlay_category_get_name (category));

      if (g_str_equal (wanted, folded))
        return category;
    }

  return NULL;
}

static OutlayCategory *
find_by_id (GPtrArray *categories, const char *id)
{
  for (guint i = 0; i < categories->len; i++)
    {
      if (g_str_equal (outlay_category_get_id (g_ptr_array_index (categories, i)), id))
        return g_ptr_array_index (categories, i);
    }

  return NULL;
}

/* One's own categories as they are, read before anything is changed. */
static GPtrArray *
read_own (OutlayConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func (g_object_unref);
  OutlayStatement *statement = outlay_connection_query (connection, "category/list", error);
  gboolean has_row;

  if (statement == NULL)
    return NULL;

  for (;;)
    {
      if (!outlay_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&own);
      g_ptr_array_add (own, outlay_category_new (outlay_statement_get_text (statement, 0),
                                                 outlay_statement_get_text (statement, 1), "", "",
                                                 FALSE));
    }
}

static gboolean
match_categories (OutlayConnection *connection, const Join *join, GError **error)
{
  g_autoptr (GPtrArray) own = read_own (connection, error);

  if (own == NULL)
    return FALSE;

  for (guint i = 0; i < join->categories->len; i++)
    {
      OutlayCategory *category = g_ptr_array_index (join->categories, i);

      if (!outlay_connection_run (
              connection, error, "category/put", "ssssi", outlay_category_get_id (category),
              outlay_category_get_name (category), outlay_category_get_icon (category),
              outlay_category_get_color (category),
              (gint64) outlay_category_is_archived (category)))
        return FALSE;
    }

  for (guint i = 0; i < own->len; i++)
    {
      OutlayCategory *old = g_ptr_array_index (own, i);
      OutlayCategory *match = find_by_name (join->categories, outlay_category_get_name (old));
      const char *id = outlay_category_get_id (old);

      if (find_by_id (join->categories, id) != NULL)
        continue;
      if (!outlay_connection_run (connection, error, "category/replace", "ss", id,
                                  match != NULL ? outlay_category_get_id (match) : NULL) ||
          !outlay_connection_run (connection, error, "category/remove-from-merchants", "ss", id,
                                  match != NULL ? outlay_category_get_id (match) : NULL) ||
          (match != NULL && !outlay_connection_run (connection, error, "budget/rename-category",
                                                    "ss", id, outlay_category_get_id (match))) ||
          !outlay_connection_run (connection, error, "budget/remove-of-category", "s", id) ||
          !outlay_connection_run (connection, error, "category/remove", "s", id))
        return FALSE;
    }

  return TRUE;
}

static GPtrArray *
read_unsent (OutlayConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  OutlayStatement *statement = outlay_connection_query (connection, "expense/not-at-company",
                                                        error);
  gboolean has_row;

  if (statement == NULL)
    return NULL;

  for (;;)
    {
      if (!outlay_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&ids);
      g_ptr_array_add (ids, g_strdup (outlay_statement_get_text (statement, 0)));
    }
}

static gboolean
queue (OutlayConnection *connection, const char *id, GError **error)
{
  g_autoptr (OutlayExpense) row = outlay_expense_table_get (connection, id, error);
  gint64 entry;

  if (row == NULL)
    return FALSE;

  entry = outlay_expense_change_queue (connection, id, outlay_expense_get_proofs (row), FALSE,
                                       error);

  return entry > 0 &&
         outlay_expense_table_keep (connection, OUTLAY_COPY_CARRIED, entry, id, error) &&
         outlay_outbox_table_settle (connection, id, error);
}

static gboolean
join_company (OutlayConnection *connection,
              gpointer data,
              GValue *result,
              OutlayTopics *changed,
              GError **error)
{
  const Join *join = data;
  g_autoptr (GPtrArray) unsent = NULL;
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (connection, &row, error, "person/keep", "ss", join->user_id,
                               join->user_name))
    return FALSE;
  g_clear_pointer (&row, outlay_statement_reset);

  if (!match_categories (connection, join, error) ||
      !outlay_connection_run (connection, error, "budget/set-dirty", "") ||
      !outlay_setting_write (connection, OUTLAY_SETTING_USER_ID, join->user_id, error) ||
      !outlay_connection_run (connection, error, "expense/set-owner", "s", join->user_id) ||
      !(unsent = read_unsent (connection, error)))
    return FALSE;

  for (guint i = 0; i < unsent->len; i++)
    {
      if (!queue (connection, g_ptr_array_index (unsent, i), error))
        return FALSE;
    }

  *changed = OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_CATEGORIES | OUTLAY_TOPIC_OUTBOX |
             OUTLAY_TOPIC_BUDGETS;

  /* What it reckons in, the company will tell. */
  return outlay_home_amount_set_currency (connection, NULL, changed, error);
}

DexFuture *
outlay_database_join_company (OutlayDatabase *database,
                              const char *user_id,
                              const char *user_name,
                              GListModel *categories)
{
  Join *join;

  g_return_val_if_fail (OUTLAY_IS_DATABASE (database) && user_id != NULL, NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (categories), NULL);

  join = g_new0 (Join, 1);
  join->user_id = g_strdup (user_id);
  join->user_name = g_strdup (user_name != NULL ? user_name : "");
  join->categories = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (categories); i++)
    g_ptr_array_add (join->categories, g_list_model_get_item (categories, i));

  return outlay_database_run (database, join_company, join, join_free);
}
