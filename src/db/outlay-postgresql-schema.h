/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * outlay_postgresql_schema_translate:
 * @sql: statements that define tables, as SQLite reads them
 * @n_partitions: of each table whose key starts with the company; 0 for tables that are whole
 *
 * The same for PostgreSQL, the one place that knows what its tables want other words for: text is
 * compared by its bytes, INTEGER has 64 bits, BLOB is BYTEA, and nothing is said of STRICT or of
 * rowids.
 *
 * Returns: (transfer full)
 */
char *outlay_postgresql_schema_translate (const char *sql, guint n_partitions);

G_END_DECLS
