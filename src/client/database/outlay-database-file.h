/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"

G_BEGIN_DECLS

#define OUTLAY_CLIENT_QUERIES "/io/github/outlay/Outlay/client/sql"
#define OUTLAY_CLIENT_MIGRATIONS "/io/github/outlay/Outlay/client/sql/migrations"

/**
 * outlay_database_file_open:
 * @writer: (out): for the database thread
 * @reader: (out): for the main thread
 *
 * Opens `outlay.db` in @folder twice and migrates it; what cannot be read is set aside, as
 * outlay_database_open() says.
 */
gboolean outlay_database_file_open (GFile *folder,
                                    OutlayConnection **writer,
                                    OutlayConnection **reader,
                                    GError **error);

/* The client's named queries; %NULL only where the program itself is broken. (transfer none) */
OutlayQueries *outlay_database_file_get_queries (void);

/* Damage was met at work: the next opening looks closely before it trusts the file. Any thread. */
void outlay_database_file_suspect (GFile *folder);

G_END_DECLS
