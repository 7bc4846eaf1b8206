/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/budgets/outlay-budget-store.h"

#include "server/history/outlay-change-store.h"

#define THE_COMPANY ""

void
outlay_stored_budgets_clear (OutlayStoredBudgets *self)
{
  g_clear_pointer (&self->items, g_array_unref);
}

static void
write_item (const OutlayBudget *budget, OutlayJsonWriter *json)
{
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "category");
  outlay_json_writer_text (json, *budget->category != '\0' ? budget->category : NULL);
  outlay_json_writer_name (json, "limit");
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "minor");
  outlay_json_writer_int (json, budget->limit.minor);
  outlay_json_writer_name (json, "currency");
  outlay_json_writer_token (json, budget->limit.currency);
  outlay_json_writer_end_object (json);
  outlay_json_writer_end_object (json);
}

void
outlay_stored_budgets_write_json (const OutlayStoredBudgets *self,
                                  gboolean is_company,
                                  OutlayJsonWriter *json)
{
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "scope");
  outlay_json_writer_token (json, is_company ? "company" : "me");
  outlay_json_writer_name (json, "items");
  outlay_json_writer_begin_array (json);
  for (guint i = 0; i < self->items->len; i++)
    write_item (&g_array_index (self->items, OutlayBudget, i), json);
  outlay_json_writer_end_array (json);
  outlay_json_writer_name (json, "next");
  outlay_json_writer_null (json);
  outlay_json_writer_name (json, "revision");
  outlay_json_writer_int (json, self->revision);
  outlay_json_writer_name (json, "updated_at");
  if (self->updated_at != 0)
    outlay_json_writer_time (json, self->updated_at);
  else
    outlay_json_writer_null (json);
  outlay_json_writer_end_object (json);
}

/* --- reading --- */

static gboolean
read_items (OutlayConnection *db,
            const char *company,
            const char *owner,
            GArray *items,
            GError **error)
{
  OutlayStatement *query = outlay_connection_bind (db, error, "budget/list", "ss", company, owner);
  gboolean has_row;

  if (query == NULL)
    return FALSE;

  for (;;)
    {
      OutlayBudget budget = { .category = "" };

      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      g_strlcpy (budget.category, outlay_statement_get_text (query, 0), sizeof budget.category);
      budget.limit.minor = outlay_statement_get_int (query, 1);
      g_strlcpy (budget.limit.currency, outlay_statement_get_text (query, 2),
                 sizeof budget.limit.currency);
      g_array_append_val (items, budget);
    }
}

gboolean
outlay_budget_store_get (OutlayConnection *db,
                         const char *company,
                         const char *owner,
                         OutlayStoredBudgets *budgets,
                         GError **error)
{
  const char *whose = owner != NULL ? owner : THE_COMPANY;
  g_autoptr (OutlayRow) row = NULL;

  *budgets = (OutlayStoredBudgets) {
    .items = g_array_new (FALSE, TRUE, sizeof (OutlayBudget)),
  };
  if (!outlay_connection_find (db, &row, error, "budget/get-list", "ss", company, whose))
    return FALSE;
  if (row == NULL)
    return TRUE;

  budgets->revision = outlay_statement_get_int (row, 0);
  budgets->updated_at = outlay_statement_get_int (row, 1);
  g_clear_pointer (&row, outlay_statement_reset);

  return read_items (db, company, whose, budgets->items, error);
}

/* --- writing --- */

/* One's own are nobody else's business; the company's are everybody's. */
static gboolean
note_change (OutlayConnection *db, const char *company, const char *owner, GError **error)
{
  gboolean is_company = *owner == '\0';

  return outlay_change_store_note (db, company, OUTLAY_CHANGE_BUDGET, is_company ? company : owner,
                                   is_company ? NULL : owner, is_company, error);
}

gboolean
outlay_budget_store_put (OutlayConnection *db,
                         const char *company,
                         const char *owner,
                         GArray *items,
                         gint64 revision,
                         gint64 now,
                         GError **error)
{
  const char *whose = owner != NULL ? owner : THE_COMPANY;

  if (!outlay_connection_run (db, error, "budget/put-list", "ssii", company, whose, revision + 1,
                              now) ||
      !outlay_connection_run (db, error, "budget/clear", "ss", company, whose))
    return FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      const OutlayBudget *budget = &g_array_index (items, OutlayBudget, i);

      if (!outlay_connection_run (db, error, "budget/add", "ssssi", company, whose,
                                  budget->category, budget->limit.currency, budget->limit.minor))
        return FALSE;
    }

  return note_change (db, company, whose, error);
}

static GPtrArray *
list_owners (OutlayConnection *db, const char *company, const char *category, GError **error)
{
  g_autoptr (GPtrArray) owners = g_ptr_array_new_with_free_func (g_free);
  OutlayStatement *query = outlay_connection_bind (db, error, "budget/owners-of-category", "ss",
                                                   company, category);
  gboolean has_row;

  if (query == NULL)
    return NULL;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&owners);

      g_ptr_array_add (owners, g_strdup (outlay_statement_get_text (query, 0)));
    }
}

GPtrArray *
outlay_budget_store_end_category (OutlayConnection *db,
                                  const char *company,
                                  const char *category,
                                  const char *heir,
                                  gint64 now,
                                  GError **error)
{
  g_autoptr (GPtrArray) owners = list_owners (db, company, category, error);

  if (owners == NULL || owners->len == 0)
    return g_steal_pointer (&owners);

  if ((heir != NULL && !outlay_connection_run (db, error, "budget/move-category", "sss", company,
                                               category, heir)) ||
      !outlay_connection_run (db, error, "budget/delete-category", "ss", company, category))
    return NULL;

  for (guint i = 0; i < owners->len; i++)
    if (!outlay_connection_run (db, error, "budget/note-change", "ssi", company, owners->pdata[i],
                                now) ||
        !note_change (db, company, owners->pdata[i], error))
      return NULL;

  return g_steal_pointer (&owners);
}
