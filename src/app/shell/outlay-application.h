/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_APPLICATION (outlay_application_get_type ())
G_DECLARE_FINAL_TYPE (OutlayApplication, outlay_application, OUTLAY, APPLICATION, AdwApplication)

/**
 * OutlayApplication:
 *
 * The process: its command line, its actions, and the one workspace that is open, which all its
 * windows show. Properties: "workspace" (nullable: nobody has begun yet), "data-folder".
 */
OutlayApplication *outlay_application_new (void);

/* (transfer none) (nullable) */
OutlayWorkspace *outlay_application_get_workspace (OutlayApplication *self);

/* (transfer none) (nullable): where accounts are kept; %NULL for the user's data folder */
GFile *outlay_application_get_data_folder (OutlayApplication *self);

G_END_DECLS
