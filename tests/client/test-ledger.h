/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/outbox/outlay-outbox-private.h"
#include "client/account/outlay-workspace-private.h"
#include "test-await.h"

G_BEGIN_DECLS

/* A workspace in a temporary folder: on the device only, or at a company whose server
 * is never met. */
typedef struct
{
  char *path;
  GFile *folder;
  OutlayAccount *account;
  OutlayWorkspace *workspace;
  OutlayExpenseStore *store; /* borrowed */
  OutlayOutbox *outbox;      /* borrowed */
} TestLedger;

#define TEST_USER "018f0000-0000-7000-8000-000000000001"
#define TEST_OTHER "018f0000-0000-7000-8000-000000000002"
#define TEST_CATEGORY "018f0000-0000-7000-8000-0000000000c1"

TestLedger *test_ledger_new (void);
TestLedger *test_ledger_new_at (OutlayRole role);
void test_ledger_free (TestLedger *self);
/* Closes the workspace and opens it again from what is on disk. */
void test_ledger_reopen (TestLedger *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestLedger, test_ledger_free)

/* Runs the main loop until nothing is left to do on the database thread. */
void test_ledger_settle (TestLedger *self);

/* Saves a new draft; returns its id. */
char *
test_ledger_save (TestLedger *self, const char *merchant, const char *amount, const char *day);
/* The same with a category and the proof of @text, complete enough to submit. */
char *test_ledger_save_complete (TestLedger *self, const char *merchant, const char *text);
OutlayExpense *test_ledger_get (TestLedger *self, const char *id);
/* A small PNG of which @text is a part, so that its hash differs; returns the hash it was
 * imported under. */
char *test_ledger_import (TestLedger *self, const char *text);

/* What the company has of an expense: someone's, submitted. */
OutlayExpenseInit
test_company_expense (const char *id, const char *owner, OutlayState state, gint64 revision);
/* Applies one expense as a page of changes. */
void test_ledger_bring (TestLedger *self, const OutlayExpenseInit *init);

/* The next entry that sync would send; %NULL where nothing is due. (transfer full) */
OutlayParcel *test_ledger_take (TestLedger *self);
/* Plays a company that takes everything that is due; returns how many were sent. */
guint test_ledger_deliver (TestLedger *self);
/* The record's fields, borrowed from it. */
void test_ledger_init_of (OutlayExpense *expense, OutlayExpenseInit *init);

G_END_DECLS
