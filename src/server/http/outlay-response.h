/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/http/outlay-exchange.h"

G_BEGIN_DECLS

/**
 * outlay_response_send:
 * @exchange: with its reply, or without one when live events are to be streamed
 * @closes: whether the connection shall end with this answer
 *
 * Gives the answer to the HTTP library, with the headers that every answer has; what the client
 * has already (If-None-Match) is not sent again. The reply is gone afterwards. On the
 * connection's thread.
 */
enum MHD_Result outlay_response_send (OutlayExchange *exchange, gboolean closes);

G_END_DECLS
