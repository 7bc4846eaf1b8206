/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/outlay-uuid.h"
#include "outlay-test-store.h"
#include "server/expenses/outlay-expense-store.h"
#include "server/reports/outlay-breakdown-store.h"
#include "server/reports/outlay-decision-store.h"
#include "server/reports/outlay-total-store.h"

#define N_STEPS 1500
#define N_SERIES 3
#define N_REPORTS 4
#define MIGRATION "/io/github/outlay/server/sql/migrations/006-totals.sql"
#define DASHBOARD_MIGRATION "/io/github/outlay/server/sql/migrations/016-breakdowns.sql"

/* What the naive model knows of an expense. */
typedef struct
{
  char *id;
  const OutlayIdentity *owner;
  OutlayState state;
  gint64 minor;
  char currency[4];
  char day[OUTLAY_DAY_SIZE];
  const char *category;
  gboolean was_submitted;
  gboolean is_converted;
  gint64 home_minor;
} Known;

typedef struct
{
  OutlayTestStore store;
  GArray *known; /* of Known */
  gint64 now;
  gboolean has_rates; /* whether what is submitted may be converted */
} History;

static void
clear_known (gpointer data)
{
  g_free (((Known *) data)->id);
}

static void
history_begin (History *self)
{
  outlay_test_store_set_up (&self->store);
  self->known = g_array_new (FALSE, FALSE, sizeof (Known));
  g_array_set_clear_func (self->known, clear_known);
  self->now = 1000;
  self->has_rates = TRUE;
}

static void
history_end (History *self)
{
  g_array_unref (self->known);
  outlay_test_store_tear_down (&self->store);
}

/* Days lie around the turn of a year, so that months, weeks and years all change. */
static void
choose_facts (History *self, Known *one, OutlayExpenseFields *fields)
{
  static const char *const currencies[] = { "EUR", "EUR", "USD", "JPY" };
  const char *categories[] = { self->store.travel, self->store.meals, NULL };

  one->is_converted = FALSE;
  one->minor = g_test_rand_int_range (0, 100000);
  g_strlcpy (one->currency, currencies[g_test_rand_int_range (0, 4)], sizeof one->currency);
  one->category = categories[g_test_rand_int_range (0, 3)];
  one->day[0] = '\0';
  if (g_test_rand_int_range (0, 8) > 0)
    {
      int month = g_test_rand_int_range (0, 5);

      g_snprintf (one->day, sizeof one->day, "%d-%02d-%02d", month < 2 ? 2025 : 2026,
                  (month + 10) % 12 + 1, g_test_rand_int_range (1, 29));
    }

  *fields = (OutlayExpenseFields) {
    .merchant = "Café Nero",
    .amount.minor = one->minor,
    .day = one->day,
    .category = one->category,
    .note = "",
  };
  g_strlcpy (fields->amount.currency, one->currency, sizeof fields->amount.currency);
}

static void
insert (History *self)
{
  const OutlayIdentity *owners[] = { &self->store.ada, &self->store.ben, &self->store.rita };
  Known one = { .owner = owners[g_test_rand_int_range (0, 3)], .state = OUTLAY_STATE_DRAFT };
  g_autofree OutlayExpenseView *view = NULL;
  g_autoptr (GError) error = NULL;
  OutlayExpenseFields fields;

  choose_facts (self, &one, &fields);
  one.id = outlay_uuid_new ();
  view = outlay_expense_store_insert (self->store.db, one.owner, one.id, &fields, self->now++,
                                      &error);
  g_assert_no_error (error);
  g_array_append_val (self->known, one);
}

static OutlayStoredExpense *
find (History *self, const Known *one)
{
  OutlayStoredExpense *expense = NULL;
  g_autoptr (GError) error = NULL;

  outlay_expense_store_get (self->store.db, OUTLAY_TEST_COMPANY, one->id, &expense, &error);
  g_assert_no_error (error);
  g_assert_nonnull (expense);
  return expense;
}

static void
replace (History *self, Known *one)
{
  g_autoptr (OutlayStoredExpense) expense = find (self, one);
  g_autofree OutlayExpenseView *view = NULL;
  g_autoptr (GError) error = NULL;
  OutlayExpenseFields fields;

  if (!outlay_state_is_editable (one->state))
    return;

  choose_facts (self, one, &fields);
  view = outlay_expense_store_replace (self->store.db, OUTLAY_TEST_COMPANY, expense, &fields,
                                       self->now++, &error);
  g_assert_no_error (error);
}

