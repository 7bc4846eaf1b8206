/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-book.h"
#include "pack/outlay-pack-expense.h"

G_BEGIN_DECLS

/**
 * OutlayJournal:
 *
 * Writes expenses as a journal of plain-text accounting that both hledger (1.32) and ledger (3.3) read:
 *
 *     2026-11-19 * (019ab…) Deutsche Bahn
 *         ; state: approved
 *         expenses:Travel  12.50 EUR
 *         liabilities:Emma Lind  -12.50 EUR
 *
 * What counts is under `expenses`, by category, and owed to who has paid it; drafts and what was rejected
 * are under `drafts` and `rejected`, and nobody owes them (`equity:unclaimed`). A submitted expense is
 * pending (`!`), an approved or reimbursed one cleared (`*`), and reimbursing is a transaction of its own.
 * A currency is a commodity of its own with its own decimals; where a converted amount was frozen it is the price
 * (`@@`), and what is owed. What has no day has no place in a journal and is left out, with a remark.
 *
 * Names are the people's, and so anything: what would mean something to either program is written in
 * another way. The text is UTF-8 with LF. One thread.
 */
typedef struct _OutlayJournal OutlayJournal;

/* @book: (transfer none): whose names are used */
OutlayJournal *outlay_journal_new  (OutlayPackBook *book);
void           outlay_journal_free (OutlayJournal  *self);

/* Appends what a journal begins with. */
void outlay_journal_append_head    (OutlayJournal           *self,
                                    GString                 *text);
void outlay_journal_append_expense (OutlayJournal           *self,
                                    GString                 *text,
                                    const OutlayPackExpense *expense);

/* (transfer full): @name as one part of an account: no colon, semicolon, or two spaces. Not empty. */
char *outlay_journal_dup_account_part (const char *name);
/* (transfer full): @name as what a transaction is called: one line, no semicolon. Not empty. */
char *outlay_journal_dup_payee        (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayJournal, outlay_journal_free)

G_END_DECLS
