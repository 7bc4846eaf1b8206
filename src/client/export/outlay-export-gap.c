/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/export/outlay-export-gap.h"

OutlayExportGap *
outlay_export_gap_new (const char *merchant, const char *day, const char *reason)
{
  OutlayExportGap *self = g_new0 (OutlayExportGap, 1);

  self->merchant = g_strdup (merchant != NULL ? merchant : "");
  self->day = g_strdup (day != NULL ? day : "");
  self->reason = g_strdup (reason);

  return self;
}

void
outlay_export_gap_free (OutlayExportGap *self)
{
  g_free (self->merchant);
  g_free (self->day);
  g_free (self->reason);
  g_free (self);
}
