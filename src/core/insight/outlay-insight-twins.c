/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>

#include "core/insight/outlay-insight-detectors.h"

/* Likely duplicates: two expenses of one merchant (however it is written) and exactly one amount
 * that lie closer together than this person's usually do, or two that carry the same file.
 *
 * Closer: at most three days, as a payment of Friday is posted on Monday; and at most a quarter of
 * the usual gap, which is the median of the other gaps between this merchant's expenses of this amount
 * where there are three of them, else of the gaps between the days it was visited at all. So the coffee
 * of each morning is no twin of yesterday's, and two tickets of every Monday, there and back, are none
 * once half of them come in pairs.
 *
 * The same file: unless both amount and category differ, which is one bill told in parts.
 *
 * A pair that was dismissed stays away; so does any other of that merchant and amount which is no
 * closer, as the person has said that such are two. Of what is behind by more than a year nothing is
 * told: it is too late to do anything about it. */
#define DAYS_MAX 3
#define GAP_SHARE 4
#define GAPS_MIN 3
#define DAYS_BACK 366

typedef struct
{
  OutlayInsightSearch *search;
  const OutlayFactRow *rows;
  GHashTable *told; /* keys */
} Twins;

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return (first > second) - (first < second);
}

static guint32
find_median (guint32 *numbers, guint n)
{
  qsort (numbers, n, sizeof *numbers, compare_numbers);
  return numbers[n / 2];
}

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
  return row->day == 0 || row->day + DAYS_BACK > self->search->today;
}

/* --- one merchant and one amount -------------------------------------------------------------- */

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

/* The usual gap between the days of a visit, 0 where there are too few. @places are by day. */
static guint32
find_visit_gap (Twins *self, const guint32 *places, guint n, guint32 *gaps)
{
  guint n_gaps = 0;

  for (guint i = 1; i < n; i++)
    if (self->rows[places[i]].day > self->rows[places[i - 1]].day)
      gaps[n_gaps++] = self->rows[places[i]].day - self->rows[places[i - 1]].day;

  return n_gaps >= GAPS_MIN ? find_median (gaps, n_gaps) : 0;
}

/* All of one amount, by day. @usual: the gap between visits, 0 where it is not known. */
static void
search_amount (Twins *self, const guint32 *places, guint n, guint32 usual, guint32 *gaps)
{
  guint32 honest = G_MAXUINT32;
  gboolean is_usual_known = usual > 0;

  for (guint i = 1; i < n; i++)
    {
      const OutlayFactRow *first = &self->rows[places[i - 1]], *second = &self->rows[places[i]];
      g_autofree char *key = NULL;

      gaps[i - 1] = second->day - first->day;
      if (self->search->query->dismissed == NULL || gaps[i - 1] > DAYS_MAX)
        continue;
      key = outlay_insight_dup_twins_key (first->id, second->id);
      if (outlay_insight_search_is_dismissed (self->search, key))
        honest = MIN (honest, gaps[i - 1]);
    }
  if (n - 2 >= GAPS_MIN)
    {
      usual = find_median (gaps, n - 1);
      is_usual_known = TRUE;
    }

  for (guint i = 1; i < n; i++)
    {
      const OutlayFactRow *first = &self->rows[places[i - 1]], *second = &self->rows[places[i]];
      guint32 gap = second->day - first->day;

      if (gap <= DAYS_MAX && gap < honest && is_recent (self, second) &&
          (!is_usual_known || (gap == 0 ? usual > 0 : gap * GAP_SHARE <= usual)))
        add_pair (self, first, second, FALSE);
    }
}

static void
search_merchants (Twins *self)
{
  const OutlayFactGroups *groups = &self->search->by_merchant;

  for (guint group = 0; group < groups->n_groups; group++)
    {
      const guint32 *places = &groups->rows[groups->starts[group]];
      guint n = groups->starts[group + 1] - groups->starts[group];
      g_autofree guint32 *sorted = g_memdup2 (places, n * sizeof *places);
      g_autofree guint32 *gaps = g_new (guint32, n);
      guint32 usual = find_visit_gap (self, places, n, gaps);
      guint end;

      g_sort_array (sorted, n, sizeof *sorted, compare_amounts, (gpointer) self->rows);
      for (guint start = 0; start < n; start = end)
        {
          for (end = start + 1;
               end < n && self->rows[sorted[end]].minor == self->rows[sorted[start]].minor;)
            end++;
          if (end - start > 1)
            search_amount (self, &sorted[start], end - start, usual, gaps);
        }
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
