/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "core/insight/outlay-insight-detectors.h"
#include "core/insight/outlay-insight-statistics.h"

/* Unusual amounts: far from the median of what the person spends at this merchant; or, where the merchant
 * is not known well enough, from the median of the category's merchants, each by its own median, so
 * that the daily coffee does not make every hotel an odd one.
 *
 * Amounts are compared by their logarithm, as prices differ by factors: a tenth of the usual is as odd
 * as ten times it, and both are the mark of a slip of the decimal point. The distance is measured in
 * median absolute deviations, which a few odd ones do not move: the modified z-score of Iglewicz and
 * Hoaglin ("How to detect and handle outliers", 1993). They recommend 3.5, which one amount in two
 * thousand exceeds by chance. A person looks at hundreds a year, so it is more where that is needed for a
 * chance of 1 in 20 that any of the year's amounts is told without reason (Bonferroni; 4.0 of 700); and
 * for small samples, whose deviation is itself a guess, as much more as Student's t is than the normal
 * distribution (Cornish and Fisher's first term, (z³ + z) / 4n). Fewer than twelve are not compared.
 *
 * Where half of the amounts are one fixed price their median deviation is nothing, whatever the others
 * are: a subscription among purchases. The mean absolute deviation, which the same authors take then, is
 * taken wherever it is the larger: in a normal sample the two are the same. And where both are next to
 * nothing every cent would be unusual: the deviation is no less than a tenth, what people call about the
 * same price; so nothing within 42 % is ever told.
 *
 * Where more than one in twenty (and more than one) are as far on the same side they are a kind of
 * their own, the weekly shopping beside the daily bread, and none of them is told. */
#define SCORE_MIN 3.5
#define CHANCE_MAX 0.05
#define SAMPLES_MIN 12
#define MEAN_TO_DEVIATION 1.2533
#define DEVIATION_MIN 0.0953 /* the logarithm of 1.1 */
#define ALIKE_SHARE 20

typedef struct
{
  OutlayInsightSearch *search;
  double score;   /* beyond which an amount of a large sample is told */
  double *sample; /* logarithms */
  double *kept;
  guint8 *is_known; /* of each row, whether its merchant is known well enough */
} Unusual;

/* What is usual in a sample. */
typedef struct
{
  guint n;
  double median;
  double low;
  double high;
  double deviation;
  gboolean has_low;  /* whether what is below @low is odd and no kind of its own */
  gboolean has_high; /* the same above @high */
} Usual;

/* How many deviations of a normal distribution are exceeded with a chance, on either side. */
static double
find_score (double chance)
{
  double low = 0, high = 40;

  for (guint i = 0; i < 60; i++)
    {
      double middle = (low + high) / 2;

      if (erfc (middle / G_SQRT2) > chance)
        low = middle;
      else
        high = middle;
    }

  return high;
}

static gboolean
is_odd_one (guint n_alike, guint n)
{
  return n_alike <= 1 || n_alike * ALIKE_SHARE <= n;
}

/* %FALSE where the sample is too small. */
static gboolean
find_usual (Unusual *self, guint n, Usual *usual)
{
  double mean = 0, deviation, reach;
  guint n_low = 0, n_high = 0;

  if (n < SAMPLES_MIN)
    return FALSE;

  for (guint i = 0; i < n; i++)
    self->kept[i] = self->sample[i];
  usual->n = n;
  usual->median = outlay_find_median (self->sample, n);
  for (guint i = 0; i < n; i++)
    mean += fabs (self->sample[i] - usual->median) / n;
  deviation = outlay_find_deviation (self->sample, n, usual->median) * OUTLAY_MAD_TO_DEVIATION;
  usual->deviation = MAX (MAX (deviation, mean * MEAN_TO_DEVIATION), DEVIATION_MIN);
  reach = (self->score + (pow (self->score, 3) + self->score) / (4 * n)) * usual->deviation;
  usual->low = usual->median - reach;
  usual->high = usual->median + reach;

  for (guint i = 0; i < n; i++)
    {
      n_low += self->kept[i] < usual->low;
      n_high += self->kept[i] > usual->high;
    }
  usual->has_low = is_odd_one (n_low, n);
  usual->has_high = is_odd_one (n_high, n);
  return TRUE;
}

/* --- telling ---------------------------------------------------------------------------------- */

static gint64
to_minor (double logarithm)
{
  return (gint64) MIN (round (exp (logarithm)), 9e18);
}

