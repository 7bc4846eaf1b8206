/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "core/insight/outlay-insight-detectors.h"
#include "core/insight/outlay-insight-statistics.h"

/* What was submitted and waits for longer than this person is used to, and drafts that lie about for
 * longer than theirs do.
 *
 * Longer is what nineteen of twenty did not take, of the person's own: from submission to decision for what
 * waits, from writing down to submission for drafts. Where too few are known to say so it is a month,
 * and at least as long as the longest of them. Never less than a day: people sleep.
 *
 * Each kind is told once for all of its expenses, and dismissing it means those and no others. */

typedef struct
{
  guint grace; /* days after which it is late */
  guint usual; /* the median in days */
  guint n;
} Waits;

static guint
to_days (double usec)
{
  return (guint) CLAMP (ceil (usec / (double) OUTLAY_INSIGHT_DAY_USEC), 0, G_MAXINT32);
}

/* Of waits in microseconds. */
static Waits
find_waits (GArray *waits)
{
  double *values = (double *) (gpointer) waits->data;
  double longest = 0;
  Waits found = { .n = waits->len };

  if (waits->len == 0)
    return (Waits) { .grace = OUTLAY_INSIGHT_WAIT_DAYS };

  for (guint i = 0; i < waits->len; i++)
    longest = MAX (longest, values[i]);
  found.usual = to_days (outlay_find_median (values, waits->len));
  found.grace = waits->len >= OUTLAY_INSIGHT_WAITS_MIN
                    ? to_days (
                          outlay_find_quantile (values, waits->len, OUTLAY_INSIGHT_USUAL_SHARE))
                    : MAX (to_days (longest), OUTLAY_INSIGHT_WAIT_DAYS);
  found.grace = MAX (found.grace, 1);
  return found;
}

static void
add_wait (GArray *waits, gint64 from, gint64 until)
{
  double wait = (double) until - (double) from;

  if (from > 0 && until >= from)
    g_array_append_val (waits, wait);
}

/* --- telling ---------------------------------------------------------------------------------- */

/* The late ones of a kind, oldest first. */
typedef struct
{
  gint64 since;
  const OutlayFactRow *row;
} Late;

typedef struct
{
  OutlayInsightKind kind;
  OutlayInsightAction action;
  GArray *late;
} LateOnes;

static int
compare_late (gconstpointer a, gconstpointer b)
{
  const Late *first = a, *second = b;

  if (first->since != second->since)
    return first->since < second->since ? -1 : 1;
  return g_strcmp0 (first->row->id, second->row->id);
}

static void
consider (OutlayInsightSearch *search,
          LateOnes *ones,
          const OutlayFactRow *row,
          gint64 since,
          const Waits *waits)
{
  Late late = { since, row };
  g_autofree char *key = NULL;

  if (since <= 0 || (double) search->query->now - (double) since <=
                        (double) waits->grace * (double) OUTLAY_INSIGHT_DAY_USEC)
    return;

  key = g_strconcat (outlay_insight_kind_to_string (ones->kind), ":", row->id, NULL);
  if (!outlay_insight_search_is_dismissed (search, key))
    g_array_append_val (ones->late, late);
}

/* The sum, and its currency; none where there are two, or it does not fit. */
static guint16
sum_up (const LateOnes *ones, gint64 *sum)
{
  const OutlayFactRow *first = g_array_index (ones->late, Late, 0).row;

  *sum = 0;
  for (guint i = 0; i < ones->late->len; i++)
    {
      const OutlayFactRow *row = g_array_index (ones->late, Late, i).row;

      if (row->currency != first->currency || __builtin_add_overflow (*sum, row->minor, sum))
        {
          *sum = 0;
          return 0;
        }
    }

  return first->currency;
}

