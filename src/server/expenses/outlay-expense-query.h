/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/expenses/outlay-expense-list.h"
#include "server/outlay-reply.h"

G_BEGIN_DECLS

/* The query parameters that a list of expenses knows. */
#define OUTLAY_EXPENSE_QUERY                                                                       \
  "state,category,merchant,currency,in,owner,department,from,to,q,min,max,sort,limit,cursor"

/**
 * OutlayExpenseQuery:
 *
 * The query of a request for a list, read and checked; @filter borrows from it and
 * from the request.
 */
typedef struct
{
  OutlayExpenseFilter filter;
  OutlayCursor        cursor;
  char               *wanted;
  char              **states;
} OutlayExpenseQuery;

/**
 * outlay_expense_query_read:
 *
 * Returns: (transfer full) (nullable): a 400 that names each parameter that makes no sense
 */
OutlayReply *outlay_expense_query_read  (OutlayExpenseQuery  *self,
                                         const OutlayRequest *request);
void         outlay_expense_query_clear (OutlayExpenseQuery  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayExpenseQuery, outlay_expense_query_clear)

/**
 * outlay_request_read_limit:
 *
 * Reads `limit`, 1 to 200, 50 where it is absent.
 *
 * Returns: %FALSE when it is anything else
 */
gboolean outlay_request_read_limit (const OutlayRequest *request,
                                    guint               *limit);

G_END_DECLS
