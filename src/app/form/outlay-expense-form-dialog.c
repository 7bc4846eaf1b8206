/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-expense-form-dialog.h"

#include <glib/gi18n.h>

#include "app/categories/outlay-category-deed.h"
#include "app/categories/outlay-category-dialog.h"
#include "app/form/outlay-expense-form-private.h"

G_DEFINE_FINAL_TYPE (OutlayExpenseFormDialog, outlay_expense_form_dialog, ADW_TYPE_DIALOG)

enum
{
  SAVED,
  SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

OutlayExpenseStore *
outlay_expense_form_get_store (OutlayExpenseFormDialog *self)
{
  return outlay_workspace_get_expense_store (self->workspace);
}

gboolean
outlay_expense_form_is_on_device (OutlayExpenseFormDialog *self)
{
  return outlay_account_is_on_device (outlay_workspace_get_account (self->workspace));
}

gboolean
outlay_expense_form_is_rejected (OutlayExpenseFormDialog *self)
{
  OutlayExpense *base = outlay_expense_draft_get_base (self->draft);

  return base != NULL && outlay_expense_get_state (base) == OUTLAY_STATE_REJECTED;
}

const OutlayPolicy *
outlay_expense_form_get_policy (OutlayExpenseFormDialog *self)
{
  return outlay_workspace_get_policy (self->workspace);
}

/* --- merchant and category ------------------------------------------------------------------- */

static OutlayCategoryStore *
get_categories (OutlayExpenseFormDialog *self)
{
  return outlay_workspace_get_category_store (self->workspace);
}

/* The usual category of a merchant is proposed, and never put over one that the person chose. */
static void
propose_category (OutlayExpenseFormDialog *self)
{
  const char *merchant = gtk_editable_get_text (GTK_EDITABLE (self->merchant));
  g_autofree char *chosen = NULL;
  g_autofree char *usual = NULL;

  g_object_get (self->draft, "category", &chosen, NULL);
  if (*merchant == '\0' || (chosen != NULL && g_strcmp0 (chosen, self->proposed) != 0))
    return;

  usual = outlay_expense_store_usual_category (outlay_expense_form_get_store (self), merchant);
  if (usual == NULL || outlay_category_store_find (get_categories (self), usual) == NULL)
    return;

  g_set_str (&self->proposed, usual);
  g_object_set (self->draft, "category", usual, NULL);
}

static void
category_saved_cb (OutlayExpenseFormDialog *self, const char *id)
{
  if (self->draft != NULL)
    g_object_set (self->draft, "category", id, NULL);
}

static void
new_category_cb (OutlayExpenseFormDialog *self)
{
  AdwDialog *dialog = outlay_category_dialog_new (self->workspace, NULL);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (category_saved_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* --- callbacks of the fields ----------------------------------------------------------------- */

static void
leave (OutlayExpenseFormDialog *self, Field field)
{
  self->left_fields |= 1U << field;
  outlay_expense_form_judge (self, outlay_expense_form_get_policy (self));
}

static void
amount_left_cb (OutlayExpenseFormDialog *self)
{
  leave (self, FIELD_AMOUNT);
}

/* Return goes on to the next field, as hands expect; only with Ctrl does it send. */
static void
amount_entered_cb (OutlayExpenseFormDialog *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->merchant));
}

static void
merchant_entered_cb (OutlayExpenseFormDialog *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->category));
}

static void
merchant_left_cb (OutlayExpenseFormDialog *self)
{
  if (self->draft == NULL)
    return;

  propose_category (self);
  leave (self, FIELD_MERCHANT);
}

static void
day_left_cb (OutlayExpenseFormDialog *self)
{
  leave (self, FIELD_DAY);
}

static void
note_left_cb (OutlayExpenseFormDialog *self)
{
  leave (self, FIELD_NOTE);
}

static void
draft_changed_cb (OutlayExpenseFormDialog *self, GParamSpec *pspec)
{
  outlay_expense_form_judge (self, outlay_expense_form_get_policy (self));
}

static void
autosaved_cb (OutlayExpenseFormDialog *self)
{
  gtk_widget_set_visible (self->saved_label, outlay_draft_autosave_is_saved (self->autosave));
}

static void
problem_dismissed_cb (OutlayExpenseFormDialog *self)
{
  adw_banner_set_revealed (self->problem, FALSE);
}

