/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/outlay-complaint.h"
#include "core/money/outlay-money.h"
#include "core/expense/outlay-policy.h"

G_BEGIN_DECLS

#define OUTLAY_MERCHANT_MAX 200   /* characters */
#define OUTLAY_NOTE_MAX     4000  /* characters */
#define OUTLAY_REASON_MAX   2000  /* characters */
#define OUTLAY_PROOFS_MAX   10    /* files in one proof version */
#define OUTLAY_AMOUNT_MAX   G_GINT64_CONSTANT (1000000000000) /* minor units; more is a slip */

/**
 * OutlayExpenseFields:
 *
 * What a person may change. Nothing is owned; text may be %NULL, which reads as empty.
 */
typedef struct
{
  const char        *merchant;
  OutlayMoney        amount;
  const char        *day;
  const char        *category;
  const char        *note;
  const char *const *proofs; /* (nullable) NULL-terminated */
} OutlayExpenseFields;

/**
 * outlay_expense_check_draft:
 *
 * What even a draft must keep to: text that is text and within its length, a known currency, an
 * amount within bounds, a possible day or none, proofs that are digests, at most ten, none twice. A
 * draft may be incomplete.
 */
void outlay_expense_check_draft (const OutlayExpenseFields *fields,
                                 OutlayComplaints          *complaints);

/**
 * outlay_expense_check_submit:
 * @today: ISO 8601 day at the person who submits
 *
 * All of outlay_expense_check_draft(), and what a submission must have besides: merchant,
 * amount > 0, category, a day not after tomorrow, a proof where @policy asks for one, and where
 * @policy refuses what is above a category's limit, no more than that ("amount", OVER_LIMIT). A
 * limit in another currency is not compared; see #OutlayPolicyLimit.
 */
void outlay_expense_check_submit (const OutlayExpenseFields *fields,
                                  const OutlayPolicy        *policy,
                                  const char                *today,
                                  OutlayComplaints          *complaints);

/**
 * outlay_expense_check_warn:
 * @warnings: is told under the code OVER_LIMIT for "amount", with the limit
 *
 * What does not keep an expense from being submitted, but should be shown to who submits and to who
 * reviews it: that it is above the limit of its category where @policy only warns of that.
 */
void outlay_expense_check_warn (const OutlayExpenseFields *fields,
                                const OutlayPolicy        *policy,
                                OutlayComplaints          *warnings);

/* A reason for a rejection or a reopening, under the field name "reason". */
void outlay_reason_check (const char       *reason,
                          OutlayComplaints *complaints);

G_END_DECLS
