/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/budgets/outlay-budget-push.h"
#include "client/sync/outlay-sync.h"

#include "client/sync/outlay-pull.h"
#include "client/sync/outlay-sync-loop.h"
#include "client/sync/outlay-sync-private.h"

/* A history that is looked at again within this time is the one that was fetched. */
#define ASK_AGAIN_USEC G_TIME_SPAN_MINUTE
#define MAX_ASKED 1000

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

void
outlay_sync_set_state (OutlaySync *self, OutlaySyncState state)
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

OutlaySyncState
outlay_sync_judge (OutlaySync *self, const GError *error)
{
  if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN) ||
      g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_KEYRING))
    return OUTLAY_SYNC_SIGN_IN;
  if (error != NULL)
    return OUTLAY_SYNC_OFFLINE;
  return outlay_outbox_has_stuck (self->outbox) ? OUTLAY_SYNC_ATTENTION : OUTLAY_SYNC_IDLE;
}

void
outlay_sync_set_last_synced (OutlaySync *self, const char *synced_at)
{
  set_text (self, &self->last_synced, synced_at, PROP_LAST_SYNCED);
}

void
outlay_sync_tell_end (OutlaySync *self, const GError *error)
{
  self->n_waiting = outlay_outbox_count (self->outbox);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
  set_text (self, &self->last_error, error != NULL ? error->message : "", PROP_LAST_ERROR);
  outlay_sync_set_state (self, outlay_sync_judge (self, error));
}

static void
outbox_changed_cb (OutlaySync *self, OutlayTopics topics, OutlayDatabase *database)
{
  guint n_waiting;

  if ((topics & OUTLAY_TOPIC_BUDGETS) != 0 && outlay_budget_push_is_due (database))
    outlay_sync_want_run (self);
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
    outlay_sync_set_state (self, outlay_sync_judge (self, NULL));
  outlay_sync_wake (self);
}

static void
network_changed_cb (OutlaySync *self, gboolean is_available, GNetworkMonitor *monitor)
{
  if (!is_available || self->state == OUTLAY_SYNC_SIGN_IN)
    return;
  outlay_live_events_wake (self->live);
  outlay_sync_want_run (self);
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
        outlay_sync_want_run (self);
      break;

    case OUTLAY_SESSION_SIGNED_OUT:
      self->verified_at = 0;
      if (self->state != OUTLAY_SYNC_BUSY)
        outlay_sync_set_state (self, OUTLAY_SYNC_SIGN_IN);
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
  outlay_sync_ensure_loop (self);
  outlay_sync_want_run (self);
}

void
outlay_sync_stop (OutlaySync *self)
{
  g_return_if_fail (OUTLAY_IS_SYNC (self));

  self->is_started = FALSE;
  outlay_live_events_stop (self->live);
  outlay_sync_end_loop (self);
}

void
outlay_sync_verify (OutlaySync *self)
{
  g_return_if_fail (OUTLAY_IS_SYNC (self));

  self->verified_at = 0;
  outlay_sync_want_run (self);
}

DexFuture *
outlay_sync_run (OutlaySync *self)
{
  DexPromise *promise;

  g_return_val_if_fail (OUTLAY_IS_SYNC (self), NULL);

  promise = dex_promise_new ();
  g_ptr_array_add (self->runs, dex_ref (promise));
  outlay_sync_ensure_loop (self);
  outlay_sync_want_run (self);
  return DEX_FUTURE (promise);
}

/* A page that is shown anew with each change must not ask anew each time: the feed
 * tells of changes. */
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

  g_signal_connect_object (self->live, "changed", G_CALLBACK (outlay_sync_want_run), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (database, "changed", G_CALLBACK (outbox_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}
