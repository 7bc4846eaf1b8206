/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/ledger/outlay-expense-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_DRAFT_AUTOSAVE (outlay_draft_autosave_get_type ())
G_DECLARE_FINAL_TYPE (OutlayDraftAutosave, outlay_draft_autosave, OUTLAY, DRAFT_AUTOSAVE, GObject)

/**
 * OutlayDraftAutosave:
 *
 * Saves a draft quietly a moment after it was changed, so that a crash or a power cut loses two
 * seconds of typing and no more. It saves into the ordinary store, where the draft is found in the
 * list afterwards: there is no second place to recover from. What even a draft may not hold (an
 * amount that cannot be read yet) waits until it can be saved. Corrections of a rejected expense
 * are not saved on the way, as the company would see them half done.
 *
 * Property: "is-saved", whether all that was typed is on disk.
 */
OutlayDraftAutosave *outlay_draft_autosave_new (OutlayExpenseStore *store,
                                                OutlayExpenseDraft *draft);

/* Saves now, after what is already being saved. Future of a string: the id. */
DexFuture *outlay_draft_autosave_save   (OutlayDraftAutosave *self);

/**
 * outlay_draft_autosave_forget:
 *
 * Stops, and makes undone what was saved quietly: a new draft is deleted, an old one is as it was.
 *
 * Returns: (transfer full): future of a boolean
 */
DexFuture *outlay_draft_autosave_forget (OutlayDraftAutosave *self);

gboolean   outlay_draft_autosave_is_saved (OutlayDraftAutosave *self);

G_END_DECLS
