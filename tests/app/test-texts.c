/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>

#include "app/budgets/outlay-budget-text.h"
#include "app/expenses/outlay-expense-advice.h"
#include "app/expenses/outlay-month-header.h"
#include "app/shell/outlay-sync-status.h"
#include "app/widgets/outlay-complaint-text.h"
#include "app/widgets/outlay-day-text.h"
#include "app/widgets/outlay-error-text.h"
#include "app/widgets/outlay-pill.h"
#include "core/outlay-time.h"

/* What people read, as tables. */

static void
test_days (void)
{
  static const struct
  {
    const char *day;
    const char *text;
    const char *short_text;
  } cases[] = {
    { "2026-11-20", "Today", "Today" },
    { "2026-11-19", "Yesterday", "Yesterday" },
    { "2026-11-21", "Tomorrow", "Tomorrow" },
    { "2026-11-18", "18 November", "18 Nov" },
    { "2026-01-01", "1 January", "1 Jan" },
    { "2025-12-31", "31 December 2025", "31 Dec" },
    { "2026-02-30", "No date", "" },
    { "", "No date", "" },
    { NULL, "No date", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = outlay_day_to_text (cases[i].day, "2026-11-20");
      g_autofree char *short_text = outlay_day_to_short_text (cases[i].day, "2026-11-20");

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (short_text, ==, cases[i].short_text);
    }
}

static void
test_months (void)
{
  g_autofree char *month = outlay_month_to_text ("2026-11");
  g_autofree char *none = outlay_month_to_text ("");

  g_assert_cmpstr (month, ==, "November 2026");
  g_assert_cmpstr (none, ==, "No date");
}

static void
test_ages (void)
{
  static const struct
  {
    gint64 seconds;
    const char *text;
  } cases[] = {
    { -30, "Just now" },           { 59, "Just now" },          { 60, "1 minute ago" },
    { 59 * 60, "59 minutes ago" }, { 3600, "1 hour ago" },      { 23 * 3600, "23 hours ago" },
    { 24 * 3600, "1 day ago" },    { 72 * 3600, "3 days ago" },
  };
  gint64 now;

  g_assert_true (outlay_time_parse ("2026-11-20T12:00:00.000Z", &now));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *at = outlay_time_format (now - cases[i].seconds * G_USEC_PER_SEC);
      g_autofree char *text = outlay_age_to_text (at, now);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_advice (void)
{
  static const struct
  {
    OutlayState state;
    guint left;
    const char *reason;
    gboolean is_on_device;
    const char *advice;
  } cases[] = {
    { OUTLAY_STATE_DRAFT, 2, NULL, FALSE, "Only you can see this. Submit it when it is complete." },
    { OUTLAY_STATE_DRAFT, 2, NULL, TRUE, "" },
    { OUTLAY_STATE_SUBMITTED, 2, NULL, FALSE,
      "Waiting for a reviewer. You can withdraw it until it is decided." },
    { OUTLAY_STATE_APPROVED, 2, NULL, FALSE, "Approved. It will be reimbursed." },
    { OUTLAY_STATE_REJECTED, 2, "blurred", FALSE,
      "“blurred”\nYou can send a new proof 2 more times." },
    { OUTLAY_STATE_REJECTED, 1, "blurred", FALSE,
      "“blurred”\nThis is the last time you can send a new proof." },
    { OUTLAY_STATE_REJECTED, 0, "blurred", FALSE, "“blurred”\nThe rejection is final." },
    { OUTLAY_STATE_REJECTED, 0, NULL, FALSE, "The rejection is final." },
    { OUTLAY_STATE_REIMBURSED, 2, NULL, FALSE, "Reimbursed. There is nothing left to do." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayExpense) expense = outlay_expense_new (&(OutlayExpenseInit) {
          .id = "1",
          .state = cases[i].state,
          .reuploads_left = cases[i].left,
          .amount = { 100, "EUR" },
      });
      g_autofree char *advice = outlay_expense_advise (expense, cases[i].reason,
                                                       cases[i].is_on_device);

      g_assert_cmpstr (advice, ==, cases[i].advice);
    }
}

static void
test_sync (void)
{
  static const struct
  {
    OutlaySyncState state;
    guint n_waiting;
    guint n_stuck;
    const char *text;
    const char *icon;
  } cases[] = {
    { OUTLAY_SYNC_IDLE, 0, 0, "All sent", "outlay-approved-symbolic" },
    { OUTLAY_SYNC_BUSY, 0, 0, "Looking for news…", "outlay-sync-symbolic" },
    { OUTLAY_SYNC_BUSY, 2, 0, "2 waiting to be sent", "outlay-waiting-symbolic" },
    { OUTLAY_SYNC_IDLE, 1, 0, "1 waiting to be sent", "outlay-waiting-symbolic" },
    { OUTLAY_SYNC_OFFLINE, 0, 0, "Offline", "outlay-offline-symbolic" },
    { OUTLAY_SYNC_OFFLINE, 2, 0, "Offline – 2 waiting", "outlay-offline-symbolic" },
    { OUTLAY_SYNC_ATTENTION, 3, 1, "1 needs your attention", "outlay-attention-symbolic" },
    { OUTLAY_SYNC_OFFLINE, 3, 2, "2 need your attention", "outlay-attention-symbolic" },
    { OUTLAY_SYNC_SIGN_IN, 3, 2, "Sign in again", "outlay-attention-symbolic" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *icon;
      g_autofree char *text = outlay_sync_status_describe (cases[i].state, cases[i].n_waiting,
                                                           cases[i].n_stuck, &icon);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (icon, ==, cases[i].icon);
    }
}

static void
test_sums (void)
{
  g_autoptr (GPtrArray) sums = g_ptr_array_new ();
  OutlayMoney euros = { 1250, "EUR" }, dollars = { 300, "USD" }, yen = { 900, "JPY" };
  g_autofree char *none = outlay_month_header_format_sums (sums);
  g_autofree char *one = NULL, *two = NULL, *three = NULL;

  g_ptr_array_add (sums, &euros);
  one = outlay_month_header_format_sums (sums);
  g_ptr_array_add (sums, &dollars);
  two = outlay_month_header_format_sums (sums);
  g_ptr_array_add (sums, &yen);
  three = outlay_month_header_format_sums (sums);

  g_assert_cmpstr (none, ==, "");
  g_assert_nonnull (strstr (one, "12.50"));
  g_assert_nonnull (strstr (two, "12.50"));
  g_assert_nonnull (strstr (two, "3.00"));
  g_assert_nonnull (strstr (three, "2 more currencies"));
}

/* Every code there is has words of its own, and none falls through to the last resort. */
static void
test_complaints (void)
{
  static const char *const fields[] = {
    "amount",    "merchant",        "day",   "category", "note",
    "proofs[3]", "amount.currency", "email", "password", "name"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    for (guint code = 0; code < OUTLAY_N_COMPLAINT_CODES; code++)
      g_assert_cmpstr (outlay_complaint_to_text (fields[i], code), !=, "This cannot be used");

  g_assert_cmpstr (outlay_complaint_to_text ("amount", OUTLAY_COMPLAINT_NOT_POSITIVE), ==,
                   "The amount must be more than zero");
  g_assert_cmpstr (outlay_complaint_to_text ("proofs[3]", OUTLAY_COMPLAINT_PROOF_REQUIRED), ==,
                   "Your company asks for a receipt");
}

/* A limit is said, as money is in this country. */
static void
test_limit (void)
{
  const OutlayComplaint over = { "amount", OUTLAY_COMPLAINT_OVER_LIMIT, { 5000, "EUR" } };
  const OutlayComplaint other = { "amount", OUTLAY_COMPLAINT_NEGATIVE, { 0 } };
  g_autofree char *limit = outlay_money_format (&over.limit, NULL);
  g_autofree char *text = outlay_complaint_dup_text (&over);
  g_autofree char *plain = outlay_complaint_dup_text (&other);

  g_assert_nonnull (strstr (text, limit));
  g_assert_cmpstr (plain, ==, "The amount must not be negative");
}

static void
test_errors (void)
{
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "errno 5");

  for (guint code = 0; code < OUTLAY_CLIENT_ERROR_FAILED; code++)
    g_assert_cmpstr (outlay_client_error_to_text (code), !=, "Something went wrong.");
  g_assert_cmpstr (outlay_client_error_to_text (OUTLAY_CLIENT_ERROR_OTHER_PERSON), !=,
                   "Something went wrong.");

  /* A foreign message is for the log. */
  g_assert_cmpstr (outlay_error_to_text (foreign), ==, "Something went wrong.");
  g_assert_cmpstr (outlay_error_to_text (NULL), ==, "Something went wrong.");
}

static void
test_marks (void)
{
  for (guint state = 0; state < OUTLAY_N_STATES; state++)
    {
      OutlayMark plain = outlay_pill_choose_mark (state, OUTLAY_DELIVERY_DELIVERED);
      OutlayMark waiting = outlay_pill_choose_mark (state, OUTLAY_DELIVERY_WAITING);
      OutlayMark stuck = outlay_pill_choose_mark (state, OUTLAY_DELIVERY_STUCK);

      g_assert_nonnull (plain.text);
      g_assert_nonnull (plain.icon);
      g_assert_cmpstr (plain.text, ==, waiting.text);
      g_assert_cmpstr (stuck.text, ==, "Needs attention");
    }

  for (guint action = 0; action < OUTLAY_N_ACTIONS; action++)
    {
      g_assert_nonnull (outlay_action_get_verb (action));
      g_assert_nonnull (outlay_action_get_past (action));
    }
}

static void
test_budgets (void)
{
  OutlayBudgetLine line = {
    .budget = { .limit = { 20000, "EUR" } },
    .has_standing = TRUE,
    .standing = { .currency = "EUR",
                  .limit = 20000,
                  .spent = 15000,
                  .committed = 1200,
                  .left = 3800 },
    .over_day = 24,
  };
  OutlayBudgetLine over = line;
  g_autofree char *pace = outlay_budget_dup_pace_text (&line, "2026-11-01");
  g_autofree char *used = outlay_budget_dup_used_text (&line);
  g_autofree char *left = outlay_budget_dup_left_text (&line);
  g_autofree char *less = NULL;
  g_autofree char *none = NULL;

  g_assert_cmpstr (pace, ==, "At this pace over on 24 November");
  g_assert_cmpstr (used, ==, "€162.00 of €200.00");
  g_assert_cmpstr (left, ==, "€38.00 left");

  over.standing.left = -1200;
  over.over_day = 0;
  less = outlay_budget_dup_left_text (&over);
  none = outlay_budget_dup_pace_text (&over, "2026-11-01");
  g_assert_cmpstr (less, ==, "€12.00 over");
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/texts/days", test_days);
  g_test_add_func ("/app/texts/months", test_months);
  g_test_add_func ("/app/texts/ages", test_ages);
  g_test_add_func ("/app/texts/advice", test_advice);
  g_test_add_func ("/app/texts/sync", test_sync);
  g_test_add_func ("/app/texts/sums", test_sums);
  g_test_add_func ("/app/texts/complaints", test_complaints);
  g_test_add_func ("/app/texts/limit", test_limit);
  g_test_add_func ("/app/texts/errors", test_errors);
  g_test_add_func ("/app/texts/marks", test_marks);
  g_test_add_func ("/app/texts/budgets", test_budgets);

  return g_test_run ();
}
