/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/search/outlay-filter-popover.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/search/outlay-filter-amounts.h"
#include "app/search/outlay-filter-days.h"
#include "app/search/outlay-filter-person.h"
#include "app/search/outlay-saved-filters.h"
#include "app/widgets/outlay-state-text.h"

struct _OutlayFilterPopover
{
  GtkPopover parent_instance;

  /* Template */
  GtkBox *parts;
  GtkWidget *states_part;
  AdwWrapBox *states;
  GtkWidget *person_part;
  AdwBin *person;
  AdwBin *days;
  AdwWrapBox *categories;
  AdwBin *amounts;
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
add_category (OutlayFilterPopover *self, const char *id, const char *name)
{
  GtkWidget *toggle = create_toggle (name);

  g_object_set_qdata_full (G_OBJECT (toggle), category_quark (), g_strdup (id), g_free);
  g_signal_connect_object (toggle, "toggled", G_CALLBACK (category_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->categories, toggle);
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

      add_category (self, outlay_category_get_id (category), outlay_category_get_name (category));
    }
  /* Translators: a filter: expenses without a category. */
  add_category (self, "", _ ("None"));

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
  gtk_widget_class_bind_template_child (widget_class, OutlayFilterPopover, parts);
  gtk_widget_class_bind_template_child (widget_class, OutlayFilterPopover, states_part);
  gtk_widget_class_bind_template_child (widget_class, OutlayFilterPopover, states);
  gtk_widget_class_bind_template_child (widget_class, OutlayFilterPopover, person_part);
  gtk_widget_class_bind_template_child (widget_class, OutlayFilterPopover, person);
  gtk_widget_class_bind_template_child (widget_class, OutlayFilterPopover, days);
  gtk_widget_class_bind_template_child (widget_class, OutlayFilterPopover, categories);
  gtk_widget_class_bind_template_child (widget_class, OutlayFilterPopover, amounts);
  gtk_widget_class_bind_template_child (widget_class, OutlayFilterPopover, clear);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
outlay_filter_popover_init (OutlayFilterPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
outlay_filter_popover_new (OutlayExpenseSearch *search, OutlayWorkspace *workspace)
{
  OutlayFilterPopover *self = g_object_new (OUTLAY_TYPE_FILTER_POPOVER, NULL);
  OutlayAccount *account = outlay_workspace_get_account (workspace);
  OutlayScope scope = outlay_expense_search_get_scope (search);
  const char *home = outlay_workspace_get_policy (workspace)->home;

  self->search = g_object_ref (search);
  self->category_store = g_object_ref (outlay_workspace_get_category_store (workspace));
  g_signal_connect_object (search, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->category_store, "items-changed", G_CALLBACK (fill_categories),
                           self, G_CONNECT_SWAPPED);

  gtk_widget_set_visible (self->states_part,
                          !outlay_account_is_on_device (account) && scope != OUTLAY_SCOPE_WAITING);
  gtk_widget_set_visible (self->person_part, scope != OUTLAY_SCOPE_MINE);
  if (scope != OUTLAY_SCOPE_MINE)
    adw_bin_set_child (self->person, outlay_filter_person_new (search, workspace));
  gtk_box_prepend (self->parts, outlay_saved_filters_new (
                                    search, outlay_workspace_get_saved_filters (workspace)));
  adw_bin_set_child (self->days, outlay_filter_days_new (search));
  adw_bin_set_child (self->amounts,
                     outlay_filter_amounts_new (
                         search, *home != '\0' ? home : outlay_account_get_currency (account)));
  add_states (self);
  fill_categories (self);

  return GTK_WIDGET (self);
}

/* --- its button ------------------------------------------------------------------------------ */

typedef struct
{
  OutlayExpenseSearch *search;
  OutlayWorkspace *workspace;
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->search);
  g_object_unref (opening->workspace);
  g_free (opening);
}

static void
open_cb (GtkMenuButton *button, gpointer data)
{
  Opening *opening = data;

  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button,
                                 outlay_filter_popover_new (opening->search, opening->workspace));
}

static void
filters_changed_cb (GtkWidget *button, GParamSpec *pspec, OutlayExpenseSearch *search)
{
  if (outlay_expense_search_get_n_filters (search) > 0)
    gtk_widget_add_css_class (button, "accent");
  else
    gtk_widget_remove_css_class (button, "accent");
}

void
outlay_filter_popover_attach (GtkMenuButton *button,
                              OutlayExpenseSearch *search,
                              OutlayWorkspace *workspace)
{
  Opening *opening;

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  opening = g_new (Opening, 1);
  opening->search = g_object_ref (search);
  opening->workspace = g_object_ref (workspace);
  gtk_menu_button_set_create_popup_func (button, open_cb, opening, (GDestroyNotify) opening_free);
  g_signal_connect_object (search, "notify::n-filters", G_CALLBACK (filters_changed_cb), button,
                           G_CONNECT_SWAPPED);
}
