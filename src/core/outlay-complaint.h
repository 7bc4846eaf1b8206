/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/money/outlay-money.h"

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_COMPLAINT_MISSING,
  OUTLAY_COMPLAINT_NOT_POSITIVE,
  OUTLAY_COMPLAINT_NEGATIVE,
  OUTLAY_COMPLAINT_TOO_LARGE,
  OUTLAY_COMPLAINT_TOO_LONG,
  OUTLAY_COMPLAINT_TOO_SHORT,
  OUTLAY_COMPLAINT_TOO_MANY,
  OUTLAY_COMPLAINT_BAD_TEXT,          /* not UTF-8, or control characters in it */
  OUTLAY_COMPLAINT_NOT_A_DAY,
  OUTLAY_COMPLAINT_IN_THE_FUTURE,
  OUTLAY_COMPLAINT_TOO_LONG_AGO,      /* before 1970, surely a slip */
  OUTLAY_COMPLAINT_UNKNOWN_CURRENCY,
  OUTLAY_COMPLAINT_UNKNOWN,           /* names something that is not there */
  OUTLAY_COMPLAINT_PROOF_REQUIRED,
  OUTLAY_COMPLAINT_NOT_A_DIGEST,
  OUTLAY_COMPLAINT_TWICE,             /* the same proof named twice */
  OUTLAY_COMPLAINT_NOT_AN_ADDRESS,
  OUTLAY_COMPLAINT_TOO_COMMON,        /* a password everybody knows */
  OUTLAY_COMPLAINT_NOT_A_NUMBER,      /* an amount that cannot be read */
  OUTLAY_COMPLAINT_AMBIGUOUS,         /* "1.234", could be either; ask for the cents */
  OUTLAY_COMPLAINT_TOO_PRECISE,       /* more decimals than the currency has */
  OUTLAY_COMPLAINT_OVER_LIMIT,        /* more than the policy allows for the category */
} OutlayComplaintCode;
#define OUTLAY_N_COMPLAINT_CODES 22

/**
 * OutlayComplaint:
 * @field: name of the field as the wire has it: "amount", "amount.currency", "proofs[1]"
 * @limit: for %OUTLAY_COMPLAINT_OVER_LIMIT: the most it may be; else no money
 *
 * What is wrong with one field. The client translates the code; the server writes the sentence of
 * outlay_complaint_dup_sentence().
 */
typedef struct
{
  char                field[32];
  OutlayComplaintCode code;
  OutlayMoney         limit;
} OutlayComplaint;

/* A growing list of complaints; an empty one means that all is well. */
typedef GArray OutlayComplaints;

OutlayComplaints      *outlay_complaints_new  (void);
void                   outlay_complaints_add  (OutlayComplaints    *self,
                                               const char          *field,
                                               OutlayComplaintCode  code);
/* An amount of more than @limit, under the code OVER_LIMIT. */
void                   outlay_complaints_add_limit (OutlayComplaints  *self,
                                                    const char        *field,
                                                    const OutlayMoney *limit);
gboolean               outlay_complaints_is_empty (OutlayComplaints *self);
/* Returns: (nullable): the first complaint about @field */
const OutlayComplaint *outlay_complaints_find (OutlayComplaints    *self,
                                               const char          *field);

/* One factual English sentence: "must be greater than zero". */
const char *outlay_complaint_code_to_string (OutlayComplaintCode code);
/* The same with what is particular to this one: "must be at most 50.00 EUR in its category". */
char       *outlay_complaint_dup_sentence   (const OutlayComplaint *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayComplaints, g_array_unref)

G_END_DECLS
