/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether @host is this machine by its number: 127.0.0.1 or ::1, without brackets. "localhost" is a
 * name, which can be made to mean something else (RFC 8252, 8.3). */
gboolean outlay_host_is_loopback (const char *host);

/* (transfer full) (nullable): `scheme://host[:port]` of a parsed URI, as a browser writes it (RFC
 * 6454, 6.2); %NULL when its host is not made of letters, digits, dots and hyphens, or is no IPv6
 * address */
char *outlay_origin_new (GUri *uri);

/* Whether @text is an origin, spelled as a browser does, that a secret may be sent to: https, or
 * http to this machine. */
gboolean outlay_origin_is_safe (const char *text);

/* Whether what is at @origin comes over TLS. */
gboolean outlay_origin_is_https (const char *origin);

G_END_DECLS
