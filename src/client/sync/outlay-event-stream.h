/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OutlayEventStream:
 *
 * Cuts a text/event-stream (WHATWG HTML, 9.2) into its events. It keeps no more of one than its
 * type; what changed is asked of the feed. Start from `{ 0 }`.
 */
typedef struct
{
  char     line[128]; /* the beginning of the line that is being read */
  gsize    length;    /* of the whole line so far, which may be more than is kept */
  char     type[32];
  gboolean has_data;
  gboolean after_cr;
} OutlayEventStream;

/**
 * outlay_event_stream_feed:
 * @type: the type of events to count
 *
 * Returns: events of that @type which ended within these bytes
 */
guint outlay_event_stream_feed (OutlayEventStream *self,
                                const char        *bytes,
                                gsize              size,
                                const char        *type);

G_END_DECLS
