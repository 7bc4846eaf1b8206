/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/reports/outlay-spending.h"

/* The rows behind each number. */

static void
set_days (OutlaySpending *self, const OutlayDays *days, OutlayExpenseFilter *filter)
{
  static const OutlayDays none = { "1970-01-01", "1970-01-01" };
  const OutlaySpendingQuery *query = outlay_spending_get_query (self);

  /* Where nothing was compared with, nothing is behind it. */
  if (days->from[0] == '\0')
    days = &none;

  *filter = (OutlayExpenseFilter) {
    .scope = query->is_company ? OUTLAY_SCOPE_OTHERS : OUTLAY_SCOPE_MINE,
    .states = query->states,
    .from = days->from,
    .until = days->until,
    .currency = query->is_converted ? NULL : query->currency,
    .in_currency = query->is_converted ? query->currency : NULL,
  };
}

static void
set_part (OutlaySpending *self, OutlaySpendingBy by, guint part, OutlayExpenseFilter *filter)
{
  const OutlaySpendingParts *parts = outlay_spending_get_parts (self, by);

  g_return_if_fail (part < parts->n_items);

  switch (by)
    {
    case OUTLAY_SPENDING_BY_CATEGORY:
      filter->category = parts->items[part].key;
      break;
    case OUTLAY_SPENDING_BY_MERCHANT:
      filter->merchant = parts->items[part].key;
      break;
    case OUTLAY_SPENDING_BY_PERSON:
      filter->owner = parts->items[part].key;
      break;
    default:
      g_return_if_reached ();
    }
}

void
outlay_spending_filter_of_total (OutlaySpending *self, OutlayExpenseFilter *filter)
{
  g_return_if_fail (OUTLAY_IS_SPENDING (self));

  set_days (self, &outlay_spending_get_query (self)->days, filter);
}

void
outlay_spending_filter_of_before (OutlaySpending *self, OutlayExpenseFilter *filter)
{
  g_return_if_fail (OUTLAY_IS_SPENDING (self));

  set_days (self, &outlay_spending_get_query (self)->before, filter);
}

void
outlay_spending_filter_of_part (OutlaySpending *self,
                                OutlaySpendingBy by,
                                guint part,
                                OutlayExpenseFilter *filter)
{
  outlay_spending_filter_of_total (self, filter);
  set_part (self, by, part, filter);
}

void
outlay_spending_filter_of_part_before (OutlaySpending *self,
                                       OutlaySpendingBy by,
                                       guint part,
                                       OutlayExpenseFilter *filter)
{
  outlay_spending_filter_of_before (self, filter);
  set_part (self, by, part, filter);
}

void
outlay_spending_filter_of_span (OutlaySpending *self, guint span, OutlayExpenseFilter *filter)
{
  const OutlaySpendingSpan *spans;
  guint n_spans;

  g_return_if_fail (OUTLAY_IS_SPENDING (self));

  spans = outlay_spending_get_spans (self, &n_spans);
  g_return_if_fail (span < n_spans);

  set_days (self, &spans[span].days, filter);
}

void
outlay_spending_filter_of_span_part (OutlaySpending *self,
                                     guint span,
                                     guint category,
                                     OutlayExpenseFilter *filter)
{
  outlay_spending_filter_of_span (self, span, filter);
  set_part (self, OUTLAY_SPENDING_BY_CATEGORY, category, filter);
}

void
outlay_spending_filter_of_unconverted (OutlaySpending *self, OutlayExpenseFilter *filter)
{
  outlay_spending_filter_of_total (self, filter);
  filter->currency = NULL;
  filter->in_currency = NULL;
  filter->not_in_currency = outlay_spending_get_query (self)->currency;
}
