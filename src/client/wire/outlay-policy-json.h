/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/expense/outlay-policy.h"

G_BEGIN_DECLS

/**
 * outlay_policy_read:
 * @json: the answer of `GET /api/v1/policy`, or a policy in the feed; see #OutlayPolicy
 * @policy: (out caller-allocates): to be ended with outlay_policy_clear(), also after an error
 *
 * A word that a newer server knows and this program does not reads as the default has it, and a
 * limit in an unknown currency is left out: the server judges in the end.
 *
 * Returns: %FALSE with %OUTLAY_CLIENT_ERROR_NO_SERVER. Any thread
 */
gboolean outlay_policy_read (JsonNode     *json,
                             OutlayPolicy *policy,
                             GError      **error);

/* (transfer full): the body of a PUT: what an admin decides, and nothing else */
JsonNode *outlay_policy_to_json (const OutlayPolicy *policy);

G_END_DECLS
