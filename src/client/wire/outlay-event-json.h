/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/expense/outlay-event.h"

G_BEGIN_DECLS

/* More entries than any history has come from no server of ours. */
#define OUTLAY_EVENTS_MAX 1000

/**
 * outlay_events_read:
 * @json: the answer of `GET /api/v1/expenses/{id}/events`, or one page of it
 *
 * Any thread. The texts in the array belong to @json.
 *
 * Returns: (transfer full) (nullable) (element-type OutlayEventInit): oldest first, or %NULL with
 *   %OUTLAY_CLIENT_ERROR_NO_SERVER
 */
GArray *outlay_events_read (JsonNode  *json,
                            GError   **error);

G_END_DECLS
