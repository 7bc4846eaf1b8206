/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/database/outlay-database.h"
#include "client/ledger/outlay-list-query.h"
#include "pack/outlay-pack-assembly.h"
#include "pack/outlay-pack-book.h"

G_BEGIN_DECLS

/**
 * OutlayExportRows:
 * @keys: of #OutlayExpenseKey, by day, oldest first
 * @next: the first that was not read yet
 * @book: has the categories, and whom the pages so far have named
 * @page: (element-type OutlayPackAssembly): the last that was read, in the order of packs
 * @given: (nullable) (element-type OutlayExpense): they were given, and are not looked for
 *
 * The expenses behind a filter, page by page. Each future's work is on the database thread; nobody else
 * looks at this meanwhile.
 */
typedef struct
{
  OutlayListQuery *query;
  GArray          *keys;
  guint            next;
  OutlayPackBook  *book;
  GPtrArray       *page;
  GPtrArray       *given;
} OutlayExportRows;

OutlayExportRows *outlay_export_rows_new  (const OutlayExpenseFilter *filter);
void              outlay_export_rows_free (OutlayExportRows          *self);

/* Instead of what the filter finds in the database; @rows: (transfer full), by day, oldest first. Before
 * begin(). */
void              outlay_export_rows_give (OutlayExportRows          *self,
                                           GPtrArray                 *rows);

/* Futures of a boolean. @self must live until they are done. */
DexFuture *outlay_export_rows_begin     (OutlayExportRows *self, OutlayDatabase *database);
DexFuture *outlay_export_rows_read_page (OutlayExportRows *self, OutlayDatabase *database);

gboolean   outlay_export_rows_has_more  (OutlayExportRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayExportRows, outlay_export_rows_free)

G_END_DECLS
