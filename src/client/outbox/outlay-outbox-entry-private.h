/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/outbox/outlay-outbox-entry.h"
#include "db/outlay-statement.h"

G_BEGIN_DECLS

GType outlay_outbox_kind_get_type (void);

/* The entry in the current row of `outbox/list`. (transfer full) */
OutlayOutboxEntry *outlay_outbox_entry_read (OutlayStatement *row);
gboolean outlay_outbox_entry_equal (OutlayOutboxEntry *a, OutlayOutboxEntry *b);

G_END_DECLS
