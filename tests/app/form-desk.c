/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "form-desk.h"

static void
saved_cb (Desk *self, const char *id)
{
  g_set_str (&self->saved_id, id);
}

static void
submitted_cb (Desk *self, const char *id, gint64 entry)
{
  g_set_str (&self->submitted_id, id);
  self->entry = entry;
}

static void
closed_cb (Desk *self)
{
  self->is_closed = TRUE;
}

void
desk_open (Desk *self, OutlayExpenseDraft *draft, int width, int height)
{
  self->draft = g_object_ref (draft);
  self->form = g_object_ref_sink (outlay_expense_form_dialog_new (self->ledger->workspace, draft));
  self->is_closed = FALSE;
  g_signal_connect_swapped (self->form, "saved", G_CALLBACK (saved_cb), self);
  g_signal_connect_swapped (self->form, "submitted", G_CALLBACK (submitted_cb), self);
  g_signal_connect_swapped (self->form, "closed", G_CALLBACK (closed_cb), self);
  self->window = stage_show_dialog (ADW_DIALOG (self->form), width, height);
  self->amount = stage_find (self->form, OUTLAY_TYPE_AMOUNT_FIELD);
  self->merchant = stage_find (self->form, OUTLAY_TYPE_MERCHANT_ROW);
  self->picker = stage_find (self->form, OUTLAY_TYPE_PROOF_PICKER);
}

void
desk_close (Desk *self)
{
  g_clear_object (&self->draft);
  g_clear_object (&self->form);
  stage_strike (self->window);
}

Desk *
desk_start (TestLedger *ledger, int width)
{
  Desk *self = g_new0 (Desk, 1);
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");

  self->ledger = ledger;
  desk_open (self, draft, width, 760);

  return self;
}

void
desk_finish (Desk *self)
{
  desk_close (self);
  g_free (self->saved_id);
  g_free (self->submitted_id);
  test_ledger_settle (self->ledger);
  test_ledger_free (self->ledger);
  g_free (self);
}

gboolean
desk_is_closed (gpointer desk)
{
  return ((Desk *) desk)->is_closed;
}

gboolean
desk_is_idle (gpointer desk)
{
  return !outlay_proof_picker_is_busy (((Desk *) desk)->picker);
}

guint
desk_count_proofs (Desk *self)
{
  return g_strv_length ((GStrv) outlay_proof_picker_get_proofs (self->picker));
}

void
desk_add_bytes (Desk *self, GBytes *bytes, const char *name)
{
  g_autoptr (GFile) file = proof_sample_save (bytes, self->ledger->path, name);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  g_list_store_append (files, file);
  outlay_expense_form_dialog_add_files (self->form, G_LIST_MODEL (files));
  stage_run_until (desk_is_idle, self);
}

void
desk_fill_in (Desk *self)
{
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (300, 500, 1);

  outlay_amount_field_set_text (self->amount, "12.50");
  gtk_editable_set_text (GTK_EDITABLE (self->merchant), "Nero");
  g_object_set (self->draft, "category", TEST_CATEGORY, NULL);
  desk_add_bytes (self, jpeg, "nero.jpg");
}
