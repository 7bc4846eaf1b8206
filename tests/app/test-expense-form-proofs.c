/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "form-desk.h"

#include "core/proof/outlay-digest.h"

static void
test_submit_waits_for_proof (void)
{
  Desk *desk = desk_start (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (300, 500, 1);
  g_autoptr (GFile) file = proof_sample_save (jpeg, desk->ledger->path, "late.jpg");
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (OutlayExpense) expense = NULL;

  desk_fill_in (desk);
  g_list_store_append (files, file);
  desk_add_bytes (desk, jpeg, "nero.jpg");
  g_assert_cmpuint (desk_count_proofs (desk), ==, 1);

  {
    g_autoptr (GBytes) pdf = proof_sample_pdf (2);
    g_autoptr (GFile) second = proof_sample_save (pdf, desk->ledger->path, "second.pdf");

    g_list_store_remove_all (files);
    g_list_store_append (files, second);
    outlay_expense_form_dialog_add_files (desk->form, G_LIST_MODEL (files));
  }
  g_assert_true (outlay_proof_picker_is_busy (desk->picker));
  gtk_widget_activate_action (GTK_WIDGET (desk->form), "form.submit", NULL);
  stage_run_until (desk_is_closed, desk);

  expense = test_ledger_get (desk->ledger, desk->submitted_id);
  g_assert_cmpuint (g_strv_length ((GStrv) outlay_expense_get_proofs (expense)), ==, 2);

  desk_finish (desk);
}

static void
test_refused_files (void)
{
  Desk *desk = desk_start (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
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

  desk_fill_in (desk);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *refusal = NULL;

      desk_add_bytes (desk, files[i].bytes, files[i].name);
      refusal = outlay_proof_picker_dup_refusals (desk->picker);
      g_test_message ("%s", refusal);
      g_assert_nonnull (strstr (refusal, files[i].name));
      g_assert_nonnull (strstr (refusal, files[i].advice));
      g_assert_cmpuint (desk_count_proofs (desk), ==, 1);
      g_assert_cmpstr (outlay_amount_field_get_text (desk->amount), ==, "12.50");
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (desk->merchant)), ==, "Nero");
    }
  stage_picture (desk->window, "form-refused");

  desk_finish (desk);
}

static void
test_ten_files (void)
{
  Desk *desk = desk_start (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
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
  stage_run_until (desk_is_idle, desk);

  g_assert_cmpuint (desk_count_proofs (desk), ==, 10);
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
  g_assert_cmpuint (desk_count_proofs (desk), ==, 9);
  g_assert_cmpstr (outlay_proof_picker_get_proofs (desk->picker)[0], ==, first);

  desk_finish (desk);
}

static void
test_pasted_picture (void)
{
  Desk *desk = desk_start (test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE), 1000);
  g_autoptr (GBytes) png = proof_sample_png (60, 40);
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (png, NULL);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (desk->window));

  gdk_clipboard_set_text (clipboard, "only words");
  g_assert_false (stage_press (GTK_WIDGET (desk->form), GDK_KEY_v, GDK_CONTROL_MASK));

  gdk_clipboard_set_texture (clipboard, texture);
  g_assert_true (stage_press (GTK_WIDGET (desk->form), GDK_KEY_v, GDK_CONTROL_MASK));
  while (desk_count_proofs (desk) == 0)
    g_main_context_iteration (NULL, TRUE);
  stage_run_until (desk_is_idle, desk);

  desk_finish (desk);
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
  desk_open (desk, draft, 1000, 760);
  stage_picture (desk->window, "form-rejected");

  /* The rejected proof alone does not go back. */
  gtk_widget_activate_action (GTK_WIDGET (desk->form), "form.submit", NULL);
  g_object_get (desk->picker, "complaint", &complaint, NULL);
  g_assert_nonnull (complaint);
  g_assert_null (desk->submitted_id);

  gtk_widget_activate_action (GTK_WIDGET (desk->picker), "proofs.remove", "s", old);
  desk_add_bytes (desk, jpeg, "new.jpg");
  gtk_widget_activate_action (GTK_WIDGET (desk->form), "form.submit", NULL);
  stage_run_until (desk_is_closed, desk);

  sent = test_ledger_get (ledger, init.id);
  g_assert_cmpint (outlay_expense_get_state (sent), ==, OUTLAY_STATE_SUBMITTED);
  g_assert_cmpstr (outlay_expense_get_proofs (sent)[0], !=, old);

  desk_finish (desk);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  stage_init ();
  g_test_add_func ("/app/expense-form/submit-waits-for-proof", test_submit_waits_for_proof);
  g_test_add_func ("/app/expense-form/refused-files", test_refused_files);
  g_test_add_func ("/app/expense-form/ten-files", test_ten_files);
  g_test_add_func ("/app/expense-form/pasted-picture", test_pasted_picture);
  g_test_add_func ("/app/expense-form/send-again", test_send_again);
  return g_test_run ();
}
