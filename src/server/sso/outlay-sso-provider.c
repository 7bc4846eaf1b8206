/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/sso/outlay-sso-provider.h"

#include <string.h>

#include "server/outlay-web-call.h"

#define PATIENCE_MS 8000
#define MAX_ANSWER (256 * 1024)
#define STALE_USEC ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)
/* After a failure nobody waits for the next one for so long. */
#define RETRY_USEC ((gint64) 5 * G_USEC_PER_SEC)
#define RENEW_USEC ((gint64) 10 * G_USEC_PER_SEC)
#define NEVER (-STALE_USEC)

#define WELL_KNOWN "/.well-known/openid-configuration"

struct _OutlaySsoProvider
{
  char *address; /* of the metadata */
  char *issuer;
  char *ca_file;
  gint64 fresh_usec;
  int is_stopping; /* atomic */

  GMutex asking; /* held by the one thread that asks for what is remembered; times are monotonic */
  gint64 failed_at;
  gint64 renewed_at;

  GMutex lock;
  OutlaySsoView *view;
  gint64 came_at;
};

static OutlaySsoView *
view_new (OutlaySsoMetadata *metadata, OutlaySsoKeys *keys)
{
  OutlaySsoView *self = g_atomic_rc_box_new (OutlaySsoView);

  self->metadata = metadata;
  self->keys = keys;
  return self;
}

static void
clear_view (gpointer data)
{
  OutlaySsoView *self = data;

  outlay_sso_metadata_free (self->metadata);
  outlay_sso_keys_free (self->keys);
}

void
outlay_sso_view_unref (OutlaySsoView *self)
{
  g_atomic_rc_box_release_full (self, clear_view);
}

OutlaySsoProvider *
outlay_sso_provider_new (const char *issuer, const char *ca_file, int fresh_seconds)
{
  OutlaySsoProvider *self = g_new0 (OutlaySsoProvider, 1);
  gsize length = strlen (issuer);

  self->issuer = g_strdup (issuer);
  self->ca_file = g_strdup (ca_file);
  self->fresh_usec = (gint64) fresh_seconds * G_USEC_PER_SEC;
  self->failed_at = self->renewed_at = NEVER;
  g_mutex_init (&self->asking);
  g_mutex_init (&self->lock);

  /* OpenID Connect Discovery 1.0, 4.1 */
  if (g_str_has_suffix (issuer, "/"))
    length--;
  self->address = g_strdup_printf ("%.*s" WELL_KNOWN, (int) length, issuer);

  return self;
}

void
outlay_sso_provider_free (OutlaySsoProvider *self)
{
  g_clear_pointer (&self->view, outlay_sso_view_unref);
  g_mutex_clear (&self->asking);
  g_mutex_clear (&self->lock);
  g_free (self->address);
  g_free (self->issuer);
  g_free (self->ca_file);
  g_free (self);
}

void
outlay_sso_provider_stop (OutlaySsoProvider *self)
{
  g_atomic_int_set (&self->is_stopping, 1);
}

GString *
outlay_sso_provider_call (OutlaySsoProvider *self,
                          const char *url,
                          const char *form,
                          const char *authorization,
                          long *status,
                          GError **error)
{
  g_autoptr (GError) local = NULL;
  GString *answer = outlay_web_call_run (
      &(OutlayWebCall) {
          .url = url,
          .accept = "application/json",
          .form = form,
          .authorization = authorization,
          .ca_file = self->ca_file,
          .max_answer = MAX_ANSWER,
          .patience_ms = PATIENCE_MS,
          .is_stopping = &self->is_stopping,
      },
      status, &local);

  if (answer == NULL)
    outlay_sso_fail (error, OUTLAY_SSO_ERROR_AWAY, local->message);

  return answer;
}

/* --- what it says of itself --- */

