/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "app/form/outlay-expense-form-private.h"
#include "app/widgets/outlay-error-text.h"
#include "core/outlay-time.h"

#define FIBER_STACK (1024 * 1024)

static void
set_busy (OutlayExpenseFormDialog *self, gboolean is_busy)
{
  self->is_busy = is_busy;
  outlay_expense_form_update_actions (self);
}

static void
show_problem (OutlayExpenseFormDialog *self, const GError *error)
{
  adw_banner_set_title (self->problem, outlay_error_to_text (error));
  adw_banner_set_revealed (self->problem, TRUE);
}

static void
start_fiber (OutlayExpenseFormDialog *self, DexFiberFunc fiber)
{
  adw_banner_set_revealed (self->problem, FALSE);
  set_busy (self, TRUE);
  dex_future_disown (
      dex_scheduler_spawn (NULL, FIBER_STACK, fiber, g_object_ref (self), g_object_unref));
}

/* Called on a fiber. */
static char *
save (OutlayExpenseFormDialog *self, GError **error)
{
  return dex_await_string (outlay_draft_autosave_save (self->autosave), error);
}

static DexFuture *
end_fiber (OutlayExpenseFormDialog *self, const GError *error)
{
  set_busy (self, FALSE);
  if (error != NULL)
    show_problem (self, error);

  return dex_future_new_for_boolean (error == NULL);
}

static DexFuture *
save_fiber (gpointer user_data)
{
  OutlayExpenseFormDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = save (self, &error);

  if (id != NULL)
    {
      g_signal_emit_by_name (self, "saved", id);
      adw_dialog_force_close (ADW_DIALOG (self));
    }

  return end_fiber (self, error);
}

static DexFuture *
save_next_fiber (gpointer user_data)
{
  OutlayExpenseFormDialog *self = user_data;
  g_autoptr (OutlayExpenseDraft) next = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = save (self, &error);

  if (id != NULL)
    {
      g_signal_emit_by_name (self, "saved", id);
      next = outlay_expense_draft_new_after (self->draft);
      outlay_expense_form_set_draft (self, next);
      gtk_widget_grab_focus (GTK_WIDGET (self->amount));
    }

  return end_fiber (self, error);
}

static DexFuture *
submit_fiber (gpointer user_data)
{
  OutlayExpenseFormDialog *self = user_data;
  OutlayAction action = outlay_expense_form_is_rejected (self) ? OUTLAY_ACTION_RESUBMIT
                                                               : OUTLAY_ACTION_SUBMIT;
  g_autoptr (OutlayExpense) saved = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = save (self, &error);
  gint64 entry = 0;

  if (id != NULL)
    saved = outlay_expense_store_get (outlay_expense_form_get_store (self), id, &error);
  if (saved != NULL)
    entry = dex_await_int64 (
        outlay_expense_store_act (outlay_expense_form_get_store (self), saved, action, NULL),
        &error);
  if (error == NULL)
    {
      g_signal_emit_by_name (self, "submitted", id, entry);
      adw_dialog_force_close (ADW_DIALOG (self));
    }

  return end_fiber (self, error);
}

static DexFuture *
discard_fiber (gpointer user_data)
{
  OutlayExpenseFormDialog *self = user_data;
  g_autoptr (GError) error = NULL;

  if (dex_await (outlay_draft_autosave_forget (self->autosave), &error))
    adw_dialog_force_close (ADW_DIALOG (self));

  return end_fiber (self, error);
}

void
outlay_expense_form_submit (OutlayExpenseFormDialog *self)
{
  gboolean sends = !outlay_expense_form_is_on_device (self);
  Field first;

  self->was_sent = sends;
  first = outlay_expense_form_judge (self, sends ? outlay_expense_form_get_policy (self) : NULL);
  if (first != N_FIELDS)
    {
      self->was_sent = TRUE;
      outlay_expense_form_judge (self, sends ? outlay_expense_form_get_policy (self) : NULL);
      outlay_expense_form_focus (self, first);
      return;
    }

  self->waits_for_proofs = outlay_proof_picker_is_busy (self->proofs);
  if (!self->waits_for_proofs)
    start_fiber (self, sends ? submit_fiber : save_fiber);
}

void
outlay_expense_form_proofs_ready (OutlayExpenseFormDialog *self)
{
  if (outlay_proof_picker_is_busy (self->proofs) || !self->waits_for_proofs)
    return;

  self->waits_for_proofs = FALSE;
  outlay_expense_form_submit (self);
}

/* A draft may be incomplete, but not hold what cannot be kept. */
static gboolean
can_save (OutlayExpenseFormDialog *self)
{
  Field first = outlay_expense_form_judge (self, NULL);
  g_autofree char *today = outlay_day_today ();
  g_autoptr (OutlayComplaints) complaints = outlay_expense_draft_check (self->draft, NULL, today);

  if (outlay_complaints_is_empty (complaints))
    return TRUE;

  self->left_fields = (1U << N_FIELDS) - 1;
  outlay_expense_form_judge (self, NULL);
  outlay_expense_form_focus (self, first);

  return FALSE;
}

void
outlay_expense_form_save (OutlayExpenseFormDialog *self)
{
  if (can_save (self))
    start_fiber (self, save_fiber);
}

void
outlay_expense_form_save_next (OutlayExpenseFormDialog *self)
{
  if (can_save (self))
    start_fiber (self, save_next_fiber);
}

/* --- closing --------------------------------------------------------------------------------- */

static void
close_answer_cb (OutlayExpenseFormDialog *self, const char *response)
{
  if (g_str_equal (response, "save"))
    outlay_expense_form_save (self);
  else if (g_str_equal (response, "discard"))
    start_fiber (self, discard_fiber);
}

static void
ask_before_closing (OutlayExpenseFormDialog *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (
      _ ("Keep What You Typed?"), _ ("This expense has changes that you have not saved yourself."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "continue", _ ("_Continue Editing"),
                                  "discard", _ ("_Discard"), "save",
                                  outlay_expense_form_is_rejected (self) ||
                                          outlay_expense_form_is_on_device (self)
                                      ? _ ("_Save")
                                      : _ ("Save as _Draft"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "save",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "save");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "continue");
  g_signal_connect_object (dialog, "response", G_CALLBACK (close_answer_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

void
outlay_expense_form_close (OutlayExpenseFormDialog *self)
{
  if (self->is_busy)
    return;

  if (outlay_expense_draft_is_changed (self->draft))
    ask_before_closing (self);
  else
    start_fiber (self, discard_fiber);
}
