/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/budgets/outlay-budgets-page.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/budgets/outlay-budget-dialog.h"
#include "app/budgets/outlay-budget-row.h"
#include "app/budgets/outlay-budget-text.h"
#include "app/reports/outlay-rows-page.h"
#include "app/widgets/outlay-day-text.h"
#include "app/widgets/outlay-error-text.h"
#include "core/outlay-time.h"
#include "core/report/outlay-days.h"

struct _OutlayBudgetsPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  AdwNavigationView *view;
  AdwToggleGroup *scope;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkLabel *month;
  GtkListBox *list;
  GtkLabel *asked_at;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayDays days; /* the month that is shown */
};

G_DEFINE_FINAL_TYPE (OutlayBudgetsPage, outlay_budgets_page, ADW_TYPE_NAVIGATION_PAGE)

static OutlayBudgetStore *
get_store (OutlayBudgetsPage *self)
{
  return outlay_workspace_get_budget_store (self->workspace);
}

static OutlayAccount *
get_account (OutlayBudgetsPage *self)
{
  return outlay_workspace_get_account (self->workspace);
}

static gboolean
is_company (OutlayBudgetsPage *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->scope), "company") == 0;
}

static OutlayBudgetScope
get_scope (OutlayBudgetsPage *self)
{
  return is_company (self) ? OUTLAY_BUDGET_SCOPE_COMPANY : OUTLAY_BUDGET_SCOPE_MINE;
}

static gboolean
may_edit (OutlayBudgetsPage *self)
{
  return !is_company (self) || outlay_account_get_role (get_account (self)) == OUTLAY_ROLE_ADMIN;
}

/* "November 2026" (transfer full) */
static char *
dup_month_text (OutlayBudgetsPage *self)
{
  g_autofree char *month = g_strndup (self->days.from, strlen ("YYYY-MM"));

  return outlay_month_to_text (month);
}

static void
announce (OutlayBudgetsPage *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* --- rows of a number ------------------------------------------------------------------------- */

static void
rows_wanted_cb (OutlayBudgetsPage *self, guint states, OutlayBudgetRow *row)
{
  const OutlayBudgetLine *line = outlay_budget_row_get_line (row);
  const char *currency = line->budget.limit.currency;
  const OutlayPolicy *policy = outlay_workspace_get_policy (self->workspace);
  gboolean is_home = g_str_equal (currency, outlay_account_is_on_device (get_account (self))
                                                ? outlay_account_get_currency (get_account (self))
                                                : policy->home);
  g_autoptr (OutlayCategory) category = outlay_budget_dup_category (
      &line->budget, outlay_workspace_get_category_store (self->workspace));
  g_autofree char *month = dup_month_text (self);
  OutlayExpenseFilter filter = {
    .scope = OUTLAY_SCOPE_MINE,
    .states = states,
    .category = *line->budget.category != '\0' ? line->budget.category : NULL,
    .from = self->days.from,
    .until = self->days.until,
    .currency = is_home ? NULL : currency,
    .in_currency = is_home ? currency : NULL,
  };

  adw_navigation_view_push (
      self->view,
      outlay_rows_page_new (self->workspace, &(OutlayRowsInit) {
                                                 .title = outlay_category_get_name (category),
                                                 .subtitle = month,
                                                 .is_company = is_company (self),
                                                 .filter = &filter,
                                                 .currency = currency,
                                             }));
}

static void
row_activated_cb (OutlayBudgetsPage *self, GtkListBoxRow *row)
{
  gtk_widget_activate (GTK_WIDGET (row));
}

/* --- changing one ----------------------------------------------------------------------------- */

static void
present_editor (OutlayBudgetsPage *self, const OutlayBudget *budget)
{
  adw_dialog_present (
      outlay_budget_dialog_new (self->workspace, get_scope (self), budget, self->days.from),
      GTK_WIDGET (self));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present_editor (OUTLAY_BUDGETS_PAGE (widget), NULL);
}

static void
edit_cb (OutlayBudgetsPage *self, OutlayBudgetRow *row)
{
  present_editor (self, &outlay_budget_row_get_line (row)->budget);
}

static DexFuture *
told_cb (DexFuture *completed, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (completed, &error) == NULL)
    announce (user_data, outlay_error_to_text (error));

  return dex_future_new_for_boolean (TRUE);
}

