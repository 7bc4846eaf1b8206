/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-amount-field.h"

#include <glib/gi18n.h>

#include "core/money/outlay-money.h"

struct _OutlayAmountField
{
  GtkBox parent_instance;

  /* Template */
  GtkEntry *entry;
  GtkDropDown *currency_choice;
  GtkLabel *hint;

  char *complaint;
  char *warning;
  char *converted;
  const OutlayCurrency *currency;
};

G_DEFINE_FINAL_TYPE (OutlayAmountField, outlay_amount_field, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_CURRENCY,
  PROP_COMPLAINT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum
{
  LEFT,
  ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_reading_error (const GError *error)
{
  if (g_error_matches (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_AMBIGUOUS))
    return _ ("Thousands or cents? Type the cents as well");
  if (g_error_matches (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_TOO_PRECISE))
    return _ ("This currency has fewer decimals");
  if (g_error_matches (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OVERFLOW))
    return _ ("This amount is too large to be right");
  if (g_error_matches (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY))
    return _ ("There is no such currency");

  return _ ("This is not an amount");
}

/* (transfer full) */
static char *
describe (OutlayAmountField *self, const OutlayMoney *money)
{
  g_autofree char *text = outlay_money_format (money, NULL);

  if (self->converted == NULL)
    return g_steal_pointer (&text);

  /* Translators: an amount, and what it comes to in another currency as "about €91.83" */
  return g_strdup_printf (C_ ("amounts", "%1$s · %2$s"), text, self->converted);
}

/* How the amount was understood, or why it was not; a complaint that the form makes goes first.
 * What cannot be read yet is said plainly while typing, and in red only once the form complains of
 * it. */
static void
update_hint (OutlayAmountField *self)
{
  const char *text = outlay_amount_field_get_text (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *understood = NULL;
  const char *said = NULL;
  OutlayMoney money;

  if (*text == '\0')
    said = "";
  else if (outlay_money_parse (text, self->currency->code, NULL, &money, &error))
    said = understood = describe (self, &money);
  else
    said = get_reading_error (error);

  if (self->complaint != NULL && error == NULL)
    said = self->complaint;
  else if (self->warning != NULL && understood != NULL)
    said = self->warning;

  gtk_label_set_label (self->hint, said);
  if (self->complaint != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->hint), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->hint), "dimmed");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->hint), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->hint), "dimmed");
    }

  if (said != NULL && said == self->warning)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->hint), "warning");
      gtk_widget_remove_css_class (GTK_WIDGET (self->hint), "dimmed");
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->hint), "warning");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
      self->complaint != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* "$ 12" or "12 USD" names its currency: once it is typed to its end, the choice says so too. */
static void
adopt_currency (OutlayAmountField *self)
{
  OutlayMoney money;
  g_autofree char *plain = NULL;

  if (!outlay_money_parse (outlay_amount_field_get_text (self), self->currency->code, NULL, &money,
                           NULL) ||
      g_str_equal (money.currency, self->currency->code))
    return;

  plain = outlay_money_format_plain (&money, NULL);
  outlay_amount_field_set_currency (self, money.currency);
  outlay_amount_field_set_text (self, plain);
}

/* --- callbacks ------------------------------------------------------------------------------- */

static char *
format_zero_cb (OutlayAmountField *self, const char *currency)
{
  OutlayMoney zero = { 0 };

  if (currency == NULL)
    return NULL;

  g_strlcpy (zero.currency, currency, sizeof zero.currency);
  return outlay_money_format_plain (&zero, NULL);
}

static char *
get_code_cb (gpointer item, const char *text)
{
  return text != NULL ? g_strndup (text, 3) : NULL;
}

static void
changed_cb (OutlayAmountField *self)
{
  update_hint (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
}

static void
activate_cb (OutlayAmountField *self)
{
  g_signal_emit (self, signals[ENTERED], 0);
}

static void
currency_chosen_cb (OutlayAmountField *self)
{
  gsize n_currencies;
  const OutlayCurrency *currencies = outlay_currencies (&n_currencies);
  guint selected = gtk_drop_down_get_selected (self->currency_choice);

  if (selected >= n_currencies || self->currency == &currencies[selected])
    return;

  self->currency = &currencies[selected];
  update_hint (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURRENCY]);
}

static void
leave_cb (OutlayAmountField *self)
{
  adopt_currency (self);
  g_signal_emit (self, signals[LEFT], 0);
}

/* --- the widget ------------------------------------------------------------------------------ */

static gboolean
outlay_amount_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (OUTLAY_AMOUNT_FIELD (widget)->entry));
}

