/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-expense-card.h"

#include <glib/gi18n.h>

#include "app/expenses/outlay-conflict-card.h"
#include "app/expenses/outlay-expense-advice.h"
#include "app/expenses/outlay-expense-deed.h"
#include "app/expenses/outlay-history-list.h"
#include "app/expenses/outlay-proof-gallery.h"
#include "app/proofs/outlay-proof-dialog.h"
#include "app/widgets/outlay-category-badge.h"
#include "app/widgets/outlay-converted-text.h"
#include "app/widgets/outlay-day-text.h"
#include "app/widgets/outlay-expense-warning.h"
#include "app/widgets/outlay-pill.h"
#include "core/outlay-time.h"

struct _OutlayExpenseCard
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *merchant;
  GtkLabel *amount;
  GtkLabel *converted;
  GtkWidget *pill;
  GtkLabel *advice;
  GtkLabel *warning;
  GtkLabel *delivery_advice;
  GtkWidget *buttons;
  GtkWidget *submit;
  GtkWidget *resubmit;
  GtkWidget *withdraw;
  GtkWidget *edit;
  GtkWidget *show_outbox;
  GtkWidget *delete;
  OutlayConflictCard *conflict;
  AdwActionRow *category_row;
  GtkWidget *badge;
  AdwActionRow *day_row;
  AdwActionRow *note_row;
  GtkWidget *proofs_group;
  OutlayProofGallery *gallery;
  OutlayHistoryList *history;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayExpense *expense;
  GListModel *events;
};

G_DEFINE_FINAL_TYPE (OutlayExpenseCard, outlay_expense_card, ADW_TYPE_BIN)

enum
{
  GONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_on_device (OutlayExpenseCard *self)
{
  return outlay_account_is_on_device (outlay_workspace_get_account (self->workspace));
}

static gboolean
offers (OutlayExpenseCard *self, OutlayAction action)
{
  OutlayAccount *account = outlay_workspace_get_account (self->workspace);
  gboolean is_owner = g_strcmp0 (outlay_expense_get_owner_id (self->expense),
                                 outlay_account_get_user_id (account)) == 0;

  if (outlay_account_is_on_device (account) ||
      outlay_expense_get_delivery (self->expense) == OUTLAY_DELIVERY_CONFLICT)
    return FALSE;

  return outlay_workflow_offers (
      outlay_expense_get_state (self->expense), action, outlay_account_get_role (account), is_owner,
      OUTLAY_MAX_REUPLOADS - outlay_expense_get_reuploads_left (self->expense));
}

static void
update_action (OutlayExpenseCard *self, const char *name, GtkWidget *button, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), name, enabled);
  gtk_widget_set_visible (button, enabled);
}

static void
update_actions (OutlayExpenseCard *self)
{
  OutlayDelivery delivery = outlay_expense_get_delivery (self->expense);
  gboolean in_conflict = delivery == OUTLAY_DELIVERY_CONFLICT;
  gboolean is_draft = outlay_expense_get_state (self->expense) == OUTLAY_STATE_DRAFT;

  update_action (self, "expense.submit", self->submit, offers (self, OUTLAY_ACTION_SUBMIT));
  update_action (self, "expense.withdraw", self->withdraw, offers (self, OUTLAY_ACTION_WITHDRAW));
  update_action (self, "expense.resubmit", self->resubmit, offers (self, OUTLAY_ACTION_RESUBMIT));
  update_action (self, "expense.edit", self->edit, is_draft && !in_conflict);
  update_action (self, "expense.delete", self->delete, is_draft && !in_conflict);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "expense.keep-mine", in_conflict);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "expense.take-theirs", in_conflict);
  gtk_widget_set_visible (self->show_outbox, delivery == OUTLAY_DELIVERY_STUCK);
  gtk_widget_set_visible (self->buttons, gtk_widget_get_visible (self->submit) ||
                                             gtk_widget_get_visible (self->withdraw) ||
                                             gtk_widget_get_visible (self->resubmit) ||
                                             gtk_widget_get_visible (self->edit) ||
                                             gtk_widget_get_visible (self->show_outbox));
}

/* Whether there is one thing to do, and it is not about the state; or a submission only waits to
 * go. */
static gboolean
is_held_up (OutlayExpenseCard *self)
{
  switch (outlay_expense_get_delivery (self->expense))
    {
    case OUTLAY_DELIVERY_CONFLICT:
    case OUTLAY_DELIVERY_STUCK:
      return TRUE;
    case OUTLAY_DELIVERY_WAITING:
      return outlay_expense_get_state (self->expense) == OUTLAY_STATE_SUBMITTED;
    case OUTLAY_DELIVERY_DELIVERED:
    default:
      return FALSE;
    }
}

