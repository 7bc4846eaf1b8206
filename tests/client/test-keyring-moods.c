/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-client-error.h"
#include "client/session/outlay-keyring.h"

#include "test-await.h"
#include "test-secret-portal.h"
#include "test-secrets.h"

#define SERVER "https://expenses.example.com"

/* Keyrings that are not there, hang, or stay locked: on a bus of this test's own, where nothing starts
 * by itself. */

/* Ends with the process: it would wait for the connection to go, and libsecret keeps that. */
static GTestDBus *bus;

static void
set_up (void)
{
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  outlay_keyring_set_patience (2);
}

static void
assert_remembered (const char *token)
{
  g_autofree char *found = test_await_string (outlay_keyring_lookup (SERVER, "anna"));

  g_assert_cmpstr (found, ==, token);
  g_assert_true (outlay_keyring_is_forgetful (SERVER, "anna"));
}

/* One that has the name and gives no answer costs seconds, not the minutes that a person may take. */
static void
test_hangs (void)
{
  g_autoptr (TestSecrets) secrets = test_secrets_new (TEST_SECRETS_HANGING);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) unknown = test_await_error (outlay_keyring_lookup (SERVER, "anna"));

  g_assert_error (unknown, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_KEYRING);
  g_assert_false (test_await_boolean (outlay_keyring_store (SERVER, "anna", "token-1")));
  assert_remembered ("token-1");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);

  /* It comes to itself. */
  test_secrets_set_mood (secrets, TEST_SECRETS_OPEN);
  g_assert_true (test_await_boolean (outlay_keyring_when_kept (SERVER, "anna")));
  g_assert_cmpstr (test_secrets_get_kept (secrets), ==, "token-1");
  g_assert_false (outlay_keyring_is_forgetful (SERVER, "anna"));
}

/* The person dismisses the dialog once, and is left alone; when the keyring is opened later, it gets
 * the newest token. */
static void
test_is_dismissed (void)
{
  g_autoptr (TestSecrets) secrets = test_secrets_new (TEST_SECRETS_LOCKED);
  g_autoptr (GError) locked = NULL;
  g_autofree char *found = NULL;
  guint n_asked;

  g_assert_false (test_await_boolean (outlay_keyring_store (SERVER, "anna", "token-1")));
  n_asked = test_secrets_get_n_asked (secrets);
  g_assert_cmpuint (n_asked, ==, 1);
  assert_remembered ("token-1");

  g_assert_false (test_await_boolean (outlay_keyring_store (SERVER, "anna", "token-2")));
  assert_remembered ("token-2");
  locked = test_await_error (outlay_keyring_peek (SERVER, "bert"));
  g_assert_error (locked, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_KEYRING);
  g_assert_cmpuint (test_secrets_get_n_asked (secrets), ==, n_asked);

  test_secrets_set_mood (secrets, TEST_SECRETS_OPEN);
  g_assert_true (test_await_boolean (outlay_keyring_when_kept (SERVER, "anna")));
  g_assert_cmpstr (test_secrets_get_kept (secrets), ==, "token-2");
  found = test_await_string (outlay_keyring_lookup (SERVER, "anna"));
  g_assert_cmpstr (found, ==, "token-2");
  g_assert_cmpuint (test_secrets_get_n_asked (secrets), ==, n_asked);
}

/* What is kept stays unknown while the keyring is locked, and that is not "none". */
static void
test_locks_later (void)
{
  g_autoptr (TestSecrets) secrets = test_secrets_new (TEST_SECRETS_OPEN);
  g_autoptr (GError) locked = NULL;
  g_autofree char *found = NULL;

  g_assert_true (test_await_boolean (outlay_keyring_store (SERVER, "anna", "token-1")));
  g_assert_false (outlay_keyring_is_forgetful (SERVER, "anna"));

  test_secrets_set_mood (secrets, TEST_SECRETS_LOCKED);
  locked = test_await_error (outlay_keyring_lookup (SERVER, "anna"));
  g_assert_error (locked, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_KEYRING);
  g_assert_cmpuint (test_secrets_get_n_asked (secrets), ==, 1);

  test_secrets_set_mood (secrets, TEST_SECRETS_OPEN);
  found = test_await_string (outlay_keyring_lookup (SERVER, "anna"));
  g_assert_cmpstr (found, ==, "token-1");
}

