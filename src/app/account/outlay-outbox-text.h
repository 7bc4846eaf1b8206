/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/outbox/outlay-outbox-entry.h"

G_BEGIN_DECLS

/* (transfer full): what a waiting entry will do: "Submit “Nero”", "Receipt of “Nero”" */
char *outlay_outbox_entry_describe (OutlayOutboxEntry *entry);

/**
 * outlay_outbox_entry_explain:
 * @now: Unix time in microseconds to compare with
 *
 * Returns: (transfer full): since when it waits, and why it could not be sent
 */
char *outlay_outbox_entry_explain (OutlayOutboxEntry *entry, gint64 now);

/* (transfer none): what giving it up means, for the question before it */
const char *outlay_outbox_entry_warn (OutlayOutboxEntry *entry);

G_END_DECLS
