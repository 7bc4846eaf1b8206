/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-category-store.h"

#include "client/database/outlay-database.h"
#include "client/ledger/outlay-expense-store-private.h"

struct _OutlayCategoryStore
{
  GObject parent_instance;

  OutlayDatabase *database;
  GPtrArray *listed; /* of OutlayCategory, by name */
  GHashTable *by_id; /* archived ones as well; owns the categories */
};

static GType
get_item_type (GListModel *model)
{
  return OUTLAY_TYPE_CATEGORY;
}

static guint
get_n_items (GListModel *model)
{
  return OUTLAY_CATEGORY_STORE (model)->listed->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  OutlayCategoryStore *self = OUTLAY_CATEGORY_STORE (model);

  if (position >= self->listed->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->listed, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (OutlayCategoryStore,
                               outlay_category_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  OutlayCategory *left = OUTLAY_CATEGORY ((gpointer) a);
  OutlayCategory *right = OUTLAY_CATEGORY ((gpointer) b);
  int order = g_utf8_collate (outlay_category_get_name (left), outlay_category_get_name (right));

  return order != 0 ? order
                    : g_strcmp0 (outlay_category_get_id (left), outlay_category_get_id (right));
}

static gboolean
is_same (OutlayCategory *a, OutlayCategory *b)
{
  return g_str_equal (outlay_category_get_id (a), outlay_category_get_id (b)) &&
         g_str_equal (outlay_category_get_name (a), outlay_category_get_name (b)) &&
         g_str_equal (outlay_category_get_icon (a), outlay_category_get_icon (b)) &&
         g_str_equal (outlay_category_get_color (a), outlay_category_get_color (b)) &&
         outlay_category_is_archived (a) == outlay_category_is_archived (b);
}

/* Those that have not changed stay the same objects, so that what is bound to them stays. */
static void
add_row (OutlayCategoryStore *self, OutlayStatement *row, GHashTable *earlier, GPtrArray *listed)
{
  g_autoptr (OutlayCategory) category = NULL;
  OutlayCategory *known;

  category = outlay_category_new (
      outlay_statement_get_text (row, 0), outlay_statement_get_text (row, 1),
      outlay_statement_get_text (row, 2), outlay_statement_get_text (row, 3),
      outlay_statement_get_int (row, 4) != 0);
  known = g_hash_table_lookup (earlier, outlay_category_get_id (category));
  if (known != NULL && is_same (known, category))
    g_set_object (&category, known);

  if (!outlay_category_is_archived (category))
    g_ptr_array_add (listed, category);
  g_hash_table_insert (self->by_id, (gpointer) outlay_category_get_id (category),
                       g_object_ref (category));
}

static gboolean
read_rows (OutlayCategoryStore *self, GHashTable *earlier, GPtrArray *listed, GError **error)
{
  OutlayConnection *reader = outlay_database_get_reader (self->database);
  OutlayStatement *statement = outlay_connection_query (reader, "category/list", error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      add_row (self, statement, earlier, listed);
    }
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
}

static void
reload (OutlayCategoryStore *self)
{
  g_autoptr (GHashTable) earlier = g_steal_pointer (&self->by_id);
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->listed);
  g_autoptr (GError) error = NULL;
  guint head = 0;
  guint tail = 0;

  self->by_id = new_table ();
  self->listed = g_ptr_array_new ();
  if (!read_rows (self, earlier, self->listed, &error))
    {
      g_warning ("reading the categories: %s", error->message);
      return;
    }
  g_ptr_array_sort_values (self->listed, compare_cb);

  while (head < old->len && head < self->listed->len &&
         old->pdata[head] == self->listed->pdata[head])
    head++;
  while (head + tail < old->len && head + tail < self->listed->len &&
         old->pdata[old->len - 1 - tail] == self->listed->pdata[self->listed->len - 1 - tail])
    tail++;

  if (head + tail < old->len || head + tail < self->listed->len)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail,
                                self->listed->len - head - tail);
}

static void
changed_cb (OutlayDatabase *database, guint topics, gpointer data)
{
  if ((topics & OUTLAY_TOPIC_CATEGORIES) != 0 && outlay_database_get_reader (database) != NULL)
    reload (data);
}

static void
outlay_category_store_finalize (GObject *object)
{
  OutlayCategoryStore *self = OUTLAY_CATEGORY_STORE (object);

  g_clear_pointer (&self->listed, g_ptr_array_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (outlay_category_store_parent_class)->finalize (object);
}

static void
outlay_category_store_class_init (OutlayCategoryStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_category_store_finalize;
}

static void
outlay_category_store_init (OutlayCategoryStore *self)
{
  self->listed = g_ptr_array_new ();
  self->by_id = new_table ();
}

OutlayCategoryStore *
outlay_category_store_new (OutlayDatabase *database)
{
  OutlayCategoryStore *self = g_object_new (OUTLAY_TYPE_CATEGORY_STORE, NULL);

  self->database = g_object_ref (database);
  g_signal_connect_object (database, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_DEFAULT);
  reload (self);

  return self;
}

OutlayCategory *
outlay_category_store_find (OutlayCategoryStore *self, const char *id)
{
  g_return_val_if_fail (OUTLAY_IS_CATEGORY_STORE (self), NULL);

  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}
