/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/ledger/outlay-category-store.h"
#include "client/reports/outlay-spending.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_REPORT_LIST (outlay_report_list_get_type ())
G_DECLARE_FINAL_TYPE (OutlayReportList, outlay_report_list, OUTLAY, REPORT_LIST, AdwBin)

/**
 * OutlayReportList:
 *
 * What was spent, taken apart one way: the largest parts first, more of them when asked. The rows stay
 * the same when numbers change, so that nobody loses their place. Signal "activated" (guint part): the
 * rows behind a part are wanted.
 */
void outlay_report_list_set_spending (OutlayReportList *self,
                                      OutlaySpending *spending,
                                      OutlaySpendingBy by,
                                      OutlayCategoryStore *categories);

/* (transfer full): what a part is called: its name, or a word for what has none */
char *outlay_spending_part_dup_name (const OutlaySpendingPart *part, OutlaySpendingBy by);

G_END_DECLS