static gboolean
key_pressed_cb (OutlayExpenseFormDialog *self, guint key, guint code, GdkModifierType modifiers)
{
  gboolean is_paste = (key == GDK_KEY_v || key == GDK_KEY_V) &&
                      (modifiers & gtk_accelerator_get_default_mod_mask ()) == GDK_CONTROL_MASK;

  if (!is_paste || !outlay_proof_picker_can_paste (self->proofs))
    return GDK_EVENT_PROPAGATE;

  outlay_proof_picker_paste (self->proofs);

  return GDK_EVENT_STOP;
}

/* --- the draft in the form ------------------------------------------------------------------- */

void
outlay_expense_form_update_actions (OutlayExpenseFormDialog *self)
{
  OutlayExpense *base = outlay_expense_draft_get_base (self->draft);
  gboolean may_send = !outlay_expense_form_is_rejected (self) ||
                      outlay_expense_get_reuploads_left (base) > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.submit", !self->is_busy && may_send);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.save", !self->is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.save-next",
                                 !self->is_busy && !outlay_expense_form_is_rejected (self));
}

static void
show_kind (OutlayExpenseFormDialog *self)
{
  AdwDialog *dialog = ADW_DIALOG (self);
  gboolean is_new = outlay_expense_draft_get_base (self->draft) == NULL;

  if (outlay_expense_form_is_rejected (self))
    {
      adw_dialog_set_title (dialog, _ ("Correct and Send Again"));
      adw_split_button_set_label (self->send_button, _ ("_Send Again"));
      adw_split_button_set_menu_model (self->send_button, self->rejected_menu);
    }
  else if (outlay_expense_form_is_on_device (self))
    {
      adw_dialog_set_title (dialog, is_new ? _ ("New Expense") : _ ("Edit Expense"));
      adw_split_button_set_label (self->send_button, _ ("_Save"));
      adw_split_button_set_menu_model (self->send_button, self->device_menu);
    }
  else
    {
      adw_dialog_set_title (dialog, is_new ? _ ("New Expense") : _ ("Edit Draft"));
      adw_split_button_set_label (self->send_button, _ ("_Submit"));
      adw_split_button_set_menu_model (self->send_button, self->more_menu);
    }
}

void
outlay_expense_form_set_draft (OutlayExpenseFormDialog *self, OutlayExpenseDraft *draft)
{
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  if (self->autosave != NULL)
    g_signal_handlers_disconnect_by_data (self->autosave, self);
  g_clear_object (&self->autosave);

  g_set_object (&self->draft, draft);
  self->left_fields = 0;
  self->was_sent = FALSE;
  g_clear_pointer (&self->proposed, g_free);

  g_binding_group_set_source (self->bindings, draft);
  outlay_form_verdict_show (self->verdict, outlay_expense_form_get_store (self),
                            outlay_expense_draft_get_base (draft));
  outlay_twin_card_watch (self->twin, self->workspace, draft);
  outlay_budget_hint_watch (self->budget, self->workspace, draft);
  show_kind (self);
  outlay_expense_form_update_actions (self);
  outlay_expense_form_judge (self, outlay_expense_form_get_policy (self));

  self->autosave = outlay_draft_autosave_new (outlay_expense_form_get_store (self), draft);
  autosaved_cb (self);
  g_signal_connect_object (self->autosave, "notify::is-saved", G_CALLBACK (autosaved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
}

/* --- actions --------------------------------------------------------------------------------- */

static void
submit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  outlay_expense_form_submit (OUTLAY_EXPENSE_FORM_DIALOG (widget));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  outlay_expense_form_save (OUTLAY_EXPENSE_FORM_DIALOG (widget));
}

static void
save_next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  outlay_expense_form_save_next (OUTLAY_EXPENSE_FORM_DIALOG (widget));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
outlay_expense_form_dialog_close_attempt (AdwDialog *dialog)
{
  outlay_expense_form_close (OUTLAY_EXPENSE_FORM_DIALOG (dialog));
}

/* --- the widget ------------------------------------------------------------------------------ */

static gboolean
drop_cb (OutlayExpenseFormDialog *self, const GValue *value)
{
  return outlay_proof_picker_add_value (self->proofs, value);
}

static void
on_left (OutlayExpenseFormDialog *self, gpointer row, GCallback callback)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", callback, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, focus);
}

static void
add_controllers (OutlayExpenseFormDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  on_left (self, self->merchant, G_CALLBACK (merchant_left_cb));
  on_left (self, self->day, G_CALLBACK (day_left_cb));
  on_left (self, self->note, G_CALLBACK (note_left_cb));
}

