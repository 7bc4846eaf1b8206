/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/ledger/outlay-expense-list.h"
#include "db/outlay-connection.h"

G_BEGIN_DECLS

/**
 * OutlayExpenseKey:
 * @rank: orders the list, largest first; for lists by day it is the day as 20261120
 * @number: the row's number; orders those of the same rank, largest first
 * @stamp: changes with every change of the row
 *
 * All that a list keeps of a row.
 */
typedef struct
{
  gint64 rank;
  guint32 number;
  guint32 stamp;
} OutlayExpenseKey;

/* Negative where @a comes first in the list. */
int outlay_expense_key_compare (const OutlayExpenseKey *a, const OutlayExpenseKey *b);

/* A filter that owns its text, ready for the database: @match is an FTS5 expression.
 * Immutable, any thread. */
typedef struct
{
  OutlayScope scope;
  char *match;    /* (nullable) */
  guint states;   /* never 0 */
  char *category; /* (nullable) */
} OutlayListQuery;

OutlayListQuery *outlay_list_query_new (const OutlayExpenseFilter *filter);
OutlayListQuery *outlay_list_query_ref (OutlayListQuery *self);
void outlay_list_query_unref (OutlayListQuery *self);
gboolean outlay_list_query_equal (const OutlayListQuery *a, const OutlayListQuery *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayListQuery, outlay_list_query_unref)

/**
 * outlay_expense_keys_read:
 * @limit: no more than this many; -1 for all
 *
 * Without text it reads nothing but an index, and with a @limit no more of it than that asks for,
 * so that it is quick enough for the main thread.
 *
 * Returns: (transfer full) (element-type OutlayExpenseKey) (nullable): in the list's order;
 *   %NULL with an error
 */
GArray *outlay_expense_keys_read (OutlayConnection *connection,
                                  const OutlayListQuery *query,
                                  gint64 limit,
                                  GError **error);

G_END_DECLS
