/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/**
 * outlay_download_save:
 * @max: bytes; more than that is refused
 * @sha256: what the content must hash to
 * @cancellable: (nullable)
 *
 * Writes @stream to a file beside @into, syncs it, and gives it the name @into when the content is
 * whole and hashes to @sha256; nothing is left behind otherwise. What does not hash to its name did
 * not come from the server: %OUTLAY_CLIENT_ERROR_NO_SERVER.
 *
 * Returns: (transfer full): future of a boolean
 */
DexFuture *outlay_download_save (GInputStream *stream,
                                 gsize         max,
                                 const char   *sha256,
                                 GFile        *into,
                                 GCancellable *cancellable);

G_END_DECLS