/* By any rate, or none. */
static gboolean
convert (History *self, Known *one, OutlayConversion *conversion)
{
  OutlayMoney amount = { .minor = one->minor };

  one->is_converted = self->has_rates && !g_str_equal (one->currency, "EUR") &&
                      g_test_rand_int_range (0, 3) > 0;
  if (!one->is_converted)
    return FALSE;

  g_strlcpy (amount.currency, one->currency, sizeof amount.currency);
  *conversion = (OutlayConversion) {
    .rate = { (guint64) g_test_rand_int_range (1, 20000) * 10 + 1, 5 },
    .rate_day = "2026-01-02",
  };
  g_assert_true (
      outlay_rate_convert (&conversion->rate, &amount, "EUR", &conversion->amount, NULL));
  one->home_minor = conversion->amount.minor;

  return TRUE;
}

static void
put_elsewhere (History *self, Known *one)
{
  const char *categories[] = { self->store.travel, self->store.meals };
  g_autoptr (OutlayStoredExpense) expense = find (self, one);
  g_autoptr (GError) error = NULL;

  one->category = categories[g_test_rand_int_range (0, 2)];
  outlay_expense_store_set_category (self->store.db, OUTLAY_TEST_COMPANY, expense, one->category,
                                     self->now++, &error);
  g_assert_no_error (error);
}

static void
move (History *self, Known *one)
{
  static const struct
  {
    OutlayState from;
    OutlayAction action;
    OutlayState to;
  } moves[] = {
    { OUTLAY_STATE_DRAFT, OUTLAY_ACTION_SUBMIT, OUTLAY_STATE_SUBMITTED },
    { OUTLAY_STATE_SUBMITTED, OUTLAY_ACTION_WITHDRAW, OUTLAY_STATE_DRAFT },
    { OUTLAY_STATE_SUBMITTED, OUTLAY_ACTION_APPROVE, OUTLAY_STATE_APPROVED },
    { OUTLAY_STATE_SUBMITTED, OUTLAY_ACTION_REJECT, OUTLAY_STATE_REJECTED },
    { OUTLAY_STATE_APPROVED, OUTLAY_ACTION_REIMBURSE, OUTLAY_STATE_REIMBURSED },
    { OUTLAY_STATE_REJECTED, OUTLAY_ACTION_RESUBMIT, OUTLAY_STATE_SUBMITTED },
    { OUTLAY_STATE_APPROVED, OUTLAY_ACTION_REOPEN, OUTLAY_STATE_SUBMITTED },
    { OUTLAY_STATE_APPROVED, OUTLAY_ACTION_REIMBURSE, OUTLAY_STATE_REIMBURSED },
  };
  guint at = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (moves));
  OutlayConversion conversion;
  gboolean converts = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++, at = (at + 1) % G_N_ELEMENTS (moves))
    if (moves[at].from == one->state)
      {
        one->state = moves[at].to;
        one->was_submitted = TRUE;
        if (moves[at].action == OUTLAY_ACTION_SUBMIT || moves[at].action == OUTLAY_ACTION_RESUBMIT)
          converts = convert (self, one, &conversion);
        if (one->state == OUTLAY_STATE_DRAFT)
          one->is_converted = FALSE;
        outlay_test_store_move_converted (&self->store, one->id, &self->store.amin,
                                          moves[at].action, moves[at].to,
                                          converts ? &conversion : NULL);
        return;
      }
}

static void delete (History *self, guint at)
{
  Known *one = &g_array_index (self->known, Known, at);
  g_autoptr (OutlayStoredExpense) expense = find (self, one);
  g_autoptr (GError) error = NULL;

  if (one->was_submitted)
    return;

  outlay_expense_store_delete (self->store.db, OUTLAY_TEST_COMPANY, expense, &error);
  g_assert_no_error (error);
  g_array_remove_index_fast (self->known, at);
}

static void
step (History *self)
{
  int luck = g_test_rand_int_range (0, 10);
  guint at;

  if (self->known->len == 0 || luck < 3)
    {
      insert (self);
      return;
    }

  at = (guint) g_test_rand_int_range (0, (gint32) self->known->len);
  if (luck < 4)
    delete (self, at);
  else if (luck < 6)
    replace (self, &g_array_index (self->known, Known, at));
  else if (luck < 7)
    put_elsewhere (self, &g_array_index (self->known, Known, at));
  else
    move (self, &g_array_index (self->known, Known, at));
}

