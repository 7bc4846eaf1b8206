/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "core/expense/outlay-workflow.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_ACCOUNT (outlay_account_get_type ())
G_DECLARE_FINAL_TYPE (OutlayAccount, outlay_account, OUTLAY, ACCOUNT, GObject)

/**
 * OutlayAccount:
 *
 * One folder of expenses on this device: either "on this device only" or a person's account at a
 * company's server. It is kept in `account.ini` in its folder and holds no secret. Properties, with
 * notify: "id" (folder name), "server" (base URL, nullable on the device only), "email", "user-id",
 * "user-name", "role", "company-name", "currency" (default of new expenses).
 */
const char *outlay_account_get_id           (OutlayAccount *self);
GFile      *outlay_account_get_folder       (OutlayAccount *self);
gboolean    outlay_account_is_on_device     (OutlayAccount *self);
const char *outlay_account_get_server       (OutlayAccount *self);
const char *outlay_account_get_email        (OutlayAccount *self);
const char *outlay_account_get_user_id      (OutlayAccount *self);
const char *outlay_account_get_user_name    (OutlayAccount *self);
OutlayRole  outlay_account_get_role         (OutlayAccount *self);
const char *outlay_account_get_company_name (OutlayAccount *self);
const char *outlay_account_get_currency     (OutlayAccount *self);
gboolean    outlay_account_set_currency     (OutlayAccount *self,
                                             const char    *currency,
                                             GError       **error);

/* What the server said of the person at sign-in; saves the file. */
typedef struct
{
  const char *server;
  const char *email;
  const char *user_id;
  const char *user_name;
  OutlayRole  role;
  const char *company_name;
} OutlayAccountIdentity;

gboolean outlay_account_set_identity (OutlayAccount               *self,
                                      const OutlayAccountIdentity *identity,
                                      GError                     **error);

/* All accounts under @data_folder ($XDG_DATA_HOME/outlay for %NULL), the one used last first.
 * (transfer full) list model of #OutlayAccount */
GListModel    *outlay_accounts_load          (GFile *data_folder, GError **error);
OutlayAccount *outlay_account_new_on_device  (GFile *data_folder, GError **error);
/* A new folder for a company account, or the existing one of the same server and user. */
OutlayAccount *outlay_account_new_at_company (GFile                       *data_folder,
                                              const OutlayAccountIdentity *identity,
                                              GError                     **error);
/* Remembers it as used last. */
gboolean       outlay_account_touch          (OutlayAccount *self, GError **error);

G_END_DECLS
