/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-saved-filter-store.h"

#include "core/outlay-time.h"
#include "core/outlay-uuid.h"

/* --- one ------------------------------------------------------------------------------------- */

struct _OutlaySavedFilter
{
  GObject parent_instance;

  char *id;
  char *name;
  char *filter;
};

G_DEFINE_FINAL_TYPE (OutlaySavedFilter, outlay_saved_filter, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_FILTER,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
outlay_saved_filter_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlaySavedFilter *self = OUTLAY_SAVED_FILTER (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_FILTER:
      g_value_set_string (value, self->filter);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_saved_filter_finalize (GObject *object)
{
  OutlaySavedFilter *self = OUTLAY_SAVED_FILTER (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->filter);

  G_OBJECT_CLASS (outlay_saved_filter_parent_class)->finalize (object);
}

static void
outlay_saved_filter_class_init (OutlaySavedFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const char *const names[] = { NULL, "id", "name", "filter" };

  object_class->get_property = outlay_saved_filter_get_property;
  object_class->finalize = outlay_saved_filter_finalize;

  for (guint id = PROP_ID; id < N_PROPS; id++)
    props[id] = g_param_spec_string (names[id], NULL, NULL, NULL,
                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
outlay_saved_filter_init (OutlaySavedFilter *self)
{
}

const char *
outlay_saved_filter_get_id (OutlaySavedFilter *self)
{
  g_return_val_if_fail (OUTLAY_IS_SAVED_FILTER (self), NULL);

  return self->id;
}

const char *
outlay_saved_filter_get_name (OutlaySavedFilter *self)
{
  g_return_val_if_fail (OUTLAY_IS_SAVED_FILTER (self), NULL);

  return self->name;
}

const char *
outlay_saved_filter_get_filter (OutlaySavedFilter *self)
{
  g_return_val_if_fail (OUTLAY_IS_SAVED_FILTER (self), NULL);

  return self->filter;
}

/* --- all of them ----------------------------------------------------------------------------- */

struct _OutlaySavedFilterStore
{
  GObject parent_instance;

  OutlayDatabase *database;
  GPtrArray *filters;
};

static GType
get_item_type (GListModel *model)
{
  return OUTLAY_TYPE_SAVED_FILTER;
}

static guint
get_n_items (GListModel *model)
{
  return OUTLAY_SAVED_FILTER_STORE (model)->filters->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  OutlaySavedFilterStore *self = OUTLAY_SAVED_FILTER_STORE (model);

  return position < self->filters->len ? g_object_ref (self->filters->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (OutlaySavedFilterStore,
                               outlay_saved_filter_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static gboolean
read_rows (OutlaySavedFilterStore *self, GPtrArray *filters, GError **error)
{
  OutlayConnection *reader = outlay_database_get_reader (self->database);
  OutlayStatement *row = outlay_connection_query (reader, "saved-filter/list", error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  while (outlay_statement_step (row, &has_row, error))
    {
      OutlaySavedFilter *filter;

      if (!has_row)
        return TRUE;

      filter = g_object_new (OUTLAY_TYPE_SAVED_FILTER, NULL);
      filter->id = g_strdup (outlay_statement_get_text (row, 0));
      filter->name = g_strdup (outlay_statement_get_text (row, 1));
      filter->filter = g_strdup (outlay_statement_get_text (row, 2));
      g_ptr_array_add (filters, filter);
    }

  return FALSE;
}

static gboolean
is_same (gconstpointer a, gconstpointer b)
{
  const OutlaySavedFilter *one = a;
  const OutlaySavedFilter *other = b;

  return g_str_equal (one->id, other->id) && g_str_equal (one->name, other->name) &&
         g_str_equal (one->filter, other->filter);
}

static gboolean
are_same (const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    if (!is_same (a->pdata[i], b->pdata[i]))
      return FALSE;

  return TRUE;
}

/* They are a handful, and change when somebody says so: other settings change far more often. */
static void
reload (OutlaySavedFilterStore *self)
{
  g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  guint n_earlier = self->filters->len;

  if (outlay_database_get_reader (self->database) == NULL)
    return;
  if (!read_rows (self, filters, &error))
    {
      g_warning ("reading the saved filters: %s", error->message);
      return;
    }
  if (are_same (filters, self->filters))
    return;

  g_ptr_array_unref (self->filters);
  self->filters = g_steal_pointer (&filters);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_earlier, self->filters->len);
}

static void
changed_cb (OutlaySavedFilterStore *self, guint topics)
{
  if (topics & OUTLAY_TOPIC_SETTINGS)
    reload (self);
}

static void
outlay_saved_filter_store_finalize (GObject *object)
{
  OutlaySavedFilterStore *self = OUTLAY_SAVED_FILTER_STORE (object);

  g_clear_object (&self->database);
  g_ptr_array_unref (self->filters);

  G_OBJECT_CLASS (outlay_saved_filter_store_parent_class)->finalize (object);
}

static void
outlay_saved_filter_store_class_init (OutlaySavedFilterStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_saved_filter_store_finalize;
}

static void
outlay_saved_filter_store_init (OutlaySavedFilterStore *self)
{
  self->filters = g_ptr_array_new_with_free_func (g_object_unref);
}

OutlaySavedFilterStore *
outlay_saved_filter_store_new (OutlayDatabase *database)
{
  OutlaySavedFilterStore *self = g_object_new (OUTLAY_TYPE_SAVED_FILTER_STORE, NULL);

  self->database = g_object_ref (database);
  g_signal_connect_object (database, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);

  return self;
}

/* --- writing --------------------------------------------------------------------------------- */

typedef struct
{
  char *id; /* (nullable): makes a new one */
  char *name;
  char *filter;
} Wish;

static void
wish_free (Wish *wish)
{
  g_free (wish->id);
  g_free (wish->name);
  g_free (wish->filter);
  g_free (wish);
}

static gboolean
keep (OutlayConnection *connection,
      gpointer data,
      GValue *result,
      OutlayTopics *changed,
      GError **error)
{
  Wish *wish = data;
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *now = outlay_time_format (g_get_real_time ());

  *changed |= OUTLAY_TOPIC_SETTINGS;
  return outlay_connection_run (connection, error, "saved-filter/forget-name", "s", wish->name) &&
         outlay_connection_run (connection, error, "saved-filter/keep", "ssss", id, wish->name,
                                wish->filter, now);
}

static gboolean
forget (OutlayConnection *connection,
        gpointer data,
        GValue *result,
        OutlayTopics *changed,
        GError **error)
{
  *changed |= OUTLAY_TOPIC_SETTINGS;
  return outlay_connection_run (connection, error, "saved-filter/forget", "s", ((Wish *) data)->id);
}

DexFuture *
outlay_saved_filter_store_keep (OutlaySavedFilterStore *self, const char *name, const char *filter)
{
  Wish *wish;

  g_return_val_if_fail (OUTLAY_IS_SAVED_FILTER_STORE (self), NULL);
  g_return_val_if_fail (name != NULL && *name != '\0' && filter != NULL, NULL);

  wish = g_new0 (Wish, 1);
  wish->name = g_strdup (name);
  wish->filter = g_strdup (filter);

  return outlay_database_run (self->database, keep, wish, (GDestroyNotify) wish_free);
}

DexFuture *
outlay_saved_filter_store_remove (OutlaySavedFilterStore *self, const char *id)
{
  Wish *wish;

  g_return_val_if_fail (OUTLAY_IS_SAVED_FILTER_STORE (self), NULL);

  wish = g_new0 (Wish, 1);
  wish->id = g_strdup (id);

  return outlay_database_run (self->database, forget, wish, (GDestroyNotify) wish_free);
}
