/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "test-desk.h"

G_BEGIN_DECLS

/**
 * TestNumbers:
 *
 * All that was told of a run of days, number by number: by block, what it is of, and state. Two that tell
 * the same are the same table. What there is nothing of is not in it.
 *
 * The block "EUR" is what was spent in euros, and "EUR+" everything in euros: what was converted as well.
 */
typedef GHashTable TestNumbers;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestNumbers, g_hash_table_unref)

TestNumbers *test_numbers_new (void);

/* Adds to what is there. */
void test_numbers_add (TestNumbers *self, gint64 count, gint64 minor, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
/* Fails at the first number that one of them does not have, or tells otherwise. */
void test_numbers_assert_same (TestNumbers *here, TestNumbers *there, const char *about);

/**
 * test_numbers_add_told:
 * @object: what has "totals": a report, a period or a span
 * @member: what they are told by: "categories", "merchants" or "people"
 * @home: the currency of everything
 *
 * Adds what the server tells, as it is on the wire.
 */
void
test_numbers_add_told (TestNumbers *self, JsonObject *object, const char *member, const char *home);
/* The totals of each of them, by their first day. */
void test_numbers_add_series (TestNumbers *self, JsonArray *periods, const char *home);
/* The totals alone, of the days before. */
void test_numbers_add_before (TestNumbers *self, JsonObject *before, const char *home);

/* What there is to read on a device. */
typedef enum
{
  TEST_NUMBERS_CATEGORIES = 1 << 0,
  TEST_NUMBERS_MERCHANTS = 1 << 1,
  TEST_NUMBERS_PEOPLE = 1 << 2, /* of one's own it is oneself */
  TEST_NUMBERS_SERIES = 1 << 3,
  TEST_NUMBERS_BEFORE = 1 << 4,
  TEST_NUMBERS_DRAFTS = 1 << 5, /* else without them */
} TestNumbersParts;

/**
 * test_numbers_add_kept:
 * @query: days, days before, step and scope
 * @currencies: (array zero-terminated=1): all there may be; @home is one
 *
 * Adds what this device tells: of each currency, alone and with what was converted, and each state.
 */
void test_numbers_add_kept (TestNumbers *self,
                            TestDesk *desk,
                            const OutlaySpendingQuery *query,
                            TestNumbersParts parts,
                            const char *const *currencies,
                            const char *home);

/* How budgets stand: as the server's analytics tell, and as the lines of the budget store. */
void test_numbers_add_budgets (TestNumbers *self, JsonArray *budgets);
void test_numbers_add_lines (TestNumbers *self, GArray *lines);

G_END_DECLS
