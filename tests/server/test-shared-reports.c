/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/outlay-uuid.h"
#include "outlay-test-company.h"
#include "outlay-test-database.h"
#include "outlay-test-redis.h"

#define MONTH "/api/v1/reports?from=2026-01-01&to=2026-01-31"

/* Two server processes over one database, and a Redis for both, or none. */
typedef struct
{
  OutlayTestRedis *redis; /* (nullable) */
  OutlayTestServer *servers[2];
  OutlayTestPerson ada[2]; /* the same, at either */
} Fixture;

#define WITH_REDIS GINT_TO_POINTER (TRUE)
#define WITHOUT_REDIS GINT_TO_POINTER (FALSE)

static void
start_servers (Fixture *self, const char *redis)
{
  g_autofree char *database = NULL;
  g_autofree char *keys = NULL;
  g_autofree char *proofs = NULL;
  const char *folder;

  self->servers[0] = outlay_test_server_new_with ((const char *[]) { redis, NULL });
  folder = outlay_test_server_get_folder (self->servers[0]);
  database = g_strdup_printf ("--database=%s", outlay_test_server_get_database (self->servers[0]));
  keys = g_strdup_printf ("--keys=%s/keys", folder);
  proofs = g_strdup_printf ("--proofs=%s/proofs", folder);
  self->servers[1] = outlay_test_server_new_with (
      (const char *[]) { database, keys, proofs, redis, NULL });
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *redis = NULL;

  if (data == WITH_REDIS)
    {
      self->redis = outlay_test_redis_new (NULL);
      outlay_test_redis_start (self->redis);
      redis = g_strdup_printf ("--redis=%s", outlay_test_redis_get_address (self->redis));
    }
  start_servers (self, redis);

  outlay_test_server_add_user (self->servers[0], "Acme", "ada@acme.example", "Ada", "employee");
  self->ada[0].server = self->servers[0];
  self->ada[0].token = outlay_test_server_sign_in (self->servers[0], "ada@acme.example");
  self->ada[1].server = self->servers[1];
  self->ada[1].token = g_strdup (self->ada[0].token);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    g_free (self->ada[i].token);
  outlay_test_server_free (self->servers[1]);
  outlay_test_server_free (self->servers[0]);
  g_clear_pointer (&self->redis, outlay_test_redis_free);
}

static gint64
count (Fixture *self, guint at)
{
  g_autoptr (OutlayTestAnswer)
      answer = outlay_test_person_call (&self->ada[at], "GET", MONTH, NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  return MAX (outlay_test_answer_get_int (answer, "/totals/0/count"), 0);
}

static void
file (Fixture *self, guint at)
{
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *path = outlay_test_build_path (id, NULL);
  g_autofree char *body = outlay_test_build_body ("Nero", 1250, "2026-01-15", NULL, NULL);

  g_assert_cmpuint (
      outlay_test_person_ask (&self->ada[at], "PUT", path, "If-None-Match: *\r\n", body), ==, 201);
}

/* A write is told to the other process while its own answer is on its way, or when the writer has
 * found its way back to Redis, which it tries every five seconds. */
static void
await_count (Fixture *self, guint at, gint64 wanted)
{
  for (guint i = 0; i < 1000 && count (self, at) != wanted; i++)
    g_usleep (10000);
  g_assert_cmpint (count (self, at), ==, wanted);
}

static gboolean
has_tokens (Fixture *self)
{
  g_autofree char *answer = outlay_test_redis_ask (
      self->redis, (const char *[]) { "EXISTS", "outlay:cache/1/epoch", NULL });

  return g_str_has_prefix (answer, "1");
}

static void
await_tokens (Fixture *self)
{
  for (guint i = 0; i < 2000 && !has_tokens (self); i++)
    {
      count (self, 0);
      g_usleep (10000);
    }
  g_assert_true (has_tokens (self));
}

static void
write_in_turn (Fixture *self)
{
  for (gint64 n = 1; n <= 20; n++)
    {
      guint writer = (guint) (n % 2);

      file (self, writer);
      g_assert_cmpint (count (self, writer), ==, n);
      await_count (self, 1 - writer, n);
      g_assert_cmpint (count (self, writer), ==, n);
    }
}

static void
test_shared (Fixture *self, gconstpointer data)
{
  await_tokens (self);
  write_in_turn (self);
}

/* Each keeps its own answers, and PostgreSQL tells it of the other's writes. */
static void
test_told (Fixture *self, gconstpointer data)
{
  write_in_turn (self);
}

/* Redis stops answering, and ends: everybody is served, and right. */
static void
test_away (Fixture *self, gconstpointer data)
{
  await_tokens (self);
  file (self, 0);
  g_assert_cmpint (count (self, 0), ==, 1);
  await_count (self, 1, 1);

  outlay_test_redis_pause (self->redis);
  for (gint64 n = 2; n <= 5; n++)
    {
      file (self, (guint) (n % 2));
      g_assert_cmpint (count (self, 0), ==, n);
      g_assert_cmpint (count (self, 1), ==, n);
    }
  outlay_test_redis_go_on (self->redis);
  await_count (self, 0, 5);
  await_count (self, 1, 5);

  outlay_test_redis_kill (self->redis);
  for (gint64 n = 6; n <= 9; n++)
    {
      file (self, (guint) (n % 2));
      g_assert_cmpint (count (self, 0), ==, n);
      g_assert_cmpint (count (self, 1), ==, n);
    }

  outlay_test_redis_start (self->redis);
  await_tokens (self);
  file (self, 1);
  g_assert_cmpint (count (self, 1), ==, 10);
  await_count (self, 0, 10);
}

#define ADD(path, redis, function)                                                                 \
  g_test_add ("/server/shared-reports/" path, Fixture, redis, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("shared", WITH_REDIS, test_shared);
  ADD ("away", WITH_REDIS, test_away);
  /* A file of SQLite is served by one process then. */
  if (outlay_test_engine_get () != OUTLAY_TEST_SQLITE)
    ADD ("told", WITHOUT_REDIS, test_told);

  return g_test_run ();
}
