/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-certificate.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_PEM (1024 * 1024)
#define DAY_SECONDS (24 * 60 * 60)
#define WARNING_DAYS 14
#define BEGIN "-----BEGIN CERTIFICATE-----"

G_DEFINE_QUARK (outlay-certificate-error-quark, outlay_certificate_error)

struct _OutlayCertificate
{
  int n_refs; /* atomic */
  char *file;
  char *pem;
  char *key;
  gnutls_certificate_credentials_t credentials;
  gint64 begin;
  gint64 end;
};

static gboolean
fail (const char *file, const char *why, GError **error)
{
  g_set_error (error, OUTLAY_CERTIFICATE_ERROR, OUTLAY_CERTIFICATE_ERROR_BAD, "%s: %s", file, why);
  return FALSE;
}

static char *
read_text (const char *file, gboolean is_secret, GError **error)
{
  g_autofd int fd = open (file, O_RDONLY | O_CLOEXEC);
  g_autofree char *text = NULL;
  struct stat stat;
  gssize n;

  if (fd < 0 || fstat (fd, &stat) < 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "cannot read %s: %s", file,
                   g_strerror (errno));
      return NULL;
    }
  if (is_secret && (stat.st_mode & S_IRWXO) != 0)
    {
      g_set_error (error, OUTLAY_CERTIFICATE_ERROR, OUTLAY_CERTIFICATE_ERROR_OPEN,
                   "%s may be read by everybody: chmod o= %s", file, file);
      return NULL;
    }

  text = g_malloc (MAX_PEM + 1);
  n = read (fd, text, MAX_PEM);
  if (n <= 0 || n == MAX_PEM)
    {
      fail (file, n == 0 ? "it is empty" : n < 0 ? g_strerror (errno) : "it is too long", error);
      return NULL;
    }

  text[n] = '\0';
  return g_steal_pointer (&text);
}

static guint
count_blocks (const char *pem)
{
  guint n = 0;

  for (const char *at = pem; (at = strstr (at, BEGIN)) != NULL; at += strlen (BEGIN))
    n++;

  return n;
}

/* A file that is being written may end within the chain. */
static gboolean
check_chain (OutlayCertificate *self, GError **error)
{
  gnutls_x509_crt_t *chain = NULL;
  unsigned int n = 0;
  int code = gnutls_certificate_get_x509_crt (self->credentials, 0, &chain, &n);

  if (code < 0)
    return fail (self->file, gnutls_strerror (code), error);

  self->begin = gnutls_x509_crt_get_activation_time (chain[0]);
  self->end = gnutls_x509_crt_get_expiration_time (chain[0]);
  for (unsigned int i = 0; i < n; i++)
    gnutls_x509_crt_deinit (chain[i]);
  gnutls_free (chain);

  return n == count_blocks (self->pem) || fail (self->file, "its last part is broken", error);
}

static gboolean
import (OutlayCertificate *self, const char *key_file, GError **error)
{
  gnutls_datum_t pem = { (unsigned char *) self->pem, (unsigned) strlen (self->pem) };
  gnutls_datum_t key = { (unsigned char *) self->key, (unsigned) strlen (self->key) };
  int code = gnutls_certificate_allocate_credentials (&self->credentials);
  g_autofree char *files = g_strdup_printf ("%s with the key %s", self->file, key_file);

  if (code >= 0)
    code = gnutls_certificate_set_x509_key_mem2 (self->credentials, &pem, &key, GNUTLS_X509_FMT_PEM,
                                                 NULL, 0);

  return code >= 0 ? check_chain (self, error) : fail (files, gnutls_strerror (code), error);
}

OutlayCertificate *
outlay_certificate_load (const char *file, const char *key_file, GError **error)
{
  g_autoptr (OutlayCertificate) self = g_new0 (OutlayCertificate, 1);

  self->n_refs = 1;
  self->file = g_strdup (file);
  self->pem = read_text (file, FALSE, error);
  if (self->pem == NULL)
    return NULL;
  self->key = read_text (key_file, TRUE, error);
  if (self->key == NULL || !import (self, key_file, error))
    return NULL;

  return g_steal_pointer (&self);
}

OutlayCertificate *
outlay_certificate_ref (OutlayCertificate *self)
{
  g_atomic_int_inc (&self->n_refs);
  return self;
}

void
outlay_certificate_unref (OutlayCertificate *self)
{
  if (!g_atomic_int_dec_and_test (&self->n_refs))
    return;

  if (self->credentials != NULL)
    gnutls_certificate_free_credentials (self->credentials);
  if (self->key != NULL)
    explicit_bzero (self->key, strlen (self->key));
  g_free (self->key);
  g_free (self->pem);
  g_free (self->file);
  g_free (self);
}

gboolean
outlay_certificate_equal (const OutlayCertificate *self, const OutlayCertificate *other)
{
  return g_str_equal (self->pem, other->pem) && g_str_equal (self->key, other->key);
}

gint64
outlay_certificate_get_expiry (const OutlayCertificate *self)
{
  return self->end;
}

static gboolean
is_for (const OutlayCertificate *self, const char *origin)
{
  g_autoptr (GUri) uri = g_uri_parse (origin, G_URI_FLAGS_NONE, NULL);
  gnutls_x509_crt_t *chain = NULL;
  unsigned int n = 0;
  gboolean is_named;

  if (uri == NULL || gnutls_certificate_get_x509_crt (self->credentials, 0, &chain, &n) < 0)
    return FALSE;

  is_named = gnutls_x509_crt_check_hostname (chain[0], g_uri_get_host (uri)) != 0;
  for (unsigned int i = 0; i < n; i++)
    gnutls_x509_crt_deinit (chain[i]);
  gnutls_free (chain);

  return is_named;
}

char *
outlay_certificate_dup_warning (const OutlayCertificate *self, const char *origin, gint64 now)
{
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_utc (self->end);
  g_autofree char *day = end != NULL ? g_date_time_format (end, "%F") : g_strdup ("?");

  if (self->end <= now)
    return g_strdup_printf ("the certificate %s has expired on %s", self->file, day);
  if (self->begin > now)
    return g_strdup_printf ("the certificate %s is not valid yet", self->file);
  if (origin != NULL && !is_for (self, origin))
    return g_strdup_printf ("the certificate %s is not for %s, which public-url names", self->file,
                            origin);
  if (self->end - now < WARNING_DAYS * DAY_SECONDS)
    return g_strdup_printf ("the certificate %s expires on %s", self->file, day);

  return NULL;
}

gnutls_certificate_credentials_t
outlay_certificate_get_credentials (OutlayCertificate *self)
{
  return self->credentials;
}

const char *
outlay_certificate_get_pem (const OutlayCertificate *self)
{
  return self->pem;
}

const char *
outlay_certificate_get_key (const OutlayCertificate *self)
{
  return self->key;
}
