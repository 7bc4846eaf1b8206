/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"

G_BEGIN_DECLS

/* The key under which a company's name is unique: without case and outer white space. */
char *outlay_company_store_fold_name (const char *name);

/**
 * outlay_company_store_find:
 * @id: (out): of the company, when there is one
 *
 * Returns: %FALSE with an error; %TRUE with @id set to %NULL when there is none of this name
 */
gboolean outlay_company_store_find (OutlayConnection  *db,
                                    const char        *name,
                                    char             **id,
                                    GError           **error);

/**
 * outlay_company_store_hold:
 *
 * As outlay_company_store_find(), inside a transaction: holds the name until its end, so that nobody
 * else founds a company of this name meanwhile, and the company itself, if there is one.
 */
gboolean outlay_company_store_hold (OutlayConnection  *db,
                                    const char        *name,
                                    char             **id,
                                    GError           **error);

/* A new company with the default categories; (transfer full): its id. Inside a transaction. */
char *outlay_company_store_add (OutlayConnection  *db,
                                const char        *name,
                                gint64             now,
                                GError           **error);

G_END_DECLS
