/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/money/outlay-rates.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * outlay_rate_fetch:
 * @cancellable: (nullable)
 *
 * Asks the European Central Bank for the rates of the day, or the address in OUTLAY_RATES_URL: HTTPS, or
 * HTTP of this machine. No redirect is followed, and an answer of more than a mebibyte is none. In a fiber of the main
 * thread.
 *
 * Returns: (transfer full) (nullable): %NULL with an #OutlayClientError or #OutlayRatesError
 */
OutlayRates *outlay_rate_fetch (GCancellable *cancellable, GError **error);

G_END_DECLS
