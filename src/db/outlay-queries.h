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
 * with a line `-- name: expense/get` and goes on to the next such line. Where one text cannot be
 * right for both engines, a second query is called `-- name: expense/get @postgresql`, and takes the
 * place of the first on that one. Immutable, any thread.
 */
OutlayQueries *outlay_queries_load  (const char *resource_folder, GError **error);

/* (nullable) */
const char    *outlay_queries_find  (OutlayQueries *self, const char *name);
/* The engine's own where there is one, else the common one. (nullable) */
const char    *outlay_queries_find_for (OutlayQueries *self,
                                        const char    *name,
                                        const char    *engine);
/* (transfer container): all names in order, %NULL-terminated; an engine's own has that of the
 * common one and is not there again */
const char   **outlay_queries_names (OutlayQueries *self);

G_END_DECLS
