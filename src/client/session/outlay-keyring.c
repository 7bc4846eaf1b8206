/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/session/outlay-keyring.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "client/outlay-client-error.h"
#include "client/session/outlay-keyring-service.h"
#include "client/transport/outlay-fiber.h"

/* A person may be typing the keyring's password; a service that hangs must not hold us for ever. */
static int patience_seconds = 120;

/* What answers no question about itself in this time hangs; one that was never started needs some. */
#define ANSWER_MSEC 10000

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
  DexPromise *kept; /* (nullable): of who waits until the keyring has it */
  gboolean asks;    /* whether the keyring may show a dialog */
} Entry;

static void
entry_free (Entry *self)
{
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->token, secret_password_free);
  if (self->kept != NULL)
    dex_promise_reject (self->kept,
                        g_error_new_literal (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_KEYRING,
                                             "nothing is left to keep"));
  dex_clear (&self->kept);
  g_free (self);
}

static Entry *
entry_new (const char *server, const char *user, const char *token, gboolean asks)
{
  Entry *self = g_new0 (Entry, 1);

  self->server = g_strdup (server);
  self->user = g_strdup (user);
  self->token = g_strdup (token);
  self->asks = asks;
  return self;
}

/* What the keyring would not take, as an Entry by "server user", for as long as this process
 * lives. */
static GHashTable *
memory (void)
{
  static GHashTable *table;

  if (table == NULL)
    table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) entry_free);
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

/* Called from a fiber, as all that follows. */
static OutlayKeyringState
ask_service (void)
{
  int patience = MIN (patience_seconds * 1000, ANSWER_MSEC);

  return (OutlayKeyringState) dex_await_int (outlay_keyring_service_ask (patience), NULL);
}

static DexFuture *
lookup_fiber (gpointer user_data)
{
  Entry *entry = user_data;
  g_autofree char *key = key_of (entry->server, entry->user);
  Entry *remembered = g_hash_table_lookup (memory (), key);
  g_autoptr (GHashTable) attributes = attributes_of (entry);
  OutlayKeyringState state;
  GError *error = NULL;
  DexPromise *promise;
  char *token;

  if (remembered != NULL)
    return dex_future_new_for_string (remembered->token);

  state = ask_service ();
  if (state == OUTLAY_KEYRING_HANGING || (state == OUTLAY_KEYRING_LOCKED && !entry->asks))
    return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_KEYRING,
                                  state == OUTLAY_KEYRING_HANGING ? "the keyring gives no answer"
                                                                  : "the keyring is locked");

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

/*
 * One writes at a time, in the order they came: two writes of libsecret may overtake each other, and
 * then the keyring would have the token that was used up. Returns: (transfer full): to be ended with
 * end_turn()
 */
static DexPromise *
take_turn (void)
{
  static DexFuture *last;
  DexPromise *mine = dex_promise_new ();
  DexFuture *before = last;

  last = DEX_FUTURE (dex_ref (mine));
  if (before != NULL)
    dex_await (before, NULL);

  return mine;
}

static void
end_turn (DexPromise *turn)
{
  dex_promise_resolve_boolean (turn, TRUE);
  dex_unref (turn);
}

/* Puts it into the keyring; what is remembered is forgotten then, unless it is newer. */
static gboolean
put (Entry *entry)
{
  g_autofree char *key = key_of (entry->server, entry->user);
  g_autofree char *label = NULL;
  g_autoptr (GHashTable) attributes = attributes_of (entry);
  g_autoptr (GError) error = NULL;
  DexPromise *promise = dex_promise_new_cancellable ();
  Entry *remembered;

  /* Translators: the title of an entry in the system's keyring; %s is a server's address. */
  label = g_strdup_printf (_ ("Outlay: signed in at %s"), entry->server);
  secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, entry->token,
                          dex_promise_get_cancellable (promise), stored_cb, dex_ref (promise));
  if (!dex_await (patiently (promise), &error))
    {
      g_message ("The keyring keeps no token: %s", error->message);
      return FALSE;
    }

  remembered = g_hash_table_lookup (memory (), key);
  if (remembered != NULL && g_strcmp0 (remembered->token, entry->token) == 0)
    {
      if (remembered->kept != NULL)
        dex_promise_resolve_boolean (remembered->kept, TRUE);
      dex_clear (&remembered->kept);
      g_hash_table_remove (memory (), key);
    }
  return TRUE;
}

/* Brings what is remembered into a keyring that has come, or is open again. */
static DexFuture *
catch_up_fiber (gpointer user_data)
{
  DexPromise *turn = take_turn ();
  OutlayKeyringState state = ask_service ();
  g_autofree char **keys = (char **) g_hash_table_get_keys_as_array (memory (), NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    keys[i] = g_strdup (keys[i]);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      Entry *remembered = g_hash_table_lookup (memory (), keys[i]);
      Entry *copy;

      g_free (keys[i]);
      if (remembered == NULL || state == OUTLAY_KEYRING_HANGING || state == OUTLAY_KEYRING_LOCKED)
        continue;

      copy = entry_new (remembered->server, remembered->user, remembered->token, FALSE);
      put (copy);
      entry_free (copy);
    }

  end_turn (turn);
  return dex_future_new_for_boolean (TRUE);
}

