/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/sync/outlay-sync-loop.h"

#include "client/transport/outlay-fiber.h"
#include "client/transport/outlay-problem.h"
#include "client/sync/outlay-round.h"

/* One loop: from a start, or a single run, to its end. Another has another api. */
typedef struct
{
  OutlaySync *sync;
  OutlayApi *api;
  DexFuture *previous; /* (nullable): the loop before, which may still be ending */
} Loop;

static void
loop_free (Loop *self)
{
  g_clear_object (&self->sync);
  g_clear_object (&self->api);
  dex_clear (&self->previous);
  g_free (self);
}

static gboolean
is_over (Loop *self)
{
  return self->sync->api != self->api;
}

void
outlay_sync_wake (OutlaySync *self)
{
  if (self->waking != NULL && dex_future_is_pending (DEX_FUTURE (self->waking)))
    dex_promise_resolve_boolean (self->waking, TRUE);
}

void
outlay_sync_want_run (OutlaySync *self)
{
  outlay_pace_want (&self->pace);
  outlay_sync_wake (self);
}

static OutlayPaceEnd
pace_after (OutlaySync *self, gboolean is_locked, const GError *error)
{
  if (!is_locked)
    return OUTLAY_PACE_TAKEN;
  if (error == NULL)
    return outlay_live_events_is_connected (self->live) ? OUTLAY_PACE_DONE_LIVE : OUTLAY_PACE_DONE;
  return outlay_sync_judge (self, error) == OUTLAY_SYNC_SIGN_IN ? OUTLAY_PACE_BARRED
                                                                : OUTLAY_PACE_FAILED;
}

static void
settle_runs (GPtrArray *runs, const GError *error)
{
  for (guint i = 0; i < runs->len; i++)
    {
      DexPromise *promise = g_ptr_array_index (runs, i);

      if (error != NULL)
        dex_promise_reject (promise, g_error_copy (error));
      else
        dex_promise_resolve_boolean (promise, TRUE);
    }
}

static GError *
new_stopped (void)
{
  return g_error_new_literal (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE, "stopped");
}

static gboolean
take_lock (OutlaySync *self, GError **error)
{
  if (outlay_database_try_lock (self->database))
    return TRUE;
  g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE,
                       "another window synchronises this account");
  return FALSE;
}

static void
run_round (Loop *loop, GError **error)
{
  OutlaySync *self = loop->sync;
  g_autofree char *synced_at = NULL;

  if (outlay_round_run (
          &(OutlayRound) { self->account, self->database, self->outbox, self->proofs, loop->api },
          &self->verified_at, &synced_at, error))
    outlay_sync_set_last_synced (self, synced_at);
}

/* One run, with all that is told of it; called from the fiber. */
static void
run (Loop *loop)
{
  OutlaySync *self = loop->sync;
  g_autoptr (GPtrArray) runs = g_steal_pointer (&self->runs);
  g_autoptr (GError) error = NULL;
  gboolean is_locked;

  self->runs = g_ptr_array_new_with_free_func (dex_unref);
  outlay_pace_begin (&self->pace);
  outlay_sync_set_state (self, OUTLAY_SYNC_BUSY);

  is_locked = take_lock (self, &error);
  if (is_locked)
    run_round (loop, &error);

  if (is_over (loop))
    {
      g_autoptr (GError) stopped = new_stopped ();

      settle_runs (runs, stopped);
      return;
    }
  if (error != NULL)
    g_debug ("Synchronising ended: %s", error->message);
  if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN))
    self->verified_at = 0;

  outlay_pace_end (&self->pace, pace_after (self, is_locked, error), g_get_monotonic_time (),
                   outlay_client_error_get_retry_after (error) * 1000);
  outlay_sync_tell_end (self, error);
  settle_runs (runs, error);
}

/* When the next run is, in monotonic time; the outbox tells in the time of the wall. */
static gint64
find_next_run (OutlaySync *self)
{
  gint64 due = outlay_outbox_next_due (self->outbox);

  if (due != G_MAXINT64)
    due = g_get_monotonic_time () + MAX (due - g_get_real_time (), 0);
  return outlay_pace_next (&self->pace, due);
}

static void
wait_until (OutlaySync *self, gint64 until)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();

  self->waking = promise;
  dex_await (
      dex_future_first (dex_ref (DEX_FUTURE (promise)), dex_timeout_new_deadline (until), NULL),
      NULL);
  if (self->waking == promise)
    self->waking = NULL;
}

/* Goes round as long as it is started, or somebody waits for a run. */
static DexFuture *
loop_fiber (gpointer user_data)
{
  Loop *loop = user_data;
  OutlaySync *self = loop->sync;

  /* One that was stopped ends with what it was at: two must not send the same. */
  if (loop->previous != NULL)
    dex_await (g_steal_pointer (&loop->previous), NULL);

  while (!is_over (loop) && (self->is_started || self->runs->len > 0))
    {
      gint64 next_run = find_next_run (self);

      if (next_run <= g_get_monotonic_time ())
        run (loop);
      else
        wait_until (self, next_run);
    }

  if (!is_over (loop))
    g_clear_object (&self->api);
  return dex_future_new_for_boolean (TRUE);
}

void
outlay_sync_ensure_loop (OutlaySync *self)
{
  Loop *loop;

  if (self->api != NULL)
    return;

  self->api = outlay_api_new (self->session);
  loop = g_new0 (Loop, 1);
  loop->sync = g_object_ref (self);
  loop->api = g_object_ref (self->api);
  loop->previous = g_steal_pointer (&self->looping);
  self->looping = outlay_fiber_spawn (loop_fiber, loop, (GDestroyNotify) loop_free);
}

void
outlay_sync_end_loop (OutlaySync *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = NULL;

  if (self->api == NULL)
    return;

  /* What is on its way is cut off, and asked for again when it starts the next time. */
  outlay_api_close (self->api);
  g_clear_object (&self->api);
  outlay_sync_wake (self);
  if (self->state == OUTLAY_SYNC_BUSY)
    outlay_sync_set_state (self, OUTLAY_SYNC_OFFLINE);
  dex_future_disown (outlay_outbox_release (self->outbox));

  runs = g_steal_pointer (&self->runs);
  self->runs = g_ptr_array_new_with_free_func (dex_unref);
  error = new_stopped ();
  settle_runs (runs, error);
}
