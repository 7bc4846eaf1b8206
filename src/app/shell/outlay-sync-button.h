/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_SYNC_BUTTON (outlay_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (OutlaySyncButton, outlay_sync_button, OUTLAY, SYNC_BUTTON, AdwBin)

/**
 * OutlaySyncButton:
 *
 * The state of sync in words; pressed, it opens what waits to be sent, or the way to sign in again.
 * It hides itself where there is no company.
 */
void outlay_sync_button_set_workspace (OutlaySyncButton *self, OutlayWorkspace *workspace);

G_END_DECLS
