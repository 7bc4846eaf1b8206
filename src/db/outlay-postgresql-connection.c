/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-postgresql-connection.h"

#include <string.h>

#include "db/outlay-postgresql-listening.h"
#include "db/outlay-postgresql-schema.h"
#include "db/outlay-postgresql-statement.h"

struct _OutlayPostgresqlConnection
{
  OutlayConnection parent_instance;

  OutlayPostgresqlSession *session;

  /* owned, prepared on first use */
  OutlayStatement *hold;
  OutlayStatement *number;
  OutlayStatement *ask;
};

G_DEFINE_FINAL_TYPE (OutlayPostgresqlConnection,
                     outlay_postgresql_connection,
                     OUTLAY_TYPE_CONNECTION)

static const char *const transaction_sql[OUTLAY_N_TRANSACTION_VERBS] = {
  [OUTLAY_TRANSACTION_BEGIN] = "BEGIN ISOLATION LEVEL READ COMMITTED",
  [OUTLAY_TRANSACTION_BEGIN_READ] = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
  [OUTLAY_TRANSACTION_COMMIT] = "COMMIT",
  [OUTLAY_TRANSACTION_ROLLBACK] = "ROLLBACK",
  [OUTLAY_TRANSACTION_SAVEPOINT] = "SAVEPOINT outlay",
  [OUTLAY_TRANSACTION_RELEASE] = "RELEASE SAVEPOINT outlay",
  [OUTLAY_TRANSACTION_ROLLBACK_TO] = "ROLLBACK TO SAVEPOINT outlay; RELEASE SAVEPOINT outlay",
};

/* The lock is found by a hash of the key; two companies with the same would only wait for each
 * other. It ends after the commit can be seen. The transaction's id, which dup_mark() wants, costs
 * no message of its own this way. */
static const char hold_sql[] = "SELECT CAST (pg_current_xact_id() AS TEXT)"
                               "  FROM pg_advisory_xact_lock (hashtextextended ($1, 7381901))";

static const char number_sql[] = "SELECT CAST (pg_current_xact_id() AS TEXT)";

static const char ask_sql[] = "SELECT pg_xact_status (CAST ($1 AS xid8))";

/* How many tables there are, but for the list of migrations, and in how many parts one of them is. */
static const char partitions_sql[] =
    "SELECT count(*) FILTER (WHERE relname <> 'outlay_migrations'),"
    "       coalesce (max ((SELECT count(*) FROM pg_inherits i WHERE i.inhparent = c.oid))"
    "                   FILTER (WHERE c.relkind = 'p'), 0)"
    "  FROM pg_class c"
    " WHERE c.relnamespace = CAST (current_schema() AS regnamespace) AND c.relkind IN ('r', 'p')";

static gboolean
fail (OutlayPostgresqlConnection *self, const char *message, GError **error)
{
  g_set_error_literal (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED, message);
  return FALSE;
}

static void
forget_transaction (OutlayPostgresqlSession *session)
{
  session->is_in_transaction = FALSE;
  session->n_savepoints = 0;
  g_clear_pointer (&session->xid, g_free);
}

static gboolean
run_verb (OutlayPostgresqlSession *session, OutlayTransactionVerb verb, char **tag, GError **error)
{
  return outlay_postgresql_session_ensure (session, error) &&
         outlay_postgresql_session_execute (session, transaction_sql[verb], tag, error);
}

/* Nothing was done yet: where the connection turns out to be lost, the next one will do. */
static gboolean
begin (OutlayPostgresqlSession *session, OutlayTransactionVerb verb, GError **error)
{
  g_autoptr (GError) first = NULL;
  gboolean was_alive = outlay_postgresql_session_is_alive (session);
  gboolean has_begun = run_verb (session, verb, NULL, &first);

  if (!has_begun && was_alive && !outlay_postgresql_session_is_alive (session))
    has_begun = run_verb (session, verb, NULL, error);
  else if (!has_begun)
    g_propagate_error (error, g_steal_pointer (&first));

  session->is_in_transaction = has_begun;

  return has_begun;
}

