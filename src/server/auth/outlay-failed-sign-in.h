/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-request.h"

G_BEGIN_DECLS

/**
 * outlay_failed_sign_in_note:
 * @company: of the account
 * @person: whose account it is
 *
 * Has it written into the audit of @company that somebody did not get into an account, and does not
 * wait for that: how long the answer takes must not tell whether there is such an account.
 */
void outlay_failed_sign_in_note (const OutlayRequest *request,
                                 const char          *company,
                                 const char          *person);

G_END_DECLS
