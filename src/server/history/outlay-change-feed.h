/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-json-writer.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/**
 * outlay_change_feed_write_json:
 * @limit: most changes to write
 * @seq: (inout): number of the last change that is known already, and then of the last one written
 * @more: (out): whether more follow at once
 *
 * Writes what has changed for @identity, each thing once with its newest state, as an array. What
 * was deleted has null for its state, and so has an expense that was withdrawn from the reviewers'
 * sight. What one never could see is not there at all.
 */
gboolean outlay_change_feed_write_json (OutlayConnection     *db,
                                        const OutlayIdentity *identity,
                                        guint                 limit,
                                        OutlayJsonWriter     *json,
                                        gint64               *seq,
                                        gboolean             *more,
                                        GError              **error);

G_END_DECLS
