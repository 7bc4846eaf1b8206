/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-event-list.h"

#include "core/expense/outlay-event.h"

#define EXPENSE_ID "outlay-expense-id"

static OutlayEvent *
read_event (OutlayStatement *row)
{
  return outlay_event_new (&(OutlayEventInit) {
      .seq = outlay_statement_get_int (row, 0),
      .at = outlay_statement_get_text (row, 1),
      .actor_id = outlay_statement_get_text (row, 2),
      .actor_name = outlay_statement_get_text (row, 3),
      .action = (OutlayAction) outlay_statement_get_int (row, 4),
      .from = (OutlayState) outlay_statement_get_int (row, 5),
      .to = (OutlayState) outlay_statement_get_int (row, 6),
      .reason = outlay_statement_get_text (row, 7),
      .revision = outlay_statement_get_int (row, 8),
      .proof_digest = outlay_statement_get_text (row, 9),
  });
}

static gboolean
read_events (OutlayDatabase *database, const char *expense_id, GPtrArray *events, GError **error)
{
  OutlayConnection *reader = outlay_database_get_reader (database);
  OutlayStatement *statement;
  gboolean has_row;

  statement = reader != NULL ? outlay_connection_query (reader, "event/list", error) : NULL;
  if (statement == NULL)
    return reader == NULL;

  outlay_statement_bind (statement, "s", expense_id);
  for (;;)
    {
      if (!outlay_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      g_ptr_array_add (events, read_event (statement));
    }
}

static gboolean
is_same (OutlayEvent *a, OutlayEvent *b)
{
  return outlay_event_get_seq (a) == outlay_event_get_seq (b) &&
         outlay_event_get_action (a) == outlay_event_get_action (b) &&
         g_str_equal (outlay_event_get_at (a), outlay_event_get_at (b));
}

static void
reload (OutlayDatabase *database, GListStore *list)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  const char *expense_id = g_object_get_data (G_OBJECT (list), EXPENSE_ID);
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_autoptr (GError) error = NULL;
  guint head = 0;

  if (!read_events (database, expense_id, events, &error))
    {
      g_warning ("reading a history: %s", error->message);
      return;
    }

  for (; head < n_old && head < events->len; head++)
    {
      g_autoptr (OutlayEvent) event = g_list_model_get_item (G_LIST_MODEL (list), head);

      if (!is_same (event, g_ptr_array_index (events, head)))
        break;
    }

  if (head < n_old || head < events->len)
    g_list_store_splice (list, head, n_old - head, events->pdata + head, events->len - head);
}

static void
changed_cb (OutlayDatabase *database, guint topics, gpointer data)
{
  if ((topics & OUTLAY_TOPIC_EVENTS) != 0)
    reload (database, data);
}

GListModel *
outlay_event_list_new (OutlayDatabase *database, const char *expense_id)
{
  GListStore *list = g_list_store_new (OUTLAY_TYPE_EVENT);

  g_object_set_data_full (G_OBJECT (list), EXPENSE_ID, g_strdup (expense_id), g_free);
  g_signal_connect_object (database, "changed", G_CALLBACK (changed_cb), list, G_CONNECT_DEFAULT);
  reload (database, list);

  return G_LIST_MODEL (list);
}
