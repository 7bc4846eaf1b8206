/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "form-desk.h"

#include "app/form/outlay-complaint-row.h"
#include "app/form/outlay-day-row.h"
#include "client/account/outlay-policy-setting.h"

/* The text under a field that stands for what is wrong with it. */
static const char *
get_complaint (Desk *desk, guint number)
{
  GtkWidget *row = stage_find (desk->form, OUTLAY_TYPE_COMPLAINT_ROW);

  while (number > 0)
    {
      row = gtk_widget_get_next_sibling (row);
      if (OUTLAY_IS_COMPLAINT_ROW (row))
        number--;
    }

  return outlay_complaint_row_get_text (OUTLAY_COMPLAINT_ROW (row));
}

static void
leave_amount (Desk *desk)
{
  g_signal_emit_by_name (desk->amount, "left");
}

static char *
dup_amount_complaint (Desk *desk)
{
  char *complaint;

  g_object_get (desk->amount, "complaint", &complaint, NULL);
  return complaint;
}

static void
test_odd_amounts (void)
{
  static const struct
  {
    const char *typed;
    gboolean is_good;
  } amounts[] = {
    { "12,50", TRUE },   { "1.234,56", TRUE }, { " 7 ", TRUE },   { "€ 12", TRUE },
    { "twelve", FALSE }, { "12,345", FALSE },  { "1..2", FALSE }, { "−3", FALSE },
  };
  Desk *desk = desk_start (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autofree char *kept = NULL;

      g_test_message ("%s", amounts[i].typed);
      outlay_amount_field_set_text (desk->amount, "");
      g_object_set (desk->draft, "amount-text", amounts[i].typed, NULL);
      leave_amount (desk);
      after = dup_amount_complaint (desk);
      g_object_get (desk->draft, "amount-text", &kept, NULL);

      g_assert_true ((after == NULL) == amounts[i].is_good);
      g_assert_cmpstr (kept, ==, amounts[i].typed);
    }

  desk_finish (desk);
}

