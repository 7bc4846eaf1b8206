/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/company/outlay-company-api.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PERSON_DIALOG (outlay_person_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OutlayPersonDialog, outlay_person_dialog, OUTLAY, PERSON_DIALOG, AdwDialog)

/**
 * OutlayPersonDialog:
 *
 * What an admin decides about somebody: their role, and whether they may sign in. Nothing is done before
 * it is applied. Signal: "changed" (#OutlayColleague as they are now).
 */
AdwDialog *outlay_person_dialog_new (OutlayApi *api, OutlayColleague *colleague);

G_END_DECLS
