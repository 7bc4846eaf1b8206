/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/transport/outlay-api.h"
#include "client/outlay-client-error.h"

G_BEGIN_DECLS

/* Internal to the client: how a problem (RFC 9457) gets behind an error and out of an answer. */

/**
 * outlay_problem_new_from_json:
 * @status: the answer's HTTP status
 * @json: root of an application/problem+json body
 *
 * Members of a wrong type read as absent, so that a sloppy server still says what it can.
 *
 * Returns: (transfer full) (nullable): %NULL when @json is no problem of this status
 */
OutlayProblem *outlay_problem_new_from_json (guint     status,
                                             JsonNode *json);
OutlayProblem *outlay_problem_copy          (const OutlayProblem *self);
void           outlay_problem_free          (OutlayProblem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayProblem, outlay_problem_free)

/**
 * outlay_client_error_new_for_status:
 * @status: an HTTP status of 300 or more
 * @problem: (transfer full) (nullable): what the server says; %NULL when the answer was
 *   no problem+json
 * @retry_after: seconds that the server asks to wait; 0 when it does not say
 *
 * The one place where an HTTP status becomes a code. Without a @problem only 413, 429 and the 500s
 * are taken at their word: anything else may come from a portal or proxy on the way, and reads as
 * %OUTLAY_CLIENT_ERROR_NO_SERVER.
 */
GError *outlay_client_error_new_for_status  (guint          status,
                                             OutlayProblem *problem,
                                             guint          retry_after);

/**
 * outlay_client_error_translate:
 * @error: (transfer full): of libsoup or GIO
 * @was_sent: whether any of the request went out before it failed
 *
 * The one place where a transport's error becomes a code. An #OutlayClientError passes as it is.
 */
GError *outlay_client_error_translate       (GError        *error,
                                             gboolean       was_sent);

/* Whether the request may have reached the server, so that it may have done what it was asked. */
gboolean outlay_client_error_may_have_arrived (const GError *error);

/* Seconds the server asked to wait, or 0. */
guint   outlay_client_error_get_retry_after (const GError  *error);

/* Whether it passes by itself: no network, no server, or something else at its address for now. */
gboolean outlay_client_error_is_passing     (const GError  *error);

G_END_DECLS
