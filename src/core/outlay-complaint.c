/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/outlay-complaint.h"

/**
 * outlay_complaints_new:
 *
 * Returns: (transfer full): an empty list, freed with g_array_unref()
 */
OutlayComplaints *
outlay_complaints_new (void)
{
  return g_array_new (FALSE, TRUE, sizeof (OutlayComplaint));
}

static void
add (OutlayComplaints *self, const char *field, OutlayComplaint complaint)
{
  if (g_strlcpy (complaint.field, field, sizeof complaint.field) >= sizeof complaint.field)
    g_critical ("The field name %s is too long", field);

  for (guint i = 0; i < self->len; i++)
    {
      const OutlayComplaint *other = &g_array_index (self, OutlayComplaint, i);

      if (other->code == complaint.code && g_str_equal (other->field, complaint.field))
        return;
    }

  g_array_append_val (self, complaint);
}

/**
 * outlay_complaints_add:
 * @field: the field's name on the wire, at most 31 bytes
 * @code: what is wrong with it
 *
 * The same complaint made twice is kept once.
 */
void
outlay_complaints_add (OutlayComplaints *self, const char *field, OutlayComplaintCode code)
{
  g_return_if_fail (self != NULL && field != NULL);

  add (self, field, (OutlayComplaint) { .code = code });
}

void
outlay_complaints_add_limit (OutlayComplaints *self, const char *field, const OutlayMoney *limit)
{
  g_return_if_fail (self != NULL && field != NULL && limit != NULL);

  add (self, field, (OutlayComplaint) { .code = OUTLAY_COMPLAINT_OVER_LIMIT, .limit = *limit });
}

/**
 * outlay_complaints_is_empty:
 *
 * Returns: whether all is well
 */
gboolean
outlay_complaints_is_empty (OutlayComplaints *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->len == 0;
}

/**
 * outlay_complaints_find:
 * @field: the field's name on the wire
 *
 * Returns: (nullable) (transfer none): the first complaint about @field, until @self changes
 */
const OutlayComplaint *
outlay_complaints_find (OutlayComplaints *self, const char *field)
{
  g_return_val_if_fail (self != NULL && field != NULL, NULL);

  for (guint i = 0; i < self->len; i++)
    {
      const OutlayComplaint *complaint = &g_array_index (self, OutlayComplaint, i);

      if (g_str_equal (complaint->field, field))
        return complaint;
    }

  return NULL;
}

/**
 * outlay_complaint_code_to_string:
 *
 * Returns: (transfer none): one factual English sentence for the wire and the log; what a person
 *   reads is chosen from the code and translated in the app
 */
const char *
outlay_complaint_code_to_string (OutlayComplaintCode code)
{
  static const char *const sentences[] = {
    [OUTLAY_COMPLAINT_MISSING] = "must not be empty",
    [OUTLAY_COMPLAINT_NOT_POSITIVE] = "must be greater than zero",
    [OUTLAY_COMPLAINT_NEGATIVE] = "must not be negative",
    [OUTLAY_COMPLAINT_TOO_LARGE] = "is too large",
    [OUTLAY_COMPLAINT_TOO_LONG] = "is too long",
    [OUTLAY_COMPLAINT_TOO_SHORT] = "is too short",
    [OUTLAY_COMPLAINT_TOO_MANY] = "has too many entries",
    [OUTLAY_COMPLAINT_BAD_TEXT] = "must be UTF-8 without control characters",
    [OUTLAY_COMPLAINT_NOT_A_DAY] = "must be a calendar day that exists, as YYYY-MM-DD",
    [OUTLAY_COMPLAINT_IN_THE_FUTURE] = "must not be after tomorrow",
    [OUTLAY_COMPLAINT_TOO_LONG_AGO] = "must not be before 1970",
    [OUTLAY_COMPLAINT_UNKNOWN_CURRENCY] = "must be an active ISO 4217 currency code",
    [OUTLAY_COMPLAINT_UNKNOWN] = "names something that does not exist",
    [OUTLAY_COMPLAINT_PROOF_REQUIRED] = "must have at least one proof",
    [OUTLAY_COMPLAINT_NOT_A_DIGEST] = "must be a SHA-256 in lower-case hex",
    [OUTLAY_COMPLAINT_TWICE] = "is named twice",
    [OUTLAY_COMPLAINT_NOT_AN_ADDRESS] = "must be an e-mail address",
    [OUTLAY_COMPLAINT_TOO_COMMON] = "is too easy to guess",
    [OUTLAY_COMPLAINT_NOT_A_NUMBER] = "must be an amount of money",
    [OUTLAY_COMPLAINT_AMBIGUOUS] = "could be two different amounts",
    [OUTLAY_COMPLAINT_TOO_PRECISE] = "has more decimals than the currency",
    [OUTLAY_COMPLAINT_OVER_LIMIT] = "is above the limit of its category",
  };

  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (sentences), NULL);

  return sentences[code];
}

/**
 * outlay_complaint_dup_sentence:
 *
 * Returns: (transfer full): as outlay_complaint_code_to_string(), and the limit where there is one
 */
char *
outlay_complaint_dup_sentence (const OutlayComplaint *self)
{
  static const OutlayNumberStyle style = { .decimal = "." };
  g_autofree char *number = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->code != OUTLAY_COMPLAINT_OVER_LIMIT)
    return g_strdup (outlay_complaint_code_to_string (self->code));

  number = outlay_money_format_plain (&self->limit, &style);
  return g_strdup_printf ("must be at most %s %s in its category", number, self->limit.currency);
}
