/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/session/outlay-session.h"
#include "client/sync/outlay-sync.h"

G_BEGIN_DECLS

/**
 * outlay_sync_status_describe:
 * @n_waiting: entries in the outbox
 * @n_stuck: those among them that wait for the person
 * @icon: (out): name of a symbolic icon
 *
 * The state of sync in a few words: "All sent", "Offline – 2 waiting", "1 needs your attention".
 *
 * Returns: (transfer full)
 */
char *outlay_sync_status_describe (OutlaySyncState state,
                                   guint n_waiting,
                                   guint n_stuck,
                                   const char **icon);

G_END_DECLS
