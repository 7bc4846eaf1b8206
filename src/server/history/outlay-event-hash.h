/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OutlayStoredEvent:
 *
 * All that an event's hash covers. Nothing is owned or %NULL.
 */
typedef struct
{
  gint64      seq;
  const char *expense;
  gint64      at;
  const char *actor;
  const char *action;
  const char *from;
  const char *to;
  const char *reason;
  gint64      revision;
  const char *proof_digest;
  const char *proofs; /* a line each */
  const char *facts;
} OutlayStoredEvent;

/**
 * outlay_event_hash:
 * @previous: hash of the company's event before, empty for the first
 *
 * SHA-256, in hex, over a JSON array without white space: "outlay-event-1", @previous, @company,
 * then the members in their order, times as Unix time in microseconds and proofs as one text of
 * lines. An auditor can work it out with any JSON library.
 *
 * Returns: (transfer full)
 */
char *outlay_event_hash (const char              *company,
                         const char              *previous,
                         const OutlayStoredEvent *event);

G_END_DECLS
