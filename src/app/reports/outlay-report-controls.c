/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-report-controls.h"

#include <string.h>

#include <glib/gi18n.h>

struct _OutlayReportControls
{
  AdwBin parent_instance;

  /* Template */
  GtkDropDown *length;
  AdwToggleGroup *whose;
  GtkDropDown *states;
  GtkDropDown *currency;

  /* Owned */
  OutlayReportChoice *choice;
  GPtrArray *codes; /* of the currencies, in the order of the drop-down; what converts is "=EUR" */

  gboolean is_updating; /* the controls follow, nobody has touched them */
};

G_DEFINE_FINAL_TYPE (OutlayReportControls, outlay_report_controls, ADW_TYPE_BIN)

static void
length_selected_cb (OutlayReportControls *self)
{
  if (!self->is_updating)
    outlay_report_choice_set_length (self->choice, gtk_drop_down_get_selected (self->length));
}

static void
whose_selected_cb (OutlayReportControls *self)
{
  if (!self->is_updating)
    outlay_report_choice_set_company (
        self->choice, g_strcmp0 (adw_toggle_group_get_active_name (self->whose), "company") == 0);
}

static void
states_selected_cb (OutlayReportControls *self)
{
  if (!self->is_updating)
    outlay_report_choice_set_states (self->choice, gtk_drop_down_get_selected (self->states));
}

static void
currency_selected_cb (OutlayReportControls *self)
{
  guint selected = gtk_drop_down_get_selected (self->currency);
  const char *code;

  if (self->is_updating || selected >= self->codes->len)
    return;

  code = g_ptr_array_index (self->codes, selected);
  outlay_report_choice_set_currency (self->choice, *code == '=' ? code + 1 : code, *code == '=');
}

static void
select_currency (OutlayReportControls *self)
{
  const char *currency = outlay_report_choice_get_currency (self->choice);
  gboolean is_converted = outlay_report_choice_is_converted (self->choice);

  for (guint i = 0; i < self->codes->len; i++)
    {
      const char *code = g_ptr_array_index (self->codes, i);

      if ((*code == '=') == is_converted && g_str_has_suffix (code, currency))
        gtk_drop_down_set_selected (self->currency, i);
    }
}

static void
update (OutlayReportControls *self)
{
  self->is_updating = TRUE;
  gtk_drop_down_set_selected (self->length, outlay_report_choice_get_span (self->choice)->length);
  gtk_drop_down_set_selected (self->states, outlay_report_choice_get_states (self->choice));
  gtk_widget_set_visible (GTK_WIDGET (self->states),
                          outlay_report_choice_has_states (self->choice));
  adw_toggle_group_set_active_name (
      self->whose, outlay_report_choice_is_company (self->choice) ? "company" : "mine");
  gtk_widget_set_visible (GTK_WIDGET (self->whose),
                          outlay_report_choice_may_be_company (self->choice));
  select_currency (self);
  self->is_updating = FALSE;
}

static void
outlay_report_controls_dispose (GObject *object)
{
  OutlayReportControls *self = OUTLAY_REPORT_CONTROLS (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_REPORT_CONTROLS);
  g_clear_object (&self->choice);
  g_clear_pointer (&self->codes, g_ptr_array_unref);

  G_OBJECT_CLASS (outlay_report_controls_parent_class)->dispose (object);
}

static void
outlay_report_controls_class_init (OutlayReportControlsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_report_controls_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/reports/outlay-report-controls.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayReportControls, length);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportControls, whose);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportControls, states);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportControls, currency);
  gtk_widget_class_bind_template_callback (widget_class, length_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, whose_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, states_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, currency_selected_cb);
}

static void
outlay_report_controls_init (OutlayReportControls *self)
{
  g_autoptr (GtkStringList) lengths = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) states = gtk_string_list_new (NULL);

  self->is_updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < OUTLAY_N_REPORT_LENGTHS; i++)
    gtk_string_list_append (lengths, outlay_report_length_get_name (i));
  for (guint i = 0; i < OUTLAY_N_REPORT_STATES; i++)
    gtk_string_list_append (states, outlay_report_states_get_name (i));

  gtk_drop_down_set_model (self->length, G_LIST_MODEL (lengths));
  gtk_drop_down_set_model (self->states, G_LIST_MODEL (states));
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->is_updating = FALSE;
}

void
outlay_report_controls_set_choice (OutlayReportControls *self, OutlayReportChoice *choice)
{
  g_return_if_fail (OUTLAY_IS_REPORT_CONTROLS (self));
  g_return_if_fail (self->choice == NULL && choice != NULL);

  self->choice = g_object_ref (choice);
  g_signal_connect_object (choice, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static gboolean
has_code (GPtrArray *codes, const char *wanted)
{
  return g_ptr_array_find_with_equal_func (codes, wanted, g_str_equal, NULL);
}

/* What is chosen is offered, also where nothing was spent in it. */
static GPtrArray *
list_codes (OutlayReportControls *self, OutlaySpending *spending)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_free);
  const char *home = outlay_report_choice_get_home (self->choice);
  const char *chosen = outlay_report_choice_get_currency (self->choice);
  guint n;
  const OutlaySpendingCurrency *currencies = outlay_spending_get_currencies (spending, &n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (codes, g_strdup (currencies[i].currency));
  if (!has_code (codes, chosen))
    g_ptr_array_add (codes, g_strdup (chosen));

  /* One's own alone is the same as all of it, where there is no other. */
  if (home != NULL && (codes->len > 1 || !has_code (codes, home)))
    g_ptr_array_insert (codes, 0, g_strconcat ("=", home, NULL));
  else if (home != NULL && outlay_report_choice_is_converted (self->choice))
    {
      g_ptr_array_set_size (codes, 0);
      g_ptr_array_add (codes, g_strconcat ("=", home, NULL));
    }

  return codes;
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;

  return TRUE;
}

void
outlay_report_controls_set_spending (OutlayReportControls *self, OutlaySpending *spending)
{
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (GtkStringList) names = NULL;

  g_return_if_fail (OUTLAY_IS_REPORT_CONTROLS (self));
  g_return_if_fail (OUTLAY_IS_SPENDING (spending));

  codes = list_codes (self, spending);
  gtk_widget_set_visible (GTK_WIDGET (self->currency), codes->len > 1);
  if (is_same (codes, self->codes))
    return;

  names = gtk_string_list_new (NULL);
  for (guint i = 0; i < codes->len; i++)
    {
      const char *code = g_ptr_array_index (codes, i);
      /* Translators: all expenses, with those in other currencies converted into this one. */
      g_autofree char *all = *code == '=' ? g_strdup_printf (_ ("All, in %s"), code + 1) : NULL;

      gtk_string_list_append (names, all != NULL ? all : code);
    }

  self->is_updating = TRUE;
  gtk_drop_down_set_model (self->currency, G_LIST_MODEL (names));
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  self->codes = g_steal_pointer (&codes);
  select_currency (self);
  self->is_updating = FALSE;
}
