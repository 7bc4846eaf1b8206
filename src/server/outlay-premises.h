/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "server/outlay-settings.h"

G_BEGIN_DECLS

/**
 * OutlayPremises:
 *
 * Database, keys and proofs lie in three places, and only together they are a company's. A wrong path,
 * or a disk that is not mounted, would be taken for the beginning of something new: all passwords
 * would be wrong, all proofs gone. So the server sees to it that they belong together before it makes
 * anything, and for as long as it holds this, nobody else serves the same file.
 */
typedef struct _OutlayPremises OutlayPremises;

/**
 * outlay_premises_enter:
 * @db: open, and migrated
 * @shares: whether what servers keep in memory is kept for all of them; they may be several then
 *
 * Returns: (transfer full) (nullable): %NULL with one sentence that says what to do
 */
OutlayPremises *outlay_premises_enter (const OutlaySettings  *settings,
                                       OutlayConnection      *db,
                                       gboolean               shares,
                                       GError               **error);
void            outlay_premises_leave (OutlayPremises *self);

/* Whether the keys are there that the passwords of @db were made with, or it has none. */
gboolean outlay_premises_check_keys (const OutlaySettings  *settings,
                                     OutlayConnection      *db,
                                     GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPremises, outlay_premises_leave)

G_END_DECLS
