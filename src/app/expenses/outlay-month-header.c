/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-month-header.h"

#include <glib/gi18n.h>

#include "app/widgets/outlay-day-text.h"
#include "core/money/outlay-money.h"

struct _OutlayMonthHeader
{
  GtkWidget parent_instance;

  /* Template */
  GtkLabel *month;
  GtkLabel *sum;

  /* Borrowed: the list view unbinds before it goes */
  GtkListHeader *header;

  /* Owned */
  OutlayExpenseList *list;
};

G_DEFINE_FINAL_TYPE (OutlayMonthHeader, outlay_month_header, GTK_TYPE_WIDGET)

/* The list view moves a heading along with its rows without telling it where they are now: what it is a
 * heading for is found by its row. */
static void
refresh (OutlayMonthHeader *self)
{
  OutlayExpense *first = gtk_list_header_get_item (self->header);
  g_autofree char *month = NULL;
  g_autofree char *month_text = NULL;
  g_autofree char *sum_text = NULL;
  g_autoptr (GPtrArray) sums = NULL;
  guint start;

  if (first == NULL)
    return;

  start = outlay_expense_list_find_month (self->list, outlay_expense_get_day (first));
  if (start == G_MAXUINT)
    return;

  month = outlay_expense_list_dup_month (self->list, start);
  month_text = outlay_month_to_text (month);
  sums = outlay_expense_list_sum_of_month (self->list, start);
  sum_text = outlay_month_header_format_sums (sums);

  gtk_label_set_label (self->month, month_text);
  gtk_label_set_label (self->sum, sum_text);
}

static void
outlay_month_header_dispose (GObject *object)
{
  OutlayMonthHeader *self = OUTLAY_MONTH_HEADER (object);

  outlay_month_header_bind (self, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_MONTH_HEADER);

  G_OBJECT_CLASS (outlay_month_header_parent_class)->dispose (object);
}

static void
outlay_month_header_class_init (OutlayMonthHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_month_header_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/expenses/outlay-month-header.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayMonthHeader, month);
  gtk_widget_class_bind_template_child (widget_class, OutlayMonthHeader, sum);
  gtk_widget_class_set_css_name (widget_class, "monthheader");
}

static void
outlay_month_header_init (OutlayMonthHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
outlay_month_header_new (void)
{
  return g_object_new (OUTLAY_TYPE_MONTH_HEADER, NULL);
}

void
outlay_month_header_bind (OutlayMonthHeader *self, OutlayExpenseList *list, GtkListHeader *header)
{
  g_return_if_fail (OUTLAY_IS_MONTH_HEADER (self));

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_func (self->list, refresh, self);
  if (self->header != NULL)
    g_signal_handlers_disconnect_by_func (self->header, refresh, self);

  g_set_object (&self->list, list);
  self->header = header;

  if (list == NULL)
    return;

  /* The sum changes with the rows, and the list view may give the heading to others. */
  g_signal_connect_object (list, "items-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (header, "notify::item", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

char *
outlay_month_header_format_sums (GPtrArray *sums)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (sums == NULL || sums->len == 0)
    return g_strdup ("");

  first = outlay_money_format (g_ptr_array_index (sums, 0), NULL);

  if (sums->len == 1)
    return g_steal_pointer (&first);

  second = outlay_money_format (g_ptr_array_index (sums, 1), NULL);

  if (sums->len == 2)
    /* Translators: two sums of money in two currencies. */
    return g_strdup_printf (_ ("%s + %s"), first, second);

  /* Translators: a sum of money, and in how many currencies besides. */
  return g_strdup_printf (
      ngettext ("%s + %d more currency", "%s + %d more currencies", sums->len - 1), first,
      (int) sums->len - 1);
}
