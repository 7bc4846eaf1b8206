/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/sync/outlay-sync.h"

#include "client/transport/outlay-fiber.h"
#include "client/sync/outlay-live-events.h"
#include "client/sync/outlay-pace.h"
#include "client/transport/outlay-problem.h"
#include "client/sync/outlay-pull.h"
#include "client/sync/outlay-round.h"
#include "client/sync/outlay-sync-private.h"

/* A history that is looked at again within this time is the one that was fetched. */
#define ASK_AGAIN_USEC G_TIME_SPAN_MINUTE
#define MAX_ASKED 1000

struct _OutlaySync
{
  GObject parent_instance;

  OutlayAccount *account;
  OutlayDatabase *database;
  OutlayOutbox *outbox;
  OutlayProofStore *proofs;
  OutlaySession *session;
  OutlayApi *asking; /* for what is asked aside from the loop */
  GHashTable *asked; /* when each history was asked for, by id of its expense */
  OutlayLiveEvents *live;
  GNetworkMonitor *network;

  OutlaySyncState state;
  guint n_waiting;
  char *last_synced;
  char *last_error;

  OutlayApi *api;     /* (nullable): of the loop that goes round, until it is stopped */
  DexFuture *looping; /* (nullable): the loop that was begun last */
  DexPromise *waking; /* (nullable): borrowed from the fiber while it waits */
  GPtrArray *runs;    /* of DexPromise: who waits for a run that has not begun */
  OutlayPace pace;
  gboolean is_started;
  gint64 verified_at; /* monotonic; 0 for not yet */
};

