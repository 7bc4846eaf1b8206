/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_OUTBOX_ROW (outlay_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (OutlayOutboxRow, outlay_outbox_row, OUTLAY, OUTBOX_ROW, AdwBin)

/**
 * OutlayOutboxRow:
 *
 * One change that waits to be sent: what it is, since when, what went wrong, and the ways on:
 * "entry.retry", "entry.discard", "entry.reveal".
 */
GtkWidget *outlay_outbox_row_new (OutlayWorkspace *workspace);
void outlay_outbox_row_set_entry (OutlayOutboxRow *self, OutlayOutboxEntry *entry); /* (nullable) */

G_END_DECLS