static void
tell (OutlayInsightSearch *search, LateOnes *ones, const Waits *waits)
{
  const char *name = outlay_insight_kind_to_string (ones->kind);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new (), keys = g_strv_builder_new ();
  g_auto (GStrv) all_ids = NULL, all_keys = NULL;
  OutlayInsightInit init = { .kind = ones->kind, .action = ones->action, .key = name };

  if (ones->late->len == 0)
    return;

  g_array_sort (ones->late, compare_late);
  for (guint i = 0; i < ones->late->len; i++)
    {
      const Late *late = &g_array_index (ones->late, Late, i);

      g_strv_builder_add (ids, late->row->id);
      g_strv_builder_take (keys, g_strconcat (name, ":", late->row->id, NULL));
    }

  init.ids = (const char *const *) (all_ids = g_strv_builder_end (ids));
  init.dismissals = (const char *const *) (all_keys = g_strv_builder_end (keys));
  init.currency = outlay_facts_get_currency (search->facts, sum_up (ones, &init.numbers.amount));
  init.target = g_array_index (ones->late, Late, 0).row->id;
  init.weight = ones->late->len;
  init.numbers.n = ones->late->len;
  init.numbers.n_before = waits->n;
  init.numbers.usual_days = waits->usual;
  init.numbers.grace = waits->grace;
  init.numbers.days = (guint) MIN (
      (search->query->now - g_array_index (ones->late, Late, 0).since) / OUTLAY_INSIGHT_DAY_USEC,
      G_MAXINT32);
  outlay_insight_search_add (search, &init);
}

/* --- which -------------------------------------------------------------------------------------- */

/* Nothing but a proof may be missing for it to be submitted. */
static gboolean
is_filled_in (const OutlayFactRow *row)
{
  return row->merchant > 0 && row->category > 0 && row->currency > 0 && row->minor > 0 &&
         row->day > 0;
}

void
outlay_insight_find_waiting (OutlayInsightSearch *search)
{
  g_autoptr (GArray) decisions = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) submissions = g_array_new (FALSE, FALSE, sizeof (double));
  LateOnes ones[] = {
    { OUTLAY_INSIGHT_WAITING, OUTLAY_INSIGHT_ACTION_ASK, NULL },
    { OUTLAY_INSIGHT_UNPROVEN, OUTLAY_INSIGHT_ACTION_ADD_PROOF, NULL },
    { OUTLAY_INSIGHT_UNFINISHED, OUTLAY_INSIGHT_ACTION_COMPLETE, NULL },
    { OUTLAY_INSIGHT_READY, OUTLAY_INSIGHT_ACTION_SUBMIT, NULL },
  };
  Waits for_decision, for_submission;

  if (search->query->rule == OUTLAY_BUDGET_DEVICE)
    return;

  for (guint i = 0; i < search->n_rows; i++)
    {
      add_wait (decisions, search->rows[i].submitted_at, search->rows[i].decided_at);
      if (search->rows[i].state != OUTLAY_STATE_DRAFT)
        add_wait (submissions, search->rows[i].created_at, search->rows[i].submitted_at);
    }
  for_decision = find_waits (decisions);
  for_submission = find_waits (submissions);

  for (guint i = 0; i < G_N_ELEMENTS (ones); i++)
    ones[i].late = g_array_new (FALSE, FALSE, sizeof (Late));
  for (guint i = 0; i < search->n_rows; i++)
    {
      const OutlayFactRow *row = &search->rows[i];
      guint which = !is_filled_in (row) ? 2 : row->wants_proof && row->n_proofs == 0 ? 1 : 3;

      if (row->state == OUTLAY_STATE_SUBMITTED)
        consider (search, &ones[0], row, row->submitted_at, &for_decision);
      else if (row->state == OUTLAY_STATE_DRAFT)
        consider (search, &ones[which], row, row->created_at, &for_submission);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ones); i++)
    {
      tell (search, &ones[i], i == 0 ? &for_decision : &for_submission);
      g_array_unref (ones[i].late);
    }
}
