/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/database/outlay-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "client/database/outlay-database-file.h"

/**
 * OutlayDatabase:
 *
 * Writes are jobs in a queue that one thread works off in their order. What is done comes back to
 * the main context in batches: first "changed" for all of a batch, then the futures, so that who
 * waits for a write finds lists that know of it.
 */
struct _OutlayDatabase
{
  GObject parent_instance;

  GFile *folder;
  OutlayConnection *reader;
  OutlayConnection *writer; /* the thread's */
  GMainContext *context;
  GThread *thread;
  GAsyncQueue *jobs;
  int lock;

  GMutex mutex;      /* guards what follows */
  GQueue done;       /* of Job */
  GSource *delivery; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (OutlayDatabase, outlay_database, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  OutlayDatabaseFunc func; /* %NULL ends the thread */
  gpointer data;
  GDestroyNotify destroy;
  gboolean is_write;
  DexPromise *promise;
  GValue result;
  OutlayTopics changed;
  GError *error;
} Job;

static void
job_free (Job *job)
{
  if (job->destroy != NULL)
    job->destroy (job->data);
  if (G_IS_VALUE (&job->result))
    g_value_unset (&job->result);
  dex_clear (&job->promise);
  g_clear_error (&job->error);
  g_free (job);
}

static void
resolve (Job *job)
{
  if (job->error != NULL)
    dex_promise_reject (job->promise, g_steal_pointer (&job->error));
  else if (G_IS_VALUE (&job->result))
    dex_promise_resolve (job->promise, &job->result);
  else
    dex_promise_resolve_boolean (job->promise, TRUE);
}

/* On the main thread: tells of everything that was done since the last turn. */
static void
deliver (OutlayDatabase *self)
{
  OutlayTopics changed = 0;
  GQueue done;

  g_mutex_lock (&self->mutex);
  done = self->done;
  g_queue_init (&self->done);
  g_clear_pointer (&self->delivery, g_source_unref);
  g_mutex_unlock (&self->mutex);

  for (GList *link = done.head; link != NULL; link = link->next)
    changed |= ((Job *) link->data)->changed;

  if (changed != 0)
    g_signal_emit (self, signals[CHANGED], 0, (guint) changed);

  for (GList *link = done.head; link != NULL; link = link->next)
    resolve (link->data);

  g_queue_clear_full (&done, (GDestroyNotify) job_free);
}

static gboolean
deliver_cb (gpointer data)
{
  g_autoptr (OutlayDatabase) self = g_object_ref (data);

  deliver (self);

  return G_SOURCE_REMOVE;
}

static void
hand_back (OutlayDatabase *self, Job *job)
{
  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->done, job);
  if (self->delivery == NULL)
    {
      self->delivery = g_idle_source_new ();
      g_source_set_priority (self->delivery, G_PRIORITY_DEFAULT);
      g_source_set_callback (self->delivery, deliver_cb, self, NULL);
      g_source_attach (self->delivery, self->context);
    }
  g_mutex_unlock (&self->mutex);
}

static void
do_job (OutlayDatabase *self, Job *job)
{
  gboolean is_begun;

  is_begun = job->is_write ? outlay_connection_begin (self->writer, &job->error)
                           : outlay_connection_begin_read (self->writer, &job->error);

  if (!is_begun || !job->func (self->writer, job->data, &job->result, &job->changed, &job->error) ||
      !outlay_connection_commit (self->writer, &job->error))
    {
      if (is_begun)
        outlay_connection_rollback (self->writer);
      job->changed = 0;
      if (g_error_matches (job->error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_CORRUPT))
        outlay_database_file_suspect (self->folder);
      outlay_database_translate_error (&job->error);
    }
}

static gpointer
work (gpointer data)
{
  OutlayDatabase *self = data;

  for (;;)
    {
      Job *job = g_async_queue_pop (self->jobs);

      if (job->func == NULL)
        {
          job_free (job);
          return NULL;
        }

      do_job (self, job);
      hand_back (self, job);
    }
}

static void
outlay_database_dispose (GObject *object)
{
  outlay_database_close (OUTLAY_DATABASE (object));

  G_OBJECT_CLASS (outlay_database_parent_class)->dispose (object);
}

static void
outlay_database_finalize (GObject *object)
{
  OutlayDatabase *self = OUTLAY_DATABASE (object);

  g_clear_object (&self->folder);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->jobs, g_async_queue_unref);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (outlay_database_parent_class)->finalize (object);
}

static void
outlay_database_class_init (OutlayDatabaseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = outlay_database_dispose;
  object_class->finalize = outlay_database_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
outlay_database_init (OutlayDatabase *self)
{
  self->lock = -1;
  self->jobs = g_async_queue_new ();
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->mutex);
}

OutlayDatabase *
outlay_database_open (GFile *folder, GError **error)
{
  g_autoptr (OutlayDatabase) self = NULL;

  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  self = g_object_new (OUTLAY_TYPE_DATABASE, NULL);
  self->folder = g_object_ref (folder);

  if (!outlay_database_file_open (folder, &self->writer, &self->reader, error))
    return NULL;

  self->thread = g_thread_new ("outlay-database", work, self);

  return g_steal_pointer (&self);
}

