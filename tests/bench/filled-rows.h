/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

/* Accounts with many rows that fill-client has written into the build folder, once for a build, and the
 * clock of whoever measures with them. */

#define ROWS_RUNS 7

/* The account with @n_rows; ends the program where it cannot be filled. (transfer full) */
OutlayAccount *filled_rows_get_account (const char *build, guint n_rows);

double filled_rows_msec_since (gint64 start);

/* Prints the median of @values, "NAME-ROWS.WHAT VALUE UNIT". @values: (array fixed-size=7): are sorted */
void filled_rows_say (const char *name, guint n_rows, const char *what, double *values, const char *unit);

G_END_DECLS
