/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outbox/outlay-outbox-entry.h"

#include "client/outbox/outlay-outbox-entry-private.h"
#include "core/expense/outlay-workflow.h"

struct _OutlayOutboxEntry
{
  GObject parent_instance;

  gint64 id;
  OutlayOutboxKind kind;
  char *expense_id;
  char *merchant;
  char *sha256;
  const char *action;
  char *created_at;
  guint attempts;
  int last_error;
  char *last_message;
  gboolean is_stuck;
};

G_DEFINE_FINAL_TYPE (OutlayOutboxEntry, outlay_outbox_entry, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (OutlayOutboxKind,
                    outlay_outbox_kind,
                    G_DEFINE_ENUM_VALUE (OUTLAY_OUTBOX_PROOF, "proof"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_OUTBOX_SAVE, "save"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_OUTBOX_DELETE, "delete"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_OUTBOX_ACTION, "action"))

enum
{
  PROP_0,
  PROP_ID,
  PROP_KIND,
  PROP_EXPENSE_ID,
  PROP_MERCHANT,
  PROP_SHA256,
  PROP_ACTION,
  PROP_CREATED_AT,
  PROP_ATTEMPTS,
  PROP_LAST_ERROR,
  PROP_LAST_MESSAGE,
  PROP_IS_STUCK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
outlay_outbox_entry_get_property (GObject *object,
                                  guint property_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  OutlayOutboxEntry *self = OUTLAY_OUTBOX_ENTRY (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    case PROP_EXPENSE_ID:
      g_value_set_string (value, self->expense_id);
      break;
    case PROP_MERCHANT:
      g_value_set_string (value, self->merchant);
      break;
    case PROP_SHA256:
      g_value_set_string (value, self->sha256);
      break;
    case PROP_ACTION:
      g_value_set_string (value, self->action);
      break;
    case PROP_CREATED_AT:
      g_value_set_string (value, self->created_at);
      break;
    case PROP_ATTEMPTS:
      g_value_set_uint (value, self->attempts);
      break;
    case PROP_LAST_ERROR:
      g_value_set_int (value, self->last_error);
      break;
    case PROP_LAST_MESSAGE:
      g_value_set_string (value, self->last_message);
      break;
    case PROP_IS_STUCK:
      g_value_set_boolean (value, self->is_stuck);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
outlay_outbox_entry_finalize (GObject *object)
{
  OutlayOutboxEntry *self = OUTLAY_OUTBOX_ENTRY (object);

  g_free (self->expense_id);
  g_free (self->merchant);
  g_free (self->sha256);
  g_free (self->created_at);
  g_free (self->last_message);

  G_OBJECT_CLASS (outlay_outbox_entry_parent_class)->finalize (object);
}

static void
outlay_outbox_entry_class_init (OutlayOutboxEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = outlay_outbox_entry_get_property;
  object_class->finalize = outlay_outbox_entry_finalize;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, outlay_outbox_kind_get_type (),
                                             OUTLAY_OUTBOX_PROOF, flags);
  properties[PROP_EXPENSE_ID] = g_param_spec_string ("expense-id", NULL, NULL, "", flags);
  properties[PROP_MERCHANT] = g_param_spec_string ("merchant", NULL, NULL, "", flags);
  properties[PROP_SHA256] = g_param_spec_string ("sha256", NULL, NULL, "", flags);
  properties[PROP_ACTION] = g_param_spec_string ("action", NULL, NULL, "", flags);
  properties[PROP_CREATED_AT] = g_param_spec_string ("created-at", NULL, NULL, "", flags);
  properties[PROP_ATTEMPTS] = g_param_spec_uint ("attempts", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LAST_ERROR] = g_param_spec_int ("last-error", NULL, NULL, -1, G_MAXINT, -1,
                                                  flags);
  properties[PROP_LAST_MESSAGE] = g_param_spec_string ("last-message", NULL, NULL, "", flags);
  properties[PROP_IS_STUCK] = g_param_spec_boolean ("is-stuck", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
outlay_outbox_entry_init (OutlayOutboxEntry *self)
{
}

OutlayOutboxEntry *
outlay_outbox_entry_read (OutlayStatement *row)
{
  OutlayOutboxEntry *self = g_object_new (OUTLAY_TYPE_OUTBOX_ENTRY, NULL);

  self->id = outlay_statement_get_int (row, 0);
  self->kind = (OutlayOutboxKind) outlay_statement_get_int (row, 1);
  self->expense_id = g_strdup (outlay_statement_get_text (row, 2));
  self->merchant = g_strdup (outlay_statement_get_text (row, 3));
  self->sha256 = g_strdup (outlay_statement_get_text (row, 4));
  self->action = self->kind == OUTLAY_OUTBOX_ACTION
                     ? outlay_action_to_string ((OutlayAction) outlay_statement_get_int (row, 5))
                     : "";
  self->created_at = g_strdup (outlay_statement_get_text (row, 6));
  self->attempts = (guint) outlay_statement_get_int (row, 7);
  self->last_error = (int) outlay_statement_get_int (row, 8);
  self->last_message = g_strdup (outlay_statement_get_text (row, 9));
  self->is_stuck = outlay_statement_get_int (row, 10) != 0;

  return self;
}

gboolean
outlay_outbox_entry_equal (OutlayOutboxEntry *a, OutlayOutboxEntry *b)
{
  return a->id == b->id && a->attempts == b->attempts && a->last_error == b->last_error &&
         a->is_stuck == b->is_stuck && g_strcmp0 (a->merchant, b->merchant) == 0 &&
         g_strcmp0 (a->last_message, b->last_message) == 0;
}

gint64
outlay_outbox_entry_get_id (OutlayOutboxEntry *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX_ENTRY (self), 0);
  return self->id;
}

OutlayOutboxKind
outlay_outbox_entry_get_kind (OutlayOutboxEntry *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX_ENTRY (self), OUTLAY_OUTBOX_PROOF);
  return self->kind;
}

const char *
outlay_outbox_entry_get_expense_id (OutlayOutboxEntry *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX_ENTRY (self), NULL);
  return self->expense_id;
}

const char *
outlay_outbox_entry_get_merchant (OutlayOutboxEntry *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX_ENTRY (self), NULL);
  return self->merchant;
}

const char *
outlay_outbox_entry_get_sha256 (OutlayOutboxEntry *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX_ENTRY (self), NULL);
  return self->sha256;
}

const char *
outlay_outbox_entry_get_action (OutlayOutboxEntry *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX_ENTRY (self), NULL);
  return self->action;
}

const char *
outlay_outbox_entry_get_created_at (OutlayOutboxEntry *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX_ENTRY (self), NULL);
  return self->created_at;
}

guint
outlay_outbox_entry_get_attempts (OutlayOutboxEntry *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX_ENTRY (self), 0);
  return self->attempts;
}

int
outlay_outbox_entry_get_last_error (OutlayOutboxEntry *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX_ENTRY (self), -1);
  return self->last_error;
}

const char *
outlay_outbox_entry_get_last_message (OutlayOutboxEntry *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX_ENTRY (self), NULL);
  return self->last_message;
}

gboolean
outlay_outbox_entry_is_stuck (OutlayOutboxEntry *self)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX_ENTRY (self), FALSE);
  return self->is_stuck;
}
