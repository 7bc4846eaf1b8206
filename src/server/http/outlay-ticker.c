/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-ticker.h"

#include "server/auth/outlay-session-store.h"
#include "server/http/outlay-idempotency.h"
#include "server/oauth/outlay-browser-store.h"
#include "server/oauth/outlay-code-store.h"
#include "server/sso/outlay-sso-attempt.h"

#define PURGE_SECONDS 600

struct _OutlayTicker
{
  OutlayService *service;
  OutlayPeers *peers;
  GThread *thread;

  GMutex mutex;
  GCond cond;
  gboolean is_stopping;
};

static OutlayReply *
purge_cb (OutlayConnection *db, gpointer data)
{
  gint64 now = g_get_real_time ();
  g_autoptr (GError) error = NULL;

  if (!outlay_idempotency_purge (db, now, &error) ||
      !outlay_session_store_purge (db, now, &error) ||
      !outlay_browser_store_purge (db, now, &error) || !outlay_code_store_purge (db, now, &error) ||
      !outlay_sso_attempt_purge (db, now, &error))
    return outlay_reply_new_for_error (error);

  return outlay_reply_new_empty (204);
}

static void
purged_cb (OutlayReply *reply, gpointer data)
{
  outlay_reply_free (reply);
}

static gpointer
ticker_thread (gpointer data)
{
  OutlayTicker *self = data;
  guint n_ticks = 0;

  g_mutex_lock (&self->mutex);
  while (!self->is_stopping)
    {
      g_cond_wait_until (&self->cond, &self->mutex, g_get_monotonic_time () + G_USEC_PER_SEC);
      g_mutex_unlock (&self->mutex);

      outlay_peers_tick (self->peers);
      outlay_live_tick (self->service->live);
      outlay_cache_tick (self->service->cache);
      if (n_ticks++ % PURGE_SECONDS == 0)
        outlay_writers_push (self->service->writers,
                             &(OutlayWrite) { .func = purge_cb, .done = purged_cb });

      g_mutex_lock (&self->mutex);
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

OutlayTicker *
outlay_ticker_new (OutlayService *service, OutlayPeers *peers)
{
  OutlayTicker *self = g_new0 (OutlayTicker, 1);

  self->service = service;
  self->peers = peers;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("ticker", ticker_thread, self);

  return self;
}

void
outlay_ticker_free (OutlayTicker *self)
{
  g_mutex_lock (&self->mutex);
  self->is_stopping = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);

  g_thread_join (self->thread);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}
