/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/budgets/outlay-budget-hint.h"

#include "app/budgets/outlay-budget-text.h"
#include "app/charts/outlay-meter.h"

/* Nobody wants to hear each digit. */
#define REST_MSEC 900

struct _OutlayBudgetHint
{
  AdwPreferencesRow parent_instance;

  /* Children */
  GtkLabel *label;
  OutlayMeter *meter;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayExpenseDraft *draft; /* (nullable) */
  char *announced;
  guint rest;
};

G_DEFINE_FINAL_TYPE (OutlayBudgetHint, outlay_budget_hint, ADW_TYPE_PREFERENCES_ROW)

static gboolean
rested_cb (gpointer data)
{
  OutlayBudgetHint *self = data;
  const char *text = outlay_budget_hint_get_text (self);

  self->rest = 0;
  if (text != NULL && g_set_str (&self->announced, text))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);

  return G_SOURCE_REMOVE;
}

static void
show (OutlayBudgetHint *self, const OutlayBudgetForecast *forecast, const char *day)
{
  OutlayCategoryStore *categories = outlay_workspace_get_category_store (self->workspace);
  const OutlayBudgetStanding *before = &forecast->line.standing;
  g_autofree char *text = outlay_budget_dup_forecast_text (forecast, categories, day);
  OutlayMeterValues values = {
    .currency = before->currency,
    .limit = before->limit,
    .spent = before->spent,
    .committed = before->committed,
    .adding = MAX (before->left - forecast->after.left, 0),
    .pace = -1,
  };

  gtk_label_set_label (self->label, text);
  if (forecast->after.left < 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "warning");
  outlay_meter_set_values (self->meter, &values);

  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (REST_MSEC, rested_cb, self);
}

/* The draft may have been kept since it was opened, and on the device counts then. Of several budgets the
 * tightest is what matters. */
static void
update (OutlayBudgetHint *self)
{
  OutlayBudgetStore *store = outlay_workspace_get_budget_store (self->workspace);
  g_autoptr (OutlayExpense)
      kept = outlay_expense_store_get (outlay_workspace_get_expense_store (self->workspace),
                                       outlay_expense_draft_get_id (self->draft), NULL);
  g_autoptr (GArray) forecasts = NULL;
  OutlayExpenseFields fields;

  outlay_expense_draft_get_fields (self->draft, &fields, NULL);
  if (fields.day != NULL && fields.category != NULL)
    forecasts = outlay_budget_store_foresee (store, &fields, kept);
  if (forecasts != NULL && forecasts->len > 0)
    show (self, &g_array_index (forecasts, OutlayBudgetForecast, 0), fields.day);
  gtk_widget_set_visible (GTK_WIDGET (self), forecasts != NULL && forecasts->len > 0);
}

static void
outlay_budget_hint_dispose (GObject *object)
{
  OutlayBudgetHint *self = OUTLAY_BUDGET_HINT (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_object (&self->draft);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->announced, g_free);

  G_OBJECT_CLASS (outlay_budget_hint_parent_class)->dispose (object);
}

static void
outlay_budget_hint_class_init (OutlayBudgetHintClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = outlay_budget_hint_dispose;
}

static void
outlay_budget_hint_init (OutlayBudgetHint *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *meter = outlay_meter_new ();

  self->label = GTK_LABEL (label);
  self->meter = OUTLAY_METER (meter);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), meter);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "budget-hint");
}

void
outlay_budget_hint_watch (OutlayBudgetHint *self,
                          OutlayWorkspace *workspace,
                          OutlayExpenseDraft *draft)
{
  g_return_if_fail (OUTLAY_IS_BUDGET_HINT (self));

  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_func (self->draft, update, self);
  if (g_set_object (&self->workspace, workspace))
    g_signal_connect_object (outlay_workspace_get_budget_store (workspace), "changed",
                             G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_set_object (&self->draft, draft);
  if (draft != NULL)
    {
      g_signal_connect_object (draft, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      update (self);
    }
}

const char *
outlay_budget_hint_get_text (OutlayBudgetHint *self)
{
  g_return_val_if_fail (OUTLAY_IS_BUDGET_HINT (self), NULL);
  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_label (self->label) : NULL;
}
