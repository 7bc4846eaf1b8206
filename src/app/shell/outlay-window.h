/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/shell/outlay-application.h"
#include "app/shell/outlay-main-view.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_WINDOW (outlay_window_get_type ())
G_DECLARE_FINAL_TYPE (OutlayWindow, outlay_window, OUTLAY, WINDOW, AdwApplicationWindow)

/**
 * OutlayWindow:
 *
 * Owns navigation and nothing else: it hands the application's workspace to the pages. Without one
 * it shows the welcome, or why it could not be opened.
 *
 * Its actions are how pages reach each other: "win.new-expense", "win.edit-expense" (id),
 * "win.show-expense" (id), "win.go-to" (the tag of a page), "win.go-to-nth" (its number in the
 * sidebar), "win.search", "win.sync", "win.show-outbox", "win.connect", "win.sign-in",
 * "win.sign-out", "win.categories" and "win.rates" (on the device alone), "win.announce" (sentence),
 * "win.offer-undo" (sentence, outbox entries), "win.undo" (outbox entries).
 */
OutlayWindow *outlay_window_new (OutlayApplication *application);

/* (transfer none) (nullable): what shows the open workspace, while there is one */
OutlayMainView *outlay_window_get_main_view (OutlayWindow *self);

/* Begins a new expense with these files as its proof; says why not where nobody has begun yet. */
void outlay_window_file_proofs (OutlayWindow *self, GFile **files, gsize n_files);

/* Shows a sentence for a while. */
void outlay_window_announce (OutlayWindow *self, const char *text);

/* Shows one that can do something. @toast: (transfer full) */
void outlay_window_take_toast (OutlayWindow *self, AdwToast *toast);

G_END_DECLS
