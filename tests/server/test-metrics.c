/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-metrics.h"

#define N_THREADS 8
#define N_ROUNDS 20000

static gpointer
count_thread (gpointer data)
{
  for (int i = 0; i < N_ROUNDS; i++)
    {
      outlay_metrics_add (OUTLAY_METRIC_CONNECTIONS, 1);
      outlay_metrics_note_request (3, 200, i % 2 == 0 ? 90 : 3000000);
      if (i % 2 == 0)
        outlay_metrics_add (OUTLAY_METRIC_CONNECTIONS, -1);
    }

  return NULL;
}

/* Twice, so that the second threads go on with what the first have left. */
static void
test_threads (void)
{
  OutlayRouteMetrics metrics;

  for (int round = 1; round <= 2; round++)
    {
      GThread *threads[N_THREADS];

      for (int i = 0; i < N_THREADS; i++)
        threads[i] = g_thread_new ("count", count_thread, NULL);
      for (int i = 0; i < N_THREADS; i++)
        g_thread_join (threads[i]);

      g_assert_cmpint (outlay_metrics_get (OUTLAY_METRIC_CONNECTIONS), ==,
                       round * N_THREADS * N_ROUNDS / 2);
      outlay_metrics_get_route (3, &metrics);
      g_assert_cmpuint (metrics.by_status[2], ==, (guint) (round * N_THREADS * N_ROUNDS));
      g_assert_cmpuint (metrics.by_duration[0], ==, metrics.by_status[2] / 2);
      g_assert_cmpuint (metrics.by_duration[OUTLAY_N_DURATIONS], ==, metrics.by_status[2] / 2);
      g_assert_cmpuint (metrics.usec, ==, metrics.by_status[2] / 2 * 3000090);
    }

  outlay_metrics_get_route (4, &metrics);
  g_assert_cmpuint (metrics.by_status[2], ==, 0);
}

/* What is taken back on another thread than it was given on. */
static gpointer
take_back_thread (gpointer data)
{
  outlay_metrics_add (OUTLAY_METRIC_WRITES_WAITING, -5);
  return NULL;
}

static void
test_balance (void)
{
  outlay_metrics_add (OUTLAY_METRIC_WRITES_WAITING, 7);
  g_thread_join (g_thread_new ("take back", take_back_thread, NULL));
  g_assert_cmpint (outlay_metrics_get (OUTLAY_METRIC_WRITES_WAITING), ==, 2);
}

/* A status that cannot be, and one that never came. */
static void
test_odd_status (void)
{
  OutlayRouteMetrics metrics;

  outlay_metrics_note_request (5, 0, 1);
  outlay_metrics_note_request (5, 999, 1);
  outlay_metrics_get_route (5, &metrics);
  g_assert_cmpuint (metrics.by_status[0], ==, 1);
  g_assert_cmpuint (metrics.by_status[5], ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/metrics/threads", test_threads);
  g_test_add_func ("/server/metrics/balance", test_balance);
  g_test_add_func ("/server/metrics/odd-status", test_odd_status);

  return g_test_run ();
}
