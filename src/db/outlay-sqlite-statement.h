/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-sqlite-connection.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_SQLITE_STATEMENT (outlay_sqlite_statement_get_type ())
G_DECLARE_FINAL_TYPE (OutlaySqliteStatement, outlay_sqlite_statement,
                      OUTLAY, SQLITE_STATEMENT, OutlayStatement)

/**
 * outlay_sqlite_statement_new:
 * @sql: one statement, its parameters written `$1`, `$2` …
 * @is_kept: whether it will live as long as the connection
 *
 * Private to this folder.
 *
 * Returns: (transfer full) (nullable)
 */
OutlayStatement *outlay_sqlite_statement_new (OutlaySqliteHandle  *handle,
                                              const char          *sql,
                                              gboolean             is_kept,
                                              GError             **error);

G_END_DECLS
