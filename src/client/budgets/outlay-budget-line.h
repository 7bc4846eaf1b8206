/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "client/budgets/outlay-budget-sheet.h"

G_BEGIN_DECLS

/**
 * OutlayBudgetLine:
 * @is_waiting: whether the company does not have it yet as it is here
 * @has_standing: whether @standing is known; of the company's budgets the server tells it, and not to
 *   everybody
 * @standing: how it stands in its month; with the limit alone where it is not known
 * @over_day: the day of the month on which the limit is gone over at this pace; 0 for none
 *
 * A budget as a person sees it in a month. A value.
 */
typedef struct
{
  OutlayBudgetScope    scope;
  OutlayBudget         budget;
  gboolean             is_waiting;
  gboolean             has_standing;
  OutlayBudgetStanding standing;
  guint                over_day;
} OutlayBudgetLine;

#define OUTLAY_TYPE_BUDGET_LINE (outlay_budget_line_get_type ())
GType             outlay_budget_line_get_type (void);
OutlayBudgetLine *outlay_budget_line_copy     (const OutlayBudgetLine *self);
void              outlay_budget_line_free     (OutlayBudgetLine       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayBudgetLine, outlay_budget_line_free)

G_END_DECLS
