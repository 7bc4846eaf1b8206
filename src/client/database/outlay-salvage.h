/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/database/outlay-database.h"

G_BEGIN_DECLS

/**
 * outlay_salvage_start:
 * @is_on_device: whether there is no company to fetch the rest from
 *
 * Looks for databases of this account that were set aside and not looked at since, and takes over
 * what they still hold and no company has: drafts and changes that waited. Those are saved again
 * and, at a company, queued again; decisions that had not been sent are left to be made anew. The
 * file that was set aside stays as it is. What cannot be read is passed over, row by row.
 */
void outlay_salvage_start (OutlayDatabase *database, gboolean is_on_device);

G_END_DECLS
