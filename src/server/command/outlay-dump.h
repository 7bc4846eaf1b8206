/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-settings.h"
#include "db/outlay-connection.h"

G_BEGIN_DECLS

/**
 * outlay_dump_database:
 * @to: path of the file to be made, in pg_dump's custom format
 *
 * Copies a PostgreSQL database by its own pg_dump, while it is in use.
 *
 * Returns: (transfer full) (nullable): a connection with an open transaction that sees exactly what
 *   was copied, so that the proofs of the copy can be found
 */
OutlayConnection *outlay_dump_database (const OutlaySettings  *settings,
                                        const char            *to,
                                        GError               **error);

G_END_DECLS
