/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/*
 * The refresh token's place: the system keyring, under server and user. Where the keyring is locked,
 * absent or gives no answer the token is remembered by this process alone, so that a person who has
 * just signed in is not asked again before the program ends; and it goes into the keyring as soon as
 * that is there and open. A person who has dismissed the keyring's dialog is not asked again for a
 * token's successors. Nothing here writes a file. Main thread.
 */

/**
 * outlay_keyring_lookup:
 *
 * May show the system's own dialog to unlock the keyring.
 *
 * Returns: (transfer full): future of a string: the token, or %NULL where none is kept; rejects
 *   with %OUTLAY_CLIENT_ERROR_KEYRING when it cannot be known
 */
DexFuture *outlay_keyring_lookup       (const char *server,
                                        const char *user);

/* The same without any dialog: rejects where the keyring is locked. */
DexFuture *outlay_keyring_peek         (const char *server,
                                        const char *user);

/**
 * outlay_keyring_store:
 *
 * Remembers the token in any case. Future of a boolean: %TRUE when the keyring keeps it, %FALSE
 * when only this process does.
 */
DexFuture *outlay_keyring_store        (const char *server,
                                        const char *user,
                                        const char *token);

/* Forgets it here and there. Future of a boolean: %FALSE when the keyring could not be asked. */
DexFuture *outlay_keyring_clear        (const char *server,
                                        const char *user);

/* Whether the token is remembered by this process alone. */
gboolean   outlay_keyring_is_forgetful (const char *server,
                                        const char *user);

/* Future of a boolean, %TRUE once the keyring has what this process alone remembers now; rejects when
 * it is cleared before. */
DexFuture *outlay_keyring_when_kept    (const char *server,
                                        const char *user);

/* How long a keyring's dialog may stay open before it counts as locked: two minutes, if not set. */
void       outlay_keyring_set_patience (int seconds);

G_END_DECLS
