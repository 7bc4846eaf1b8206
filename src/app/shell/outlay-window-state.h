/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Size and whether maximized, in `window.ini` of @folder; a file that cannot be read changes
 * nothing. */
void outlay_window_state_restore (GtkWindow *window, GFile *folder);
void outlay_window_state_save (GtkWindow *window, GFile *folder);

G_END_DECLS
