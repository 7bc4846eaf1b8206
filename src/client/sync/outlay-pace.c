/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/sync/outlay-pace.h"

#define POLL_USEC G_TIME_SPAN_MINUTE
#define POLL_LIVE_USEC (15 * G_TIME_SPAN_MINUTE)
#define TAKEN_USEC (10 * G_TIME_SPAN_SECOND)
/* What is saved in quick succession goes in one run. */
#define BREATH_USEC (250 * G_TIME_SPAN_MILLISECOND)
/* Later than any clock, and far enough from the end of its type to be added to. */
#define NEVER (G_MAXINT64 / 2)

void
outlay_pace_want (OutlayPace *self)
{
  self->is_wanted = TRUE;
}

void
outlay_pace_offer (OutlayPace *self)
{
  if (self->next_run != NEVER)
    self->may_send = TRUE;
}

void
outlay_pace_begin (OutlayPace *self)
{
  self->is_wanted = FALSE;
}

void
outlay_pace_end (OutlayPace *self, OutlayPaceEnd end, gint64 now, guint at_least)
{
  self->last_run = now;
  self->may_send = end == OUTLAY_PACE_DONE || end == OUTLAY_PACE_DONE_LIVE;
  if (self->may_send)
    outlay_backoff_reset (&self->backoff);

  switch (end)
    {
    case OUTLAY_PACE_DONE:
      self->next_run = now + POLL_USEC;
      break;

    case OUTLAY_PACE_DONE_LIVE:
      self->next_run = now + POLL_LIVE_USEC;
      break;

    case OUTLAY_PACE_FAILED:
      self->next_run = now + (gint64) outlay_backoff_next (&self->backoff, at_least) * 1000;
      break;

    case OUTLAY_PACE_TAKEN:
      self->next_run = now + TAKEN_USEC;
      break;

    case OUTLAY_PACE_BARRED:
    default:
      self->next_run = NEVER;
      break;
    }
}

gint64
outlay_pace_next (OutlayPace *self, gint64 due)
{
  if (self->is_wanted)
    return self->last_run;
  if (!self->may_send || due >= self->next_run)
    return self->next_run;
  return MAX (due, self->last_run + BREATH_USEC);
}
