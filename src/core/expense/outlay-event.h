/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "core/expense/outlay-workflow.h"

G_BEGIN_DECLS

typedef struct
{
  gint64             seq;
  const char        *at;
  const char        *actor_id;
  const char        *actor_name;
  OutlayAction       action;
  OutlayState        from;
  OutlayState        to;
  const char        *reason;
  gint64             revision;
  const char        *proof_digest;
} OutlayEventInit;

#define OUTLAY_TYPE_EVENT (outlay_event_get_type ())
G_DECLARE_FINAL_TYPE (OutlayEvent, outlay_event, OUTLAY, EVENT, GObject)

/**
 * OutlayEvent:
 *
 * An immutable entry of an expense's history: who did what, when, why, and what was shown. Each
 * field is a read-only property.
 */
OutlayEvent *outlay_event_new (const OutlayEventInit *init);

gint64       outlay_event_get_seq          (OutlayEvent *self);
const char  *outlay_event_get_at           (OutlayEvent *self);
const char  *outlay_event_get_actor_id     (OutlayEvent *self);
const char  *outlay_event_get_actor_name   (OutlayEvent *self);
OutlayAction outlay_event_get_action       (OutlayEvent *self);
OutlayState  outlay_event_get_from         (OutlayEvent *self);
OutlayState  outlay_event_get_to           (OutlayEvent *self);
const char  *outlay_event_get_reason       (OutlayEvent *self);
gint64       outlay_event_get_revision     (OutlayEvent *self);
const char  *outlay_event_get_proof_digest (OutlayEvent *self);

G_END_DECLS
