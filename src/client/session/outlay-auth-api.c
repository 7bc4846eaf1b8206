/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/session/outlay-auth-api.h"

#include "client/outlay-client-error.h"
#include "client/transport/outlay-fiber.h"
#include "client/wire/outlay-json-object.h"
#include "client/transport/outlay-problem.h"

#define REFRESH_TRIES 4
#define REFRESH_PAUSE_MSEC 250

typedef struct
{
  OutlayTransport *transport;
  char *path;
  JsonNode *body;
} Post;

static void
post_free (Post *self)
{
  g_clear_object (&self->transport);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->body, json_node_unref);
  g_free (self);
}

/* Pairs of name and value; those without a value are left out. */
static JsonNode *
object_of_texts (const char *first, ...)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  va_list args;

  json_builder_begin_object (builder);
  va_start (args, first);
  for (const char *name = first; name != NULL; name = va_arg (args, const char *))
    {
      const char *value = va_arg (args, const char *);

      if (value == NULL)
        continue;
      json_builder_set_member_name (builder, name);
      json_builder_add_string_value (builder, value);
    }
  va_end (args);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static DexFuture *
send (const Post *self)
{
  return outlay_transport_send (
      self->transport, &(OutlayCall) { .method = "POST", .path = self->path, .body = self->body },
      NULL, NULL);
}

static DexFuture *
spawn (DexFiberFunc func, OutlayTransport *transport, const char *path, JsonNode *body)
{
  Post *post = g_new0 (Post, 1);

  post->transport = g_object_ref (transport);
  post->path = g_strdup (path);
  post->body = body;
  return outlay_fiber_spawn (func, post, (GDestroyNotify) post_free);
}

static DexFuture *
sign_in_fiber (gpointer user_data)
{
  OutlayAnswer *answer;
  GError *error = NULL;

  answer = dex_await_boxed (send (user_data), &error);
  if (answer != NULL)
    return dex_future_new_take_boxed (OUTLAY_TYPE_ANSWER, answer);

  if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN))
    error->code = OUTLAY_CLIENT_ERROR_WRONG_LOGIN;
  if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT))
    error->code = OUTLAY_CLIENT_ERROR_REFUSED;
  return dex_future_new_for_error (error);
}

DexFuture *
outlay_auth_api_log_in (OutlayTransport *transport, const char *email, const char *password)
{
  return spawn (sign_in_fiber, transport, "/api/v1/auth/login",
                object_of_texts ("email", email, "password", password, NULL));
}

DexFuture *
outlay_auth_api_sign_up (OutlayTransport *transport,
                         const char *company,
                         const char *name,
                         const char *email,
                         const char *password)
{
  return spawn (sign_in_fiber, transport, "/api/v1/auth/signup",
                object_of_texts ("company", company, "name", name, "email", email, "password",
                                 password, NULL));
}

DexFuture *
outlay_auth_api_join (OutlayTransport *transport,
                      const char *invite,
                      const char *name,
                      const char *email,
                      const char *password)
{
  return spawn (
      sign_in_fiber, transport, "/api/v1/auth/signup",
      object_of_texts ("invite", invite, "name", name, "email", email, "password", password, NULL));
}

/* Whether the server may have rotated the token, and we have not heard of it. */
static gboolean
is_lost (const GError *error)
{
  return g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE) &&
         outlay_problem_get (error) == NULL && outlay_client_error_may_have_arrived (error);
}

static DexFuture *
refresh_fiber (gpointer user_data)
{
  for (guint try = 1;; try++)
    {
      g_autoptr (GError) error = NULL;
      OutlayAnswer *answer = dex_await_boxed (send (user_data), &error);

      if (answer != NULL)
        return dex_future_new_take_boxed (OUTLAY_TYPE_ANSWER, answer);
      if (try == REFRESH_TRIES || !is_lost (error))
        return dex_future_new_for_error (g_steal_pointer (&error));

      dex_await (dex_timeout_new_msec (REFRESH_PAUSE_MSEC << try), NULL);
    }
}

DexFuture *
outlay_auth_api_refresh (OutlayTransport *transport, const char *refresh_token)
{
  return spawn (refresh_fiber, transport, "/api/v1/auth/refresh",
                object_of_texts ("refresh_token", refresh_token, NULL));
}

DexFuture *
outlay_auth_api_log_out (OutlayTransport *transport, const char *refresh_token)
{
  g_autoptr (JsonNode) body = object_of_texts ("refresh_token", refresh_token, NULL);

  return outlay_transport_send (
      transport, &(OutlayCall) { .method = "POST", .path = "/api/v1/auth/logout", .body = body },
      NULL, NULL);
}

static DexFuture *
probe_fiber (gpointer user_data)
{
  OutlayTransport *transport = user_data;
  g_autoptr (OutlayAnswer) answer = NULL;
  const char *status;
  GError *error = NULL;

  answer = dex_await_boxed (
      outlay_transport_send (transport, &(OutlayCall) { .method = "GET", .path = "/healthz" }, NULL,
                             NULL),
      &error);
  if (answer == NULL)
    {
      /* No way of answering this makes it an Outlay server, but for "not now". */
      if (!outlay_client_error_is_passing (error))
        error->code = OUTLAY_CLIENT_ERROR_NO_SERVER;
      return dex_future_new_for_error (error);
    }

  if (answer->json == NULL ||
      !outlay_json_read_text (json_node_get_object (answer->json), "status", &status, NULL) ||
      !g_str_equal (status, "ok"))
    return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER,
                                  "what answers there is no Outlay server");

  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
outlay_auth_api_probe (OutlayTransport *transport)
{
  return outlay_fiber_spawn (probe_fiber, g_object_ref (transport), g_object_unref);
}
