/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "core/insight/outlay-insight-detectors.h"
#include "core/insight/outlay-insight-statistics.h"

/* Categories that grow from month to month, over the last four to twelve whole months.
 *
 * The line is that of Theil and Sen (the median of all slopes), which a single dear month does not move.
 * Whether it rises at all is judged by the test of Mann and Kendall: that months without any trend would
 * rise so steadily must have a chance below 1 in 20 for all the categories looked at together (of ten
 * categories, 1 in 200 for each: Bonferroni), so that of twenty people whose spending is as it was, one is
 * told otherwise. Four months can be enough for a single category only.
 *
 * That it is no chance does not make it matter. It must have grown by a fifth over the whole time, which
 * is twice what the worst year of inflation since there is the euro did (10.6 %, October 2022), and by
 * a twentieth of what the person spends in a median month, below which it is lost in the whole. */
#define MONTHS_MIN 4
#define MONTHS_MAX 12
#define CHANCE_MAX 0.05
#define GROWTH_MIN 0.2
#define SHARE_MIN 0.05

typedef struct
{
  OutlayTrend trend;
  double sums[MONTHS_MAX];
} Category;

typedef struct
{
  OutlayInsightSearch *search;
  guint32 starts[MONTHS_MAX + 1]; /* first days of the months, and of this one */
  Category *categories;           /* of each group */
  guint n_tested;
} Growing;

/* The months before that of today. */
static void
find_months (Growing *self)
{
  GDate date;

  g_date_set_julian (&date, self->search->today);
  g_date_set_day (&date, 1);
  for (guint i = MONTHS_MAX + 1; i-- > 0;)
    {
      self->starts[i] = g_date_get_julian (&date);
      g_date_subtract_months (&date, 1);
    }
}

static guint16
get_currency (Growing *self, guint group)
{
  const OutlayFactGroups *groups = &self->search->by_category;

  return self->search->rows[groups->rows[groups->starts[group]]].currency;
}

static void
sum_up (Growing *self, guint group)
{
  const OutlayFactGroups *groups = &self->search->by_category;
  guint month = MONTHS_MAX;

  for (guint i = groups->starts[group + 1]; i-- > groups->starts[group];)
    {
      const OutlayFactRow *row = &self->search->rows[groups->rows[i]];

      while (month > 0 && row->day < self->starts[month])
        month--;
      if (row->day < self->starts[0])
        break;
      if (month < MONTHS_MAX)
        self->categories[group].sums[month] += (double) row->minor;
    }
}

/* The first month that was whole for a currency, since its first expense; and the median of what all
 * categories came to in a month since. */
static guint
find_first_month (Growing *self, guint16 currency, double *median)
{
  const OutlayFactGroups *groups = &self->search->by_category;
  double sums[MONTHS_MAX] = { 0 };
  guint32 first_day = G_MAXUINT32;
  guint first = 0;

  for (guint group = 0; group < groups->n_groups; group++)
    if (get_currency (self, group) == currency)
      {
        first_day = MIN (first_day, self->search->rows[groups->rows[groups->starts[group]]].day);
        for (guint i = 0; i < MONTHS_MAX; i++)
          sums[i] += self->categories[group].sums[i];
      }
  while (first < MONTHS_MAX && self->starts[first] < first_day)
    first++;
  *median = first < MONTHS_MAX ? outlay_find_median (&sums[first], MONTHS_MAX - first) : 0;

  return first;
}

/* The merchant that came to more in the later half of the months than in the earlier, by most. */
static guint32
find_cause (Growing *self, guint group, guint first, double *change)
{
  const OutlayFactGroups *groups = &self->search->by_category;
  g_autoptr (GHashTable) changes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  guint half = (MONTHS_MAX - first) / 2;
  GHashTableIter iter;
  gpointer key, value;
  guint32 cause = 0;

  for (guint i = groups->starts[group + 1]; i-- > groups->starts[group];)
    {
      const OutlayFactRow *row = &self->search->rows[groups->rows[i]];
      double *sum = g_hash_table_lookup (changes, GUINT_TO_POINTER (row->merchant));
      gboolean is_late = row->day >= self->starts[MONTHS_MAX - half];

      if (row->day < self->starts[first])
        break;
      if (row->merchant == 0 || row->day >= self->starts[MONTHS_MAX] ||
          (!is_late && row->day >= self->starts[first + half]))
        continue;
      if (sum == NULL)
        g_hash_table_insert (changes, GUINT_TO_POINTER (row->merchant), sum = g_new0 (double, 1));
      *sum += is_late ? (double) row->minor : -(double) row->minor;
    }

  *change = 0;
  g_hash_table_iter_init (&iter, changes);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      double sum = *(double *) value;
      guint32 merchant = GPOINTER_TO_UINT (key);

      if (sum > *change || (sum > 0 && sum >= *change &&
                            g_strcmp0 (outlay_facts_get_folded (self->search->facts, merchant),
                                       outlay_facts_get_folded (self->search->facts, cause)) < 0))
        {
          cause = merchant;
          *change = sum;
        }
    }

  return cause;
}