G_DEFINE_FINAL_TYPE (OutlaySync, outlay_sync, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (OutlaySyncState,
                    outlay_sync_state,
                    G_DEFINE_ENUM_VALUE (OUTLAY_SYNC_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_SYNC_BUSY, "busy"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_SYNC_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_SYNC_SIGN_IN, "sign-in"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_SYNC_ATTENTION, "attention"))

enum
{
  PROP_0,
  PROP_STATE,
  PROP_N_WAITING,
  PROP_LAST_SYNCED,
  PROP_LAST_ERROR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

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

static void
set_state (OutlaySync *self, OutlaySyncState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_text (OutlaySync *self, char **text, const char *value, guint property)
{
  if (g_set_str (text, value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
wake (OutlaySync *self)
{
  if (self->waking != NULL && dex_future_is_pending (DEX_FUTURE (self->waking)))
    dex_promise_resolve_boolean (self->waking, TRUE);
}

/* Asks for a run at once, whatever the pause. */
static void
want_run (OutlaySync *self)
{
  outlay_pace_want (&self->pace);
  wake (self);
}

static OutlaySyncState
state_after (OutlaySync *self, const GError *error)
{
  if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN) ||
      g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_KEYRING))
    return OUTLAY_SYNC_SIGN_IN;
  if (error != NULL)
    return OUTLAY_SYNC_OFFLINE;
  return outlay_outbox_has_stuck (self->outbox) ? OUTLAY_SYNC_ATTENTION : OUTLAY_SYNC_IDLE;
}

static OutlayPaceEnd
pace_after (OutlaySync *self, gboolean is_locked, const GError *error)
{
  if (!is_locked)
    return OUTLAY_PACE_TAKEN;
  if (error == NULL)
    return outlay_live_events_is_connected (self->live) ? OUTLAY_PACE_DONE_LIVE : OUTLAY_PACE_DONE;
  return state_after (self, error) == OUTLAY_SYNC_SIGN_IN ? OUTLAY_PACE_BARRED : OUTLAY_PACE_FAILED;
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
    set_text (self, &self->last_synced, synced_at, PROP_LAST_SYNCED);
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
  set_state (self, OUTLAY_SYNC_BUSY);

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
  self->n_waiting = outlay_outbox_count (self->outbox);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
  set_text (self, &self->last_error, error != NULL ? error->message : "", PROP_LAST_ERROR);
  set_state (self, state_after (self, error));
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

static void
ensure_loop (OutlaySync *self)
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

static void
outbox_changed_cb (OutlaySync *self, OutlayTopics topics, OutlayDatabase *database)
{
  guint n_waiting;

  if ((topics & OUTLAY_TOPIC_OUTBOX) == 0)
    return;

  n_waiting = outlay_outbox_count (self->outbox);

  /* Something new while we were offline is worth a try; our own notes of a failed one are not. */
  if (n_waiting > self->n_waiting && self->state == OUTLAY_SYNC_OFFLINE)
    outlay_pace_offer (&self->pace);

  if (n_waiting != self->n_waiting)
    {
      self->n_waiting = n_waiting;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
    }
  if (self->state == OUTLAY_SYNC_IDLE || self->state == OUTLAY_SYNC_ATTENTION)
    set_state (self, state_after (self, NULL));
  wake (self);
}

static void
network_changed_cb (OutlaySync *self, gboolean is_available, GNetworkMonitor *monitor)
{
  if (!is_available || self->state == OUTLAY_SYNC_SIGN_IN)
    return;
  outlay_live_events_wake (self->live);
  want_run (self);
}

static void
session_changed_cb (OutlaySync *self, GParamSpec *pspec, OutlaySession *session)
{
  switch (outlay_session_get_state (session))
    {
    case OUTLAY_SESSION_SIGNED_IN:
    case OUTLAY_SESSION_FORGETFUL:
      outlay_live_events_wake (self->live);
      if (self->state == OUTLAY_SYNC_SIGN_IN || self->state == OUTLAY_SYNC_OFFLINE)
        want_run (self);
      break;

    case OUTLAY_SESSION_SIGNED_OUT:
      self->verified_at = 0;
      if (self->state != OUTLAY_SYNC_BUSY)
        set_state (self, OUTLAY_SYNC_SIGN_IN);
      break;

    case OUTLAY_SESSION_UNKNOWN:
    default:
      break;
    }
}

void
outlay_sync_start (OutlaySync *self)
{
  g_return_if_fail (OUTLAY_IS_SYNC (self));

  if (self->is_started)
    return;

  self->is_started = TRUE;
  outlay_live_events_start (self->live);
  ensure_loop (self);
  want_run (self);
}

void
outlay_sync_stop (OutlaySync *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = NULL;

  g_return_if_fail (OUTLAY_IS_SYNC (self));

  self->is_started = FALSE;
  outlay_live_events_stop (self->live);
  if (self->api == NULL)
    return;

  /* What is on its way is cut off, and asked for again when it starts the next time. */
  outlay_api_close (self->api);
  g_clear_object (&self->api);
  wake (self);
  if (self->state == OUTLAY_SYNC_BUSY)
    set_state (self, OUTLAY_SYNC_OFFLINE);
  dex_future_disown (outlay_outbox_release (self->outbox));

  runs = g_steal_pointer (&self->runs);
  self->runs = g_ptr_array_new_with_free_func (dex_unref);
  error = new_stopped ();
  settle_runs (runs, error);
}

DexFuture *
outlay_sync_run (OutlaySync *self)
{
  DexPromise *promise;

  g_return_val_if_fail (OUTLAY_IS_SYNC (self), NULL);

  promise = dex_promise_new ();
  g_ptr_array_add (self->runs, dex_ref (promise));
  ensure_loop (self);
  want_run (self);
  return DEX_FUTURE (promise);
}

/* A page that is shown anew with each change must not ask anew each time: the feed tells of changes. */
static gboolean
is_worth_asking (OutlaySync *self, const char *expense_id)
{
  gint64 now = g_get_monotonic_time ();
  gint64 *asked_at = g_hash_table_lookup (self->asked, expense_id);

  if (asked_at != NULL && now - *asked_at < ASK_AGAIN_USEC)
    return FALSE;
  if (g_hash_table_size (self->asked) >= MAX_ASKED)
    g_hash_table_remove_all (self->asked);

  g_hash_table_replace (self->asked, g_strdup (expense_id), g_memdup2 (&now, sizeof now));
  return TRUE;
}

DexFuture *
outlay_sync_fetch_events (OutlaySync *self, const char *expense_id)
{
  g_return_val_if_fail (OUTLAY_IS_SYNC (self), NULL);
  g_return_val_if_fail (expense_id != NULL, NULL);

  /* Each question might show the keyring's dialog again. */
  if (self->state == OUTLAY_SYNC_SIGN_IN)
    return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN,
                                  "sign in first");

  if (!is_worth_asking (self, expense_id))
    return dex_future_new_for_boolean (TRUE);

  return outlay_pull_events (self->asking, self->database, expense_id);
}

OutlaySyncState
outlay_sync_get_state (OutlaySync *self)
{
  g_return_val_if_fail (OUTLAY_IS_SYNC (self), OUTLAY_SYNC_IDLE);

  return self->state;
}

guint
outlay_sync_get_n_waiting (OutlaySync *self)
{
  g_return_val_if_fail (OUTLAY_IS_SYNC (self), 0);

  return self->n_waiting;
}

const char *
outlay_sync_get_last_synced (OutlaySync *self)
{
  g_return_val_if_fail (OUTLAY_IS_SYNC (self), NULL);

  return self->last_synced;
}

static void
outlay_sync_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  OutlaySync *self = OUTLAY_SYNC (object);

  switch (property)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    case PROP_N_WAITING:
      g_value_set_uint (value, self->n_waiting);
      break;

    case PROP_LAST_SYNCED:
      g_value_set_string (value, self->last_synced);
      break;

    case PROP_LAST_ERROR:
      g_value_set_string (value, self->last_error);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
outlay_sync_dispose (GObject *object)
{
  OutlaySync *self = OUTLAY_SYNC (object);

  g_clear_object (&self->live);
  g_clear_object (&self->network);
  g_clear_object (&self->asking);
  g_clear_object (&self->session);
  g_clear_object (&self->proofs);
  g_clear_object (&self->outbox);
  g_clear_object (&self->database);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (outlay_sync_parent_class)->dispose (object);
}

static void
outlay_sync_finalize (GObject *object)
{
  OutlaySync *self = OUTLAY_SYNC (object);

  g_assert (self->api == NULL);
  dex_clear (&self->looping);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->last_synced, g_free);
  g_clear_pointer (&self->last_error, g_free);

  G_OBJECT_CLASS (outlay_sync_parent_class)->finalize (object);
}

static void
outlay_sync_class_init (OutlaySyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = outlay_sync_get_property;
  object_class->dispose = outlay_sync_dispose;
  object_class->finalize = outlay_sync_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, OUTLAY_TYPE_SYNC_STATE,
                                              OUTLAY_SYNC_IDLE, flags);
  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LAST_SYNCED] = g_param_spec_string ("last-synced", NULL, NULL, "", flags);
  properties[PROP_LAST_ERROR] = g_param_spec_string ("last-error", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
outlay_sync_init (OutlaySync *self)
{
  self->runs = g_ptr_array_new_with_free_func (dex_unref);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->last_error = g_strdup ("");
}

OutlaySync *
outlay_sync_new (OutlayAccount *account,
                 OutlayDatabase *database,
                 OutlayOutbox *outbox,
                 OutlayProofStore *proofs,
                 OutlayApi *api)
{
  OutlaySync *self = g_object_new (OUTLAY_TYPE_SYNC, NULL);

  self->account = g_object_ref (account);
  self->database = g_object_ref (database);
  self->outbox = g_object_ref (outbox);
  self->proofs = g_object_ref (proofs);
  self->asking = g_object_ref (api);
  self->session = g_object_ref (outlay_api_get_session (api));
  self->live = outlay_live_events_new (self->session);
  self->network = g_object_ref (g_network_monitor_get_default ());
  self->n_waiting = outlay_outbox_count (outbox);
  self->last_synced = outlay_setting_read (outlay_database_get_reader (database),
                                           OUTLAY_SETTING_LAST_SYNCED, NULL);
  if (self->last_synced == NULL)
    self->last_synced = g_strdup ("");

  g_signal_connect_object (self->live, "changed", G_CALLBACK (want_run), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (database, "changed", G_CALLBACK (outbox_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}
