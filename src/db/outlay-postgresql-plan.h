/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-postgresql-session.h"
#include "db/outlay-postgresql-value.h"

G_BEGIN_DECLS

/**
 * OutlayPostgresqlPlan:
 * @name: of the prepared statement on the server
 * @is_read: changes nothing, so that it may be asked again
 * @parameters: (array length=n_parameters): how each value goes
 * @columns: (array length=n_columns): how each value comes
 *
 * One statement as the server keeps it for a session.
 */
typedef struct
{
  OutlayPostgresqlSession *session;
  char                    *sql;
  char                     name[16];
  guint                    incarnation; /* the session's, when it was prepared */
  gboolean                 is_read;

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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPostgresqlPlan, outlay_postgresql_plan_free)

G_END_DECLS
