/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/shared/outlay-limits.h"

#include "outlay-test-redis.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)

static const guint8 secret[16] = "not quite secret";

static OutlayLimits *
create (int per_minute, OutlayRedis *redis)
{
  const int limits[OUTLAY_N_COSTS] = {
    0, per_minute, per_minute, per_minute, per_minute, per_minute
  };

  return outlay_limits_new (limits, 10, secret, redis);
}

/* How many go through at once. */
static guint
count (OutlayLimits *limits, OutlayWho who, OutlayCost cost, gint64 now)
{
  guint n = 0;

  while (n < 1000000 && outlay_limits_take (limits, who, cost, 1, now) == 0)
    n++;

  return n;
}

static void
test_account (void)
{
  g_autoptr (OutlayLimits) limits = create (60, NULL);
  OutlayWho emma = outlay_limits_get_account (limits, "acme", "emma");
  OutlayWho rita = outlay_limits_get_account (limits, "acme", "rita");
  gint64 now = g_get_monotonic_time ();

  g_assert_cmpuint (count (limits, emma, OUTLAY_COST_WRITE, now), ==, 60);
  g_assert_cmpuint (outlay_limits_take (limits, emma, OUTLAY_COST_WRITE, 1, now), ==, 1);
  /* Neither other costs nor other people. */
  g_assert_cmpuint (count (limits, emma, OUTLAY_COST_READ, now), ==, 60);
  g_assert_cmpuint (count (limits, rita, OUTLAY_COST_WRITE, now), ==, 60);

  /* It comes back evenly, and to no more than it was. */
  g_assert_cmpuint (count (limits, emma, OUTLAY_COST_WRITE, now + SECOND), ==, 1);
  g_assert_cmpuint (count (limits, emma, OUTLAY_COST_WRITE, now + 11 * SECOND), ==, 10);
  g_assert_cmpuint (count (limits, emma, OUTLAY_COST_WRITE, now + 60 * MINUTE), ==, 60);
}

static void
test_wait (void)
{
  g_autoptr (OutlayLimits) limits = create (60, NULL);
  OutlayWho emma = outlay_limits_get_account (limits, "acme", "emma");
  gint64 now = g_get_monotonic_time ();
  guint wait;

  count (limits, emma, OUTLAY_COST_PROOF, now);
  wait = outlay_limits_take (limits, emma, OUTLAY_COST_PROOF, 20, now);
  g_assert_cmpuint (wait, >=, 20);
  g_assert_cmpuint (wait, <=, 21);
  /* Who waits as told gets through. */
  g_assert_cmpuint (outlay_limits_take (limits, emma, OUTLAY_COST_PROOF, 20, now + wait * SECOND),
                    ==, 0);

  /* What is larger than all there is takes all there is. */
  g_assert_cmpuint (outlay_limits_take (limits, emma, OUTLAY_COST_PROOF, 1000, now + 10 * MINUTE),
                    ==, 0);
  g_assert_cmpuint (outlay_limits_take (limits, emma, OUTLAY_COST_PROOF, 1, now + 10 * MINUTE), >,
                    0);
}

static void
test_address (void)
{
  g_autoptr (OutlayLimits) limits = create (60, NULL);
  gint64 now = g_get_monotonic_time ();
  OutlayWho one = outlay_limits_get_address (limits, "192.0.2.1");
  OutlayWho other = outlay_limits_get_address (limits, "192.0.2.2");
  OutlayWho here = outlay_limits_get_address (limits, "2001:db8:0:1::1");
  OutlayWho same = outlay_limits_get_address (limits, "2001:db8:0:1:ffff:ffff:ffff:ffff");
  OutlayWho next = outlay_limits_get_address (limits, "2001:db8:0:2::1");

  /* An office has many people, but they guess no more secrets. */
  g_assert_cmpuint (count (limits, one, OUTLAY_COST_READ, now), ==, 600);
  g_assert_cmpuint (count (limits, one, OUTLAY_COST_SIGN_IN, now), ==, 60);
  g_assert_cmpuint (count (limits, other, OUTLAY_COST_READ, now), ==, 600);

  g_assert_cmpuint (outlay_limits_get_address (limits, "::ffff:192.0.2.1").hash, ==, one.hash);
  g_assert_cmpuint (here.hash, ==, same.hash);
  g_assert_cmpuint (count (limits, here, OUTLAY_COST_READ, now), ==, 600);
  g_assert_cmpuint (count (limits, same, OUTLAY_COST_READ, now), ==, 0);
  g_assert_cmpuint (count (limits, next, OUTLAY_COST_READ, now), ==, 600);
}

