/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): a length of time in the largest unit that says enough: "5 hours", "2 days", "under a
 * minute"; "–" where @seconds is below zero, as there is none */
char *outlay_duration_to_text (gint64 seconds);

G_END_DECLS
