/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/rates/outlay-rate-fetcher.h"

#include <string.h>

#include "core/outlay-time.h"
#include "server/outlay-metrics.h"
#include "server/outlay-service-private.h"
#include "server/outlay-web-call.h"
#include "server/rates/outlay-rate-file.h"
#include "server/rates/outlay-rate-store.h"

#define PATIENCE_MS (120 * 1000)
#define FIRST_RETRY_USEC (60 * G_USEC_PER_SEC)
#define LAST_RETRY_USEC ((gint64) 6 * 60 * 60 * G_USEC_PER_SEC)

struct _OutlayRateFetcher
{
  const OutlaySettings *settings;
  char *path; /* (nullable): of a file on this machine */
  GThread *thread;
  int is_stopping; /* atomic; changed under the mutex */

  GMutex mutex;
  GCond cond;
};

/* FALSE when it shall stop. */
static gboolean
rest (OutlayRateFetcher *self, gint64 usec)
{
  gint64 until = g_get_monotonic_time () + usec;
  gboolean goes_on;

  g_mutex_lock (&self->mutex);
  while (!self->is_stopping && g_cond_wait_until (&self->cond, &self->mutex, until))
    ;
  goes_on = !self->is_stopping;
  g_mutex_unlock (&self->mutex);

  return goes_on;
}

static OutlayRates *
ask (OutlayRateFetcher *self, GError **error)
{
  g_autoptr (OutlayRates) rates = outlay_rates_new ();
  g_autoptr (GString) answer = NULL;
  long status;

  answer = outlay_web_call_run (
      &(OutlayWebCall) {
          .url = self->settings->rates_url,
          .accept = "application/xml, text/csv",
          .max_answer = OUTLAY_RATES_FILE_MAX,
          .patience_ms = PATIENCE_MS,
          .is_stopping = &self->is_stopping,
      },
      &status, error);
  if (answer == NULL)
    return NULL;
  if (status != 200)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the answer is %ld", status);
      return NULL;
    }

  return outlay_rates_read (rates, answer->str, answer->len, error) ? g_steal_pointer (&rates)
                                                                    : NULL;
}

static OutlayConnection *
open_database (OutlayRateFetcher *self, GError **error)
{
  return outlay_service_open_existing (self->settings->database, OUTLAY_OPEN_READ_WRITE, error);
}

static gboolean
fetch (OutlayRateFetcher *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayRates) rates = self->path != NULL ? outlay_rate_file_load (self->path, &error)
                                                     : ask (self, &error);
  g_autoptr (OutlayConnection) db = rates != NULL ? open_database (self, &error) : NULL;
  g_autofree char *newest = NULL;
  guint n_days;

  if (db != NULL && outlay_rate_file_keep (db, rates, &n_days, &newest, &error))
    {
      g_message ("exchange rates of %u days were fetched; the newest are of %s", n_days, newest);
      outlay_metrics_add (OUTLAY_METRIC_RATES_KEPT, 1);
      return TRUE;
    }

  /* Who stops the server knows. */
  if (!g_atomic_int_get (&self->is_stopping))
    {
      g_warning ("the exchange rates were not fetched: %s", error->message);
      outlay_metrics_add (OUTLAY_METRIC_RATES_FAILED, 1);
    }
  return FALSE;
}

/* A server that is restarted each minute need not ask each minute. */
static gboolean
is_up_to_date (OutlayRateFetcher *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayConnection) db = open_database (self, &error);
  g_autofree char *today = outlay_time_format (g_get_real_time ());
  g_autofree char *newest = NULL;

  today[strlen ("YYYY-MM-DD")] = '\0';
  return db != NULL && outlay_rate_store_get_newest (db, &newest, &error) &&
         g_strcmp0 (newest, today) >= 0;
}

static gpointer
fetcher_thread (gpointer data)
{
  OutlayRateFetcher *self = data;
  const gint64 interval = (gint64) self->settings->rates_seconds * G_USEC_PER_SEC;
  const gint64 first_retry = MIN (interval, FIRST_RETRY_USEC);
  const gint64 last_retry = MIN (interval, LAST_RETRY_USEC);
  gint64 retry = first_retry;
  gint64 pause = is_up_to_date (self) ? interval : 0;

  while (rest (self, pause))
    {
      gboolean is_done = fetch (self);

      pause = is_done ? interval : retry;
      retry = is_done ? first_retry : MIN (2 * retry, last_retry);
    }

  return NULL;
}

OutlayRateFetcher *
outlay_rate_fetcher_new (const OutlaySettings *settings, GError **error)
{
  g_autofree char *path = g_str_has_prefix (settings->rates_url, "file://")
                              ? g_filename_from_uri (settings->rates_url, NULL, NULL)
                              : NULL;
  OutlayRateFetcher *self;

  if (path == NULL && !outlay_web_url_is_safe (settings->rates_url, TRUE))
    {
      g_set_error_literal (error, OUTLAY_SETTINGS_ERROR, OUTLAY_SETTINGS_ERROR_BAD,
                           "rates-url must be https://… or file:///…");
      return NULL;
    }

  self = g_new0 (OutlayRateFetcher, 1);
  self->settings = settings;
  self->path = g_steal_pointer (&path);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("rates", fetcher_thread, self);

  return self;
}

void
outlay_rate_fetcher_free (OutlayRateFetcher *self)
{
  g_mutex_lock (&self->mutex);
  g_atomic_int_set (&self->is_stopping, TRUE);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);

  g_thread_join (self->thread);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->path);
  g_free (self);
}
