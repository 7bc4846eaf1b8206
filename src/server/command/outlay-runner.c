/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-runner.h"

#include <glib-unix.h>
#include <signal.h>

#include "server/command/outlay-supervisor.h"
#include "server/http/outlay-http.h"
#include "server/outlay-service-private.h"
#include "server/proofs/outlay-proof-sweeper.h"
#include "server/rates/outlay-rate-fetcher.h"

#define PATIENCE_SECONDS 10
#define DAY_SECONDS (24 * 60 * 60)

struct _OutlayRunner
{
  const OutlaySettings *settings; /* that it was started with */
  OutlaySettings *reread;         /* (nullable): as SIGHUP has last read them */
  OutlayService *service;
  OutlayProofSweeper *sweeper;
  OutlayRateFetcher *fetcher; /* (nullable): without the setting */
  OutlayHttp *http;
  OutlaySupervisor *supervisor;
  GMainLoop *loop;
  guint sources[4];
  guint drain; /* source */
};

static const OutlaySettings *
get_newest_settings (OutlayRunner *self)
{
  return self->reread != NULL ? self->reread : self->settings;
}

static gboolean
drained_cb (gpointer data)
{
  OutlayRunner *self = data;

  self->drain = 0;
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

/* Who asks whether it is ready hears "no" from here on; who comes all the same is served until the
 * time is over. Asked a second time, it does not wait. */
static gboolean
stop_cb (gpointer data)
{
  OutlayRunner *self = data;
  guint seconds = (guint) get_newest_settings (self)->drain_seconds;

  if (self->drain != 0 || seconds == 0)
    g_main_loop_quit (self->loop);
  else
    self->drain = g_timeout_add_seconds (seconds, drained_cb, self);

  g_atomic_int_set (&self->service->is_draining, TRUE);
  outlay_supervisor_tell_stopping (self->supervisor, seconds + 2 * PATIENCE_SECONDS);
  return G_SOURCE_CONTINUE;
}

static gboolean
next_day_cb (gpointer data)
{
  OutlayRunner *self = data;
  OutlayTls *tls = outlay_http_get_tls (self->http);

  if (tls != NULL)
    outlay_tls_warn (tls);

  return G_SOURCE_CONTINUE;
}

static void
reload_certificate (OutlayRunner *self, const OutlaySettings *settings)
{
  OutlayTls *tls = outlay_http_get_tls (self->http);
  g_autoptr (GError) error = NULL;

  if ((tls != NULL) != (settings->tls_certificate != NULL))
    g_warning ("to begin or end with TLS needs a restart");
  else if (tls != NULL &&
           !outlay_tls_reload (tls, settings->tls_certificate, settings->tls_key, &error))
    g_warning ("the old certificate stays: %s", error->message);
}

/* Keys that would leave stored proofs closed are not taken. */
static void
apply_proof_keys (OutlayRunner *self, const OutlaySettings *settings)
{
  g_autoptr (GError) error = NULL;
  OutlayConnection *db = outlay_service_get_reader (self->service, &error);
  g_autoptr (OutlayProofVault) trial = NULL;

  outlay_proof_sweeper_set_grace (self->sweeper, settings->proof_grace_days);
  if (db != NULL)
    trial = outlay_proof_vault_new (settings->proofs, settings->proof_key_file, &error);
  if (trial == NULL || !outlay_proof_vault_check_keys (trial, db, &error) ||
      !outlay_proof_vault_set_key_file (outlay_service_get_vault (self->service),
                                        settings->proof_key_file, &error))
    g_warning ("the keys of the proofs stay as they were: %s", error->message);
}

/* Whatever can change under way does; what else has changed is named. */
static void
apply (OutlayRunner *self, OutlaySettings *settings)
{
  g_autofree char *applied = outlay_settings_dup_changes (get_newest_settings (self), settings,
                                                          TRUE);
  g_autofree char *waiting = outlay_settings_dup_changes (self->settings, settings, FALSE);

  outlay_log_set_level (settings->log_level);
  reload_certificate (self, settings);
  apply_proof_keys (self, settings);
  g_message ("the settings were read again; changed: %s", applied != NULL ? applied : "nothing");
  if (waiting != NULL)
    g_warning ("these settings have changed and need a restart: %s", waiting);

  g_clear_pointer (&self->reread, outlay_settings_free);
  self->reread = settings;
}

static void
tell_ready (OutlayRunner *self)
{
  g_autofree char *status = g_strconcat ("listening on ", outlay_runner_get_address (self), NULL);

  outlay_supervisor_tell_ready (self->supervisor, status);
}

static gboolean
reload_cb (gpointer data)
{
  OutlayRunner *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlaySettings) settings = outlay_settings_read_again (self->settings, &error);

  outlay_supervisor_tell_reloading (self->supervisor);
  if (settings != NULL)
    apply (self, g_steal_pointer (&settings));
  else
    g_warning ("the settings were not read again: %s", error->message);
  tell_ready (self);

  return G_SOURCE_CONTINUE;
}

