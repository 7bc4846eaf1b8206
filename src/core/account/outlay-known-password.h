/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * outlay_password_is_known:
 * @folded: valid UTF-8, case-folded, not empty
 *
 * Returns: whether it is among the first that anybody tries: of a list, a short unit over and over,
 *   or a run along the alphabet, the digits or a keyboard
 */
gboolean outlay_password_is_known (const char *folded);

G_END_DECLS
