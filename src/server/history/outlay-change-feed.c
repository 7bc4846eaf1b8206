/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/history/outlay-change-feed.h"

#include "server/budgets/outlay-budget-store.h"
#include "server/expenses/outlay-category-store.h"
#include "server/expenses/outlay-expense-view.h"
#include "server/history/outlay-change-store.h"
#include "server/people/outlay-policy-store.h"

#define COLUMN_SEQ 0
#define COLUMN_TYPE 1
#define COLUMN_ID 2
#define COLUMN_EXPENSE 3

static gboolean
write_category (OutlayConnection *db,
                const OutlayIdentity *identity,
                const char *id,
                OutlayJsonWriter *json,
                GError **error)
{
  g_autoptr (OutlayStoredCategory) category = NULL;

  if (!outlay_category_store_get (db, identity->company, id, &category, error))
    return FALSE;

  if (category != NULL)
    outlay_stored_category_write_json (category, json);
  else
    outlay_json_writer_null (json);

  return TRUE;
}

static gboolean
write_user (OutlayConnection *db,
            const OutlayIdentity *identity,
            const char *id,
            OutlayJsonWriter *json,
            GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "change/user-name", "ss", identity->company, id))
    return FALSE;

  if (row == NULL)
    {
      outlay_json_writer_null (json);
      return TRUE;
    }

  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "id");
  outlay_json_writer_token (json, id);
  outlay_json_writer_name (json, "name");
  outlay_json_writer_text (json, outlay_statement_get_text (row, 0));
  outlay_json_writer_name (json, "department");
  outlay_json_writer_text (json, outlay_statement_get_text (row, 1));
  outlay_json_writer_end_object (json);

  return TRUE;
}

static gboolean
write_policy (OutlayConnection *db,
              const OutlayIdentity *identity,
              OutlayJsonWriter *json,
              GError **error)
{
  g_auto (OutlayStoredPolicy) stored = { 0 };

  if (!outlay_policy_store_get (db, identity->company, &stored, error))
    return FALSE;

  outlay_stored_policy_write_json (&stored, json);
  return TRUE;
}

static gboolean
write_budgets (OutlayConnection *db,
               const OutlayIdentity *identity,
               const char *id,
               OutlayJsonWriter *json,
               GError **error)
{
  gboolean is_company = g_str_equal (id, identity->company);
  g_auto (OutlayStoredBudgets) stored = { NULL };

  if (!outlay_budget_store_get (db, identity->company, is_company ? NULL : id, &stored, error))
    return FALSE;

  outlay_stored_budgets_write_json (&stored, is_company, json);
  return TRUE;
}

static void
write_expense (const OutlayIdentity *identity, OutlayStatement *row, OutlayJsonWriter *json)
{
  OutlayExpenseView view;

  outlay_expense_view_read (&view, row, COLUMN_EXPENSE);
  if (outlay_statement_is_null (row, COLUMN_EXPENSE) ||
      (g_str_equal (view.state, "draft") && !g_str_equal (view.owner, identity->user)))
    outlay_json_writer_null (json);
  else
    outlay_expense_view_write_json (&view, json);
}

static gboolean
write_change (OutlayConnection *db,
              const OutlayIdentity *identity,
              OutlayStatement *row,
              OutlayJsonWriter *json,
              GError **error)
{
  const char *type = outlay_statement_get_text (row, COLUMN_TYPE);
  const char *id = outlay_statement_get_text (row, COLUMN_ID);
  gboolean is_written = TRUE;

  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "seq");
  outlay_json_writer_int (json, outlay_statement_get_int (row, COLUMN_SEQ));
  outlay_json_writer_name (json, "type");
  outlay_json_writer_token (json, type);
  outlay_json_writer_name (json, "id");
  outlay_json_writer_token (json, id);
  outlay_json_writer_name (json, "data");
  if (g_str_equal (type, outlay_change_type_to_string (OUTLAY_CHANGE_EXPENSE)))
    write_expense (identity, row, json);
  else if (g_str_equal (type, outlay_change_type_to_string (OUTLAY_CHANGE_CATEGORY)))
    is_written = write_category (db, identity, id, json, error);
  else if (g_str_equal (type, outlay_change_type_to_string (OUTLAY_CHANGE_POLICY)))
    is_written = write_policy (db, identity, json, error);
  else if (g_str_equal (type, outlay_change_type_to_string (OUTLAY_CHANGE_BUDGET)))
    is_written = write_budgets (db, identity, id, json, error);
  else
    is_written = write_user (db, identity, id, json, error);
  outlay_json_writer_end_object (json);

  return is_written;
}

gboolean
outlay_change_feed_write_json (OutlayConnection *db,
                               const OutlayIdentity *identity,
                               guint limit,
                               OutlayJsonWriter *json,
                               gint64 *seq,
                               gboolean *more,
                               GError **error)
{
  const char *name = identity->role >= OUTLAY_ROLE_REVIEWER ? "change/list-for-reviewer"
                                                            : "change/list-for-owner";
  OutlayStatement *query = outlay_connection_bind (db, error, name, "ssii", identity->company,
                                                   identity->user, *seq, (gint64) limit + 1);
  gboolean has_row;
  guint n = 0;

  *more = FALSE;
  if (query == NULL)
    return FALSE;

  outlay_json_writer_begin_array (json);
  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      if (n++ == limit)
        {
          *more = TRUE;
          outlay_statement_reset (query);
          break;
        }

      *seq = outlay_statement_get_int (query, COLUMN_SEQ);
      if (!write_change (db, identity, query, json, error))
        return FALSE;
    }
  outlay_json_writer_end_array (json);

  return TRUE;
}
