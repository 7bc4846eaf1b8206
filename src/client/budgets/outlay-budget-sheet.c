/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/budgets/outlay-budget-sheet.h"

#include <string.h>

#include "client/wire/outlay-json-object.h"

G_DEFINE_BOXED_TYPE (OutlayBudgetSheet,
                     outlay_budget_sheet,
                     outlay_budget_sheet_ref,
                     outlay_budget_sheet_unref)

OutlayBudgetSheet *
outlay_budget_sheet_new (OutlayBudgetScope scope)
{
  OutlayBudgetSheet *self = g_atomic_rc_box_new0 (OutlayBudgetSheet);

  self->scope = scope;
  self->items = g_array_new (FALSE, TRUE, sizeof (OutlayBudget));

  return self;
}

OutlayBudgetSheet *
outlay_budget_sheet_ref (OutlayBudgetSheet *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
sheet_clear (gpointer data)
{
  OutlayBudgetSheet *self = data;

  g_array_unref (self->items);
}

void
outlay_budget_sheet_unref (OutlayBudgetSheet *self)
{
  g_atomic_rc_box_release_full (self, sheet_clear);
}

gboolean
outlay_budget_read_money (JsonObject *object,
                          const char *name,
                          gint64 min,
                          OutlayMoney *money,
                          GError **error)
{
  JsonObject *member;
  const char *currency;

  if (!outlay_json_read_object (object, name, &member, error) ||
      !outlay_json_read_int (member, "minor", min, G_MAXINT64, &money->minor, error) ||
      !outlay_json_read_text (member, "currency", &currency, error))
    return FALSE;
  if (strlen (currency) != 3)
    return outlay_json_refuse ("currency", error);

  g_strlcpy (money->currency, currency, sizeof money->currency);
  return TRUE;
}

static gboolean
read_item (JsonNode *node, OutlayBudget *budget, GError **error)
{
  JsonObject *object;
  const char *category;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return outlay_json_refuse ("items", error);

  object = json_node_get_object (node);
  if (!outlay_json_read_nullable_text (object, "category", &category, error) ||
      !outlay_budget_read_money (object, "limit", 1, &budget->limit, error))
    return FALSE;
  if (category != NULL && strlen (category) >= sizeof budget->category)
    return outlay_json_refuse ("category", error);

  g_strlcpy (budget->category, category != NULL ? category : "", sizeof budget->category);
  return TRUE;
}

OutlayBudgetSheet *
outlay_budget_sheet_read (JsonNode *json, GError **error)
{
  g_autoptr (OutlayBudgetSheet) self = outlay_budget_sheet_new (OUTLAY_BUDGET_SCOPE_MINE);
  JsonObject *object;
  JsonArray *items;
  const char *scope;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    {
      outlay_json_refuse ("budgets", error);
      return NULL;
    }

  object = json_node_get_object (json);
  if (!outlay_json_read_text (object, "scope", &scope, error) ||
      !outlay_json_read_int (object, "revision", 0, G_MAXINT64, &self->revision, error) ||
      !outlay_json_read_array (object, "items", OUTLAY_BUDGETS_MAX, &items, error))
    return NULL;
  if (g_str_equal (scope, "company"))
    self->scope = OUTLAY_BUDGET_SCOPE_COMPANY;

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      OutlayBudget budget = { 0 };

      if (!read_item (json_array_get_element (items, i), &budget, error))
        return NULL;
      g_array_append_val (self->items, budget);
    }

  return g_steal_pointer (&self);
}

JsonNode *
outlay_budget_sheet_to_json (const OutlayBudgetSheet *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < self->items->len; i++)
    {
      const OutlayBudget *budget = &g_array_index (self->items, OutlayBudget, i);
      JsonObject *item = json_object_new ();
      JsonObject *limit = json_object_new ();

      json_object_set_int_member (limit, "minor", budget->limit.minor);
      json_object_set_string_member (limit, "currency", budget->limit.currency);
      if (*budget->category != '\0')
        json_object_set_string_member (item, "category", budget->category);
      else
        json_object_set_null_member (item, "category");
      json_object_set_object_member (item, "limit", limit);
      json_array_add_object_element (items, item);
    }
  json_object_set_array_member (object, "items", items);
  json_node_take_object (node, object);

  return node;
}

void
outlay_budget_sheet_replace (OutlayBudgetSheet *self, const OutlayBudget *budget)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const OutlayBudget *old = &g_array_index (self->items, OutlayBudget, i);

      if (g_str_equal (old->category, budget->category) &&
          g_str_equal (old->limit.currency, budget->limit.currency))
        {
          g_array_remove_index (self->items, i);
          break;
        }
    }

  if (budget->limit.minor > 0)
    g_array_append_val (self->items, *budget);
}