static void
service_changed_cb (void)
{
  if (g_hash_table_size (memory ()) > 0)
    dex_future_disown (outlay_fiber_spawn (catch_up_fiber, NULL, NULL));
}

/* Whether it was remembered before: the keyring has refused one of this session already. */
static gboolean
remember (Entry *entry)
{
  g_autofree char *key = key_of (entry->server, entry->user);
  Entry *copy = entry_new (entry->server, entry->user, entry->token, FALSE);
  Entry *before = g_hash_table_lookup (memory (), key);
  gboolean was_refused = before != NULL;

  if (before != NULL)
    copy->kept = g_steal_pointer (&before->kept);
  g_hash_table_replace (memory (), g_steal_pointer (&key), copy);

  return was_refused;
}

static DexFuture *
store_fiber (gpointer user_data)
{
  Entry *entry = user_data;
  /* Before the keyring is asked, as a lookup meanwhile must not find the one that was used up. */
  gboolean was_refused = remember (entry);
  DexPromise *turn = take_turn ();
  OutlayKeyringState state = ask_service ();
  gboolean is_kept = FALSE;

  if (state == OUTLAY_KEYRING_HANGING)
    g_message ("The keyring keeps no token: it gives no answer");
  else if (state != OUTLAY_KEYRING_LOCKED || !was_refused)
    is_kept = put (entry);
  end_turn (turn);

  if (!is_kept)
    dex_await (outlay_keyring_service_watch (service_changed_cb), NULL);

  return dex_future_new_for_boolean (is_kept);
}

static gboolean
clear (Entry *entry)
{
  g_autoptr (GHashTable) attributes = attributes_of (entry);
  g_autoptr (GError) error = NULL;
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_password_clearv (&schema, attributes, dex_promise_get_cancellable (promise), cleared_cb,
                          dex_ref (promise));
  if (dex_await (patiently (promise), &error))
    return TRUE;

  g_message ("The keyring cannot forget a token: %s", error->message);
  return FALSE;
}

static DexFuture *
clear_fiber (gpointer user_data)
{
  Entry *entry = user_data;
  g_autofree char *key = key_of (entry->server, entry->user);
  DexPromise *turn;
  gboolean is_cleared = FALSE;

  g_hash_table_remove (memory (), key);
  turn = take_turn ();
  if (ask_service () != OUTLAY_KEYRING_HANGING)
    is_cleared = clear (entry);
  end_turn (turn);

  return dex_future_new_for_boolean (is_cleared);
}

DexFuture *
outlay_keyring_lookup (const char *server, const char *user)
{
  g_return_val_if_fail (server != NULL && user != NULL, NULL);

  return outlay_fiber_spawn (lookup_fiber, entry_new (server, user, NULL, TRUE),
                             (GDestroyNotify) entry_free);
}

DexFuture *
outlay_keyring_peek (const char *server, const char *user)
{
  g_return_val_if_fail (server != NULL && user != NULL, NULL);

  return outlay_fiber_spawn (lookup_fiber, entry_new (server, user, NULL, FALSE),
                             (GDestroyNotify) entry_free);
}

DexFuture *
outlay_keyring_store (const char *server, const char *user, const char *token)
{
  g_return_val_if_fail (server != NULL && user != NULL && token != NULL, NULL);

  return outlay_fiber_spawn (store_fiber, entry_new (server, user, token, TRUE),
                             (GDestroyNotify) entry_free);
}

DexFuture *
outlay_keyring_clear (const char *server, const char *user)
{
  g_return_val_if_fail (server != NULL && user != NULL, NULL);

  return outlay_fiber_spawn (clear_fiber, entry_new (server, user, NULL, TRUE),
                             (GDestroyNotify) entry_free);
}

gboolean
outlay_keyring_is_forgetful (const char *server, const char *user)
{
  g_autofree char *key = key_of (server, user);

  return g_hash_table_contains (memory (), key);
}

DexFuture *
outlay_keyring_when_kept (const char *server, const char *user)
{
  g_autofree char *key = key_of (server, user);
  Entry *remembered = g_hash_table_lookup (memory (), key);

  if (remembered == NULL)
    return dex_future_new_for_boolean (TRUE);
  if (remembered->kept == NULL)
    remembered->kept = dex_promise_new ();

  return dex_ref (DEX_FUTURE (remembered->kept));
}

void
outlay_keyring_set_patience (int seconds)
{
  g_return_if_fail (seconds > 0);

  patience_seconds = seconds;
}
