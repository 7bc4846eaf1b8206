/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_COMPLAINT_ROW (outlay_complaint_row_get_type ())
G_DECLARE_FINAL_TYPE (OutlayComplaintRow,
                      outlay_complaint_row,
                      OUTLAY,
                      COMPLAINT_ROW,
                      AdwPreferencesRow)

/**
 * OutlayComplaintRow:
 *
 * The sentence under a row of a boxed list that says what is wrong with it. It is there only while
 * there is one.
 */

/**
 * outlay_complaint_row_set_text:
 * @about: the row that the sentence is about, which is marked while there is one
 * @text: (nullable)
 */
void outlay_complaint_row_set_text (OutlayComplaintRow *self, GtkWidget *about, const char *text);

/* (nullable) */
const char *outlay_complaint_row_get_text (OutlayComplaintRow *self);

G_END_DECLS
