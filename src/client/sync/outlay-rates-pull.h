/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/database/outlay-database.h"
#include "client/transport/outlay-api.h"
#include "core/money/outlay-rates.h"

G_BEGIN_DECLS

/**
 * outlay_rates_pull:
 *
 * Asks the server for the exchange rates that are lacking here, where the company reckons in a currency of
 * its own: of the last month, back to the oldest draft in another currency, and from then on for new ones
 * once an hour. They are kept, and drafts converted by them. In a fiber of the main thread.
 *
 * A server that has none, or does not know the question, leaves it at that.
 *
 * Returns: %FALSE with an #OutlayClientError
 */
gboolean outlay_rates_pull (OutlayApi      *api,
                            OutlayDatabase *database,
                            GError        **error);

/* Keeps @rates (transfer full) and converts drafts by them. @asked_from: (nullable): the first day that was asked for.
 * (transfer full): future of a boolean */
DexFuture *outlay_rates_store (OutlayDatabase *database,
                               OutlayRates    *rates,
                               const char     *asked_from);

G_END_DECLS
