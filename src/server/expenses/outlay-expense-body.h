/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-expense-check.h"
#include "server/outlay-reply.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/**
 * OutlayExpenseBody:
 * @fields: what a PUT sends; borrowed from the request
 *
 * The body of a PUT, read and checked.
 */
typedef struct
{
  OutlayExpenseFields fields;
  const char         *proofs[OUTLAY_PROOFS_MAX + 1];
} OutlayExpenseBody;

/**
 * outlay_expense_body_read:
 * @current_category: (nullable): a category that may stay although it is archived
 *
 * What is not of the form that the contract gives (unknown, missing or doubled fields, wrong types)
 * is a 400; what has the form and makes no sense (an impossible day, an unknown currency or
 * category, a proof that was not sent) is a 422. Both name the fields.
 *
 * Returns: (transfer full) (nullable): %NULL when all is well
 */
OutlayReply *outlay_expense_body_read (OutlayExpenseBody   *self,
                                       const OutlayRequest *request,
                                       const char          *current_category);

G_END_DECLS
