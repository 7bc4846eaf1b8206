/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>

#include "core/outlay-uuid.h"
#include "server/auth/outlay-attempts.h"
#include "server/auth/outlay-keys.h"
#include "server/auth/outlay-password.h"
#include "server/auth/outlay-refresh-token.h"
#include "server/auth/outlay-token.h"
#include "server/people/outlay-invitation-code.h"

#define COMPANY "01a1f836-183b-7358-8b1c-7f7edaedf590"
#define SESSION "01a1f836-183c-748f-be76-14d36b2671a8"

static GBytes *
make_key (char letter)
{
  g_autofree char *text = g_strnfill (32, letter);

  return g_bytes_new (text, 32);
}

/* --- passwords --- */

static void
test_password (void)
{
  g_autoptr (GBytes) pepper = make_key ('p');
  g_autoptr (GBytes) other_pepper = make_key ('q');
  g_autofree char *hash = outlay_password_hash (pepper, "seven quiet ferries", 4);
  g_autofree char *again = outlay_password_hash (pepper, "seven quiet ferries", 4);

  g_assert_true (g_str_has_prefix (hash, "$2b$04$"));
  g_assert_cmpstr (hash, !=, again);
  g_assert_true (outlay_password_verify (pepper, "seven quiet ferries", hash, 4));
  g_assert_false (outlay_password_verify (pepper, "seven quiet ferrieS", hash, 4));
  g_assert_false (outlay_password_verify (other_pepper, "seven quiet ferries", hash, 4));
  g_assert_false (outlay_password_verify (pepper, "seven quiet ferries", NULL, 4));
  g_assert_false (outlay_password_verify (pepper, "seven quiet ferries", "", 4));
  g_assert_false (outlay_password_verify (pepper, "seven quiet ferries", "nonsense", 4));
}

/* bcrypt alone would not look beyond byte 72. */
static void
test_long_password (void)
{
  g_autoptr (GBytes) pepper = make_key ('p');
  g_autofree char *long_text = g_strnfill (1024, 'x');
  g_autofree char *hash = outlay_password_hash (pepper, long_text, 4);

  g_assert_true (outlay_password_verify (pepper, long_text, hash, 4));
  long_text[1023] = 'y';
  g_assert_false (outlay_password_verify (pepper, long_text, hash, 4));
}

/* --- base64url and HMAC --- */

