/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/search/outlay-filter-amounts.h"

#include <glib/gi18n.h>

#include "app/company/outlay-money-row.h"

struct _OutlayFilterAmounts
{
  AdwBin parent_instance;

  /* Children */
  OutlayMoneyRow *min;
  OutlayMoneyRow *max;

  /* Owned */
  OutlayExpenseSearch *search;

  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (OutlayFilterAmounts, outlay_filter_amounts, ADW_TYPE_BIN)

static OutlayMoney
make_money (gint64 minor, const char *currency)
{
  OutlayMoney money = { .minor = minor };

  g_strlcpy (money.currency, currency, sizeof money.currency);

  return money;
}

char *
outlay_filter_amounts_dup_text (gint64 min, gint64 max, const char *currency)
{
  OutlayMoney least = make_money (min, currency);
  OutlayMoney most = make_money (max, currency);
  g_autofree char *low = outlay_money_format (&least, NULL);
  g_autofree char *high = outlay_money_format (&most, NULL);

  if (max <= 0)
    /* Translators: a filter: this amount or more. */
    return g_strdup_printf (_ ("At least %s"), low);
  if (min <= 0)
    /* Translators: a filter: this amount or less. */
    return g_strdup_printf (_ ("At most %s"), high);
  if (min == max)
    return g_steal_pointer (&low);

  /* Translators: a filter: from the first amount to the second one. */
  return g_strdup_printf (C_ ("amounts", "%s – %s"), low, high);
}

static void
show (OutlayMoneyRow *row, gint64 minor, const char *currency)
{
  OutlayMoney money;

  if (minor <= 0)
    {
      outlay_money_row_set_money (row, NULL);
      return;
    }

  money = make_money (minor, currency);
  outlay_money_row_set_money (row, &money);
}

static void
update (OutlayFilterAmounts *self)
{
  const char *currency = outlay_expense_search_get_currency (self->search);

  if (self->is_updating)
    return;

  self->is_updating = TRUE;
  show (self->min, outlay_expense_search_get_min (self->search), currency);
  show (self->max, outlay_expense_search_get_max (self->search), currency);
  self->is_updating = FALSE;
}

/* Two bounds of two currencies have no sense together: the one that was typed just now counts. */
static void
changed_cb (OutlayFilterAmounts *self, OutlayMoneyRow *changed)
{
  OutlayMoney min = { 0 };
  OutlayMoney max = { 0 };
  gboolean has_min = outlay_money_row_get_money (self->min, &min);
  gboolean has_max = outlay_money_row_get_money (self->max, &max);

  if (self->is_updating)
    return;

  if (has_min && has_max && !g_str_equal (min.currency, max.currency))
    {
      if (changed == self->min)
        max.minor = 0;
      else
        min.minor = 0;
      has_min = changed == self->min;
    }

  self->is_updating = TRUE;
  outlay_expense_search_set_amounts (self->search, min.minor, max.minor,
                                     has_min   ? min.currency
                                     : has_max ? max.currency
                                               : NULL);
  self->is_updating = FALSE;
}

static void
outlay_filter_amounts_dispose (GObject *object)
{
  g_clear_object (&OUTLAY_FILTER_AMOUNTS (object)->search);

  G_OBJECT_CLASS (outlay_filter_amounts_parent_class)->dispose (object);
}

static void
outlay_filter_amounts_class_init (OutlayFilterAmountsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = outlay_filter_amounts_dispose;
}

static OutlayMoneyRow *
add_row (OutlayFilterAmounts *self, GtkWidget *rows, const char *title)
{
  GtkWidget *row = outlay_money_row_new (title);

  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (rows), row);

  return OUTLAY_MONEY_ROW (row);
}

static void
outlay_filter_amounts_init (OutlayFilterAmounts *self)
{
  GtkWidget *rows = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (rows), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (rows, "boxed-list");
  adw_bin_set_child (ADW_BIN (self), rows);
  self->min = add_row (self, rows, _ ("At Least"));
  self->max = add_row (self, rows, _ ("At Most"));
}

GtkWidget *
outlay_filter_amounts_new (OutlayExpenseSearch *search, const char *currency)
{
  OutlayFilterAmounts *self = g_object_new (OUTLAY_TYPE_FILTER_AMOUNTS, NULL);

  self->search = g_object_ref (search);
  outlay_money_row_set_currency (self->min, currency);
  outlay_money_row_set_currency (self->max, currency);
  g_signal_connect_object (search, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
