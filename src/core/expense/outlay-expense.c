/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-expense.h"

struct _OutlayExpense
{
  GObject parent_instance;

  OutlayExpenseInit fields; /* what its pointers name is owned */
};

G_DEFINE_FINAL_TYPE (OutlayExpense, outlay_expense, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (OutlayDelivery,
                    outlay_delivery,
                    G_DEFINE_ENUM_VALUE (OUTLAY_DELIVERY_DELIVERED, "delivered"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_DELIVERY_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_DELIVERY_STUCK, "stuck"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_DELIVERY_CONFLICT, "conflict"))

enum
{
  PROP_ID = 1,
  PROP_OWNER_ID,
  PROP_OWNER_NAME,
  PROP_MERCHANT,
  PROP_AMOUNT,
  PROP_DAY,
  PROP_CATEGORY,
  PROP_NOTE,
  PROP_PROOFS,
  PROP_PROOF_VERSION,
  PROP_PROOF_DIGEST,
  PROP_REUPLOADS_LEFT,
  PROP_STATE,
  PROP_REVISION,
  PROP_CREATED_AT,
  PROP_UPDATED_AT,
  PROP_DELIVERY,
  PROP_CONVERTED,
  PROP_RATE,
  PROP_RATE_DAY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
outlay_expense_finalize (GObject *object)
{
  OutlayExpense *self = OUTLAY_EXPENSE (object);

  g_free ((char *) self->fields.id);
  g_free ((char *) self->fields.owner_id);
  g_free ((char *) self->fields.owner_name);
  g_free ((char *) self->fields.merchant);
  g_free ((char *) self->fields.day);
  g_free ((char *) self->fields.category);
  g_free ((char *) self->fields.note);
  g_strfreev ((char **) self->fields.proofs);
  g_free ((char *) self->fields.proof_digest);
  g_free ((char *) self->fields.created_at);
  g_free ((char *) self->fields.updated_at);
  g_free ((char *) self->fields.rate);
  g_free ((char *) self->fields.rate_day);

  G_OBJECT_CLASS (outlay_expense_parent_class)->finalize (object);
}

static void
outlay_expense_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  const OutlayExpenseInit *fields = &OUTLAY_EXPENSE (object)->fields;

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, fields->id);
      break;
    case PROP_OWNER_ID:
      g_value_set_string (value, fields->owner_id);
      break;
    case PROP_OWNER_NAME:
      g_value_set_string (value, fields->owner_name);
      break;
    case PROP_MERCHANT:
      g_value_set_string (value, fields->merchant);
      break;
    case PROP_AMOUNT:
      g_value_set_boxed (value, &fields->amount);
      break;
    case PROP_DAY:
      g_value_set_string (value, fields->day);
      break;
    case PROP_CATEGORY:
      g_value_set_string (value, fields->category);
      break;
    case PROP_NOTE:
      g_value_set_string (value, fields->note);
      break;
    case PROP_PROOFS:
      g_value_set_boxed (value, fields->proofs);
      break;
    case PROP_PROOF_VERSION:
      g_value_set_uint (value, fields->proof_version);
      break;
    case PROP_PROOF_DIGEST:
      g_value_set_string (value, fields->proof_digest);
      break;
    case PROP_REUPLOADS_LEFT:
      g_value_set_uint (value, fields->reuploads_left);
      break;
    case PROP_STATE:
      g_value_set_enum (value, (int) fields->state);
      break;
    case PROP_REVISION:
      g_value_set_int64 (value, fields->revision);
      break;
    case PROP_CREATED_AT:
      g_value_set_string (value, fields->created_at);
      break;
    case PROP_UPDATED_AT:
      g_value_set_string (value, fields->updated_at);
      break;
    case PROP_DELIVERY:
      g_value_set_enum (value, (int) fields->delivery);
      break;
    case PROP_CONVERTED:
      g_value_set_boxed (value, outlay_expense_get_converted (OUTLAY_EXPENSE (object)));
      break;
    case PROP_RATE:
      g_value_set_string (value, fields->rate);
      break;
    case PROP_RATE_DAY:
      g_value_set_string (value, fields->rate_day);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
outlay_expense_class_init (OutlayExpenseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = outlay_expense_finalize;
  object_class->get_property = outlay_expense_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", flags);
  properties[PROP_OWNER_ID] = g_param_spec_string ("owner-id", NULL, NULL, "", flags);
  properties[PROP_OWNER_NAME] = g_param_spec_string ("owner-name", NULL, NULL, "", flags);
  properties[PROP_MERCHANT] = g_param_spec_string ("merchant", NULL, NULL, "", flags);
  properties[PROP_AMOUNT] = g_param_spec_boxed ("amount", NULL, NULL, OUTLAY_TYPE_MONEY, flags);
  properties[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, "", flags);
  properties[PROP_CATEGORY] = g_param_spec_string ("category", NULL, NULL, NULL, flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, "", flags);
  properties[PROP_PROOFS] = g_param_spec_boxed ("proofs", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_PROOF_VERSION] = g_param_spec_uint ("proof-version", NULL, NULL, 0, G_MAXUINT, 0,
                                                      flags);
  properties[PROP_PROOF_DIGEST] = g_param_spec_string ("proof-digest", NULL, NULL, "", flags);
  properties[PROP_REUPLOADS_LEFT] = g_param_spec_uint ("reuploads-left", NULL, NULL, 0, G_MAXUINT,
                                                       0, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, OUTLAY_TYPE_STATE,
                                              OUTLAY_STATE_DRAFT, flags);
  properties[PROP_REVISION] = g_param_spec_int64 ("revision", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CREATED_AT] = g_param_spec_string ("created-at", NULL, NULL, "", flags);
  properties[PROP_UPDATED_AT] = g_param_spec_string ("updated-at", NULL, NULL, "", flags);
  properties[PROP_DELIVERY] = g_param_spec_enum ("delivery", NULL, NULL, OUTLAY_TYPE_DELIVERY,
                                                 OUTLAY_DELIVERY_DELIVERED, flags);
  properties[PROP_CONVERTED] = g_param_spec_boxed ("converted", NULL, NULL, OUTLAY_TYPE_MONEY,
                                                   flags);
  properties[PROP_RATE] = g_param_spec_string ("rate", NULL, NULL, NULL, flags);
  properties[PROP_RATE_DAY] = g_param_spec_string ("rate-day", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
outlay_expense_init (OutlayExpense *self)
{
}

static void
keep_text (const char **text)
{
  *text = g_strdup (*text != NULL ? *text : "");
}

static gboolean
is_converted (const OutlayExpenseInit *fields)
{
  return fields->converted.currency[0] != '\0';
}

/**
 * outlay_expense_new:
 * @init: every field; copied
 *
 * Returns: (transfer full): a new record
 */
OutlayExpense *
outlay_expense_new (const OutlayExpenseInit *init)
{
  OutlayExpense *self;

  g_return_val_if_fail (init != NULL, NULL);

  self = g_object_new (OUTLAY_TYPE_EXPENSE, NULL);
  self->fields = *init;

  keep_text (&self->fields.id);
  keep_text (&self->fields.owner_id);
  keep_text (&self->fields.owner_name);
  keep_text (&self->fields.merchant);
  keep_text (&self->fields.day);
  keep_text (&self->fields.note);
  keep_text (&self->fields.proof_digest);
  keep_text (&self->fields.created_at);
  keep_text (&self->fields.updated_at);

  self->fields.category = init->category != NULL && *init->category != '\0'
                              ? g_strdup (init->category)
                              : NULL;
  self->fields.rate = is_converted (init) ? g_strdup (init->rate) : NULL;
  self->fields.rate_day = is_converted (init) ? g_strdup (init->rate_day) : NULL;
  self->fields.proofs = init->proofs != NULL
                            ? (const char *const *) g_strdupv ((char **) init->proofs)
                            : (const char *const *) g_new0 (char *, 1);

  return self;
}

/**
 * outlay_expense_get_id:
 *
 * Returns: (transfer none): its UUID
 */
const char *
outlay_expense_get_id (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), NULL);

  return self->fields.id;
}

/**
 * outlay_expense_get_owner_id:
 *
 * Returns: (transfer none): whose it is
 */
const char *
outlay_expense_get_owner_id (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), NULL);

  return self->fields.owner_id;
}

