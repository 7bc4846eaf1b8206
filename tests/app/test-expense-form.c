/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-stage.h"

#include "app/form/outlay-amount-field.h"
#include "app/form/outlay-complaint-row.h"
#include "app/form/outlay-day-row.h"
#include "app/form/outlay-draft-autosave.h"
#include "app/form/outlay-expense-form-dialog.h"
#include "app/form/outlay-merchant-row.h"
#include "app/form/outlay-proof-picker.h"
#include "client/account/outlay-policy-setting.h"
#include "core/proof/outlay-digest.h"
#include "proof-samples.h"

/* A form over a workspace of its own. */
typedef struct
{
  TestLedger *ledger;
  OutlayExpenseDraft *draft;
  OutlayExpenseFormDialog *form;
  GtkWindow *window;
  OutlayAmountField *amount;
  OutlayMerchantRow *merchant;
  OutlayProofPicker *picker;
  char *saved_id;
  char *submitted_id;
  gint64 entry;
  gboolean is_closed;
} Desk;

static void
saved_cb (Desk *desk, const char *id)
{
  g_set_str (&desk->saved_id, id);
}

static void
submitted_cb (Desk *desk, const char *id, gint64 entry)
{
  g_set_str (&desk->submitted_id, id);
  desk->entry = entry;
}

static void
closed_cb (Desk *desk)
{
  desk->is_closed = TRUE;
}

static void
open_form (Desk *desk, OutlayExpenseDraft *draft, int width, int height)
{
  desk->draft = g_object_ref (draft);
  desk->form = g_object_ref_sink (outlay_expense_form_dialog_new (desk->ledger->workspace, draft));
  desk->is_closed = FALSE;
  g_signal_connect_swapped (desk->form, "saved", G_CALLBACK (saved_cb), desk);
  g_signal_connect_swapped (desk->form, "submitted", G_CALLBACK (submitted_cb), desk);
  g_signal_connect_swapped (desk->form, "closed", G_CALLBACK (closed_cb), desk);
  desk->window = stage_show_dialog (ADW_DIALOG (desk->form), width, height);
  desk->amount = stage_find (desk->form, OUTLAY_TYPE_AMOUNT_FIELD);
  desk->merchant = stage_find (desk->form, OUTLAY_TYPE_MERCHANT_ROW);
  desk->picker = stage_find (desk->form, OUTLAY_TYPE_PROOF_PICKER);
}

static void
close_form (Desk *desk)
{
  g_clear_object (&desk->draft);
  g_clear_object (&desk->form);
  stage_strike (desk->window);
}

static Desk *
start_at (TestLedger *ledger, int width)
{
  Desk *desk = g_new0 (Desk, 1);
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");

  desk->ledger = ledger;
  open_form (desk, draft, width, 760);

  return desk;
}

static void
finish (Desk *desk)
{
  close_form (desk);
  g_free (desk->saved_id);
  g_free (desk->submitted_id);
  test_ledger_settle (desk->ledger);
  test_ledger_free (desk->ledger);
  g_free (desk);
}

static gboolean
is_closed (gpointer data)
{
  return ((Desk *) data)->is_closed;
}

static gboolean
is_idle (gpointer data)
{
  return !outlay_proof_picker_is_busy (((Desk *) data)->picker);
}

static guint
count_proofs (Desk *desk)
{
  return g_strv_length ((GStrv) outlay_proof_picker_get_proofs (desk->picker));
}

static void
add_bytes (Desk *desk, GBytes *bytes, const char *name)
{
  g_autoptr (GFile) file = proof_sample_save (bytes, desk->ledger->path, name);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  g_list_store_append (files, file);
  outlay_expense_form_dialog_add_files (desk->form, G_LIST_MODEL (files));
  stage_run_until (is_idle, desk);
}

static void
fill_in (Desk *desk)
{
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (300, 500, 1);

  outlay_amount_field_set_text (desk->amount, "12.50");
  gtk_editable_set_text (GTK_EDITABLE (desk->merchant), "Nero");
  g_object_set (desk->draft, "category", TEST_CATEGORY, NULL);
  add_bytes (desk, jpeg, "nero.jpg");
}

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

/* --- tests ----------------------------------------------------------------------------------- */

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
  Desk *desk = start_at (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);

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

  finish (desk);
}

