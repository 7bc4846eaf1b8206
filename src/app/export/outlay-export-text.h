/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/export/outlay-expense-import.h"

G_BEGIN_DECLS

/* (transfer none): a translated sentence about a file that was not written, or not read, and what to do */
const char *outlay_export_error_to_text (const GError *error);

/* (transfer none): what is wrong with a pack, translated */
const char *outlay_pack_finding_to_text (OutlayPackFindingKind kind);

/* (transfer full): a day as "19 November 2026", whatever today is */
char *outlay_export_day_to_text (const char *day);

G_END_DECLS
