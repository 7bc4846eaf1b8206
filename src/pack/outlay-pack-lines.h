/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-line.h"

G_BEGIN_DECLS

/* %FALSE with an error ends the reading. @book is whole by then. */
typedef gboolean (*OutlayPackExpenseFunc) (const OutlayPackExpense *expense,
                                           OutlayPackBook          *book,
                                           gpointer                 data,
                                           GError                 **error);

/**
 * OutlayPackLines:
 *
 * Reads expenses.json as it comes, with memory for one expense besides the people and categories. It takes
 * exactly the lines that outlay-pack-expense-json.h describes.
 */
typedef struct _OutlayPackLines OutlayPackLines;

OutlayPackLines *outlay_pack_lines_new  (OutlayPackExpenseFunc visit, gpointer data);
void             outlay_pack_lines_free (OutlayPackLines *self);

/* %FALSE with %OUTLAY_PACK_ERROR_SYNTAX, which names the line, or what @visit says. */
gboolean outlay_pack_lines_feed (OutlayPackLines *self,
                                 const guint8    *bytes,
                                 gsize            size,
                                 GError         **error);
/* Whether that was all of it. */
gboolean outlay_pack_lines_end  (OutlayPackLines *self, GError **error);

/* (transfer none) */
OutlayPackBook *outlay_pack_lines_get_book (OutlayPackLines *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPackLines, outlay_pack_lines_free)

G_END_DECLS
