/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/export/outlay-expense-export.h"
#include "pack/outlay-pack-book.h"
#include "pack/outlay-pack-expense.h"
#include "pack/outlay-pack-manifest.h"

G_BEGIN_DECLS

/**
 * OutlayExportSink:
 *
 * The file that an export writes, in one of the formats, to a temporary name beside its own. All of it
 * blocks; one thread at a time.
 */
typedef struct _OutlayExportSink OutlayExportSink;

/* @proofs: folder of the proofs; @missing: (element-type utf8): gets the hashes of those that are not there */
OutlayExportSink *outlay_export_sink_new    (OutlayExportFormat      format,
                                             const char             *path,
                                             const OutlayPackTitle  *title,
                                             OutlayPackBook         *book,
                                             const char             *proofs,
                                             GPtrArray              *missing,
                                             GCancellable           *cancellable,
                                             GError                **error);
/* Leaves nothing behind where it was not finished. */
void              outlay_export_sink_free   (OutlayExportSink       *self);

gboolean          outlay_export_sink_add    (OutlayExportSink        *self,
                                             const OutlayPackExpense *expense,
                                             GError                 **error);
gboolean          outlay_export_sink_finish (OutlayExportSink        *self,
                                             GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayExportSink, outlay_export_sink_free)

G_END_DECLS
