/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-report-glance.h"

#include <glib/gi18n.h>

#include "app/reports/outlay-report-choice.h"
#include "app/reports/outlay-report-text.h"

struct _OutlayReportGlance
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *total_button;
  GtkLabel *total;
  GtkWidget *before_button;
  GtkLabel *before;
  GtkWidget *unconverted;
  GtkLabel *unconverted_label;
  GtkWidget *unconverted_button;
  GtkWidget *figures;
  GtkWidget *count_button;
  GtkLabel *count;
  GtkLabel *average;
  GtkWidget *largest_button;
  GtkLabel *largest_title;
  GtkLabel *largest;

  /* Owned */
  OutlaySpending *spending;
  OutlayExpense *largest_expense; /* (nullable): not known, or there is none */
  char *today;

  OutlayReportSpan span;
};

G_DEFINE_FINAL_TYPE (OutlayReportGlance, outlay_report_glance, ADW_TYPE_BIN)

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
total_cb (OutlayReportGlance *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0, OUTLAY_REPORT_NUMBER_TOTAL);
}

static void
before_cb (OutlayReportGlance *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0, OUTLAY_REPORT_NUMBER_BEFORE);
}

static void
unconverted_cb (OutlayReportGlance *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0, OUTLAY_REPORT_NUMBER_UNCONVERTED);
}

static void
largest_cb (OutlayReportGlance *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0, OUTLAY_REPORT_NUMBER_LARGEST);
}

/* A number that nothing is behind is read like any other, and does not invite. */
static void
set_opens (GtkWidget *button, gboolean opens)
{
  gtk_widget_set_can_target (button, opens);
  gtk_widget_set_focusable (button, opens);
}

static void
update_total (OutlayReportGlance *self)
{
  const OutlaySpendingQuery *query = outlay_spending_get_query (self->spending);
  const OutlayTotal *total = outlay_spending_get_total (self->spending);
  const OutlayTotal *before = outlay_spending_get_before (self->spending);
  gboolean has_before = *query->before.from != '\0' && (total->count > 0 || before->count > 0);
  g_autofree char *amount = outlay_report_format (total->minor, query->currency);
  g_autofree char *comparison = has_before
                                    ? outlay_report_compare (&self->span, self->today, total->minor,
                                                             before->minor, query->currency)
                                    : g_strdup ("");

  /* Translators: the sum of a report: read aloud. */
  g_autofree char *spent = g_strdup_printf (_ ("Spent: %s"), amount);

  gtk_label_set_label (self->total, amount);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->total_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spent, -1);
  gtk_label_set_label (self->before, comparison);
  gtk_widget_set_visible (self->before_button, has_before);
  set_opens (self->total_button, total->count > 0);
  set_opens (self->before_button, before->count > 0);
}

static void
update_figures (OutlayReportGlance *self)
{
  const OutlaySpendingQuery *query = outlay_spending_get_query (self->spending);
  const OutlayTotal *total = outlay_spending_get_total (self->spending);
  gint64 n_days = MAX (1, outlay_report_span_count_days (&self->span, self->today));
  gint64 minor = total->minor / n_days + (total->minor % n_days * 2 >= n_days);
  g_autofree char *count = g_strdup_printf ("%'" G_GINT64_FORMAT, total->count);
  g_autofree char *average = outlay_report_format (minor, query->currency);
  g_autofree char *label = outlay_report_format_count (total->count);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->count_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (self->figures, total->count > 0);
  gtk_label_set_label (self->count, count);
  gtk_label_set_label (self->average, average);
}

/* The other currency, where there is one only; (transfer none) (nullable) */
static const char *
find_other_currency (OutlayReportGlance *self)
{
  const char *home = outlay_spending_get_query (self->spending)->currency;
  const char *other = NULL;
  guint n;
  const OutlaySpendingCurrency *currencies = outlay_spending_get_currencies (self->spending, &n);

  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (currencies[i].currency, home))
        continue;
      if (other != NULL)
        return NULL;
      other = currencies[i].currency;
    }

  return other;
}

