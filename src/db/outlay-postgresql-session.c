/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-postgresql-session.h"

#include <string.h>

#define OLDEST_SERVER 140000 /* of what PQserverVersion() says: 14.0 */

/* What an administrator has set for the role or the database comes first: "0" is what nobody set.
 * A commit is never answered before it is on the disk. */
static const char setup_sql[] =
    "SET standard_conforming_strings = on;"
    "SET jit = off;"
    "SELECT set_config ('synchronous_commit', 'on', false)"
    " WHERE current_setting ('synchronous_commit') = 'off';"
    "SELECT set_config ('lock_timeout', '5s', false) WHERE current_setting ('lock_timeout') = '0';";

/* Nobody may keep a company waiting because a process of ours hangs. */
static const char writer_sql[] =
    "SET default_transaction_read_only = off;"
    "SELECT set_config ('idle_in_transaction_session_timeout', '60s', false)"
    " WHERE current_setting ('idle_in_transaction_session_timeout') = '0';";

static const char reader_sql[] =
    "SET default_transaction_read_only = on;"
    "SELECT set_config ('statement_timeout', '30s', false)"
    " WHERE current_setting ('statement_timeout') = '0';"
    "SELECT set_config ('idle_in_transaction_session_timeout', '60s', false)"
    " WHERE current_setting ('idle_in_transaction_session_timeout') = '0';";

static const char patient_sql[] = "SET default_transaction_read_only = on;"
                                  "SET statement_timeout = 0;"
                                  "SET idle_in_transaction_session_timeout = 0;";

/* A server throws its statistics away when it was not shut down in order, and a replica has its own. */
static const char look_sql[] =
    "SELECT current_setting ('server_encoding'),"
    "       coalesce (CAST (extract (epoch FROM stats_reset) AS TEXT), '')"
    "  FROM pg_stat_wal";

void
outlay_postgresql_rows_clear (OutlayPostgresqlRows *rows)
{
  g_queue_clear_full (&rows->chunks, (GDestroyNotify) PQclear);
  g_clear_error (&rows->error);
}

static void
clear_session (OutlayPostgresqlSession *self)
{
  PQfinish (self->pg);
  g_free (self->xid);
  g_free (self->epoch);
  g_clear_pointer (&self->uri, outlay_postgresql_uri_free);
}

OutlayPostgresqlSession *
outlay_postgresql_session_ref (OutlayPostgresqlSession *self)
{
  return g_rc_box_acquire (self);
}

void
outlay_postgresql_session_unref (OutlayPostgresqlSession *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) clear_session);
}

gboolean
outlay_postgresql_session_is_alive (OutlayPostgresqlSession *self)
{
  return PQstatus (self->pg) == CONNECTION_OK && !self->is_broken;
}

void
outlay_postgresql_session_take_error (OutlayPostgresqlSession *self,
                                      const PGresult *result,
                                      GError **error)
{
  g_autoptr (GError) local = NULL;

  outlay_postgresql_take_error (self->pg, result, &local);
  self->n_changes++;
  self->is_broken |= g_error_matches (local, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE);
  g_propagate_error (error, g_steal_pointer (&local));
}

/* Its notices are for a person at a terminal: "relation already exists, skipping". */
static void
ignore_notice_cb (void *data, const char *message)
{
  g_debug ("PostgreSQL: %s", message);
}

/* Those before the URI are defaults, which it may change; those after it are not up to it. */
static PGconn *
connect_to (const OutlayPostgresqlUri *uri, OutlayOpenFlags flags)
{
  const char *keywords[] = {
    "fallback_application_name", "connect_timeout",
    "keepalives_idle",           "keepalives_interval",
    "keepalives_count",          "tcp_user_timeout",
    "target_session_attrs",      "dbname",
    "client_encoding",           NULL,
  };
  const char *values[] = {
    g_get_prgname (), "10", "30", "10", "3", "30000", NULL, uri->conninfo, "UTF8", NULL,
  };

  /* After a failover, the one that can be written to. */
  values[6] = flags & (OUTLAY_OPEN_READ_ONLY | OUTLAY_OPEN_PATIENT) ? "any" : "read-write";

  return PQconnectdbParams (keywords, values, TRUE);
}

static gboolean
check_encoding (OutlayPostgresqlSession *self, const char *encoding, GError **error)
{
  if (g_str_equal (encoding, "UTF8"))
    return TRUE;

  g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED,
               "the database is encoded in %s: create it with ENCODING 'UTF8'", encoding);
  return FALSE;
}

static gboolean
look_around (OutlayPostgresqlSession *self, GError **error)
{
  g_autoptr (PGresult) result = PQexec (self->pg, look_sql);

  if (PQresultStatus (result) != PGRES_TUPLES_OK || PQntuples (result) != 1)
    {
      outlay_postgresql_session_take_error (self, result, error);
      return FALSE;
    }

  g_free (self->epoch);
  self->epoch = g_strdup (PQgetvalue (result, 0, 1));

  return check_encoding (self, PQgetvalue (result, 0, 0), error);
}

