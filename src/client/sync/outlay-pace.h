/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/sync/outlay-backoff.h"

G_BEGIN_DECLS

/* How a run of sync ended, as far as the next one is concerned. */
typedef enum
{
  OUTLAY_PACE_DONE,      /* all well, but nobody tells us of changes: ask again soon */
  OUTLAY_PACE_DONE_LIVE, /* all well, and changes are told */
  OUTLAY_PACE_FAILED,    /* it passes by itself: again after a growing pause */
  OUTLAY_PACE_TAKEN,     /* another process does it, for now */
  OUTLAY_PACE_BARRED,    /* nothing helps but the person */
} OutlayPaceEnd;

/**
 * OutlayPace:
 *
 * When sync runs. It reads no clock: all times are monotonic microseconds of the caller's. Start
 * from `{ 0 }`, which wants a run at once.
 */
typedef struct
{
  OutlayBackoff backoff;
  gboolean      is_wanted;
  gboolean      may_send;  /* an entry of the outbox is sent when it is due */
  gint64        last_run;
  gint64        next_run;
} OutlayPace;

/* Run as soon as you can, whatever the pause. */
void   outlay_pace_want  (OutlayPace    *self);
/* There is something new to send: worth a try, also while the server cannot be reached. */
void   outlay_pace_offer (OutlayPace    *self);
/* A run begins: what is wanted from now on wants another. */
void   outlay_pace_begin (OutlayPace    *self);
/* @at_least: milliseconds that the server asked us to wait, or 0 */
void   outlay_pace_end   (OutlayPace    *self,
                          OutlayPaceEnd  end,
                          gint64         now,
                          guint          at_least);

/**
 * outlay_pace_next:
 * @due: when the next entry of the outbox may be sent, %G_MAXINT64 for none
 *
 * Returns: when the next run is; not after @now where it is at once
 */
gint64 outlay_pace_next  (OutlayPace    *self,
                          gint64         due);

G_END_DECLS