static void
tell (Growing *self, guint group, guint first)
{
  const OutlayFactGroups *groups = &self->search->by_category;
  const OutlayFactRow *row = &self->search->rows[groups->rows[groups->starts[group]]];
  const OutlayTrend *trend = &self->categories[group].trend;
  const char *currency = outlay_facts_get_currency (self->search->facts, row->currency);
  const char *category = outlay_facts_get_category (self->search->facts, row->category);
  g_autofree char *key = g_strdup_printf ("growing:%s:%s", currency, category);
  double cause_change;
  guint32 cause = find_cause (self, group, first, &cause_change);
  double start = MAX (trend->first, 0);
  OutlayInsightInit init = {
    .kind = OUTLAY_INSIGHT_GROWING,
    .action = OUTLAY_INSIGHT_ACTION_SET_BUDGET,
    .key = key,
    .currency = currency,
    .category = category,
    .cause = cause > 0 ? outlay_facts_get_merchant (self->search->facts, cause) : NULL,
    .weight = trend->last - start,
    .numbers = { .usual = (gint64) round (start),
                 .amount = (gint64) round (trend->last),
                 .change = (gint64) round (trend->slope),
                 .cause_change = (gint64) cause_change,
                 .per_mille = start >= 1 ? (gint64) round ((trend->last - start) / start * 1000)
                                         : 0,
                 .n = MONTHS_MAX - first },
  };

  outlay_insight_put_day (init.numbers.from, self->starts[first]);
  outlay_insight_put_day (init.numbers.until, self->starts[MONTHS_MAX]);
  outlay_insight_search_add (self->search, &init);
}

/* Fits a line to each; how many months it has, or 0 where it is not looked at. */
static guint
find_trend (Growing *self, guint group, double *median)
{
  guint first = find_first_month (self, get_currency (self, group), median);
  Category *category = &self->categories[group];
  gboolean has_any = FALSE;

  for (guint i = first; i < MONTHS_MAX; i++)
    has_any = has_any || category->sums[i] > 0;
  if (!has_any || MONTHS_MAX - first < MONTHS_MIN)
    return 0;

  outlay_trend_find (&category->sums[first], MONTHS_MAX - first, &category->trend);
  return MONTHS_MAX - first;
}

void
outlay_insight_find_growing (OutlayInsightSearch *search)
{
  guint n_groups = search->by_category.n_groups;
  g_autofree Category *categories = g_new0 (Category, MAX (n_groups, 1));
  g_autofree guint *n_months = g_new0 (guint, MAX (n_groups, 1));
  g_autofree double *medians = g_new0 (double, MAX (n_groups, 1));
  Growing self = { .search = search, .categories = categories };

  find_months (&self);
  for (guint group = 0; group < n_groups; group++)
    sum_up (&self, group);
  for (guint group = 0; group < n_groups; group++)
    {
      n_months[group] = find_trend (&self, group, &medians[group]);
      self.n_tested += n_months[group] > 0;
    }

  for (guint group = 0; group < n_groups; group++)
    {
      const OutlayTrend *trend = &categories[group].trend;
      double start = MAX (trend->first, 0);

      if (n_months[group] > 0 && trend->chance * self.n_tested <= CHANCE_MAX &&
          trend->last - start >= GROWTH_MIN * start &&
          trend->last - start >= SHARE_MIN * medians[group])
        tell (&self, group, MONTHS_MAX - n_months[group]);
    }
}
