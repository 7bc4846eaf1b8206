/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/search/outlay-filter-chips.h"

#include <glib/gi18n.h>

#include "app/search/outlay-filter-amounts.h"
#include "app/search/outlay-filter-days.h"
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

static void
remove_days_cb (GtkButton *button, OutlayFilterChips *self)
{
  outlay_expense_search_set_days (self->search, NULL, NULL);
}

static void
remove_amounts_cb (GtkButton *button, OutlayFilterChips *self)
{
  outlay_expense_search_set_amounts (self->search, 0, 0, NULL);
}

static void
remove_owner_cb (GtkButton *button, OutlayFilterChips *self)
{
  outlay_expense_search_set_owner (self->search, NULL, NULL);
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
add_states (OutlayFilterChips *self)
{
  guint states = outlay_expense_search_get_states (self->search);

  for (guint state = 0; state < OUTLAY_N_STATES; state++)
    if (states & (1u << state))
      {
        GtkWidget *chip = add_chip (self, outlay_state_get_mark (state).text,
                                    G_CALLBACK (remove_state_cb));

        g_object_set_data (G_OBJECT (chip), "state", GUINT_TO_POINTER (state));
      }
}

/* One that is not there any more still keeps the list from being whole, so it has a chip as well. */
static void
add_category (OutlayFilterChips *self)
{
  const char *id = outlay_expense_search_get_category (self->search);
  OutlayCategory *category;

  if (id == NULL)
    return;

  category = outlay_category_store_find (self->categories, id);
  add_chip (self,
            *id == '\0'        ? _ ("No category")
            : category != NULL ? outlay_category_get_name (category)
                               : _ ("Unknown category"),
            G_CALLBACK (remove_category_cb));
}

static void
add_ranges (OutlayFilterChips *self)
{
  const char *from = outlay_expense_search_get_from (self->search);
  const char *to = outlay_expense_search_get_to (self->search);
  const char *currency = outlay_expense_search_get_currency (self->search);

  if (from != NULL || to != NULL)
    {
      g_autofree char *days = outlay_filter_days_dup_text (from, to);

      add_chip (self, days, G_CALLBACK (remove_days_cb));
    }

  if (currency != NULL)
    {
      g_autofree char *amounts = outlay_filter_amounts_dup_text (
          outlay_expense_search_get_min (self->search),
          outlay_expense_search_get_max (self->search), currency);

      add_chip (self, amounts, G_CALLBACK (remove_amounts_cb));
    }
}

/* The number of the chip that has the focus, -1 where none has. */
static int
find_focus (OutlayFilterChips *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->box));
  int n = -1;

  for (; focus != NULL; focus = gtk_widget_get_prev_sibling (focus))
    n++;

  return n;
}

/* Who has just taken one off stands on the next, or on the last there is. */
static void
restore_focus (OutlayFilterChips *self, int n)
{
  GtkWidget *chip = n >= 0 ? gtk_widget_get_first_child (GTK_WIDGET (self->box)) : NULL;

  for (; n > 0 && chip != NULL && gtk_widget_get_next_sibling (chip) != NULL; n--)
    chip = gtk_widget_get_next_sibling (chip);

  if (chip != NULL)
    gtk_widget_grab_focus (chip);
}

static void
refill (OutlayFilterChips *self)
{
  const char *owner_name = outlay_expense_search_get_owner_name (self->search);
  int focus = find_focus (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    adw_wrap_box_remove (self->box, child);

  add_states (self);
  if (outlay_expense_search_get_owner (self->search) != NULL)
    add_chip (self, owner_name != NULL ? owner_name : _ ("Unknown person"),
              G_CALLBACK (remove_owner_cb));
  add_ranges (self);
  add_category (self);

  gtk_widget_set_visible (GTK_WIDGET (self),
                          outlay_expense_search_get_n_filters (self->search) > 0);
  restore_focus (self, focus);
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
