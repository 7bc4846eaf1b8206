/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "outlay-test-store.h"
#include "server/auth/outlay-keys.h"
#include "server/auth/outlay-session-store.h"
#include "server/oauth/outlay-browser-store.h"
#include "server/oauth/outlay-code-store.h"

#define START G_GINT64_CONSTANT (1700000000000000)
#define SECOND ((gint64) G_USEC_PER_SEC)
#define HOUR ((gint64) G_TIME_SPAN_HOUR)
/* RFC 7636, appendix B */
#define VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
#define CLIENT "outlay-desktop"
#define REDIRECT "http://127.0.0.1:4000/"

static void
set_up (OutlayTestStore *store, gconstpointer data)
{
  outlay_test_store_set_up (store);
}

static void
tear_down (OutlayTestStore *store, gconstpointer data)
{
  outlay_test_store_tear_down (store);
}

static gint64
count (OutlayTestStore *store, const char *sql)
{
  g_autoptr (OutlayStatement) statement = outlay_connection_prepare (store->db, sql, NULL);
  gboolean has_row = FALSE;

  g_assert_true (outlay_statement_step (statement, &has_row, NULL));
  return outlay_statement_get_int (statement, 0);
}

/* --- codes --- */

static void
add_code (OutlayTestStore *store, OutlayRefreshToken *code)
{
  const OutlayCodeGrant grant = {
    .company = OUTLAY_TEST_COMPANY,
    .person = store->ada.user,
    .client = CLIENT,
    .redirect_uri = REDIRECT,
    .challenge = CHALLENGE,
  };
  g_autoptr (GError) error = NULL;

  outlay_code_store_add (store->db, &grant, START, code, &error);
  g_assert_no_error (error);
}

static OutlayCodeOutcome
spend (OutlayTestStore *store,
       const OutlayRefreshToken *code,
       const char *verifier,
       gint64 now,
       OutlayRefreshToken *token)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *person = NULL;
  OutlayCodeOutcome outcome;

  outlay_code_store_spend (store->db, code, CLIENT, REDIRECT, verifier, "127.0.0.1", now, token,
                           &person, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (person, ==, outcome == OUTLAY_CODE_SPENT ? store->ada.user : NULL);

  return outcome;
}

static void
test_code_lives_a_minute (OutlayTestStore *store, gconstpointer data)
{
  OutlayRefreshToken code, token;

  add_code (store, &code);
  g_assert_cmpint (spend (store, &code, VERIFIER, START + 60 * SECOND, &token), ==,
                   OUTLAY_CODE_REFUSED);
  g_assert_cmpint (count (store, "SELECT count(*) FROM session"), ==, 0);
  g_assert_cmpint (spend (store, &code, VERIFIER, START + 60 * SECOND - 1, &token), ==,
                   OUTLAY_CODE_SPENT);
  g_assert_cmpint (count (store, "SELECT count(*) FROM session WHERE client = '" CLIENT "'"), ==,
                   1);
}

static void
test_code_is_good_once (OutlayTestStore *store, gconstpointer data)
{
  OutlayRefreshToken code, token, again;
  g_autoptr (GBytes) key = g_bytes_new_static ("01234567890123456789012345678901", 32);
  g_autofree char *person = NULL;
  OutlayRotation rotation;

  add_code (store, &code);
  g_assert_cmpint (spend (store, &code, VERIFIER, START, &token), ==, OUTLAY_CODE_SPENT);
  /* Later than it lives, and by somebody who has no verifier: it is a copy all the same. */
  g_assert_cmpint (spend (store, &code, "x", START + HOUR, &again), ==, OUTLAY_CODE_REUSED);
  g_assert_cmpint (count (store, "SELECT count(*) FROM session WHERE ended_why = 'reuse'"), ==, 1);
  g_assert_cmpint (count (store, "SELECT count(*) FROM audit WHERE kind = 'code_reuse'"), ==, 1);

  g_assert_true (outlay_session_store_rotate (store->db, key, &token, START + HOUR, "127.0.0.1",
                                              &again, &person, &rotation, NULL));
  g_assert_cmpint (rotation, ==, OUTLAY_ROTATION_REFUSED);
}