static void
test_no_limit (void)
{
  g_autoptr (OutlayLimits) limits = create (0, NULL);
  OutlayWho who = outlay_limits_get_address (limits, "192.0.2.1");

  g_assert_cmpuint (count (limits, who, OUTLAY_COST_SIGN_IN, g_get_monotonic_time ()), ==, 1000000);
}

/* A million addresses take no more room, and do not set free who is held back. */
static void
test_flood (void)
{
  g_autoptr (OutlayLimits) limits = create (60, NULL);
  OutlayWho busy = outlay_limits_get_address (limits, "192.0.2.1");
  gint64 now = g_get_monotonic_time ();

  count (limits, busy, OUTLAY_COST_READ, now);
  for (guint i = 0; i < 1000000; i++)
    {
      g_autofree char *address = g_strdup_printf ("10.%u.%u.%u", i >> 16 & 255, i >> 8 & 255,
                                                  i & 255);
      OutlayWho who = outlay_limits_get_address (limits, address);

      g_assert_cmpuint (outlay_limits_take (limits, who, OUTLAY_COST_READ, 1, now), ==, 0);
    }

  g_assert_cmpuint (outlay_limits_take (limits, busy, OUTLAY_COST_READ, 1, now), >, 0);
}

/* Nobody honest meets what is set when nothing is said (see outlay-settings.c). */
static void
test_honest_people (void)
{
  const int presets[OUTLAY_N_COSTS] = { 0, 60000, 6000, 60000, 24000, 600 };
  g_autoptr (OutlayLimits) limits = outlay_limits_new (presets, 20, secret, NULL);
  OutlayWho office = outlay_limits_get_address (limits, "192.0.2.1");
  gint64 now = g_get_monotonic_time ();

  /* 200 people behind one address, who all come at nine: sign in, catch up with 100,000 rows by pages of
   * 200, send 50 expenses with a picture of 3 MiB, and look for something ten times. */
  for (guint person = 0; person < 200; person++)
    {
      g_autofree char *name = g_strdup_printf ("person-%u", person);
      OutlayWho who = outlay_limits_get_account (limits, "acme", name);
      const struct
      {
        OutlayCost cost;
        guint n;
        guint amount;
      } work[] = {
        { OUTLAY_COST_SIGN_IN, 2, 1 }, { OUTLAY_COST_READ, 500, 1 },  { OUTLAY_COST_WRITE, 100, 1 },
        { OUTLAY_COST_PROOF, 50, 4 },  { OUTLAY_COST_SEARCH, 10, 1 },
      };

      for (gsize i = 0; i < G_N_ELEMENTS (work); i++)
        for (guint n = 0; n < work[i].n; n++)
          {
            g_assert_cmpuint (
                outlay_limits_take (limits, office, work[i].cost, work[i].amount, now), ==, 0);
            g_assert_cmpuint (outlay_limits_take (limits, who, work[i].cost, work[i].amount, now),
                              ==, 0);
          }
    }

  /* 40 decisions in two minutes; 100,000 rows of somebody who was alone until now, a thousand a second */
  {
    OutlayWho who = outlay_limits_get_account (limits, "acme", "rita");

    for (guint i = 0; i < 40; i++)
      g_assert_cmpuint (outlay_limits_take (limits, who, OUTLAY_COST_WRITE, 1, now), ==, 0);
    for (guint i = 0; i < 100000; i++)
      g_assert_cmpuint (outlay_limits_take (limits, who, OUTLAY_COST_WRITE, 1, now + i * 1000), ==,
                        0);
  }
}

/* --- several processes --- */

