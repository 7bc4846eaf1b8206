/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/sync/outlay-backoff.h"

guint
outlay_backoff_next (OutlayBackoff *self, guint at_least)
{
  guint64 pause = OUTLAY_BACKOFF_FIRST_MSEC;

  g_return_val_if_fail (self != NULL, OUTLAY_BACKOFF_MAX_MSEC);

  pause <<= MIN (self->n_failures, 16);
  pause = MIN (pause, OUTLAY_BACKOFF_MAX_MSEC);
  self->n_failures++;

  /* Between a half and the whole of the pause; what the server asked for is kept to in full. */
  pause = pause / 2 + g_random_int_range (0, (gint32) (pause / 2) + 1);
  return (guint) MAX (pause, MIN (at_least, OUTLAY_BACKOFF_MAX_MSEC));
}

void
outlay_backoff_reset (OutlayBackoff *self)
{
  self->n_failures = 0;
}
