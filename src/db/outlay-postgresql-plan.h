/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-postgresql-session.h"
#include "db/outlay-postgresql-value.h"

G_BEGIN_DECLS

/**
 * OutlayPostgresqlPlan:
 * @name: of the prepared statement on the server
 * @is_read: changes nothing, so that it may be asked again
 * @is_made_anew: whether the server makes a plan for the values of each run
 * @types: (array length=n_parameters): the server's numbers of the parameters' types
 * @parameters: (array length=n_parameters): how each value goes
 * @columns: (array length=n_columns): how each value comes
 *
 * One statement as the server keeps it for a session.
 *
 * After a few runs the server settles on a plan for any values, which is right for keys. For a page
 * of a list it is not: not knowing how many rows `LIMIT $9` lets through, that plan may sort all
 * there is to find fifty. Such statements go as text, and are planned as they come.
 */
typedef struct
{
  OutlayPostgresqlSession *session;
  char                    *sql;
  char                     name[16];
  guint                    incarnation; /* the session's, when it was prepared */
  gboolean                 is_read;
  gboolean                 is_made_anew;

  Oid                  *types;
  OutlayPostgresqlKind *parameters;
  int                   n_parameters;
  OutlayPostgresqlKind *columns;
  int                   n_columns;
} OutlayPostgresqlPlan;

/* Prepares @sql, connecting again where the session was lost. (transfer full) (nullable) */
OutlayPostgresqlPlan *outlay_postgresql_plan_new  (OutlayPostgresqlSession  *session,
                                                   const char               *sql,
                                                   GError                  **error);
/* The server forgets it too. */
void                  outlay_postgresql_plan_free (OutlayPostgresqlPlan *self);

/* Makes session and server ready to run it: either may have been lost since it was prepared. */
gboolean outlay_postgresql_plan_ensure (OutlayPostgresqlPlan *self, GError **error);

/* Sends it off with the values of all parameters, as libpq takes them; their rows come in binary. */
gboolean outlay_postgresql_plan_send   (OutlayPostgresqlPlan *self,
                                        const char *const    *values,
                                        const int            *lengths,
                                        const int            *is_binary);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPostgresqlPlan, outlay_postgresql_plan_free)

G_END_DECLS
