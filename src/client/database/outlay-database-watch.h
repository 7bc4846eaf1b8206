/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/database/outlay-database.h"

G_BEGIN_DECLS

/**
 * OutlayDatabaseWatch:
 *
 * Notices what other processes on the same account commit, and lets the database tell of it as of a
 * change of its own, with every topic. What this process commits is told of already, and not told
 * again. It sleeps until the file changes; a change is told of within some seconds. Main thread.
 */
typedef struct _OutlayDatabaseWatch OutlayDatabaseWatch;

/* @database: borrowed; the watch is freed before it is closed */
OutlayDatabaseWatch *outlay_database_watch_new (OutlayDatabase *database);
void outlay_database_watch_free (OutlayDatabaseWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayDatabaseWatch, outlay_database_watch_free)

/* Looks now. Future of a boolean, after "changed" where somebody else has changed something. */
DexFuture *outlay_database_watch_look (OutlayDatabaseWatch *self);

G_END_DECLS