static void
update_advice (OutlayExpenseCard *self)
{
  const char *delivery = is_on_device (self) ? NULL
                                             : outlay_expense_advise_on_delivery (self->expense);
  g_autofree char *advice = outlay_expense_advise (
      self->expense, outlay_history_find_rejection (self->events), is_on_device (self));

  gtk_label_set_label (self->advice, advice);
  /* While the company lacks what is shown, its state there would be news of something else. */
  gtk_widget_set_visible (GTK_WIDGET (self->advice), *advice != '\0' && !is_held_up (self));
  gtk_label_set_label (self->delivery_advice, delivery != NULL ? delivery : "");
  gtk_widget_set_visible (GTK_WIDGET (self->delivery_advice), delivery != NULL);
}

/* Once it is approved a limit is nobody's concern any more. */
static void
update_warning (OutlayExpenseCard *self)
{
  OutlayState state = outlay_expense_get_state (self->expense);
  gboolean is_open = state == OUTLAY_STATE_DRAFT || state == OUTLAY_STATE_SUBMITTED ||
                     state == OUTLAY_STATE_REJECTED;
  g_autofree char *text = is_open ? outlay_expense_dup_warning (self->expense, self->workspace)
                                  : NULL;

  gtk_label_set_label (self->warning, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning), text != NULL);
}

static void
update_facts (OutlayExpenseCard *self)
{
  OutlayCategoryStore *categories = outlay_workspace_get_category_store (self->workspace);
  const char *merchant = outlay_expense_get_merchant (self->expense);
  const char *note = outlay_expense_get_note (self->expense);
  const char *id = outlay_expense_get_category (self->expense);
  OutlayCategory *category = id != NULL ? outlay_category_store_find (categories, id) : NULL;
  g_autofree char *today = outlay_day_today ();
  g_autofree char *day = outlay_day_to_text (outlay_expense_get_day (self->expense), today);
  g_autofree char *amount = outlay_money_format (outlay_expense_get_amount (self->expense), NULL);
  g_autofree char *converted = outlay_converted_dup_text (
      self->expense, outlay_workspace_get_policy (self->workspace)->home, today);

  gtk_label_set_label (self->converted, converted != NULL ? converted : "");
  gtk_widget_set_visible (GTK_WIDGET (self->converted), converted != NULL);
  gtk_label_set_label (self->merchant, *merchant != '\0' ? merchant : _ ("New expense"));
  gtk_label_set_label (self->amount, amount);
  g_object_set (self->pill, "state", outlay_expense_get_state (self->expense), "delivery",
                outlay_expense_get_delivery (self->expense), "visible", !is_on_device (self), NULL);
  g_object_set (self->badge, "category", category, NULL);
  adw_action_row_set_subtitle (self->category_row, category != NULL
                                                       ? outlay_category_get_name (category)
                                                       : _ ("No category"));
  adw_action_row_set_subtitle (self->day_row, day);
  adw_action_row_set_subtitle (self->note_row, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note_row), *note != '\0');
}

static void
update_proofs (OutlayExpenseCard *self)
{
  const char *const *proofs = outlay_expense_get_proofs (self->expense);

  outlay_proof_gallery_set_proofs (self->gallery,
                                   outlay_workspace_get_proof_store (self->workspace), proofs);
  gtk_widget_set_visible (self->proofs_group, proofs != NULL && proofs[0] != NULL);
}

static void
update_conflict (OutlayExpenseCard *self)
{
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (self->workspace);
  g_autoptr (OutlayExpense) theirs = NULL;

  if (outlay_expense_get_delivery (self->expense) == OUTLAY_DELIVERY_CONFLICT)
    theirs = outlay_expense_store_get_conflict (store, outlay_expense_get_id (self->expense));

  outlay_conflict_card_set_versions (
      self->conflict, outlay_workspace_get_category_store (self->workspace), self->expense, theirs);
}

static void
update (OutlayExpenseCard *self)
{
  update_facts (self);
  update_advice (self);
  update_warning (self);
  update_proofs (self);
  update_conflict (self);
  update_actions (self);
}

static void
events_changed_cb (OutlayExpenseCard *self)
{
  if (self->expense != NULL)
    update_advice (self);
}

static void
store_changed_cb (OutlayExpenseCard *self)
{
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (self->workspace);
  g_autoptr (OutlayExpense) expense = NULL;

  if (self->expense == NULL)
    return;

  expense = outlay_expense_store_get (store, outlay_expense_get_id (self->expense), NULL);

  if (expense == NULL)
    {
      g_clear_object (&self->expense);
      g_signal_emit (self, signals[GONE], 0);
      return;
    }

  g_set_object (&self->expense, expense);
  update (self);
}

static void
proof_opened_cb (OutlayExpenseCard *self, guint index)
{
  adw_dialog_present (outlay_proof_dialog_new (outlay_workspace_get_proof_store (self->workspace),
                                               outlay_expense_get_proofs (self->expense), index),
                      GTK_WIDGET (self));
}

