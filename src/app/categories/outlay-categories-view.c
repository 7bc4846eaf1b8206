/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/categories/outlay-categories-view-private.h"

#include <glib/gi18n.h>

#include "app/categories/outlay-category-deed.h"
#include "app/categories/outlay-category-dialog.h"
#include "app/widgets/outlay-category-badge.h"
#include "app/widgets/outlay-error-text.h"

G_DEFINE_FINAL_TYPE (OutlayCategoriesView, outlay_categories_view, ADW_TYPE_BIN)

OutlayCategoryStore *
outlay_categories_view_get_store (OutlayCategoriesView *self)
{
  return outlay_workspace_get_category_store (self->workspace);
}

gint64
outlay_categories_view_count_uses (OutlayCategoriesView *self, const char *id)
{
  const gint64 *n = g_hash_table_lookup (self->uses, id);

  return n != NULL ? *n : 0;
}

/* --- rows ------------------------------------------------------------------------------------- */

static const char *
get_id (gpointer row)
{
  return g_object_get_data (row, "category");
}

static void
show_uses (OutlayCategoriesView *self, gpointer row)
{
  gint64 n = outlay_categories_view_count_uses (self, get_id (row));
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, n);
  g_autofree char *text = NULL;

  if (n == 0)
    text = g_strdup (self->api != NULL ? _ ("None of your expenses") : _ ("No expenses"));
  else if (self->api != NULL)
    /* Translators: how many of one's own expenses are in a category. */
    text = g_strdup_printf (ngettext ("%s of your expenses", "%s of your expenses", (gulong) n),
                            number);
  else
    text = g_strdup_printf (ngettext ("%s expense", "%s expenses", (gulong) n), number);

  adw_action_row_set_subtitle (row, text);
}

static void
append_item (GMenu *menu, const char *label, const char *action, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

static GtkWidget *
create_menu_button (OutlayCategory *category)
{
  const char *id = outlay_category_get_id (category);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();
  g_autofree char *label = NULL;
  GtkWidget *button = gtk_menu_button_new ();

  append_item (first, _ ("_Edit…"), "categories.edit", id);
  append_item (first, _ ("_Merge Into…"), "categories.merge", id);
  if (outlay_category_is_archived (category))
    append_item (last, _ ("_Restore"), "categories.restore", id);
  else
    append_item (last, _ ("_Archive"), "categories.archive", id);
  append_item (last, _ ("_Delete…"), "categories.delete", id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  /* Translators: %s is a category's name. */
  label = g_strdup_printf (_ ("More about %s"), outlay_category_get_name (category));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_tooltip_text (button, _ ("More"));

  return button;
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  OutlayCategoriesView *self = user_data;
  OutlayCategory *category = item;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *badge = outlay_category_badge_new ();

  g_object_set (badge, "category", category, "size", 36, NULL);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), badge);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_menu_button (category));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), outlay_category_get_name (category));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "categories.edit");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", outlay_category_get_id (category));
  if (outlay_category_is_archived (category))
    gtk_widget_set_opacity (badge, 0.6);

  g_object_set_data_full (G_OBJECT (row), "category", g_strdup (outlay_category_get_id (category)),
                          g_free);
  show_uses (self, row);

  return row;
}

static void
show_archived (OutlayCategoriesView *self)
{
  GListModel *archived = outlay_category_store_get_archived (
      outlay_categories_view_get_store (self));
  guint n = g_list_model_get_n_items (archived);

  for (guint i = 0; i < self->archived_rows->len; i++)
    adw_expander_row_remove (self->archived, self->archived_rows->pdata[i]);
  g_ptr_array_set_size (self->archived_rows, 0);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (OutlayCategory) category = g_list_model_get_item (archived, i);
      GtkWidget *row = create_row (category, self);

      adw_expander_row_add_row (self->archived, row);
      g_ptr_array_add (self->archived_rows, row);
    }
  gtk_widget_set_visible (self->archived_group, n > 0);
}

static void
update_stack (OutlayCategoriesView *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (outlay_categories_view_get_store (self)));

  gtk_stack_set_visible_child_name (self->stack,
                                    n + self->archived_rows->len > 0 ? "list" : "empty");
}

static void
archived_changed_cb (OutlayCategoriesView *self)
{
  show_archived (self);
  update_stack (self);
}

static void
expenses_changed_cb (OutlayCategoriesView *self)
{
  g_clear_pointer (&self->uses, g_hash_table_unref);
  self->uses = outlay_category_store_count_uses (outlay_categories_view_get_store (self));

  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++)
    show_uses (self, gtk_list_box_get_row_at_index (self->list, i));
  for (guint i = 0; i < self->archived_rows->len; i++)
    show_uses (self, self->archived_rows->pdata[i]);
}

/* --- deeds ------------------------------------------------------------------------------------ */

AdwToast *
outlay_categories_view_announce (OutlayCategoriesView *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);

  return toast;
}

static DexFuture *
told_cb (DexFuture *completed, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (completed, &error) == NULL)
    outlay_categories_view_announce (user_data,
                                     outlay_category_deed_get_complaint (error, "name") != NULL
                                         ? outlay_category_deed_get_complaint (error, "name")
                                         : outlay_error_to_text (error));

  return dex_future_new_for_boolean (TRUE);
}

void
outlay_categories_view_watch (OutlayCategoriesView *self, DexFuture *future)
{
  dex_future_disown (dex_future_finally (future, told_cb, g_object_ref (self), g_object_unref));
}

