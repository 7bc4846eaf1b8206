/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Precision and recall of the detectors over histories that patterns were hidden in. */

#include "generated-history.h"

#define N_HISTORIES 300

static const struct
{
  const char *name;
  double precision; /* floors */
  double recall;
} measures[N_PLANTED] = {
  [PLANTED_TWIN] = { "twins", 0.9, 0.95 },           [PLANTED_SLIP] = { "unusual", 0.95, 0.9 },
  [PLANTED_RECURRING] = { "recurring", 0.95, 0.95 }, [PLANTED_MISSING] = { "missing", 0.95, 0.95 },
  [PLANTED_GROWING] = { "growing", 0.9, 0.85 },      [PLANTED_FORGOTTEN] = { "waiting", 0.9, 0.95 },
  [PLANTED_LEFT] = { "drafts", 0.9, 0.95 },
};

typedef struct
{
  guint n_told;
  guint n_right;
  guint n_planted;
  guint n_found;
} Score;

/* Whether something that was told is what was planted. */
static void
mark (GeneratedHistory *history, Score *scores, GHashTable *found, Planted what, const char *name)
{
  gboolean is_right = g_hash_table_contains (history->planted[what], name);

  scores[what].n_told++;
  scores[what].n_right += is_right;
  if (is_right)
    g_hash_table_add (found, g_strdup_printf ("%u:%s", what, name));
  else if (g_test_verbose ())
    g_test_message ("%s told of %s", measures[what].name, name);
}

static void
mark_insight (GeneratedHistory *history, Score *scores, GHashTable *found, OutlayInsight *insight)
{
  const char *const *ids = outlay_insight_get_ids (insight);

  if (g_test_verbose ())
    g_test_message (
        "at %s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT, outlay_insight_get_merchant (insight),
        outlay_insight_get_numbers (insight)->amount, outlay_insight_get_numbers (insight)->usual);

  switch (outlay_insight_get_kind (insight))
    {
    case OUTLAY_INSIGHT_TWINS:
      mark (history, scores, found, PLANTED_TWIN,
            g_hash_table_contains (history->planted[PLANTED_TWIN], ids[0]) ? ids[0] : ids[1]);
      break;

    case OUTLAY_INSIGHT_UNUSUAL:
      mark (history, scores, found, PLANTED_SLIP, ids[0]);
      break;

    case OUTLAY_INSIGHT_RECURRING:
      mark (history, scores, found, PLANTED_RECURRING, outlay_insight_get_merchant (insight));
      break;

    case OUTLAY_INSIGHT_MISSING:
      mark (history, scores, found, PLANTED_MISSING, outlay_insight_get_merchant (insight));
      break;

    case OUTLAY_INSIGHT_GROWING:
      mark (history, scores, found, PLANTED_GROWING, outlay_insight_get_category (insight));
      break;

    case OUTLAY_INSIGHT_WAITING:
      for (guint i = 0; ids[i] != NULL; i++)
        mark (history, scores, found, PLANTED_FORGOTTEN, ids[i]);
      break;

    case OUTLAY_INSIGHT_UNPROVEN:
    case OUTLAY_INSIGHT_UNFINISHED:
    case OUTLAY_INSIGHT_READY:
      for (guint i = 0; ids[i] != NULL; i++)
        mark (history, scores, found, PLANTED_LEFT, ids[i]);
      break;

    case OUTLAY_INSIGHT_FORECAST:
    default:
      break;
    }
}

static void
measure_history (guint32 seed, Score *scores)
{
  g_auto (GeneratedHistory) history = { 0 };
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (OutlayFacts) facts = NULL;
  g_autoptr (GPtrArray) insights = NULL;
  OutlayInsightsQuery query;

  generated_history_init (&history, seed);
  facts = generated_history_make_facts (&history);
  query = generated_history_make_query (&history);
  insights = outlay_insights_find (facts, &query);

  for (guint i = 0; i < insights->len; i++)
    mark_insight (&history, scores, found, g_ptr_array_index (insights, i));
  for (guint what = 0; what < N_PLANTED; what++)
    {
      GHashTableIter iter;
      gpointer name;

      scores[what].n_planted += g_hash_table_size (history.planted[what]);
      g_hash_table_iter_init (&iter, history.planted[what]);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        {
          g_autofree char *key = g_strdup_printf ("%u:%s", what, (const char *) name);

          scores[what].n_found += g_hash_table_contains (found, key);
          if (!g_hash_table_contains (found, key) && g_test_verbose ())
            g_test_message ("%s missed %s", measures[what].name, (const char *) name);
        }
    }
}

static void
test_precision_and_recall (void)
{
  Score scores[N_PLANTED] = { 0 };

  for (guint32 seed = 1; seed <= N_HISTORIES; seed++)
    measure_history (seed, scores);

  for (guint what = 0; what < N_PLANTED; what++)
    {
      double precision = (double) scores[what].n_right / MAX (scores[what].n_told, 1);
      double recall = (double) scores[what].n_found / MAX (scores[what].n_planted, 1);

      g_test_message ("%-9s precision %.3f recall %.3f (%u told, %u planted)", measures[what].name,
                      precision, recall, scores[what].n_told, scores[what].n_planted);
    }
  for (guint what = 0; what < N_PLANTED; what++)
    {
      g_assert_cmpfloat ((double) scores[what].n_right / MAX (scores[what].n_told, 1), >=,
                         measures[what].precision);
      g_assert_cmpfloat ((double) scores[what].n_found / MAX (scores[what].n_planted, 1), >=,
                         measures[what].recall);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/insight/histories/precision-and-recall", test_precision_and_recall);

  return g_test_run ();
}