static void
outlay_amount_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayAmountField *self = OUTLAY_AMOUNT_FIELD (object);

  switch (id)
    {
    case PROP_TEXT:
      g_value_set_string (value, outlay_amount_field_get_text (self));
      break;
    case PROP_CURRENCY:
      g_value_set_string (value, outlay_amount_field_get_currency (self));
      break;
    case PROP_COMPLAINT:
      g_value_set_string (value, self->complaint);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_amount_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OutlayAmountField *self = OUTLAY_AMOUNT_FIELD (object);

  switch (id)
    {
    case PROP_TEXT:
      outlay_amount_field_set_text (self, g_value_get_string (value));
      break;
    case PROP_CURRENCY:
      outlay_amount_field_set_currency (self, g_value_get_string (value));
      break;
    case PROP_COMPLAINT:
      outlay_amount_field_set_complaint (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_amount_field_dispose (GObject *object)
{
  OutlayAmountField *self = OUTLAY_AMOUNT_FIELD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_AMOUNT_FIELD);
  g_clear_pointer (&self->complaint, g_free);
  g_clear_pointer (&self->warning, g_free);
  g_clear_pointer (&self->converted, g_free);

  G_OBJECT_CLASS (outlay_amount_field_parent_class)->dispose (object);
}

static void
outlay_amount_field_class_init (OutlayAmountFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = outlay_amount_field_get_property;
  object_class->set_property = outlay_amount_field_set_property;
  object_class->dispose = outlay_amount_field_dispose;
  widget_class->grab_focus = outlay_amount_field_grab_focus;

  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  props[PROP_CURRENCY] = g_param_spec_string ("currency", NULL, NULL, NULL, flags);
  props[PROP_COMPLAINT] = g_param_spec_string ("complaint", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  signals[ENTERED] = g_signal_new ("entered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/form/outlay-amount-field.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayAmountField, entry);
  gtk_widget_class_bind_template_child (widget_class, OutlayAmountField, currency_choice);
  gtk_widget_class_bind_template_child (widget_class, OutlayAmountField, hint);
  gtk_widget_class_bind_template_callback (widget_class, format_zero_cb);
  gtk_widget_class_bind_template_callback (widget_class, get_code_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, currency_chosen_cb);
}

static void
outlay_amount_field_init (OutlayAmountField *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gsize n_currencies;
  const OutlayCurrency *currencies = outlay_currencies (&n_currencies);

  self->currency = outlay_currency_of_locale ();
  gtk_widget_init_template (GTK_WIDGET (self));

  for (gsize i = 0; i < n_currencies; i++)
    gtk_string_list_take (
        names, g_strdup_printf ("%s  %s", currencies[i].code, gettext (currencies[i].name)));
  gtk_drop_down_set_model (self->currency_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->currency_choice, (guint) (self->currency - currencies));

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  update_hint (self);
}

GtkWidget *
outlay_amount_field_new (void)
{
  return g_object_new (OUTLAY_TYPE_AMOUNT_FIELD, NULL);
}

const char *
outlay_amount_field_get_text (OutlayAmountField *self)
{
  g_return_val_if_fail (OUTLAY_IS_AMOUNT_FIELD (self), NULL);
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
outlay_amount_field_set_text (OutlayAmountField *self, const char *text)
{
  g_return_if_fail (OUTLAY_IS_AMOUNT_FIELD (self));

  if (g_strcmp0 (outlay_amount_field_get_text (self), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
}

const char *
outlay_amount_field_get_currency (OutlayAmountField *self)
{
  g_return_val_if_fail (OUTLAY_IS_AMOUNT_FIELD (self), NULL);
  return self->currency->code;
}

void
outlay_amount_field_set_currency (OutlayAmountField *self, const char *currency)
{
  gsize n_currencies;
  const OutlayCurrency *currencies = outlay_currencies (&n_currencies);
  const OutlayCurrency *found = currency != NULL ? outlay_currency_find (currency) : NULL;

  g_return_if_fail (OUTLAY_IS_AMOUNT_FIELD (self));

  if (found != NULL)
    gtk_drop_down_set_selected (self->currency_choice, (guint) (found - currencies));
}

void
outlay_amount_field_set_complaint (OutlayAmountField *self, const char *complaint)
{
  g_return_if_fail (OUTLAY_IS_AMOUNT_FIELD (self));

  if (!g_set_str (&self->complaint, complaint))
    return;

  update_hint (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COMPLAINT]);
}

void
outlay_amount_field_set_warning (OutlayAmountField *self, const char *warning)
{
  g_return_if_fail (OUTLAY_IS_AMOUNT_FIELD (self));

  if (g_set_str (&self->warning, warning))
    update_hint (self);
}

void
outlay_amount_field_set_converted (OutlayAmountField *self, const char *converted)
{
  g_return_if_fail (OUTLAY_IS_AMOUNT_FIELD (self));

  if (g_set_str (&self->converted, converted))
    update_hint (self);
}

const char *
outlay_amount_field_get_hint (OutlayAmountField *self)
{
  g_return_val_if_fail (OUTLAY_IS_AMOUNT_FIELD (self), NULL);

  return gtk_label_get_label (self->hint);
}
