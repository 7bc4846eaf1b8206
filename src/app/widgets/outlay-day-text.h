/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * outlay_day_to_text:
 * @day: (nullable): ISO 8601 day
 * @today: ISO 8601 day to compare with
 *
 * Returns: (transfer full): "Today", "Yesterday", "Tomorrow", "12 November", or "12 November 2025"
 *   in another year, in the person's language; "No date" for what is no day
 */
char *outlay_day_to_text (const char *day, const char *today);

/* The same inside a sentence: never "Today", "Yesterday" or "Tomorrow". */
char *outlay_day_to_plain_text (const char *day, const char *today);

/* The same, short enough for a row under its month's heading: "Today", "12 Nov"; empty for what is
 * no day. */
char *outlay_day_to_short_text (const char *day, const char *today);

/**
 * outlay_month_to_text:
 * @month: "YYYY-MM"
 *
 * Returns: (transfer full): "November 2026"; "No date" for what is no month
 */
char *outlay_month_to_text (const char *month);

/**
 * outlay_moment_to_text:
 * @at: RFC 3339
 * @now: Unix time in microseconds to compare with
 *
 * Returns: (transfer full): "Today, 14:30" in local time; empty for what is no time
 */
char *outlay_moment_to_text (const char *at, gint64 now);

/**
 * outlay_age_to_text:
 * @at: RFC 3339
 * @now: Unix time in microseconds to compare with
 *
 * Returns: (transfer full): "Just now", "5 minutes ago", "3 hours ago", "2 days ago"; empty for
 *   what is no time
 */
char *outlay_age_to_text (const char *at, gint64 now);

G_END_DECLS
