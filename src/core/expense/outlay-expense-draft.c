/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-expense-draft.h"

#include "core/expense/outlay-expense-values.h"
#include "core/outlay-uuid.h"

struct _OutlayExpenseDraft
{
  GObject parent_instance;

  char *id;
  OutlayExpense *base;
  OutlayExpenseValues initial;
  OutlayExpenseValues values;
  gboolean was_changed; /* as last notified */
};

G_DEFINE_FINAL_TYPE (OutlayExpenseDraft, outlay_expense_draft, G_TYPE_OBJECT)

enum
{
  PROP_MERCHANT = 1,
  PROP_AMOUNT_TEXT,
  PROP_CURRENCY,
  PROP_DAY,
  PROP_CATEGORY,
  PROP_NOTE,
  PROP_PROOFS,
  PROP_ID,
  PROP_BASE,
  PROP_IS_CHANGED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
notify_changed (OutlayExpenseDraft *self, guint prop_id)
{
  gboolean is_changed = !outlay_expense_values_equal (&self->values, &self->initial);

  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);

  if (is_changed != self->was_changed)
    {
      self->was_changed = is_changed;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_CHANGED]);
    }
}

static void
set_text (OutlayExpenseDraft *self, char **member, const char *text, guint prop_id)
{
  if (g_set_str (member, text != NULL ? text : ""))
    notify_changed (self, prop_id);
}

/* Text pasted from elsewhere may end its lines in CR LF, or in CR. */
static void
set_note (OutlayExpenseDraft *self, const char *text)
{
  g_autoptr (GString) note = g_string_new (text);

  g_string_replace (note, "\r\n", "\n", 0);
  g_string_replace (note, "\r", "\n", 0);
  set_text (self, &self->values.note, note->str, PROP_NOTE);
}

static void
take_proofs (OutlayExpenseDraft *self, GStrv proofs)
{
  if (g_strv_equal ((const char *const *) self->values.proofs, (const char *const *) proofs))
    {
      g_strfreev (proofs);
      return;
    }

  g_strfreev (self->values.proofs);
  self->values.proofs = proofs;
  notify_changed (self, PROP_PROOFS);
}

static GPtrArray *
dup_proofs (OutlayExpenseDraft *self)
{
  GPtrArray *proofs = g_ptr_array_new_null_terminated (0, g_free, TRUE);

  for (guint i = 0; self->values.proofs[i] != NULL; i++)
    g_ptr_array_add (proofs, g_strdup (self->values.proofs[i]));

  return proofs;
}

