/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/insight/outlay-insight-detectors.h"
#include "core/report/outlay-forecast.h"

/* What this month will come to: for each currency that was spent in it, and for each budget of a
 * category that is expected to be gone over and is not yet. How it is computed and what its range says is
 * told at outlay_forecast_month(). All that was not rejected counts, drafts too, as they will be asked
 * for. A month more than it looks back at is summed up, so that its first month is known to be whole. */
#define MONTHS (OUTLAY_FORECAST_MONTHS_MAX + 1)

typedef struct
{
  OutlayInsightSearch *search;
  guint32 first; /* day of the array */
  guint32 month; /* first day of this one, and of the next */
  guint32 next_month;
  gint64 *daily;
  gsize n_days;
} Forecasts;

static void
find_days (Forecasts *self)
{
  GDate date;

  g_date_set_julian (&date, self->search->today);
  g_date_set_day (&date, 1);
  self->month = g_date_get_julian (&date);
  g_date_add_months (&date, 1);
  self->next_month = g_date_get_julian (&date);
  g_date_set_julian (&date, self->month);
  g_date_subtract_months (&date, MONTHS);
  self->first = g_date_get_julian (&date);
  self->n_days = self->search->today - self->first + 1;
}

/* Adds one group to the days; %FALSE where they overflow. */
static gboolean
add_group (Forecasts *self, guint group)
{
  const OutlayFactGroups *groups = &self->search->by_category;

  for (guint i = groups->starts[group + 1]; i-- > groups->starts[group];)
    {
      const OutlayFactRow *row = &self->search->rows[groups->rows[i]];
      gint64 *day;

      if (row->day < self->first)
        break;
      day = &self->daily[row->day - self->first];
      if (__builtin_add_overflow (*day, row->minor, day))
        return FALSE;
    }

  return TRUE;
}

/* Of one category (nullable: all together) and currency. */
static gboolean
forecast (Forecasts *self, const char *currency, const char *category, OutlayForecast *result)
{
  const OutlayFactGroups *groups = &self->search->by_category;
  OutlayFacts *facts = self->search->facts;

  memset (self->daily, 0, self->n_days * sizeof *self->daily);
  for (guint group = 0; group < groups->n_groups; group++)
    {
      const OutlayFactRow *row = &self->search->rows[groups->rows[groups->starts[group]]];

      if (g_str_equal (outlay_facts_get_currency (facts, row->currency), currency) &&
          (category == NULL ||
           g_str_equal (outlay_facts_get_category (facts, row->category), category)) &&
          !add_group (self, group))
        return FALSE;
    }

  return outlay_forecast_month (self->daily, self->n_days, self->search->query->today, result);
}

static void
tell (Forecasts *self,
      const char *currency,
      const char *category,
      gint64 limit,
      const OutlayForecast *result)
{
  g_autofree char *key = g_strdup_printf ("forecast:%s:%s", currency,
                                          category != NULL ? category : "*");
  OutlayInsightInit init = {
    .kind = OUTLAY_INSIGHT_FORECAST,
    .action = limit == 0 ? OUTLAY_INSIGHT_ACTION_SET_BUDGET : OUTLAY_INSIGHT_ACTION_LOOK,
    .key = key,
    .currency = currency,
    .category = category,
    .weight = category == NULL ? 1e19 : (double) (result->expected - limit),
    .numbers = { .amount = result->expected,
                 .low = result->low,
                 .high = result->high,
                 .so_far = result->so_far,
                 .limit = limit,
                 .n = result->n_months },
  };

  outlay_insight_put_day (init.numbers.from, self->month);
  outlay_insight_put_day (init.numbers.until, self->next_month);
  outlay_insight_search_add (self->search, &init);
}

/* 0 where there is none */
static gint64
find_limit (Forecasts *self, const char *currency)
{
  const OutlayInsightsQuery *query = self->search->query;

  for (guint i = 0; i < query->n_budgets; i++)
    if (query->budgets[i].category[0] == '\0' &&
        g_str_equal (query->budgets[i].limit.currency, currency))
      return query->budgets[i].limit.minor;

  return 0;
}

static void
search_currencies (Forecasts *self)
{
  const OutlayFactGroups *groups = &self->search->by_category;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint group = 0; group < groups->n_groups; group++)
    {
      const OutlayFactRow *row = &self->search->rows[groups->rows[groups->starts[group]]];
      const char *currency = outlay_facts_get_currency (self->search->facts, row->currency);
      OutlayForecast result;

      if (g_hash_table_add (seen, (gpointer) currency) &&
          forecast (self, currency, NULL, &result) && result.expected > 0)
        tell (self, currency, NULL, find_limit (self, currency), &result);
    }
}

static void
search_budgets (Forecasts *self)
{
  const OutlayInsightsQuery *query = self->search->query;

  for (guint i = 0; i < query->n_budgets; i++)
    {
      const OutlayBudget *budget = &query->budgets[i];
      OutlayForecast result;

      if (budget->category[0] != '\0' &&
          forecast (self, budget->limit.currency, budget->category, &result) &&
          result.so_far <= budget->limit.minor && result.expected > budget->limit.minor)
        tell (self, budget->limit.currency, budget->category, budget->limit.minor, &result);
    }
}

void
outlay_insight_find_forecast (OutlayInsightSearch *search)
{
  Forecasts self = { .search = search };
  g_autofree gint64 *daily = NULL;

  find_days (&self);
  self.daily = daily = g_new0 (gint64, self.n_days);
  search_currencies (&self);
  search_budgets (&self);
}
