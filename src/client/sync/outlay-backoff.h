/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OUTLAY_BACKOFF_FIRST_MSEC 1000
#define OUTLAY_BACKOFF_MAX_MSEC   (5 * 60 * 1000)

/**
 * OutlayBackoff:
 *
 * Growing pauses between attempts, from about a second to five minutes, each with up to a half of
 * jitter, so that a thousand clients do not come back in the same second. Start from `{ 0 }`.
 */
typedef struct
{
  guint n_failures;
} OutlayBackoff;

/**
 * outlay_backoff_next:
 * @at_least: milliseconds that the server asked for, or 0
 *
 * Returns: milliseconds to wait now; later calls give longer pauses
 */
guint outlay_backoff_next  (OutlayBackoff *self,
                            guint          at_least);
void  outlay_backoff_reset (OutlayBackoff *self);

G_END_DECLS
