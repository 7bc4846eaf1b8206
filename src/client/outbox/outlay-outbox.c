/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outbox/outlay-outbox.h"

#include "client/ledger/outlay-expense-table.h"
#include "client/outbox/outlay-outbox-entry-private.h"
#include "client/outbox/outlay-outbox-private.h"
#include "client/outbox/outlay-outbox-table.h"

struct _OutlayOutbox
{
  GObject parent_instance;

  OutlayDatabase *database;
  GPtrArray *entries; /* of OutlayOutboxEntry, oldest first */
};

static GType
get_item_type (GListModel *model)
{
  return OUTLAY_TYPE_OUTBOX_ENTRY;
}

static guint
get_n_items (GListModel *model)
{
  return OUTLAY_OUTBOX (model)->entries->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  OutlayOutbox *self = OUTLAY_OUTBOX (model);

  if (position >= self->entries->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->entries, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (OutlayOutbox,
                               outlay_outbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GPtrArray *
read_entries (OutlayOutbox *self, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  OutlayConnection *reader = outlay_database_get_reader (self->database);
  OutlayStatement *statement = outlay_connection_query (reader, "outbox/list", error);
  gboolean has_row;

  if (statement == NULL)
    return NULL;

  for (;;)
    {
      if (!outlay_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&entries);
      g_ptr_array_add (entries, outlay_outbox_entry_read (statement));
    }
}

static gboolean
is_same (GPtrArray *old, guint i, GPtrArray *entries, guint j)
{
  return outlay_outbox_entry_equal (g_ptr_array_index (old, i), g_ptr_array_index (entries, j));
}

static void
reload (OutlayOutbox *self)
{
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  guint head = 0;
  guint tail = 0;

  entries = read_entries (self, &error);
  if (entries == NULL)
    {
      g_warning ("reading the outbox: %s", error->message);
      return;
    }

  old = g_steal_pointer (&self->entries);
  self->entries = g_ptr_array_ref (entries);

  while (head < old->len && head < entries->len && is_same (old, head, entries, head))
    head++;
  while (head + tail < old->len && head + tail < entries->len &&
         is_same (old, old->len - 1 - tail, entries, entries->len - 1 - tail))
    tail++;

  if (head + tail < old->len || head + tail < entries->len)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail,
                                entries->len - head - tail);
}

static void
changed_cb (OutlayDatabase *database, guint topics, gpointer data)
{
  if ((topics & OUTLAY_TOPIC_OUTBOX) != 0 && outlay_database_get_reader (database) != NULL)
    reload (data);
}

static void
outlay_outbox_finalize (GObject *object)
{
  OutlayOutbox *self = OUTLAY_OUTBOX (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (outlay_outbox_parent_class)->finalize (object);
}

static void
outlay_outbox_class_init (OutlayOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_outbox_finalize;
}

static void
outlay_outbox_init (OutlayOutbox *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
}

OutlayOutbox *
outlay_outbox_new (OutlayDatabase *database)
{
  OutlayOutbox *self = g_object_new (OUTLAY_TYPE_OUTBOX, NULL);

  self->database = g_object_ref (database);
  g_signal_connect_object (database, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_DEFAULT);
  reload (self);

  return self;
}

OutlayDatabase *
outlay_outbox_get_database (OutlayOutbox *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX (self), NULL);

  return self->database;
}

guint
outlay_outbox_count (OutlayOutbox *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX (self), 0);

  return self->entries->len;
}

gboolean
outlay_outbox_has_stuck (OutlayOutbox *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX (self), FALSE);

  for (guint i = 0; i < self->entries->len; i++)
    {
      if (outlay_outbox_entry_is_stuck (g_ptr_array_index (self->entries, i)))
        return TRUE;
    }

  return FALSE;
}

gint64
outlay_outbox_next_due (OutlayOutbox *self)
{
  g_autoptr (GError) error = NULL;
  OutlayConnection *reader;
  OutlayStatement *statement;
  gint64 due = G_MAXINT64;
  gboolean has_row;

  g_return_val_if_fail (OUTLAY_IS_OUTBOX (self), G_MAXINT64);

  reader = outlay_database_get_reader (self->database);
  if (reader == NULL)
    return G_MAXINT64;

  statement = outlay_connection_query (reader, "outbox/next-due", &error);
  if (statement == NULL || !outlay_statement_step (statement, &has_row, &error))
    {
      g_warning ("reading the outbox: %s", error->message);
      return G_MAXINT64;
    }

  if (has_row && !outlay_statement_is_null (statement, 0))
    due = outlay_statement_get_int (statement, 0);
  outlay_statement_reset (statement);

  return due;
}

/* --- what the person does --------------------------------------------------------------------- */

