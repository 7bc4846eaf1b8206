/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/sync/outlay-live-events.h"
#include "client/sync/outlay-pace.h"
#include "client/sync/outlay-sync-private.h"

G_BEGIN_DECLS

/* What an account's sync is made of, for its own two files: one tells the world, one goes round. */
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

/* --- the loop --- */

/* Goes round until it is ended, or once where it is not started; does nothing where one does. */
void outlay_sync_ensure_loop (OutlaySync *self);

/* Cuts the loop off; who waits for a run hears that it was stopped. */
void outlay_sync_end_loop (OutlaySync *self);

/* Lets a loop that waits look again when its next run is. */
void outlay_sync_wake (OutlaySync *self);

/* Asks for a run at once, whatever the pause. */
void outlay_sync_want_run (OutlaySync *self);

/* --- what is told of it --- */

void outlay_sync_set_state (OutlaySync *self, OutlaySyncState state);
void outlay_sync_set_last_synced (OutlaySync *self, const char *synced_at);

/* The state that a run which ended with @error (nullable) leaves behind. */
OutlaySyncState outlay_sync_judge (OutlaySync *self, const GError *error);

/* Tells how a run ended; @error is nullable. */
void outlay_sync_tell_end (OutlaySync *self, const GError *error);

G_END_DECLS
