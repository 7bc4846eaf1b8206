/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "outlay-test-store.h"
#include "server/auth/outlay-session-store.h"
#include "server/http/outlay-idempotency.h"

#define START G_GINT64_CONSTANT (1700000000000000)
#define SECOND ((gint64) G_USEC_PER_SEC)
#define DAY ((gint64) G_TIME_SPAN_DAY)

typedef struct
{
  OutlayTestStore store;
  GBytes *key;
  OutlayRefreshToken first;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  outlay_test_store_set_up (&fixture->store);
  /* Sessions are written in the transaction of a request. */
  outlay_connection_begin (fixture->store.db, &error);
  g_assert_no_error (error);
  fixture->key = g_bytes_new_static ("01234567890123456789012345678901", 32);
  outlay_session_store_add (fixture->store.db, OUTLAY_TEST_COMPANY, fixture->store.ada.user, NULL,
                            START, &fixture->first, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  outlay_connection_rollback (fixture->store.db);
  outlay_test_store_tear_down (&fixture->store);
  g_bytes_unref (fixture->key);
}

static OutlayRotation
rotate (Fixture *fixture, const OutlayRefreshToken *token, gint64 now, OutlayRefreshToken *next)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *person = NULL;
  OutlayRotation rotation;

  outlay_session_store_rotate (fixture->store.db, fixture->key, token, now, "127.0.0.1", next,
                               &person, &rotation, &error);
  g_assert_no_error (error);
  if (rotation == OUTLAY_ROTATION_DONE)
    g_assert_cmpstr (person, ==, fixture->store.ada.user);

  return rotation;
}

static gint64
count (Fixture *fixture, const char *sql)
{
  g_autoptr (OutlayStatement) statement = outlay_connection_prepare (fixture->store.db, sql, NULL);
  gboolean has_row = FALSE;

  g_assert_true (outlay_statement_step (statement, &has_row, NULL));
  return outlay_statement_get_int (statement, 0);
}

/* Whoever lost the answer gets the same again for a minute, and not a moment longer. */
static void
test_grace (Fixture *fixture, gconstpointer data)
{
  OutlayRefreshToken second, again, late;

  g_assert_cmpint (rotate (fixture, &fixture->first, START + SECOND, &second), ==,
                   OUTLAY_ROTATION_DONE);
  g_assert_cmpint (rotate (fixture, &fixture->first, START + 61 * SECOND, &again), ==,
                   OUTLAY_ROTATION_DONE);
  g_assert_cmpmem (second.secret, 32, again.secret, 32);

  g_assert_cmpint (rotate (fixture, &fixture->first, START + 61 * SECOND + 1, &late), ==,
                   OUTLAY_ROTATION_REUSED);
  g_assert_cmpint (rotate (fixture, &second, START + 62 * SECOND, &late), ==,
                   OUTLAY_ROTATION_REFUSED);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM audit WHERE kind = 'refresh_reuse'"), ==,
                   1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM session WHERE ended_why = 'reuse'"), ==,
                   1);
}

/* A chain of many, each good once. */
static void
test_chain (Fixture *fixture, gconstpointer data)
{
  OutlayRefreshToken token = fixture->first, next;

  for (guint i = 1; i <= 100; i++)
    {
      g_assert_cmpint (rotate (fixture, &token, START + i * DAY, &next), ==, OUTLAY_ROTATION_DONE);
      g_assert_cmpuint (next.generation, ==, i);
      token = next;
    }
}

static void
test_expiry (Fixture *fixture, gconstpointer data)
{
  OutlayRefreshToken next;

  g_assert_cmpint (rotate (fixture, &fixture->first, START + 30 * DAY, &next), ==,
                   OUTLAY_ROTATION_REFUSED);
  /* Too late is no theft. */
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM audit WHERE kind <> 'sign_in'"), ==, 0);
  g_assert_cmpint (rotate (fixture, &fixture->first, START + 30 * DAY - 1, &next), ==,
                   OUTLAY_ROTATION_DONE);
}

static void
test_disabled (Fixture *fixture, gconstpointer data)
{
  OutlayRefreshToken next;

  outlay_test_store_execute (&fixture->store, "UPDATE person SET disabled_at = 1");
  g_assert_cmpint (rotate (fixture, &fixture->first, START + SECOND, &next), ==,
                   OUTLAY_ROTATION_REFUSED);
}

static void
test_ended (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  OutlayRefreshToken next;

  outlay_session_store_end (fixture->store.db, OUTLAY_TEST_COMPANY, fixture->first.session,
                            "logout", START, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rotate (fixture, &fixture->first, START + SECOND, &next), ==,
                   OUTLAY_ROTATION_REFUSED);
}

/* What was never given out is refused and ends nothing. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  OutlayRefreshToken damaged = fixture->first, next;

  damaged.secret[7] ^= 1;
  g_assert_cmpint (rotate (fixture, &damaged, START + SECOND, &next), ==, OUTLAY_ROTATION_REFUSED);

  damaged = fixture->first;
  g_strlcpy (damaged.session, fixture->store.ben.user, sizeof damaged.session);
  g_assert_cmpint (rotate (fixture, &damaged, START + SECOND, &next), ==, OUTLAY_ROTATION_REFUSED);

  damaged = fixture->first;
  g_strlcpy (damaged.company, fixture->store.ben.user, sizeof damaged.company);
  g_assert_cmpint (rotate (fixture, &damaged, START + SECOND, &next), ==, OUTLAY_ROTATION_REFUSED);

  g_assert_cmpint (rotate (fixture, &fixture->first, START + SECOND, &next), ==,
                   OUTLAY_ROTATION_DONE);
}

static void
test_purge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  outlay_session_store_purge (fixture->store.db, START + 60 * DAY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM session"), ==, 1);
  outlay_session_store_purge (fixture->store.db, START + 60 * DAY + 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM session"), ==, 0);
}

/* Answers are kept for a day at least, and forgotten a thousand at a time. */
static void
test_purge_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  outlay_test_store_execute (
      &fixture->store,
      "INSERT INTO idempotency (company, person, idem_key, request, body_digest, status, headers, "
      "                         body, created_at) "
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) "
      "SELECT '" OUTLAY_TEST_COMPANY "', 'p', i, '', '', 201, '', '', i FROM n");

  outlay_idempotency_purge (fixture->store.db, DAY, &error);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM idempotency"), ==, 2500);
  outlay_idempotency_purge (fixture->store.db, DAY + 11, &error);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM idempotency"), ==, 2490);
  outlay_idempotency_purge (fixture->store.db, DAY + 100000, &error);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM idempotency"), ==, 1490);
  g_assert_no_error (error);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/server/session-store/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("grace", test_grace);
  ADD ("chain", test_chain);
  ADD ("expiry", test_expiry);
  ADD ("disabled", test_disabled);
  ADD ("ended", test_ended);
  ADD ("damaged", test_damaged);
  ADD ("purge", test_purge);
  ADD ("purge-answers", test_purge_answers);

  return g_test_run ();
}