static void
tell (Unusual *self, const OutlayFactRow *row, const Usual *usual, gboolean is_of_category)
{
  OutlayFacts *facts = self->search->facts;
  double logarithm = log ((double) row->minor);
  g_autofree char *key = g_strconcat ("unusual:", row->id, NULL);
  const char *const ids[] = { row->id, NULL };
  OutlayInsightInit init = {
    .kind = OUTLAY_INSIGHT_UNUSUAL,
    .action = OUTLAY_INSIGHT_ACTION_LOOK,
    .key = key,
    .currency = outlay_facts_get_currency (facts, row->currency),
    .category = outlay_facts_get_category (facts, row->category),
    .merchant = row->merchant > 0 ? outlay_facts_get_merchant (facts, row->merchant) : NULL,
    .ids = ids,
    .target = row->id,
    .weight = fabs (logarithm - usual->median) / usual->deviation,
    .numbers = { .amount = row->minor,
                 .usual = to_minor (usual->median),
                 .low = to_minor (usual->low),
                 .high = to_minor (usual->high),
                 .per_mille = to_minor (logarithm - usual->median + log (1000)),
                 .n = usual->n - 1,
                 .is_of_category = is_of_category },
  };

  outlay_insight_put_day (init.numbers.day, row->day);
  outlay_insight_search_add (self->search, &init);
}

static void
judge (Unusual *self, guint32 place, const Usual *usual, gboolean is_of_category)
{
  const OutlayFactRow *row = &self->search->rows[place];
  double logarithm = log ((double) row->minor);

  if (row->day + OUTLAY_INSIGHT_DAYS_BACK > self->search->today &&
      ((usual->has_low && logarithm < usual->low) || (usual->has_high && logarithm > usual->high)))
    tell (self, row, usual, is_of_category);
}

/* --- samples ---------------------------------------------------------------------------------- */

static void
search_merchants (Unusual *self)
{
  const OutlayFactGroups *groups = &self->search->by_merchant;

  for (guint group = 0; group < groups->n_groups; group++)
    {
      const guint32 *places = &groups->rows[groups->starts[group]];
      guint n = groups->starts[group + 1] - groups->starts[group];
      Usual usual;

      for (guint i = 0; i < n; i++)
        self->sample[i] = log ((double) self->search->rows[places[i]].minor);
      if (!find_usual (self, n, &usual))
        continue;

      for (guint i = 0; i < n; i++)
        {
          judge (self, places[i], &usual, FALSE);
          self->is_known[places[i]] = TRUE;
        }
    }
}

static int
compare_merchants (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const OutlayFactRow *rows = user_data;
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  if (rows[first].merchant != rows[second].merchant)
    return rows[first].merchant < rows[second].merchant ? -1 : 1;
  return (first > second) - (first < second);
}

/* The median of each merchant, at the start of the sample; how many there are. What has none is one of
 * its own. */
static guint
sample_merchants (Unusual *self, const guint32 *places, guint n)
{
  const OutlayFactRow *rows = self->search->rows;
  guint n_merchants = 0, end;

  for (guint start = 0; start < n; start = end)
    {
      for (end = start + 1; end < n && rows[places[start]].merchant > 0 &&
                            rows[places[end]].merchant == rows[places[start]].merchant;)
        end++;
      for (guint i = start; i < end; i++)
        self->kept[i - start] = log ((double) rows[places[i]].minor);
      self->sample[n_merchants++] = outlay_find_median (self->kept, end - start);
    }

  return n_merchants;
}

/* Leaves the work for most categories, as most merchants are known. */
static gboolean
are_all_known (Unusual *self, const guint32 *places, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!self->is_known[places[i]])
      return FALSE;

  return TRUE;
}

static void
search_categories (Unusual *self)
{
  const OutlayFactGroups *groups = &self->search->by_category;

  for (guint group = 0; group < groups->n_groups; group++)
    {
      guint n = groups->starts[group + 1] - groups->starts[group];
      g_autofree guint32 *places = g_memdup2 (&groups->rows[groups->starts[group]],
                                              n * sizeof *places);
      Usual usual;

      if (are_all_known (self, places, n))
        continue;
      g_sort_array (places, n, sizeof *places, compare_merchants, (gpointer) self->search->rows);
      if (find_usual (self, sample_merchants (self, places, n), &usual))
        for (guint i = 0; i < n; i++)
          if (!self->is_known[places[i]])
            judge (self, places[i], &usual, TRUE);
    }
}

void
outlay_insight_find_unusual (OutlayInsightSearch *search)
{
  guint n = MAX (search->n_rows, 1);
  g_autofree double *sample = g_new (double, n), *kept = g_new (double, n);
  g_autofree guint8 *is_known = g_new0 (guint8, n);
  Unusual self = { .search = search, .sample = sample, .kept = kept, .is_known = is_known };
  guint n_looked_at = 0;

  for (guint i = search->n_rows;
       i-- > 0 && search->rows[i].day + OUTLAY_INSIGHT_DAYS_BACK > search->today;)
    n_looked_at += search->rows[i].day <= search->today;
  self.score = MAX (find_score (CHANCE_MAX / MAX (n_looked_at, 1)), SCORE_MIN);

  search_merchants (&self);
  search_categories (&self);
}
