/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/widgets/outlay-complaint-text.h"

#include <glib/gi18n.h>

/* What can be said better when one knows the field; the first that fits is taken, "" fits every
 * field. */
static const struct
{
  const char *field;
  OutlayComplaintCode code;
  const char *text;
} texts[] = {
  { "amount", OUTLAY_COMPLAINT_MISSING, N_ ("Type the amount") },
  { "amount", OUTLAY_COMPLAINT_NOT_POSITIVE, N_ ("The amount must be more than zero") },
  { "amount", OUTLAY_COMPLAINT_NEGATIVE, N_ ("The amount must not be negative") },
  { "amount", OUTLAY_COMPLAINT_TOO_LARGE, N_ ("This amount is too large to be right") },
  { "merchant", OUTLAY_COMPLAINT_MISSING, N_ ("Say where it was bought") },
  { "category", OUTLAY_COMPLAINT_MISSING, N_ ("Choose a category") },
  { "category", OUTLAY_COMPLAINT_UNKNOWN, N_ ("Choose another category: this one is gone") },
  { "day", OUTLAY_COMPLAINT_MISSING, N_ ("Choose the day on the receipt") },
  { "day", OUTLAY_COMPLAINT_NOT_A_DAY, N_ ("There is no such day") },
  { "day", OUTLAY_COMPLAINT_IN_THE_FUTURE, N_ ("The day must not be later than tomorrow") },
  { "day", OUTLAY_COMPLAINT_TOO_LONG_AGO, N_ ("This day is too long ago to be right") },
  { "proofs", OUTLAY_COMPLAINT_PROOF_REQUIRED, N_ ("Your company asks for a receipt") },
  { "proofs", OUTLAY_COMPLAINT_TOO_MANY, N_ ("No more than ten files fit one expense") },
  { "reason", OUTLAY_COMPLAINT_MISSING, N_ ("Give a reason") },
  { "email", OUTLAY_COMPLAINT_MISSING, N_ ("Type your email address") },
  { "email", OUTLAY_COMPLAINT_NOT_AN_ADDRESS, N_ ("This is not an email address") },
  { "name", OUTLAY_COMPLAINT_MISSING, N_ ("Type your name") },
  { "invite", OUTLAY_COMPLAINT_MISSING, N_ ("Type the code, or paste the link") },
  { "company", OUTLAY_COMPLAINT_MISSING, N_ ("Type the company’s name") },
  { "password", OUTLAY_COMPLAINT_MISSING, N_ ("Type a password") },
  { "password", OUTLAY_COMPLAINT_TOO_SHORT, N_ ("Use at least 12 characters: a few words do") },
  { "password", OUTLAY_COMPLAINT_TOO_LONG, N_ ("Use at most 1,024 characters") },
  { "password", OUTLAY_COMPLAINT_TOO_COMMON, N_ ("Too many people use this one: choose another") },
  { "amount", OUTLAY_COMPLAINT_NOT_A_NUMBER, N_ ("This cannot be read as an amount") },
  { "amount", OUTLAY_COMPLAINT_AMBIGUOUS, N_ ("Type the cents too, so that it is clear") },
  { "amount", OUTLAY_COMPLAINT_OVER_LIMIT, N_ ("This is more than your company allows here") },
  { "amount", OUTLAY_COMPLAINT_TOO_PRECISE, N_ ("This currency has fewer decimals") },
  { "", OUTLAY_COMPLAINT_OVER_LIMIT, N_ ("This is above the limit") },
  { "", OUTLAY_COMPLAINT_NOT_A_NUMBER, N_ ("This is not a number") },
  { "", OUTLAY_COMPLAINT_AMBIGUOUS, N_ ("This can be read in two ways") },
  { "", OUTLAY_COMPLAINT_TOO_PRECISE, N_ ("This has too many decimals") },
  { "", OUTLAY_COMPLAINT_MISSING, N_ ("This is needed") },
  { "", OUTLAY_COMPLAINT_NOT_POSITIVE, N_ ("This must be more than zero") },
  { "", OUTLAY_COMPLAINT_NEGATIVE, N_ ("This must not be negative") },
  { "", OUTLAY_COMPLAINT_TOO_LARGE, N_ ("This is too large") },
  { "", OUTLAY_COMPLAINT_TOO_LONG, N_ ("This is too long") },
  { "", OUTLAY_COMPLAINT_TOO_SHORT, N_ ("This is too short") },
  { "", OUTLAY_COMPLAINT_TOO_MANY, N_ ("These are too many") },
  { "", OUTLAY_COMPLAINT_BAD_TEXT, N_ ("This holds characters that cannot be kept") },
  { "", OUTLAY_COMPLAINT_NOT_A_DAY, N_ ("There is no such day") },
  { "", OUTLAY_COMPLAINT_IN_THE_FUTURE, N_ ("This is in the future") },
  { "", OUTLAY_COMPLAINT_TOO_LONG_AGO, N_ ("This is too long ago") },
  { "", OUTLAY_COMPLAINT_UNKNOWN_CURRENCY, N_ ("There is no such currency") },
  { "", OUTLAY_COMPLAINT_UNKNOWN, N_ ("This does not exist any more") },
  { "", OUTLAY_COMPLAINT_PROOF_REQUIRED, N_ ("A receipt is needed") },
  { "", OUTLAY_COMPLAINT_NOT_A_DIGEST, N_ ("This file cannot be used") },
  { "", OUTLAY_COMPLAINT_TWICE, N_ ("The same file is here twice") },
  { "", OUTLAY_COMPLAINT_NOT_AN_ADDRESS, N_ ("This is not an address") },
  { "", OUTLAY_COMPLAINT_TOO_COMMON, N_ ("Too many people use this one: choose another") },
};

const char *
outlay_complaint_to_text (const char *field, OutlayComplaintCode code)
{
  gsize length = strcspn (field, ".[");

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gboolean fits = texts[i].field[0] == '\0' || (strlen (texts[i].field) == length &&
                                                    strncmp (texts[i].field, field, length) == 0);

      if (fits && texts[i].code == code)
        return _ (texts[i].text);
    }

  return _ ("This cannot be used");
}

char *
outlay_complaint_dup_text (const OutlayComplaint *complaint)
{
  g_autofree char *limit = NULL;

  if (complaint->code != OUTLAY_COMPLAINT_OVER_LIMIT)
    return g_strdup (outlay_complaint_to_text (complaint->field, complaint->code));

  limit = outlay_money_format (&complaint->limit, NULL);
  return g_strdup_printf (_ ("Your company allows at most %s for this category"), limit);
}

const char *
outlay_complaints_get_text (OutlayComplaints *complaints, const char *field)
{
  const OutlayComplaint *complaint = outlay_complaints_find (complaints, field);

  return complaint != NULL ? outlay_complaint_to_text (field, complaint->code) : NULL;
}
