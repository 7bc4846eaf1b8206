/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-expense-check.h"

#include <string.h>

#include "core/proof/outlay-digest.h"
#include "core/outlay-text.h"
#include "core/outlay-time.h"

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static void
check_amount (const OutlayMoney *amount, OutlayComplaints *complaints)
{
  if (amount->minor < 0)
    outlay_complaints_add (complaints, "amount", OUTLAY_COMPLAINT_NEGATIVE);
  else if (amount->minor > OUTLAY_AMOUNT_MAX)
    outlay_complaints_add (complaints, "amount", OUTLAY_COMPLAINT_TOO_LARGE);

  if (amount->currency[0] == '\0')
    outlay_complaints_add (complaints, "amount.currency", OUTLAY_COMPLAINT_MISSING);
  else if (outlay_currency_find (amount->currency) == NULL)
    outlay_complaints_add (complaints, "amount.currency", OUTLAY_COMPLAINT_UNKNOWN_CURRENCY);
}

/* A day before 1970 is a day, but surely a slip, and gets a complaint of its own. */
static gboolean
is_long_ago (const char *day)
{
  g_autofree char *shifted = NULL;

  if (strlen (day) != 10 || strspn (day, "0123456789") != 4 || strncmp (day, "1970", 4) >= 0)
    return FALSE;

  /* The calendar repeats every 400 years, leap days and all. */
  shifted = g_strdup_printf ("%04d%s", (int) (g_ascii_strtoll (day, NULL, 10) + 2000), day + 4);
  return outlay_day_is_valid (shifted);
}

static void
check_day (const char *day, OutlayComplaints *complaints)
{
  if (is_empty (day) || outlay_day_is_valid (day))
    return;

  outlay_complaints_add (complaints, "day",
                         is_long_ago (day) ? OUTLAY_COMPLAINT_TOO_LONG_AGO
                                           : OUTLAY_COMPLAINT_NOT_A_DAY);
}

static gboolean
is_among (const char *const *texts, guint n_texts, const char *text)
{
  for (guint i = 0; i < n_texts; i++)
    if (g_str_equal (texts[i], text))
      return TRUE;

  return FALSE;
}

static void
check_proofs (const char *const *proofs, OutlayComplaints *complaints)
{
  for (guint i = 0; proofs != NULL && proofs[i] != NULL; i++)
    {
      char field[32];

      /* The rest is left unread: a caller may have sent any number. */
      if (i == OUTLAY_PROOFS_MAX)
        {
          outlay_complaints_add (complaints, "proofs", OUTLAY_COMPLAINT_TOO_MANY);
          return;
        }

      g_snprintf (field, sizeof field, "proofs[%u]", i);

      if (!outlay_digest_is_valid (proofs[i]))
        outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_NOT_A_DIGEST);
      else if (is_among (proofs, i, proofs[i]))
        outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_TWICE);
    }
}

void
outlay_expense_check_draft (const OutlayExpenseFields *fields, OutlayComplaints *complaints)
{
  g_return_if_fail (fields != NULL && complaints != NULL);

  outlay_text_check (fields->merchant, "merchant", OUTLAY_MERCHANT_MAX, OUTLAY_TEXT_LINE,
                     complaints);
  check_amount (&fields->amount, complaints);
  check_day (fields->day, complaints);
  outlay_text_check (fields->category, "category", OUTLAY_CATEGORY_ID_MAX, OUTLAY_TEXT_LINE,
                     complaints);
  outlay_text_check (fields->note, "note", OUTLAY_NOTE_MAX, OUTLAY_TEXT_LINES, complaints);
  check_proofs (fields->proofs, complaints);
}

/* Adds @code unless something else is wrong with the field already. */
static void
require (gboolean is_met, const char *field, OutlayComplaintCode code, OutlayComplaints *complaints)
{
  if (!is_met && outlay_complaints_find (complaints, field) == NULL)
    outlay_complaints_add (complaints, field, code);
}

/* (nullable): the limit that the amount is above */
static const OutlayMoney *
find_limit_passed (const OutlayExpenseFields *fields, const OutlayPolicy *policy)
{
  const OutlayMoney *limit = outlay_policy_find_limit (policy, fields->category,
                                                       fields->amount.currency);

  return limit != NULL && fields->amount.minor > limit->minor ? limit : NULL;
}

void
outlay_expense_check_submit (const OutlayExpenseFields *fields,
                             const OutlayPolicy *policy,
                             const char *today,
                             OutlayComplaints *complaints)
{
  g_autofree char *tomorrow = NULL;
  const OutlayMoney *limit;

  g_return_if_fail (fields != NULL && policy != NULL && complaints != NULL);
  g_return_if_fail (outlay_day_is_valid (today));

  outlay_expense_check_draft (fields, complaints);

  if (outlay_complaints_find (complaints, "merchant") == NULL)
    require (!outlay_text_is_blank (fields->merchant), "merchant", OUTLAY_COMPLAINT_MISSING,
             complaints);

  require (fields->amount.minor > 0, "amount", OUTLAY_COMPLAINT_NOT_POSITIVE, complaints);
  require (!is_empty (fields->category), "category", OUTLAY_COMPLAINT_MISSING, complaints);
  require (!is_empty (fields->day), "day", OUTLAY_COMPLAINT_MISSING, complaints);

  /* Tomorrow is allowed: the server's day may lag behind that of somebody further east. */
  tomorrow = outlay_day_add (today, 1);
  require (tomorrow == NULL || is_empty (fields->day) || strcmp (fields->day, tomorrow) <= 0, "day",
           OUTLAY_COMPLAINT_IN_THE_FUTURE, complaints);

  require ((fields->proofs != NULL && fields->proofs[0] != NULL) ||
               !outlay_policy_wants_proof (policy, &fields->amount),
           "proofs", OUTLAY_COMPLAINT_PROOF_REQUIRED, complaints);

  limit = find_limit_passed (fields, policy);
  if (limit != NULL && policy->over_limit == OUTLAY_OVER_LIMIT_REFUSE &&
      outlay_complaints_find (complaints, "amount") == NULL)
    outlay_complaints_add_limit (complaints, "amount", limit);
}

void
outlay_expense_check_warn (const OutlayExpenseFields *fields,
                           const OutlayPolicy *policy,
                           OutlayComplaints *warnings)
{
  const OutlayMoney *limit;

  g_return_if_fail (fields != NULL && policy != NULL && warnings != NULL);

  limit = find_limit_passed (fields, policy);
  if (limit != NULL && policy->over_limit == OUTLAY_OVER_LIMIT_WARN)
    outlay_complaints_add_limit (warnings, "amount", limit);
}

/**
 * outlay_reason_check:
 * @reason: (nullable): what the reviewer wrote
 */
void
outlay_reason_check (const char *reason, OutlayComplaints *complaints)
{
  g_return_if_fail (complaints != NULL);

  if (outlay_text_check (reason, "reason", OUTLAY_REASON_MAX, OUTLAY_TEXT_LINES, complaints) &&
      outlay_text_is_blank (reason))
    outlay_complaints_add (complaints, "reason", OUTLAY_COMPLAINT_MISSING);
}
