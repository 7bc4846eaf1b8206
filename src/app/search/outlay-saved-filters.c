/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/search/outlay-saved-filters.h"

#include <glib/gi18n.h>

#include "app/widgets/outlay-error-text.h"

struct _OutlaySavedFilters
{
  AdwBin parent_instance;

  /* Children */
  AdwWrapBox *filters;
  GtkWidget *keeping;
  GtkEditable *name;
  GtkWidget *keep;

  /* Owned */
  OutlayExpenseSearch *search;
  OutlaySavedFilterStore *store;
};

G_DEFINE_FINAL_TYPE (OutlaySavedFilters, outlay_saved_filters, ADW_TYPE_BIN)

static void
look_cb (GtkButton *button, OutlaySavedFilters *self)
{
  OutlaySavedFilter *filter = g_object_get_data (G_OBJECT (button), "filter");

  outlay_expense_search_set_from_text (self->search, outlay_saved_filter_get_filter (filter));
}

static DexFuture *
told_cb (DexFuture *completed, gpointer self)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (completed, &error) == NULL)
    gtk_widget_activate_action (self, "win.announce", "s", outlay_error_to_text (error));

  return dex_ref (completed);
}

/* Says so where it did not work out. @future: (transfer full) */
static DexFuture *
tell (OutlaySavedFilters *self, DexFuture *future)
{
  return dex_future_finally (future, told_cb, g_object_ref (self), g_object_unref);
}

static void
forget_cb (GtkButton *button, OutlaySavedFilters *self)
{
  OutlaySavedFilter *filter = g_object_get_data (G_OBJECT (button), "filter");

  dex_future_disown (tell (
      self, outlay_saved_filter_store_remove (self->store, outlay_saved_filter_get_id (filter))));
}

static GtkWidget *
create_button (OutlaySavedFilters *self, OutlaySavedFilter *filter, GCallback clicked_cb)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "chip");
  g_object_set_data_full (G_OBJECT (button), "filter", g_object_ref (filter), g_object_unref);
  g_signal_connect_object (button, "clicked", clicked_cb, self, G_CONNECT_DEFAULT);

  return button;
}

static void
add_filter (OutlaySavedFilters *self, OutlaySavedFilter *filter)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *look = create_button (self, filter, G_CALLBACK (look_cb));
  GtkWidget *forget = create_button (self, filter, G_CALLBACK (forget_cb));
  const char *name = outlay_saved_filter_get_name (filter);
  g_autofree char *label = NULL;

  /* Translators: the name of a button that forgets a filter that was saved under a name. */
  label = g_strdup_printf (_ ("Forget “%s”"), name);
  gtk_button_set_label (GTK_BUTTON (look), name);
  gtk_button_set_icon_name (GTK_BUTTON (forget), "window-close-symbolic");
  gtk_widget_set_tooltip_text (forget, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (forget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_add_css_class (box, "linked");
  gtk_box_append (GTK_BOX (box), look);
  gtk_box_append (GTK_BOX (box), forget);
  adw_wrap_box_append (self->filters, box);
}

static char *
dup_name (OutlaySavedFilters *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
}

static void
update_keeping (OutlaySavedFilters *self)
{
  g_autofree char *name = dup_name (self);

  gboolean is_empty = outlay_expense_search_is_empty (self->search);
  guint n_kept = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  gtk_widget_set_visible (self->keeping, !is_empty);
  gtk_widget_set_visible (GTK_WIDGET (self), n_kept > 0 || !is_empty);
  gtk_widget_set_sensitive (self->keep, *name != '\0');
}

static void
refill (OutlaySavedFilters *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  gboolean has_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->filters)) != NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->filters))) != NULL)
    adw_wrap_box_remove (self->filters, child);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (OutlaySavedFilter) filter = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      add_filter (self, filter);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->filters), n > 0);
  update_keeping (self);

  /* Who has just forgotten one goes on with what is left. */
  if (has_focus)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/* The name goes once it is kept: a failure leaves it to try again. */
static DexFuture *
kept_cb (DexFuture *completed, gpointer data)
{
  gtk_editable_set_text (OUTLAY_SAVED_FILTERS (data)->name, "");

  return dex_ref (completed);
}

static void
keep_cb (OutlaySavedFilters *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *filter = outlay_expense_search_to_text (self->search);

  if (*name == '\0' || *filter == '\0')
    return;

  dex_future_disown (
      dex_future_then (tell (self, outlay_saved_filter_store_keep (self->store, name, filter)),
                       kept_cb, g_object_ref (self), g_object_unref));
}

static void
outlay_saved_filters_dispose (GObject *object)
{
  OutlaySavedFilters *self = OUTLAY_SAVED_FILTERS (object);

  g_clear_object (&self->search);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (outlay_saved_filters_parent_class)->dispose (object);
}

static void
outlay_saved_filters_class_init (OutlaySavedFiltersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = outlay_saved_filters_dispose;
}

static GtkWidget *
create_keeping (OutlaySavedFilters *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->name = GTK_EDITABLE (gtk_entry_new ());
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->name), _ ("Name for these filters"));
  gtk_entry_set_max_length (GTK_ENTRY (self->name), 60);
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name for these filters"), -1);
  g_signal_connect_object (self->name, "changed", G_CALLBACK (update_keeping), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->name, "activate", G_CALLBACK (keep_cb), self, G_CONNECT_SWAPPED);
  self->keep = gtk_button_new_with_label (_ ("Save"));
  g_signal_connect_object (self->keep, "clicked", G_CALLBACK (keep_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_add_css_class (box, "linked");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (box), self->keep);

  return box;
}

static void
outlay_saved_filters_init (OutlaySavedFilters *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->filters = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->filters, 6);
  adw_wrap_box_set_line_spacing (self->filters, 6);
  self->keeping = create_keeping (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->filters));
  gtk_box_append (GTK_BOX (box), self->keeping);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
outlay_saved_filters_new (OutlayExpenseSearch *search, OutlaySavedFilterStore *store)
{
  OutlaySavedFilters *self = g_object_new (OUTLAY_TYPE_SAVED_FILTERS, NULL);

  self->search = g_object_ref (search);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "items-changed", G_CALLBACK (refill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (search, "changed", G_CALLBACK (update_keeping), self, G_CONNECT_SWAPPED);
  refill (self);

  return GTK_WIDGET (self);
}
