/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OUTLAY_DIGEST_LENGTH 64

/* SHA-256 in lower-case hex. */
char    *outlay_digest_of_bytes (GBytes *bytes);
gboolean outlay_digest_is_valid (const char *text);

/**
 * outlay_digest_of_proofs:
 * @proofs: (array zero-terminated=1): SHA-256 in hex of each file, in their order
 *
 * Returns: (transfer full): the proof version's digest: SHA-256 over each as 64 hex digits and a
 *   newline; empty for no proofs
 */
char    *outlay_digest_of_proofs (const char *const *proofs);

G_END_DECLS
