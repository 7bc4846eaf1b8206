/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/budgets/outlay-budget-report.h"

#include <string.h>

#include "server/people/outlay-policy-store.h"

gboolean
outlay_budget_report_begin (OutlayBudgetReport *self,
                            OutlayConnection *db,
                            const char *company,
                            const char *owner,
                            const char *day,
                            GError **error)
{
  g_auto (OutlayStoredPolicy) stored = { 0 };

  *self = (OutlayBudgetReport) { .home = "" };
  outlay_report_init (&self->month.report, TRUE);
  if (!outlay_days_of_period (&self->month.days, OUTLAY_PERIOD_MONTH, day, OUTLAY_ISO_WEEKDAY))
    g_assert_not_reached ();

  if (!outlay_budget_store_get (db, company, owner, &self->budgets, error))
    return FALSE;
  if (self->budgets.items->len == 0)
    return TRUE;
  if (!outlay_policy_store_get (db, company, &stored, error))
    return FALSE;

  memcpy (self->home, stored.policy.home, sizeof self->home);
  return TRUE;
}

void
outlay_budget_report_clear (OutlayBudgetReport *self)
{
  outlay_stored_budgets_clear (&self->budgets);
  outlay_report_clear (&self->month.report);
}

static void
write_amount (const char *name, gint64 minor, const char *currency, OutlayJsonWriter *json)
{
  outlay_json_writer_name (json, name);
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "minor");
  outlay_json_writer_int (json, minor);
  outlay_json_writer_name (json, "currency");
  outlay_json_writer_token (json, currency);
  outlay_json_writer_end_object (json);
}

static void
write_standing (const OutlayBudget *budget,
                const OutlayBudgetStanding *standing,
                OutlayJsonWriter *json)
{
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "category");
  outlay_json_writer_text (json, *budget->category != '\0' ? budget->category : NULL);
  write_amount ("limit", standing->limit, standing->currency, json);
  write_amount ("spent", standing->spent, standing->currency, json);
  write_amount ("committed", standing->committed, standing->currency, json);
  write_amount ("left", standing->left, standing->currency, json);
  outlay_json_writer_end_object (json);
}

gboolean
outlay_budget_report_write_json (const OutlayBudgetReport *self,
                                 gboolean is_over,
                                 OutlayJsonWriter *json,
                                 GError **error)
{
  const GArray *items = self->budgets.items;
  const char *home = *self->home != '\0' ? self->home : NULL;

  outlay_json_writer_begin_array (json);
  for (guint i = 0; i < items->len; i++)
    {
      const OutlayBudget *budget = &g_array_index (items, OutlayBudget, i);
      OutlayBudgetStanding standing;

      if (!outlay_budget_measure_report (budget, OUTLAY_BUDGET_COMPANY, &self->month.report, home,
                                         &standing, error))
        return FALSE;
      if (!is_over || standing.left < 0)
        write_standing (budget, &standing, json);
    }
  outlay_json_writer_end_array (json);

  return TRUE;
}
