/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/money/outlay-rates.h"
#include "db/outlay-connection.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): what a file of rates says, as outlay_rates_read(). It is not read at all
 * where it is larger than OUTLAY_RATES_FILE_MAX. */
OutlayRates *outlay_rate_file_load (const char *path, GError **error);

/**
 * outlay_rate_file_keep:
 * @n_days: (out): how many days @rates has
 * @newest: (out) (transfer full): the newest day that is kept now
 *
 * outlay_rate_store_put() in a transaction of its own.
 */
gboolean outlay_rate_file_keep (OutlayConnection  *db,
                                OutlayRates       *rates,
                                guint             *n_days,
                                char             **newest,
                                GError           **error);

G_END_DECLS
