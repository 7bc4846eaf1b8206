/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_DAY_ROW (outlay_day_row_get_type ())
G_DECLARE_FINAL_TYPE (OutlayDayRow, outlay_day_row, OUTLAY, DAY_ROW, AdwEntryRow)

/**
 * OutlayDayRow:
 *
 * A day, typed as the person's locale or ISO 8601 writes it, or picked from a calendar. Property:
 * "day", ISO 8601 where it was understood, else what was typed, so that nothing is lost and the
 * check can complain of it.
 */
const char *outlay_day_row_get_day (OutlayDayRow *self);
void        outlay_day_row_set_day (OutlayDayRow *self, const char *day);

/**
 * outlay_day_row_read:
 * @typed: "2026-11-20", "20.11.2026", "11/20/2026", as the process's locale has it
 *
 * Returns: (transfer full) (nullable): the ISO 8601 day, or %NULL for what is none
 */
char       *outlay_day_row_read    (const char *typed);

G_END_DECLS
