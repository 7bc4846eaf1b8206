/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"

G_BEGIN_DECLS

/**
 * outlay_audit_chain_check:
 * @n_entries: (out): how many were read
 *
 * Reads every company's audit entries and works out the chain anew. On a connection of its own: it
 * reads long. Entries that are older than the chain have no hash until the next one comes, and are
 * counted alone until then.
 *
 * Returns: %FALSE with %OUTLAY_EVENT_CHAIN_ERROR_BROKEN, naming company and number, at the first
 *   entry that does not fit, or with an error of the database
 */
gboolean outlay_audit_chain_check (OutlayConnection *db,
                                   gint64           *n_entries,
                                   GError          **error);

G_END_DECLS
