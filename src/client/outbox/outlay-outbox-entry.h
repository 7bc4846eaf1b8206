/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_OUTBOX_PROOF,  /* upload a file */
  OUTLAY_OUTBOX_SAVE,   /* put an expense */
  OUTLAY_OUTBOX_DELETE,
  OUTLAY_OUTBOX_ACTION, /* a workflow action */
} OutlayOutboxKind;

#define OUTLAY_TYPE_OUTBOX_ENTRY (outlay_outbox_entry_get_type ())
G_DECLARE_FINAL_TYPE (OutlayOutboxEntry, outlay_outbox_entry, OUTLAY, OUTBOX_ENTRY, GObject)

/**
 * OutlayOutboxEntry:
 *
 * An immutable snapshot of one waiting change. Properties: "id", "kind", "expense-id",
 * "merchant" (of the expense, for a title), "sha256" (of a proof), "action" (name of a workflow
 * action, or empty), "created-at", "attempts", "last-error" (a #OutlayClientError, or -1),
 * "last-message" (the server's sentence, or empty), "is-stuck" (the person must decide; it is
 * not tried again by itself).
 */
gint64           outlay_outbox_entry_get_id           (OutlayOutboxEntry *self);
OutlayOutboxKind outlay_outbox_entry_get_kind         (OutlayOutboxEntry *self);
const char      *outlay_outbox_entry_get_expense_id   (OutlayOutboxEntry *self);
const char      *outlay_outbox_entry_get_merchant     (OutlayOutboxEntry *self);
const char      *outlay_outbox_entry_get_sha256       (OutlayOutboxEntry *self);
const char      *outlay_outbox_entry_get_action       (OutlayOutboxEntry *self);
const char      *outlay_outbox_entry_get_created_at   (OutlayOutboxEntry *self);
guint            outlay_outbox_entry_get_attempts     (OutlayOutboxEntry *self);
int              outlay_outbox_entry_get_last_error   (OutlayOutboxEntry *self);
const char      *outlay_outbox_entry_get_last_message (OutlayOutboxEntry *self);
gboolean         outlay_outbox_entry_is_stuck         (OutlayOutboxEntry *self);

G_END_DECLS
