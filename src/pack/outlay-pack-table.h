/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-book.h"
#include "pack/outlay-pack-expense.h"

G_BEGIN_DECLS

/*
 * Expenses as a table for spreadsheets and other programs, see outlay-csv.h: one record for each, after one
 * of the columns' names, which are the same in every language:
 *
 *     id,day,merchant,amount,currency,category,state,owner,owner_email,note,proofs,converted_amount,
 *     converted_currency,rate,rate_day,revision,submitted_at,created_at,updated_at
 *
 * Categories and owners are named, proofs are SHA-256 with a space between them, days ISO 8601 and times RFC 3339
 * in UTC. What there is not is empty.
 */

void outlay_pack_table_append_head    (GString                 *csv);
void outlay_pack_table_append_expense (GString                 *csv,
                                       OutlayPackBook          *book,
                                       const OutlayPackExpense *expense);

G_END_DECLS
