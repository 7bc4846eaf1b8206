/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-book.h"
#include "pack/outlay-pack-error.h"
#include "pack/outlay-pack-expense.h"

G_BEGIN_DECLS

/**
 * OutlayPackLine:
 *
 * An expense that was read, and all that its texts are borrowed from.
 */
typedef struct _OutlayPackLine OutlayPackLine;

/**
 * outlay_pack_line_read:
 * @text: one object
 *
 * Takes only what is whole and in bounds: no member missing or strange, texts as core wants them, digests,
 * days, times and ids that are such, a history that leads from one state to the next and to the present one.
 *
 * Returns: (transfer full) (nullable): %NULL with %OUTLAY_PACK_ERROR_SYNTAX
 */
OutlayPackLine          *outlay_pack_line_read        (const char     *text,
                                                       gsize           length,
                                                       GError        **error);
const OutlayPackExpense *outlay_pack_line_get_expense (OutlayPackLine *self);
void                     outlay_pack_line_free        (OutlayPackLine *self);

/* Reads the object of a person or a category into @book. */
gboolean outlay_pack_json_read_person   (OutlayPackBook  *book,
                                         const char      *text,
                                         gsize            length,
                                         GError         **error);
gboolean outlay_pack_json_read_category (OutlayPackBook  *book,
                                         const char      *text,
                                         gsize            length,
                                         GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPackLine, outlay_pack_line_free)

G_END_DECLS
