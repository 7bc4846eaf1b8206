/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-account.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_SHORTCUTS_DIALOG (outlay_shortcuts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OutlayShortcutsDialog,
                      outlay_shortcuts_dialog,
                      OUTLAY,
                      SHORTCUTS_DIALOG,
                      AdwDialog)

/**
 * OutlayShortcutsDialog:
 *
 * The keys that do something, by where they do it. (#GtkShortcutsWindow is deprecated in GTK 4.18,
 * and libadwaita has its own only from 1.8 on.)
 *
 * @account: (nullable): whose keys are shown; without one, those that everybody has
 */
AdwDialog *outlay_shortcuts_dialog_new (OutlayAccount *account);

G_END_DECLS
