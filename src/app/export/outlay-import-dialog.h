/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_IMPORT_DIALOG (outlay_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OutlayImportDialog, outlay_import_dialog, OUTLAY, IMPORT_DIALOG, AdwDialog)

/**
 * OutlayImportDialog:
 *
 * Takes an audit pack in: verifies it first and says what is wrong with it, asks, and tells what came of it.
 */

/* @file: the pack; it is verified at once */
AdwDialog *outlay_import_dialog_new (OutlayWorkspace *workspace,
                                     GFile           *file);

/* Asks for a file in the window of @parent, and presents a dialog for it there. */
void outlay_import_dialog_ask (GtkWidget       *parent,
                               OutlayWorkspace *workspace);

G_END_DECLS