static void
outlay_expense_form_dialog_dispose (GObject *object)
{
  OutlayExpenseFormDialog *self = OUTLAY_EXPENSE_FORM_DIALOG (object);

  if (self->bindings != NULL)
    g_binding_group_set_source (self->bindings, NULL);
  g_clear_object (&self->bindings);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_EXPENSE_FORM_DIALOG);
  g_clear_object (&self->autosave);
  g_clear_object (&self->draft);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->proposed, g_free);

  G_OBJECT_CLASS (outlay_expense_form_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, send_button);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, problem);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, more_menu);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, device_menu);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, rejected_menu);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, amount);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, merchant);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, category);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, day);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, note);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, proofs);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, merchant_complaint);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, category_complaint);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, day_complaint);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, note_complaint);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, twin);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, budget);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, verdict);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, saved_label);
  gtk_widget_class_bind_template_callback (klass, amount_left_cb);
  gtk_widget_class_bind_template_callback (klass, amount_entered_cb);
  gtk_widget_class_bind_template_callback (klass, merchant_entered_cb);
  gtk_widget_class_bind_template_callback (klass, merchant_left_cb);
  gtk_widget_class_bind_template_callback (klass, problem_dismissed_cb);
  gtk_widget_class_bind_template_callback (klass, new_category_cb);
}

static void
outlay_expense_form_dialog_class_init (OutlayExpenseFormDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_expense_form_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->close_attempt = outlay_expense_form_dialog_close_attempt;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SUBMITTED] = g_signal_new ("submitted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);

  g_type_ensure (OUTLAY_TYPE_AMOUNT_FIELD);
  g_type_ensure (OUTLAY_TYPE_BUDGET_HINT);
  g_type_ensure (OUTLAY_TYPE_CATEGORY_ROW);
  g_type_ensure (OUTLAY_TYPE_COMPLAINT_ROW);
  g_type_ensure (OUTLAY_TYPE_DAY_ROW);
  g_type_ensure (OUTLAY_TYPE_FORM_VERDICT);
  g_type_ensure (OUTLAY_TYPE_MERCHANT_ROW);
  g_type_ensure (OUTLAY_TYPE_PROOF_PICKER);
  g_type_ensure (OUTLAY_TYPE_TWIN_CARD);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/form/outlay-expense-form-dialog.ui");
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "form.submit", NULL, submit_action);
  gtk_widget_class_install_action (widget_class, "form.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "form.save-next", NULL, save_next_action);
  gtk_widget_class_install_action (widget_class, "form.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "form.submit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                       "form.submit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK, "form.save-next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "form.save",
                                       NULL);
}

static void
outlay_expense_form_dialog_init (OutlayExpenseFormDialog *self)
{
  const GBindingFlags both = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "currency", self->amount, "currency", both);
  g_binding_group_bind (self->bindings, "amount-text", self->amount, "text", both);
  g_binding_group_bind (self->bindings, "merchant", self->merchant, "text", both);
  g_binding_group_bind (self->bindings, "category", self->category, "category", both);
  g_binding_group_bind (self->bindings, "day", self->day, "day", both);
  g_binding_group_bind (self->bindings, "note", self->note, "text", both);
  g_binding_group_bind (self->bindings, "proofs", self->proofs, "proofs", both);
  g_signal_connect_object (self->proofs, "notify::is-busy",
                           G_CALLBACK (outlay_expense_form_proofs_ready), self, G_CONNECT_SWAPPED);
  add_controllers (self);
}

OutlayExpenseFormDialog *
outlay_expense_form_dialog_new (OutlayWorkspace *workspace, OutlayExpenseDraft *draft)
{
  OutlayExpenseFormDialog *self = g_object_new (OUTLAY_TYPE_EXPENSE_FORM_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  outlay_merchant_row_set_store (self->merchant, outlay_workspace_get_expense_store (workspace));
  outlay_proof_picker_set_proof_store (self->proofs, outlay_workspace_get_proof_store (workspace));
  outlay_category_row_set_store (self->category, get_categories (self));
  outlay_category_row_set_may_add (self->category, outlay_category_deed_is_allowed (workspace));
  outlay_expense_form_set_draft (self, draft);

  return self;
}

void
outlay_expense_form_dialog_add_files (OutlayExpenseFormDialog *self, GListModel *files)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_FORM_DIALOG (self));
  outlay_proof_picker_add_files (self->proofs, files);
}

OutlayExpenseDraft *
outlay_expense_form_dialog_get_draft (OutlayExpenseFormDialog *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_FORM_DIALOG (self), NULL);
  return self->draft;
}
