/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OUTLAY_UUID_LENGTH 36

/* A new UUIDv7 (RFC 9562, 5.7) in lower case; later ones of a process sort after earlier ones. Any
 * thread. */
char    *outlay_uuid_new      (void);
/* Whether @text is a UUID of any version in lower case, as ids on the wire must be. */
gboolean outlay_uuid_is_valid (const char *text);

/* Between the text of a valid UUID and its bytes. @text of from_bytes() has room for its length and
 * a NUL. */
#define OUTLAY_UUID_BYTES 16
void     outlay_uuid_to_bytes   (const char *text, guint8 *bytes);
void     outlay_uuid_from_bytes (const guint8 *bytes, char *text);

G_END_DECLS
