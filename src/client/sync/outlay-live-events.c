/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/sync/outlay-live-events.h"

#include "client/sync/outlay-backoff.h"
#include "client/outlay-client-error.h"
#include "client/sync/outlay-event-stream.h"
#include "client/transport/outlay-fiber.h"
#include "client/transport/outlay-problem.h"
#include "client/transport/outlay-stream.h"

#define CHUNK 4096
/* A stream that has lasted this long was a good one: the pauses begin anew. */
#define GOOD_USEC (30 * G_USEC_PER_SEC)

struct _OutlayLiveEvents
{
  GObject parent_instance;

  OutlaySession *session;
  OutlayApi *api;     /* (nullable): of the fiber that listens, while started */
  DexPromise *waking; /* (nullable): borrowed from the fiber while it pauses */
  OutlayBackoff backoff;
  gboolean is_connected;
};

G_DEFINE_FINAL_TYPE (OutlayLiveEvents, outlay_live_events, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What one start listens with; another start has another. */
typedef struct
{
  OutlayLiveEvents *events;
  OutlayApi *api;
} Listening;

static void
listening_free (Listening *self)
{
  g_clear_object (&self->events);
  g_clear_object (&self->api);
  g_free (self);
}

static gboolean
is_over (Listening *self)
{
  return self->events->api != self->api;
}

/* Reads until the stream ends, for whatever reason. */
static void
read_events (Listening *self, GInputStream *stream)
{
  OutlayEventStream events = { 0 };

  while (!is_over (self))
    {
      g_autoptr (GBytes) chunk = NULL;
      gconstpointer bytes;
      gsize size;

      chunk = dex_await_boxed (
          outlay_stream_read (stream, CHUNK, outlay_api_get_cancellable (self->api)), NULL);
      if (chunk == NULL || g_bytes_get_size (chunk) == 0)
        return;

      bytes = g_bytes_get_data (chunk, &size);
      if (outlay_event_stream_feed (&events, bytes, size, "change") > 0)
        g_signal_emit (self->events, signals[CHANGED], 0);
    }
}

static void
pause_until (OutlayLiveEvents *self, DexFuture *pause)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();

  self->waking = promise;
  dex_await (dex_future_first (dex_ref (DEX_FUTURE (promise)), pause, NULL), NULL);
  if (self->waking == promise)
    self->waking = NULL;
}

/*
 * Opens the stream and reads it to its end. Gives the pause before the next time: where somebody
 * has to sign in first, or the server has no live events, it ends with outlay_live_events_wake()
 * alone, as each attempt might show the keyring's dialog again.
 */
static DexFuture *
listen_once (Listening *self)
{
  OutlayLiveEvents *events = self->events;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = dex_await_object (outlay_api_open_events (self->api), &error);
  gint64 began_at = g_get_monotonic_time ();
  guint pause;

  if (!is_over (self) && stream != NULL)
    {
      events->is_connected = TRUE;
      g_signal_emit (events, signals[CHANGED], 0);
      read_events (self, stream);
    }
  if (is_over (self))
    return dex_future_new_for_boolean (TRUE);

  events->is_connected = FALSE;
  if (error != NULL && !outlay_client_error_is_passing (error))
    return dex_future_new_infinite ();

  if (g_get_monotonic_time () - began_at > GOOD_USEC)
    outlay_backoff_reset (&events->backoff);
  pause = outlay_backoff_next (&events->backoff,
                               outlay_client_error_get_retry_after (error) * 1000);
  return dex_timeout_new_msec ((int) pause);
}

static DexFuture *
listen_fiber (gpointer user_data)
{
  Listening *self = user_data;

  while (!is_over (self))
    {
      g_autoptr (DexFuture) pause = listen_once (self);

      if (!is_over (self))
        pause_until (self->events, g_steal_pointer (&pause));
    }

  return dex_future_new_for_boolean (TRUE);
}

void
outlay_live_events_start (OutlayLiveEvents *self)
{
  Listening *listening;

  g_return_if_fail (OUTLAY_IS_LIVE_EVENTS (self));

  if (self->api != NULL)
    return;

  outlay_backoff_reset (&self->backoff);
  self->api = outlay_api_new (self->session);
  listening = g_new0 (Listening, 1);
  listening->events = g_object_ref (self);
  listening->api = g_object_ref (self->api);
  dex_unref (outlay_fiber_spawn (listen_fiber, listening, (GDestroyNotify) listening_free));
}

static void
wake (OutlayLiveEvents *self)
{
  if (self->waking != NULL && dex_future_is_pending (DEX_FUTURE (self->waking)))
    dex_promise_resolve_boolean (self->waking, TRUE);
}

void
outlay_live_events_stop (OutlayLiveEvents *self)
{
  g_return_if_fail (OUTLAY_IS_LIVE_EVENTS (self));

  if (self->api == NULL)
    return;

  outlay_api_close (self->api);
  g_clear_object (&self->api);
  self->is_connected = FALSE;
  wake (self);
}

void
outlay_live_events_wake (OutlayLiveEvents *self)
{
  g_return_if_fail (OUTLAY_IS_LIVE_EVENTS (self));

  outlay_backoff_reset (&self->backoff);
  wake (self);
}

gboolean
outlay_live_events_is_connected (OutlayLiveEvents *self)
{
  g_return_val_if_fail (OUTLAY_IS_LIVE_EVENTS (self), FALSE);

  return self->is_connected;
}

static void
outlay_live_events_finalize (GObject *object)
{
  OutlayLiveEvents *self = OUTLAY_LIVE_EVENTS (object);

  g_assert (self->api == NULL);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (outlay_live_events_parent_class)->finalize (object);
}

static void
outlay_live_events_class_init (OutlayLiveEventsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_live_events_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
outlay_live_events_init (OutlayLiveEvents *self)
{
}

OutlayLiveEvents *
outlay_live_events_new (OutlaySession *session)
{
  OutlayLiveEvents *self;

  g_return_val_if_fail (OUTLAY_IS_SESSION (session), NULL);

  self = g_object_new (OUTLAY_TYPE_LIVE_EVENTS, NULL);
  self->session = g_object_ref (session);
  return self;
}
