/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * outlay_password_hash:
 * @pepper: secret of the server
 * @cost: of bcrypt, 4 to 16; each step doubles the time. 12 takes about a sixth of a second
 *
 * bcrypt ($2b$) over base64 (HMAC-SHA-256 (pepper, password)), so that nothing is cut at bcrypt's
 * 72 bytes and the database alone is not enough to guess passwords. Slow: on a pool.
 */
char *outlay_password_hash (GBytes *pepper, const char *password, int cost);

/**
 * outlay_password_verify:
 * @hash: (nullable): as stored; without one it takes as long as with one, and says no
 * @cost: of the work done without a hash
 *
 * Compares in constant time.
 */
gboolean outlay_password_verify (GBytes *pepper, const char *password, const char *hash, int cost);

G_END_DECLS
