/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_QUERIES (outlay_queries_get_type ())
G_DECLARE_FINAL_TYPE (OutlayQueries, outlay_queries, OUTLAY, QUERIES, GObject)

/**
 * OutlayQueries:
 *
 * The named queries of a program, read from the `.sql` files of a resource folder. A query starts
 * with a line `-- name: expense/get` and goes on to the next such line. Immutable, any thread.
 */
OutlayQueries *outlay_queries_load  (const char *resource_folder, GError **error);

/* (nullable) */
const char    *outlay_queries_find  (OutlayQueries *self, const char *name);
/* (transfer container): all names in order, %NULL-terminated */
const char   **outlay_queries_names (OutlayQueries *self);

G_END_DECLS
