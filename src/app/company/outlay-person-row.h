/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_PERSON_ROW (outlay_person_row_get_type ())
G_DECLARE_FINAL_TYPE (OutlayPersonRow, outlay_person_row, OUTLAY, PERSON_ROW, GtkBox)

/**
 * OutlayPersonRow:
 *
 * Somebody of the company, or somebody invited, in the list of people.
 */
GtkWidget *outlay_person_row_new (void);

/* @item: (nullable): an #OutlayColleague or #OutlayInvitation */
void outlay_person_row_set_item (OutlayPersonRow *self, gpointer item);

/* (transfer full): the row in words, for a screen reader */
char *outlay_person_row_describe (gpointer item);

G_END_DECLS
