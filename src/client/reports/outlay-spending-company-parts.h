/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/reports/outlay-spending-facts.h"
#include "client/transport/outlay-api.h"

G_BEGIN_DECLS

/**
 * outlay_spending_company_await_parts:
 * @by: merchants or people
 *
 * Asks the server for the largest ones of the days and of the days before, inside a fiber. Only what it
 * has told whole is taken: who is among the largest in one currency and maybe not in the other is left in
 * the rest. A server that takes nothing apart this way leaves it at that.
 *
 * Returns: %FALSE with %OUTLAY_CLIENT_ERROR_CONFLICT where what it tells is no longer what @facts add up
 *   to, or with another #OutlayClientError
 */
gboolean outlay_spending_company_await_parts (OutlayApi *api,
                                              OutlaySpendingFacts *facts,
                                              OutlaySpendingBy by,
                                              GError **error);

G_END_DECLS
