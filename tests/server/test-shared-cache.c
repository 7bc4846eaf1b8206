/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-cache.h"

#include <string.h>

#include "outlay-test-redis.h"
#include "server/shared/outlay-redis.h"

#define ACME "acme"
#define ADA "ada"

/* Two server processes, as far as Redis can tell. */
typedef struct
{
  OutlayTestRedis *server;
  OutlayRedis *redis[2];
  OutlayCache *caches[2];
} Fixture;

static void
await_state (OutlayRedis *redis, gboolean is_up)
{
  for (int i = 0; i < 1000 && outlay_redis_is_up (redis) != is_up; i++)
    g_usleep (10000);
  g_assert_cmpint (outlay_redis_is_up (redis), ==, is_up);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->server = outlay_test_redis_new (NULL);
  outlay_test_redis_start (self->server);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      OutlayRedisAddress *address = outlay_redis_address_parse (
          outlay_test_redis_get_address (self->server), NULL, &error);

      g_assert_no_error (error);
      self->redis[i] = outlay_redis_new (address);
      self->caches[i] = outlay_cache_new (1 << 20, self->redis[i]);
      g_assert_true (outlay_cache_may_wait (self->caches[i]));
      await_state (self->redis[i], TRUE);
    }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      outlay_cache_free (self->caches[i]);
      outlay_redis_free (self->redis[i]);
    }
  outlay_test_redis_free (self->server);
}

/* Asks Redis something with @cache: what it was told before has happened then. */
static void
settle (OutlayCache *cache)
{
  OutlayCacheTicket ticket;
  g_autoptr (GBytes) none = outlay_cache_find (cache, ACME, "nobody", "nothing", &ticket);

  g_assert_null (none);
}

static gboolean
has (OutlayCache *cache, const char *expected)
{
  OutlayCacheTicket ticket;
  g_autoptr (GBytes) found = outlay_cache_find (cache, ACME, ADA, "month", &ticket);

  if (found == NULL)
    return FALSE;

  g_assert_cmpmem (g_bytes_get_data (found, NULL), g_bytes_get_size (found), expected,
                   strlen (expected));
  return TRUE;
}

static void
keep (OutlayCache *cache, const char *answer)
{
  g_autoptr (GBytes) bytes = g_bytes_new (answer, strlen (answer));
  OutlayCacheTicket ticket;

  g_assert_null (outlay_cache_find (cache, ACME, ADA, "month", &ticket));
  outlay_cache_keep (cache, &ticket, bytes);
  settle (cache);
}

static void
ask_server (Fixture *self,
            const char *first,
            const char *second,
            const char *third,
            const char *fourth)
{
  g_autofree char *answer = outlay_test_redis_ask (
      self->server, (const char *[]) { first, second, third, fourth, NULL });

  g_assert_nonnull (answer);
}

static void
test_shared (Fixture *self, gconstpointer data)
{
  g_assert_false (has (self->caches[1], NULL));
  keep (self->caches[0], "one");
  g_assert_true (has (self->caches[0], "one"));
  g_assert_true (has (self->caches[1], "one"));

  outlay_cache_forget (self->caches[1], ACME, OUTLAY_TOPIC_SHARED);
  settle (self->caches[1]);
  g_assert_true (has (self->caches[0], "one"));
  outlay_cache_forget (self->caches[1], ACME, ADA);
  g_assert_false (has (self->caches[1], NULL));
  g_assert_false (has (self->caches[0], NULL));

  keep (self->caches[1], "two");
  g_assert_true (has (self->caches[0], "two"));
}

/* Worked out by one process before the write of another, and kept after it. */
static void
test_late (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) old = g_bytes_new_static ("old", 3);
  OutlayCacheTicket before;

  for (guint round = 0; round < 3; round++)
    {
      g_assert_null (outlay_cache_find (self->caches[0], ACME, ADA, "month", &before));
      g_assert_true (before.is_good);
      outlay_cache_forget (self->caches[1], ACME, ADA);
      settle (self->caches[1]);
      /* Somebody may have asked in between, or Redis have lost everything. */
      if (round == 1)
        g_assert_false (has (self->caches[1], NULL));
      if (round == 2)
        ask_server (self, "FLUSHALL", NULL, NULL, NULL);
      outlay_cache_keep (self->caches[0], &before, old);
      settle (self->caches[0]);
      g_assert_false (has (self->caches[0], NULL));
      g_assert_false (has (self->caches[1], NULL));
    }
}

static void
test_lost (Fixture *self, gconstpointer data)
{
  keep (self->caches[0], "one");
  ask_server (self, "FLUSHALL", NULL, NULL, NULL);
  g_assert_false (has (self->caches[0], NULL));
  keep (self->caches[0], "two");
  g_assert_true (has (self->caches[1], "two"));

  /* An answer that is garbage is none. */
  ask_server (self, "SET", "outlay:cache/1/answer/" ACME "/" ADA "/month", "x", NULL);
  g_assert_false (has (self->caches[1], NULL));
  ask_server (self, "SET", "outlay:cache/1/topic/" ACME "/" ADA, "garbage", NULL);
  g_assert_false (has (self->caches[1], NULL));
  keep (self->caches[1], "three");
  g_assert_true (has (self->caches[0], "three"));
}

