/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/categories/outlay-categories-view.h"
#include "app/categories/outlay-category-look.h"
#include "test-stage.h"

/* Categories of one's own, as a person on this device sees and changes them. */

static GtkWidget *
get_root (Stage *stage)
{
  return GTK_WIDGET (stage->window);
}

static void
open_dialog (Stage *stage)
{
  gtk_widget_activate_action (get_root (stage), "win.categories", NULL);
  stage_wait_for (stage, "Postage and shipping");
  stage_settle ();
}

static GtkWidget *
get_view (Stage *stage)
{
  GtkWidget *view = stage_find (get_root (stage), OUTLAY_TYPE_CATEGORIES_VIEW, NULL);

  g_assert_nonnull (view);
  return view;
}

static void
act (Stage *stage, const char *action, const char *category)
{
  gtk_widget_activate_action (get_view (stage), action, category != NULL ? "s" : NULL,
                              category != NULL ? stage_category (stage, category) : NULL);
  stage_settle ();
}

static void
click (Stage *stage, const char *label)
{
  GtkWidget *button = stage_find_button (get_root (stage), label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  stage_settle ();
}

static GtkEditable *
get_name (Stage *stage)
{
  return GTK_EDITABLE (stage_find (get_root (stage), ADW_TYPE_ENTRY_ROW, "Name"));
}

static gboolean
may_save (Stage *stage)
{
  return gtk_widget_is_sensitive (stage_find_button (get_root (stage), "Save"));
}

static OutlayCategoryStore *
get_store (Stage *stage)
{
  return outlay_workspace_get_category_store (stage->workspace);
}

/* (transfer full): id of a new expense */
static char *
save_in (Stage *stage, const char *category)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");

  g_object_set (draft, "merchant", "Nero", "amount-text", "4.20", "category", category, NULL);
  stage_await (
      outlay_expense_store_save (outlay_workspace_get_expense_store (stage->workspace), draft));
  return g_strdup (outlay_expense_draft_get_id (draft));
}

static void
test_add (void)
{
  g_autoptr (Stage) stage = stage_new_on_device ();
  GtkWidget *look;
  OutlayCategory *category;
  g_autofree char *long_name = g_strnfill (61, 'x');

  stage_open_window (stage, 1000, 760);
  open_dialog (stage);
  stage_capture (stage, "categories");

  gtk_widget_activate_action (get_view (stage), "categories.add", NULL);
  stage_wait_for (stage, "New Category");
  g_assert_false (may_save (stage));

  /* Said beside the field, as it is typed; an archived one has its name as well. */
  gtk_editable_set_text (get_name (stage), " TRAVEL ");
  g_assert_true (stage_shows (get_root (stage), "Another category has this name"));
  g_assert_false (may_save (stage));
  gtk_editable_set_text (get_name (stage), "Gifts");
  g_assert_false (stage_shows (get_root (stage), "Another category has this name"));
  g_assert_true (may_save (stage));
  stage_settle ();
  stage_capture (stage, "category");

  /* More does not fit into the field. */
  gtk_editable_set_text (get_name (stage), long_name);
  g_assert_cmpuint (g_utf8_strlen (gtk_editable_get_text (get_name (stage)), -1), <=, 60);
  gtk_editable_set_text (get_name (stage), "  Gifts ");

  look = stage_find (get_root (stage), OUTLAY_TYPE_CATEGORY_LOOK, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (stage_find_tooltip (look, "Gift")), TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (stage_find_tooltip (look, "Pink")), TRUE);
  click (stage, "Save");
  stage_wait_for (stage, "Gifts");

  category = outlay_category_store_find_name (get_store (stage), "gifts", NULL);
  g_assert_cmpstr (outlay_category_get_name (category), ==, "Gifts");
  g_assert_cmpstr (outlay_category_get_icon (category), ==, "outlay-gift-symbolic");
  g_assert_cmpstr (outlay_category_get_color (category), ==, "pink");
}

/* Colours and icons are radio buttons: the arrow keys choose, and each has a name. */
static void
test_keyboard (void)
{
  g_autoptr (Stage) stage = stage_new_on_device ();
  OutlayCategoryLook *look;
  GtkWidget *blue;

  stage_open_window (stage, 1000, 760);
  open_dialog (stage);
  act (stage, "categories.edit", "Travel");
  stage_wait_for (stage, "Edit Category");

  look = OUTLAY_CATEGORY_LOOK (stage_find (get_root (stage), OUTLAY_TYPE_CATEGORY_LOOK, NULL));
  g_assert_cmpstr (outlay_category_look_get_color (look), ==, "blue");
  blue = stage_find_tooltip (GTK_WIDGET (look), "Blue");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (blue)));
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (blue)), ==,
                   GTK_ACCESSIBLE_ROLE_RADIO);
  g_assert_true (gtk_widget_grab_focus (blue));
  gtk_widget_child_focus (GTK_WIDGET (look), GTK_DIR_RIGHT);
  g_assert_cmpstr (outlay_category_look_get_color (look), ==, "teal");
  g_assert_true (may_save (stage));
  gtk_widget_child_focus (GTK_WIDGET (look), GTK_DIR_LEFT);
  g_assert_cmpstr (outlay_category_look_get_color (look), ==, "blue");
  /* As it was: there is nothing to save. */
  g_assert_false (may_save (stage));
}

