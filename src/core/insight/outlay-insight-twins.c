/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "core/insight/outlay-insight-detectors.h"
#include "core/insight/outlay-insight-statistics.h"

/* Likely duplicates: two expenses of one merchant (however it is written) and exactly one amount
 * that lie closer together than this person's usually do, or two that carry the same file.
 *
 * Closer: at most three days, as a payment of Friday is posted on Monday, and
 *
 * - on one day, where no more than one in ten of this merchant's other gaps between expenses of this
 *   amount is a day with two: so two tickets of every journey, there and back, are no twins;
 * - on days that follow, where they are hardly so close by chance. Of n expenses of an amount spread over
 *   the days since the merchant was first visited (a year at least), (n − 1) (1 − exp (−n gap / days))
 *   pairs lie that close by chance; told is what has less than one in twenty. So the lunch of each day is
 *   no twin of yesterday's. Or, where there are five gaps or more and they are even, as of a weekly cost,
 *   where the gap is shorter than those by more than 3.5 deviations (as for unusual amounts, the
 *   deviation no less than a day).
 *
 * The same file: unless both amount and category differ, which is one bill told in parts.
 *
 * A pair that was dismissed stays away; so does any other of that merchant and amount which is no
 * closer, as the person has said that such are two. */
#define DAYS_MAX 3
#define SAME_DAY_SHARE 10
#define CHANCE_MAX 0.05
#define SPREAD_MIN 365
#define EVEN_GAPS_MIN 5
#define SCORE_MIN 3.5

typedef struct
{
  OutlayInsightSearch *search;
  const OutlayFactRow *rows;
  GHashTable *told; /* keys */
} Twins;

/* The draft that could go: never what was handed in; of two drafts the one that was written later. */
static const OutlayFactRow *
find_target (const OutlayFactRow *first, const OutlayFactRow *second)
{
  if (first->state != OUTLAY_STATE_DRAFT || second->state != OUTLAY_STATE_DRAFT)
    return first->state == OUTLAY_STATE_DRAFT    ? first
           : second->state == OUTLAY_STATE_DRAFT ? second
                                                 : NULL;

  return first->created_at > second->created_at ? first : second;
}

static void
add_pair (Twins *self,
          const OutlayFactRow *first,
          const OutlayFactRow *second,
          gboolean is_same_file)
{
  const OutlayFactRow *target = find_target (first, second);
  const char *const ids[] = { first->id, second->id, NULL };
  char *key = outlay_insight_dup_twins_key (first->id, second->id);
  OutlayInsightInit init = {
    .kind = OUTLAY_INSIGHT_TWINS,
    .action = target != NULL ? OUTLAY_INSIGHT_ACTION_DISCARD : OUTLAY_INSIGHT_ACTION_COMPARE,
    .key = key,
    .currency = outlay_facts_get_currency (self->search->facts, second->currency),
    .merchant = outlay_facts_get_merchant (self->search->facts, second->merchant),
    .ids = ids,
    .target = target != NULL ? target->id : NULL,
    .weight = second->day + (is_same_file ? 0.5 : 0),
    .numbers = { .amount = second->minor,
                 .days = first->day > 0 ? second->day - first->day : 0,
                 .is_same_file = is_same_file },
  };

  if (g_hash_table_add (self->told, key))
    outlay_insight_search_add (self->search, &init);
}

/* One that has no day yet was hardly written long ago. */
static gboolean
is_recent (Twins *self, const OutlayFactRow *row)
{
  return row->day == 0 || row->day + OUTLAY_INSIGHT_DAYS_BACK > self->search->today;
}

/* --- one merchant and one amount -------------------------------------------------------------- */

/* What is usual between the expenses of one amount. */
typedef struct
{
  guint n_gaps;
  guint n_same_day;
  double least; /* no even series has a gap below it */
  double days;  /* over which they are spread */
} Gaps;

static Gaps
measure_gaps (Twins *self, const guint32 *places, guint n, guint32 first_day, double *lengths)
{
  Gaps gaps = { .n_gaps = n - 1, .days = self->search->today - first_day + 1 };
  double median;

  gaps.days = MAX (gaps.days, SPREAD_MIN);
  for (guint i = 1; i < n; i++)
    {
      lengths[i - 1] = self->rows[places[i]].day - self->rows[places[i - 1]].day;
      gaps.n_same_day += self->rows[places[i]].day == self->rows[places[i - 1]].day;
    }
  if (gaps.n_gaps > EVEN_GAPS_MIN)
    {
      double deviation;

      median = outlay_find_median (lengths, gaps.n_gaps);
      deviation = outlay_find_deviation (lengths, gaps.n_gaps, median) * OUTLAY_MAD_TO_DEVIATION;
      gaps.least = median - SCORE_MIN * MAX (deviation, 1);
    }

  return gaps;
}