/* Full, it keeps nothing more, and yet what a write makes old is never found. */
static void
test_full (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) answer = g_bytes_new_static ("new", 3);
  OutlayCacheTicket ticket;

  keep (self->caches[0], "one");
  ask_server (self, "CONFIG", "SET", "maxmemory", "1");
  outlay_cache_forget (self->caches[1], ACME, ADA);
  settle (self->caches[1]);
  g_assert_null (outlay_cache_find (self->caches[0], ACME, ADA, "month", &ticket));
  g_assert_false (ticket.is_good);
  outlay_cache_keep (self->caches[0], &ticket, answer);
  g_assert_false (has (self->caches[0], NULL));

  ask_server (self, "CONFIG", "SET", "maxmemory", "0");
  keep (self->caches[0], "two");
  g_assert_true (has (self->caches[1], "two"));
}

/* Away, nothing is found and nothing fails; a write of that time is made up for. */
static void
test_away (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) answer = g_bytes_new_static ("new", 3);
  OutlayCacheTicket ticket;
  gint64 start;

  keep (self->caches[0], "old");
  outlay_test_redis_pause (self->server);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 20; i++)
    {
      g_assert_null (outlay_cache_find (self->caches[0], ACME, ADA, "month", &ticket));
      g_assert_false (ticket.is_good);
      outlay_cache_keep (self->caches[0], &ticket, answer);
      outlay_cache_forget (self->caches[0], ACME, ADA);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
  await_state (self->redis[0], FALSE);
  outlay_cache_forget (self->caches[0], ACME, ADA);
  outlay_test_redis_go_on (self->server);
  await_state (self->redis[0], TRUE);
  await_state (self->redis[1], TRUE);

  g_assert_false (has (self->caches[0], NULL));
  g_assert_false (has (self->caches[1], NULL));
  keep (self->caches[0], "newer");
  g_assert_true (has (self->caches[1], "newer"));
}

/* The link breaks, what is in Redis stays, and a write in between could tell nobody. */
static void
test_deletion_lost (Fixture *self, gconstpointer data)
{
  keep (self->caches[0], "old");
  g_assert_true (has (self->caches[1], "old"));

  outlay_test_redis_pause (self->server);
  settle (self->caches[0]);
  await_state (self->redis[0], FALSE);
  /* Nothing is sent of this. */
  outlay_cache_forget (self->caches[0], ACME, ADA);
  outlay_test_redis_go_on (self->server);
  await_state (self->redis[0], TRUE);
  await_state (self->redis[1], TRUE);

  settle (self->caches[0]);
  g_assert_false (has (self->caches[0], NULL));
  g_assert_false (has (self->caches[1], NULL));
}

/* Readers in both processes, and one that writes: what is found is never older than what the finder
 * knows to have been answered. */
#define N_WRITES 1500

typedef struct
{
  OutlayCache *cache;
  int *value; /* atomic: what the database holds */
  int *told;  /* atomic: the last write that has been answered */
} Reader;

static gpointer
read_thread (gpointer data)
{
  Reader *self = data;
  guint n_hits = 0;

  while (g_atomic_int_get (self->told) < N_WRITES)
    {
      int told = g_atomic_int_get (self->told);
      OutlayCacheTicket ticket;
      g_autoptr (GBytes) found = outlay_cache_find (self->cache, ACME, ADA, "value", &ticket);
      int value = found != NULL ? *(const int *) g_bytes_get_data (found, NULL)
                                : g_atomic_int_get (self->value);

      g_assert_cmpint (value, >=, told);
      n_hits += found != NULL;
      if (found == NULL)
        {
          g_autoptr (GBytes) bytes = g_bytes_new (&value, sizeof value);

          outlay_cache_keep (self->cache, &ticket, bytes);
        }
    }

  return GUINT_TO_POINTER (n_hits);
}

static void
test_race (Fixture *self, gconstpointer data)
{
  GThread *threads[4];
  Reader readers[4];
  int value = 0, told = 0;
  guint n_hits = 0;

  for (guint i = 0; i < 4; i++)
    {
      readers[i] = (Reader) { self->caches[i % 2], &value, &told };
      threads[i] = g_thread_new ("reader", read_thread, &readers[i]);
    }
  for (int i = 1; i <= N_WRITES; i++)
    {
      g_atomic_int_set (&value, i);
      outlay_cache_forget (self->caches[0], ACME, ADA);
      settle (self->caches[0]);
      g_atomic_int_set (&told, i);
    }
  for (guint i = 0; i < 4; i++)
    n_hits += GPOINTER_TO_UINT (g_thread_join (threads[i]));
  g_test_message ("%u hits", n_hits);
  g_assert_cmpuint (n_hits, >, 0);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/server/shared-cache/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* A Redis that is away is told in the log. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);

  ADD ("shared", test_shared);
  ADD ("late", test_late);
  ADD ("lost", test_lost);
  ADD ("full", test_full);
  ADD ("away", test_away);
  ADD ("deletion-lost", test_deletion_lost);
  ADD ("race", test_race);

  return g_test_run ();
}
