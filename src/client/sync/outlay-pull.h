/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/transport/outlay-api.h"
#include "client/database/outlay-database.h"

G_BEGIN_DECLS

/**
 * outlay_pull_all:
 *
 * Brings the company's changes here from the kept cursor on, page by page, in a fiber of the main
 * thread. Each page is read off the main thread and applied with its cursor in one transaction, so
 * that a run that ends anywhere goes on there. Nothing but an explicit tombstone deletes a row: a
 * server that does not know the cursor, as after a restored backup, is read again from the
 * beginning and deletes nothing. Of a few changed expenses the history is fetched as well.
 *
 * Returns: %FALSE with the error that ended it
 */
gboolean  outlay_pull_all    (OutlayApi       *api,
                              OutlayDatabase  *database,
                              GError         **error);

/* Fetches the history of one expense. Future of a boolean. */
DexFuture *outlay_pull_events (OutlayApi      *api,
                               OutlayDatabase *database,
                               const char     *expense_id);

G_END_DECLS
