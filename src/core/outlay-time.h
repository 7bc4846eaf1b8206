/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* RFC 3339 in UTC with milliseconds, "2026-11-20T08:30:00.000Z"; such texts sort by time. */
char    *outlay_time_format (gint64 unix_usec);
/* Unix time in microseconds of an RFC 3339 text; %FALSE when it is none. */
gboolean outlay_time_parse  (const char *text, gint64 *unix_usec);

/* ISO 8601 calendar days, "YYYY-MM-DD", years 1970 to 9999; impossible days are refused. */
gboolean outlay_day_is_valid (const char *text);
char    *outlay_day_today    (void); /* in the process's time zone */
/* @days may be negative; %NULL when @day is not valid. */
char    *outlay_day_add      (const char *day, int days);

G_END_DECLS
