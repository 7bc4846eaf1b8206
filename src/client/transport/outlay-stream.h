/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/**
 * outlay_stream_read:
 * @cancellable: (nullable)
 *
 * libdex's own reading cannot be cancelled.
 *
 * Returns: (transfer full): future of boxed #GBytes, empty at the end of the stream
 */
DexFuture *outlay_stream_read (GInputStream *stream,
                               gsize         count,
                               GCancellable *cancellable);

G_END_DECLS
