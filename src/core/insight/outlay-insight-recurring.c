/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "core/insight/outlay-cycle.h"
#include "core/insight/outlay-insight-detectors.h"
#include "core/insight/outlay-insight-statistics.h"

/* Costs that come again by the week, the month or the year at one merchant, and those of them that did
 * not come.
 *
 * All that was paid to a merchant is a series where its days keep to a cycle (outlay_cycle_fit()) and
 * its amounts lie within a quarter of their median, but for one in five: a bill for electricity moves
 * that much between summer and winter. Where it is none, what was paid there in one exact amount may
 * be: a subscription among other purchases.
 *
 * How many it takes is what chance needs: an expense of any day is within the tolerance of a weekly
 * cycle in 3 of 7 cases, of a monthly one in 7 of 30, of a yearly one in 15 of 365. Six by the week
 * ((3/7)^5), four by the month ((7/30)^3) and three by the year are series of themselves in less than
 * one of sixty cases, before their amounts are looked at. Of one exact amount one less is enough, as a
 * price that is the same to the cent is rarer than one in five. Only the newest are looked at (half a
 * year by the week, a year by the month), as prices change.
 *
 * One that is due and late by more than its cycle's tolerance, and by more than the days this person
 * takes to write expenses down (all but one in twenty; at most the two weeks after which it would be past the
 * next weekly ones), did not come. After a whole cycle more it has ended, and is told no longer. */
#define SERIES_MAX 26
#define AMOUNT_FACTOR 0.2231 /* the logarithm of 1.25 */
#define STRAY_SHARE 5
#define DELAY_MAX 14

typedef struct
{
  OutlayInsightSearch *search;
  guint delay; /* days this person takes to write down */
  const guint32 *merchant_places;
  guint n_merchant_places;
} Recurring;

static guint
get_n_least (OutlayInterval interval, gboolean is_exact)
{
  static const guint least[] = { G_MAXINT32, 6, 4, 3 };

  return least[interval] - (is_exact ? 1 : 0);
}

static guint
get_n_most (OutlayInterval interval)
{
  return interval == OUTLAY_INTERVAL_WEEK ? SERIES_MAX : 12;
}

/* All but one in twenty of this person's expenses are written down within so many days. */
static guint
find_delay (OutlayInsightSearch *search)
{
  g_autoptr (GArray) delays = g_array_new (FALSE, FALSE, sizeof (double));
  guint32 epoch = 719163; /* 1970-01-01 as #GDate counts */

  for (guint i = 0; i < search->n_rows; i++)
    if (search->rows[i].day > 0 && search->rows[i].created_at > 0)
      {
        double delay = (double) (search->rows[i].created_at / OUTLAY_INSIGHT_DAY_USEC + epoch) -
                       search->rows[i].day;

        delay = MAX (delay, 0);
        g_array_append_val (delays, delay);
      }

  return delays->len >= OUTLAY_INSIGHT_WAITS_MIN
             ? (guint) MIN (outlay_find_quantile ((double *) (gpointer) delays->data, delays->len,
                                                  OUTLAY_INSIGHT_USUAL_SHARE),
                            DELAY_MAX)
             : 0;
}

/* --- one series ------------------------------------------------------------------------------- */

typedef struct
{
  OutlayCycle cycle;
  const guint32 *places; /* by day */
  guint n;
  gboolean is_exact;
  gboolean is_part; /* of what was paid to the merchant */
  gint64 usual;
  gint64 low;
  gint64 high;
  gint64 last; /* number of its last cycle */
} Series;

static gboolean
measure_amounts (Recurring *self, Series *series)
{
  double logarithms[SERIES_MAX], kept[SERIES_MAX];
  guint n_stray = 0;
  double median;

  series->low = G_MAXINT64;
  series->high = 0;
  for (guint i = 0; i < series->n; i++)
    {
      gint64 minor = self->search->rows[series->places[i]].minor;

      kept[i] = logarithms[i] = log ((double) minor);
      series->low = MIN (series->low, minor);
      series->high = MAX (series->high, minor);
    }
  median = outlay_find_median (logarithms, series->n);
  for (guint i = 0; i < series->n; i++)
    n_stray += fabs (kept[i] - median) > AMOUNT_FACTOR;

  series->usual = series->low == series->high ? series->low : (gint64) round (exp (median));
  return n_stray * STRAY_SHARE <= series->n;
}

/* The days of its newest, each once; %FALSE where they keep to no cycle, or are too few for it. */
static gboolean
fit_newest (Recurring *self, Series *series)
{
  const OutlayFactRow *rows = self->search->rows;
  guint32 days[SERIES_MAX];
  guint n_days = 0;

  for (guint i = 0; i < series->n; i++)
    if (n_days == 0 || rows[series->places[i]].day > days[n_days - 1])
      days[n_days++] = rows[series->places[i]].day;

  return outlay_cycle_fit (days, n_days, &series->cycle) &&
         n_days >= get_n_least (series->cycle.interval, series->is_exact);
}

/* Takes the newest of some places as a series. */
static gboolean
make_series (Recurring *self, const guint32 *places, guint n, gboolean is_exact, Series *series)
{
  gint lateness;

  *series = (Series) { .is_exact = is_exact, .is_part = n < self->n_merchant_places };
  series->n = MIN (n, SERIES_MAX);
  series->places = places + n - series->n;
  if (!fit_newest (self, series))
    return FALSE;
  if (series->n > get_n_most (series->cycle.interval))
    {
      series->n = get_n_most (series->cycle.interval);
      series->places = places + n - series->n;
      if (!fit_newest (self, series))
        return FALSE;
    }

  series->last = outlay_cycle_find (
      &series->cycle, self->search->rows[series->places[series->n - 1]].day, &lateness);
  return measure_amounts (self, series);
}