static gboolean
set_up (OutlayPostgresqlSession *self, GError **error)
{
  int version = PQserverVersion (self->pg);
  const char *own = self->flags & OUTLAY_OPEN_PATIENT     ? patient_sql
                    : self->flags & OUTLAY_OPEN_READ_ONLY ? reader_sql
                                                          : writer_sql;
  g_autofree char *sql = g_strconcat (setup_sql, own, NULL);

  if (version < OLDEST_SERVER)
    {
      g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED,
                   "this is PostgreSQL %d: version 14 or newer is needed", version / 10000);
      return FALSE;
    }

  return outlay_postgresql_session_execute (self, sql, NULL, error) && look_around (self, error);
}

static gboolean
connect_anew (OutlayPostgresqlSession *self, GError **error)
{
  PQfinish (self->pg);
  self->incarnation++;
  self->is_broken = FALSE;
  self->pg = connect_to (self->uri, self->flags);
  PQsetNoticeProcessor (self->pg, ignore_notice_cb, NULL);

  if (PQstatus (self->pg) != CONNECTION_OK)
    outlay_postgresql_session_take_error (self, NULL, error);
  else if (set_up (self, error))
    return TRUE;

  g_prefix_error (error, "%s: ", self->uri->label);
  g_clear_pointer (&self->pg, PQfinish);
  return FALSE;
}

OutlayPostgresqlSession *
outlay_postgresql_session_new (const char *uri, OutlayOpenFlags flags, GError **error)
{
  g_autoptr (OutlayPostgresqlSession) self = g_rc_box_new0 (OutlayPostgresqlSession);

  self->uri = outlay_postgresql_uri_new (uri, error);
  self->flags = flags;
  if (self->uri == NULL || !connect_anew (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

gboolean
outlay_postgresql_session_ensure (OutlayPostgresqlSession *self, GError **error)
{
  while (self->reading != NULL)
    outlay_postgresql_session_fetch (self);

  if (G_LIKELY (outlay_postgresql_session_is_alive (self)))
    return TRUE;

  if (!self->is_in_transaction)
    return connect_anew (self, error);

  g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE,
               "%s: the connection was lost inside a transaction", self->uri->label);
  return FALSE;
}

/* The 3 of "UPDATE 3"; 0 for what only reads. */
static gint64
count_changed (PGresult *result)
{
  const char *tag = PQcmdStatus (result);

  return *tag != '\0' && !g_str_has_prefix (tag, "SELECT")
             ? g_ascii_strtoll (PQcmdTuples (result), NULL, 10)
             : 0;
}

gboolean
outlay_postgresql_session_execute (OutlayPostgresqlSession *self,
                                   const char *sql,
                                   char **tag,
                                   GError **error)
{
  g_autoptr (PGresult) result = PQexec (self->pg, sql);

  switch (PQresultStatus (result))
    {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
      if (tag != NULL)
        *tag = g_strdup (PQcmdStatus (result));
      self->n_changes += count_changed (result);
      return TRUE;

    default:
      outlay_postgresql_session_take_error (self, result, error);
      return FALSE;
    }
}

/* It is said once: with the last rows, or after them. */
static void
note_changed (OutlayPostgresqlSession *self, OutlayPostgresqlRows *rows, PGresult *result)
{
  gint64 n = count_changed (result);

  if (rows->n_changed > 0)
    return;

  rows->n_changed = n;
  self->n_changes += n;
}

/* The end of an answer, after which the server waits for the next request. */
static void
complete (OutlayPostgresqlSession *self)
{
  PGresult *more;

  g_steal_pointer (&self->reading)->is_complete = TRUE;

  while ((more = PQgetResult (self->pg)) != NULL)
    PQclear (more);
}

void
outlay_postgresql_session_fetch (OutlayPostgresqlSession *self)
{
  OutlayPostgresqlRows *rows = self->reading;
  PGresult *result = PQgetResult (self->pg);

  switch (PQresultStatus (result))
    {
    case PGRES_TUPLES_CHUNK:
      note_changed (self, rows, result);
      g_queue_push_tail (&rows->chunks, result);
      /* The last one is not full, and the end comes along with it. */
      if (PQntuples (result) < OUTLAY_POSTGRESQL_CHUNK)
        outlay_postgresql_session_fetch (self);
      break;

    case PGRES_TUPLES_OK:
    case PGRES_COMMAND_OK:
      note_changed (self, rows, result);
      PQclear (result);
      complete (self);
      break;

    default:
      outlay_postgresql_session_take_error (self, result, &rows->error);
      PQclear (result);
      complete (self);
      break;
    }
}

void
outlay_postgresql_session_discard (OutlayPostgresqlSession *self, OutlayPostgresqlRows *rows)
{
  while (self->reading == rows)
    {
      outlay_postgresql_session_fetch (self);
      g_queue_clear_full (&rows->chunks, (GDestroyNotify) PQclear);
    }

  outlay_postgresql_rows_clear (rows);
}

void
outlay_postgresql_session_close_reads (OutlayPostgresqlSession *self)
{
  self->generation++;

  if (self->reading != NULL)
    outlay_postgresql_session_discard (self, self->reading);
}