static void
put (OutlayBudgetsPage *self, OutlayBudgetScope scope, const OutlayBudget *budget)
{
  DexFuture *future;

  if (scope == OUTLAY_BUDGET_SCOPE_COMPANY)
    future = outlay_budget_store_set_company (get_store (self), budget);
  else if (budget->limit.minor == 0)
    future = outlay_budget_store_remove (get_store (self), budget);
  else
    future = outlay_budget_store_set (get_store (self), budget);

  dex_future_disown (dex_future_finally (future, told_cb, g_object_ref (self), g_object_unref));
}

static void
undo_cb (OutlayBudgetsPage *self, AdwToast *toast)
{
  const OutlayBudgetLine *line = g_object_get_data (G_OBJECT (toast), "line");

  put (self, line->scope, &line->budget);
}

static void
remove_cb (OutlayBudgetsPage *self, OutlayBudgetRow *row)
{
  const OutlayBudgetLine *line = outlay_budget_row_get_line (row);
  OutlayBudget none = line->budget;
  AdwToast *toast = adw_toast_new (_ ("Budget removed"));

  none.limit.minor = 0;
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "line", outlay_budget_line_copy (line),
                          (GDestroyNotify) outlay_budget_line_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);

  put (self, line->scope, &none);
}

/* --- what is shown ---------------------------------------------------------------------------- */

static gboolean
is_same (const OutlayBudgetLine *a, const OutlayBudgetLine *b)
{
  return a->scope == b->scope && g_str_equal (a->budget.category, b->budget.category) &&
         g_str_equal (a->budget.limit.currency, b->budget.limit.currency);
}

static OutlayBudgetRow *
get_row (OutlayBudgetsPage *self, guint n)
{
  return (OutlayBudgetRow *) gtk_list_box_get_row_at_index (self->list, (int) n);
}

static GtkWidget *
create_row (OutlayBudgetsPage *self)
{
  GtkWidget *row = outlay_budget_row_new (outlay_workspace_get_category_store (self->workspace),
                                          may_edit (self));

  g_signal_connect_object (row, "rows-wanted", G_CALLBACK (rows_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "edit", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);

  return row;
}

/* Rows stay for as long as they are about the same, with the focus that one of them may have. */
static void
show_lines (OutlayBudgetsPage *self, GArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const OutlayBudgetLine *line = &g_array_index (lines, OutlayBudgetLine, i);

      while (get_row (self, i) != NULL &&
             !is_same (outlay_budget_row_get_line (get_row (self, i)), line))
        gtk_list_box_remove (self->list, GTK_WIDGET (get_row (self, i)));
      if (get_row (self, i) == NULL)
        gtk_list_box_append (self->list, create_row (self));
      outlay_budget_row_set_line (get_row (self, i), line, self->days.from);
    }

  while (get_row (self, lines->len) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (get_row (self, lines->len)));
}

static void
show_asked_at (OutlayBudgetsPage *self)
{
  g_autofree char *at = outlay_budget_store_dup_asked_at (get_store (self), self->days.from);
  g_autofree char *moment = at != NULL ? outlay_moment_to_text (at, g_get_real_time ()) : NULL;
  g_autofree char *text = NULL;

  if (moment != NULL)
    /* Translators: %s is a time, as in "Today, 14:30". */
    text = g_strdup_printf (_ ("What the company has spent, as of %s"), moment);
  else if (outlay_account_get_role (get_account (self)) >= OUTLAY_ROLE_REVIEWER)
    text = g_strdup (_ ("What the company has spent is known when the server can be reached."));
  else
    text = g_strdup (_ ("What the company has spent is for its reviewers to see."));

  gtk_label_set_label (self->asked_at, text);
  gtk_widget_set_visible (GTK_WIDGET (self->asked_at), is_company (self));
}

static void
show_month (OutlayBudgetsPage *self)
{
  g_autofree char *today = outlay_day_today ();
  g_autofree char *month = dup_month_text (self);

  gtk_label_set_label (self->month, month);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "budgets.next-month",
                                 strcmp (self->days.until, today) <= 0);
}