static void
assert_dashboard_right (History *self)
{
  g_autofree char *problem = NULL;
  g_autoptr (GError) error = NULL;

  outlay_breakdown_store_check (self->store.db, &problem, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (problem, ==, NULL);
  outlay_decision_store_check (self->store.db, &problem, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (problem, ==, NULL);
}

static void
assert_right (History *self)
{
  g_autofree char *problem = NULL;
  g_autoptr (GError) error = NULL;

  outlay_total_store_check (self->store.db, &problem, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (problem, ==, NULL);
  assert_dashboard_right (self);
}

static gint64
count (History *self, const char *sql)
{
  g_autoptr (OutlayStatement) query = outlay_connection_prepare (self->store.db, sql, NULL);
  gboolean has_row;

  g_assert_true (outlay_statement_step (query, &has_row, NULL));
  return outlay_statement_get_int (query, 0);
}

/* What a reading of all expenses gives. */
static void
add_naively (History *self, const char *owner, OutlayDayReport *report)
{
  for (guint i = 0; i < self->known->len; i++)
    {
      const Known *one = &g_array_index (self->known, Known, i);

      if (!outlay_days_contains (&report->days, one->day) ||
          (owner != NULL ? !g_str_equal (one->owner->user, owner)
                         : one->state == OUTLAY_STATE_DRAFT))
        continue;

      g_assert_true (outlay_report_add_state (&report->report, one->currency, one->category,
                                              one->state, 1, one->minor, NULL));
      if (one->is_converted)
        g_assert_true (outlay_report_add_state (&report->report, "=EUR", one->category, one->state,
                                                1, one->home_minor, NULL));
    }
}

static void
assert_same_states (const OutlayStateTotals *a, const OutlayStateTotals *b)
{
  g_assert_cmpmem (a, sizeof *a, b, sizeof *b);
}

static void
assert_same (const OutlayReport *a, const OutlayReport *b)
{
  g_assert_cmpuint (a->n_currencies, ==, b->n_currencies);
  for (guint i = 0; i < a->n_currencies; i++)
    {
      const OutlayCurrencyTotals *first = &a->currencies[i], *second = &b->currencies[i];

      g_assert_cmpstr (first->currency, ==, second->currency);
      assert_same_states (&first->totals, &second->totals);
      g_assert_cmpuint (first->n_categories, ==, second->n_categories);
      for (guint k = 0; k < first->n_categories; k++)
        {
          g_assert_cmpstr (first->categories[k].category, ==, second->categories[k].category);
          assert_same_states (&first->categories[k].totals, &second->categories[k].totals);
        }
    }
}

/* Random runs of days one after the other, some of them with gaps between them. */
static void
begin_series (History *self, const char *owner, OutlayDayReport *found, OutlayDayReport *naive)
{
  char day[OUTLAY_DAY_SIZE] = "2025-10-20";

  for (guint i = 0; i < N_REPORTS; i++)
    {
      OutlayDays skipped;

      if (g_test_rand_bit ())
        {
          g_assert_true (outlay_days_of_period (&skipped, g_test_rand_int_range (0, 2), day,
                                                OUTLAY_ISO_WEEKDAY));
          memcpy (day, skipped.until, sizeof day);
        }
      g_assert_true (outlay_days_of_period (&found[i].days, g_test_rand_int_range (0, 3), day,
                                            OUTLAY_ISO_WEEKDAY));
      memcpy (found[i].days.from, day, sizeof day);
      memcpy (day, found[i].days.until, sizeof day);
      naive[i].days = found[i].days;
      outlay_report_init (&found[i].report, TRUE);
      outlay_report_init (&naive[i].report, TRUE);
      add_naively (self, owner, &naive[i]);
    }
}

static void
assert_readings (History *self)
{
  const char *owners[] = { NULL, self->store.ada.user, self->store.rita.user };
  const char *owner = owners[g_test_rand_int_range (0, 3)];
  OutlayDayReport found[N_SERIES][N_REPORTS], naive[N_SERIES][N_REPORTS];
  OutlayDaySeries series[N_SERIES];
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_SERIES; i++)
    {
      begin_series (self, owner, found[i], naive[i]);
      series[i] = (OutlayDaySeries) { found[i], N_REPORTS };
    }

  outlay_total_store_read (self->store.db, OUTLAY_TEST_COMPANY, owner, series, N_SERIES, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_SERIES; i++)
    for (guint k = 0; k < N_REPORTS; k++)
      {
        assert_same (&found[i][k].report, &naive[i][k].report);
        outlay_report_clear (&found[i][k].report);
        outlay_report_clear (&naive[i][k].report);
      }
}

static void
test_histories (void)
{
  History history;

  history_begin (&history);
  assert_right (&history);
  for (guint i = 0; i < N_STEPS; i++)
    {
      step (&history);
      if (i % 10 == 0)
        assert_right (&history);
      assert_readings (&history);
    }
  g_assert_cmpuint (history.known->len, >, 100);
  history_end (&history);
}

/* Nothing is left behind by expenses that are not there any more. */
static void
test_delete_empty (void)
{
  History history;

  history_begin (&history);
  for (guint i = 0; i < 100; i++)
    insert (&history);
  for (guint i = 0; i < 100; i++)
    replace (&history, &g_array_index (history.known, Known, i));
  while (history.known->len > 0)
    delete (&history, 0);
  g_assert_cmpint (count (&history, "SELECT count(*) FROM total"), ==, 0);
  history_end (&history);
}

/* A database that was at work before there were totals. */
static void
test_migration (void)
{
  g_autoptr (GBytes) sql = g_resources_lookup_data (MIGRATION, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  History history;
  gint64 n_rows;

  history_begin (&history);
  history.has_rates = FALSE;
  for (guint i = 0; i < 500; i++)
    step (&history);
  n_rows = count (&history, "SELECT count(*) FROM total");
  outlay_test_store_execute (&history.store, "DROP TABLE total");
  outlay_test_store_execute (&history.store, g_bytes_get_data (sql, NULL));
  assert_right (&history);
  g_assert_cmpint (count (&history, "SELECT count(*) FROM total"), ==, n_rows);
  for (guint i = 0; i < 100; i++)
    step (&history);
  assert_right (&history);
  history_end (&history);
}

/* A database that was at work before there was a dashboard; some of it was converted. */
static void
test_migration_of_dashboard (void)
{
  static const char before[] =
      "DROP TABLE breakdown; DROP TABLE decision; DROP TABLE reimbursed;"
      "DROP INDEX expense_waiting; DROP INDEX person_by_department; DROP INDEX expense_spent;"
      "ALTER TABLE expense DROP COLUMN waiting_since;"
      "UPDATE expense SET home_currency = 'EUR', home_minor = minor * 2, rate = '2',"
      "                   rate_day = day "
      "WHERE currency <> 'EUR' AND state <> 'draft';";
  g_autoptr (GBytes)
      sql = g_resources_lookup_data (DASHBOARD_MIGRATION, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  History history;

  history_begin (&history);
  for (guint i = 0; i < N_STEPS; i++)
    step (&history);
  outlay_test_store_execute (&history.store, before);
  outlay_test_store_execute (&history.store, g_bytes_get_data (sql, NULL));
  assert_dashboard_right (&history);
  g_assert_cmpint (count (&history, "SELECT count(*) FROM breakdown WHERE currency = '=EUR'"), >,
                   0);
  g_assert_cmpint (count (&history, "SELECT count(*) FROM decision"), >, 0);
  g_assert_cmpint (count (&history, "SELECT count(*) FROM reimbursed WHERE currency = '=EUR'"), >,
                   0);
  g_assert_cmpint (count (&history, "SELECT count(*) FROM expense WHERE waiting_since IS NOT NULL"),
                   >, 0);
  history_end (&history);
}

/* Whatever is changed in one row, "outlayd check" finds it. */
static void
test_check (void)
{
  static const char *const damages[] = {
    "UPDATE total SET minor_submitted = minor_submitted + 1 WHERE %s",
    "UPDATE total SET n_approved = n_approved + 1 WHERE %s",
    "UPDATE total SET day = '1999-01-01' WHERE %s",
    "UPDATE total SET category = category || 'x' WHERE %s",
    "DELETE FROM total WHERE %s",
    "INSERT INTO total SELECT company, owner, grain, '1999-01-01', currency, category, 0, 0, 0, 0, "
    "0, 0, 0, 0, 0, 0 FROM total WHERE %s",
  };
  static const char *const rows[] = {
    "owner <> '' AND day = (SELECT max(day) FROM total WHERE owner <> '' AND n_submitted > 0)",
    "owner = '' AND grain = 'day' AND day = (SELECT min(day) FROM total WHERE owner = '' AND grain "
    "= "
    "'day')",
    "owner = '' AND grain = 'month' AND day = '2026-01-01'",
  };
  History history;

  history_begin (&history);
  for (guint i = 0; i < 500; i++)
    step (&history);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    for (guint k = 0; k < G_N_ELEMENTS (rows); k++)
      {
        g_auto (GStrv) parts = g_strsplit (damages[i], "%s", 2);
        g_autofree char *sql = g_strconcat (parts[0], rows[k], parts[1], NULL);
        g_autofree char *problem = NULL;
        g_autoptr (GError) error = NULL;

        assert_right (&history);
        outlay_connection_begin (history.store.db, &error);
        g_assert_no_error (error);
        outlay_test_store_execute (&history.store, sql);
        outlay_total_store_check (history.store.db, &problem, &error);
        g_assert_no_error (error);
        g_test_message ("%s: %s", sql, problem);
        g_assert_nonnull (problem);
        outlay_connection_rollback (history.store.db);
      }
  history_end (&history);
}

/* The same of what is kept by merchant and by person, and of the decisions. */
static void
test_check_of_dashboard (void)
{
#define ONE_OF(table, where)                                                                       \
  "(kind, grain, day, currency, part) IN (SELECT kind, grain, day, currency, part FROM " table     \
  " WHERE " where " ORDER BY day DESC, currency, part LIMIT 1)"
  static const char *const damages[] = {
    "UPDATE breakdown SET minor_submitted = minor_submitted + 1 WHERE " ONE_OF (
        "breakdown", "kind = 'merchant' AND grain = 'month'"),
    "UPDATE breakdown SET n_approved = n_approved + 1 WHERE " ONE_OF (
        "breakdown", "kind = 'person' AND grain = 'year'"),
    "UPDATE breakdown SET part = part || 'x' WHERE " ONE_OF ("breakdown", "kind = 'merchant'"),
    "DELETE FROM breakdown WHERE " ONE_OF ("breakdown", "kind = 'person'"),
    "INSERT INTO breakdown SELECT company, kind, grain, '1999-01-01', currency, part, 0, 0, 0, 0, "
    "0, 0, 0, 0 FROM breakdown LIMIT 1",
    "UPDATE expense SET waiting_since = waiting_since + 1 WHERE state = 'submitted'",
    "UPDATE expense SET waiting_since = NULL WHERE state = 'submitted'",
    "UPDATE expense SET waiting_since = 1 WHERE state = 'draft'",
    "UPDATE decision SET waited = waited + 1",
    "DELETE FROM decision WHERE action = 'reject'",
    "INSERT INTO decision SELECT company, action, at + 1, seq + 1000000, waited FROM decision",
    "UPDATE reimbursed SET minor = minor + 1",
    "UPDATE reimbursed SET day = day + 1",
    "DELETE FROM reimbursed",
  };
#undef ONE_OF
  History history;

  history_begin (&history);
  for (guint i = 0; i < N_STEPS; i++)
    step (&history);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *problem = NULL;
      g_autoptr (GError) error = NULL;

      assert_right (&history);
      outlay_connection_begin (history.store.db, &error);
      g_assert_no_error (error);
      outlay_test_store_execute (&history.store, damages[i]);
      g_assert_true (
          outlay_breakdown_store_check (history.store.db, &problem, &error) &&
          (problem != NULL || outlay_decision_store_check (history.store.db, &problem, &error)));
      g_test_message ("%s: %s", damages[i], problem);
      g_assert_nonnull (problem);
      outlay_connection_rollback (history.store.db);
    }
  history_end (&history);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/totals/histories", test_histories);
  g_test_add_func ("/server/totals/delete-empty", test_delete_empty);
  g_test_add_func ("/server/totals/migration", test_migration);
  g_test_add_func ("/server/totals/migration-of-dashboard", test_migration_of_dashboard);
  g_test_add_func ("/server/totals/check", test_check);
  g_test_add_func ("/server/totals/check-of-dashboard", test_check_of_dashboard);

  return g_test_run ();
}
