/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/report/outlay-budget.h"

#include <string.h>

#include "core/outlay-time.h"

/* --- standing --------------------------------------------------------------------------------- */

static gboolean
fail_to_add (const char *currency, GError **error)
{
  g_set_error (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OVERFLOW,
               "What was spent in %s does not fit in 64 bits", currency);
  return FALSE;
}

/* What follows from the limit, what is spent and what is committed. */
static gboolean
finish (OutlayBudgetStanding *self, GError **error)
{
  __int128 used = (__int128) self->spent + self->committed;
  __int128 left = self->limit - used;

  g_return_val_if_fail (self->limit > 0, FALSE);

  if (left < G_MININT64 || left > G_MAXINT64)
    return fail_to_add (self->currency, error);

  self->left = (gint64) left;
  self->per_mille = (gint32) CLAMP (used * 1000 / self->limit, 0, G_MAXINT32);
  self->level = used >= self->limit                         ? OUTLAY_BUDGET_LEVEL_FULL
                : used * 100 >= (__int128) self->limit * 80 ? OUTLAY_BUDGET_LEVEL_NEAR
                                                            : OUTLAY_BUDGET_LEVEL_NONE;
  return TRUE;
}

gboolean
outlay_budget_measure (const OutlayBudget *self,
                       OutlayBudgetRule rule,
                       const OutlayStateTotals *states,
                       OutlayBudgetStanding *standing,
                       GError **error)
{
  gint64 drafts = states->states[OUTLAY_STATE_DRAFT].minor;
  gboolean is_on_device = rule == OUTLAY_BUDGET_DEVICE;
  OutlayBudgetStanding result = {
    .rule = rule,
    .limit = self->limit.minor,
    .spent = is_on_device ? drafts : 0,
    .committed = states->states[OUTLAY_STATE_SUBMITTED].minor,
    .drafts = is_on_device ? 0 : drafts,
  };

  memcpy (result.currency, self->limit.currency, sizeof result.currency);
  if (__builtin_add_overflow (result.spent, states->states[OUTLAY_STATE_APPROVED].minor,
                              &result.spent) ||
      __builtin_add_overflow (result.spent, states->states[OUTLAY_STATE_REIMBURSED].minor,
                              &result.spent))
    return fail_to_add (result.currency, error);
  if (!finish (&result, error))
    return FALSE;

  *standing = result;
  return TRUE;
}

gboolean
outlay_budget_measure_report (const OutlayBudget *self,
                              OutlayBudgetRule rule,
                              const OutlayReport *report,
                              const char *home,
                              OutlayBudgetStanding *standing,
                              GError **error)
{
  const char *category = self->category[0] != '\0' ? self->category : NULL;
  const OutlayCurrencyTotals *block = outlay_report_find (report, self->limit.currency);
  const OutlayStateTotals *found = NULL;
  OutlayStateTotals totals = { .all.count = 0 };

  if (g_strcmp0 (home, self->limit.currency) == 0)
    {
      if (!outlay_report_sum_in (report, home, category, &totals, NULL, error))
        return FALSE;
    }
  else if (block != NULL)
    {
      found = category != NULL ? outlay_currency_totals_find (block, category) : &block->totals;
    }

  return outlay_budget_measure (self, rule, found != NULL ? found : &totals, standing, error);
}

gboolean
outlay_budget_standing_add (const OutlayBudgetStanding *self,
                            gint64 minor,
                            OutlayBudgetStanding *after,
                            GError **error)
{
  OutlayBudgetStanding result = *self;
  gint64 *counted = self->rule == OUTLAY_BUDGET_DEVICE ? &result.spent : &result.committed;

  if (__builtin_add_overflow (*counted, minor, counted))
    return fail_to_add (self->currency, error);
  if (!finish (&result, error))
    return FALSE;

  *after = result;
  return TRUE;
}

/* --- levels and pace -------------------------------------------------------------------------- */

OutlayBudgetLevel
outlay_budget_level_crossed (OutlayBudgetLevel before, OutlayBudgetLevel after)
{
  return after > before ? after : OUTLAY_BUDGET_LEVEL_NONE;
}

guint
outlay_budget_level_get_percent (OutlayBudgetLevel level)
{
  static const guint percents[OUTLAY_N_BUDGET_LEVELS] = { 0, 80, 100 };

  g_return_val_if_fail ((guint) level < OUTLAY_N_BUDGET_LEVELS, 0);

  return percents[level];
}

guint
outlay_budget_pace (const OutlayBudgetStanding *self, gint64 dearest_day, const char *today)
{
  OutlayDays month;
  guint gone, n_days;
  __int128 rest, days;

  if (!outlay_days_of_period (&month, OUTLAY_PERIOD_MONTH, today, OUTLAY_ISO_WEEKDAY))
    return 0;

  gone = (guint) (g_ascii_digit_value (today[8]) * 10 + g_ascii_digit_value (today[9]));
  n_days = outlay_days_count (&month);
  rest = (__int128) self->spent + self->committed - MAX (dearest_day, 0);
  if (gone < OUTLAY_BUDGET_PACE_FIRST_DAY || self->left < 0 || rest <= 0)
    return 0;

  /* The first whole number of days after which rest / days gone × them is more than is left. */
  days = (__int128) self->left * (gone - (dearest_day > 0)) / rest + 1;
  return days <= n_days - gone ? gone + (guint) days : 0;
}

/* --- what a list must keep to ----------------------------------------------------------------- */

static gboolean
is_told_before (const OutlayBudget *budgets, guint at)
{
  for (guint i = 0; i < at; i++)
    if (g_str_equal (budgets[i].category, budgets[at].category) &&
        g_str_equal (budgets[i].limit.currency, budgets[at].limit.currency))
      return TRUE;

  return FALSE;
}

static void
check_budget (const OutlayBudget *budgets, guint at, OutlayComplaints *complaints)
{
  const OutlayMoney *limit = &budgets[at].limit;
  char field[32];

  g_snprintf (field, sizeof field, "items[%u].limit.minor", at);
  if (limit->minor <= 0)
    outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_NOT_POSITIVE);
  else if (limit->minor > OUTLAY_BUDGET_LIMIT_MAX)
    outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_TOO_LARGE);

  g_snprintf (field, sizeof field, "items[%u].limit.currency", at);
  if (limit->currency[0] == '\0')
    outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_MISSING);
  else if (outlay_currency_find (limit->currency) == NULL)
    outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_UNKNOWN_CURRENCY);

  g_snprintf (field, sizeof field, "items[%u].category", at);
  if (is_told_before (budgets, at))
    outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_TWICE);
}

void
outlay_budgets_check (const OutlayBudget *budgets, guint n_budgets, OutlayComplaints *complaints)
{
  g_return_if_fail (budgets != NULL || n_budgets == 0);
  g_return_if_fail (complaints != NULL);

  if (n_budgets > OUTLAY_BUDGETS_MAX)
    {
      outlay_complaints_add (complaints, "items", OUTLAY_COMPLAINT_TOO_MANY);
      return;
    }

  for (guint i = 0; i < n_budgets; i++)
    check_budget (budgets, i, complaints);
}