/* After an error the server answers COMMIT with "ROLLBACK", and calls that a success. */
static gboolean
commit (OutlayPostgresqlConnection *self, GError **error)
{
  g_autofree char *tag = NULL;
  gboolean is_done = run_verb (self->session, OUTLAY_TRANSACTION_COMMIT, &tag, error);

  forget_transaction (self->session);
  if (is_done && !g_str_equal (tag, "COMMIT"))
    return fail (self, "the transaction had failed, and was rolled back", error);

  return is_done;
}

static gboolean
rollback (OutlayPostgresqlSession *session, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean is_done = !outlay_postgresql_session_is_alive (session) ||
                     run_verb (session, OUTLAY_TRANSACTION_ROLLBACK, NULL, &failure);

  /* It ends with its connection. */
  is_done = is_done || !outlay_postgresql_session_is_alive (session);
  forget_transaction (session);
  if (!is_done)
    g_propagate_error (error, g_steal_pointer (&failure));

  return is_done;
}

static gboolean
release (OutlayPostgresqlSession *session, GError **error)
{
  if (!run_verb (session, OUTLAY_TRANSACTION_RELEASE, NULL, error))
    return FALSE;

  session->n_savepoints--;
  return TRUE;
}

/* Where the connection is lost, all is undone, and what comes next in the transaction says so. */
static gboolean
rollback_to (OutlayPostgresqlSession *session, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (session->n_savepoints == 0)
    return TRUE;

  session->n_savepoints--;
  if (run_verb (session, OUTLAY_TRANSACTION_ROLLBACK_TO, NULL, &failure) ||
      !outlay_postgresql_session_is_alive (session))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
outlay_postgresql_connection_transact (OutlayConnection *connection,
                                       OutlayTransactionVerb verb,
                                       GError **error)
{
  OutlayPostgresqlConnection *self = OUTLAY_POSTGRESQL_CONNECTION (connection);
  OutlayPostgresqlSession *session = self->session;

  if (verb != OUTLAY_TRANSACTION_SAVEPOINT && verb != OUTLAY_TRANSACTION_RELEASE)
    outlay_postgresql_session_close_reads (session);

  switch (verb)
    {
    case OUTLAY_TRANSACTION_BEGIN:
    case OUTLAY_TRANSACTION_BEGIN_READ:
      return session->is_in_transaction ? fail (self, "a transaction is open already", error)
                                        : begin (session, verb, error);

    case OUTLAY_TRANSACTION_COMMIT:
      return session->is_in_transaction ? commit (self, error)
                                        : fail (self, "no transaction is open", error);

    case OUTLAY_TRANSACTION_ROLLBACK:
      return !session->is_in_transaction || rollback (session, error);

    case OUTLAY_TRANSACTION_SAVEPOINT:
      if (!session->is_in_transaction)
        return fail (self, "no transaction is open", error);
      if (!run_verb (session, verb, NULL, error))
        return FALSE;
      session->n_savepoints++;
      return TRUE;

    case OUTLAY_TRANSACTION_RELEASE:
      return session->n_savepoints > 0 ? release (session, error)
                                       : fail (self, "no savepoint is open", error);

    case OUTLAY_TRANSACTION_ROLLBACK_TO:
      return rollback_to (session, error);

    case OUTLAY_N_TRANSACTION_VERBS:
    default:
      g_assert_not_reached ();
    }
}

static OutlayStatement *
outlay_postgresql_connection_prepare (OutlayConnection *connection,
                                      const char *sql,
                                      gboolean is_kept,
                                      GError **error)
{
  return outlay_postgresql_statement_new (OUTLAY_POSTGRESQL_CONNECTION (connection)->session, sql,
                                          error);
}

static gboolean
outlay_postgresql_connection_execute (OutlayConnection *connection, const char *sql, GError **error)
{
  OutlayPostgresqlSession *session = OUTLAY_POSTGRESQL_CONNECTION (connection)->session;

  return outlay_postgresql_session_ensure (session, error) &&
         outlay_postgresql_session_execute (session, sql, NULL, error);
}

/* The first column of the one row that @sql has. (transfer full) (nullable): also for SQL's NULL */
static char *
read_text (OutlayPostgresqlConnection *self,
           OutlayStatement **statement,
           const char *sql,
           const char *parameter,
           GError **error)
{
  char *text = NULL;
  gboolean has_row;

  if (*statement == NULL)
    *statement = outlay_postgresql_statement_new (self->session, sql, error);
  if (*statement == NULL)
    return NULL;

  outlay_statement_reset (*statement);
  if (parameter != NULL)
    outlay_statement_bind_static_text (*statement, 1, parameter);
  if (outlay_statement_step (*statement, &has_row, error) && has_row)
    text = g_strdup (outlay_statement_get_text (*statement, 0));
  outlay_statement_reset (*statement);

  return text;
}

/* In an empty database as the URI wishes; otherwise as the tables that are there. */
static gboolean
count_partitions (OutlayPostgresqlConnection *self, guint *n_partitions, GError **error)
{
  g_autoptr (OutlayStatement)
      statement = outlay_postgresql_statement_new (self->session, partitions_sql, error);
  gboolean has_row;

  if (statement == NULL || !outlay_statement_step (statement, &has_row, error))
    return FALSE;

  *n_partitions = outlay_statement_get_int (statement, 0) == 0
                      ? self->session->uri->n_partitions
                      : (guint) outlay_statement_get_int (statement, 1);
  outlay_statement_reset (statement);

  return TRUE;
}

static gboolean
outlay_postgresql_connection_define (OutlayConnection *connection, const char *sql, GError **error)
{
  g_autofree char *own = NULL;
  guint n_partitions = 0;

  if (strstr (sql, "CREATE TABLE") != NULL &&
      !count_partitions (OUTLAY_POSTGRESQL_CONNECTION (connection), &n_partitions, error))
    return FALSE;

  own = outlay_postgresql_schema_translate (sql, n_partitions);

  return outlay_postgresql_connection_execute (connection, own, error);
}

static gboolean
outlay_postgresql_connection_serialize (OutlayConnection *connection,
                                        const char *key,
                                        GError **error)
{
  OutlayPostgresqlConnection *self = OUTLAY_POSTGRESQL_CONNECTION (connection);
  char *xid;

  if (!self->session->is_in_transaction)
    return fail (self, "no transaction is open", error);

  xid = read_text (self, &self->hold, hold_sql, key, error);
  if (xid == NULL)
    return FALSE;

  g_free (self->session->xid);
  self->session->xid = xid;
  return TRUE;
}

/* An id alone is not enough: after a crash the server hands those out again whose transactions it
 * has lost. Hence the epoch, which is another one from then on. */
/* What an answer says of it comes at its end. */
static gint64
outlay_postgresql_connection_count_changes (OutlayConnection *connection)
{
  OutlayPostgresqlSession *session = OUTLAY_POSTGRESQL_CONNECTION (connection)->session;

  while (session->reading != NULL)
    outlay_postgresql_session_fetch (session);

  return session->n_changes;
}

static char *
outlay_postgresql_connection_dup_mark (OutlayConnection *connection, GError **error)
{
  OutlayPostgresqlConnection *self = OUTLAY_POSTGRESQL_CONNECTION (connection);
  OutlayPostgresqlSession *session = self->session;

  if (!session->is_in_transaction)
    {
      fail (self, "no transaction is open", error);
      return NULL;
    }

  if (session->xid == NULL)
    session->xid = read_text (self, &self->number, number_sql, NULL, error);

  return session->xid != NULL ? g_strconcat (session->xid, "/", session->epoch, NULL) : NULL;
}

static OutlayFate
outlay_postgresql_connection_ask_fate (OutlayConnection *connection,
                                       const char *mark,
                                       GError **error)
{
  OutlayPostgresqlConnection *self = OUTLAY_POSTGRESQL_CONNECTION (connection);
  g_auto (GStrv) parts = g_strsplit (mark, "/", 2);
  g_autofree char *status = NULL;
  g_autoptr (GError) failure = NULL;

  status = read_text (self, &self->ask, ask_sql, parts[0], &failure);

  /* Looked at last, as the question may have made the connection anew. A server that has lost the
   * transaction may call its number one of the future. */
  if (!g_error_matches (failure, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE) &&
      g_strcmp0 (parts[1], self->session->epoch) != 0)
    return OUTLAY_FATE_FORGOTTEN;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return OUTLAY_FATE_UNKNOWN;
    }

  if (status == NULL)
    return OUTLAY_FATE_FORGOTTEN;
  if (g_str_equal (status, "committed"))
    return OUTLAY_FATE_COMMITTED;

  return g_str_equal (status, "aborted") ? OUTLAY_FATE_ROLLED_BACK : OUTLAY_FATE_UNKNOWN;
}

