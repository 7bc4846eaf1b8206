/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "app/widgets/outlay-state-text.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PILL (outlay_pill_get_type ())
G_DECLARE_FINAL_TYPE (OutlayPill, outlay_pill, OUTLAY, PILL, GtkWidget)

/**
 * OutlayPill:
 *
 * A mark in a tinted capsule: icon and words. One widget without children, as a list has hundreds
 * of what it shows; rows that draw themselves use the two functions below and look the same.
 *
 * Properties: "state" (#OutlayState), "delivery" (#OutlayDelivery): what has not arrived and needs
 * a decision is shown instead of the state.
 *
 * # Accessibility
 * It is an image whose label is its text.
 */
GtkWidget *outlay_pill_new (void);

/* The mark that stands for both: attention before state. */
OutlayMark outlay_pill_choose_mark (OutlayState state, OutlayDelivery delivery);

/* The text of a mark laid out for @widget, in the pill's font. (transfer full) */
PangoLayout *outlay_pill_create_layout (GtkWidget *widget, OutlayMark mark);
/* Size in pixels of a pill around @layout. */
void outlay_pill_measure_mark (PangoLayout *layout, int *width, int *height);
/* Draws it with its start and top at 0, 0 of @snapshot. */
void outlay_pill_snapshot_mark (GtkWidget *widget,
                                GtkSnapshot *snapshot,
                                OutlayMark mark,
                                PangoLayout *layout);

G_END_DECLS