static void
test_complaints_in_their_time (void)
{
  Desk *desk = desk_start (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
  g_autofree char *early = NULL;
  g_autofree char *late = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *proofs = NULL;

  /* An empty field that was left is no mistake yet. */
  leave_amount (desk);
  early = dup_amount_complaint (desk);
  g_assert_null (early);

  gtk_widget_activate_action (GTK_WIDGET (desk->form), "form.submit", NULL);
  late = dup_amount_complaint (desk);
  g_assert_nonnull (late);
  g_assert_cmpstr (get_complaint (desk, 0), ==, "Say where it was bought");
  g_assert_cmpstr (get_complaint (desk, 1), ==, "Choose a category");
  g_assert_null (get_complaint (desk, 2));
  g_object_get (desk->picker, "complaint", &proofs, NULL);
  g_assert_nonnull (proofs);
  g_assert_null (desk->submitted_id);
  stage_picture (desk->window, "form-complaints");

  /* They go as they are mended. */
  gtk_editable_set_text (GTK_EDITABLE (desk->merchant), "Nero");
  g_assert_null (get_complaint (desk, 0));
  outlay_amount_field_set_text (desk->amount, "3");
  gone = dup_amount_complaint (desk);
  g_assert_null (gone);

  desk_finish (desk);
}

static void
set_limit (TestLedger *ledger, gint64 minor, OutlayOverLimit over_limit)
{
  g_auto (OutlayPolicy) policy = outlay_policy_default;
  OutlayPage *page = outlay_page_new ();

  policy.over_limit = over_limit;
  policy.limits = outlay_policy_limits_new ();
  outlay_policy_limits_add (policy.limits, TEST_CATEGORY, &(OutlayMoney) { minor, "EUR" });
  outlay_policy_setting_add (&policy, page);
  test_await (outlay_page_apply (page, outlay_workspace_get_database (ledger->workspace), "1"));
}

/* A limit that only warns is said at once and holds nobody up; one that refuses does. */
static void
test_limits (void)
{
  TestLedger *ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  Desk *desk;

  set_limit (ledger, 1000, OUTLAY_OVER_LIMIT_WARN);
  desk = desk_start (ledger, 1000);
  desk_fill_in (desk);
  g_assert_nonnull (strstr (outlay_amount_field_get_hint (desk->amount), "at most"));
  g_assert_nonnull (strstr (outlay_amount_field_get_hint (desk->amount), "10.00"));
  g_assert_null (dup_amount_complaint (desk));
  stage_picture (desk->window, "form-limit");

  outlay_amount_field_set_text (desk->amount, "10.00");
  g_assert_null (strstr (outlay_amount_field_get_hint (desk->amount), "at most"));

  set_limit (ledger, 999, OUTLAY_OVER_LIMIT_REFUSE);
  gtk_widget_activate_action (GTK_WIDGET (desk->form), "form.submit", NULL);
  g_assert_nonnull (strstr (outlay_amount_field_get_hint (desk->amount), "at most"));
  g_assert_null (desk->submitted_id);

  outlay_amount_field_set_text (desk->amount, "9.99");
  gtk_widget_activate_action (GTK_WIDGET (desk->form), "form.submit", NULL);
  stage_run_until (desk_is_closed, desk);
  g_assert_nonnull (desk->submitted_id);

  desk_finish (desk);
}

static void
test_merchant_completion (void)
{
  TestLedger *ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *one = test_ledger_save_complete (ledger, "Bahnhof Bistro", "bistro");
  g_autofree char *other = test_ledger_save (ledger, "Bäckerei Müller", "3", "2026-11-02");
  Desk *desk = desk_start (ledger, 1000);
  GListModel *offers = outlay_merchant_row_get_offers (desk->merchant);
  g_autofree char *category = NULL;

  gtk_widget_grab_focus (GTK_WIDGET (desk->merchant));
  gtk_editable_set_text (GTK_EDITABLE (desk->merchant), "ba");
  g_assert_cmpuint (g_list_model_get_n_items (offers), ==, 2);
  stage_picture (desk->window, "form-completion");

  gtk_editable_set_text (GTK_EDITABLE (desk->merchant), "bahn");
  g_assert_cmpuint (g_list_model_get_n_items (offers), ==, 1);
  g_assert_true (stage_press (GTK_WIDGET (desk->merchant), GDK_KEY_Down, 0));
  g_assert_true (stage_press (GTK_WIDGET (desk->merchant), GDK_KEY_Return, 0));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (desk->merchant)), ==, "Bahnhof Bistro");

  /* Its usual category comes with it. */
  g_object_get (desk->draft, "category", &category, NULL);
  g_assert_cmpstr (category, ==, TEST_CATEGORY);

  desk_finish (desk);
}

static void
test_twin (void)
{
  TestLedger *ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *first = test_ledger_save (ledger, "Nero", "12.50", "2026-11-20");
  Desk *desk = desk_start (ledger, 1000);
  GtkWidget *keep;

  outlay_amount_field_set_text (desk->amount, "12.50");
  gtk_editable_set_text (GTK_EDITABLE (desk->merchant), "Nero");
  test_idle (600);
  keep = stage_find_button (desk->form, "Keep Anyway");
  g_assert_true (gtk_widget_get_mapped (keep));
  stage_picture (desk->window, "form-twin");

  gtk_widget_activate_action (keep, "twin.keep", NULL);
  gtk_editable_set_text (GTK_EDITABLE (desk->merchant), "Nero ");
  gtk_editable_set_text (GTK_EDITABLE (desk->merchant), "Nero");
  test_idle (600);
  g_assert_false (gtk_widget_get_mapped (keep));

  desk_finish (desk);
}

static void
test_days (void)
{
  static const struct
  {
    const char *typed;
    const char *day;
  } days[] = {
    { "2026-11-20", "2026-11-20" },
    { "2026-02-30", NULL },
    { "soon", NULL },
    { "", NULL },
    { "7", NULL },
    { "11/20/26", "2026-11-20" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *day = outlay_day_row_read (days[i].typed);

      g_test_message ("%s", days[i].typed);
      g_assert_cmpstr (day, ==, days[i].day);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  stage_init ();
  g_test_add_func ("/app/expense-form/odd-amounts", test_odd_amounts);
  g_test_add_func ("/app/expense-form/complaints-in-their-time", test_complaints_in_their_time);
  g_test_add_func ("/app/expense-form/limits", test_limits);
  g_test_add_func ("/app/expense-form/merchant-completion", test_merchant_completion);
  g_test_add_func ("/app/expense-form/twin", test_twin);
  g_test_add_func ("/app/expense-form/days", test_days);
  return g_test_run ();
}