/**
 * outlay_expense_get_owner_name:
 *
 * Returns: (transfer none): the owner's name
 */
const char *
outlay_expense_get_owner_name (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), NULL);

  return self->fields.owner_name;
}

/**
 * outlay_expense_get_merchant:
 *
 * Returns: (transfer none): who was paid
 */
const char *
outlay_expense_get_merchant (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), NULL);

  return self->fields.merchant;
}

/**
 * outlay_expense_get_amount:
 *
 * Returns: (transfer none): how much
 */
const OutlayMoney *
outlay_expense_get_amount (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), NULL);

  return &self->fields.amount;
}

/**
 * outlay_expense_get_day:
 *
 * Returns: (transfer none): ISO 8601 day, or empty
 */
const char *
outlay_expense_get_day (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), NULL);

  return self->fields.day;
}

/**
 * outlay_expense_get_category:
 *
 * Returns: (nullable) (transfer none): the category's id; %NULL for none
 */
const char *
outlay_expense_get_category (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), NULL);

  return self->fields.category;
}

/**
 * outlay_expense_get_note:
 *
 * Returns: (transfer none): free text
 */
const char *
outlay_expense_get_note (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), NULL);

  return self->fields.note;
}

/**
 * outlay_expense_get_proofs:
 *
 * Returns: (array zero-terminated=1) (transfer none): SHA-256 of each proof, in their order
 */