static gboolean
outlay_postgresql_connection_listen (OutlayConnection *connection,
                                     const char *channel,
                                     GError **error)
{
  return outlay_postgresql_session_listen (OUTLAY_POSTGRESQL_CONNECTION (connection)->session,
                                           channel, error);
}

static char *
outlay_postgresql_connection_await_notice (OutlayConnection *connection, int wake, GError **error)
{
  return outlay_postgresql_session_await_notice (OUTLAY_POSTGRESQL_CONNECTION (connection)->session,
                                                 wake, error);
}

static void
outlay_postgresql_connection_finalize (GObject *object)
{
  OutlayPostgresqlConnection *self = OUTLAY_POSTGRESQL_CONNECTION (object);

  g_clear_object (&self->hold);
  g_clear_object (&self->number);
  g_clear_object (&self->ask);
  g_clear_pointer (&self->session, outlay_postgresql_session_unref);

  G_OBJECT_CLASS (outlay_postgresql_connection_parent_class)->finalize (object);
}

static void
outlay_postgresql_connection_class_init (OutlayPostgresqlConnectionClass *klass)
{
  OutlayConnectionClass *connection_class = OUTLAY_CONNECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = outlay_postgresql_connection_finalize;
  connection_class->engine = "postgresql";
  connection_class->prepare = outlay_postgresql_connection_prepare;
  connection_class->execute = outlay_postgresql_connection_execute;
  connection_class->define = outlay_postgresql_connection_define;
  connection_class->transact = outlay_postgresql_connection_transact;
  connection_class->count_changes = outlay_postgresql_connection_count_changes;
  connection_class->serialize = outlay_postgresql_connection_serialize;
  connection_class->dup_mark = outlay_postgresql_connection_dup_mark;
  connection_class->ask_fate = outlay_postgresql_connection_ask_fate;
  connection_class->listen = outlay_postgresql_connection_listen;
  connection_class->await_notice = outlay_postgresql_connection_await_notice;
}

static void
outlay_postgresql_connection_init (OutlayPostgresqlConnection *self)
{
}

OutlayConnection *
outlay_postgresql_connection_open (const char *uri, OutlayOpenFlags flags, GError **error)
{
  OutlayPostgresqlSession *session = outlay_postgresql_session_new (uri, flags, error);
  OutlayPostgresqlConnection *self;

  if (session == NULL)
    return NULL;

  self = g_object_new (OUTLAY_TYPE_POSTGRESQL_CONNECTION, NULL);
  self->session = session;

  return OUTLAY_CONNECTION (self);
}
