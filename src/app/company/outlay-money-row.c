/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/company/outlay-money-row.h"

struct _OutlayMoneyRow
{
  AdwEntryRow parent_instance;

  /* Suffix */
  GtkLabel *unit;

  char currency[4];
};

G_DEFINE_FINAL_TYPE (OutlayMoneyRow, outlay_money_row, ADW_TYPE_ENTRY_ROW)

/* It is said beside the amount, as a number alone could be of any currency. */
static void
set_unit (OutlayMoneyRow *self, const char *currency)
{
  g_strlcpy (self->currency, currency, sizeof self->currency);
  gtk_label_set_label (self->unit, self->currency);
}

static void
changed_cb (OutlayMoneyRow *self)
{
  OutlayMoney money;
  gboolean is_read = outlay_money_row_get_money (self, &money);
  gboolean is_wrong = !is_read && !outlay_money_row_is_empty (self);

  /* Somebody may have typed another. */
  gtk_label_set_label (self->unit, is_read ? money.currency : self->currency);
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
      is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
outlay_money_row_class_init (OutlayMoneyRowClass *klass)
{
}

static void
outlay_money_row_init (OutlayMoneyRow *self)
{
  const OutlayCurrency *currency = outlay_currency_of_locale ();

  self->unit = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->unit), "dimmed");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->unit));
  set_unit (self, currency->code);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}

GtkWidget *
outlay_money_row_new (const char *title)
{
  return g_object_new (OUTLAY_TYPE_MONEY_ROW, "title", title, "use-markup", FALSE, NULL);
}

void
outlay_money_row_set_money (OutlayMoneyRow *self, const OutlayMoney *money)
{
  g_autofree char *text = NULL;

  g_return_if_fail (OUTLAY_IS_MONEY_ROW (self));

  if (money != NULL)
    {
      set_unit (self, money->currency);
      text = outlay_money_format_plain (money, NULL);
    }
  gtk_editable_set_text (GTK_EDITABLE (self), text != NULL ? text : "");
}

void
outlay_money_row_set_currency (OutlayMoneyRow *self, const char *currency)
{
  g_return_if_fail (OUTLAY_IS_MONEY_ROW (self));

  set_unit (self, currency);
  changed_cb (self);
}

gboolean
outlay_money_row_is_empty (OutlayMoneyRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));

  return text[strspn (text, " \t")] == '\0';
}

gboolean
outlay_money_row_get_money (OutlayMoneyRow *self, OutlayMoney *money)
{
  OutlayMoney read;

  g_return_val_if_fail (OUTLAY_IS_MONEY_ROW (self), FALSE);

  if (outlay_money_row_is_empty (self) ||
      !outlay_money_parse (gtk_editable_get_text (GTK_EDITABLE (self)), self->currency, NULL, &read,
                           NULL) ||
      read.minor < 0)
    return FALSE;

  *money = read;
  return TRUE;
}
