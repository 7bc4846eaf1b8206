/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-cache.h"

#include <string.h>

#define ACME "acme"
#define ADA "ada"

static void
keep (OutlayCache *cache, const char *topic, const char *key, const char *answer)
{
  g_autoptr (GBytes) bytes = g_bytes_new (answer, strlen (answer));
  OutlayCacheTicket ticket;
  g_autoptr (GBytes) old = outlay_cache_find (cache, ACME, topic, key, &ticket);

  g_assert_null (old);
  outlay_cache_keep (cache, &ticket, bytes);
}

/* (nullable): @expected is what is kept */
static void
assert_kept (OutlayCache *cache, const char *topic, const char *key, const char *expected)
{
  OutlayCacheTicket ticket;
  g_autoptr (GBytes) found = outlay_cache_find (cache, ACME, topic, key, &ticket);
  g_autoptr (GBytes) wanted = expected != NULL ? g_bytes_new (expected, strlen (expected)) : NULL;

  g_assert_cmpint (found != NULL, ==, wanted != NULL);
  if (found != NULL)
    g_assert_true (g_bytes_equal (found, wanted));
}

static void
test_keep (void)
{
  g_autoptr (OutlayCache) cache = outlay_cache_new (1 << 20, NULL);
  OutlayCacheCounts counts;

  assert_kept (cache, ADA, "month", NULL);
  keep (cache, ADA, "month", "one");
  keep (cache, ADA, "year", "two");
  assert_kept (cache, ADA, "month", "one");
  assert_kept (cache, ADA, "year", "two");
  assert_kept (cache, OUTLAY_TOPIC_SHARED, "month", NULL);

  outlay_cache_count (cache, &counts);
  g_assert_cmpuint (counts.hits, ==, 2);
  g_assert_cmpuint (counts.misses, ==, 4);
  g_assert_cmpuint (counts.n_answers, ==, 2);
}

static void
test_forget (void)
{
  g_autoptr (OutlayCache) cache = outlay_cache_new (1 << 20, NULL);

  keep (cache, ADA, "month", "one");
  keep (cache, OUTLAY_TOPIC_SHARED, "month", "all");
  outlay_cache_forget (cache, ACME, ADA);
  assert_kept (cache, ADA, "month", NULL);
  assert_kept (cache, OUTLAY_TOPIC_SHARED, "month", "all");
  outlay_cache_forget (cache, "zenith", OUTLAY_TOPIC_SHARED);
  assert_kept (cache, OUTLAY_TOPIC_SHARED, "month", "all");
  outlay_cache_forget (cache, ACME, OUTLAY_TOPIC_SHARED);
  assert_kept (cache, OUTLAY_TOPIC_SHARED, "month", NULL);

  keep (cache, ADA, "month", "anew");
  assert_kept (cache, ADA, "month", "anew");
}

/* Worked out before the write, and kept after it. */
static void
test_late (void)
{
  g_autoptr (OutlayCache) cache = outlay_cache_new (1 << 20, NULL);
  g_autoptr (GBytes) old = g_bytes_new_static ("old", 3);
  g_autoptr (GBytes) new = g_bytes_new_static ("new", 3);
  OutlayCacheTicket before, after;

  g_assert_null (outlay_cache_find (cache, ACME, ADA, "month", &before));
  outlay_cache_forget (cache, ACME, ADA);
  outlay_cache_keep (cache, &before, old);
  assert_kept (cache, ADA, "month", NULL);

  g_assert_null (outlay_cache_find (cache, ACME, ADA, "month", &after));
  outlay_cache_keep (cache, &after, new);
  outlay_cache_keep (cache, &before, old);
  assert_kept (cache, ADA, "month", "new");
}

/* What is asked for stays, the rest goes, and the memory is what was allowed. */
static void
test_bounds (void)
{
  gsize max = 64 * 1024;
  g_autoptr (OutlayCache) cache = outlay_cache_new (max, NULL);
  g_autofree char *large = g_strnfill (max, 'x');
  OutlayCacheCounts counts;

  keep (cache, ADA, "wanted", "stays");
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);

      keep (cache, ADA, key, "passes");
      assert_kept (cache, ADA, "wanted", "stays");
      outlay_cache_count (cache, &counts);
      g_assert_cmpuint (counts.bytes, <=, max);
    }
  assert_kept (cache, ADA, "1999", "passes");
  assert_kept (cache, ADA, "0", NULL);

  keep (cache, ADA, "large", large);
  assert_kept (cache, ADA, "large", NULL);
  assert_kept (cache, ADA, "wanted", "stays");
}

/* Readers that read a number and keep it, while a writer raises it: what is found is never older than
 * what the finder knows to have been written. */
#define N_WRITES 20000

typedef struct
{
  OutlayCache *cache;
  int value; /* atomic: what a database would hold */
  int told;  /* atomic: the last write that was answered */
} Race;

static gpointer
read_thread (gpointer data)
{
  Race *race = data;

  while (g_atomic_int_get (&race->told) < N_WRITES)
    {
      int told = g_atomic_int_get (&race->told);
      OutlayCacheTicket ticket;
      g_autoptr (GBytes) found = outlay_cache_find (race->cache, ACME, ADA, "value", &ticket);
      int value = found != NULL ? *(const int *) g_bytes_get_data (found, NULL)
                                : g_atomic_int_get (&race->value);

      g_assert_cmpint (value, >=, told);
      if (found == NULL)
        {
          g_autoptr (GBytes) bytes = g_bytes_new (&value, sizeof value);

          outlay_cache_keep (race->cache, &ticket, bytes);
        }
    }

  return NULL;
}

static void
test_race (void)
{
  g_autoptr (OutlayCache) cache = outlay_cache_new (1 << 20, NULL);
  Race race = { .cache = cache };
  GThread *threads[3];
  OutlayCacheCounts counts;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_thread, &race);
  for (int i = 1; i <= N_WRITES; i++)
    {
      g_atomic_int_set (&race.value, i);
      outlay_cache_forget (cache, ACME, ADA);
      g_atomic_int_set (&race.told, i);
      if (i % 64 == 0)
        g_thread_yield ();
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  outlay_cache_count (cache, &counts);
  g_test_message ("%" G_GUINT64_FORMAT " hits, %" G_GUINT64_FORMAT " misses", counts.hits,
                  counts.misses);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/cache/keep", test_keep);
  g_test_add_func ("/server/cache/forget", test_forget);
  g_test_add_func ("/server/cache/late", test_late);
  g_test_add_func ("/server/cache/bounds", test_bounds);
  g_test_add_func ("/server/cache/race", test_race);

  return g_test_run ();
}