static void
update_unconverted (OutlayReportGlance *self)
{
  gint64 n = outlay_spending_get_n_unconverted (self->spending);
  const char *other = find_other_currency (self);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->unconverted, n > 0);
  /* The server has no list of them. */
  gtk_widget_set_visible (self->unconverted_button,
                          !outlay_spending_get_query (self->spending)->is_company);
  if (n == 0)
    return;

  if (other != NULL)
    text = g_strdup_printf (
        ngettext ("%1$d expense in %2$s has no exchange rate and is not in this sum.",
                  "%1$d expenses in %2$s have no exchange rate and are not in this sum.",
                  (gulong) n),
        (int) n, other);
  else
    text = g_strdup_printf (
        ngettext ("%d expense in another currency has no exchange rate and is not in this sum.",
                  "%d expenses in other currencies have no exchange rate and are not in this sum.",
                  (gulong) n),
        (int) n);

  gtk_label_set_label (self->unconverted_label, text);
}

static void
outlay_report_glance_dispose (GObject *object)
{
  OutlayReportGlance *self = OUTLAY_REPORT_GLANCE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_REPORT_GLANCE);
  g_clear_object (&self->spending);
  g_clear_object (&self->largest_expense);
  g_clear_pointer (&self->today, g_free);

  G_OBJECT_CLASS (outlay_report_glance_parent_class)->dispose (object);
}

static void
outlay_report_glance_class_init (OutlayReportGlanceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_report_glance_dispose;

  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/reports/outlay-report-glance.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayReportGlance, total_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportGlance, total);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportGlance, before_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportGlance, before);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportGlance, unconverted);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportGlance, unconverted_label);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportGlance, unconverted_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportGlance, figures);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportGlance, count_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportGlance, count);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportGlance, average);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportGlance, largest_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportGlance, largest_title);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportGlance, largest);
  gtk_widget_class_bind_template_callback (widget_class, total_cb);
  gtk_widget_class_bind_template_callback (widget_class, largest_cb);
  gtk_widget_class_bind_template_callback (widget_class, before_cb);
  gtk_widget_class_bind_template_callback (widget_class, unconverted_cb);
}

static void
outlay_report_glance_init (OutlayReportGlance *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
is_same_question (OutlaySpending *a, OutlaySpending *b)
{
  return a != NULL && outlay_report_is_same_question (outlay_spending_get_query (a),
                                                      outlay_spending_get_query (b));
}

void
outlay_report_glance_show (OutlayReportGlance *self,
                           OutlaySpending *spending,
                           const OutlayReportSpan *span,
                           const char *today)
{
  g_return_if_fail (OUTLAY_IS_REPORT_GLANCE (self));
  g_return_if_fail (OUTLAY_IS_SPENDING (spending));

  /* While the numbers only follow, the largest mostly stays what it is. */
  if (!is_same_question (self->spending, spending))
    {
      g_clear_object (&self->largest_expense);
      gtk_widget_set_visible (self->largest_button, FALSE);
    }

  g_set_object (&self->spending, spending);
  g_set_str (&self->today, today);
  self->span = *span;
  update_total (self);
  update_figures (self);
  update_unconverted (self);
}

void
outlay_report_glance_set_largest (OutlayReportGlance *self, OutlayExpense *expense)
{
  const OutlayMoney *amount;
  g_autofree char *money = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (OUTLAY_IS_REPORT_GLANCE (self));
  g_return_if_fail (self->spending != NULL);

  g_set_object (&self->largest_expense, expense);
  gtk_widget_set_visible (self->largest_button, expense != NULL);
  if (expense == NULL)
    return;

  amount = outlay_expense_get_amount (expense);
  if (!g_str_equal (amount->currency, outlay_spending_get_query (self->spending)->currency) &&
      outlay_expense_get_converted (expense) != NULL)
    amount = outlay_expense_get_converted (expense);

  money = outlay_money_format (amount, NULL);
  /* Translators: the largest expense, and the merchant it was paid to. */
  title = *outlay_expense_get_merchant (expense) != '\0'
              ? g_strdup_printf (_ ("Largest: %s"), outlay_expense_get_merchant (expense))
              : g_strdup (_ ("Largest"));
  /* Translators: what a number is, and the number: read aloud. */
  label = g_strdup_printf (_ ("%1$s, %2$s"), title, money);
  gtk_label_set_label (self->largest_title, title);
  gtk_label_set_label (self->largest, money);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->largest_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

OutlayExpense *
outlay_report_glance_get_largest (OutlayReportGlance *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_GLANCE (self), NULL);

  return self->largest_expense;
}
