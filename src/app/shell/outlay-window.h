/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/shell/outlay-application.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_WINDOW (outlay_window_get_type ())
G_DECLARE_FINAL_TYPE (OutlayWindow, outlay_window, OUTLAY, WINDOW, AdwApplicationWindow)

/**
 * OutlayWindow:
 *
 * Owns navigation and nothing else: it hands its "workspace" to the pages. Without a workspace it
 * shows the welcome.
 */
OutlayWindow *outlay_window_new (OutlayApplication *application);

G_END_DECLS
