/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-service.h"

G_BEGIN_DECLS

#define OUTLAY_DEMO_COMPANY "Brightwater Engineering"
#define OUTLAY_DEMO_PASSWORD "outlay on the train"

typedef struct
{
  const char *name;
  const char *email;
  OutlayRole  role;
} OutlayDemoAccount;

/* The people of the demo company; the first three are an employee, a reviewer and an admin. */
const OutlayDemoAccount *outlay_demo_company_get_accounts (guint *n_accounts);

/**
 * outlay_demo_company_fill:
 *
 * Founds the demo company with its people and some months of their expenses, in all states and with
 * drawn receipts, unless it is there already. Everything goes through the handlers that clients
 * meet, so that nothing can come of it that could not come of work.
 */
gboolean outlay_demo_company_fill (OutlayService *service, GError **error);

G_END_DECLS