static void
test_complaints_in_their_time (void)
{
  Desk *desk = start_at (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
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

  finish (desk);
}

static void
test_submit (void)
{
  Desk *desk = start_at (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
  g_autoptr (OutlayExpense) expense = NULL;

  stage_picture (desk->window, "form-empty");
  fill_in (desk);
  stage_picture (desk->window, "form-filled");
  g_assert_true (stage_shortcut (GTK_WIDGET (desk->form), GDK_KEY_Return, GDK_CONTROL_MASK));
  stage_run_until (is_closed, desk);

  g_assert_nonnull (desk->submitted_id);
  g_assert_cmpint (desk->entry, >, 0);
  expense = test_ledger_get (desk->ledger, desk->submitted_id);
  g_assert_cmpint (outlay_expense_get_state (expense), ==, OUTLAY_STATE_SUBMITTED);
  g_assert_cmpint (outlay_expense_get_amount (expense)->minor, ==, 1250);
  g_assert_cmpstr (outlay_expense_get_merchant (expense), ==, "Nero");

  finish (desk);
}

static void
test_submit_waits_for_proof (void)
{
  Desk *desk = start_at (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (300, 500, 1);
  g_autoptr (GFile) file = proof_sample_save (jpeg, desk->ledger->path, "late.jpg");
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (OutlayExpense) expense = NULL;

  fill_in (desk);
  g_list_store_append (files, file);
  add_bytes (desk, jpeg, "nero.jpg");
  g_assert_cmpuint (count_proofs (desk), ==, 1);

  {
    g_autoptr (GBytes) pdf = proof_sample_pdf (2);
    g_autoptr (GFile) second = proof_sample_save (pdf, desk->ledger->path, "second.pdf");

    g_list_store_remove_all (files);
    g_list_store_append (files, second);
    outlay_expense_form_dialog_add_files (desk->form, G_LIST_MODEL (files));
  }
  g_assert_true (outlay_proof_picker_is_busy (desk->picker));
  gtk_widget_activate_action (GTK_WIDGET (desk->form), "form.submit", NULL);
  stage_run_until (is_closed, desk);

  expense = test_ledger_get (desk->ledger, desk->submitted_id);
  g_assert_cmpuint (g_strv_length ((GStrv) outlay_expense_get_proofs (expense)), ==, 2);

  finish (desk);
}

static void
test_on_device (void)
{
  Desk *desk = start_at (test_ledger_new (), 1000);
  g_autoptr (OutlayExpense) expense = NULL;

  stage_picture (desk->window, "form-device");
  outlay_amount_field_set_text (desk->amount, "3.20");
  gtk_editable_set_text (GTK_EDITABLE (desk->merchant), "Kiosk");
  gtk_widget_activate_action (GTK_WIDGET (desk->form), "form.submit", NULL);
  stage_run_until (is_closed, desk);

  g_assert_null (desk->submitted_id);
  expense = test_ledger_get (desk->ledger, desk->saved_id);
  g_assert_cmpint (outlay_expense_get_state (expense), ==, OUTLAY_STATE_DRAFT);

  finish (desk);
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
  Desk *desk = start_at (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
  g_autofree char *merchant = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *category = NULL;

  fill_in (desk);
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
  g_assert_cmpuint (count_proofs (desk), ==, 0);

  finish (desk);
}

static void
test_refused_files (void)
{
  Desk *desk = start_at (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
  g_autoptr (GBytes) text = g_bytes_new_static ("Dear reader", 11);
  g_autoptr (GBytes) broken = g_bytes_new_static ("%PDF-1.7\nno objects here\n", 25);
  g_autoptr (GBytes)
      large = g_bytes_new_take (g_malloc0 (OUTLAY_PROOF_MAX_BYTES + 1), OUTLAY_PROOF_MAX_BYTES + 1);
  const struct
  {
    GBytes *bytes;
    const char *name;
    const char *advice;
  } files[] = {
    { text, "letter.txt", "Export it" },
    { broken, "torn.pdf", "save it again" },
    { large, "scan.jpg", "fewer dots" },
  };

  fill_in (desk);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *refusal = NULL;

      add_bytes (desk, files[i].bytes, files[i].name);
      refusal = outlay_proof_picker_dup_refusals (desk->picker);
      g_test_message ("%s", refusal);
      g_assert_nonnull (strstr (refusal, files[i].name));
      g_assert_nonnull (strstr (refusal, files[i].advice));
      g_assert_cmpuint (count_proofs (desk), ==, 1);
      g_assert_cmpstr (outlay_amount_field_get_text (desk->amount), ==, "12.50");
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (desk->merchant)), ==, "Nero");
    }
  stage_picture (desk->window, "form-refused");

  finish (desk);
}

static void
test_ten_files (void)
{
  Desk *desk = start_at (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autofree char *refusal = NULL;
  const char *const *proofs;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (int i = 0; i < 11; i++)
    {
      g_autofree char *name = g_strdup_printf ("page-%02d.png", i);
      g_autoptr (GBytes) png = proof_sample_png (20 + i, 30);
      g_autoptr (GFile) file = proof_sample_save (png, desk->ledger->path, name);

      g_list_store_append (files, file);
    }
  outlay_expense_form_dialog_add_files (desk->form, G_LIST_MODEL (files));
  stage_run_until (is_idle, desk);

  g_assert_cmpuint (count_proofs (desk), ==, 10);
  refusal = outlay_proof_picker_dup_refusals (desk->picker);
  g_assert_nonnull (strstr (refusal, "page-10.png"));
  stage_picture (desk->window, "form-ten");

  proofs = outlay_proof_picker_get_proofs (desk->picker);
  first = g_strdup (proofs[0]);
  second = g_strdup (proofs[1]);
  gtk_widget_activate_action (GTK_WIDGET (desk->picker), "proofs.later", "s", first);
  g_assert_cmpstr (outlay_proof_picker_get_proofs (desk->picker)[0], ==, second);
  g_assert_cmpstr (outlay_proof_picker_get_proofs (desk->picker)[1], ==, first);
  gtk_widget_activate_action (GTK_WIDGET (desk->picker), "proofs.remove", "s", second);
  g_assert_cmpuint (count_proofs (desk), ==, 9);
  g_assert_cmpstr (outlay_proof_picker_get_proofs (desk->picker)[0], ==, first);

  finish (desk);
}

static void
test_pasted_picture (void)
{
  Desk *desk = start_at (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
  g_autoptr (GBytes) png = proof_sample_png (60, 40);
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (png, NULL);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (desk->window));

  gdk_clipboard_set_text (clipboard, "only words");
  g_assert_false (stage_press (GTK_WIDGET (desk->form), GDK_KEY_v, GDK_CONTROL_MASK));

  gdk_clipboard_set_texture (clipboard, texture);
  g_assert_true (stage_press (GTK_WIDGET (desk->form), GDK_KEY_v, GDK_CONTROL_MASK));
  while (count_proofs (desk) == 0)
    g_main_context_iteration (NULL, TRUE);
  stage_run_until (is_idle, desk);

  finish (desk);
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
  Desk *desk = start_at (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
  g_autofree char *id = g_strdup (outlay_expense_draft_get_id (desk->draft));
  g_autoptr (OutlayExpense) found = NULL;

  outlay_amount_field_set_text (desk->amount, "88");
  gtk_editable_set_text (GTK_EDITABLE (desk->merchant), "Hotel Sonne");
  stage_run_until (is_quietly_saved, desk);

  /* The program is gone without a word; the next start finds what the disk has. */
  close_form (desk);
  test_ledger_reopen (desk->ledger);
  found = test_ledger_get (desk->ledger, id);
  g_assert_nonnull (found);
  g_assert_cmpint (outlay_expense_get_state (found), ==, OUTLAY_STATE_DRAFT);
  g_assert_cmpint (outlay_expense_get_amount (found)->minor, ==, 8800);
  g_assert_cmpstr (outlay_expense_get_merchant (found), ==, "Hotel Sonne");

  open_form (desk, outlay_expense_draft_new_for (found), 1000, 760);
  finish (desk);
}

static gboolean
is_asking (gpointer data)
{
  return stage_find_button (((Desk *) data)->window, "Discard") != NULL;
}

static void
test_discard (void)
{
  Desk *desk = start_at (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);

  outlay_amount_field_set_text (desk->amount, "88");
  stage_run_until (is_quietly_saved, desk);

  adw_dialog_close (ADW_DIALOG (desk->form));
  stage_run_until (is_asking, desk);
  stage_picture (desk->window, "form-asks");
  g_assert_false (desk->is_closed);
  g_signal_emit_by_name (stage_find_button (desk->window, "Discard"), "clicked");
  stage_run_until (is_closed, desk);
  g_assert_false (is_quietly_saved (desk));

  finish (desk);
}

static void
test_save_draft (void)
{
  Desk *desk = start_at (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
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
  stage_run_until (is_closed, desk);
  expense = test_ledger_get (desk->ledger, desk->saved_id);
  g_assert_cmpint (outlay_expense_get_state (expense), ==, OUTLAY_STATE_DRAFT);
  g_assert_cmpstr (outlay_expense_get_merchant (expense), ==, "Kiosk");

  finish (desk);
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
  desk = start_at (ledger, 1000);
  fill_in (desk);
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
  stage_run_until (is_closed, desk);
  g_assert_nonnull (desk->submitted_id);

  finish (desk);
}

static void
test_untouched_closes (void)
{
  Desk *desk = start_at (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);

  adw_dialog_close (ADW_DIALOG (desk->form));
  stage_run_until (is_closed, desk);
  g_assert_null (desk->saved_id);

  finish (desk);
}

static void
test_merchant_completion (void)
{
  TestLedger *ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *one = test_ledger_save_complete (ledger, "Bahnhof Bistro", "bistro");
  g_autofree char *other = test_ledger_save (ledger, "Bäckerei Müller", "3", "2026-11-02");
  Desk *desk = start_at (ledger, 1000);
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

  finish (desk);
}

static void
test_twin (void)
{
  TestLedger *ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *first = test_ledger_save (ledger, "Nero", "12.50", "2026-11-20");
  Desk *desk = start_at (ledger, 1000);
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

  finish (desk);
}

static void
test_send_again (void)
{
  TestLedger *ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  Desk *desk = g_new0 (Desk, 1);
  OutlayExpenseInit init = test_company_expense ("018f0000-0000-7000-8000-0000000000e1", TEST_USER,
                                                 OUTLAY_STATE_REJECTED, 4);
  g_autofree char *old = test_ledger_import (ledger, "old");
  const char *proofs[] = { old, NULL };
  g_autofree char *digest = outlay_digest_of_proofs (proofs);
  g_autoptr (OutlayExpense) rejected = NULL;
  g_autoptr (OutlayExpense) sent = NULL;
  g_autoptr (OutlayExpenseDraft) draft = NULL;
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (300, 500, 6);
  g_autofree char *complaint = NULL;

  init.proofs = proofs;
  init.proof_digest = digest;
  init.reuploads_left = 1;
  test_ledger_bring (ledger, &init);
  rejected = test_ledger_get (ledger, init.id);
  draft = outlay_expense_draft_new_for (rejected);
  desk->ledger = ledger;
  open_form (desk, draft, 1000, 760);
  stage_picture (desk->window, "form-rejected");

  /* The rejected proof alone does not go back. */
  gtk_widget_activate_action (GTK_WIDGET (desk->form), "form.submit", NULL);
  g_object_get (desk->picker, "complaint", &complaint, NULL);
  g_assert_nonnull (complaint);
  g_assert_null (desk->submitted_id);

  gtk_widget_activate_action (GTK_WIDGET (desk->picker), "proofs.remove", "s", old);
  add_bytes (desk, jpeg, "new.jpg");
  gtk_widget_activate_action (GTK_WIDGET (desk->form), "form.submit", NULL);
  stage_run_until (is_closed, desk);

  sent = test_ledger_get (ledger, init.id);
  g_assert_cmpint (outlay_expense_get_state (sent), ==, OUTLAY_STATE_SUBMITTED);
  g_assert_cmpstr (outlay_expense_get_proofs (sent)[0], !=, old);

  finish (desk);
}

static void
test_narrow (void)
{
  Desk *desk = start_at (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 360);

  stage_picture (desk->window, "form-narrow-empty");
  fill_in (desk);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (desk->form)), <=, 360);
  stage_picture (desk->window, "form-narrow");

  finish (desk);
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
  g_test_add_func ("/app/expense-form/submit", test_submit);
  g_test_add_func ("/app/expense-form/submit-waits-for-proof", test_submit_waits_for_proof);
  g_test_add_func ("/app/expense-form/on-device", test_on_device);
  g_test_add_func ("/app/expense-form/save-and-next", test_save_and_next);
  g_test_add_func ("/app/expense-form/refused-files", test_refused_files);
  g_test_add_func ("/app/expense-form/ten-files", test_ten_files);
  g_test_add_func ("/app/expense-form/pasted-picture", test_pasted_picture);
  g_test_add_func ("/app/expense-form/survives-crash", test_survives_crash);
  g_test_add_func ("/app/expense-form/discard", test_discard);
  g_test_add_func ("/app/expense-form/save-draft", test_save_draft);
  g_test_add_func ("/app/expense-form/limits", test_limits);
  g_test_add_func ("/app/expense-form/untouched-closes", test_untouched_closes);
  g_test_add_func ("/app/expense-form/merchant-completion", test_merchant_completion);
  g_test_add_func ("/app/expense-form/twin", test_twin);
  g_test_add_func ("/app/expense-form/send-again", test_send_again);
  g_test_add_func ("/app/expense-form/narrow", test_narrow);
  g_test_add_func ("/app/expense-form/days", test_days);
  return g_test_run ();
}
