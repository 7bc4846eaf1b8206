/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/export/outlay-export-job.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_EXPORT_DIALOG (outlay_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExportDialog, outlay_export_dialog, OUTLAY, EXPORT_DIALOG, AdwDialog)

/**
 * OutlayExportDialog:
 *
 * Asks what the expenses that are shown are to be written as, and where to, and writes them: how far it
 * is can be seen, and it can be given up. At the end the window says so and can show the file; what could
 * not be included is listed first.
 */
AdwDialog *outlay_export_dialog_new (OutlayExportSubject *subject);

void outlay_export_dialog_set_kind (OutlayExportDialog *self,
                                    OutlayExportKind    kind);

/* What choosing a file leads to. */
void outlay_export_dialog_export_to (OutlayExportDialog *self,
                                     GFile              *file);

G_END_DECLS
