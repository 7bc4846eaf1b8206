/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/expense/outlay-category.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_REPORT_ROW (outlay_report_row_get_type ())
G_DECLARE_FINAL_TYPE (OutlayReportRow, outlay_report_row, OUTLAY, REPORT_ROW, GtkListBoxRow)

/**
 * OutlayReportFact:
 * @name: of a category, a merchant or a person
 * @with_badge: whether it is a category, or the lack of one
 * @category: (nullable): for the badge
 * @with_avatar: whether it is a person
 * @count: how many expenses
 * @minor: what they come to
 * @before_minor: what was spent in the days before
 * @has_before: whether there are days before
 * @whole_minor: what all of them come to, for the share
 * @currency: ISO 4217 code
 *
 * One line of a report.
 */
typedef struct
{
  const char *name;
  gboolean with_badge;
  OutlayCategory *category;
  gboolean with_avatar;
  gint64 count;
  gint64 minor;
  gint64 before_minor;
  gboolean has_before;
  gint64 whole_minor;
  const char *currency;
} OutlayReportFact;

/**
 * OutlayReportRow:
 *
 * One part of what was spent: name, amount, share and how it has changed.
 *
 * # Accessibility
 * Its label is all of it in one sentence.
 */
GtkWidget *outlay_report_row_new (void);

void outlay_report_row_set_fact (OutlayReportRow *self, const OutlayReportFact *fact);

G_END_DECLS
