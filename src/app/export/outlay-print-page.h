/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_PRINT_PAGE (outlay_print_page_get_type ())
G_DECLARE_FINAL_TYPE (OutlayPrintPage, outlay_print_page, OUTLAY, PRINT_PAGE, GObject)

/**
 * OutlayPrintPage:
 *
 * A page of a document that is to be printed, drawn while somebody looks at it. Property, notified:
 * "paintable" (#GdkPaintable; as large as a page and empty until it is drawn). Main thread; it is drawn on another.
 */

/* @document: a PDF; @number: from 0; @blank: what stands for a page that is not drawn */
OutlayPrintPage *outlay_print_page_new (GBytes       *document,
                                        guint         number,
                                        GdkPaintable *blank);

guint    outlay_print_page_get_number (OutlayPrintPage *self);
gboolean outlay_print_page_is_drawn   (OutlayPrintPage *self);

/* Draws it; or lets what was drawn go. */
void outlay_print_page_set_shown (OutlayPrintPage *self,
                                  gboolean         is_shown);

G_END_DECLS
