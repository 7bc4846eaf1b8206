/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "server/history/outlay-chain-anchors.h"

G_BEGIN_DECLS

/* @seq: of the event, or of the one that should be there; @what: half a sentence about it */
typedef void (*OutlayEventChainReport) (const char *company,
                                        gint64      seq,
                                        const char *what,
                                        gpointer    data);

/**
 * outlay_event_chain_check:
 * @anchors: (nullable): ends of the chains as they once were, to be found again
 * @is_quick: whether to look only at how many events there are, at the end of each chain and at its
 *   anchor, without working out the hashes
 * @ends: (nullable): gets the ends of the chains as they are
 * @report: called for each event that was changed, taken out or put in by another hand
 * @n_events: (out): how many there are
 *
 * Reads every company's events and works out the chain anew, going on after one that does not fit. On
 * a connection of its own: it reads long.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean outlay_event_chain_check (OutlayConnection       *db,
                                   OutlayChainAnchors     *anchors,
                                   gboolean                is_quick,
                                   OutlayChainAnchors     *ends,
                                   OutlayEventChainReport  report,
                                   gpointer                data,
                                   gint64                 *n_events,
                                   GError                **error);

G_END_DECLS