static void
outlay_expense_draft_finalize (GObject *object)
{
  OutlayExpenseDraft *self = OUTLAY_EXPENSE_DRAFT (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_object (&self->base);
  outlay_expense_values_clear (&self->initial);
  outlay_expense_values_clear (&self->values);

  G_OBJECT_CLASS (outlay_expense_draft_parent_class)->finalize (object);
}

static void
outlay_expense_draft_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  OutlayExpenseDraft *self = OUTLAY_EXPENSE_DRAFT (object);
  const OutlayExpenseValues *values = &self->values;

  switch (prop_id)
    {
    case PROP_MERCHANT:
      g_value_set_string (value, values->merchant);
      break;
    case PROP_AMOUNT_TEXT:
      g_value_set_string (value, values->amount_text);
      break;
    case PROP_CURRENCY:
      g_value_set_string (value, values->currency);
      break;
    case PROP_DAY:
      g_value_set_string (value, values->day);
      break;
    case PROP_CATEGORY:
      g_value_set_string (value, *values->category != '\0' ? values->category : NULL);
      break;
    case PROP_NOTE:
      g_value_set_string (value, values->note);
      break;
    case PROP_PROOFS:
      g_value_set_boxed (value, values->proofs);
      break;
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_BASE:
      g_value_set_object (value, self->base);
      break;
    case PROP_IS_CHANGED:
      g_value_set_boolean (value, outlay_expense_draft_is_changed (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
outlay_expense_draft_set_property (GObject *object,
                                   guint prop_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  OutlayExpenseDraft *self = OUTLAY_EXPENSE_DRAFT (object);
  OutlayExpenseValues *values = &self->values;

  switch (prop_id)
    {
    case PROP_MERCHANT:
      set_text (self, &values->merchant, g_value_get_string (value), prop_id);
      break;
    case PROP_AMOUNT_TEXT:
      set_text (self, &values->amount_text, g_value_get_string (value), prop_id);
      break;
    case PROP_CURRENCY:
      set_text (self, &values->currency, g_value_get_string (value), prop_id);
      break;
    case PROP_DAY:
      set_text (self, &values->day, g_value_get_string (value), prop_id);
      break;
    case PROP_CATEGORY:
      set_text (self, &values->category, g_value_get_string (value), prop_id);
      break;
    case PROP_NOTE:
      set_note (self, g_value_get_string (value));
      break;
    case PROP_PROOFS:
      take_proofs (self, g_value_get_boxed (value) != NULL ? g_value_dup_boxed (value)
                                                           : g_new0 (char *, 1));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
outlay_expense_draft_class_init (OutlayExpenseDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = outlay_expense_draft_finalize;
  object_class->get_property = outlay_expense_draft_get_property;
  object_class->set_property = outlay_expense_draft_set_property;

  properties[PROP_MERCHANT] = g_param_spec_string ("merchant", NULL, NULL, "", flags);
  properties[PROP_AMOUNT_TEXT] = g_param_spec_string ("amount-text", NULL, NULL, "", flags);
  properties[PROP_CURRENCY] = g_param_spec_string ("currency", NULL, NULL, "", flags);
  properties[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, "", flags);
  properties[PROP_CATEGORY] = g_param_spec_string ("category", NULL, NULL, NULL, flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, "", flags);
  properties[PROP_PROOFS] = g_param_spec_boxed ("proofs", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, readable);
  properties[PROP_BASE] = g_param_spec_object ("base", NULL, NULL, OUTLAY_TYPE_EXPENSE, readable);
  properties[PROP_IS_CHANGED] = g_param_spec_boolean ("is-changed", NULL, NULL, FALSE, readable);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
outlay_expense_draft_init (OutlayExpenseDraft *self)
{
}

static OutlayExpenseDraft *
make_draft (const char *id, OutlayExpense *base, const OutlayExpenseFields *fields)
{
  OutlayExpenseDraft *self = g_object_new (OUTLAY_TYPE_EXPENSE_DRAFT, NULL);

  self->id = id != NULL ? g_strdup (id) : outlay_uuid_new ();
  g_set_object (&self->base, base);
  outlay_expense_values_init (&self->initial, fields);
  outlay_expense_values_init (&self->values, fields);

  return self;
}

/**
 * outlay_expense_draft_new:
 * @currency: code of the currency to begin with
 * @today: ISO 8601 day to begin with
 *
 * Returns: (transfer full): the draft of a new expense, with an id of its own
 */
OutlayExpenseDraft *
outlay_expense_draft_new (const char *currency, const char *today)
{
  OutlayExpenseFields fields = { .day = today };

  g_return_val_if_fail (currency != NULL && today != NULL, NULL);

  g_strlcpy (fields.amount.currency, currency, sizeof fields.amount.currency);
  return make_draft (NULL, NULL, &fields);
}

/**
 * outlay_expense_draft_new_for:
 * @base: the expense to edit
 *
 * Returns: (transfer full): a draft with what @base has, under the same id
 */
OutlayExpenseDraft *
outlay_expense_draft_new_for (OutlayExpense *base)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (base), NULL);

  return make_draft (outlay_expense_get_id (base), base,
                     &(OutlayExpenseFields) {
                         .merchant = outlay_expense_get_merchant (base),
                         .amount = *outlay_expense_get_amount (base),
                         .day = outlay_expense_get_day (base),
                         .category = outlay_expense_get_category (base),
                         .note = outlay_expense_get_note (base),
                         .proofs = outlay_expense_get_proofs (base),
                     });
}

/**
 * outlay_expense_draft_new_after:
 * @previous: the one that was just saved
 *
 * Returns: (transfer full): the draft of a new expense with the same merchant, category, currency
 *   and day, as the receipts of a trip come in a pile
 */
OutlayExpenseDraft *
outlay_expense_draft_new_after (OutlayExpenseDraft *previous)
{
  OutlayExpenseFields fields = { 0 };

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_DRAFT (previous), NULL);

  fields.merchant = previous->values.merchant;
  fields.day = previous->values.day;
  fields.category = previous->values.category;
  g_strlcpy (fields.amount.currency, previous->values.currency, sizeof fields.amount.currency);
  return make_draft (NULL, NULL, &fields);
}

/**
 * outlay_expense_draft_get_id:
 *
 * Returns: (transfer none): the expense's UUID
 */
const char *
outlay_expense_draft_get_id (OutlayExpenseDraft *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_DRAFT (self), NULL);

  return self->id;
}

/**
 * outlay_expense_draft_get_base:
 *
 * Returns: (transfer none) (nullable): the record it was made from; %NULL for a new expense
 */
OutlayExpense *
outlay_expense_draft_get_base (OutlayExpenseDraft *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_DRAFT (self), NULL);

  return self->base;
}

/**
 * outlay_expense_draft_is_changed:
 *
 * Returns: whether anything differs from what the draft began with, so that closing must ask
 */
gboolean
outlay_expense_draft_is_changed (OutlayExpenseDraft *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_DRAFT (self), FALSE);

  return !outlay_expense_values_equal (&self->values, &self->initial);
}

/**
 * outlay_expense_draft_add_proof:
 * @sha256: the file's digest
 *
 * Adds it at the end; one that is there already stays where it is.
 */
void
outlay_expense_draft_add_proof (OutlayExpenseDraft *self, const char *sha256)
{
  g_autoptr (GPtrArray) proofs = NULL;

  g_return_if_fail (OUTLAY_IS_EXPENSE_DRAFT (self) && sha256 != NULL);

  if (g_strv_contains ((const char *const *) self->values.proofs, sha256))
    return;

  proofs = dup_proofs (self);
  g_ptr_array_add (proofs, g_strdup (sha256));
  take_proofs (self, (GStrv) g_ptr_array_steal (proofs, NULL));
}

/**
 * outlay_expense_draft_remove_proof:
 * @sha256: the file's digest
 *
 * Does nothing where it is not there.
 */
void
outlay_expense_draft_remove_proof (OutlayExpenseDraft *self, const char *sha256)
{
  g_autoptr (GPtrArray) proofs = NULL;
  guint position;

  g_return_if_fail (OUTLAY_IS_EXPENSE_DRAFT (self) && sha256 != NULL);

  proofs = dup_proofs (self);

  if (!g_ptr_array_find_with_equal_func (proofs, sha256, g_str_equal, &position))
    return;

  g_ptr_array_remove_index (proofs, position);
  take_proofs (self, (GStrv) g_ptr_array_steal (proofs, NULL));
}

/**
 * outlay_expense_draft_move_proof:
 * @sha256: the file's digest
 * @position: where it shall be; beyond the end means last
 *
 * Does nothing where it is not there.
 */
void
outlay_expense_draft_move_proof (OutlayExpenseDraft *self, const char *sha256, guint position)
{
  g_autoptr (GPtrArray) proofs = NULL;
  gpointer moved;
  guint from;

  g_return_if_fail (OUTLAY_IS_EXPENSE_DRAFT (self) && sha256 != NULL);

  proofs = dup_proofs (self);

  if (!g_ptr_array_find_with_equal_func (proofs, sha256, g_str_equal, &from))
    return;

  moved = g_ptr_array_steal_index (proofs, from);
  g_ptr_array_insert (proofs, (int) MIN (position, proofs->len), moved);
  take_proofs (self, (GStrv) g_ptr_array_steal (proofs, NULL));
}

gboolean
outlay_expense_draft_get_fields (OutlayExpenseDraft *self,
                                 OutlayExpenseFields *fields,
                                 GError **error)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_DRAFT (self) && fields != NULL, FALSE);

  return outlay_expense_values_get_fields (&self->values, fields, error);
}

OutlayComplaints *
outlay_expense_draft_check (OutlayExpenseDraft *self, const OutlayPolicy *policy, const char *today)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_DRAFT (self), NULL);

  return outlay_expense_values_check (&self->values, policy, today);
}
