/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-event.h"

struct _OutlayEvent
{
  GObject parent_instance;

  OutlayEventInit fields; /* what its pointers name is owned */
};

G_DEFINE_FINAL_TYPE (OutlayEvent, outlay_event, G_TYPE_OBJECT)

enum
{
  PROP_SEQ = 1,
  PROP_AT,
  PROP_ACTOR_ID,
  PROP_ACTOR_NAME,
  PROP_ACTION,
  PROP_FROM,
  PROP_TO,
  PROP_REASON,
  PROP_REVISION,
  PROP_PROOF_DIGEST,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
outlay_event_finalize (GObject *object)
{
  OutlayEvent *self = OUTLAY_EVENT (object);

  g_free ((char *) self->fields.at);
  g_free ((char *) self->fields.actor_id);
  g_free ((char *) self->fields.actor_name);
  g_free ((char *) self->fields.reason);
  g_free ((char *) self->fields.proof_digest);

  G_OBJECT_CLASS (outlay_event_parent_class)->finalize (object);
}

static void
outlay_event_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  const OutlayEventInit *fields = &OUTLAY_EVENT (object)->fields;

  switch (prop_id)
    {
    case PROP_SEQ:
      g_value_set_int64 (value, fields->seq);
      break;
    case PROP_AT:
      g_value_set_string (value, fields->at);
      break;
    case PROP_ACTOR_ID:
      g_value_set_string (value, fields->actor_id);
      break;
    case PROP_ACTOR_NAME:
      g_value_set_string (value, fields->actor_name);
      break;
    case PROP_ACTION:
      g_value_set_enum (value, (int) fields->action);
      break;
    case PROP_FROM:
      g_value_set_enum (value, (int) fields->from);
      break;
    case PROP_TO:
      g_value_set_enum (value, (int) fields->to);
      break;
    case PROP_REASON:
      g_value_set_string (value, fields->reason);
      break;
    case PROP_REVISION:
      g_value_set_int64 (value, fields->revision);
      break;
    case PROP_PROOF_DIGEST:
      g_value_set_string (value, fields->proof_digest);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
outlay_event_class_init (OutlayEventClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = outlay_event_finalize;
  object_class->get_property = outlay_event_get_property;

  properties[PROP_SEQ] = g_param_spec_int64 ("seq", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_AT] = g_param_spec_string ("at", NULL, NULL, "", flags);
  properties[PROP_ACTOR_ID] = g_param_spec_string ("actor-id", NULL, NULL, "", flags);
  properties[PROP_ACTOR_NAME] = g_param_spec_string ("actor-name", NULL, NULL, "", flags);
  properties[PROP_ACTION] = g_param_spec_enum ("action", NULL, NULL, OUTLAY_TYPE_ACTION,
                                               OUTLAY_ACTION_SUBMIT, flags);
  properties[PROP_FROM] = g_param_spec_enum ("from", NULL, NULL, OUTLAY_TYPE_STATE,
                                             OUTLAY_STATE_DRAFT, flags);
  properties[PROP_TO] = g_param_spec_enum ("to", NULL, NULL, OUTLAY_TYPE_STATE, OUTLAY_STATE_DRAFT,
                                           flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, "", flags);
  properties[PROP_REVISION] = g_param_spec_int64 ("revision", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PROOF_DIGEST] = g_param_spec_string ("proof-digest", NULL, NULL, "", flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
outlay_event_init (OutlayEvent *self)
{
}

static void
keep_text (const char **text)
{
  *text = g_strdup (*text != NULL ? *text : "");
}

/**
 * outlay_event_new:
 * @init: every field; copied
 *
 * Returns: (transfer full): a new record
 */
OutlayEvent *
outlay_event_new (const OutlayEventInit *init)
{
  OutlayEvent *self;

  g_return_val_if_fail (init != NULL, NULL);

  self = g_object_new (OUTLAY_TYPE_EVENT, NULL);
  self->fields = *init;

  keep_text (&self->fields.at);
  keep_text (&self->fields.actor_id);
  keep_text (&self->fields.actor_name);
  keep_text (&self->fields.reason);
  keep_text (&self->fields.proof_digest);

  return self;
}

/**
 * outlay_event_get_seq:
 *
 * Returns: its place in the history
 */
gint64
outlay_event_get_seq (OutlayEvent *self)
{
  g_return_val_if_fail (OUTLAY_IS_EVENT (self), 0);

  return self->fields.seq;
}

/**
 * outlay_event_get_at:
 *
 * Returns: (transfer none): RFC 3339 in UTC
 */
const char *
outlay_event_get_at (OutlayEvent *self)
{
  g_return_val_if_fail (OUTLAY_IS_EVENT (self), NULL);

  return self->fields.at;
}

/**
 * outlay_event_get_actor_id:
 *
 * Returns: (transfer none): who did it
 */
const char *
outlay_event_get_actor_id (OutlayEvent *self)
{
  g_return_val_if_fail (OUTLAY_IS_EVENT (self), NULL);

  return self->fields.actor_id;
}

/**
 * outlay_event_get_actor_name:
 *
 * Returns: (transfer none): their name
 */
const char *
outlay_event_get_actor_name (OutlayEvent *self)
{
  g_return_val_if_fail (OUTLAY_IS_EVENT (self), NULL);

  return self->fields.actor_name;
}

/**
 * outlay_event_get_action:
 *
 * Returns: what was done
 */
OutlayAction
outlay_event_get_action (OutlayEvent *self)
{
  g_return_val_if_fail (OUTLAY_IS_EVENT (self), OUTLAY_ACTION_SUBMIT);

  return self->fields.action;
}

/**
 * outlay_event_get_from:
 *
 * Returns: the state before
 */
OutlayState
outlay_event_get_from (OutlayEvent *self)
{
  g_return_val_if_fail (OUTLAY_IS_EVENT (self), OUTLAY_STATE_DRAFT);

  return self->fields.from;
}

/**
 * outlay_event_get_to:
 *
 * Returns: the state after
 */
OutlayState
outlay_event_get_to (OutlayEvent *self)
{
  g_return_val_if_fail (OUTLAY_IS_EVENT (self), OUTLAY_STATE_DRAFT);

  return self->fields.to;
}

/**
 * outlay_event_get_reason:
 *
 * Returns: (transfer none): why; empty where none was asked for
 */
const char *
outlay_event_get_reason (OutlayEvent *self)
{
  g_return_val_if_fail (OUTLAY_IS_EVENT (self), NULL);

  return self->fields.reason;
}

/**
 * outlay_event_get_revision:
 *
 * Returns: the revision that was shown
 */
gint64
outlay_event_get_revision (OutlayEvent *self)
{
  g_return_val_if_fail (OUTLAY_IS_EVENT (self), 0);

  return self->fields.revision;
}

/**
 * outlay_event_get_proof_digest:
 *
 * Returns: (transfer none): the proof version that was shown; empty for no proofs
 */
const char *
outlay_event_get_proof_digest (OutlayEvent *self)
{
  g_return_val_if_fail (OUTLAY_IS_EVENT (self), NULL);

  return self->fields.proof_digest;
}
