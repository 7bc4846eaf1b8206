/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-table.h"
#include "client/outbox/outlay-outbox-private.h"

/* Histories as the company tells them. */

typedef struct
{
  char *expense_id;
  GPtrArray *events; /* of OutlayEvent */
} History;

static History *
history_new (const char *expense_id)
{
  History *history = g_new0 (History, 1);

  history->expense_id = g_strdup (expense_id);
  history->events = g_ptr_array_new_with_free_func (g_object_unref);

  return history;
}

static void
history_free (gpointer data)
{
  History *history = data;

  g_free (history->expense_id);
  g_ptr_array_unref (history->events);
  g_free (history);
}

static gboolean
put_event (OutlayConnection *connection, const char *expense_id, OutlayEvent *event, GError **error)
{
  return outlay_connection_run (
      connection, error, "event/put", "siisssiiisis", expense_id, (gint64) 0,
      outlay_event_get_seq (event), outlay_event_get_at (event), outlay_event_get_actor_id (event),
      outlay_event_get_actor_name (event), (gint64) outlay_event_get_action (event),
      (gint64) outlay_event_get_from (event), (gint64) outlay_event_get_to (event),
      outlay_event_get_reason (event), outlay_event_get_revision (event),
      outlay_event_get_proof_digest (event));
}

static gboolean
put_events (OutlayConnection *connection,
            gpointer data,
            GValue *result,
            OutlayTopics *changed,
            GError **error)
{
  History *history = data;

  *changed = OUTLAY_TOPIC_EVENTS;
  if (!outlay_connection_run (connection, error, "event/remove-known", "s", history->expense_id))
    return FALSE;

  for (guint i = 0; i < history->events->len; i++)
    {
      if (!put_event (connection, history->expense_id, g_ptr_array_index (history->events, i),
                      error))
        return FALSE;
    }

  return TRUE;
}

DexFuture *
outlay_events_store (OutlayDatabase *database,
                     const char *expense_id,
                     const OutlayEventInit *events,
                     gsize n_events)
{
  History *history;

  g_return_val_if_fail (OUTLAY_IS_DATABASE (database) && expense_id != NULL, NULL);

  history = history_new (expense_id);
  for (gsize i = 0; i < n_events; i++)
    g_ptr_array_add (history->events, outlay_event_new (&events[i]));

  return outlay_database_run (database, put_events, history, history_free);
}