void
outlay_database_close (OutlayDatabase *self)
{
  g_return_if_fail (OUTLAY_IS_DATABASE (self));

  if (self->thread != NULL)
    {
      g_async_queue_push (self->jobs, g_new0 (Job, 1));
      g_thread_join (g_steal_pointer (&self->thread));
    }

  if (self->delivery != NULL)
    {
      g_source_destroy (self->delivery);
      deliver (self);
    }

  g_clear_object (&self->reader);
  g_clear_object (&self->writer);

  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
}

OutlayConnection *
outlay_database_get_reader (OutlayDatabase *self)
{
  g_return_val_if_fail (OUTLAY_IS_DATABASE (self), NULL);

  /* While it closes, what is told of is history. */
  return self->thread != NULL ? self->reader : NULL;
}

GFile *
outlay_database_get_folder (OutlayDatabase *self)
{
  g_return_val_if_fail (OUTLAY_IS_DATABASE (self), NULL);

  return self->folder;
}

static DexFuture *
enqueue (OutlayDatabase *self,
         OutlayDatabaseFunc func,
         gpointer data,
         GDestroyNotify destroy,
         gboolean is_write)
{
  Job *job;

  if (self->thread == NULL)
    {
      if (destroy != NULL)
        destroy (data);
      return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED,
                                    "the database is closed");
    }

  job = g_new0 (Job, 1);
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  job->is_write = is_write;
  job->promise = dex_promise_new ();
  dex_ref (job->promise);
  g_async_queue_push (self->jobs, job);

  return DEX_FUTURE (job->promise);
}

DexFuture *
outlay_database_run (OutlayDatabase *self,
                     OutlayDatabaseFunc func,
                     gpointer data,
                     GDestroyNotify destroy)
{
  g_return_val_if_fail (OUTLAY_IS_DATABASE (self) && func != NULL, NULL);

  return enqueue (self, func, data, destroy, TRUE);
}

DexFuture *
outlay_database_read (OutlayDatabase *self,
                      OutlayDatabaseFunc func,
                      gpointer data,
                      GDestroyNotify destroy)
{
  g_return_val_if_fail (OUTLAY_IS_DATABASE (self) && func != NULL, NULL);

  return enqueue (self, func, data, destroy, FALSE);
}

gboolean
outlay_database_try_lock (OutlayDatabase *self)
{
  g_autoptr (GFile) file = NULL;

  g_return_val_if_fail (OUTLAY_IS_DATABASE (self), FALSE);

  if (self->lock >= 0)
    return TRUE;

  file = g_file_get_child (self->folder, "lock");
  self->lock = g_open (g_file_peek_path (file), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock < 0)
    return FALSE;

  if (flock (self->lock, LOCK_EX | LOCK_NB) != 0)
    {
      close (self->lock);
      self->lock = -1;
    }

  return self->lock >= 0;
}

void
outlay_database_translate_error (GError **error)
{
  g_autoptr (GError) foreign = NULL;
  OutlayClientError code;

  if (error == NULL || *error == NULL || (*error)->domain != OUTLAY_DB_ERROR)
    return;

  foreign = g_steal_pointer (error);

  switch ((OutlayDbError) foreign->code)
    {
    case OUTLAY_DB_ERROR_FULL:
      code = OUTLAY_CLIENT_ERROR_DISK_FULL;
      break;
    case OUTLAY_DB_ERROR_CORRUPT:
      code = OUTLAY_CLIENT_ERROR_DATABASE_CORRUPT;
      break;
    case OUTLAY_DB_ERROR_TOO_NEW:
      code = OUTLAY_CLIENT_ERROR_DATABASE_TOO_NEW;
      break;
    case OUTLAY_DB_ERROR_BUSY:
    case OUTLAY_DB_ERROR_CONSTRAINT:
    case OUTLAY_DB_ERROR_UNREACHABLE:
    case OUTLAY_DB_ERROR_FAILED:
    default:
      code = OUTLAY_CLIENT_ERROR_FAILED;
      break;
    }

  g_set_error_literal (error, OUTLAY_CLIENT_ERROR, code, foreign->message);
}

char *
outlay_setting_read (OutlayConnection *connection, const char *name, GError **error)
{
  OutlayStatement *statement = outlay_connection_bind (connection, error, "setting/get", "s", name);
  g_autofree char *value = NULL;
  gboolean has_row;

  if (statement == NULL)
    return NULL;

  if (outlay_statement_step (statement, &has_row, error) && has_row)
    value = g_strdup (outlay_statement_get_text (statement, 0));
  outlay_statement_reset (statement);

  return g_steal_pointer (&value);
}

gboolean
outlay_setting_write (OutlayConnection *connection,
                      const char *name,
                      const char *value,
                      GError **error)
{
  OutlayStatement *statement;

  statement = outlay_connection_query (connection, value != NULL ? "setting/put" : "setting/remove",
                                       error);
  if (statement == NULL)
    return FALSE;

  outlay_statement_bind (statement, value != NULL ? "ss" : "s", name, value);

  return outlay_statement_run (statement, error);
}
