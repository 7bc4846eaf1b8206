/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/search/outlay-filter-chips.h"

#include <glib/gi18n.h>

#include "app/widgets/outlay-state-text.h"

struct _OutlayFilterChips
{
  AdwBin parent_instance;

  /* Child */
  AdwWrapBox *box;

  /* Owned */
  OutlayExpenseSearch *search;
  OutlayCategoryStore *categories;
};

G_DEFINE_FINAL_TYPE (OutlayFilterChips, outlay_filter_chips, ADW_TYPE_BIN)

static void
remove_state_cb (GtkButton *button, OutlayFilterChips *self)
{
  OutlayState state = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "state"));

  outlay_expense_search_set_state (self->search, state, FALSE);
}

static void
remove_category_cb (GtkButton *button, OutlayFilterChips *self)
{
  outlay_expense_search_set_category (self->search, NULL);
}

static GtkWidget *
add_chip (OutlayFilterChips *self, const char *text, GCallback removed_cb)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (text);
  /* Translators: the name of a button that takes a filter off, as in "Remove filter: Rejected". */
  g_autofree char *name = g_strdup_printf (_ ("Remove filter: %s"), text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (chip, "clicked", removed_cb, self, G_CONNECT_DEFAULT);
  adw_wrap_box_append (self->box, chip);

  return chip;
}

static void
refill (OutlayFilterChips *self)
{
  guint states = outlay_expense_search_get_states (self->search);
  const char *id = outlay_expense_search_get_category (self->search);
  OutlayCategory *category = id != NULL ? outlay_category_store_find (self->categories, id) : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    adw_wrap_box_remove (self->box, child);

  for (guint state = 0; state < OUTLAY_N_STATES; state++)
    if (states & (1u << state))
      {
        GtkWidget *chip = add_chip (self, outlay_state_get_mark (state).text,
                                    G_CALLBACK (remove_state_cb));

        g_object_set_data (G_OBJECT (chip), "state", GUINT_TO_POINTER (state));
      }

  if (category != NULL)
    add_chip (self, outlay_category_get_name (category), G_CALLBACK (remove_category_cb));

  gtk_widget_set_visible (GTK_WIDGET (self), states != 0 || category != NULL);
}

static void
outlay_filter_chips_dispose (GObject *object)
{
  OutlayFilterChips *self = OUTLAY_FILTER_CHIPS (object);

  g_clear_object (&self->search);
  g_clear_object (&self->categories);

  G_OBJECT_CLASS (outlay_filter_chips_parent_class)->dispose (object);
}

static void
outlay_filter_chips_class_init (OutlayFilterChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = outlay_filter_chips_dispose;
}

static void
outlay_filter_chips_init (OutlayFilterChips *self)
{
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 6);
  adw_wrap_box_set_line_spacing (self->box, 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
outlay_filter_chips_set_search (OutlayFilterChips *self,
                                OutlayExpenseSearch *search,
                                OutlayCategoryStore *categories)
{
  g_return_if_fail (OUTLAY_IS_FILTER_CHIPS (self));
  g_return_if_fail (self->search == NULL);

  self->search = g_object_ref (search);
  self->categories = g_object_ref (categories);
  g_signal_connect_object (search, "changed", G_CALLBACK (refill), self, G_CONNECT_SWAPPED);
  refill (self);
}
