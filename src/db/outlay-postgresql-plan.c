/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-postgresql-plan.h"

#include <string.h>

static gboolean
prepare (OutlayPostgresqlPlan *self, GError **error)
{
  g_autoptr (PGresult) result = PQprepare (self->session->pg, self->name, self->sql, 0, NULL);

  if (PQresultStatus (result) == PGRES_COMMAND_OK)
    {
      self->incarnation = self->session->incarnation;
      return TRUE;
    }

  outlay_postgresql_session_take_error (self->session, result, error);
  return FALSE;
}

/* Where the connection turns out to be lost, on the next one. */
static gboolean
prepare_first (OutlayPostgresqlPlan *self, GError **error)
{
  g_autoptr (GError) first = NULL;

  if (!outlay_postgresql_session_ensure (self->session, error))
    return FALSE;
  if (prepare (self, &first))
    return TRUE;

  if (!outlay_postgresql_session_is_alive (self->session) && !self->session->is_in_transaction)
    return outlay_postgresql_session_ensure (self->session, error) && prepare (self, error);

  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

static void
take_parameters (OutlayPostgresqlPlan *self, const PGresult *description)
{
  self->n_parameters = PQnparams (description);
  self->parameters = g_new0 (OutlayPostgresqlKind, (gsize) self->n_parameters);
  self->types = g_new0 (Oid, (gsize) self->n_parameters);
  for (int i = 0; i < self->n_parameters; i++)
    {
      self->types[i] = PQparamtype (description, i);
      self->parameters[i] = outlay_postgresql_kind_of (self->types[i]);
    }
}

static gboolean
take_columns (OutlayPostgresqlPlan *self, const PGresult *description, GError **error)
{
  self->n_columns = PQnfields (description);
  self->columns = g_new0 (OutlayPostgresqlKind, (gsize) self->n_columns);

  for (int i = 0; i < self->n_columns; i++)
    {
      self->columns[i] = outlay_postgresql_kind_of (PQftype (description, i));
      if (self->columns[i] == OUTLAY_POSTGRESQL_OTHER)
        {
          g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED,
                       "column %d (%s) is neither text nor a whole number, CAST it: %s", i + 1,
                       PQfname (description, i), self->sql);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
describe (OutlayPostgresqlPlan *self, GError **error)
{
  g_autoptr (PGresult) result = PQdescribePrepared (self->session->pg, self->name);

  if (PQresultStatus (result) != PGRES_COMMAND_OK)
    {
      outlay_postgresql_session_take_error (self->session, result, error);
      return FALSE;
    }

  take_parameters (self, result);
  return take_columns (self, result, error);
}

/* Its first word, behind comments and space. */
static const char *
find_start (const char *sql)
{
  while (TRUE)
    {
      sql += strspn (sql, " \t\n");
      if (!g_str_has_prefix (sql, "--"))
        return sql;
      sql += strcspn (sql, "\n");
    }
}

/* Not while another's answer comes in; the server forgets it with the session at the latest. */
static void
forget (OutlayPostgresqlPlan *self)
{
  OutlayPostgresqlSession *session = self->session;

  if (self->incarnation == session->incarnation && session->reading == NULL &&
      outlay_postgresql_session_is_alive (session))
    PQclear (PQclosePrepared (session->pg, self->name));

  self->incarnation = 0;
}

OutlayPostgresqlPlan *
outlay_postgresql_plan_new (OutlayPostgresqlSession *session, const char *sql, GError **error)
{
  g_autoptr (OutlayPostgresqlPlan) self = NULL;
  const char *start = find_start (sql);

  /* The server would have nothing against it. */
  if (*start == '\0')
    {
      g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED, "not exactly one statement: %s",
                   sql);
      return NULL;
    }

  self = g_new0 (OutlayPostgresqlPlan, 1);
  self->session = outlay_postgresql_session_ref (session);
  self->sql = g_strdup (sql);
  self->is_read = g_ascii_strncasecmp (start, "SELECT", strlen ("SELECT")) == 0;
  self->is_made_anew = strstr (sql, "LIMIT $") != NULL;
  g_snprintf (self->name, sizeof self->name, "outlay_%u", ++session->n_statements);

  if (!prepare_first (self, error) || !describe (self, error))
    return NULL;
  if (self->is_made_anew)
    forget (self);

  return g_steal_pointer (&self);
}

void
outlay_postgresql_plan_free (OutlayPostgresqlPlan *self)
{
  forget (self);

  g_free (self->sql);
  g_free (self->types);
  g_free (self->parameters);
  g_free (self->columns);
  outlay_postgresql_session_unref (self->session);
  g_free (self);
}

gboolean
outlay_postgresql_plan_ensure (OutlayPostgresqlPlan *self, GError **error)
{
  return outlay_postgresql_session_ensure (self->session, error) &&
         (self->is_made_anew || self->incarnation == self->session->incarnation ||
          prepare (self, error));
}

gboolean
outlay_postgresql_plan_send (OutlayPostgresqlPlan *self,
                             const char *const *values,
                             const int *lengths,
                             const int *is_binary)
{
  PGconn *pg = self->session->pg;

  if (self->is_made_anew)
    return PQsendQueryParams (pg, self->sql, self->n_parameters, self->types, values, lengths,
                              is_binary, TRUE);

  return PQsendQueryPrepared (pg, self->name, self->n_parameters, values, lengths, is_binary, TRUE);
}