static void
present_editor (OutlayCategoriesView *self, OutlayCategory *category)
{
  adw_dialog_present (outlay_category_dialog_new (self->workspace, category), GTK_WIDGET (self));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present_editor (OUTLAY_CATEGORIES_VIEW (widget), NULL);
}

static OutlayCategory *
find (OutlayCategoriesView *self, GVariant *parameter)
{
  return outlay_category_store_find (outlay_categories_view_get_store (self),
                                     g_variant_get_string (parameter, NULL));
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayCategoriesView *self = OUTLAY_CATEGORIES_VIEW (widget);
  OutlayCategory *category = find (self, parameter);

  if (category != NULL)
    present_editor (self, category);
}

static void
set_archived (OutlayCategoriesView *self, OutlayCategory *category, gboolean is_archived)
{
  OutlayCategoryFields fields = {
    .name = outlay_category_get_name (category),
    .icon = outlay_category_get_icon (category),
    .color = outlay_category_get_color (category),
    .is_archived = is_archived,
  };

  outlay_categories_view_watch (
      self, outlay_category_deed_save (self->workspace, self->api, category, &fields));
}

/* Where one comes back from is where it was folded away. */
static void
unarchive_cb (OutlayCategoriesView *self, AdwToast *toast)
{
  OutlayCategory *category = outlay_category_store_find (outlay_categories_view_get_store (self),
                                                         get_id (toast));

  if (category != NULL && outlay_category_is_archived (category))
    set_archived (self, category, FALSE);
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayCategoriesView *self = OUTLAY_CATEGORIES_VIEW (widget);
  OutlayCategory *category = find (self, parameter);
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (category == NULL)
    return;

  set_archived (self, category, TRUE);
  /* Translators: %s is a category's name. */
  text = g_strdup_printf (_ ("“%s” archived"), outlay_category_get_name (category));
  toast = outlay_categories_view_announce (self, text);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "category",
                          g_strdup (outlay_category_get_id (category)), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (unarchive_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayCategoriesView *self = OUTLAY_CATEGORIES_VIEW (widget);
  OutlayCategory *category = find (self, parameter);

  if (category != NULL)
    set_archived (self, category, FALSE);
}

static void
merge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayCategoriesView *self = OUTLAY_CATEGORIES_VIEW (widget);
  OutlayCategory *category = find (self, parameter);

  if (category != NULL)
    outlay_categories_view_merge (self, category);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayCategoriesView *self = OUTLAY_CATEGORIES_VIEW (widget);
  OutlayCategory *category = find (self, parameter);

  if (category != NULL)
    outlay_categories_view_delete (self, category);
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
outlay_categories_view_dispose (GObject *object)
{
  OutlayCategoriesView *self = OUTLAY_CATEGORIES_VIEW (object);

  if (self->api != NULL)
    outlay_api_close (self->api);
  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_CATEGORIES_VIEW);
  g_clear_object (&self->api);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_categories_view_parent_class)->dispose (object);
}

static void
outlay_categories_view_finalize (GObject *object)
{
  OutlayCategoriesView *self = OUTLAY_CATEGORIES_VIEW (object);

  g_clear_pointer (&self->archived_rows, g_ptr_array_unref);
  g_clear_pointer (&self->uses, g_hash_table_unref);

  G_OBJECT_CLASS (outlay_categories_view_parent_class)->finalize (object);
}

static void
outlay_categories_view_class_init (OutlayCategoriesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_categories_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = outlay_categories_view_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/categories/outlay-categories-view.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoriesView, toasts);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoriesView, stack);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoriesView, list);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoriesView, archived_group);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoriesView, archived);

  gtk_widget_class_install_action (widget_class, "categories.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "categories.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "categories.archive", "s", archive_action);
  gtk_widget_class_install_action (widget_class, "categories.restore", "s", restore_action);
  gtk_widget_class_install_action (widget_class, "categories.merge", "s", merge_action);
  gtk_widget_class_install_action (widget_class, "categories.delete", "s", delete_action);
}

static void
outlay_categories_view_init (OutlayCategoriesView *self)
{
  self->archived_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
outlay_categories_view_new (OutlayWorkspace *workspace)
{
  OutlayCategoriesView *self = g_object_new (OUTLAY_TYPE_CATEGORIES_VIEW, NULL);
  OutlaySession *session = outlay_workspace_get_session (workspace);
  OutlayCategoryStore *store = outlay_workspace_get_category_store (workspace);

  self->workspace = g_object_ref (workspace);
  self->api = session != NULL ? outlay_api_new (session) : NULL;
  self->uses = outlay_category_store_count_uses (store);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (store), create_row, self, NULL);
  archived_changed_cb (self);

  g_signal_connect_object (outlay_category_store_get_archived (store), "items-changed",
                           G_CALLBACK (archived_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (outlay_workspace_get_expense_store (workspace), "changed",
                           G_CALLBACK (expenses_changed_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

AdwNavigationPage *
outlay_categories_page_new (OutlayWorkspace *workspace)
{
  return adw_navigation_page_new_with_tag (outlay_categories_view_new (workspace), _ ("Categories"),
                                           "categories");
}

AdwDialog *
outlay_categories_dialog_new (OutlayWorkspace *workspace)
{
  AdwDialog *dialog = adw_dialog_new ();

  adw_dialog_set_title (dialog, _ ("Categories"));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 640);
  adw_dialog_set_child (dialog, outlay_categories_view_new (workspace));

  return dialog;
}