static void
test_base64url (void)
{
  static const char *const bad[] = { "", "A", "A=", "AA==", "AB", "AA+A", "AA/A", "AA A", "\xff" };
  gsize size;

  for (gsize length = 1; length < 40; length++)
    {
      guint8 bytes[40];
      g_autofree char *text = NULL;
      g_autofree guint8 *again = NULL;

      outlay_random_bytes (bytes, length);
      text = outlay_base64url_encode (bytes, length);
      again = outlay_base64url_decode (text, &size);
      g_assert_cmpmem (bytes, length, again, size);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (outlay_base64url_decode (bad[i], &size));
}

static void
test_hmac_pieces (void)
{
  g_autoptr (GBytes) key = make_key ('k');
  guint8 first[32], second[32];

  outlay_hmac (key, first, (gsize) 2, "ab", (gsize) 2, "c", (gsize) 1);
  outlay_hmac (key, second, (gsize) 2, "a", (gsize) 1, "bc", (gsize) 2);
  g_assert_true (memcmp (first, second, sizeof first) != 0);
}

/* --- refresh tokens --- */

static void
test_refresh_token (void)
{
  OutlayRefreshToken token, read, next, same, other;
  g_autoptr (GBytes) key = make_key ('k');
  g_autoptr (GBytes) other_key = make_key ('l');
  g_autofree char *text = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *next_hash = NULL;

  outlay_refresh_token_init (&token, COMPANY, SESSION);
  text = outlay_refresh_token_write (&token);
  g_assert_true (outlay_refresh_token_read (&read, text));
  g_assert_cmpstr (read.company, ==, COMPANY);
  g_assert_cmpstr (read.session, ==, SESSION);
  g_assert_cmpuint (read.generation, ==, 0);
  g_assert_cmpmem (read.secret, 32, token.secret, 32);

  /* The same successor each time, and another one with another key. */
  outlay_refresh_token_derive (&next, &token, key);
  outlay_refresh_token_derive (&same, &read, key);
  outlay_refresh_token_derive (&other, &token, other_key);
  g_assert_cmpuint (next.generation, ==, 1);
  g_assert_cmpmem (next.secret, 32, same.secret, 32);
  g_assert_true (memcmp (next.secret, other.secret, 32) != 0);

  hash = outlay_refresh_token_hash (&token);
  next_hash = outlay_refresh_token_hash (&next);
  g_assert_cmpuint (strlen (hash), ==, 64);
  g_assert_cmpstr (hash, !=, next_hash);
}

/* --- access tokens --- */

static void
test_token (void)
{
  g_autofree char *folder = g_dir_make_tmp ("outlay-test-XXXXXX", NULL);
  g_autofree char *inner = g_build_filename (folder, "keys", NULL);
  g_autoptr (OutlayKeys) keys = outlay_keys_load (inner, NULL);
  g_autoptr (OutlayKeys) again = outlay_keys_load (inner, NULL);
  g_autoptr (OutlayTokens) tokens = outlay_tokens_new (keys->token, "outlayd", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *person = outlay_uuid_new ();
  g_autofree char *token = outlay_tokens_sign (tokens, COMPANY, person, SESSION, 1000);
  static const char *const names[] = { "token.jwk", "pepper", "refresh" };
  OutlayTokenClaims claims;

  /* The same keys for whoever comes later. */
  g_assert_cmpstr (keys->token, ==, again->token);
  g_assert_true (g_bytes_equal (keys->pepper, again->pepper));
  g_assert_true (g_bytes_equal (keys->refresh, again->refresh));
  g_assert_false (g_bytes_equal (keys->pepper, keys->refresh));

  g_assert_true (outlay_tokens_verify (tokens, token, 1000, &claims));
  g_assert_cmpstr (claims.company, ==, COMPANY);
  g_assert_cmpstr (claims.person, ==, person);
  g_assert_cmpstr (claims.session, ==, SESSION);
  g_assert_cmpint (claims.expires_at, ==, 1900);
  g_assert_true (outlay_tokens_verify (tokens, token, 1899, &claims));
  g_assert_false (outlay_tokens_verify (tokens, token, 1900, &claims));
  g_assert_false (outlay_tokens_verify (tokens, "", 1000, &claims));
  g_assert_false (outlay_tokens_verify (tokens, "..", 1000, &claims));

  g_assert_null (outlay_tokens_new ("{}", "outlayd", &error));
  g_assert_nonnull (error);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (inner, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (inner);
  g_rmdir (folder);
}

/* Every single byte of a token counts. */
static void
test_token_bits (void)
{
  g_autofree char *folder = g_dir_make_tmp ("outlay-test-XXXXXX", NULL);
  g_autoptr (OutlayKeys) keys = outlay_keys_load (folder, NULL);
  g_autoptr (OutlayTokens) tokens = outlay_tokens_new (keys->token, "outlayd", NULL);
  g_autofree char *person = outlay_uuid_new ();
  g_autofree char *token = outlay_tokens_sign (tokens, COMPANY, person, SESSION, 1000);
  static const char *const names[] = { "token.jwk", "pepper", "refresh" };
  gsize length = strlen (token);
  OutlayTokenClaims claims;

  /* The last letter of a part carries unused bits, which no other spelling may fill. */
  for (gsize i = 0; i < length; i++)
    {
      char old = token[i];

      token[i] = old == 'A' ? 'Q' : 'A';
      g_assert_false (outlay_tokens_verify (tokens, token, 1000, &claims));
      token[i] = old;
    }
  g_assert_true (outlay_tokens_verify (tokens, token, 1000, &claims));

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* --- attempts --- */

static void
test_attempts (void)
{
  OutlayAttempts *attempts = outlay_attempts_new (NULL, NULL);
  const gint64 minute = 60 * G_USEC_PER_SEC;
  gint64 now = 1000 * minute;

  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpuint (outlay_attempts_get_wait (attempts, "account", "a", 5, now), ==, 0);
      outlay_attempts_add (attempts, "account", "a", now);
    }

  g_assert_cmpuint (outlay_attempts_get_wait (attempts, "account", "a", 5, now), ==, 901);
  g_assert_cmpuint (outlay_attempts_get_wait (attempts, "account", "a", 5, now + 14 * minute), ==,
                    61);
  g_assert_cmpuint (outlay_attempts_get_wait (attempts, "account", "a", 5, now + 15 * minute), ==,
                    0);
  g_assert_cmpuint (outlay_attempts_get_wait (attempts, "account", "b", 5, now), ==, 0);
  g_assert_cmpuint (outlay_attempts_get_wait (attempts, "address", "a", 5, now), ==, 0);

  /* One that came before the others and was served after them is held back as well. */
  g_assert_cmpuint (outlay_attempts_get_wait (attempts, "account", "a", 5, now - G_USEC_PER_SEC), >,
                    0);

  /* The clock was wrong, and is put back by a day: nobody is locked out until it is there again. */
  g_assert_cmpuint (outlay_attempts_get_wait (attempts, "account", "a", 5, now - 24 * 60 * minute),
                    ==, 0);

  outlay_attempts_clear (attempts, "account", "a");
  g_assert_cmpuint (outlay_attempts_get_wait (attempts, "account", "a", 5, now), ==, 0);
  outlay_attempts_free (attempts);
}

/* A flood of names takes no memory without end. */
static void
test_attempts_flood (void)
{
  OutlayAttempts *attempts = outlay_attempts_new (NULL, NULL);

  for (guint i = 0; i < 250000; i++)
    {
      char name[16];

      g_snprintf (name, sizeof name, "n%u", i);
      outlay_attempts_add (attempts, "account", name, 1);
    }

  g_assert_cmpuint (outlay_attempts_get_wait (attempts, "account", "n249999", 1, 1), >, 0);
  outlay_attempts_free (attempts);
}

/* --- invitations --- */

static void
test_invitation_code (void)
{
  static const char *const strange[] = { "", "x", "AAAA", "!", "ab=cd", NULL };
  OutlayInvitationCode code, again;
  g_autofree char *text = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *hash_again = NULL;
  g_autofree char *longer = NULL;

  outlay_invitation_code_init (&code, COMPANY);
  text = outlay_invitation_code_write (&code);
  g_assert_cmpuint (strlen (text), ==, 54);
  g_assert_true (outlay_invitation_code_read (&again, text));
  g_assert_cmpstr (again.company, ==, COMPANY);
  g_assert_cmpmem (again.secret, sizeof again.secret, code.secret, sizeof code.secret);

  hash = outlay_invitation_code_hash (&code);
  hash_again = outlay_invitation_code_hash (&again);
  g_assert_cmpstr (hash, ==, hash_again);
  g_assert_null (strstr (hash, text));

  outlay_invitation_code_init (&again, COMPANY);
  g_assert_false (memcmp (again.secret, code.secret, sizeof code.secret) == 0);

  longer = g_strconcat (text, "A", NULL);
  g_assert_false (outlay_invitation_code_read (&again, longer));
  for (gsize i = 0; strange[i] != NULL; i++)
    g_assert_false (outlay_invitation_code_read (&again, strange[i]));

  /* Nothing but the whole text is one. */
  for (gsize n = 0; n < strlen (text); n++)
    {
      g_autofree char *part = g_strndup (text, n);

      g_assert_false (outlay_invitation_code_read (&again, part));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/password/verify", test_password);
  g_test_add_func ("/server/password/long", test_long_password);
  g_test_add_func ("/server/keys/base64url", test_base64url);
  g_test_add_func ("/server/keys/hmac-pieces", test_hmac_pieces);
  g_test_add_func ("/server/refresh-token/derive", test_refresh_token);
  g_test_add_func ("/server/token/claims", test_token);
  g_test_add_func ("/server/token/bits", test_token_bits);
  g_test_add_func ("/server/invitation/code", test_invitation_code);
  g_test_add_func ("/server/attempts/window", test_attempts);
  g_test_add_func ("/server/attempts/flood", test_attempts_flood);

  return g_test_run ();
}