static GString *
ask (OutlaySsoProvider *self, const char *url, GError **error)
{
  long status;
  GString *answer = outlay_sso_provider_call (self, url, NULL, NULL, &status, error);

  if (answer == NULL || status == 200)
    return answer;

  g_string_free (answer, TRUE);
  outlay_sso_fail (error, OUTLAY_SSO_ERROR_AWAY,
                   "the identity provider does not have what it must");
  return NULL;
}

static OutlaySsoKeys *
ask_keys (OutlaySsoProvider *self, const char *url, GError **error)
{
  g_autoptr (GString) answer = ask (self, url, error);

  return answer != NULL ? outlay_sso_keys_parse (answer->str, answer->len, error) : NULL;
}

static OutlaySsoView *
ask_all (OutlaySsoProvider *self, GError **error)
{
  g_autoptr (GString) answer = ask (self, self->address, error);
  g_autoptr (OutlaySsoMetadata) metadata = NULL;
  OutlaySsoKeys *keys;

  if (answer == NULL)
    return NULL;

  metadata = outlay_sso_metadata_parse (answer->str, answer->len, self->issuer, error);
  keys = metadata != NULL ? ask_keys (self, metadata->jwks_uri, error) : NULL;

  return keys != NULL ? view_new (g_steal_pointer (&metadata), keys) : NULL;
}

/* --- what is remembered of it --- */

/* (nullable): what is no older than @usec */
static OutlaySsoView *
recall (OutlaySsoProvider *self, gint64 usec)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->view != NULL && g_get_monotonic_time () - self->came_at <= usec
             ? g_atomic_rc_box_acquire (self->view)
             : NULL;
}

static void
remember (OutlaySsoProvider *self, OutlaySsoView *view, gboolean is_all_new)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (is_all_new)
    self->came_at = g_get_monotonic_time ();

  g_clear_pointer (&self->view, outlay_sso_view_unref);
  self->view = g_atomic_rc_box_acquire (view);
}

/* Asks for it all, unless that failed a moment ago. With @asking held. */
static OutlaySsoView *
refresh (OutlaySsoProvider *self, GError **error)
{
  gint64 now = g_get_monotonic_time ();
  OutlaySsoView *view;

  if (now - self->failed_at < RETRY_USEC)
    {
      outlay_sso_fail (error, OUTLAY_SSO_ERROR_AWAY, "the identity provider was away a moment ago");
      return NULL;
    }

  view = ask_all (self, error);
  if (view == NULL)
    {
      self->failed_at = g_get_monotonic_time ();
      return NULL;
    }

  remember (self, view, TRUE);
  return view;
}

OutlaySsoView *
outlay_sso_provider_get (OutlaySsoProvider *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (GError) local = NULL;
  OutlaySsoView *view = recall (self, self->fresh_usec);

  if (view != NULL)
    return view;

  locker = g_mutex_locker_new (&self->asking);
  view = recall (self, self->fresh_usec);
  if (view == NULL)
    view = refresh (self, &local);
  if (view == NULL)
    view = recall (self, STALE_USEC);
  if (view == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (local != NULL)
    g_message ("sso: what is remembered of the identity provider is used: %s", local->message);

  return view;
}

OutlaySsoView *
outlay_sso_provider_renew_keys (OutlaySsoProvider *self, OutlaySsoView *view, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->asking);
  g_autoptr (OutlaySsoView) newest = recall (self, STALE_USEC);
  OutlaySsoMetadata *metadata;
  OutlaySsoKeys *keys;

  if (newest != NULL && newest != view)
    return g_steal_pointer (&newest);
  if (g_get_monotonic_time () - self->renewed_at < RENEW_USEC)
    {
      outlay_sso_fail (error, OUTLAY_SSO_ERROR_BAD, "no known key has signed it");
      return NULL;
    }

  self->renewed_at = g_get_monotonic_time ();
  keys = ask_keys (self, view->metadata->jwks_uri, error);
  if (keys == NULL)
    return NULL;

  metadata = outlay_sso_metadata_copy (view->metadata);
  view = view_new (metadata, keys);
  remember (self, view, FALSE);
  return view;
}
