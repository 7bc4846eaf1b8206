/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/insights/outlay-insight-card.h"
#include "app/insights/outlay-insight-text.h"
#include "core/outlay-time.h"
#include "test-stage.h"

/* The page of insights over a real ledger, as a person uses it. */

static void
add (Stage *stage, guint n, const char *merchant, gint64 minor, int days_ago)
{
  g_autofree char *id = stage_id (n);
  g_autofree char *today = outlay_day_today ();
  g_autofree char *day = outlay_day_add (today, -days_ago);
  OutlayExpenseInit init = { .id = id,
                             .merchant = merchant,
                             .amount = { minor, "EUR" },
                             .day = day,
                             .category = stage_category (stage, "Meals"),
                             .state = OUTLAY_STATE_APPROVED };

  stage_add (stage, &init);
}

static void
go_to_insights (Stage *stage)
{
  stage_open_window (stage, 1100, 760);
  outlay_main_view_go_to (outlay_window_get_main_view (stage->window), "insights");
}

static void
click (Stage *stage, const char *label)
{
  GtkWidget *button = stage_find_button (GTK_WIDGET (stage->window), label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  stage_settle ();
}

static void
test_empty (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);

  go_to_insights (stage);
  stage_wait_for (stage, "Nothing to Tell");
  stage_capture (stage, "insights-empty");
}

/* Told, explained, opened, dismissed, and brought back. */
static void
test_twins (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  GtkWidget *button;

  add (stage, 1, "Nero", 1845, 2);
  add (stage, 2, "Nero", 1845, 2);
  add (stage, 3, "Shell", 5080, 4);
  go_to_insights (stage);
  stage_wait_for (stage, "€18.45 at Nero may be one expense twice");
  stage_capture (stage, "insights-twins");

  button = stage_find_tooltip (GTK_WIDGET (stage->window), "How This Was Computed");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  stage_settle ();

  click (stage, "Show Expenses");
  stage_wait_for (stage, "€36.90");
  stage_capture (stage, "insights-rows");
  gtk_widget_activate_action (stage_find (GTK_WIDGET (stage->window), GTK_TYPE_LABEL, "€36.90"),
                              "navigation.pop", NULL);
  stage_wait_for (stage, "€18.45 at Nero may be one expense twice");
  stage_settle ();

  g_signal_emit_by_name (stage_find_tooltip (GTK_WIDGET (stage->window), "Dismiss for Good"),
                         "clicked");
  stage_wait_without (stage, "€18.45 at Nero may be one expense twice");
  stage_wait_for (stage, "Nothing to Tell");
  click (stage, "Undo");
  stage_wait_for (stage, "€18.45 at Nero may be one expense twice");
}

static GtkWidget *
find_card (Stage *stage, const char *title)
{
  GtkWidget *label = stage_find (GTK_WIDGET (stage->window), GTK_TYPE_LABEL, title);

  return label != NULL ? gtk_widget_get_ancestor (label, OUTLAY_TYPE_INSIGHT_CARD) : NULL;
}

/* What is told again keeps its card, with the focus within, when something else comes; from one that is
 * dismissed the keyboard goes on to the next. */
static void
test_stays (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  GtkWidget *card;
  GtkWidget *how;
  GtkWidget *focus;

  add (stage, 1, "Nero", 1845, 2);
  add (stage, 2, "Nero", 1845, 2);
  go_to_insights (stage);
  stage_wait_for (stage, "€18.45 at Nero may be one expense twice");
  card = find_card (stage, "€18.45 at Nero may be one expense twice");
  how = stage_find_tooltip (card, "How This Was Computed");
  g_assert_true (gtk_widget_grab_focus (how));

  add (stage, 3, "Shell", 5080, 1);
  add (stage, 4, "Shell", 5080, 1);
  stage_wait_for (stage, "€50.80 at Shell may be one expense twice");
  stage_settle ();
  g_assert_true (find_card (stage, "€18.45 at Nero may be one expense twice") == card);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (stage->window)) == how);

  g_signal_emit_by_name (stage_find_tooltip (card, "Dismiss for Good"), "clicked");
  focus = gtk_window_get_focus (GTK_WINDOW (stage->window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (
      focus, find_card (stage, "€50.80 at Shell may be one expense twice")));
  stage_wait_without (stage, "€18.45 at Nero may be one expense twice");
}

/* Every kind has its words, and none of them is empty, whatever the numbers are. */
static void
test_words (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  OutlayCategoryStore *categories = outlay_workspace_get_category_store (stage->workspace);

  for (guint kind = 0; kind < OUTLAY_N_INSIGHT_KINDS; kind++)
    for (guint action = 0; action < OUTLAY_N_INSIGHT_ACTIONS; action++)
      {
        OutlayInsightInit init = { .kind = kind,
                                   .action = action,
                                   .key = "key",
                                   .currency = "EUR",
                                   .category = "",
                                   .numbers = { .n = kind, .days = action, .limit = kind } };
        g_autoptr (OutlayInsight) insight = outlay_insight_new (&init);
        g_auto (OutlayInsightText) text = { 0 };

        outlay_insight_text_init (&text, insight, categories);
        g_assert_cmpstr (text.title, !=, "");
        g_assert_cmpstr (text.body, !=, "");
        g_assert_cmpstr (text.method, !=, "");
        g_assert_nonnull (text.icon);
        g_assert_nonnull (text.color);
      }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/insights/empty", test_empty);
  g_test_add_func ("/app/insights/twins", test_twins);
  g_test_add_func ("/app/insights/stays", test_stays);
  g_test_add_func ("/app/insights/words", test_words);

  return g_test_run ();
}
