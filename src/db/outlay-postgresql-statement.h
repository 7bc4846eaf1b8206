/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-postgresql-session.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_POSTGRESQL_STATEMENT (outlay_postgresql_statement_get_type ())
G_DECLARE_FINAL_TYPE (OutlayPostgresqlStatement, outlay_postgresql_statement,
                      OUTLAY, POSTGRESQL_STATEMENT, OutlayStatement)

/**
 * outlay_postgresql_statement_new:
 * @sql: one statement, its parameters written `$1`, `$2` …
 *
 * Prepares it on the server, where it stays until the statement is gone. Values travel in the
 * server's binary form; it reads and returns text, whole numbers, booleans and bytes, and refuses
 * SQL with columns of any other type.
 *
 * Private to this folder.
 *
 * Returns: (transfer full) (nullable)
 */
OutlayStatement *outlay_postgresql_statement_new (OutlayPostgresqlSession  *session,
                                                  const char               *sql,
                                                  GError                  **error);

G_END_DECLS
