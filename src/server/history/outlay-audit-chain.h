/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/history/outlay-event-chain.h"

G_BEGIN_DECLS

/**
 * outlay_audit_chain_check:
 * @report: called for the first entry of each company that was changed, taken out or put in by another
 *   hand
 * @n_entries: (out): how many were read
 *
 * Reads every company's audit entries and works out the chain anew. On a connection of its own: it
 * reads long. Entries that are older than the chain have no hash until the next one comes, and are
 * counted alone until then.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean outlay_audit_chain_check (OutlayConnection       *db,
                                   OutlayEventChainReport  report,
                                   gpointer                data,
                                   gint64                 *n_entries,
                                   GError                **error);

G_END_DECLS
