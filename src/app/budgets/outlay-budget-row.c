/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/budgets/outlay-budget-row.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/budgets/outlay-budget-text.h"
#include "app/charts/outlay-meter.h"
#include "app/widgets/outlay-category-badge.h"
#include "core/expense/outlay-workflow.h"
#include "core/outlay-time.h"

#define BIT(state) (1U << (state))
#define SETTLED (BIT (OUTLAY_STATE_APPROVED) | BIT (OUTLAY_STATE_REIMBURSED))

struct _OutlayBudgetRow
{
  AdwPreferencesRow parent_instance;

  /* Template */
  GtkWidget *badge;
  GtkLabel *name;
  GtkLabel *used;
  OutlayMeter *meter;
  GtkWidget *numbers;
  GtkButton *spent;
  GtkButton *committed;
  GtkButton *drafts;
  GtkLabel *left;
  GtkWidget *pace_box;
  GtkLabel *pace;
  GtkWidget *waiting;
  GtkWidget *menu;

  /* Owned */
  OutlayCategoryStore *categories;

  OutlayBudgetLine line;
};

G_DEFINE_FINAL_TYPE (OutlayBudgetRow, outlay_budget_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  ROWS_WANTED,
  EDIT,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* On the device a draft is spent already. */
static guint
get_spent_states (OutlayBudgetRow *self)
{
  return self->line.standing.rule == OUTLAY_BUDGET_DEVICE ? SETTLED | BIT (OUTLAY_STATE_DRAFT)
                                                          : SETTLED;
}

static void
want_rows (OutlayBudgetRow *self, guint states)
{
  if (self->line.has_standing)
    g_signal_emit (self, signals[ROWS_WANTED], 0, states);
}

static void
spent_cb (OutlayBudgetRow *self)
{
  want_rows (self, get_spent_states (self));
}

static void
committed_cb (OutlayBudgetRow *self)
{
  want_rows (self, BIT (OUTLAY_STATE_SUBMITTED));
}

static void
drafts_cb (OutlayBudgetRow *self)
{
  want_rows (self, BIT (OUTLAY_STATE_DRAFT));
}

/* The row itself is about all that uses the budget up. */
static void
outlay_budget_row_activate (GtkListBoxRow *row)
{
  OutlayBudgetRow *self = OUTLAY_BUDGET_ROW (row);

  want_rows (self, get_spent_states (self) | BIT (OUTLAY_STATE_SUBMITTED));
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[EDIT], 0);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[REMOVE], 0);
}

/* --- what is shown ---------------------------------------------------------------------------- */

static char *
dup_amount (OutlayBudgetRow *self, gint64 minor)
{
  OutlayMoney money = { .minor = minor };

  g_strlcpy (money.currency, self->line.standing.currency, sizeof money.currency);
  return outlay_money_format (&money, NULL);
}

static void
show_number (GtkButton *button, const char *text)
{
  GtkWidget *label;

  gtk_button_set_label (button, text);
  label = gtk_button_get_child (button);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
}

static double
get_month_share (const char *month)
{
  g_autofree char *today = outlay_day_today ();
  int day;

  if (strncmp (today, month, 7) != 0)
    return -1;

  day = (int) g_ascii_strtoll (today + 8, NULL, 10);
  return day /
         (double) g_date_get_days_in_month ((GDateMonth) g_ascii_strtoll (today + 5, NULL, 10),
                                            (GDateYear) g_ascii_strtoll (today, NULL, 10));
}

static void
show_meter (OutlayBudgetRow *self, const char *month)
{
  const OutlayBudgetStanding *standing = &self->line.standing;
  OutlayMeterValues values = {
    .currency = self->line.budget.limit.currency,
    .limit = standing->limit,
    .spent = standing->spent,
    .committed = standing->committed,
    .pace = get_month_share (month),
  };

  outlay_meter_set_values (self->meter, &values);
  gtk_widget_set_visible (GTK_WIDGET (self->meter), self->line.has_standing);
}

static void
show_numbers (OutlayBudgetRow *self)
{
  const OutlayBudgetStanding *standing = &self->line.standing;
  g_autofree char *left = outlay_budget_dup_left_text (&self->line);

  g_autofree char *spent = dup_amount (self, standing->spent);
  g_autofree char *committed = dup_amount (self, standing->committed);
  g_autofree char *drafts = dup_amount (self, standing->drafts);
  /* Translators: %s is an amount, of a budget. */
  g_autofree char *spent_text = g_strdup_printf (_ ("%s spent"), spent);
  /* Translators: %s is an amount, of a budget: asked for, and not decided. */
  g_autofree char *committed_text = g_strdup_printf (_ ("%s submitted"), committed);
  /* Translators: %s is an amount. */
  g_autofree char *drafts_text = g_strdup_printf (_ ("%s in drafts"), drafts);

  gtk_widget_set_visible (self->numbers, self->line.has_standing);
  show_number (self->spent, spent_text);
  show_number (self->committed, committed_text);
  show_number (self->drafts, drafts_text);
  gtk_widget_set_visible (GTK_WIDGET (self->committed), standing->committed != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->drafts), standing->drafts != 0);

  gtk_label_set_label (self->left, left);
  if (standing->left < 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->left), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->left), "error");
}