static void
update (OutlayBudgetsPage *self)
{
  g_autoptr (GArray)
      lines = outlay_budget_store_list (get_store (self), get_scope (self), self->days.from);

  show_lines (self, lines);
  show_month (self);
  show_asked_at (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "budgets.add", may_edit (self));
  adw_status_page_set_description (
      self->empty,
      is_company (self)
          ? _ ("The company’s administrators can say how much a month may cost.")
          : _ ("Say how much a month may cost, and Outlay tells what is left before it is spent."));
  gtk_stack_set_visible_child_name (self->stack, lines->len > 0 ? "list" : "empty");
}

/* Who may not know is not asked about again by the page: the label says so. */
static DexFuture *
asked_cb (DexFuture *completed, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (completed, &error) == NULL)
    g_debug ("How the company's budgets stand: %s", error->message);

  return dex_future_new_for_boolean (TRUE);
}

static void
ask_company (OutlayBudgetsPage *self)
{
  if (is_company (self) && outlay_account_get_role (get_account (self)) >= OUTLAY_ROLE_REVIEWER)
    dex_future_disown (dex_future_finally (
        outlay_budget_store_ask_company (get_store (self), self->days.from), asked_cb, NULL, NULL));
}

static void
clear_rows (OutlayBudgetsPage *self)
{
  while (get_row (self, 0) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (get_row (self, 0)));
}

static void
scope_cb (OutlayBudgetsPage *self)
{
  if (self->workspace == NULL)
    return;

  clear_rows (self);
  update (self);
  ask_company (self);
}

static void
previous_month_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayBudgetsPage *self = OUTLAY_BUDGETS_PAGE (widget);
  OutlayDays before;

  if (!outlay_days_period_before (&self->days, OUTLAY_PERIOD_MONTH, OUTLAY_ISO_WEEKDAY, &before))
    return;

  self->days = before;
  update (self);
  ask_company (self);
}

static void
next_month_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayBudgetsPage *self = OUTLAY_BUDGETS_PAGE (widget);
  OutlayDays after;

  if (!outlay_days_of_period (&after, OUTLAY_PERIOD_MONTH, self->days.until, OUTLAY_ISO_WEEKDAY))
    return;

  self->days = after;
  update (self);
  ask_company (self);
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
outlay_budgets_page_shown (AdwNavigationPage *page)
{
  update (OUTLAY_BUDGETS_PAGE (page));
  ask_company (OUTLAY_BUDGETS_PAGE (page));
}

static void
outlay_budgets_page_dispose (GObject *object)
{
  OutlayBudgetsPage *self = OUTLAY_BUDGETS_PAGE (object);

  /* The view is a template's child and the page's own: the page has to let go of it first. */
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_BUDGETS_PAGE);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_budgets_page_parent_class)->dispose (object);
}

static void
outlay_budgets_page_class_init (OutlayBudgetsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_budgets_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = outlay_budgets_page_shown;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/budgets/outlay-budgets-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayBudgetsPage, view);
  gtk_widget_class_bind_template_child (widget_class, OutlayBudgetsPage, scope);
  gtk_widget_class_bind_template_child (widget_class, OutlayBudgetsPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, OutlayBudgetsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, OutlayBudgetsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, OutlayBudgetsPage, month);
  gtk_widget_class_bind_template_child (widget_class, OutlayBudgetsPage, list);
  gtk_widget_class_bind_template_child (widget_class, OutlayBudgetsPage, asked_at);
  gtk_widget_class_bind_template_callback (widget_class, scope_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);

  gtk_widget_class_install_action (widget_class, "budgets.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "budgets.previous-month", NULL,
                                   previous_month_action);
  gtk_widget_class_install_action (widget_class, "budgets.next-month", NULL, next_month_action);
}

static void
outlay_budgets_page_init (OutlayBudgetsPage *self)
{
  g_autofree char *today = outlay_day_today ();

  outlay_days_of_period (&self->days, OUTLAY_PERIOD_MONTH, today, OUTLAY_ISO_WEEKDAY);
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
outlay_budgets_page_new (OutlayWorkspace *workspace)
{
  OutlayBudgetsPage *self = g_object_new (OUTLAY_TYPE_BUDGETS_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  gtk_widget_set_visible (GTK_WIDGET (self->scope),
                          !outlay_account_is_on_device (get_account (self)));
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_account (self), "notify::role", G_CALLBACK (scope_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return ADW_NAVIGATION_PAGE (self);
}
