/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/wire/outlay-expense-json.h"

#include "client/outlay-client-error.h"
#include "client/wire/outlay-json-object.h"
#include "core/money/outlay-rate.h"
#include "core/proof/outlay-digest.h"
#include "core/outlay-time.h"

static gboolean
read_owner (JsonObject *object, OutlayExpenseInit *init, GError **error)
{
  JsonObject *owner;

  return outlay_json_read_object (object, "owner", &owner, error) &&
         outlay_json_read_id (owner, "id", &init->owner_id, error) &&
         outlay_json_read_text (owner, "name", &init->owner_name, error);
}

/* @max: how much it may be; @whole: what to call a currency that is none */
static gboolean
read_amount (JsonObject *object, gint64 max, const char *whole, OutlayMoney *amount, GError **error)
{
  JsonObject *member;
  const char *currency;

  if (!outlay_json_read_object (object, "amount", &member, error) ||
      !outlay_json_read_int (member, "minor", -max, max, &amount->minor, error) ||
      !outlay_json_read_text (member, "currency", &currency, error))
    return FALSE;

  if (outlay_currency_find (currency) == NULL)
    return outlay_json_refuse (whole, error);

  memcpy (amount->currency, currency, sizeof amount->currency);
  return TRUE;
}

/* A draft may have no day yet. */
static gboolean
read_day (JsonObject *object, const char **day, GError **error)
{
  if (!outlay_json_read_nullable_text (object, "day", day, error))
    return FALSE;
  return *day == NULL || **day == '\0' || outlay_day_is_valid (*day) ||
         outlay_json_refuse ("day", error);
}

/* @proofs: (out): texts borrowed from @object, NULL-terminated */
static gboolean
read_proofs (JsonObject *object, const char **proofs, GError **error)
{
  JsonArray *array;
  guint n_proofs;

  if (!outlay_json_read_array (object, "proofs", OUTLAY_PROOFS_MAX, &array, error))
    return FALSE;

  n_proofs = json_array_get_length (array);
  for (guint i = 0; i < n_proofs; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) != G_TYPE_STRING ||
          !outlay_digest_is_valid (json_node_get_string (node)))
        return outlay_json_refuse ("proofs", error);
      proofs[i] = json_node_get_string (node);
    }

  proofs[n_proofs] = NULL;
  return TRUE;
}

static gboolean
read_proof_version (JsonObject *object, OutlayExpenseInit *init, GError **error)
{
  gint64 version, reuploads_left;

  if (!outlay_json_read_int (object, "proof_version", 0, OUTLAY_MAX_REUPLOADS, &version, error) ||
      !outlay_json_read_int (object, "reuploads_left", 0, OUTLAY_MAX_REUPLOADS, &reuploads_left,
                             error) ||
      !outlay_json_read_nullable_text (object, "proof_digest", &init->proof_digest, error))
    return FALSE;

  if (init->proof_digest != NULL && *init->proof_digest != '\0' &&
      !outlay_digest_is_valid (init->proof_digest))
    return outlay_json_refuse ("proof_digest", error);

  init->proof_version = (guint) version;
  init->reuploads_left = (guint) reuploads_left;
  return TRUE;
}

static gboolean
read_state (JsonObject *object, OutlayExpenseInit *init, GError **error)
{
  const char *state;

  if (!outlay_json_read_text (object, "state", &state, error))
    return FALSE;
  if (!outlay_state_from_string (state, &init->state))
    return outlay_json_refuse ("state", error);

  return outlay_json_read_int (object, "revision", 1, G_MAXINT64, &init->revision, error) &&
         outlay_json_read_time (object, "created_at", &init->created_at, error) &&
         outlay_json_read_time (object, "updated_at", &init->updated_at, error);
}

/* The longest text the server may send, in characters: what it may take from a form,
 * and no more. */
static gboolean
is_within (const char *text, glong max)
{
  return text == NULL || g_utf8_strlen (text, -1) <= max;
}

static gboolean
read_fields (JsonObject *object, OutlayExpenseInit *init, GError **error)
{
  if (!outlay_json_read_id (object, "id", &init->id, error) ||
      !outlay_json_read_text (object, "merchant", &init->merchant, error) ||
      !outlay_json_read_nullable_text (object, "category", &init->category, error) ||
      !outlay_json_read_nullable_text (object, "note", &init->note, error) ||
      !read_day (object, &init->day, error))
    return FALSE;

  if (!is_within (init->merchant, OUTLAY_MERCHANT_MAX))
    return outlay_json_refuse ("merchant", error);
  if (!is_within (init->note, OUTLAY_NOTE_MAX))
    return outlay_json_refuse ("note", error);
  return TRUE;
}

/* An older server does not tell, and most have nothing to. */
static gboolean
read_converted (JsonObject *object, OutlayExpenseInit *init, GError **error)
{
  JsonObject *converted;
  OutlayRate rate;

  if (!json_object_has_member (object, "converted") ||
      json_object_get_null_member (object, "converted"))
    return TRUE;

  if (!outlay_json_read_object (object, "converted", &converted, error) ||
      !read_amount (converted, G_MAXINT64, "converted.amount.currency", &init->converted, error) ||
      !outlay_json_read_text (converted, "rate", &init->rate, error) ||
      !outlay_json_read_text (converted, "rate_day", &init->rate_day, error))
    return FALSE;

  return (outlay_rate_parse (init->rate, &rate, NULL) ||
          outlay_json_refuse ("converted.rate", error)) &&
         (outlay_day_is_valid (init->rate_day) || outlay_json_refuse ("converted.rate_day", error));
}

gboolean
outlay_expense_reading_fill (OutlayExpenseReading *self, JsonNode *json, GError **error)
{
  JsonObject *object;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    return outlay_json_refuse ("expense", error);

  memset (self, 0, sizeof *self);
  self->init.proofs = self->proofs;
  self->init.delivery = OUTLAY_DELIVERY_DELIVERED;

  object = json_node_get_object (json);
  return read_fields (object, &self->init, error) && read_owner (object, &self->init, error) &&
         read_amount (object, OUTLAY_AMOUNT_MAX, "amount.currency", &self->init.amount, error) &&
         read_proofs (object, self->proofs, error) &&
         read_proof_version (object, &self->init, error) &&
         read_state (object, &self->init, error) && read_converted (object, &self->init, error);
}

static void
add_nullable (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text == NULL || *text == '\0')
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, text);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text != NULL ? text : "");
}

JsonNode *
outlay_expense_fields_to_json (const OutlayExpenseFields *fields)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_text (builder, "merchant", fields->merchant);

  json_builder_set_member_name (builder, "amount");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "minor");
  json_builder_add_int_value (builder, fields->amount.minor);
  add_text (builder, "currency", fields->amount.currency);
  json_builder_end_object (builder);

  add_nullable (builder, "day", fields->day);
  add_nullable (builder, "category", fields->category);
  add_text (builder, "note", fields->note);

  json_builder_set_member_name (builder, "proofs");
  json_builder_begin_array (builder);
  for (gsize i = 0; fields->proofs != NULL && fields->proofs[i] != NULL; i++)
    json_builder_add_string_value (builder, fields->proofs[i]);
  json_builder_end_array (builder);

  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
