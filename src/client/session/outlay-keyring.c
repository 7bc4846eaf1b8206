/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/session/outlay-keyring.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "client/outlay-client-error.h"
#include "client/transport/outlay-fiber.h"

/* A person may be typing the keyring's password; a service that hangs must not hold us for ever. */
static int patience_seconds = 120;

static const SecretSchema schema = {
  OUTLAY_APP_ID ".RefreshToken",
  SECRET_SCHEMA_NONE,
  {
      { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

typedef struct
{
  char *server;
  char *user;
  char *token;
} Entry;

static void
entry_free (Entry *self)
{
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->token, secret_password_free);
  g_free (self);
}

static Entry *
entry_new (const char *server, const char *user, const char *token)
{
  Entry *self = g_new0 (Entry, 1);

  self->server = g_strdup (server);
  self->user = g_strdup (user);
  self->token = g_strdup (token);
  return self;
}

/* What the keyring would not take, by "server user", for as long as this process lives. */
static GHashTable *
memory (void)
{
  static GHashTable *table;

  if (table == NULL)
    table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                   (GDestroyNotify) secret_password_free);
  return table;
}

static char *
key_of (const char *server, const char *user)
{
  return g_strconcat (server, " ", user, NULL);
}

static GHashTable *
attributes_of (Entry *entry)
{
  return secret_attributes_build (&schema, "server", entry->server, "user", entry->user, NULL);
}

static void
looked_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  char *token = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    dex_promise_reject (promise, error);
  else
    dex_promise_resolve_string (promise, g_strdup (token));
  secret_password_free (token);
}

static void
searched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    dex_promise_reject (promise, error);
  else
    dex_promise_resolve_boolean (promise, items != NULL);
  g_list_free_full (items, g_object_unref);
}

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, error);
}

static void
cleared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error == NULL)
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, error);
}

/* Bounded in time: when patience ends the promise is dropped, and that cancels the call. */
static DexFuture *
patiently (DexPromise *promise)
{
  return dex_future_first (DEX_FUTURE (promise), dex_timeout_new_seconds (patience_seconds), NULL);
}

static DexFuture *
search (Entry *entry)
{
  g_autoptr (GHashTable) attributes = attributes_of (entry);
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_password_searchv (&schema, attributes, SECRET_SEARCH_NONE,
                           dex_promise_get_cancellable (promise), searched_cb, dex_ref (promise));
  return patiently (promise);
}

static DexFuture *
keyring_error (GError *error)
{
  g_autoptr (GError) owned = error;

  return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_KEYRING,
                                "the keyring cannot be read: %s", owned->message);
}

static DexFuture *
lookup_fiber (gpointer user_data)
{
  Entry *entry = user_data;
  g_autofree char *key = key_of (entry->server, entry->user);
  const char *remembered = g_hash_table_lookup (memory (), key);
  g_autoptr (GHashTable) attributes = attributes_of (entry);
  GError *error = NULL;
  DexPromise *promise;
  char *token;

  if (remembered != NULL)
    return dex_future_new_for_string (remembered);

  promise = dex_promise_new_cancellable ();
  secret_password_lookupv (&schema, attributes, dex_promise_get_cancellable (promise), looked_up_cb,
                           dex_ref (promise));
  token = dex_await_string (patiently (promise), &error);
  if (error != NULL)
    return keyring_error (error);
  if (token != NULL)
    return dex_future_new_take_string (token);

  /* An item that is there and gives no secret is locked: the person has dismissed the dialog. */
  if (dex_await_boolean (search (entry), &error))
    return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_KEYRING,
                                  "the keyring is locked");
  if (error != NULL)
    return keyring_error (error);
  return dex_future_new_for_string (NULL);
}

static DexFuture *
store_fiber (gpointer user_data)
{
  Entry *entry = user_data;
  g_autofree char *key = key_of (entry->server, entry->user);
  g_autofree char *label = NULL;
  g_autoptr (GHashTable) attributes = attributes_of (entry);
  g_autoptr (GError) error = NULL;
  DexPromise *promise = dex_promise_new_cancellable ();

  /* Before the keyring is asked, as a lookup meanwhile must not find the one that was used up. */
  g_hash_table_replace (memory (), g_strdup (key), g_strdup (entry->token));

  /* Translators: the title of an entry in the system's keyring; %s is a server's address. */
  label = g_strdup_printf (_ ("Outlay: signed in at %s"), entry->server);
  secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, entry->token,
                          dex_promise_get_cancellable (promise), stored_cb, dex_ref (promise));
  if (!dex_await (patiently (promise), &error))
    {
      g_message ("The keyring keeps no token: %s", error->message);
      return dex_future_new_for_boolean (FALSE);
    }

  if (g_strcmp0 (g_hash_table_lookup (memory (), key), entry->token) == 0)
    g_hash_table_remove (memory (), key);
  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
clear_fiber (gpointer user_data)
{
  Entry *entry = user_data;
  g_autofree char *key = key_of (entry->server, entry->user);
  g_autoptr (GHashTable) attributes = attributes_of (entry);
  g_autoptr (GError) error = NULL;
  DexPromise *promise = dex_promise_new_cancellable ();

  g_hash_table_remove (memory (), key);
  secret_password_clearv (&schema, attributes, dex_promise_get_cancellable (promise), cleared_cb,
                          dex_ref (promise));
  if (dex_await (patiently (promise), &error))
    return dex_future_new_for_boolean (TRUE);

  g_message ("The keyring cannot forget a token: %s", error->message);
  return dex_future_new_for_boolean (FALSE);
}

DexFuture *
outlay_keyring_lookup (const char *server, const char *user)
{
  g_return_val_if_fail (server != NULL && user != NULL, NULL);

  return outlay_fiber_spawn (lookup_fiber, entry_new (server, user, NULL),
                             (GDestroyNotify) entry_free);
}

DexFuture *
outlay_keyring_store (const char *server, const char *user, const char *token)
{
  g_return_val_if_fail (server != NULL && user != NULL && token != NULL, NULL);

  return outlay_fiber_spawn (store_fiber, entry_new (server, user, token),
                             (GDestroyNotify) entry_free);
}

DexFuture *
outlay_keyring_clear (const char *server, const char *user)
{
  g_return_val_if_fail (server != NULL && user != NULL, NULL);

  return outlay_fiber_spawn (clear_fiber, entry_new (server, user, NULL),
                             (GDestroyNotify) entry_free);
}

gboolean
outlay_keyring_is_forgetful (const char *server, const char *user)
{
  g_autofree char *key = key_of (server, user);

  return g_hash_table_contains (memory (), key);
}

void
outlay_keyring_set_patience (int seconds)
{
  g_return_if_fail (seconds > 0);

  patience_seconds = seconds;
}
