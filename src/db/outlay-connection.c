/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-connection.h"

#include <string.h>

#include "db/outlay-postgresql-connection.h"
#include "db/outlay-postgresql-uri.h"
#include "db/outlay-sqlite-connection.h"

#define N_RECENT 64 /* a power of two, above the number of queries that one connection runs often */

typedef struct
{
  const char *name;           /* as the queries hold it */
  OutlayStatement *statement; /* borrowed from statements */
} Recent;

typedef struct
{
  OutlayQueries *queries;
  GHashTable *statements; /* name as the queries hold it → OutlayStatement */

  /* By the address of the caller's string, as a look-up by text would cost more than a reset. */
  Recent recent[N_RECENT];
} OutlayConnectionPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (OutlayConnection, outlay_connection, G_TYPE_OBJECT)

G_DEFINE_QUARK (outlay-db-error-quark, outlay_db_error)

static inline OutlayConnectionPrivate *
get_private (OutlayConnection *self)
{
  return outlay_connection_get_instance_private (self);
}

static OutlayStatement *
prepare_query (OutlayConnection *self, const char *name, GError **error)
{
  OutlayConnectionPrivate *priv = get_private (self);
  OutlayConnectionClass *klass = OUTLAY_CONNECTION_GET_CLASS (self);
  OutlayStatement *statement;
  const char *sql = NULL;

  if (priv->queries != NULL)
    sql = outlay_queries_find_for (priv->queries, name, klass->engine);

  if (sql == NULL)
    g_error ("no query is named %s", name);

  statement = klass->prepare (self, sql, TRUE, error);
  if (statement == NULL)
    g_prefix_error (error, "%s: ", name);
  else
    g_hash_table_insert (priv->statements, g_strdup (name), statement);

  return statement;
}

static void
outlay_connection_dispose (GObject *object)
{
  OutlayConnectionPrivate *priv = get_private (OUTLAY_CONNECTION (object));

  memset (priv->recent, 0, sizeof priv->recent);
  g_hash_table_remove_all (priv->statements);
  g_clear_object (&priv->queries);

  G_OBJECT_CLASS (outlay_connection_parent_class)->dispose (object);
}

static void
outlay_connection_finalize (GObject *object)
{
  g_hash_table_unref (get_private (OUTLAY_CONNECTION (object))->statements);

  G_OBJECT_CLASS (outlay_connection_parent_class)->finalize (object);
}

static void
outlay_connection_class_init (OutlayConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = outlay_connection_dispose;
  object_class->finalize = outlay_connection_finalize;
}

static void
outlay_connection_init (OutlayConnection *self)
{
  get_private (self)->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                          g_object_unref);
}

OutlayConnection *
outlay_connection_open (const char *uri,
                        OutlayOpenFlags flags,
                        OutlayQueries *queries,
                        GError **error)
{
  OutlayConnection *self;

  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (queries == NULL || OUTLAY_IS_QUERIES (queries), NULL);

  if (outlay_postgresql_uri_is (uri))
    self = outlay_postgresql_connection_open (uri, flags, error);
  else if (g_str_has_prefix (uri, "sqlite:") && uri[strlen ("sqlite:")] != '\0')
    self = outlay_sqlite_connection_open (uri + strlen ("sqlite:"), flags, error);
  else
    {
      /* It is not quoted, as it may hold a password. */
      g_set_error_literal (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE,
                           "a database is written sqlite:PATH or postgresql://USER@HOST/NAME");
      return NULL;
    }

  if (self != NULL && queries != NULL)
    get_private (self)->queries = g_object_ref (queries);

  return self;
}

char *
outlay_connection_dup_tool_address (const char *uri, char **password, GError **error)
{
  g_autoptr (OutlayPostgresqlUri) own = NULL;

  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (password != NULL, NULL);

  *password = NULL;
  own = outlay_postgresql_uri_new (uri, error);

  return own != NULL ? outlay_postgresql_uri_dup_address (own, password) : NULL;
}

