/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-tls.h"

#include <string.h>

#include "server/outlay-metrics.h"

struct _OutlayTls
{
  GMutex mutex;
  OutlayCertificate *certificate;
  char *origin; /* (nullable) */
  /* GnuTLS derives from it the keys that it uses, and changes them by itself. */
  gnutls_datum_t ticket_key;
};

OutlayTls *
outlay_tls_new (const char *file, const char *key_file, const char *origin, GError **error)
{
  OutlayCertificate *certificate = outlay_certificate_load (file, key_file, error);
  OutlayTls *self;

  if (certificate == NULL)
    return NULL;

  self = g_new0 (OutlayTls, 1);
  g_mutex_init (&self->mutex);
  self->certificate = certificate;
  self->origin = g_strdup (origin);
  if (gnutls_session_ticket_key_generate (&self->ticket_key) < 0)
    g_error ("there are no random numbers");
  outlay_metrics_add (OUTLAY_METRIC_CERTIFICATE, outlay_certificate_get_expiry (certificate));
  outlay_tls_warn (self);

  return self;
}

void
outlay_tls_free (OutlayTls *self)
{
  outlay_metrics_add (OUTLAY_METRIC_CERTIFICATE,
                      -outlay_certificate_get_expiry (self->certificate));
  outlay_certificate_unref (self->certificate);
  explicit_bzero (self->ticket_key.data, self->ticket_key.size);
  gnutls_free (self->ticket_key.data);
  g_mutex_clear (&self->mutex);
  g_free (self->origin);
  g_free (self);
}

OutlayCertificate *
outlay_tls_dup_certificate (OutlayTls *self)
{
  OutlayCertificate *certificate;

  g_mutex_lock (&self->mutex);
  certificate = outlay_certificate_ref (self->certificate);
  g_mutex_unlock (&self->mutex);

  return certificate;
}

/* Takes @certificate. */
static void
replace (OutlayTls *self, OutlayCertificate *certificate)
{
  OutlayCertificate *before;

  g_mutex_lock (&self->mutex);
  before = self->certificate;
  self->certificate = certificate;
  g_mutex_unlock (&self->mutex);

  outlay_metrics_add (OUTLAY_METRIC_CERTIFICATE, outlay_certificate_get_expiry (certificate) -
                                                     outlay_certificate_get_expiry (before));
  outlay_certificate_unref (before);
}

gboolean
outlay_tls_reload (OutlayTls *self, const char *file, const char *key_file, GError **error)
{
  g_autoptr (OutlayCertificate) before = outlay_tls_dup_certificate (self);
  g_autoptr (OutlayCertificate) certificate = outlay_certificate_load (file, key_file, error);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (certificate == NULL)
    return FALSE;
  if (outlay_certificate_equal (before, certificate))
    return TRUE;

  if (outlay_certificate_get_expiry (certificate) <= now &&
      outlay_certificate_get_expiry (before) > now)
    {
      g_autofree char *why = outlay_certificate_dup_warning (certificate, NULL, now);

      g_set_error_literal (error, OUTLAY_CERTIFICATE_ERROR, OUTLAY_CERTIFICATE_ERROR_BAD, why);
      return FALSE;
    }

  replace (self, g_steal_pointer (&certificate));
  g_message ("new connections get the new certificate");
  outlay_tls_warn (self);
  return TRUE;
}

void
outlay_tls_warn (OutlayTls *self)
{
  g_autoptr (OutlayCertificate) certificate = outlay_tls_dup_certificate (self);
  g_autofree char *warning = outlay_certificate_dup_warning (certificate, self->origin,
                                                             g_get_real_time () / G_USEC_PER_SEC);

  if (warning != NULL)
    g_warning ("%s", warning);
}

OutlayCertificate *
outlay_tls_begin (OutlayTls *self, gnutls_session_t session)
{
  OutlayCertificate *certificate = outlay_tls_dup_certificate (self);

  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE,
                          outlay_certificate_get_credentials (certificate));
  gnutls_session_ticket_enable_server (session, &self->ticket_key);

  return certificate;
}