/* --- telling ---------------------------------------------------------------------------------- */

static char *
dup_key (Recurring *self, const Series *series, const OutlayFactRow *row, const char *day)
{
  static const char *const intervals[] = { "", "week", "month", "year" };
  g_autofree char *amount = series->is_part ? g_strdup_printf (":%" G_GINT64_FORMAT, series->usual)
                                            : g_strdup ("");

  return g_strdup_printf ("%s:%s:%s%s:%s", day[0] != '\0' ? "missing" : "recurring",
                          outlay_facts_get_currency (self->search->facts, row->currency),
                          day[0] != '\0' ? day : intervals[series->cycle.interval], amount,
                          outlay_facts_get_folded (self->search->facts, row->merchant));
}

static void
tell (Recurring *self, const Series *series, guint32 due, guint grace, gboolean is_missing)
{
  const OutlayFactRow *rows = self->search->rows;
  const OutlayFactRow *last = &rows[series->places[series->n - 1]];
  const char *ids[SERIES_MAX + 1] = { NULL };
  char day[OUTLAY_DAY_SIZE] = "";
  g_autofree char *key = NULL;
  OutlayInsightInit init = {
    .kind = is_missing ? OUTLAY_INSIGHT_MISSING : OUTLAY_INSIGHT_RECURRING,
    .action = is_missing ? OUTLAY_INSIGHT_ACTION_ADD_EXPENSE : OUTLAY_INSIGHT_ACTION_LOOK,
    .currency = outlay_facts_get_currency (self->search->facts, last->currency),
    .category = outlay_facts_get_category (self->search->facts, last->category),
    .merchant = outlay_facts_get_merchant (self->search->facts, last->merchant),
    .ids = ids,
    .weight = (double) series->usual,
    .numbers = { .usual = series->usual,
                 .low = series->low,
                 .high = series->high,
                 .interval = series->cycle.interval,
                 .n = series->n,
                 .days = is_missing ? self->search->today - due : 0,
                 .grace = is_missing ? grace : 0 },
  };

  for (guint i = 0; i < series->n; i++)
    ids[i] = rows[series->places[i]].id;
  outlay_insight_put_day (init.numbers.day, due);
  outlay_insight_put_day (init.numbers.from, rows[series->places[0]].day);
  outlay_insight_put_day (init.numbers.until, last->day);
  if (is_missing)
    memcpy (day, init.numbers.day, sizeof day);
  init.key = key = dup_key (self, series, last, day);
  outlay_insight_search_add (self->search, &init);
}

/* Whether something like it came from the merchant after its last, for another price maybe. */
static gboolean
has_come_otherwise (Recurring *self, const Series *series)
{
  const OutlayFactRow *rows = self->search->rows;
  guint32 last = rows[series->places[series->n - 1]].day;

  for (guint i = self->n_merchant_places; i-- > 0;)
    {
      const OutlayFactRow *row = &rows[self->merchant_places[i]];
      gint lateness;

      if (row->day <= last)
        return FALSE;
      if (row->minor != series->usual && row->minor / 2 <= series->usual &&
          series->usual / 2 <= row->minor &&
          outlay_cycle_find (&series->cycle, row->day, &lateness) > series->last &&
          (guint) ABS (lateness) <= outlay_interval_get_tolerance (series->cycle.interval))
        return TRUE;
    }

  return FALSE;
}

static void
judge_series (Recurring *self, const Series *series)
{
  guint32 due = outlay_cycle_get_day (&series->cycle, series->last + 1);
  guint32 next = outlay_cycle_get_day (&series->cycle, series->last + 2);
  guint grace = outlay_interval_get_tolerance (series->cycle.interval) + self->delay;

  if (self->search->today > next + grace || (series->is_part && has_come_otherwise (self, series)))
    return;

  tell (self, series, due, grace, self->search->today > due + grace);
}

/* --- all of them ------------------------------------------------------------------------------ */

static void
search_exact_amounts (Recurring *self, guint group)
{
  const OutlayFactRow *rows = self->search->rows;
  const OutlayFactGroups *groups = &self->search->by_merchant;
  const guint32 *sorted = self->search->by_amount;
  Series series;

  for (guint start = groups->starts[group], end; start < groups->starts[group + 1]; start = end)
    {
      for (end = start + 1;
           end < groups->starts[group + 1] && rows[sorted[end]].minor == rows[sorted[start]].minor;)
        end++;
      if (make_series (self, &sorted[start], end - start, TRUE, &series))
        judge_series (self, &series);
    }
}

void
outlay_insight_find_recurring (OutlayInsightSearch *search)
{
  const OutlayFactGroups *groups = &search->by_merchant;
  Recurring self = { .search = search, .delay = find_delay (search) };
  Series series;

  for (guint group = 0; group < groups->n_groups; group++)
    {
      self.merchant_places = &groups->rows[groups->starts[group]];
      self.n_merchant_places = groups->starts[group + 1] - groups->starts[group];

      if (make_series (&self, self.merchant_places, self.n_merchant_places, FALSE, &series))
        judge_series (&self, &series);
      else
        search_exact_amounts (&self, group);
    }
}
