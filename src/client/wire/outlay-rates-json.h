/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/money/outlay-rates.h"

G_BEGIN_DECLS

/**
 * outlay_rates_json_read:
 * @json: (nullable): the answer of `GET /api/v1/rates`
 *
 * Every day, currency and rate must be one. Any thread.
 *
 * Returns: (transfer full) (nullable): %NULL with %OUTLAY_CLIENT_ERROR_NO_SERVER
 */
OutlayRates *outlay_rates_json_read (JsonNode  *json,
                                     GError   **error);

G_END_DECLS
