/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

#define OUTLAY_CERTIFICATE_ERROR (outlay_certificate_error_quark ())
GQuark outlay_certificate_error_quark (void);

typedef enum
{
  OUTLAY_CERTIFICATE_ERROR_BAD,  /* broken, half written, or the key of another: mend the files */
  OUTLAY_CERTIFICATE_ERROR_OPEN, /* the key can be read by everybody: change its mode */
} OutlayCertificateError;

/**
 * OutlayCertificate:
 *
 * A certificate with its chain and its key, as they were in two files at one moment. Never changed,
 * so that connections may share it; counted, so that one that was replaced lives as long as the
 * connections that began with it.
 */
typedef struct _OutlayCertificate OutlayCertificate;

/**
 * outlay_certificate_load:
 * @file: PEM; the server's own certificate first, then those that lead to the root
 * @key_file: PEM; nobody but owner and group may read it
 *
 * Refuses files that are cut short, and a key that does not belong to the certificate. One that has
 * expired is loaded: see outlay_certificate_dup_warning().
 */
OutlayCertificate *outlay_certificate_load (const char  *file,
                                            const char  *key_file,
                                            GError     **error);

/* Any thread. */
OutlayCertificate *outlay_certificate_ref   (OutlayCertificate *self);
void               outlay_certificate_unref (OutlayCertificate *self);

/* Whether both were read from files with the same content. */
gboolean outlay_certificate_equal (const OutlayCertificate *self, const OutlayCertificate *other);

/* Unix time in seconds, of the end of the server's own certificate */
gint64 outlay_certificate_get_expiry (const OutlayCertificate *self);

/**
 * outlay_certificate_dup_warning:
 * @origin: (nullable): where people reach the server
 * @now: Unix time in seconds
 *
 * Returns: (transfer full) (nullable): one line that says why programs refuse it, or soon will: it
 *   has ended, has not begun, is for other names, or ends within fourteen days
 */
char *outlay_certificate_dup_warning (const OutlayCertificate *self,
                                      const char              *origin,
                                      gint64                   now);

/* (transfer none): for a session, which must not outlive it */
gnutls_certificate_credentials_t outlay_certificate_get_credentials (OutlayCertificate *self);

/* (transfer none): the content of the two files, as text */
const char *outlay_certificate_get_pem (const OutlayCertificate *self);
const char *outlay_certificate_get_key (const OutlayCertificate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayCertificate, outlay_certificate_unref)

G_END_DECLS
