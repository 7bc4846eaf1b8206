/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/sync/outlay-pace.h"

#define NOW (1000 * G_TIME_SPAN_SECOND)
#define NONE G_MAXINT64

static gint64
wait_after (OutlayPaceEnd end, gint64 due)
{
  OutlayPace pace = { .next_run = 0 };

  outlay_pace_begin (&pace);
  outlay_pace_end (&pace, end, NOW, 0);
  return outlay_pace_next (&pace, due) - NOW;
}

static void
test_waits (void)
{
  g_assert_cmpint (wait_after (OUTLAY_PACE_DONE, NONE), ==, G_TIME_SPAN_MINUTE);
  g_assert_cmpint (wait_after (OUTLAY_PACE_DONE_LIVE, NONE), >=, 10 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (wait_after (OUTLAY_PACE_FAILED, NONE), >=, G_TIME_SPAN_SECOND / 2);
  g_assert_cmpint (wait_after (OUTLAY_PACE_FAILED, NONE), <=, G_TIME_SPAN_SECOND);
  g_assert_cmpint (wait_after (OUTLAY_PACE_TAKEN, NONE), ==, 10 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (wait_after (OUTLAY_PACE_BARRED, NONE), >, 365 * G_TIME_SPAN_DAY);
}

/* An entry is sent when its grace is over, after a breath; but not while sending is of no use. */
static void
test_sends_what_is_due (void)
{
  g_assert_cmpint (wait_after (OUTLAY_PACE_DONE, NOW + 5 * G_TIME_SPAN_SECOND), ==,
                   5 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (wait_after (OUTLAY_PACE_DONE, NOW - 5), >, 0);
  g_assert_cmpint (wait_after (OUTLAY_PACE_DONE, NOW - 5), <=, G_TIME_SPAN_SECOND);
  g_assert_cmpint (wait_after (OUTLAY_PACE_FAILED, NOW - 5), >=, G_TIME_SPAN_SECOND / 2);
  g_assert_cmpint (wait_after (OUTLAY_PACE_BARRED, NOW - 5), >, 365 * G_TIME_SPAN_DAY);
}

static void
test_wants (void)
{
  OutlayPace pace = { .next_run = 0 };

  g_assert_cmpint (outlay_pace_next (&pace, NONE), <=, NOW);
  outlay_pace_begin (&pace);
  outlay_pace_want (&pace);
  outlay_pace_end (&pace, OUTLAY_PACE_BARRED, NOW, 0);
  g_assert_cmpint (outlay_pace_next (&pace, NONE), <=, NOW);
  outlay_pace_begin (&pace);
  outlay_pace_end (&pace, OUTLAY_PACE_DONE, NOW, 0);
  g_assert_cmpint (outlay_pace_next (&pace, NONE), >, NOW);
}

static void
test_offers (void)
{
  OutlayPace pace = { .next_run = 0 };

  for (guint i = 0; i < 20; i++)
    outlay_pace_end (&pace, OUTLAY_PACE_FAILED, NOW, 0);
  g_assert_cmpint (outlay_pace_next (&pace, NOW - 5), >, NOW + G_TIME_SPAN_MINUTE);
  outlay_pace_offer (&pace);
  g_assert_cmpint (outlay_pace_next (&pace, NOW - 5), <, NOW + G_TIME_SPAN_SECOND);

  /* Where the person has to sign in first, no number of new expenses helps. */
  outlay_pace_end (&pace, OUTLAY_PACE_BARRED, NOW, 0);
  outlay_pace_offer (&pace);
  g_assert_cmpint (outlay_pace_next (&pace, NOW - 5), >, NOW + 365 * G_TIME_SPAN_DAY);
}

static void
test_grows_and_keeps_to_server (void)
{
  OutlayPace pace = { .next_run = 0 };
  gint64 longest = 0;

  outlay_pace_end (&pace, OUTLAY_PACE_FAILED, NOW, 90 * 1000);
  g_assert_cmpint (outlay_pace_next (&pace, NONE), ==, NOW + 90 * G_TIME_SPAN_SECOND);

  for (guint i = 0; i < 100; i++)
    {
      outlay_pace_end (&pace, OUTLAY_PACE_FAILED, NOW, 0);
      longest = MAX (longest, outlay_pace_next (&pace, NONE) - NOW);
    }
  g_assert_cmpint (longest, >, 2 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (longest, <=, 5 * G_TIME_SPAN_MINUTE);

  outlay_pace_end (&pace, OUTLAY_PACE_DONE, NOW, 0);
  outlay_pace_end (&pace, OUTLAY_PACE_FAILED, NOW, 0);
  g_assert_cmpint (outlay_pace_next (&pace, NONE), <=, NOW + G_TIME_SPAN_SECOND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/pace/waits", test_waits);
  g_test_add_func ("/client/pace/sends-what-is-due", test_sends_what_is_due);
  g_test_add_func ("/client/pace/wants", test_wants);
  g_test_add_func ("/client/pace/offers", test_offers);
  g_test_add_func ("/client/pace/grows-and-keeps-to-server", test_grows_and_keeps_to_server);
  return g_test_run ();
}
