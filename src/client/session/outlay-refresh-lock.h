/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * outlay_refresh_lock_take:
 * @server: base URL
 * @user: id of the person
 *
 * Waits until this is the one refresher of that person's token, among all sessions, windows and
 * processes on this computer (flock(2) on a file in the user's cache folder, which the instances of
 * a sandboxed program share; the kernel gives it back when a process dies).
 *
 * Returns: (transfer full): future of a file descriptor that holds the lock until it is closed;
 *   rejects with %OUTLAY_CLIENT_ERROR_OFFLINE when somebody else has held it for a minute
 */
DexFuture *outlay_refresh_lock_take (const char *server,
                                     const char *user);

G_END_DECLS
