/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <sqlite3.h>

#include "db/outlay-connection.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_SQLITE_CONNECTION (outlay_sqlite_connection_get_type ())
G_DECLARE_FINAL_TYPE (OutlaySqliteConnection, outlay_sqlite_connection,
                      OUTLAY, SQLITE_CONNECTION, OutlayConnection)

/**
 * OutlaySqliteHandle:
 * @db: the open database
 * @generation: goes up whenever a transaction's start or end closes the statements left open
 *
 * What a connection shares with its statements, so that neither need outlive the other.
 */
typedef struct
{
  sqlite3 *db;
  guint    generation;
} OutlaySqliteHandle;

OutlaySqliteHandle *outlay_sqlite_handle_ref   (OutlaySqliteHandle *handle);
void                outlay_sqlite_handle_unref (OutlaySqliteHandle *handle);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlaySqliteHandle, outlay_sqlite_handle_unref)

/**
 * outlay_sqlite_connection_open:
 * @path: of the file, or ":memory:"
 *
 * Private to this folder; see outlay_connection_open(). A file that is not a database, or whose
 * schema cannot be read, is %OUTLAY_DB_ERROR_CORRUPT and has not been written to.
 *
 * Returns: (transfer full) (nullable)
 */
OutlayConnection *outlay_sqlite_connection_open (const char       *path,
                                                 OutlayOpenFlags   flags,
                                                 GError          **error);

/**
 * outlay_sqlite_take_error:
 * @db: (nullable)
 * @result: an extended result code, https://sqlite.org/rescode.html
 *
 * The one place that turns SQLite's codes into ours.
 */
void outlay_sqlite_take_error (sqlite3 *db, int result, GError **error);

G_END_DECLS
