/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/search/outlay-filter-popover.h"

#include <adwaita.h>

#include "app/widgets/outlay-state-text.h"

struct _OutlayFilterPopover
{
  GtkPopover parent_instance;

  /* Template */
  GtkWidget *states_part;
  AdwWrapBox *states;
  AdwWrapBox *categories;
  GtkWidget *clear;

  /* Owned */
  OutlayExpenseSearch *search;
  OutlayCategoryStore *category_store;

  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (OutlayFilterPopover, outlay_filter_popover, GTK_TYPE_POPOVER)

static GQuark
state_quark (void)
{
  return g_quark_from_static_string ("outlay-filter-state");
}

static GQuark
category_quark (void)
{
  return g_quark_from_static_string ("outlay-filter-category");
}

static OutlayState
get_state (GtkWidget *toggle)
{
  return GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (toggle), state_quark ()));
}

static const char *
get_category (GtkWidget *toggle)
{
  return g_object_get_qdata (G_OBJECT (toggle), category_quark ());
}

/* The search is the truth; the buttons follow. */
static void
update (OutlayFilterPopover *self)
{
  guint states = outlay_expense_search_get_states (self->search);
  const char *category = outlay_expense_search_get_category (self->search);
  GtkWidget *child;

  self->is_updating = TRUE;

  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->states)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child),
                                  (states & (1u << get_state (child))) != 0);

  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->categories)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child),
                                  g_strcmp0 (get_category (child), category) == 0);

  gtk_widget_set_sensitive (self->clear, !outlay_expense_search_is_empty (self->search));
  self->is_updating = FALSE;
}

static void
state_toggled_cb (OutlayFilterPopover *self, GtkToggleButton *toggle)
{
  if (!self->is_updating)
    outlay_expense_search_set_state (self->search, get_state (GTK_WIDGET (toggle)),
                                     gtk_toggle_button_get_active (toggle));
}

static void
category_toggled_cb (OutlayFilterPopover *self, GtkToggleButton *toggle)
{
  if (!self->is_updating)
    outlay_expense_search_set_category (self->search, gtk_toggle_button_get_active (toggle)
                                                          ? get_category (GTK_WIDGET (toggle))
                                                          : NULL);
}

static void
clear_cb (OutlayFilterPopover *self)
{
  outlay_expense_search_clear (self->search);
}

static GtkWidget *
create_toggle (const char *label)
{
  GtkWidget *toggle = gtk_toggle_button_new_with_label (label);

  gtk_widget_add_css_class (toggle, "chip");

  return toggle;
}

static void
add_states (OutlayFilterPopover *self)
{
  for (guint state = 0; state < OUTLAY_N_STATES; state++)
    {
      GtkWidget *toggle = create_toggle (outlay_state_get_mark (state).text);

      g_object_set_qdata (G_OBJECT (toggle), state_quark (), GUINT_TO_POINTER (state));
      g_signal_connect_object (toggle, "toggled", G_CALLBACK (state_toggled_cb), self,
                               G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->states, toggle);
    }
}

static void
fill_categories (OutlayFilterPopover *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->category_store));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->categories))) != NULL)
    adw_wrap_box_remove (self->categories, child);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (OutlayCategory)
          category = g_list_model_get_item (G_LIST_MODEL (self->category_store), i);
      GtkWidget *toggle = create_toggle (outlay_category_get_name (category));

      g_object_set_qdata_full (G_OBJECT (toggle), category_quark (),
                               g_strdup (outlay_category_get_id (category)), g_free);
      g_signal_connect_object (toggle, "toggled", G_CALLBACK (category_toggled_cb), self,
                               G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->categories, toggle);
    }

  update (self);
}

static void
outlay_filter_popover_dispose (GObject *object)
{
  OutlayFilterPopover *self = OUTLAY_FILTER_POPOVER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_FILTER_POPOVER);
  g_clear_object (&self->search);
  g_clear_object (&self->category_store);

  G_OBJECT_CLASS (outlay_filter_popover_parent_class)->dispose (object);
}

static void
outlay_filter_popover_class_init (OutlayFilterPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_filter_popover_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/search/outlay-filter-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayFilterPopover, states_part);
  gtk_widget_class_bind_template_child (widget_class, OutlayFilterPopover, states);
  gtk_widget_class_bind_template_child (widget_class, OutlayFilterPopover, categories);
  gtk_widget_class_bind_template_child (widget_class, OutlayFilterPopover, clear);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
outlay_filter_popover_init (OutlayFilterPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
outlay_filter_popover_new (OutlayExpenseSearch *search,
                           OutlayCategoryStore *categories,
                           gboolean with_states)
{
  OutlayFilterPopover *self = g_object_new (OUTLAY_TYPE_FILTER_POPOVER, NULL);

  self->search = g_object_ref (search);
  self->category_store = g_object_ref (categories);
  g_signal_connect_object (search, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (categories, "items-changed", G_CALLBACK (fill_categories), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->states_part, with_states);
  add_states (self);
  fill_categories (self);

  return GTK_WIDGET (self);
}
