/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-client-error.h"
#include "client/session/outlay-keyring.h"

#include <libsecret/secret.h>

#include "test-await.h"

#define SERVER "https://expenses.example.com"

/* What another process would find: read past our own memory, with secret-tool's way of looking. */
static char *
find_in_keyring (const char *user)
{
  static const SecretSchema schema = {
    "io.github.outlay.Outlay.RefreshToken",
    SECRET_SCHEMA_NONE,
    {
        { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
        { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
        { NULL, 0 },
    },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *token = secret_password_lookup_sync (&schema, NULL, &error, "server", SERVER,
                                                        "user", user, NULL);

  g_assert_no_error (error);
  return g_steal_pointer (&token);
}

static void
test_keeps (void)
{
  g_autofree char *none = test_await_string (outlay_keyring_lookup (SERVER, "anna"));
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *elsewhere = NULL;
  g_autofree char *cleared = NULL;
  g_autofree char *other = NULL;

  g_assert_null (none);

  g_assert_true (test_await_boolean (outlay_keyring_store (SERVER, "anna", "token-1")));
  first = test_await_string (outlay_keyring_lookup (SERVER, "anna"));
  g_assert_cmpstr (first, ==, "token-1");
  elsewhere = find_in_keyring ("anna");
  g_assert_cmpstr (elsewhere, ==, "token-1");
  g_assert_false (outlay_keyring_is_forgetful (SERVER, "anna"));

  g_assert_true (test_await_boolean (outlay_keyring_store (SERVER, "anna", "token-2")));
  g_assert_true (test_await_boolean (outlay_keyring_store (SERVER, "bert", "token-3")));
  second = test_await_string (outlay_keyring_lookup (SERVER, "anna"));
  g_assert_cmpstr (second, ==, "token-2");

  g_assert_true (test_await_boolean (outlay_keyring_clear (SERVER, "anna")));
  cleared = test_await_string (outlay_keyring_lookup (SERVER, "anna"));
  g_assert_null (cleared);
  other = test_await_string (outlay_keyring_lookup (SERVER, "bert"));
  g_assert_cmpstr (other, ==, "token-3");

  g_assert_true (test_await_boolean (outlay_keyring_clear (SERVER, "bert")));
  g_assert_true (test_await_boolean (outlay_keyring_clear (SERVER, "bert")));
}

/* A keyring that is locked, and stays so as nobody answers its dialog, says nothing of the token:
 * that is not "signed out". */
static void
test_is_locked (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) locked = NULL;
  g_autoptr (SecretService) service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, &error);
  g_autoptr (SecretCollection) collection = NULL;
  g_autolist (SecretCollection) collections = NULL;

  g_assert_no_error (error);
  g_assert_true (test_await_boolean (outlay_keyring_store (SERVER, "anna", "token-1")));
  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE, NULL, &error);
  g_assert_no_error (error);
  collections = g_list_prepend (NULL, g_object_ref (collection));
  g_assert_cmpint (secret_service_lock_sync (service, collections, NULL, NULL, &error), ==, 1);
  g_assert_no_error (error);

  outlay_keyring_set_patience (2);
  locked = test_await_error (outlay_keyring_lookup (SERVER, "anna"));
  g_assert_error (locked, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_KEYRING);
}

/* Without a keyring the token lasts as long as the program, and nothing says "signed out". */
static void
test_remembers (void)
{
  g_autoptr (GError) unknown = test_await_error (outlay_keyring_lookup (SERVER, "anna"));
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) cleared = NULL;

  g_assert_error (unknown, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_KEYRING);

  g_assert_false (test_await_boolean (outlay_keyring_store (SERVER, "anna", "token-1")));
  g_assert_true (outlay_keyring_is_forgetful (SERVER, "anna"));
  first = test_await_string (outlay_keyring_lookup (SERVER, "anna"));
  g_assert_cmpstr (first, ==, "token-1");

  g_assert_false (test_await_boolean (outlay_keyring_store (SERVER, "anna", "token-2")));
  second = test_await_string (outlay_keyring_lookup (SERVER, "anna"));
  g_assert_cmpstr (second, ==, "token-2");

  g_assert_false (test_await_boolean (outlay_keyring_clear (SERVER, "anna")));
  g_assert_false (outlay_keyring_is_forgetful (SERVER, "anna"));
  cleared = test_await_error (outlay_keyring_lookup (SERVER, "anna"));
  g_assert_error (cleared, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_KEYRING);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  if (g_strcmp0 (g_getenv ("OUTLAY_WANT_KEYRING"), "1") == 0)
    {
      g_test_add_func ("/client/keyring/keeps", test_keeps);
      g_test_add_func ("/client/keyring/is-locked", test_is_locked);
    }
  else
    g_test_add_func ("/client/keyring/remembers", test_remembers);
  return g_test_run ();
}
