/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/database/outlay-database-watch.h"

#define EVERY_TOPIC                                                                                \
  (OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_CATEGORIES | OUTLAY_TOPIC_OUTBOX | OUTLAY_TOPIC_EVENTS |   \
   OUTLAY_TOPIC_SETTINGS)

/* The thread's alone. */
typedef struct
{
  gint64 version;
  gboolean is_known;
} Seen;

struct _OutlayDatabaseWatch
{
  OutlayDatabase *database; /* borrowed */
  GFileMonitor *monitor;    /* (nullable) */
  Seen *seen;               /* an atomic reference-counted box */
};

/* On the thread of the only connection that writes here: the number that SQLite gives it is another
 * after each commit of any other connection, and none of its own. */
static gboolean
compare (OutlayConnection *connection,
         gpointer data,
         GValue *result,
         OutlayTopics *changed,
         GError **error)
{
  Seen *seen = data;
  OutlayStatement *statement = outlay_connection_query (connection, "database/version", error);
  gboolean has_row;
  gint64 version;

  if (statement == NULL || !outlay_statement_step (statement, &has_row, error))
    return FALSE;

  version = outlay_statement_get_int (statement, 0);
  outlay_statement_reset (statement);

  if (seen->is_known && version != seen->version)
    *changed = EVERY_TOPIC;
  seen->version = version;
  seen->is_known = TRUE;

  return TRUE;
}

DexFuture *
outlay_database_watch_look (OutlayDatabaseWatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return outlay_database_read (self->database, compare, g_atomic_rc_box_acquire (self->seen),
                               g_atomic_rc_box_release);
}

/* A commit is only seen once it is on disk, a moment after the file has begun to change: the
 * monitor says so once more when the file has come to rest. */
static void
file_changed_cb (OutlayDatabaseWatch *self,
                 GFile *file,
                 GFile *other,
                 GFileMonitorEvent event,
                 GFileMonitor *monitor)
{
  if (event == G_FILE_MONITOR_EVENT_CHANGED || event == G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT)
    dex_future_disown (outlay_database_watch_look (self));
}

OutlayDatabaseWatch *
outlay_database_watch_new (OutlayDatabase *database)
{
  OutlayDatabaseWatch *self;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (OUTLAY_IS_DATABASE (database), NULL);

  self = g_new0 (OutlayDatabaseWatch, 1);
  self->database = database;
  self->seen = g_atomic_rc_box_new0 (Seen);
  file = g_file_get_child (outlay_database_get_folder (database), "outlay.db-wal");

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, &error);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (file_changed_cb), self);
  else
    g_message ("Other windows' changes are not noticed: %s", error->message);

  dex_future_disown (outlay_database_watch_look (self));
  return self;
}

void
outlay_database_watch_free (OutlayDatabaseWatch *self)
{
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
    }
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->seen, g_atomic_rc_box_release);
  g_free (self);
}