static void
test_archive (void)
{
  g_autoptr (Stage) stage = stage_new_on_device ();

  stage_open_window (stage, 1000, 760);
  open_dialog (stage);
  act (stage, "categories.archive", "Meals");
  stage_wait_for (stage, "“Meals” archived");
  stage_wait_for (stage, "Archived");
  g_assert_null (stage_find (get_view (stage), ADW_TYPE_ACTION_ROW, "Meals"));

  click (stage, "Undo");
  stage_wait_without (stage, "Archived");
  g_assert_nonnull (stage_find (get_view (stage), ADW_TYPE_ACTION_ROW, "Meals"));
}

/* What is in use asks where its expenses go, and takes all of it back. */
static void
test_delete (void)
{
  g_autoptr (Stage) stage = stage_new_on_device ();
  g_autofree char *meals = g_strdup (stage_category (stage, "Meals"));
  g_autofree char *id = save_in (stage, meals);
  g_autoptr (OutlayExpense) moved = NULL;
  g_autoptr (OutlayExpense) back = NULL;
  GtkWidget *target;

  stage_open_window (stage, 1000, 760);
  open_dialog (stage);
  g_assert_true (stage_shows (get_root (stage), "1 expense"));

  act (stage, "categories.delete", "Meals");
  stage_wait_for (stage, "1 expense is in “Meals”. Where should it go?");
  target = stage_find (get_root (stage), ADW_TYPE_COMBO_ROW, "Move To");
  for (guint i = 0; g_strcmp0 (outlay_category_get_name (
                                   adw_combo_row_get_selected_item (ADW_COMBO_ROW (target))),
                               "Travel") != 0;
       i++)
    adw_combo_row_set_selected (ADW_COMBO_ROW (target), i);
  stage_settle ();
  stage_capture (stage, "category-delete");
  click (stage, "Delete");
  stage_wait_for (stage, "Category deleted");

  g_assert_null (outlay_category_store_find (get_store (stage), meals));
  moved = outlay_expense_store_get (outlay_workspace_get_expense_store (stage->workspace), id,
                                    NULL);
  g_assert_cmpstr (outlay_expense_get_category (moved), ==, stage_category (stage, "Travel"));

  click (stage, "Undo");
  stage_wait_for (stage, "Meals");
  back = outlay_expense_store_get (outlay_workspace_get_expense_store (stage->workspace), id, NULL);
  g_assert_cmpstr (outlay_expense_get_category (back), ==, meals);

  /* What nobody uses goes without a question. */
  act (stage, "categories.delete", "Lodging");
  stage_wait_without (stage, "Lodging");
}

/* From where it is missed: in the form. */
static void
test_add_from_the_form (void)
{
  g_autoptr (Stage) stage = stage_new_on_device ();
  GtkWidget *row, *save;
  g_autofree char *chosen = NULL;

  stage_open_window (stage, 1000, 760);
  gtk_widget_activate_action (get_root (stage), "win.new-expense", NULL);
  stage_wait_for (stage, "Merchant");
  row = stage_find (get_root (stage), ADW_TYPE_COMBO_ROW, "Category");
  g_assert_nonnull (row);
  g_signal_emit_by_name (stage_find_tooltip (row, "New Category"), "clicked");
  stage_wait_for (stage, "Icon");
  gtk_editable_set_text (get_name (stage), "Gifts");
  stage_settle ();
  save = stage_find_button (GTK_WIDGET (adw_application_window_get_visible_dialog (
                                ADW_APPLICATION_WINDOW (stage->window))),
                            "Save");
  g_signal_emit_by_name (save, "clicked");
  stage_wait_without (stage, "Icon");

  g_object_get (row, "category", &chosen, NULL);
  g_assert_cmpstr (chosen, ==, stage_category (stage, "Gifts"));
}

static void
test_looks (void)
{
  static const struct
  {
    const char *name;
    int width;
    AdwColorScheme scheme;
    GtkTextDirection direction;
  } looks[] = {
    { "narrow", 360, ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR },
    { "dark", 1000, ADW_COLOR_SCHEME_FORCE_DARK, GTK_TEXT_DIR_LTR },
    { "rtl", 1000, ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_RTL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *list = g_strconcat ("categories-", looks[i].name, NULL);
      g_autofree char *one = g_strconcat ("category-", looks[i].name, NULL);
      Stage *stage;
      int minimum;

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), looks[i].scheme);
      gtk_widget_set_default_direction (looks[i].direction);
      stage = stage_new_on_device ();
      stage_fill (stage, 40);
      stage_open_window (stage, looks[i].width, 760);
      open_dialog (stage);
      stage_capture (stage, list);
      act (stage, "categories.edit", "Client entertainment");
      stage_wait_for (stage, "Edit Category");
      stage_capture (stage, one);
      gtk_widget_measure (adw_dialog_get_child (adw_application_window_get_visible_dialog (
                              ADW_APPLICATION_WINDOW (stage->window))),
                          GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
      stage_free (stage);
    }

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/categories/add", test_add);
  g_test_add_func ("/app/categories/keyboard", test_keyboard);
  g_test_add_func ("/app/categories/archive", test_archive);
  g_test_add_func ("/app/categories/delete", test_delete);
  g_test_add_func ("/app/categories/add-from-the-form", test_add_from_the_form);
  g_test_add_func ("/app/categories/looks", test_looks);

  return g_test_run ();
}