/* A keyring that starts after the program gets what was remembered meanwhile. */
static void
test_comes_later (void)
{
  g_autoptr (TestSecrets) secrets = NULL;

  g_assert_false (test_await_boolean (outlay_keyring_store (SERVER, "anna", "token-1")));
  assert_remembered ("token-1");

  secrets = test_secrets_new (TEST_SECRETS_OPEN);
  g_assert_true (test_await_boolean (outlay_keyring_when_kept (SERVER, "anna")));
  g_assert_cmpstr (test_secrets_get_kept (secrets), ==, "token-1");
}

/* Writes do not overtake each other, however they are asked for. */
static void
test_keeps_order (void)
{
  g_autoptr (TestSecrets) secrets = test_secrets_new (TEST_SECRETS_OPEN);
  DexFuture *writes[9];

  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++)
    {
      g_autofree char *token = g_strdup_printf ("token-%u", (guint) i);

      writes[i] = i == 4 ? outlay_keyring_clear (SERVER, "anna")
                         : outlay_keyring_store (SERVER, "anna", token);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++)
    g_assert_true (test_await_boolean (writes[i]));
  g_assert_cmpstr (test_secrets_get_kept (secrets), ==, "token-8");
  g_assert_false (outlay_keyring_is_forgetful (SERVER, "anna"));
}

/* What makes libsecret take the way of a sandbox, with its file at @path. */
static void
enter_sandbox (const char *path)
{
  g_setenv ("SNAP_NAME", "outlay", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
}

/* As in a sandbox: no Secret Service, and a file that a secret of the desktop's portal encrypts. */
static void
test_has_portal (void)
{
  g_autoptr (TestSecretPortal) portal = test_secret_portal_new ();
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "secrets", NULL);
  g_autofree char *none = NULL;
  g_autofree char *found = NULL;
  g_autofree char *cleared = NULL;
  g_autofree char *bytes = NULL;
  gsize size = 0;

  enter_sandbox (path);

  none = test_await_string (outlay_keyring_lookup (SERVER, "anna"));
  g_assert_null (none);
  g_assert_true (test_await_boolean (outlay_keyring_store (SERVER, "anna", "token-1")));
  g_assert_true (test_await_boolean (outlay_keyring_store (SERVER, "anna", "token-2")));
  g_assert_false (outlay_keyring_is_forgetful (SERVER, "anna"));
  found = test_await_string (outlay_keyring_peek (SERVER, "anna"));
  g_assert_cmpstr (found, ==, "token-2");
  g_assert_cmpuint (test_secret_portal_get_n_asked (portal), >, 0);

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_null (g_strstr_len (bytes, (gssize) size, "token-2"));

  g_assert_true (test_await_boolean (outlay_keyring_clear (SERVER, "anna")));
  cleared = test_await_string (outlay_keyring_lookup (SERVER, "anna"));
  g_assert_null (cleared);
}

/* The same without the portal: the token lasts as long as the program, and gets there when it comes. */
static void
test_lacks_portal (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "secrets", NULL);
  g_autoptr (TestSecretPortal) portal = NULL;
  g_autoptr (GError) unknown = NULL;

  enter_sandbox (path);

  unknown = test_await_error (outlay_keyring_lookup (SERVER, "anna"));
  g_assert_error (unknown, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_KEYRING);
  g_assert_false (test_await_boolean (outlay_keyring_store (SERVER, "anna", "token-1")));
  assert_remembered ("token-1");

  portal = test_secret_portal_new ();
  g_assert_true (test_await_boolean (outlay_keyring_when_kept (SERVER, "anna")));
  g_assert_false (outlay_keyring_is_forgetful (SERVER, "anna"));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    const char *path;
    void (*test) (void);
  } cases[] = {
    { "hangs", "/client/keyring/hangs", test_hangs },
    { "is-dismissed", "/client/keyring/is-dismissed", test_is_dismissed },
    { "locks-later", "/client/keyring/locks-later", test_locks_later },
    { "comes-later", "/client/keyring/comes-later", test_comes_later },
    { "keeps-order", "/client/keyring/keeps-order", test_keeps_order },
    { "has-portal", "/client/keyring/has-portal", test_has_portal },
    { "lacks-portal", "/client/keyring/lacks-portal", test_lacks_portal },
  };
  const char *chosen = argc > 1 ? argv[1] : "";

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  set_up ();
  dex_init ();
  /* A process knows one session bus, so each case has a process of its own. */
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (g_str_equal (chosen, cases[i].name))
      g_test_add_func (cases[i].path, cases[i].test);
  g_assert_nonnull (bus);

  return g_test_run ();
}
