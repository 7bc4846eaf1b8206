/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/budgets/outlay-budget-dialog.h"

#include <glib/gi18n.h>

#include "app/budgets/outlay-budget-text.h"
#include "app/company/outlay-money-row.h"
#include "app/form/outlay-complaint-row.h"
#include "app/widgets/outlay-category-badge.h"
#include "app/widgets/outlay-complaint-text.h"
#include "app/widgets/outlay-error-text.h"
#include "client/transport/outlay-fiber.h"

struct _OutlayBudgetDialog
{
  AdwDialog parent_instance;

  /* Template */
  GtkWidget *save;
  AdwComboRow *category;
  OutlayMoneyRow *limit;
  OutlayComplaintRow *complaint;
  GtkWidget *suggestion;
  GtkLabel *suggestion_label;
  GtkLabel *problem;

  /* Owned */
  OutlayWorkspace *workspace;
  char *month;

  OutlayBudgetScope scope;
  OutlayBudget budget; /* the one that is changed; a limit of zero for a new one */
  OutlayMoney suggested;
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (OutlayBudgetDialog, outlay_budget_dialog, ADW_TYPE_DIALOG)

static OutlayBudgetStore *
get_store (OutlayBudgetDialog *self)
{
  return outlay_workspace_get_budget_store (self->workspace);
}

static gboolean
is_new (OutlayBudgetDialog *self)
{
  return self->budget.limit.minor == 0;
}

/* %FALSE while the amount cannot be read. */
static gboolean
read_budget (OutlayBudgetDialog *self, OutlayBudget *budget)
{
  OutlayCategory *category = adw_combo_row_get_selected_item (self->category);

  *budget = self->budget;
  if (category == NULL || !outlay_money_row_get_money (self->limit, &budget->limit))
    return FALSE;

  g_strlcpy (budget->category, outlay_category_get_id (category), sizeof budget->category);
  return TRUE;
}

/* (nullable): what is against the limit as it is typed */
static const char *
judge (OutlayBudgetDialog *self, const OutlayBudget *budget)
{
  g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
  const OutlayComplaint *first;

  /* One of another currency beside it would not change this one. */
  if (!is_new (self) && !g_str_equal (budget->limit.currency, self->budget.limit.currency))
    return _ ("A budget keeps its currency: add another one");

  outlay_budgets_check (budget, 1, complaints);
  if (outlay_complaints_is_empty (complaints))
    return NULL;

  first = &g_array_index (complaints, OutlayComplaint, 0);
  return outlay_complaint_to_text ("", first->code);
}

static void
update (OutlayBudgetDialog *self)
{
  OutlayBudget budget;
  gboolean is_read = read_budget (self, &budget);
  const char *complaint = is_read ? judge (self, &budget) : NULL;

  outlay_complaint_row_set_text (self->complaint, GTK_WIDGET (self->limit), complaint);
  gtk_widget_set_sensitive (self->save, is_read && complaint == NULL && !self->is_busy &&
                                            budget.limit.minor != self->budget.limit.minor);
}

static void
tell (OutlayBudgetDialog *self, const char *text)
{
  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
changed_cb (OutlayBudgetDialog *self)
{
  if (self->workspace == NULL)
    return;

  tell (self, NULL);
  update (self);
}

/* --- the suggestion --------------------------------------------------------------------------- */

/* One's own spending says nothing about a company's. */
static void
suggest (OutlayBudgetDialog *self)
{
  OutlayCategory *category = adw_combo_row_get_selected_item (self->category);
  gboolean is_there;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;

  is_there = self->scope == OUTLAY_BUDGET_SCOPE_MINE && category != NULL &&
             outlay_budget_store_suggest (get_store (self), outlay_category_get_id (category),
                                          self->month, &self->suggested);
  gtk_widget_set_visible (self->suggestion, is_there);
  if (!is_there)
    return;

  amount = outlay_money_format (&self->suggested, NULL);
  /* Translators: %s is an amount; the label of a button. */
  text = g_strdup_printf (_ ("Use %s, as in the last three months"), amount);
  gtk_label_set_label (self->suggestion_label, text);
}

static void
suggestion_cb (OutlayBudgetDialog *self)
{
  outlay_money_row_set_money (self->limit, &self->suggested);
  gtk_widget_grab_focus (GTK_WIDGET (self->limit));
}

static void
category_cb (OutlayBudgetDialog *self)
{
  if (self->workspace == NULL)
    return;

  suggest (self);
  changed_cb (self);
}

/* --- saving ----------------------------------------------------------------------------------- */

static DexFuture *
save_fiber (gpointer user_data)
{
  OutlayBudgetDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  OutlayBudget budget;
  gboolean is_saved = FALSE;

  if (read_budget (self, &budget))
    is_saved = dex_await (self->scope == OUTLAY_BUDGET_SCOPE_COMPANY
                              ? outlay_budget_store_set_company (get_store (self), &budget)
                              : outlay_budget_store_set (get_store (self), &budget),
                          &error);
  self->is_busy = FALSE;

  if (is_saved && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    adw_dialog_force_close (ADW_DIALOG (self));
  else if (!is_saved)
    {
      update (self);
      tell (self, outlay_error_to_text (error));
    }

  return dex_future_new_for_boolean (is_saved);
}

static void
save_cb (OutlayBudgetDialog *self)
{
  self->is_busy = TRUE;
  update (self);
  dex_future_disown (outlay_fiber_spawn (save_fiber, g_object_ref (self), g_object_unref));
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
outlay_budget_dialog_dispose (GObject *object)
{
  OutlayBudgetDialog *self = OUTLAY_BUDGET_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_BUDGET_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->month, g_free);

  G_OBJECT_CLASS (outlay_budget_dialog_parent_class)->dispose (object);
}

static void
outlay_budget_dialog_class_init (OutlayBudgetDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_budget_dialog_dispose;

  g_type_ensure (OUTLAY_TYPE_CATEGORY);
  g_type_ensure (OUTLAY_TYPE_CATEGORY_BADGE);
  g_type_ensure (OUTLAY_TYPE_COMPLAINT_ROW);
  g_type_ensure (OUTLAY_TYPE_MONEY_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/budgets/outlay-budget-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayBudgetDialog, save);
  gtk_widget_class_bind_template_child (widget_class, OutlayBudgetDialog, category);
  gtk_widget_class_bind_template_child (widget_class, OutlayBudgetDialog, limit);
  gtk_widget_class_bind_template_child (widget_class, OutlayBudgetDialog, complaint);
  gtk_widget_class_bind_template_child (widget_class, OutlayBudgetDialog, suggestion);
  gtk_widget_class_bind_template_child (widget_class, OutlayBudgetDialog, suggestion_label);
  gtk_widget_class_bind_template_child (widget_class, OutlayBudgetDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, category_cb);
  gtk_widget_class_bind_template_callback (widget_class, suggestion_cb);
}

static void
outlay_budget_dialog_init (OutlayBudgetDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
has_budget (GArray *lines, const char *category, const char *currency)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const OutlayBudget *budget = &g_array_index (lines, OutlayBudgetLine, i).budget;

      if (g_str_equal (budget->category, category) &&
          g_str_equal (budget->limit.currency, currency))
        return TRUE;
    }

  return FALSE;
}

/* (transfer full): what has no budget yet, all together first; or what the budget is of */
static GListModel *
list_choices (OutlayBudgetDialog *self, const char *currency)
{
  OutlayCategoryStore *categories = outlay_workspace_get_category_store (self->workspace);
  g_autoptr (GArray) lines = outlay_budget_store_list (get_store (self), self->scope, self->month);
  g_autoptr (OutlayCategory) first = outlay_budget_dup_category (&self->budget, categories);
  GListStore *choices = g_list_store_new (OUTLAY_TYPE_CATEGORY);

  if (!is_new (self) || !has_budget (lines, "", currency))
    g_list_store_append (choices, first);
  for (guint i = 0; is_new (self) && i < g_list_model_get_n_items (G_LIST_MODEL (categories)); i++)
    {
      g_autoptr (OutlayCategory) category = g_list_model_get_item (G_LIST_MODEL (categories), i);

      if (!has_budget (lines, outlay_category_get_id (category), currency))
        g_list_store_append (choices, category);
    }

  return G_LIST_MODEL (choices);
}

/* What amounts are meant in: what the company reckons in, or what the person does. */
static const char *
get_currency (OutlayBudgetDialog *self)
{
  const OutlayPolicy *policy = outlay_workspace_get_policy (self->workspace);
  OutlayAccount *account = outlay_workspace_get_account (self->workspace);

  if (!is_new (self))
    return self->budget.limit.currency;

  return *policy->home != '\0' ? policy->home : outlay_account_get_currency (account);
}

AdwDialog *
outlay_budget_dialog_new (OutlayWorkspace *workspace,
                          OutlayBudgetScope scope,
                          const OutlayBudget *budget,
                          const char *month)
{
  OutlayBudgetDialog *self = g_object_new (OUTLAY_TYPE_BUDGET_DIALOG, NULL);
  g_autoptr (GListModel) choices = NULL;
  const char *currency;

  self->scope = scope;
  self->month = g_strdup (month);
  if (budget != NULL)
    self->budget = *budget;
  self->workspace = g_object_ref (workspace);

  currency = get_currency (self);
  g_strlcpy (self->suggested.currency, currency, sizeof self->suggested.currency);
  outlay_money_row_set_currency (self->limit, currency);
  choices = list_choices (self, currency);
  adw_combo_row_set_model (self->category, choices);
  if (budget != NULL)
    {
      adw_dialog_set_title (ADW_DIALOG (self), _ ("Edit Budget"));
      gtk_widget_set_sensitive (GTK_WIDGET (self->category), FALSE);
      outlay_money_row_set_money (self->limit, &budget->limit);
    }
  adw_dialog_set_focus (
      ADW_DIALOG (self),
      GTK_WIDGET (budget != NULL ? GTK_WIDGET (self->limit) : GTK_WIDGET (self->category)));
  suggest (self);
  update (self);

  return ADW_DIALOG (self);
}
