/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-account.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_WELCOME_PAGE (outlay_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (OutlayWelcomePage,
                      outlay_welcome_page,
                      OUTLAY,
                      WELCOME_PAGE,
                      AdwNavigationPage)

/**
 * OutlayWelcomePage:
 *
 * Where a person begins: at a company, or on this device only; or goes on with an account that is
 * here. Signals: "company-wanted", "device-wanted", "account-chosen" (#OutlayAccount).
 */

/* @accounts: (nullable): list model of #OutlayAccount that are here already */
void outlay_welcome_page_set_accounts (OutlayWelcomePage *self, GListModel *accounts);

G_END_DECLS
