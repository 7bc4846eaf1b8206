/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-list-private.h"

#include "client/ledger/outlay-expense-store-private.h"
#include "client/ledger/outlay-expense-table.h"

/* Rows that the view shows and a bit around them; a power of two. */
#define N_CACHED 512
/* Read at once on the main thread, well under a millisecond; what is longer comes from
 * the thread. */
#define N_AT_ONCE 256

typedef struct
{
  guint32 stamp;
  guint32 number;
  OutlayExpense *expense;
} Slot;

struct _OutlayExpenseList
{
  GObject parent_instance;

  OutlayDatabase *database;
  OutlayListQuery *query;
  GArray *keys; /* of OutlayExpenseKey */
  Slot cache[N_CACHED];
  guint generation;     /* of the read that counts; an older one's answer is dropped */
  gboolean is_reading;  /* on the thread */
  gboolean is_outdated; /* something changed since that read began */
};

static GType
get_item_type (GListModel *model)
{
  return OUTLAY_TYPE_EXPENSE;
}

static guint
get_n_items (GListModel *model)
{
  return OUTLAY_EXPENSE_LIST (model)->keys->len;
}

static const OutlayExpenseKey *
get_key (OutlayExpenseList *self, guint position)
{
  return &g_array_index (self->keys, OutlayExpenseKey, position);
}

/* A row that is gone meanwhile reads as an empty record, until the list has followed. */
static OutlayExpense *
read_expense (OutlayExpenseList *self, guint32 number)
{
  OutlayConnection *reader = outlay_database_get_reader (self->database);
  g_autoptr (GError) error = NULL;
  OutlayExpense *expense = NULL;

  if (reader != NULL)
    expense = outlay_expense_table_get_row (reader, number, &error);
  if (error != NULL)
    g_warning ("reading expense %u: %s", number, error->message);

  return expense != NULL ? expense
                         : outlay_expense_new (&(OutlayExpenseInit) { .amount = { 0, "EUR" } });
}

static gpointer
get_item (GListModel *model, guint position)
{
  OutlayExpenseList *self = OUTLAY_EXPENSE_LIST (model);
  const OutlayExpenseKey *key;
  Slot *slot;

  if (position >= self->keys->len)
    return NULL;

  key = get_key (self, position);
  slot = &self->cache[key->number % N_CACHED];

  if (slot->expense == NULL || slot->number != key->number || slot->stamp != key->stamp)
    {
      g_clear_object (&slot->expense);
      slot->expense = read_expense (self, key->number);
      slot->number = key->number;
      slot->stamp = key->stamp;
    }

  return g_object_ref (slot->expense);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (OutlayExpenseList,
                               outlay_expense_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  PROP_0,
  PROP_N_ITEMS,
  PROP_IS_EMPTY,
  PROP_IS_READING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_same_key (const OutlayExpenseKey *a, const OutlayExpenseKey *b)
{
  return a->number == b->number && a->stamp == b->stamp && a->rank == b->rank;
}

/* Skips the equal head and tail of old and new keys, then emits one items_changed(). */
static void
replace_keys (OutlayExpenseList *self, GArray *keys)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->keys);
  const OutlayExpenseKey *a = (const OutlayExpenseKey *) (gpointer) old->data;
  const OutlayExpenseKey *b = (const OutlayExpenseKey *) (gpointer) keys->data;
  guint n_old = old->len;
  guint n_new = keys->len;
  guint head = 0;
  guint tail = 0;

  while (head < n_old && head < n_new && is_same_key (&a[head], &b[head]))
    head++;
  while (head + tail < n_old && head + tail < n_new &&
         is_same_key (&a[n_old - 1 - tail], &b[n_new - 1 - tail]))
    tail++;

  self->keys = g_array_ref (keys);
  g_clear_pointer (&old, g_array_unref);

  if (head + tail < n_old || head + tail < n_new)
    g_list_model_items_changed (G_LIST_MODEL (self), head, n_old - head - tail,
                                n_new - head - tail);
  if (n_old != n_new)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
  if ((n_old == 0) != (n_new == 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_EMPTY]);
}

/* A read on the thread, and whom to hand the keys to. */
typedef struct
{
  OutlayListQuery *query;
  GArray *keys;
  gint64 limit; /* -1 for all */
  guint generation;
  GWeakRef list;
} Read;

static void
clear_read (gpointer data)
{
  Read *read = data;

  outlay_list_query_unref (read->query);
  g_clear_pointer (&read->keys, g_array_unref);
  g_weak_ref_clear (&read->list);
}

static void
read_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_read);
}

/* On the database thread. */
static gboolean
read_keys (OutlayConnection *connection,
           gpointer data,
           GValue *result,
           OutlayTopics *changed,
           GError **error)
{
  Read *read = data;

  read->keys = outlay_expense_keys_read (connection, read->query, read->limit, error);

  return read->keys != NULL;
}

/* A list may outlive its workspace; it then stays as it is. */
static gboolean
is_open (OutlayExpenseList *self)
{
  return outlay_database_get_reader (self->database) != NULL;
}

static void start_reading (OutlayExpenseList *self, gboolean is_new);

static DexFuture *
take_keys_cb (DexFuture *completed, gpointer data)
{
  Read *read = data;
  g_autoptr (OutlayExpenseList) self = g_weak_ref_get (&read->list);
  g_autoptr (GError) error = NULL;

  if (self != NULL)
    {
      if (dex_future_get_value (completed, &error) == NULL && is_open (self) &&
          !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("reading the list: %s", error->message);

      self->is_reading = FALSE;
      if (read->keys != NULL && read->generation == self->generation)
        replace_keys (self, read->keys);
      if (self->is_outdated || read->generation != self->generation)
        start_reading (self, read->generation != self->generation);
      else if (read->keys != NULL && read->limit >= 0 && read->keys->len >= read->limit)
        start_reading (self, FALSE);

      if (!self->is_reading)
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_READING]);
    }

  return dex_future_new_true ();
}

