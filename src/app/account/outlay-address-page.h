/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/account/outlay-asking-page.h"
#include "client/session/outlay-session.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_ADDRESS_PAGE (outlay_address_page_get_type ())
G_DECLARE_FINAL_TYPE (OutlayAddressPage,
                      outlay_address_page,
                      OUTLAY,
                      ADDRESS_PAGE,
                      OutlayAskingPage)

/**
 * OutlayAddressPage:
 *
 * Asks where the company's server is and tries whether it answers. Signal "found" (#OutlaySession).
 */
AdwNavigationPage *outlay_address_page_new (void);

G_END_DECLS
