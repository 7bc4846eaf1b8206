/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/export/outlay-export-subject.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PRINT_DIALOG (outlay_print_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OutlayPrintDialog, outlay_print_dialog, OUTLAY, PRINT_DIALOG, AdwDialog)

/**
 * OutlayPrintDialog:
 *
 * Shows the pages of a report as they will be, and prints them: the document is a temporary file, and
 * gone with the dialog.
 */
AdwDialog *outlay_print_dialog_new (OutlayExportSubject *subject);

/* (nullable) (transfer none): of #OutlayPrintPage; %NULL until they are there */
GListModel *outlay_print_dialog_get_pages (OutlayPrintDialog *self);

G_END_DECLS