static OutlayRedis *
connect_to (OutlayTestRedis *server)
{
  OutlayRedis *redis = outlay_redis_new (
      outlay_redis_address_parse (outlay_test_redis_get_address (server), NULL, NULL));

  for (int i = 0; i < 400 && !outlay_redis_is_up (redis); i++)
    g_usleep (10000);
  g_assert_true (outlay_redis_is_up (redis));
  return redis;
}

static void
test_shared (void)
{
  g_autoptr (OutlayTestRedis) server = outlay_test_redis_new (NULL);
  OutlayRedis *redis[2];
  OutlayLimits *limits[2];
  OutlayWho who;
  guint n = 0;

  outlay_test_redis_start (server);
  for (int i = 0; i < 2; i++)
    {
      redis[i] = connect_to (server);
      limits[i] = create (200, redis[i]);
    }
  who = outlay_limits_get_account (limits[0], "acme", "emma");
  g_assert_cmpuint (who.hash, ==, outlay_limits_get_account (limits[1], "acme", "emma").hash);

  /* Turn by turn, slowly enough to hear of one another. */
  for (int i = 0; i < 400; i++)
    {
      n += outlay_limits_take (limits[i % 2], who, OUTLAY_COST_READ, 1, g_get_monotonic_time ()) ==
           0;
      g_usleep (2000);
    }

  /* One limit for both: 200, what came back in a second, and what they did not know yet. */
  g_test_message ("%u went through", n);
  g_assert_cmpuint (n, >=, 190);
  g_assert_cmpuint (n, <=, 240);

  for (int i = 0; i < 2; i++)
    {
      outlay_redis_free (redis[i]);
      outlay_limits_free (limits[i]);
    }
}

/* Each goes on by its own count. */
static void
test_shared_killed (void)
{
  g_autoptr (OutlayTestRedis) server = outlay_test_redis_new (NULL);
  OutlayRedis *redis;
  OutlayLimits *limits;
  OutlayWho who;

  outlay_test_redis_start (server);
  redis = connect_to (server);
  limits = create (200, redis);
  who = outlay_limits_get_account (limits, "acme", "emma");
  outlay_test_redis_kill (server);
  g_assert_cmpuint (count (limits, who, OUTLAY_COST_READ, g_get_monotonic_time ()), >=, 200);
  g_assert_cmpuint (
      outlay_limits_take (limits, who, OUTLAY_COST_READ, 100, g_get_monotonic_time ()), >, 0);

  outlay_redis_free (redis);
  outlay_limits_free (limits);
}

/* What it costs a request: an address and an account. */
static void
test_speed (void)
{
  const int presets[OUTLAY_N_COSTS] = { 0, 60000, 6000, 60000, 24000, 600 };
  g_autoptr (OutlayLimits) limits = outlay_limits_new (presets, 20, secret, NULL);
  const guint n = 1000000;
  gint64 start = g_get_monotonic_time ();

  if (!g_test_perf ())
    {
      g_test_skip ("only when speed is asked for");
      return;
    }

  for (guint i = 0; i < n; i++)
    {
      outlay_limits_take (limits, outlay_limits_get_address (limits, "192.0.2.1"), OUTLAY_COST_READ,
                          1, start + i);
      outlay_limits_take (limits, outlay_limits_get_account (limits, "acme", "emma"),
                          OUTLAY_COST_READ, 1, start + i);
    }
  g_test_message ("%" G_GINT64_FORMAT " ns a request",
                  (g_get_monotonic_time () - start) * 1000 / n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);

  g_test_add_func ("/server/limits/account", test_account);
  g_test_add_func ("/server/limits/wait", test_wait);
  g_test_add_func ("/server/limits/address", test_address);
  g_test_add_func ("/server/limits/none", test_no_limit);
  g_test_add_func ("/server/limits/flood", test_flood);
  g_test_add_func ("/server/limits/honest-people", test_honest_people);
  g_test_add_func ("/server/limits/shared", test_shared);
  g_test_add_func ("/server/limits/shared/killed", test_shared_killed);
  g_test_add_func ("/server/limits/speed", test_speed);

  return g_test_run ();
}
