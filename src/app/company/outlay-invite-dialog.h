/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/company/outlay-company-api.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_INVITE_DIALOG (outlay_invite_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OutlayInviteDialog, outlay_invite_dialog, OUTLAY, INVITE_DIALOG, AdwDialog)

/**
 * OutlayInviteDialog:
 *
 * Invites somebody to the company, and shows the link to hand on: it is told once, and the server mails
 * nothing. For an invitation that is out already it makes a new link, or takes it back. Signal:
 * "changed" when there is another invitation, or one less.
 */
AdwDialog *outlay_invite_dialog_new     (OutlayApi *api);
AdwDialog *outlay_invite_dialog_new_for (OutlayApi *api, OutlayInvitation *invitation);

G_END_DECLS
