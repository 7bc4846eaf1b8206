/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OutlayExportGap:
 * @merchant: of the expense
 * @day: of the expense, ISO 8601; may be empty
 * @reason: (nullable): why, for a person to read; %NULL where all that is known is that it is not on this device
 *
 * A receipt, or a page of one, that an export had to do without.
 */
typedef struct
{
  char *merchant;
  char *day;
  char *reason;
} OutlayExportGap;

OutlayExportGap *outlay_export_gap_new  (const char      *merchant,
                                         const char      *day,
                                         const char      *reason);
void             outlay_export_gap_free (OutlayExportGap *self);

G_END_DECLS
