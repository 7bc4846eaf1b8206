/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-live-events.h"

#include "client/outlay-backoff.h"
#include "client/outlay-client-error.h"
#include "client/outlay-event-stream.h"
#include "client/outlay-fiber.h"
#include "client/outlay-problem.h"

#define CHUNK 4096
/* A stream that has lasted this long was a good one: the pauses begin anew. */
#define GOOD_USEC (30 * G_USEC_PER_SEC)

struct _OutlayLiveEvents
{
  GObject parent_instance;

  OutlayApi     *api;
  DexFuture     *listening; /* (nullable): the fiber, while started */
  DexPromise    *waking;    /* (nullable): borrowed from the fiber while it pauses */
  OutlayBackoff  backoff;
  gboolean       is_connected;
};

G_DEFINE_FINAL_TYPE (OutlayLiveEvents, outlay_live_events, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Reads until the stream ends, for whatever reason. */
static void
read_events (OutlayLiveEvents *self,
             GInputStream     *stream)
{
  OutlayEventStream events = { 0 };

  while (TRUE)
    {
      g_autoptr (GBytes) chunk = NULL;
      gconstpointer bytes;
      gsize size;

      chunk = dex_await_boxed (dex_input_stream_read_bytes (stream, CHUNK, G_PRIORITY_DEFAULT), NULL);
      if (chunk == NULL || g_bytes_get_size (chunk) == 0)
        return;

      bytes = g_bytes_get_data (chunk, &size);
      if (outlay_event_stream_feed (&events, bytes, size, "change") > 0)
        g_signal_emit (self, signals[CHANGED], 0);
    }
}

/* Whether to go on after the pause; called from the fiber. */
static gboolean
pause_before_next (OutlayLiveEvents *self,
                   guint             at_least)
{
  guint pause = outlay_backoff_next (&self->backoff, at_least);
  g_autoptr (DexPromise) promise = dex_promise_new ();
  g_autoptr (GError) error = NULL;

  self->waking = promise;
  dex_await (dex_future_first (dex_ref (DEX_FUTURE (promise)), dex_timeout_new_msec ((int) pause), NULL),
             &error);
  if (self->waking == promise)
    self->waking = NULL;

  return error == NULL || g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT);
}

static DexFuture *
listen_fiber (gpointer user_data)
{
  OutlayLiveEvents *self = user_data;
  guint at_least = 0;

  do
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GInputStream) stream = NULL;

      stream = dex_await_object (outlay_api_open_events (self->api), &error);
      if (stream != NULL)
        {
          gint64 began_at = g_get_monotonic_time ();

          self->is_connected = TRUE;
          g_signal_emit (self, signals[CHANGED], 0);
          read_events (self, stream);
          self->is_connected = FALSE;

          if (g_get_monotonic_time () - began_at > GOOD_USEC)
            outlay_backoff_reset (&self->backoff);
        }
      else if (!outlay_client_error_is_passing (error))
        {
          /* Signed out, or a server without live events: nothing to hurry for, sync asks at intervals. */
          self->backoff.n_failures = 16;
        }

      at_least = outlay_client_error_get_retry_after (error) * 1000;
    }
  while (pause_before_next (self, at_least));

  return dex_future_new_for_boolean (TRUE);
}

void
outlay_live_events_start (OutlayLiveEvents *self)
{
  g_return_if_fail (OUTLAY_IS_LIVE_EVENTS (self));

  if (self->listening != NULL)
    return;

  outlay_backoff_reset (&self->backoff);
  self->listening = outlay_fiber_spawn (listen_fiber, g_object_ref (self), g_object_unref);
}

void
outlay_live_events_stop (OutlayLiveEvents *self)
{
  g_return_if_fail (OUTLAY_IS_LIVE_EVENTS (self));

  /* Letting go of a fiber's future ends it at whatever it waits for. */
  dex_clear (&self->listening);
  self->is_connected = FALSE;
}

void
outlay_live_events_wake (OutlayLiveEvents *self)
{
  g_return_if_fail (OUTLAY_IS_LIVE_EVENTS (self));

  outlay_backoff_reset (&self->backoff);
  if (self->waking != NULL && dex_future_is_pending (DEX_FUTURE (self->waking)))
    dex_promise_resolve_boolean (self->waking, TRUE);
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

  g_clear_object (&self->api);

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
outlay_live_events_new (OutlayApi *api)
{
  OutlayLiveEvents *self;

  g_return_val_if_fail (OUTLAY_IS_API (api), NULL);

  self = g_object_new (OUTLAY_TYPE_LIVE_EVENTS, NULL);
  self->api = g_object_ref (api);
  return self;
}
