/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "client/ledger/outlay-expense-list.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_MONTH_HEADER (outlay_month_header_get_type ())
G_DECLARE_FINAL_TYPE (OutlayMonthHeader, outlay_month_header, OUTLAY, MONTH_HEADER, GtkWidget)

/**
 * OutlayMonthHeader:
 *
 * The heading of a month in the list: its name, and what was spent in it by currency.
 */
GtkWidget *outlay_month_header_new (void);

/**
 * outlay_month_header_bind:
 * @list: (nullable): the list it stands in; %NULL lets go of it
 * @header: (nullable): whose start is a row of the month
 *
 * Shows the month, and follows its sum while it changes.
 */
void
outlay_month_header_bind (OutlayMonthHeader *self, OutlayExpenseList *list, GtkListHeader *header);

/* (transfer full): "12,50 € + $3.00" of an array of money; more than two currencies are counted */
char *outlay_month_header_format_sums (GPtrArray *sums);

G_END_DECLS