OutlayRunner *
outlay_runner_new (const OutlaySettings *settings, OutlayPrepareFunc prepare, GError **error)
{
  g_autoptr (OutlayRunner) self = g_new0 (OutlayRunner, 1);

  /* A peer that has gone is told by write() already. */
  signal (SIGPIPE, SIG_IGN);

  self->settings = settings;
  self->loop = g_main_loop_new (NULL, FALSE);
  /* They wait until the loop runs; until then they harm nothing. */
  self->sources[0] = g_unix_signal_add (SIGTERM, stop_cb, self);
  self->sources[1] = g_unix_signal_add (SIGINT, stop_cb, self);
  self->sources[2] = g_unix_signal_add (SIGHUP, reload_cb, self);
  self->sources[3] = g_timeout_add_seconds (DAY_SECONDS, next_day_cb, self);

  self->service = outlay_service_new (settings, error);
  if (self->service == NULL || (prepare != NULL && !prepare (self->service, error)))
    return NULL;
  self->sweeper = outlay_proof_sweeper_new (settings, outlay_service_get_vault (self->service));
  if (settings->rates_url != NULL &&
      (self->fetcher = outlay_rate_fetcher_new (settings, error)) == NULL)
    return NULL;
  self->http = outlay_http_new (self->service, error);
  if (self->http == NULL)
    return NULL;

  self->supervisor = outlay_supervisor_new (self->service);
  return g_steal_pointer (&self);
}

const char *
outlay_runner_get_address (OutlayRunner *self)
{
  return outlay_http_get_address (self->http);
}

void
outlay_runner_run (OutlayRunner *self)
{
  g_message ("listening on %s", outlay_runner_get_address (self));
  tell_ready (self);
  g_main_loop_run (self->loop);
  g_message ("stopping");
}

void
outlay_runner_free (OutlayRunner *self)
{
  if (self->http != NULL)
    outlay_http_stop (self->http, PATIENCE_SECONDS * G_USEC_PER_SEC);
  g_clear_pointer (&self->sweeper, outlay_proof_sweeper_free);
  g_clear_pointer (&self->fetcher, outlay_rate_fetcher_free);
  if (self->service != NULL)
    outlay_service_stop_work (self->service);
  g_clear_pointer (&self->http, outlay_http_free);
  g_clear_pointer (&self->service, outlay_service_free);
  g_clear_pointer (&self->supervisor, outlay_supervisor_free);

  for (guint i = 0; i < G_N_ELEMENTS (self->sources); i++)
    g_clear_handle_id (&self->sources[i], g_source_remove);
  g_clear_handle_id (&self->drain, g_source_remove);
  g_main_loop_unref (self->loop);
  g_clear_pointer (&self->reread, outlay_settings_free);
  g_free (self);
}
