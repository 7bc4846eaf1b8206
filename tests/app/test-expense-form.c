/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "form-desk.h"

static void
test_submit (void)
{
  Desk *desk = desk_start (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
  g_autoptr (OutlayExpense) expense = NULL;

  stage_picture (desk->window, "form-empty");
  desk_fill_in (desk);
  stage_picture (desk->window, "form-filled");
  g_assert_true (stage_shortcut (GTK_WIDGET (desk->form), GDK_KEY_Return, GDK_CONTROL_MASK));
  stage_run_until (desk_is_closed, desk);

  g_assert_nonnull (desk->submitted_id);
  g_assert_cmpint (desk->entry, >, 0);
  expense = test_ledger_get (desk->ledger, desk->submitted_id);
  g_assert_cmpint (outlay_expense_get_state (expense), ==, OUTLAY_STATE_SUBMITTED);
  g_assert_cmpint (outlay_expense_get_amount (expense)->minor, ==, 1250);
  g_assert_cmpstr (outlay_expense_get_merchant (expense), ==, "Nero");

  desk_finish (desk);
}

static void
test_on_device (void)
{
  Desk *desk = desk_start (test_ledger_new (), 1000);
  g_autoptr (OutlayExpense) expense = NULL;

  stage_picture (desk->window, "form-device");
  outlay_amount_field_set_text (desk->amount, "3.20");
  gtk_editable_set_text (GTK_EDITABLE (desk->merchant), "Kiosk");
  gtk_widget_activate_action (GTK_WIDGET (desk->form), "form.submit", NULL);
  stage_run_until (desk_is_closed, desk);

  g_assert_null (desk->submitted_id);
  expense = test_ledger_get (desk->ledger, desk->saved_id);
  g_assert_cmpint (outlay_expense_get_state (expense), ==, OUTLAY_STATE_DRAFT);

  desk_finish (desk);
}

static gboolean
has_other_draft (gpointer data)
{
  Desk *desk = data;

  return outlay_expense_form_dialog_get_draft (desk->form) != desk->draft;
}

static void
test_save_and_next (void)
{
  Desk *desk = desk_start (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
  g_autofree char *merchant = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *category = NULL;

  desk_fill_in (desk);
  g_assert_true (
      stage_shortcut (GTK_WIDGET (desk->form), GDK_KEY_Return, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  stage_run_until (has_other_draft, desk);

  g_assert_nonnull (desk->saved_id);
  g_assert_false (desk->is_closed);
  g_object_get (outlay_expense_form_dialog_get_draft (desk->form), "merchant", &merchant,
                "amount-text", &amount, "category", &category, NULL);
  g_assert_cmpstr (merchant, ==, "Nero");
  g_assert_cmpstr (amount, ==, "");
  g_assert_cmpstr (category, ==, TEST_CATEGORY);
  g_assert_cmpstr (outlay_amount_field_get_text (desk->amount), ==, "");
  g_assert_cmpuint (desk_count_proofs (desk), ==, 0);

  desk_finish (desk);
}

/* Two seconds after the last key the draft is on disk, so a crash loses nothing that was there. */
static gboolean
is_quietly_saved (gpointer data)
{
  Desk *desk = data;
  g_autoptr (OutlayExpense) expense = outlay_expense_store_get (
      desk->ledger->store, outlay_expense_draft_get_id (desk->draft), NULL);

  return expense != NULL;
}

static void
test_survives_crash (void)
{
  Desk *desk = desk_start (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
  g_autofree char *id = g_strdup (outlay_expense_draft_get_id (desk->draft));
  g_autoptr (OutlayExpense) found = NULL;

  outlay_amount_field_set_text (desk->amount, "88");
  gtk_editable_set_text (GTK_EDITABLE (desk->merchant), "Hotel Sonne");
  stage_run_until (is_quietly_saved, desk);

  /* The program is gone without a word; the next start finds what the disk has. */
  desk_close (desk);
  test_ledger_reopen (desk->ledger);
  found = test_ledger_get (desk->ledger, id);
  g_assert_nonnull (found);
  g_assert_cmpint (outlay_expense_get_state (found), ==, OUTLAY_STATE_DRAFT);
  g_assert_cmpint (outlay_expense_get_amount (found)->minor, ==, 8800);
  g_assert_cmpstr (outlay_expense_get_merchant (found), ==, "Hotel Sonne");

  desk_open (desk, outlay_expense_draft_new_for (found), 1000, 760);
  desk_finish (desk);
}

static gboolean
is_asking (gpointer data)
{
  return stage_find_button (((Desk *) data)->window, "Discard") != NULL;
}

static void
test_discard (void)
{
  Desk *desk = desk_start (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);

  outlay_amount_field_set_text (desk->amount, "88");
  stage_run_until (is_quietly_saved, desk);

  adw_dialog_close (ADW_DIALOG (desk->form));
  stage_run_until (is_asking, desk);
  stage_picture (desk->window, "form-asks");
  g_assert_false (desk->is_closed);
  g_signal_emit_by_name (stage_find_button (desk->window, "Discard"), "clicked");
  stage_run_until (desk_is_closed, desk);
  g_assert_false (is_quietly_saved (desk));

  desk_finish (desk);
}

static void
test_save_draft (void)
{
  Desk *desk = desk_start (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
  g_autoptr (OutlayExpense) expense = NULL;

  /* Half of it is missing, and that is all right for a draft; an amount that is none is not. */
  gtk_editable_set_text (GTK_EDITABLE (desk->merchant), "Kiosk");
  outlay_amount_field_set_text (desk->amount, "twelve");
  g_assert_true (stage_shortcut (GTK_WIDGET (desk->form), GDK_KEY_s, GDK_CONTROL_MASK));
  test_ledger_settle (desk->ledger);
  g_assert_false (desk->is_closed);
  g_assert_null (desk->saved_id);

  outlay_amount_field_set_text (desk->amount, "");
  g_assert_true (stage_shortcut (GTK_WIDGET (desk->form), GDK_KEY_s, GDK_CONTROL_MASK));
  stage_run_until (desk_is_closed, desk);
  expense = test_ledger_get (desk->ledger, desk->saved_id);
  g_assert_cmpint (outlay_expense_get_state (expense), ==, OUTLAY_STATE_DRAFT);
  g_assert_cmpstr (outlay_expense_get_merchant (expense), ==, "Kiosk");

  desk_finish (desk);
}

static void
test_untouched_closes (void)
{
  Desk *desk = desk_start (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);

  adw_dialog_close (ADW_DIALOG (desk->form));
  stage_run_until (desk_is_closed, desk);
  g_assert_null (desk->saved_id);

  desk_finish (desk);
}

static void
test_narrow (void)
{
  Desk *desk = desk_start (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 360);

  stage_picture (desk->window, "form-narrow-empty");
  desk_fill_in (desk);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (desk->form)), <=, 360);
  stage_picture (desk->window, "form-narrow");

  desk_finish (desk);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  stage_init ();
  g_test_add_func ("/app/expense-form/submit", test_submit);
  g_test_add_func ("/app/expense-form/on-device", test_on_device);
  g_test_add_func ("/app/expense-form/save-and-next", test_save_and_next);
  g_test_add_func ("/app/expense-form/survives-crash", test_survives_crash);
  g_test_add_func ("/app/expense-form/discard", test_discard);
  g_test_add_func ("/app/expense-form/save-draft", test_save_draft);
  g_test_add_func ("/app/expense-form/untouched-closes", test_untouched_closes);
  g_test_add_func ("/app/expense-form/narrow", test_narrow);
  return g_test_run ();
}