static void
show_pace (OutlayBudgetRow *self, const char *month)
{
  g_autofree char *pace = outlay_budget_dup_pace_text (&self->line, month);

  gtk_label_set_label (self->pace, pace != NULL ? pace : "");
  gtk_widget_set_visible (self->pace_box, pace != NULL);
}

/* Takes @text and gives the two. */
static char *
take_and_join (char *text, const char *more)
{
  g_autofree char *before = text;

  /* Translators: what a number is, and the number: read aloud. */
  return g_strdup_printf (_ ("%1$s, %2$s"), before, more);
}

static void
describe (OutlayBudgetRow *self)
{
  g_autofree char *left = outlay_budget_dup_left_text (&self->line);
  g_autofree char *text = g_strdup (gtk_label_get_label (self->name));

  text = take_and_join (g_steal_pointer (&text), gtk_label_get_label (self->used));
  if (self->line.has_standing)
    text = take_and_join (g_steal_pointer (&text), left);
  if (self->line.over_day != 0)
    text = take_and_join (g_steal_pointer (&text), gtk_label_get_label (self->pace));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void
outlay_budget_row_set_line (OutlayBudgetRow *self, const OutlayBudgetLine *line, const char *month)
{
  g_autoptr (OutlayCategory) category = NULL;
  g_autofree char *used = NULL;

  g_return_if_fail (OUTLAY_IS_BUDGET_ROW (self));

  self->line = *line;
  category = outlay_budget_dup_category (&line->budget, self->categories);
  used = outlay_budget_dup_used_text (line);
  g_object_set (self->badge, "category", category, NULL);
  gtk_label_set_label (self->name, outlay_category_get_name (category));
  gtk_label_set_label (self->used, used);
  show_meter (self, month);
  show_numbers (self);
  show_pace (self, month);
  gtk_widget_set_visible (self->waiting, line->is_waiting);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), line->has_standing);
  describe (self);
}

const OutlayBudgetLine *
outlay_budget_row_get_line (OutlayBudgetRow *self)
{
  g_return_val_if_fail (OUTLAY_IS_BUDGET_ROW (self), NULL);
  return &self->line;
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
outlay_budget_row_dispose (GObject *object)
{
  OutlayBudgetRow *self = OUTLAY_BUDGET_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_BUDGET_ROW);
  g_clear_object (&self->categories);

  G_OBJECT_CLASS (outlay_budget_row_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, OutlayBudgetRow, badge);
  gtk_widget_class_bind_template_child (klass, OutlayBudgetRow, name);
  gtk_widget_class_bind_template_child (klass, OutlayBudgetRow, used);
  gtk_widget_class_bind_template_child (klass, OutlayBudgetRow, meter);
  gtk_widget_class_bind_template_child (klass, OutlayBudgetRow, numbers);
  gtk_widget_class_bind_template_child (klass, OutlayBudgetRow, spent);
  gtk_widget_class_bind_template_child (klass, OutlayBudgetRow, committed);
  gtk_widget_class_bind_template_child (klass, OutlayBudgetRow, drafts);
  gtk_widget_class_bind_template_child (klass, OutlayBudgetRow, left);
  gtk_widget_class_bind_template_child (klass, OutlayBudgetRow, pace_box);
  gtk_widget_class_bind_template_child (klass, OutlayBudgetRow, pace);
  gtk_widget_class_bind_template_child (klass, OutlayBudgetRow, waiting);
  gtk_widget_class_bind_template_child (klass, OutlayBudgetRow, menu);
  gtk_widget_class_bind_template_callback (klass, spent_cb);
  gtk_widget_class_bind_template_callback (klass, committed_cb);
  gtk_widget_class_bind_template_callback (klass, drafts_cb);
}

static void
outlay_budget_row_class_init (OutlayBudgetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_budget_row_dispose;
  GTK_LIST_BOX_ROW_CLASS (klass)->activate = outlay_budget_row_activate;

  signals[ROWS_WANTED] = g_signal_new ("rows-wanted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[EDIT] = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                0);
  signals[REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  g_type_ensure (OUTLAY_TYPE_CATEGORY_BADGE);
  g_type_ensure (OUTLAY_TYPE_METER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/budgets/outlay-budget-row.ui");
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "budget.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "budget.remove", NULL, remove_action);
}

static void
outlay_budget_row_init (OutlayBudgetRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
outlay_budget_row_new (OutlayCategoryStore *categories, gboolean may_edit)
{
  OutlayBudgetRow *self = g_object_new (OUTLAY_TYPE_BUDGET_ROW, NULL);

  self->categories = g_object_ref (categories);
  gtk_widget_set_visible (self->menu, may_edit);

  return GTK_WIDGET (self);
}
