/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/transport/outlay-api.h"

#include "client/outlay-client-error.h"
#include "client/transport/outlay-fiber.h"
#include "client/transport/outlay-problem.h"
#include "client/session/outlay-session-private.h"

struct _OutlayApi
{
  GObject parent_instance;

  OutlaySession *session;
  GCancellable *cancellable; /* cancelled when it is closed */
};

G_DEFINE_FINAL_TYPE (OutlayApi, outlay_api, G_TYPE_OBJECT)

typedef struct _Request Request;

/* Makes one attempt with @token. */
typedef DexFuture *(*Attempt) (OutlayTransport *transport, Request *request, const char *token);

struct _Request
{
  OutlayApi *api;
  Attempt attempt;
  OutlayCall call; /* owns its texts and body */
  char *sha256;    /* (nullable) */
  GFile *file;     /* (nullable) */
};

static void
request_free (Request *self)
{
  g_free ((char *) self->call.method);
  g_free ((char *) self->call.path);
  g_free ((char *) self->call.idempotency_key);
  g_free ((char *) self->call.if_match);
  g_free ((char *) self->call.if_none_match);
  g_clear_pointer (&self->call.body, json_node_unref);
  g_clear_pointer (&self->sha256, g_free);
  g_clear_object (&self->file);
  g_clear_object (&self->api);
  g_free (self);
}

static Request *
request_new (OutlayApi *api, Attempt attempt)
{
  Request *self = g_new0 (Request, 1);

  self->api = g_object_ref (api);
  self->attempt = attempt;
  return self;
}

static DexFuture *
attempt_call (OutlayTransport *transport, Request *request, const char *token)
{
  return outlay_transport_send (transport, &request->call, token, request->api->cancellable);
}

static DexFuture *
attempt_upload (OutlayTransport *transport, Request *request, const char *token)
{
  return outlay_transport_put_file (transport, request->call.path, request->file, token,
                                    request->api->cancellable);
}

static DexFuture *
attempt_download (OutlayTransport *transport, Request *request, const char *token)
{
  return outlay_transport_get_file (transport, request->call.path, request->sha256, request->file,
                                    token, request->api->cancellable);
}

static DexFuture *
attempt_stream (OutlayTransport *transport, Request *request, const char *token)
{
  return outlay_transport_open_stream (transport, request->call.path, token,
                                       request->api->cancellable);
}

/* One attempt, and one more with a new token where the server does not take this one. */
static DexFuture *
request_fiber (gpointer user_data)
{
  Request *self = user_data;
  OutlaySession *session = self->api->session;
  OutlayTransport *transport = outlay_session_get_transport (session);

  for (gboolean is_first = TRUE;; is_first = FALSE)
    {
      g_autofree char *token = NULL;
      g_autoptr (DexFuture) future = NULL;
      GError *error = NULL;

      token = dex_await_string (outlay_session_get_token (session), &error);
      if (token == NULL)
        return dex_future_new_for_error (error);
      if (g_cancellable_is_cancelled (self->api->cancellable))
        return dex_future_new_for_error (outlay_client_error_translate (
            g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped"), FALSE));

      future = self->attempt (transport, self, token);
      if (dex_await (dex_ref (future), &error) || !is_first ||
          !g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN))
        {
          g_clear_error (&error);
          return g_steal_pointer (&future);
        }

      g_clear_error (&error);
      outlay_session_drop_token (session, token);
    }
}

static DexFuture *
run (Request *request)
{
  return outlay_fiber_spawn (request_fiber, request, (GDestroyNotify) request_free);
}

DexFuture *
outlay_api_send (OutlayApi *self, const OutlayCall *call)
{
  Request *request;

  g_return_val_if_fail (OUTLAY_IS_API (self), NULL);
  g_return_val_if_fail (call->method != NULL && call->path != NULL, NULL);

  request = request_new (self, attempt_call);
  request->call = (OutlayCall) {
    .method = g_strdup (call->method),
    .path = g_strdup (call->path),
    .body = call->body != NULL ? json_node_ref (call->body) : NULL,
    .idempotency_key = g_strdup (call->idempotency_key),
    .if_match = g_strdup (call->if_match),
    .if_none_match = g_strdup (call->if_none_match),
  };
  return run (request);
}

DexFuture *
outlay_api_put_proof (OutlayApi *self, const char *sha256, GFile *file)
{
  Request *request;

  g_return_val_if_fail (OUTLAY_IS_API (self), NULL);

  request = request_new (self, attempt_upload);
  request->call.path = g_strconcat ("/api/v1/proofs/", sha256, NULL);
  request->file = g_object_ref (file);
  return run (request);
}

DexFuture *
outlay_api_get_proof (OutlayApi *self, const char *sha256, GFile *into)
{
  Request *request;

  g_return_val_if_fail (OUTLAY_IS_API (self), NULL);

  request = request_new (self, attempt_download);
  request->call.path = g_strconcat ("/api/v1/proofs/", sha256, NULL);
  request->sha256 = g_strdup (sha256);
  request->file = g_object_ref (into);
  return run (request);
}

DexFuture *
outlay_api_open_events (OutlayApi *self)
{
  Request *request;

  g_return_val_if_fail (OUTLAY_IS_API (self), NULL);

  request = request_new (self, attempt_stream);
  request->call.path = g_strdup ("/api/v1/events");
  return run (request);
}

void
outlay_api_close (OutlayApi *self)
{
  g_return_if_fail (OUTLAY_IS_API (self));

  g_cancellable_cancel (self->cancellable);
}

GCancellable *
outlay_api_get_cancellable (OutlayApi *self)
{
  g_return_val_if_fail (OUTLAY_IS_API (self), NULL);

  return self->cancellable;
}

OutlaySession *
outlay_api_get_session (OutlayApi *self)
{
  g_return_val_if_fail (OUTLAY_IS_API (self), NULL);

  return self->session;
}

static void
outlay_api_finalize (GObject *object)
{
  OutlayApi *self = OUTLAY_API (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (outlay_api_parent_class)->finalize (object);
}

static void
outlay_api_class_init (OutlayApiClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_api_finalize;
}

static void
outlay_api_init (OutlayApi *self)
{
  self->cancellable = g_cancellable_new ();
}

OutlayApi *
outlay_api_new (OutlaySession *session)
{
  OutlayApi *self;

  g_return_val_if_fail (OUTLAY_IS_SESSION (session), NULL);

  self = g_object_new (OUTLAY_TYPE_API, NULL);
  self->session = g_object_ref (session);
  return self;
}
