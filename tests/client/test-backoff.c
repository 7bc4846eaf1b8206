/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/sync/outlay-backoff.h"

static void
test_grows (void)
{
  for (guint round = 0; round < 50; round++)
    {
      OutlayBackoff backoff = { 0 };
      guint64 whole = OUTLAY_BACKOFF_FIRST_MSEC;

      for (guint i = 0; i < 100; i++)
        {
          guint pause = outlay_backoff_next (&backoff, 0);

          g_assert_cmpuint (pause, >=, whole / 2);
          g_assert_cmpuint (pause, <=, whole);
          whole = MIN (whole * 2, OUTLAY_BACKOFF_MAX_MSEC);
        }

      outlay_backoff_reset (&backoff);
      g_assert_cmpuint (outlay_backoff_next (&backoff, 0), <=, OUTLAY_BACKOFF_FIRST_MSEC);
    }
}

static void
test_spreads (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < 100; i++)
    {
      OutlayBackoff backoff = { .n_failures = 8 };

      g_hash_table_add (seen, GUINT_TO_POINTER (outlay_backoff_next (&backoff, 0)));
    }
  g_assert_cmpuint (g_hash_table_size (seen), >, 50);
}

static void
test_keeps_to_server (void)
{
  OutlayBackoff backoff = { 0 };

  g_assert_cmpuint (outlay_backoff_next (&backoff, 20 * 1000), ==, 20 * 1000);
  /* Nobody can send us to sleep for a day. */
  g_assert_cmpuint (outlay_backoff_next (&backoff, G_MAXUINT), ==, OUTLAY_BACKOFF_MAX_MSEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/backoff/grows", test_grows);
  g_test_add_func ("/client/backoff/spreads", test_spreads);
  g_test_add_func ("/client/backoff/keeps-to-server", test_keeps_to_server);
  return g_test_run ();
}
