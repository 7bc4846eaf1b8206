/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/http/outlay-certificate.h"

G_BEGIN_DECLS

/* TLS 1.2 and 1.3 with forward secrecy and authenticated encryption alone (RFC 9325, 4.2); the
 * quickest of the groups that everybody trusts first. */
#define OUTLAY_TLS_PRIORITIES                                                                      \
  "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-DHE-RSA:-AES-128-CBC:-AES-256-CBC:"            \
  "-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:%SERVER_PRECEDENCE"

/**
 * OutlayTls:
 *
 * What new connections are greeted with: the certificate of the moment and the key of the session
 * tickets. The certificate can be replaced while connections come and go; each keeps the one it has
 * begun with.
 */
typedef struct _OutlayTls OutlayTls;

/* @origin: (nullable): where people reach the server, for whose name the certificate should be.
 * With an #OutlayCertificateError when the two files do not make a certificate. */
OutlayTls *outlay_tls_new  (const char  *file,
                            const char  *key_file,
                            const char  *origin,
                            GError     **error);
void       outlay_tls_free (OutlayTls *self);

/* (transfer full): the one of the moment; any thread */
OutlayCertificate *outlay_tls_dup_certificate (OutlayTls *self);

/**
 * outlay_tls_reload:
 *
 * Reads certificate and key anew, for the connections that begin from now on. Keeps the old ones
 * where the new ones are broken, do not belong together, or have expired before them, with an
 * #OutlayCertificateError.
 */
gboolean outlay_tls_reload (OutlayTls   *self,
                            const char  *file,
                            const char  *key_file,
                            GError     **error);

/* Warns in the log of a certificate that ends soon. To be called once a day. */
void outlay_tls_warn (OutlayTls *self);

/**
 * outlay_tls_begin:
 * @session: whose handshake has not begun
 *
 * Lets it be resumed by a ticket. Any thread.
 *
 * Returns: (transfer full): what the session uses, to be kept until after its end
 */
OutlayCertificate *outlay_tls_begin (OutlayTls *self, gnutls_session_t session);

G_END_DECLS
