/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/http/outlay-exchange.h"

G_BEGIN_DECLS

/* What stands between the network and the handlers, besides what the head itself must be: who asks, by
 * which way, from whose page, and how often. */

/**
 * outlay_gate_admit:
 * @method: of a sound head whose target is known; the route may be, or its refusal
 *
 * Before anybody asks who it is: finds out where the request comes from, answers a browser that asks
 * for another origin's page, and counts the address.
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL to go on
 */
OutlayReply *outlay_gate_admit  (OutlayExchange *self, const char *method);

/* (transfer full) (nullable): the refusal of an account that asks for too much; after the query was
 * read, and before the body is */
OutlayReply *outlay_gate_charge (OutlayExchange *self);

G_END_DECLS
