/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/widgets/outlay-currency-row.h"

#include <glib/gi18n.h>

#include "core/money/outlay-currency.h"

struct _OutlayCurrencyRow
{
  AdwComboRow parent_instance;

  gboolean allows_none;
};

G_DEFINE_FINAL_TYPE (OutlayCurrencyRow, outlay_currency_row, ADW_TYPE_COMBO_ROW)

enum
{
  PROP_0,
  PROP_ALLOWS_NONE,
  PROP_CURRENCY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
selected_cb (OutlayCurrencyRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURRENCY]);
}

static void
outlay_currency_row_constructed (GObject *object)
{
  OutlayCurrencyRow *self = OUTLAY_CURRENCY_ROW (object);
  g_autoptr (GtkExpression)
      text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gsize n_currencies;
  const OutlayCurrency *currencies = outlay_currencies (&n_currencies);

  G_OBJECT_CLASS (outlay_currency_row_parent_class)->constructed (object);

  if (self->allows_none)
    /* Translators: no currency is chosen */
    gtk_string_list_append (names, C_ ("currency", "None"));
  for (gsize i = 0; i < n_currencies; i++)
    gtk_string_list_take (
        names, g_strdup_printf ("%s  %s", currencies[i].code, gettext (currencies[i].name)));

  adw_combo_row_set_expression (ADW_COMBO_ROW (self), text);
  adw_combo_row_set_enable_search (ADW_COMBO_ROW (self), TRUE);
  adw_combo_row_set_search_match_mode (ADW_COMBO_ROW (self),
                                       GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

static void
outlay_currency_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayCurrencyRow *self = OUTLAY_CURRENCY_ROW (object);

  switch (id)
    {
    case PROP_ALLOWS_NONE:
      g_value_set_boolean (value, self->allows_none);
      break;
    case PROP_CURRENCY:
      g_value_set_string (value, outlay_currency_row_get_currency (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_currency_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OutlayCurrencyRow *self = OUTLAY_CURRENCY_ROW (object);

  switch (id)
    {
    case PROP_ALLOWS_NONE:
      self->allows_none = g_value_get_boolean (value);
      break;
    case PROP_CURRENCY:
      outlay_currency_row_set_currency (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_currency_row_class_init (OutlayCurrencyRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = outlay_currency_row_constructed;
  object_class->get_property = outlay_currency_row_get_property;
  object_class->set_property = outlay_currency_row_set_property;

  props[PROP_ALLOWS_NONE] = g_param_spec_boolean ("allows-none", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                      G_PARAM_STATIC_STRINGS);
  props[PROP_CURRENCY] = g_param_spec_string ("currency", NULL, NULL, NULL,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
outlay_currency_row_init (OutlayCurrencyRow *self)
{
}

const char *
outlay_currency_row_get_currency (OutlayCurrencyRow *self)
{
  gsize n_currencies;
  const OutlayCurrency *currencies = outlay_currencies (&n_currencies);
  guint selected;

  g_return_val_if_fail (OUTLAY_IS_CURRENCY_ROW (self), NULL);

  selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  if (selected == GTK_INVALID_LIST_POSITION || (self->allows_none && selected == 0))
    return NULL;

  return currencies[selected - (self->allows_none ? 1 : 0)].code;
}

void
outlay_currency_row_set_currency (OutlayCurrencyRow *self, const char *currency)
{
  gsize n_currencies;
  const OutlayCurrency *currencies = outlay_currencies (&n_currencies);
  const OutlayCurrency *found = currency != NULL ? outlay_currency_find (currency) : NULL;

  g_return_if_fail (OUTLAY_IS_CURRENCY_ROW (self));

  if (found != NULL)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self),
                                (guint) (found - currencies) + (self->allows_none ? 1 : 0));
  else if (self->allows_none)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self), 0);
}