char *
outlay_connection_dup_label (const char *uri)
{
  g_autoptr (OutlayPostgresqlUri) own = NULL;

  g_return_val_if_fail (uri != NULL, NULL);

  if (g_str_has_prefix (uri, "sqlite:"))
    return g_strdup (uri);

  own = outlay_postgresql_uri_is (uri) ? outlay_postgresql_uri_new (uri, NULL) : NULL;

  return g_strdup (own != NULL ? own->label : "the database");
}

OutlayStatement *
outlay_connection_query (OutlayConnection *self, const char *name, GError **error)
{
  OutlayConnectionPrivate *priv = get_private (self);
  Recent *recent = &priv->recent[(GPOINTER_TO_SIZE (name) >> 3) % N_RECENT];

  /* The address only finds the place; the text decides. */
  if (recent->name == NULL || strcmp (recent->name, name) != 0)
    {
      gpointer kept, statement;

      if (!g_hash_table_lookup_extended (priv->statements, name, &kept, &statement))
        {
          if (prepare_query (self, name, error) == NULL)
            return NULL;
          g_hash_table_lookup_extended (priv->statements, name, &kept, &statement);
        }

      *recent = (Recent) { kept, statement };
    }

  outlay_statement_reset (recent->statement);

  return recent->statement;
}

static OutlayStatement *
bind_query (OutlayConnection *self,
            const char *name,
            const char *types,
            va_list values,
            GError **error)
{
  OutlayStatement *statement = outlay_connection_query (self, name, error);

  if (statement != NULL)
    outlay_statement_bind_valist (statement, types, values);

  return statement;
}

OutlayStatement *
outlay_connection_bind (OutlayConnection *self,
                        GError **error,
                        const char *name,
                        const char *types,
                        ...)
{
  OutlayStatement *statement;
  va_list values;

  va_start (values, types);
  statement = bind_query (self, name, types, values, error);
  va_end (values);

  return statement;
}

gboolean
outlay_connection_run (OutlayConnection *self,
                       GError **error,
                       const char *name,
                       const char *types,
                       ...)
{
  OutlayStatement *statement;
  va_list values;

  va_start (values, types);
  statement = bind_query (self, name, types, values, error);
  va_end (values);

  return statement != NULL && outlay_statement_run (statement, error);
}

gboolean
outlay_connection_find (OutlayConnection *self,
                        OutlayRow **row,
                        GError **error,
                        const char *name,
                        const char *types,
                        ...)
{
  OutlayStatement *statement;
  gboolean has_row = FALSE;
  va_list values;

  *row = NULL;
  va_start (values, types);
  statement = bind_query (self, name, types, values, error);
  va_end (values);

  if (statement == NULL || !outlay_statement_step (statement, &has_row, error))
    return FALSE;

  if (has_row)
    *row = statement;
  return TRUE;
}

OutlayStatement *
outlay_connection_prepare (OutlayConnection *self, const char *sql, GError **error)
{
  g_return_val_if_fail (OUTLAY_IS_CONNECTION (self), NULL);
  g_return_val_if_fail (sql != NULL, NULL);

  return OUTLAY_CONNECTION_GET_CLASS (self)->prepare (self, sql, FALSE, error);
}

gboolean
outlay_connection_execute (OutlayConnection *self, const char *sql, GError **error)
{
  g_return_val_if_fail (OUTLAY_IS_CONNECTION (self), FALSE);
  g_return_val_if_fail (sql != NULL, FALSE);

  return OUTLAY_CONNECTION_GET_CLASS (self)->execute (self, sql, error);
}

gboolean
outlay_connection_define (OutlayConnection *self, const char *sql, GError **error)
{
  OutlayConnectionClass *klass;

  g_return_val_if_fail (OUTLAY_IS_CONNECTION (self), FALSE);
  g_return_val_if_fail (sql != NULL, FALSE);

  klass = OUTLAY_CONNECTION_GET_CLASS (self);

  return klass->define != NULL ? klass->define (self, sql, error)
                               : klass->execute (self, sql, error);
}

