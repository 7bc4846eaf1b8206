/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/wire/outlay-change-json.h"

#include "client/account/outlay-policy-setting.h"
#include "client/wire/outlay-expense-json.h"
#include "client/wire/outlay-json-object.h"
#include "client/wire/outlay-policy-json.h"

#define MAX_CATEGORIES 1000

G_DEFINE_BOXED_TYPE (OutlayFeedPage, outlay_feed_page, outlay_feed_page_ref, outlay_feed_page_unref)

OutlayCategory *
outlay_category_read (JsonNode *json, GError **error)
{
  JsonObject *object;
  const char *id, *name, *icon, *color;
  gboolean archived;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    {
      outlay_json_refuse ("category", error);
      return NULL;
    }

  object = json_node_get_object (json);
  if (!outlay_json_read_id (object, "id", &id, error) ||
      !outlay_json_read_text (object, "name", &name, error) ||
      !outlay_json_read_text (object, "icon", &icon, error) ||
      !outlay_json_read_text (object, "color", &color, error) ||
      !outlay_json_read_boolean (object, "archived", &archived, error))
    return NULL;

  return outlay_category_new (id, name, icon, color, archived);
}

/* @data: (nullable): NULL for a tombstone */
static gboolean
add_expense (OutlayFeedPage *self, GHashTable *seen, const char *id, JsonNode *data, GError **error)
{
  OutlayExpenseReading reading;

  if (data == NULL)
    {
      outlay_page_add (self->page, OUTLAY_CHANGE_EXPENSE_GONE, id, NULL);
      return TRUE;
    }

  if (!outlay_expense_reading_fill (&reading, data, error))
    return FALSE;
  if (!g_str_equal (reading.init.id, id))
    return outlay_json_refuse ("id", error);

  outlay_page_add_expense (self->page, &reading.init);
  if (g_hash_table_add (seen, (gpointer) id))
    g_ptr_array_add (self->expense_ids, g_strdup (id));
  return TRUE;
}

static gboolean
add_category (OutlayFeedPage *self, const char *id, JsonNode *data, GError **error)
{
  g_autoptr (OutlayCategory) category = NULL;

  if (data == NULL)
    {
      outlay_page_add (self->page, OUTLAY_CHANGE_CATEGORY_GONE, id, NULL);
      return TRUE;
    }

  category = outlay_category_read (data, error);
  if (category == NULL)
    return FALSE;

  outlay_page_add_category (self->page, category);
  return TRUE;
}

static gboolean
add_person (OutlayFeedPage *self, const char *id, JsonNode *data, GError **error)
{
  const char *name;

  if (data == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (data))
    return outlay_json_refuse ("user", error);
  if (!outlay_json_read_text (json_node_get_object (data), "name", &name, error))
    return FALSE;

  outlay_page_add (self->page, OUTLAY_CHANGE_PERSON, id, name);
  return TRUE;
}

static gboolean
add_policy (OutlayFeedPage *self, JsonNode *data, GError **error)
{
  g_auto (OutlayPolicy) policy = outlay_policy_default;

  if (data == NULL)
    return TRUE;
  if (!outlay_policy_read (data, &policy, error))
    return FALSE;

  outlay_policy_setting_add (&policy, self->page);
  return TRUE;
}

static gboolean
add_budgets (OutlayFeedPage *self, JsonNode *data, GError **error)
{
  g_autoptr (OutlayBudgetSheet) budgets = NULL;

  if (data == NULL)
    return TRUE;
  budgets = outlay_budget_sheet_read (data, error);
  if (budgets == NULL)
    return FALSE;

  outlay_page_add_budgets (self->page, budgets);
  return TRUE;
}

static gboolean
read_change (OutlayFeedPage *self, GHashTable *seen, JsonNode *json, GError **error)
{
  JsonObject *object;
  JsonNode *data;
  const char *type, *id;

  if (!JSON_NODE_HOLDS_OBJECT (json))
    return outlay_json_refuse ("changes", error);

  /* A deletion must be said in so many words: a member that is only missing is no tombstone. */
  object = json_node_get_object (json);
  if (!outlay_json_read_text (object, "type", &type, error) ||
      !outlay_json_read_text (object, "id", &id, error))
    return FALSE;
  data = json_object_get_member (object, "data");
  if (data == NULL)
    return outlay_json_refuse ("data", error);
  if (JSON_NODE_HOLDS_NULL (data))
    data = NULL;

  if (g_str_equal (type, "expense"))
    return add_expense (self, seen, id, data, error);
  if (g_str_equal (type, "category"))
    return add_category (self, id, data, error);
  if (g_str_equal (type, "user"))
    return add_person (self, id, data, error);
  if (g_str_equal (type, "policy"))
    return add_policy (self, data, error);
  if (g_str_equal (type, "budget"))
    return add_budgets (self, data, error);
  return TRUE;
}

OutlayFeedPage *
outlay_feed_page_read (JsonNode *json, GError **error)
{
  g_autoptr (OutlayFeedPage) self = g_atomic_rc_box_new0 (OutlayFeedPage);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObject *object = json_node_get_object (json);
  JsonArray *changes;
  const char *cursor;
  gboolean more;

  if (!outlay_json_read_array (object, "changes", OUTLAY_CHANGES_MAX, &changes, error) ||
      !outlay_json_read_text (object, "cursor", &cursor, error) ||
      !outlay_json_read_boolean (object, "more", &more, error))
    return NULL;

  if (*cursor == '\0')
    {
      outlay_json_refuse ("cursor", error);
      return NULL;
    }

  self->cursor = g_strdup (cursor);
  self->page = outlay_page_new ();
  self->expense_ids = g_ptr_array_new_with_free_func (g_free);
  self->is_last = !more;
  self->n_changes = json_array_get_length (changes);

  for (guint i = 0; i < self->n_changes; i++)
    if (!read_change (self, seen, json_array_get_element (changes, i), error))
      return NULL;

  return g_steal_pointer (&self);
}

static void
feed_page_clear (gpointer data)
{
  OutlayFeedPage *self = data;

  g_clear_pointer (&self->page, outlay_page_free);
  g_clear_pointer (&self->expense_ids, g_ptr_array_unref);
  g_clear_pointer (&self->cursor, g_free);
}

OutlayFeedPage *
outlay_feed_page_ref (OutlayFeedPage *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
outlay_feed_page_unref (OutlayFeedPage *self)
{
  g_atomic_rc_box_release_full (self, feed_page_clear);
}

GListModel *
outlay_categories_read (JsonNode *json, GError **error)
{
  g_autoptr (GListStore) categories = g_list_store_new (OUTLAY_TYPE_CATEGORY);
  JsonArray *items;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    {
      outlay_json_refuse ("items", error);
      return NULL;
    }

  if (!outlay_json_read_array (json_node_get_object (json), "items", MAX_CATEGORIES, &items, error))
    return NULL;

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_autoptr (OutlayCategory)
          category = outlay_category_read (json_array_get_element (items, i), error);

      if (category == NULL)
        return NULL;
      g_list_store_append (categories, category);
    }

  return G_LIST_MODEL (g_steal_pointer (&categories));
}
