/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* libdex gives a fiber 128 KiB, too little for TLS and JSON below it; pages are used only when touched. */
#define OUTLAY_FIBER_STACK (1024 * 1024)

/**
 * outlay_fiber_spawn:
 * @data: (transfer full): freed by @destroy when the fiber has ended
 *
 * Runs @func as a fiber of the main thread. It ends early when its future is dropped.
 *
 * Returns: (transfer full): what @func's own future becomes
 */
static inline DexFuture *
outlay_fiber_spawn (DexFiberFunc   func,
                    gpointer       data,
                    GDestroyNotify destroy)
{
  return dex_scheduler_spawn (dex_scheduler_get_default (), OUTLAY_FIBER_STACK, func, data, destroy);
}

G_END_DECLS
