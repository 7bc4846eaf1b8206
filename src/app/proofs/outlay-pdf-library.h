/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <poppler.h>

G_BEGIN_DECLS

/**
 * OutlayPdfLibrary:
 *
 * What is used of Poppler, by the names it has there. It is loaded when the first PDF is looked
 * at: it brings sixty libraries along, which would cost every start a tenth of its time.
 */
typedef struct
{
  GQuark (*error_quark) (void);
  PopplerDocument *(*document_new_from_bytes) (GBytes *bytes, const char *password, GError **error);
  int (*document_get_n_pages) (PopplerDocument *document);
  PopplerPage *(*document_get_page) (PopplerDocument *document, int index);
  void (*page_get_size) (PopplerPage *page, double *width, double *height);
  void (*page_render) (PopplerPage *page, cairo_t *cairo);
} OutlayPdfLibrary;

/* (transfer none) (nullable): %NULL where Poppler is not installed. Any thread. */
const OutlayPdfLibrary *outlay_pdf_library_get (void);

G_END_DECLS
