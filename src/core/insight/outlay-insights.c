/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/insight/outlay-insights.h"

#include <stdlib.h>
#include <string.h>

#include "core/insight/outlay-insight-detectors.h"
#include "core/outlay-time.h"

typedef void (*Detector) (OutlayInsightSearch *search);

static const Detector detectors[] = {
  outlay_insight_find_twins,   outlay_insight_find_unusual, outlay_insight_find_recurring,
  outlay_insight_find_waiting, outlay_insight_find_growing, outlay_insight_find_forecast,
};

gboolean
outlay_insight_search_is_dismissed (OutlayInsightSearch *self, const char *key)
{
  return self->query->dismissed != NULL && g_hash_table_contains (self->query->dismissed, key);
}

void
outlay_insight_search_add (OutlayInsightSearch *self, const OutlayInsightInit *init)
{
  const char *const key_alone[] = { init->key, NULL };
  const char *const *dismissals = init->dismissals != NULL ? init->dismissals : key_alone;

  for (guint i = 0; dismissals[i] != NULL; i++)
    if (!outlay_insight_search_is_dismissed (self, dismissals[i]))
      {
        g_ptr_array_add (self->found, outlay_insight_new (init));
        return;
      }
}

void
outlay_insight_put_day (char text[OUTLAY_DAY_SIZE], guint32 day)
{
  GDate date;

  g_date_set_julian (&date, day);
  g_snprintf (text, OUTLAY_DAY_SIZE, "%04u-%02u-%02u", g_date_get_year (&date) % 10000u,
              g_date_get_month (&date) % 100u, g_date_get_day (&date) % 100u);
}

static guint32
read_today (const char *today)
{
  GDate date;

  if (today == NULL || !outlay_day_is_valid (today))
    return 0;

  g_date_set_dmy (&date, (GDateDay) atoi (today + 8), (GDateMonth) atoi (today + 5),
                  (GDateYear) atoi (today));
  return g_date_get_julian (&date);
}

/* Places of rows, by amount and of an amount by day. */
static int
compare_amounts (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const OutlayFactRow *rows = user_data;
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  if (rows[first].minor != rows[second].minor)
    return rows[first].minor < rows[second].minor ? -1 : 1;
  return (first > second) - (first < second);
}

static void
sort_by_amount (OutlayInsightSearch *search)
{
  const OutlayFactGroups *groups = &search->by_merchant;

  search->by_amount = g_memdup2 (groups->rows,
                                 groups->starts[groups->n_groups] * sizeof *groups->rows);
  for (guint group = 0; group < groups->n_groups; group++)
    g_sort_array (&search->by_amount[groups->starts[group]],
                  groups->starts[group + 1] - groups->starts[group], sizeof *search->by_amount,
                  compare_amounts, (gpointer) search->rows);
}

/* By kind, the weightiest first, and by key, which no two share. */
static int
compare_insights (gconstpointer a, gconstpointer b)
{
  OutlayInsight *first = *(OutlayInsight *const *) a, *second = *(OutlayInsight *const *) b;
  OutlayInsightKind kind = outlay_insight_get_kind (first);
  double weight = outlay_insight_get_weight (first);
  double other_weight = outlay_insight_get_weight (second);

  if (kind != outlay_insight_get_kind (second))
    return kind < outlay_insight_get_kind (second) ? -1 : 1;
  if (weight != other_weight)
    return weight > other_weight ? -1 : 1;
  return strcmp (outlay_insight_get_key (first), outlay_insight_get_key (second));
}

/* Leaves the weightiest of each kind. */
static void
limit_kinds (GPtrArray *insights)
{
  guint counts[OUTLAY_N_INSIGHT_KINDS] = { 0 };
  guint n = 0;

  for (guint i = 0; i < insights->len; i++)
    {
      OutlayInsight *insight = g_ptr_array_index (insights, i);

      if (++counts[outlay_insight_get_kind (insight)] <= OUTLAY_INSIGHTS_MAX_OF_KIND)
        {
          insights->pdata[i] = insights->pdata[n];
          insights->pdata[n++] = insight;
        }
    }

  g_ptr_array_set_size (insights, (gint) n);
}

GPtrArray *
outlay_insights_find (OutlayFacts *facts, const OutlayInsightsQuery *query)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  OutlayInsightSearch search = {
    .facts = facts,
    .rows = outlay_facts_get_rows (facts),
    .n_rows = outlay_facts_get_n (facts),
    .today = read_today (query->today),
    .query = query,
    .found = found,
  };

  if (search.today == 0)
    return g_steal_pointer (&found);

  outlay_facts_group (facts, OUTLAY_FACTS_BY_MERCHANT, search.today + 1, &search.by_merchant);
  outlay_facts_group (facts, OUTLAY_FACTS_BY_CATEGORY, search.today + 1, &search.by_category);
  sort_by_amount (&search);
  for (guint i = 0; i < G_N_ELEMENTS (detectors); i++)
    detectors[i](&search);
  outlay_fact_groups_clear (&search.by_merchant);
  outlay_fact_groups_clear (&search.by_category);
  g_free (search.by_amount);

  g_ptr_array_sort (found, compare_insights);
  limit_kinds (found);
  return g_steal_pointer (&found);
}