/* Which entry, for the database thread. */
static gint64 *
choose (gint64 id)
{
  return g_memdup2 (&id, sizeof id);
}

static gboolean
retry (OutlayConnection *connection,
       gpointer data,
       GValue *result,
       OutlayTopics *changed,
       GError **error)
{
  gint64 id = *(gint64 *) data;
  OutlayOutboxRow entry;

  if (!outlay_outbox_table_get (connection, id, &entry, error))
    return FALSE;

  *changed = OUTLAY_TOPIC_OUTBOX | OUTLAY_TOPIC_EXPENSES;

  return entry.id == 0 || (outlay_connection_run (connection, error, "outbox/retry", "ii", entry.id,
                                                  (gint64) OUTLAY_CLIENT_ERROR_CONFLICT) &&
                           outlay_outbox_table_settle (connection, entry.expense_id, error));
}

void
outlay_outbox_retry (OutlayOutbox *self, gint64 id)
{
  g_return_if_fail (OUTLAY_IS_OUTBOX (self));

  dex_future_disown (outlay_database_run (self->database, retry, choose (id), g_free));
}

/* The changes that need an upload cannot go without it. */
static gboolean
give_up_needing (OutlayConnection *connection, const OutlayOutboxRow *upload, GError **error)
{
  OutlayStatement *statement;
  gboolean has_row = TRUE;

  while (has_row)
    {
      OutlayOutboxRow entry;
      gint64 id = 0;

      statement = outlay_connection_query (connection, "outbox/needing", error);
      if (statement == NULL)
        return FALSE;

      outlay_statement_bind (statement, "i", upload->id);
      if (!outlay_statement_step (statement, &has_row, error))
        return FALSE;
      if (has_row)
        id = outlay_statement_get_int (statement, 1);
      outlay_statement_reset (statement);

      if (id != 0 && (!outlay_outbox_table_get (connection, id, &entry, error) ||
                      !outlay_outbox_table_take_back (connection, &entry, error)))
        return FALSE;
    }

  return outlay_connection_run (connection, error, "outbox/remove", "i", upload->id);
}

static gboolean
discard (OutlayConnection *connection,
         gpointer data,
         GValue *result,
         OutlayTopics *changed,
         GError **error)
{
  gint64 id = *(gint64 *) data;
  OutlayOutboxRow entry;
  gboolean is_possible;

  if (!outlay_outbox_table_get (connection, id, &entry, error))
    return FALSE;

  is_possible = entry.id != 0 && !entry.is_sending;
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, is_possible);
  if (!is_possible)
    return TRUE;

  *changed = OUTLAY_TOPIC_OUTBOX | OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_EVENTS;

  return entry.kind == OUTLAY_OUTBOX_PROOF
             ? give_up_needing (connection, &entry, error)
             : outlay_outbox_table_take_back (connection, &entry, error);
}

DexFuture *
outlay_outbox_discard (OutlayOutbox *self, gint64 id)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX (self), NULL);

  return outlay_database_run (self->database, discard, choose (id), g_free);
}

/* On the device only a deletion is named by the row's number below zero. */
static gboolean
bring_back (OutlayConnection *connection,
            gint64 number,
            GValue *result,
            OutlayTopics *changed,
            GError **error)
{
  OutlayStatement *statement = outlay_connection_bind (connection, error, "expense/bring-back", "i",
                                                       number);

  if (statement == NULL)
    return FALSE;

  if (!outlay_statement_run (statement, error))
    return FALSE;

  *changed = OUTLAY_TOPIC_EXPENSES;
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, outlay_statement_n_changed (statement) > 0);

  return TRUE;
}

static gboolean
undo (OutlayConnection *connection,
      gpointer data,
      GValue *result,
      OutlayTopics *changed,
      GError **error)
{
  gint64 id = *(gint64 *) data;
  OutlayOutboxRow entry;
  OutlayOutboxRow last;
  gboolean is_possible;

  if (id < 0)
    return bring_back (connection, -id, result, changed, error);

  if (!outlay_outbox_table_get (connection, id, &entry, error) ||
      !outlay_outbox_table_get_last (connection, entry.expense_id, &last, error))
    return FALSE;

  is_possible = entry.id != 0 && entry.id == last.id && !entry.is_sending && !entry.is_uncertain &&
                (entry.kind == OUTLAY_OUTBOX_ACTION || entry.kind == OUTLAY_OUTBOX_DELETE);
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, is_possible);
  if (!is_possible)
    return TRUE;

  *changed = OUTLAY_TOPIC_OUTBOX | OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_EVENTS;

  return outlay_outbox_table_take_back (connection, &entry, error);
}

DexFuture *
outlay_outbox_undo (OutlayOutbox *self, gint64 id)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX (self), NULL);

  return outlay_database_run (self->database, undo, choose (id), g_free);
}
