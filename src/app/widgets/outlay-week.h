/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * outlay_week_get_first_day:
 *
 * Returns: what a week begins with where the person lives, by the process's locale (LC_TIME): Monday in
 *   Germany, Sunday in the United States, Saturday in Egypt; Monday, as ISO 8601 has it, where the
 *   locale does not say
 */
GDateWeekday outlay_week_get_first_day (void);

G_END_DECLS
