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
  GListStore *archived;
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
add_row (OutlayCategoryStore *self,
         OutlayStatement *row,
         GHashTable *earlier,
         GPtrArray *listed,
         GPtrArray *archived)
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

  g_ptr_array_add (outlay_category_is_archived (category) ? archived : listed, category);
  g_hash_table_insert (self->by_id, (gpointer) outlay_category_get_id (category),
                       g_object_ref (category));
}

static gboolean
read_rows (OutlayCategoryStore *self,
           GHashTable *earlier,
           GPtrArray *listed,
           GPtrArray *archived,
           GError **error)
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
      add_row (self, statement, earlier, listed, archived);
    }
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
}

/* They are few, and seldom looked at. */
static void
show_archived (OutlayCategoryStore *self, GPtrArray *archived)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->archived));
  gboolean is_same_list = n_old == archived->len;

  for (guint i = 0; is_same_list && i < n_old; i++)
    {
      g_autoptr (OutlayCategory) old = g_list_model_get_item (G_LIST_MODEL (self->archived), i);

      is_same_list = old == archived->pdata[i];
    }
  if (!is_same_list)
    g_list_store_splice (self->archived, 0, n_old, archived->pdata, archived->len);
}

static void
reload (OutlayCategoryStore *self)
{
  g_autoptr (GHashTable) earlier = g_steal_pointer (&self->by_id);
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->listed);
  g_autoptr (GPtrArray) archived = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  guint head = 0;
  guint tail = 0;

  self->by_id = new_table ();
  self->listed = g_ptr_array_new ();
  if (!read_rows (self, earlier, self->listed, archived, &error))
    {
      g_warning ("reading the categories: %s", error->message);
      return;
    }
  g_ptr_array_sort_values (self->listed, compare_cb);
  g_ptr_array_sort_values (archived, compare_cb);

  while (head < old->len && head < self->listed->len &&
         old->pdata[head] == self->listed->pdata[head])
    head++;
  while (head + tail < old->len && head + tail < self->listed->len &&
         old->pdata[old->len - 1 - tail] == self->listed->pdata[self->listed->len - 1 - tail])
    tail++;

  if (head + tail < old->len || head + tail < self->listed->len)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail,
                                self->listed->len - head - tail);
  show_archived (self, archived);
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
  g_clear_object (&self->archived);
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
  self->archived = g_list_store_new (OUTLAY_TYPE_CATEGORY);
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

OutlayCategory *
outlay_category_store_find_name (OutlayCategoryStore *self, const char *name, const char *other)
{
  g_autofree char *wanted = NULL;
  GHashTableIter iter;
  gpointer category;

  g_return_val_if_fail (OUTLAY_IS_CATEGORY_STORE (self) && name != NULL, NULL);

  wanted = outlay_category_dup_name_key (name);
  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &category))
    {
      g_autofree char *key = outlay_category_dup_name_key (outlay_category_get_name (category));

      if (g_str_equal (key, wanted) && g_strcmp0 (outlay_category_get_id (category), other) != 0)
        return category;
    }

  return NULL;
}

GListModel *
outlay_category_store_get_archived (OutlayCategoryStore *self)
{
  g_return_val_if_fail (OUTLAY_IS_CATEGORY_STORE (self), NULL);

  return G_LIST_MODEL (self->archived);
}

GHashTable *
outlay_category_store_count_uses (OutlayCategoryStore *self)
{
  g_autoptr (GHashTable) uses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) error = NULL;
  OutlayConnection *reader;
  OutlayStatement *row;
  gboolean has_row = TRUE;

  g_return_val_if_fail (OUTLAY_IS_CATEGORY_STORE (self), NULL);

  reader = outlay_database_get_reader (self->database);
  row = reader != NULL ? outlay_connection_query (reader, "category/uses", &error) : NULL;
  while (row != NULL && outlay_statement_step (row, &has_row, &error) && has_row)
    {
      gint64 n = outlay_statement_get_int (row, 1);

      if (n > 0)
        g_hash_table_insert (uses, g_strdup (outlay_statement_get_text (row, 0)),
                             g_memdup2 (&n, sizeof n));
    }
  if (error != NULL)
    g_warning ("counting what is in the categories: %s", error->message);

  return g_steal_pointer (&uses);
}

OutlayDatabase *
outlay_category_store_get_database (OutlayCategoryStore *self)
{
  g_return_val_if_fail (OUTLAY_IS_CATEGORY_STORE (self), NULL);

  return self->database;
}
