/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-expense-body.h"

#include <string.h>

#include "core/outlay-uuid.h"
#include "server/expenses/outlay-category-store.h"
#include "server/outlay-json-fields.h"
#include "server/proofs/outlay-proof-store.h"

typedef struct
{
  const char *merchant;
  yyjson_val *amount;
  const char *day;
  const char *category;
  const char *note;
  yyjson_val *proofs;
} Body;

typedef struct
{
  gint64 minor;
  const char *currency;
} Amount;

static const OutlayJsonField body_fields[] = {
  { "merchant", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Body, merchant) },
  { "amount", OUTLAY_JSON_OBJECT, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Body, amount) },
  { "day", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED | OUTLAY_JSON_NULLABLE,
    G_STRUCT_OFFSET (Body, day) },
  { "category", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED | OUTLAY_JSON_NULLABLE,
    G_STRUCT_OFFSET (Body, category) },
  { "note", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Body, note) },
  { "proofs", OUTLAY_JSON_STRINGS, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Body, proofs) },
};

static const OutlayJsonField amount_fields[] = {
  { "minor", OUTLAY_JSON_INT, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Amount, minor) },
  { "currency", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Amount, currency) },
};

static OutlayReply *
check_category (const OutlayRequest *request, const char *id, const char *current)
{
  g_autoptr (OutlayStoredCategory) category = NULL;
  g_autoptr (GError) error = NULL;

  if (id == NULL || g_strcmp0 (id, current) == 0)
    return NULL;

  if (!outlay_category_store_get (request->db, request->identity->company, id, &category, &error))
    return outlay_reply_new_for_error (error);
  if (category == NULL)
    return outlay_reply_new_problem_field (422, "category", "names no category");
  if (category->archived)
    return outlay_reply_new_problem_field (422, "category", "names an archived category");

  return NULL;
}

static OutlayReply *
check_proofs (const OutlayRequest *request, const char *const *proofs)
{
  for (guint i = 0; proofs[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean can_see;
      char field[16];

      if (!outlay_proof_store_can_see (request->db, request->identity, proofs[i], &can_see, &error))
        return outlay_reply_new_for_error (error);
      if (can_see)
        continue;

      g_snprintf (field, sizeof field, "proofs[%u]", i);
      return outlay_reply_new_problem_field (422, field, "was not sent yet");
    }

  return NULL;
}

/* %FALSE when there are more than a version may have. */
static gboolean
take_proofs (OutlayExpenseBody *self, yyjson_val *proofs)
{
  yyjson_val *proof;
  gsize i, n;

  if (yyjson_arr_size (proofs) > OUTLAY_PROOFS_MAX)
    return FALSE;

  yyjson_arr_foreach (proofs, i, n, proof)
  {
    self->proofs[i] = yyjson_get_str (proof);
  }
  self->proofs[yyjson_arr_size (proofs)] = NULL;
  self->fields.proofs = self->proofs;

  return TRUE;
}

OutlayReply *
outlay_expense_body_read (OutlayExpenseBody *self,
                          const OutlayRequest *request,
                          const char *current_category)
{
  g_autoptr (GArray) complaints = NULL;
  Body body = { NULL };
  Amount amount = { 0 };
  OutlayReply *reply;

  if ((reply = outlay_json_fields_read (request->json, NULL, body_fields,
                                        G_N_ELEMENTS (body_fields), &body, NULL)) != NULL ||
      (reply = outlay_json_fields_read (body.amount, "amount", amount_fields,
                                        G_N_ELEMENTS (amount_fields), &amount, NULL)) != NULL)
    return reply;

  *self = (OutlayExpenseBody) {
    .fields = {
      .merchant = body.merchant,
      .amount.minor = amount.minor,
      .day = body.day,
      .category = body.category,
      .note = body.note,
    },
  };
  complaints = outlay_complaints_new ();
  /* A code that is too long must not be cut to one that is known. */
  if (strlen (amount.currency) >= sizeof self->fields.amount.currency)
    outlay_complaints_add (complaints, "amount.currency", OUTLAY_COMPLAINT_UNKNOWN_CURRENCY);
  else
    strcpy (self->fields.amount.currency, amount.currency);
  if (!take_proofs (self, body.proofs))
    outlay_complaints_add (complaints, "proofs", OUTLAY_COMPLAINT_TOO_MANY);

  if (outlay_complaints_is_empty (complaints))
    outlay_expense_check_draft (&self->fields, complaints);
  if (!outlay_complaints_is_empty (complaints))
    return outlay_reply_new_complaints (422, complaints);

  if ((reply = check_category (request, body.category, current_category)) != NULL)
    return reply;

  return check_proofs (request, self->proofs);
}
