/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_RATES_DIALOG (outlay_rates_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OutlayRatesDialog, outlay_rates_dialog, OUTLAY, RATES_DIALOG, AdwDialog)

/**
 * OutlayRatesDialog:
 *
 * On the device alone: the currency that all is added up in, and where exchange rates into it come from. All
 * of it holds at once; there is nothing to save.
 *
 * # Accessibility
 * Up to when there are rates, and how many days a file had, is a status; what is wrong with a file is said under
 * the row that imports it.
 */
AdwDialog *outlay_rates_dialog_new (OutlayWorkspace *workspace);

/* What "Import a File…" does once one is chosen. */
void outlay_rates_dialog_import (OutlayRatesDialog *self,
                                 GFile             *file);

G_END_DECLS
