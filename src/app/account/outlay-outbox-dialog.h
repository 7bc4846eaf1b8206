/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_OUTBOX_DIALOG (outlay_outbox_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OutlayOutboxDialog, outlay_outbox_dialog, OUTLAY, OUTBOX_DIALOG, AdwDialog)

/**
 * OutlayOutboxDialog:
 *
 * Everything that still has to reach the company, and what the person can do about it. Nothing
 * waits where it cannot be seen.
 */
AdwDialog *outlay_outbox_dialog_new (OutlayWorkspace *workspace);

G_END_DECLS