static gboolean
transact (OutlayConnection *self, OutlayTransactionVerb verb, GError **error)
{
  g_return_val_if_fail (OUTLAY_IS_CONNECTION (self), FALSE);

  return OUTLAY_CONNECTION_GET_CLASS (self)->transact (self, verb, error);
}

gboolean
outlay_connection_begin (OutlayConnection *self, GError **error)
{
  return transact (self, OUTLAY_TRANSACTION_BEGIN, error);
}

gboolean
outlay_connection_begin_read (OutlayConnection *self, GError **error)
{
  return transact (self, OUTLAY_TRANSACTION_BEGIN_READ, error);
}

gboolean
outlay_connection_commit (OutlayConnection *self, GError **error)
{
  return transact (self, OUTLAY_TRANSACTION_COMMIT, error);
}

void
outlay_connection_rollback (OutlayConnection *self)
{
  g_autoptr (GError) error = NULL;

  if (!transact (self, OUTLAY_TRANSACTION_ROLLBACK, &error))
    g_warning ("rollback: %s", error->message);
}

gboolean
outlay_connection_savepoint (OutlayConnection *self, GError **error)
{
  return transact (self, OUTLAY_TRANSACTION_SAVEPOINT, error);
}

gboolean
outlay_connection_release (OutlayConnection *self, GError **error)
{
  return transact (self, OUTLAY_TRANSACTION_RELEASE, error);
}

void
outlay_connection_rollback_to (OutlayConnection *self)
{
  g_autoptr (GError) error = NULL;

  if (!transact (self, OUTLAY_TRANSACTION_ROLLBACK_TO, &error))
    g_warning ("rollback to savepoint: %s", error->message);
}

gint64
outlay_connection_count_changes (OutlayConnection *self)
{
  g_return_val_if_fail (OUTLAY_IS_CONNECTION (self), 0);

  return OUTLAY_CONNECTION_GET_CLASS (self)->count_changes (self);
}

gboolean
outlay_connection_serialize (OutlayConnection *self, const char *key, GError **error)
{
  OutlayConnectionClass *klass;

  g_return_val_if_fail (OUTLAY_IS_CONNECTION (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  klass = OUTLAY_CONNECTION_GET_CLASS (self);

  return klass->serialize == NULL || klass->serialize (self, key, error);
}

char *
outlay_connection_dup_mark (OutlayConnection *self, GError **error)
{
  OutlayConnectionClass *klass;

  g_return_val_if_fail (OUTLAY_IS_CONNECTION (self), NULL);

  klass = OUTLAY_CONNECTION_GET_CLASS (self);

  return klass->dup_mark != NULL ? klass->dup_mark (self, error) : NULL;
}

gboolean
outlay_connection_listen (OutlayConnection *self, const char *channel, GError **error)
{
  g_return_val_if_fail (OUTLAY_IS_CONNECTION (self), FALSE);
  g_return_val_if_fail (channel != NULL, FALSE);
  g_return_val_if_fail (OUTLAY_CONNECTION_GET_CLASS (self)->listen != NULL, FALSE);

  return OUTLAY_CONNECTION_GET_CLASS (self)->listen (self, channel, error);
}

char *
outlay_connection_await_notice (OutlayConnection *self, int wake, GError **error)
{
  g_return_val_if_fail (OUTLAY_IS_CONNECTION (self), NULL);
  g_return_val_if_fail (OUTLAY_CONNECTION_GET_CLASS (self)->await_notice != NULL, NULL);

  return OUTLAY_CONNECTION_GET_CLASS (self)->await_notice (self, wake, error);
}

OutlayFate
outlay_connection_ask_fate (OutlayConnection *self, const char *mark, GError **error)
{
  OutlayConnectionClass *klass;

  g_return_val_if_fail (OUTLAY_IS_CONNECTION (self), OUTLAY_FATE_UNKNOWN);
  g_return_val_if_fail (mark != NULL, OUTLAY_FATE_UNKNOWN);

  klass = OUTLAY_CONNECTION_GET_CLASS (self);

  return klass->ask_fate != NULL ? klass->ask_fate (self, mark, error) : OUTLAY_FATE_UNKNOWN;
}
