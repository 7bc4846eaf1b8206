/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/reports/outlay-report-json.h"

#include <string.h>

void
outlay_total_write_json (const OutlayTotal *total, const char *currency, OutlayJsonWriter *json)
{
  outlay_json_writer_literal (json, "\"count\":");
  outlay_json_writer_int (json, total->count);
  outlay_json_writer_literal (json, ",\"amount\":{\"minor\":");
  outlay_json_writer_int (json, total->minor);
  outlay_json_writer_literal (json, ",\"currency\":\"");
  outlay_json_writer_append (json, currency, strlen (currency));
  outlay_json_writer_literal (json, "\"}");
}

void
outlay_state_totals_write_json (const OutlayStateTotals *totals,
                                const char *currency,
                                OutlayJsonWriter *json)
{
  outlay_total_write_json (&totals->all, currency, json);
  outlay_json_writer_literal (json, ",\"states\":");
  outlay_json_writer_begin_array (json);
  for (guint i = 0; i < OUTLAY_N_STATES; i++)
    if (totals->states[i].count != 0)
      {
        const char *state = outlay_state_to_string ((OutlayState) i);

        outlay_json_writer_begin_object (json);
        outlay_json_writer_literal (json, "\"state\":\"");
        outlay_json_writer_append (json, state, strlen (state));
        outlay_json_writer_literal (json, "\",");
        outlay_total_write_json (&totals->states[i], currency, json);
        outlay_json_writer_end_object (json);
      }
  outlay_json_writer_end_array (json);
}

static void
write_category (const OutlayCategoryTotals *self, const char *currency, OutlayJsonWriter *json)
{
  outlay_json_writer_begin_object (json);
  outlay_json_writer_literal (json, "\"category\":");
  if (*self->category != '\0')
    outlay_json_writer_token (json, self->category);
  else
    outlay_json_writer_null (json);
  outlay_json_writer_literal (json, ",");
  outlay_state_totals_write_json (&self->totals, currency, json);
  outlay_json_writer_end_object (json);
}

const char *
outlay_currency_key_write_json (const char *key, OutlayJsonWriter *json)
{
  gboolean is_converted = outlay_currency_key_is_converted (key);
  const char *currency = is_converted ? key + 1 : key;

  outlay_json_writer_literal (json, "\"currency\":\"");
  outlay_json_writer_append (json, currency, strlen (currency));
  outlay_json_writer_literal (json, "\",");
  if (is_converted)
    outlay_json_writer_literal (json, "\"converted\":true,");

  return currency;
}

static void
write_currency (const OutlayCurrencyTotals *self, gboolean is_by_category, OutlayJsonWriter *json)
{
  const char *currency;

  outlay_json_writer_begin_object (json);
  currency = outlay_currency_key_write_json (self->currency, json);
  outlay_state_totals_write_json (&self->totals, currency, json);
  if (is_by_category)
    {
      outlay_json_writer_name (json, "categories");
      outlay_json_writer_begin_array (json);
      for (guint i = 0; i < self->n_categories; i++)
        if (self->categories[i].totals.all.count != 0)
          write_category (&self->categories[i], currency, json);
      outlay_json_writer_end_array (json);
    }
  outlay_json_writer_end_object (json);
}

void
outlay_days_write_json (const OutlayDays *self, OutlayJsonWriter *json)
{
  char last[OUTLAY_DAY_SIZE];

  outlay_days_get_last (self, last);
  outlay_json_writer_name (json, "from");
  outlay_json_writer_token (json, self->from);
  outlay_json_writer_name (json, "to");
  outlay_json_writer_token (json, last);
}

void
outlay_report_write_totals_json (const OutlayReport *report, OutlayJsonWriter *json)
{
  outlay_json_writer_begin_array (json);
  for (guint i = 0; i < report->n_currencies; i++)
    if (report->currencies[i].totals.all.count != 0)
      write_currency (&report->currencies[i], report->is_by_category, json);
  outlay_json_writer_end_array (json);
}

void
outlay_report_write_json (const OutlayDayReport *self, OutlayJsonWriter *json)
{
  outlay_days_write_json (&self->days, json);
  outlay_json_writer_name (json, "totals");
  outlay_report_write_totals_json (&self->report, json);
}
