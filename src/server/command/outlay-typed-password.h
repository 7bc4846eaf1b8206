/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * outlay_typed_password_read:
 * @email: (nullable): whose it is
 *
 * The first line of standard input. Who sits at a terminal is asked for the password of @email, and
 * nobody behind them can read it.
 *
 * Returns: (transfer full): empty where there is no line
 */
char *outlay_typed_password_read (const char *email);

G_END_DECLS
