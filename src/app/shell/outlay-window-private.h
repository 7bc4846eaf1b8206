/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/shell/outlay-window.h"

G_BEGIN_DECLS

OutlayApplication *outlay_window_get_outlay_application (OutlayWindow *self); /* (transfer none) */

/* Adds "connect", "sign-in" and "sign-out" to the window class. */
void outlay_window_account_install (GtkWidgetClass *widget_class);

/* Which of them there is something to do for. */
void outlay_window_account_update_actions (OutlayWindow *self);

/* Adds "export", "print", "import", "offer-file" and "show-file" to the window class. */
void outlay_window_files_install (GtkWidgetClass *widget_class);

/* (transfer floating): the welcome, for a window without a workspace */
GtkWidget *outlay_window_create_welcome (OutlayWindow *self);

/* (transfer floating): why the workspace could not be opened, and the ways on */
GtkWidget *outlay_window_create_problem (OutlayWindow *self, const GError *problem);

G_END_DECLS
