/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "../client/test-ledger.h"

G_BEGIN_DECLS

/* A window for widgets under test. Where the environment names a folder as OUTLAY_TEST_PICTURES, what is
 * shown is also saved there to be looked at. */

/* Locale, Adwaita and the style sheet; once, before anything else. */
void stage_init (void);

/* A window of this size that shows @content; (transfer full): gtk_window_destroy() it. */
GtkWindow *stage_show (GtkWidget *content, int width, int height);

/* A window with nothing in it but @dialog. */
GtkWindow *stage_show_dialog (AdwDialog *dialog, int width, int height);

/* Takes the window away, and everything that waits to be taken away with it. */
void stage_strike (GtkWindow *window);

/* Runs the main loop until @done says so; fails the test after a minute. */
void stage_run_until (gboolean (*done) (gpointer data), gpointer data);

/* Presses a key for the key controllers of @widget, as if it had the focus. Whether one took it. */
gboolean stage_press (GtkWidget *widget, guint key, GdkModifierType modifiers);

/* Does what @widget's own class binds to a key. Whether it binds it, and the action ran. */
gboolean stage_shortcut (GtkWidget *widget, guint key, GdkModifierType modifiers);

/* The first descendant of this type, or NULL. */
gpointer stage_find (gpointer root, GType type);
/* The first button with this label, mnemonics aside, or NULL. */
gpointer stage_find_button (gpointer root, const char *label);

/* Whether a label under @root that can be seen shows exactly @text. */
gboolean stage_shows_text (gpointer root, const char *text);

/* Saves what the window shows as @name, if pictures are wanted. */
void stage_picture (GtkWindow *window, const char *name);

G_END_DECLS
