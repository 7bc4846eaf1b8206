/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "test-stage.h"

/* Draws each screen as people have it: wide, narrow, dark, from right to left. */

typedef struct
{
  const char *name;
  int width;
  int height;
  gboolean is_dark;
  GtkTextDirection direction;
} Look;

static const Look looks[] = {
  { "wide", 1100, 760, FALSE, GTK_TEXT_DIR_LTR },
  { "narrow", 360, 720, FALSE, GTK_TEXT_DIR_LTR },
  { "dark", 1100, 760, TRUE, GTK_TEXT_DIR_LTR },
  { "rtl", 1100, 760, FALSE, GTK_TEXT_DIR_RTL },
};

static void
put_on (const Look *look)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      look->is_dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                    : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_widget_set_default_direction (look->direction);
}

static void
capture (Stage *stage, const char *screen, const Look *look)
{
  g_autofree char *name = g_strdup_printf ("%s-%s", screen, look->name);
  int minimum;

  gtk_widget_measure (adw_application_window_get_content (ADW_APPLICATION_WINDOW (stage->window)),
                      GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  stage_capture (stage, name);
}

static void
test_first_run (gconstpointer data)
{
  const Look *look = data;
  g_autoptr (Stage) stage = NULL;

  put_on (look);
  stage = stage_new_empty ();
  stage_open_window (stage, look->width, look->height);
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "Welcome to Outlay"));
  capture (stage, "welcome", look);

  g_signal_emit_by_name (stage_find_button (GTK_WIDGET (stage->window), "Connect to a Company…"),
                         "clicked");
  stage_settle ();
  stage_settle ();
  stage_settle ();
  g_signal_emit_by_name (stage_find_button (GTK_WIDGET (stage->window), "Continue"), "clicked");
  stage_settle ();
  capture (stage, "address", look);
}

static void
test_empty (gconstpointer data)
{
  const Look *look = data;
  g_autoptr (Stage) stage = NULL;

  put_on (look);
  stage = stage_new_on_device ();
  stage_open_window (stage, look->width, look->height);
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "No Expenses Yet"));
  capture (stage, "empty", look);
}

static void
test_expenses (gconstpointer data)
{
  const Look *look = data;
  g_autoptr (Stage) stage = NULL;
  g_autofree char *id = stage_id (3);
  OutlayMainView *view;

  put_on (look);
  stage = stage_new_at_company (OUTLAY_ROLE_REVIEWER);
  stage_fill (stage, 200);
  stage_add_rejection (stage, id, "The total cannot be read");
  stage_open_window (stage, look->width, look->height);
  view = outlay_window_get_main_view (stage->window);
  capture (stage, "expenses", look);

  outlay_main_view_show_expense (view, id);
  stage_settle ();
  stage_settle ();
  stage_settle ();
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "Correct and Send Again…"));
  capture (stage, "detail", look);

  outlay_main_view_show_expense (view, NULL);
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.show-outbox", NULL);
  stage_settle ();
  stage_settle ();
  stage_settle ();
  capture (stage, "outbox", look);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *first_run = g_strdup_printf ("/app/screens/first-run/%s", looks[i].name);
      g_autofree char *empty = g_strdup_printf ("/app/screens/empty/%s", looks[i].name);
      g_autofree char *expenses = g_strdup_printf ("/app/screens/expenses/%s", looks[i].name);

      g_test_add_data_func (first_run, &looks[i], test_first_run);
      g_test_add_data_func (empty, &looks[i], test_empty);
      g_test_add_data_func (expenses, &looks[i], test_expenses);
    }

  return g_test_run ();
}
