/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* libdex gives a fiber 128 KiB, too little for TLS and JSON below it; pages are used
 * only when touched. */
#define OUTLAY_FIBER_STACK (1024 * 1024)

/**
 * outlay_fiber_spawn:
 * @data: (transfer full): freed by @destroy when the fiber has ended
 *
 * Runs @func as a fiber of the main thread, to its end, whether anybody waits for it or not.
 *
 * libdex 0.10 ends a fiber whose future is dropped, and corrupts its queue of fibers when what the
 * fiber waits for completes in the same turn of the main loop (mended in 0.11). So no fiber of ours
 * is ever dropped: the future disowned here keeps each alive, and what must be stopped early is
 * told so, by a #GCancellable.
 *
 * Returns: (transfer full): what @func's own future becomes
 */
static inline DexFuture *
outlay_fiber_spawn (DexFiberFunc   func,
                    gpointer       data,
                    GDestroyNotify destroy)
{
  DexFuture *fiber = dex_scheduler_spawn (dex_scheduler_get_default (), OUTLAY_FIBER_STACK, func,
                                          data, destroy);

  dex_future_disown (dex_ref (fiber));
  return fiber;
}

G_END_DECLS
