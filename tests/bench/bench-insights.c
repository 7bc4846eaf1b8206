/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <time.h>

#include "core/insight/outlay-insights.h"

/* usage: bench-insights BUILD: how long telling facts and finding the insights in them takes, in time of
 * the processor, as the machine may have other work. Ten years of one person, 500 merchants of their
 * own prices and 20 categories, in the order of days, as a ledger gives them. */

#define N_DAYS 3650
#define N_MERCHANTS 500
#define N_CATEGORIES 20

static double
get_cpu_msec (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static OutlayFacts *
tell_facts (guint n_rows)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (OutlayFacts) facts = outlay_facts_new ();
  GDate date;

  for (guint i = 0; i < n_rows; i++)
    {
      guint n = (guint) g_rand_int_range (random, 0, N_MERCHANTS);
      guint32 n_day = (guint32) ((guint64) i * N_DAYS / n_rows);
      gint64 at = (gint64) (17000 + n_day) * 24 * G_TIME_SPAN_HOUR;
      char id[40], merchant[24], category[16], day[11], proof[65];

      g_date_clear (&date, 1);
      g_date_set_dmy (&date, 22, G_DATE_NOVEMBER, 2016);
      g_date_add_days (&date, n_day);
      g_snprintf (id, sizeof id, "%08x-%08x-%08x", g_rand_int (random), g_rand_int (random), i);
      g_snprintf (merchant, sizeof merchant, "Merchant %u", n);
      g_snprintf (category, sizeof category, "category-%u", n % N_CATEGORIES);
      g_date_strftime (day, sizeof day, "%Y-%m-%d", &date);
      g_snprintf (proof, sizeof proof, "%08x%08x%048x", g_rand_int (random), g_rand_int (random),
                  i);
      outlay_facts_add (facts,
                        &(OutlayFact) {
                            .id = id,
                            .day = day,
                            .amount = { g_rand_int_range (random, 100, 10000) + n * 50, "EUR" },
                            .category = category,
                            .merchant = merchant,
                            .proofs = proof,
                            .wants_proof = TRUE,
                            .state = OUTLAY_STATE_APPROVED,
                            .created_at = at,
                            .submitted_at = at + 1000,
                            .decided_at = at + 2000,
                        });
    }

  return g_steal_pointer (&facts);
}

static void
measure (guint n_rows)
{
  double start = get_cpu_msec (), told;
  g_autoptr (OutlayFacts) facts = tell_facts (n_rows);
  g_autoptr (GPtrArray) insights = NULL;

  told = get_cpu_msec ();
  insights = outlay_insights_find (facts, &(OutlayInsightsQuery) { .today = "2026-11-20" });
  if (insights->len == 0)
    g_error ("nothing was found in %u facts", n_rows);
  g_print ("insights.tell-%u %.0f ms\n", n_rows, told - start);
  g_print ("insights.find-%u %.0f ms\n", n_rows, get_cpu_msec () - told);
}

int
main (int argc, char *argv[])
{
  static const guint sizes[] = { 10000, 100000, 1000000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    measure (sizes[i]);

  return 0;
}
