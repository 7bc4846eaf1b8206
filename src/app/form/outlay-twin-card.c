/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-twin-card.h"

#include <glib/gi18n.h>

#include "app/proofs/outlay-proof-dialog.h"

/* Long enough for a whole number to be typed. */
#define PAUSE_MS 400

struct _OutlayTwinCard
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *text;
  GtkWidget *show_button;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayExpenseDraft *draft;
  OutlayExpense *twin;

  guint pause_id;
};

G_DEFINE_FINAL_TYPE (OutlayTwinCard, outlay_twin_card, ADW_TYPE_BIN)

static gboolean
shares_proof (OutlayExpense *twin, const OutlayExpenseFields *fields)
{
  const char *const *theirs = outlay_expense_get_proofs (twin);

  for (guint i = 0; fields->proofs != NULL && fields->proofs[i] != NULL; i++)
    if (g_strv_contains (theirs, fields->proofs[i]))
      return TRUE;

  return FALSE;
}

static char *
format_twin (OutlayExpense *twin, const OutlayExpenseFields *fields)
{
  g_autofree char *money = outlay_money_format (outlay_expense_get_amount (twin), NULL);

  if (shares_proof (twin, fields))
    /* Translators: %1$s is an amount with its currency, %2$s a merchant */
    return g_strdup_printf (_ ("You filed this very receipt already: %1$s at %2$s."), money,
                            outlay_expense_get_merchant (twin));

  /* Translators: %1$s is an amount with its currency, %2$s a merchant */
  return g_strdup_printf (_ ("You filed %1$s at %2$s on the same day already."), money,
                          outlay_expense_get_merchant (twin));
}

static void
look (OutlayTwinCard *self)
{
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (self->workspace);
  OutlayExpenseFields fields;
  g_autoptr (OutlayExpense) twin = NULL;
  g_autofree char *text = NULL;

  if (outlay_expense_draft_get_fields (self->draft, &fields, NULL))
    twin = outlay_expense_store_find_twin (store, &fields,
                                           outlay_expense_draft_get_id (self->draft));

  g_set_object (&self->twin, twin);
  gtk_widget_set_visible (GTK_WIDGET (self), twin != NULL);
  if (twin == NULL)
    return;

  text = format_twin (twin, &fields);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (self->show_button, outlay_expense_get_proofs (twin)[0] != NULL);
}

static void
pause_over_cb (gpointer user_data)
{
  OutlayTwinCard *self = user_data;

  self->pause_id = 0;
  look (self);
}

static void
draft_changed_cb (OutlayTwinCard *self)
{
  if (self->pause_id == 0)
    self->pause_id = g_timeout_add_once (PAUSE_MS, pause_over_cb, self);
}

static void
show_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayTwinCard *self = OUTLAY_TWIN_CARD (widget);
  g_autofree char *money = NULL;
  g_autofree char *title = NULL;
  AdwDialog *dialog;

  if (self->twin == NULL)
    return;

  money = outlay_money_format (outlay_expense_get_amount (self->twin), NULL);
  /* Translators: %1$s is a merchant, %2$s an amount with its currency */
  title = g_strdup_printf (_ ("%1$s, %2$s"), outlay_expense_get_merchant (self->twin), money);
  dialog = outlay_proof_dialog_new (outlay_workspace_get_proof_store (self->workspace),
                                    outlay_expense_get_proofs (self->twin), 0);
  adw_dialog_set_title (dialog, title);
  adw_dialog_present (dialog, widget);
}

static void
keep_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayTwinCard *self = OUTLAY_TWIN_CARD (widget);

  if (self->twin == NULL)
    return;

  dex_future_disown (outlay_expense_store_keep_twins (
      outlay_workspace_get_expense_store (self->workspace),
      outlay_expense_draft_get_id (self->draft), outlay_expense_get_id (self->twin)));
  g_clear_object (&self->twin);
  gtk_widget_child_focus (gtk_widget_get_parent (widget), GTK_DIR_TAB_FORWARD);
  gtk_widget_set_visible (widget, FALSE);
}

static void
outlay_twin_card_dispose (GObject *object)
{
  OutlayTwinCard *self = OUTLAY_TWIN_CARD (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_TWIN_CARD);
  g_clear_object (&self->twin);
  g_clear_object (&self->draft);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_twin_card_parent_class)->dispose (object);
}

static void
outlay_twin_card_class_init (OutlayTwinCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_twin_card_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/form/outlay-twin-card.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayTwinCard, text);
  gtk_widget_class_bind_template_child (widget_class, OutlayTwinCard, show_button);

  gtk_widget_class_install_action (widget_class, "twin.show", NULL, show_action);
  gtk_widget_class_install_action (widget_class, "twin.keep", NULL, keep_action);
}

static void
outlay_twin_card_init (OutlayTwinCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
outlay_twin_card_watch (OutlayTwinCard *self, OutlayWorkspace *workspace, OutlayExpenseDraft *draft)
{
  g_return_if_fail (OUTLAY_IS_TWIN_CARD (self));

  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);

  g_set_object (&self->workspace, workspace);
  g_set_object (&self->draft, draft);
  g_signal_connect_object (draft, "notify", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_object (&self->twin);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
