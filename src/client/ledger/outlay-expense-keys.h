/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/ledger/outlay-list-query.h"
#include "client/ledger/outlay-number-set.h"
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

/**
 * outlay_expense_keys_read:
 * @limit: no more than this many; -1 for all
 *
 * Of one's own it reads nothing but indices, and where outlay_list_query_is_quick() no more of them
 * than a @limit asks for.
 *
 * Returns: (transfer full) (element-type OutlayExpenseKey) (nullable): in the list's order;
 *   %NULL with an error
 */
GArray *outlay_expense_keys_read (OutlayConnection *connection,
                                  const OutlayListQuery *query,
                                  gint64 limit,
                                  GError **error);

/* The keys of what the rows of @numbers (guint32) have in common with @query, whose words are not asked
 * for again; in the list's order. */
gboolean outlay_expense_keys_append_some (GArray *keys,
                                          OutlayConnection *connection,
                                          const OutlayListQuery *query,
                                          const GArray *numbers,
                                          GError **error);

/* The keys of @query whatever its words, or the first @limit of them. @wanted: (nullable): numbers of the
 * rows to be taken */
gboolean outlay_expense_keys_append (GArray *keys,
                                     OutlayConnection *connection,
                                     const OutlayListQuery *query,
                                     const OutlayNumberSet *wanted,
                                     gint64 limit,
                                     GError **error);

G_END_DECLS