/* An earlier version is shown beside the current one; the current one alone. */
static void
proof_wanted_cb (OutlayExpenseCard *self, const char *digest)
{
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (self->workspace);
  OutlayProofStore *proof_store = outlay_workspace_get_proof_store (self->workspace);
  const char *const *current = outlay_expense_get_proofs (self->expense);
  g_auto (GStrv) proofs = outlay_expense_store_get_proof_version (
      store, outlay_expense_get_id (self->expense), digest);
  AdwDialog *dialog;

  if (proofs == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.announce", "s",
                                  _ ("This proof is not on this device."));
      return;
    }

  if (g_str_equal (digest, outlay_expense_get_proof_digest (self->expense)))
    dialog = outlay_proof_dialog_new (proof_store, (const char *const *) proofs, 0);
  else
    dialog = outlay_proof_dialog_new_for_comparison (proof_store, (const char *const *) proofs,
                                                     current);

  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
submit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayExpenseCard *self = OUTLAY_EXPENSE_CARD (widget);

  outlay_expense_deed_submit (widget, self->workspace, self->expense);
}

static void
withdraw_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayExpenseCard *self = OUTLAY_EXPENSE_CARD (widget);

  outlay_expense_deed_withdraw (widget, self->workspace, self->expense);
}

static void
delete_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayExpenseCard *self = OUTLAY_EXPENSE_CARD (widget);

  outlay_expense_deed_delete (widget, self->workspace, self->expense);
}

static void
resolve_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayExpenseCard *self = OUTLAY_EXPENSE_CARD (widget);

  outlay_expense_deed_resolve (widget, self->workspace, self->expense,
                               g_str_equal (name, "expense.keep-mine"));
}

/* A draft is edited, a rejected one is corrected and sent again: the form knows which it has. */
static void
edit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayExpenseCard *self = OUTLAY_EXPENSE_CARD (widget);

  gtk_widget_activate_action (widget, "win.edit-expense", "s",
                              outlay_expense_get_id (self->expense));
}

static void
outlay_expense_card_dispose (GObject *object)
{
  OutlayExpenseCard *self = OUTLAY_EXPENSE_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_EXPENSE_CARD);
  g_clear_object (&self->events);
  g_clear_object (&self->expense);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_expense_card_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/expenses/outlay-expense-card.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, merchant);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, amount);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, converted);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, pill);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, advice);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, warning);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, delivery_advice);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, submit);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, resubmit);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, withdraw);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, edit);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, show_outbox);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, delete);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, conflict);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, category_row);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, badge);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, day_row);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, note_row);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, proofs_group);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, gallery);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseCard, history);
  gtk_widget_class_bind_template_callback (widget_class, proof_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, proof_wanted_cb);
}

static void
outlay_expense_card_class_init (OutlayExpenseCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_expense_card_dispose;

  signals[GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  g_type_ensure (OUTLAY_TYPE_PILL);
  g_type_ensure (OUTLAY_TYPE_CATEGORY_BADGE);
  g_type_ensure (OUTLAY_TYPE_CONFLICT_CARD);
  g_type_ensure (OUTLAY_TYPE_PROOF_GALLERY);
  g_type_ensure (OUTLAY_TYPE_HISTORY_LIST);
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "expense.submit", NULL, submit_cb);
  gtk_widget_class_install_action (widget_class, "expense.withdraw", NULL, withdraw_cb);
  gtk_widget_class_install_action (widget_class, "expense.resubmit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "expense.edit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "expense.delete", NULL, delete_cb);
  gtk_widget_class_install_action (widget_class, "expense.keep-mine", NULL, resolve_cb);
  gtk_widget_class_install_action (widget_class, "expense.take-theirs", NULL, resolve_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "expense.edit",
                                       NULL);
}

static void
outlay_expense_card_init (OutlayExpenseCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

OutlayExpenseCard *
outlay_expense_card_new (OutlayWorkspace *workspace)
{
  OutlayExpenseCard *self;

  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (OUTLAY_TYPE_EXPENSE_CARD, NULL);
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (outlay_workspace_get_expense_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (outlay_workspace_get_category_store (workspace), "items-changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
outlay_expense_card_set_expense (OutlayExpenseCard *self, OutlayExpense *expense)
{
  GtkWidget *scroller;

  g_return_if_fail (OUTLAY_IS_EXPENSE_CARD (self));
  g_return_if_fail (OUTLAY_IS_EXPENSE (expense));

  g_set_object (&self->expense, expense);
  g_clear_object (&self->events);
  self->events = outlay_expense_store_list_events (
      outlay_workspace_get_expense_store (self->workspace), outlay_expense_get_id (expense));
  g_signal_connect_object (self->events, "items-changed", G_CALLBACK (events_changed_cb), self,
                           G_CONNECT_SWAPPED);
  outlay_history_list_set_events (self->history, self->events);
  update (self);

  scroller = adw_bin_get_child (ADW_BIN (self));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)),
                            0);
}