static void
test_verifiers (OutlayTestStore *store, gconstpointer data)
{
  static const char *const bad[] = {
    "",
    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX",
    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl",
    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk=",
    CHALLENGE,
    "dBjftJeZ4CVP mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
  };
  OutlayRefreshToken code, other, token;

  add_code (store, &code);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (spend (store, &code, bad[i], START, &token), ==, OUTLAY_CODE_REFUSED);

  other = code;
  other.secret[31] ^= 1;
  g_assert_cmpint (spend (store, &other, VERIFIER, START, &token), ==, OUTLAY_CODE_REFUSED);
  g_assert_cmpint (spend (store, &code, VERIFIER, START, &token), ==, OUTLAY_CODE_SPENT);

  g_assert_true (outlay_code_challenge_is_valid (CHALLENGE));
  g_assert_false (outlay_code_challenge_is_valid (CHALLENGE "="));
  g_assert_false (outlay_code_challenge_is_valid ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cN"));
  g_assert_false (outlay_code_challenge_is_valid ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM"));
}

static void
test_codes_are_forgotten (OutlayTestStore *store, gconstpointer data)
{
  OutlayRefreshToken code;

  add_code (store, &code);
  g_assert_true (outlay_code_store_purge (store->db, START + 24 * HOUR + 60 * SECOND, NULL));
  g_assert_cmpint (count (store, "SELECT count(*) FROM authorization_code"), ==, 1);
  g_assert_true (outlay_code_store_purge (store->db, START + 24 * HOUR + 60 * SECOND + 1, NULL));
  g_assert_cmpint (count (store, "SELECT count(*) FROM authorization_code"), ==, 0);
}

/* --- browsers --- */

static gboolean
is_known (OutlayTestStore *store, const OutlayRefreshToken *token, gint64 now)
{
  g_autofree char *cookie = outlay_refresh_token_write (token);
  g_autoptr (OutlayPerson) person = NULL;
  g_autoptr (GError) error = NULL;

  outlay_browser_store_find (store->db, cookie, now, &person, &error);
  g_assert_no_error (error);
  if (person != NULL)
    g_assert_cmpstr (person->id, ==, store->ada.user);

  return person != NULL;
}

static void
add_browser (OutlayTestStore *store, OutlayRefreshToken *token)
{
  g_autoptr (GError) error = NULL;

  outlay_browser_store_add (store->db, OUTLAY_TEST_COMPANY, store->ada.user, START, token, &error);
  g_assert_no_error (error);
}

static void
test_browser_is_known_for_a_day_of_work (OutlayTestStore *store, gconstpointer data)
{
  OutlayRefreshToken token, forged;

  add_browser (store, &token);
  g_assert_true (is_known (store, &token, START + 12 * HOUR - 1));
  g_assert_false (is_known (store, &token, START + 12 * HOUR));

  forged = token;
  forged.secret[0] ^= 1;
  g_assert_false (is_known (store, &forged, START));

  g_assert_true (outlay_browser_store_purge (store->db, START + 12 * HOUR, NULL));
  g_assert_cmpint (count (store, "SELECT count(*) FROM browser"), ==, 1);
  g_assert_true (outlay_browser_store_purge (store->db, START + 12 * HOUR + 1, NULL));
  g_assert_cmpint (count (store, "SELECT count(*) FROM browser"), ==, 0);
}

static void
test_browser_is_signed_out (OutlayTestStore *store, gconstpointer data)
{
  OutlayRefreshToken one, other, code, token;
  g_autofree char *cookie = NULL;

  add_browser (store, &one);
  add_browser (store, &other);
  add_code (store, &code);
  cookie = outlay_refresh_token_write (&one);
  g_assert_true (outlay_browser_store_end (store->db, cookie, START, NULL));
  g_assert_true (outlay_browser_store_end (store->db, "x", START, NULL));
  g_assert_true (outlay_browser_store_end (store->db, NULL, START, NULL));
  g_assert_false (is_known (store, &one, START));
  g_assert_true (is_known (store, &other, START));

  /* Whatever ends a person's sessions ends their browsers, and what is under way. */
  g_assert_true (outlay_session_store_end_all (store->db, OUTLAY_TEST_COMPANY, store->ada.user,
                                               "password", START, NULL));
  g_assert_false (is_known (store, &other, START));
  g_assert_cmpint (spend (store, &code, VERIFIER, START, &token), ==, OUTLAY_CODE_REFUSED);
}

int
main (int argc, char *argv[])
{
#define ADD(path, test) g_test_add (path, OutlayTestStore, NULL, set_up, test, tear_down)
  g_test_init (&argc, &argv, NULL);

  ADD ("/server/oauth-store/code-lives-a-minute", test_code_lives_a_minute);
  ADD ("/server/oauth-store/code-is-good-once", test_code_is_good_once);
  ADD ("/server/oauth-store/verifiers", test_verifiers);
  ADD ("/server/oauth-store/codes-are-forgotten", test_codes_are_forgotten);
  ADD ("/server/oauth-store/browser-is-known-for-a-day-of-work",
       test_browser_is_known_for_a_day_of_work);
  ADD ("/server/oauth-store/browser-is-signed-out", test_browser_is_signed_out);

  return g_test_run ();
}