const char *const *
outlay_expense_get_proofs (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), NULL);

  return self->fields.proofs;
}

/**
 * outlay_expense_get_proof_version:
 *
 * Returns: 0 for the first
 */
guint
outlay_expense_get_proof_version (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), 0);

  return self->fields.proof_version;
}

/**
 * outlay_expense_get_proof_digest:
 *
 * Returns: (transfer none): see outlay_digest_of_proofs(); empty for no proofs
 */
const char *
outlay_expense_get_proof_digest (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), NULL);

  return self->fields.proof_digest;
}

/**
 * outlay_expense_get_reuploads_left:
 *
 * Returns: how many second chances are left
 */
guint
outlay_expense_get_reuploads_left (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), 0);

  return self->fields.reuploads_left;
}

/**
 * outlay_expense_get_state:
 *
 * Returns: where it stands
 */
OutlayState
outlay_expense_get_state (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), OUTLAY_STATE_DRAFT);

  return self->fields.state;
}

/**
 * outlay_expense_get_revision:
 *
 * Returns: counts from 1; 0 before the company has it
 */
gint64
outlay_expense_get_revision (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), 0);

  return self->fields.revision;
}

/**
 * outlay_expense_get_created_at:
 *
 * Returns: (transfer none): RFC 3339 in UTC
 */
const char *
outlay_expense_get_created_at (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), NULL);

  return self->fields.created_at;
}

/**
 * outlay_expense_get_updated_at:
 *
 * Returns: (transfer none): RFC 3339 in UTC
 */
const char *
outlay_expense_get_updated_at (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), NULL);

  return self->fields.updated_at;
}

/**
 * outlay_expense_get_delivery:
 *
 * Returns: how far this device's copy is from the company's
 */
OutlayDelivery
outlay_expense_get_delivery (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), OUTLAY_DELIVERY_DELIVERED);

  return self->fields.delivery;
}

/**
 * outlay_expense_get_converted:
 *
 * Returns: (nullable) (transfer none): the amount in the company's currency; %NULL where it is in that
 *   already, or no rate is known
 */
const OutlayMoney *
outlay_expense_get_converted (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), NULL);

  return is_converted (&self->fields) ? &self->fields.converted : NULL;
}

/**
 * outlay_expense_get_rate:
 *
 * Returns: (nullable) (transfer none): units of the company's currency for one of the amount's, as a
 *   decimal number with a point
 */
const char *
outlay_expense_get_rate (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), NULL);

  return self->fields.rate;
}

/**
 * outlay_expense_get_rate_day:
 *
 * Returns: (nullable) (transfer none): the ISO 8601 day that the rate is of
 */
const char *
outlay_expense_get_rate_day (OutlayExpense *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (self), NULL);

  return self->fields.rate_day;
}