static gboolean
is_too_close (const Gaps *gaps, guint32 gap)
{
  guint n = gaps->n_gaps + 1;

  if (gap == 0)
    return gaps->n_same_day == 1 || (gaps->n_same_day - 1) * SAME_DAY_SHARE <= gaps->n_gaps - 1;

  return gap < gaps->least ||
         gaps->n_gaps * (1 - exp (-(double) n * gap / gaps->days)) < CHANCE_MAX;
}

/* The shortest gap between two that the person has said are two; without end where there are none. */
static guint32
find_honest_gap (Twins *self, const guint32 *places, guint n)
{
  guint32 honest = G_MAXUINT32;

  for (guint i = 1; self->search->query->dismissed != NULL && i < n; i++)
    {
      const OutlayFactRow *first = &self->rows[places[i - 1]], *second = &self->rows[places[i]];
      g_autofree char *key = NULL;

      if (second->day - first->day > DAYS_MAX)
        continue;
      key = outlay_insight_dup_twins_key (first->id, second->id);
      if (outlay_insight_search_is_dismissed (self->search, key))
        honest = MIN (honest, second->day - first->day);
    }

  return honest;
}

/* All of one amount, by day. */
static void
search_amount (Twins *self, const guint32 *places, guint n, guint32 first_day, double *lengths)
{
  Gaps gaps = measure_gaps (self, places, n, first_day, lengths);
  guint32 honest = find_honest_gap (self, places, n);

  for (guint i = 1; i < n; i++)
    {
      const OutlayFactRow *first = &self->rows[places[i - 1]], *second = &self->rows[places[i]];
      guint32 gap = second->day - first->day;

      if (gap <= DAYS_MAX && gap < honest && is_recent (self, second) && is_too_close (&gaps, gap))
        add_pair (self, first, second, FALSE);
    }
}

static void
search_merchants (Twins *self)
{
  const OutlayFactGroups *groups = &self->search->by_merchant;
  const guint32 *sorted = self->search->by_amount;
  g_autofree double *lengths = g_new (double, self->search->n_rows + 1);

  for (guint group = 0; group < groups->n_groups; group++)
    for (guint start = groups->starts[group], end; start < groups->starts[group + 1]; start = end)
      {
        for (end = start + 1; end < groups->starts[group + 1] &&
                              self->rows[sorted[end]].minor == self->rows[sorted[start]].minor;)
          end++;
        if (end - start > 1)
          search_amount (self, &sorted[start], end - start,
                         self->rows[groups->rows[groups->starts[group]]].day, lengths);
      }
}

/* --- one file --------------------------------------------------------------------------------- */

typedef struct
{
  guint64 proof;
  guint32 place;
} Carrier;

static int
compare_carriers (gconstpointer a, gconstpointer b)
{
  const Carrier *first = a, *second = b;

  if (first->proof != second->proof)
    return first->proof < second->proof ? -1 : 1;
  return (first->place > second->place) - (first->place < second->place);
}

/* One bill told in parts, or two days' of one sum: both differ, or it was never filled in. */
static gboolean
is_in_parts (const OutlayFactRow *first, const OutlayFactRow *second)
{
  return first->minor != 0 && second->minor != 0 && first->category != second->category &&
         (first->minor != second->minor || first->currency != second->currency);
}

static void
search_files (Twins *self)
{
  g_autoptr (GArray) carriers = g_array_new (FALSE, FALSE, sizeof (Carrier));

  for (guint32 i = 0; i < self->search->n_rows; i++)
    for (guint32 k = 0; self->rows[i].state != OUTLAY_STATE_REJECTED &&
                        self->rows[i].day <= self->search->today && k < self->rows[i].n_proofs;
         k++)
      {
        guint64 proof = outlay_facts_get_proof (self->search->facts, self->rows[i].first_proof + k);

        g_array_append_vals (carriers, &(Carrier) { proof, i }, 1);
      }
  g_array_sort (carriers, compare_carriers);

  for (guint i = 1; i < carriers->len; i++)
    {
      const Carrier *carrier = &g_array_index (carriers, Carrier, i - 1);
      const Carrier *other = &g_array_index (carriers, Carrier, i);
      const OutlayFactRow *first = &self->rows[carrier->place], *second = &self->rows[other->place];

      if (carrier->proof == other->proof && carrier->place != other->place &&
          !is_in_parts (first, second) && is_recent (self, second))
        add_pair (self, first, second, TRUE);
    }
}

void
outlay_insight_find_twins (OutlayInsightSearch *search)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Twins self = { .search = search, .rows = search->rows, .told = told };

  search_files (&self);
  search_merchants (&self);
}