/* @is_new: the filter is: a screenful is shown before the rest is looked for. */
static void
start_reading (OutlayExpenseList *self, gboolean is_new)
{
  Read *read;
  DexFuture *future;

  self->is_outdated = self->is_reading;
  if (self->is_reading || !is_open (self))
    return;

  read = g_atomic_rc_box_new0 (Read);
  read->query = outlay_list_query_ref (self->query);
  read->generation = self->generation;
  read->limit = is_new ? N_AT_ONCE : -1;
  g_weak_ref_init (&read->list, self);
  self->is_reading = TRUE;

  future = outlay_database_read (self->database, read_keys, g_atomic_rc_box_acquire (read),
                                 read_unref);
  dex_future_disown (dex_future_finally (future, take_keys_cb, read, read_unref));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_READING]);
}

/* Shows the first screenful in this very turn where an index has it; the thread reads the rest. */
static void
read_at_once (OutlayExpenseList *self)
{
  OutlayConnection *reader = outlay_database_get_reader (self->database);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = NULL;

  if (reader == NULL)
    return;

  if (outlay_list_query_is_quick (self->query))
    {
      keys = outlay_expense_keys_read (reader, self->query, N_AT_ONCE, &error);
      if (keys == NULL)
        g_warning ("reading the list: %s", error->message);
      else
        replace_keys (self, keys);
    }

  if (keys == NULL || keys->len == N_AT_ONCE)
    start_reading (self, keys == NULL);
}

static void
changed_cb (OutlayDatabase *database, guint topics, gpointer data)
{
  OutlayExpenseList *self = data;

  if ((topics & (OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_CATEGORIES)) == 0)
    return;

  if (self->keys->len < N_AT_ONCE && !self->is_reading)
    read_at_once (self);
  else
    start_reading (self, FALSE);
}

static void
outlay_expense_list_get_property (GObject *object,
                                  guint property_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  OutlayExpenseList *self = OUTLAY_EXPENSE_LIST (object);

  switch (property_id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->keys->len);
      break;
    case PROP_IS_EMPTY:
      g_value_set_boolean (value, self->keys->len == 0);
      break;
    case PROP_IS_READING:
      g_value_set_boolean (value, self->is_reading);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
outlay_expense_list_finalize (GObject *object)
{
  OutlayExpenseList *self = OUTLAY_EXPENSE_LIST (object);

  for (guint i = 0; i < N_CACHED; i++)
    g_clear_object (&self->cache[i].expense);
  g_clear_pointer (&self->keys, g_array_unref);
  outlay_list_query_abandon (self->query);
  g_clear_pointer (&self->query, outlay_list_query_unref);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (outlay_expense_list_parent_class)->finalize (object);
}

static void
outlay_expense_list_class_init (OutlayExpenseListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_expense_list_get_property;
  object_class->finalize = outlay_expense_list_finalize;

  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_EMPTY] = g_param_spec_boolean ("is-empty", NULL, NULL, TRUE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_READING] = g_param_spec_boolean ("is-reading", NULL, NULL, FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
outlay_expense_list_init (OutlayExpenseList *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (OutlayExpenseKey));
}

OutlayExpenseList *
outlay_expense_list_new (OutlayDatabase *database, const OutlayExpenseFilter *filter)
{
  OutlayExpenseList *self;

  g_return_val_if_fail (OUTLAY_IS_DATABASE (database), NULL);
  g_return_val_if_fail (filter != NULL, NULL);

  self = g_object_new (OUTLAY_TYPE_EXPENSE_LIST, NULL);
  self->database = g_object_ref (database);
  self->query = outlay_list_query_new (filter);
  g_signal_connect_object (database, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_DEFAULT);
  read_at_once (self);

  return self;
}

void
outlay_expense_list_set_filter (OutlayExpenseList *self, const OutlayExpenseFilter *filter)
{
  g_autoptr (OutlayListQuery) query = NULL;

  g_return_if_fail (OUTLAY_IS_EXPENSE_LIST (self));
  g_return_if_fail (filter != NULL);

  query = outlay_list_query_new (filter);
  if (outlay_list_query_equal (query, self->query))
    return;

  outlay_list_query_abandon (self->query);
  g_clear_pointer (&self->query, outlay_list_query_unref);
  self->query = g_steal_pointer (&query);
  self->generation++;
  read_at_once (self);
}

gboolean
outlay_expense_list_is_reading (OutlayExpenseList *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_LIST (self), FALSE);

  return self->is_reading;
}

guint
outlay_expense_list_find (OutlayExpenseList *self, const char *id)
{
  OutlayConnection *reader;
  g_autoptr (GError) error = NULL;
  gint64 number;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_LIST (self), G_MAXUINT);
  g_return_val_if_fail (id != NULL, G_MAXUINT);

  reader = outlay_database_get_reader (self->database);
  number = reader != NULL ? outlay_expense_table_find (reader, id, NULL, &error) : 0;
  if (error != NULL)
    g_warning ("looking for an expense: %s", error->message);

  for (guint i = 0; number > 0 && i < self->keys->len; i++)
    {
      if (get_key (self, i)->number == number)
        return i;
    }

  return G_MAXUINT;
}

const GArray *
outlay_expense_list_get_keys (OutlayExpenseList *self)
{
  return self->keys;
}

const OutlayListQuery *
outlay_expense_list_get_query (OutlayExpenseList *self)
{
  return self->query;
}

OutlayConnection *
outlay_expense_list_get_reader (OutlayExpenseList *self)
{
  return outlay_database_get_reader (self->database);
}
