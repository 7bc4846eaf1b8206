/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_APPLICATION (outlay_application_get_type ())
G_DECLARE_FINAL_TYPE (OutlayApplication, outlay_application, OUTLAY, APPLICATION, AdwApplication)

/**
 * OutlayApplication:
 *
 * The process: its command line, its actions, and the one workspace that is open, which all its
 * windows show. Property, notified: "workspace" (nullable: nobody has begun yet, or it could not be
 * opened; see outlay_application_get_problem()).
 *
 * Options: `--version`; `--data-folder FOLDER` keeps everything there instead of the user's data
 * folder.
 */
OutlayApplication *outlay_application_new (void);

/* (transfer none) (nullable) */
OutlayWorkspace *outlay_application_get_workspace (OutlayApplication *self);

/* (transfer none): where accounts are kept */
GFile *outlay_application_get_data_folder (OutlayApplication *self);

/* Before it starts: keeps accounts in @folder. */
void outlay_application_set_data_folder (OutlayApplication *self, GFile *folder);

/* (transfer none) (nullable): why the account used last could not be opened */
const GError *outlay_application_get_problem (OutlayApplication *self);

/**
 * outlay_application_open_last:
 *
 * Opens the account used last, or none where there is none yet; a failure becomes the problem.
 */
void outlay_application_open_last (OutlayApplication *self);

/**
 * outlay_application_open:
 * @session: (nullable): one that has just signed in to this account's company
 *
 * Opens an account instead of the one that is open. On failure that one stays closed, and the
 * error is kept as the problem.
 */
gboolean outlay_application_open (OutlayApplication *self,
                                  OutlayAccount *account,
                                  OutlaySession *session,
                                  GError **error);

/* Closes what is open; windows go back to the welcome. */
void outlay_application_close_workspace (OutlayApplication *self);

G_END_DECLS
