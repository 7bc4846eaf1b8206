/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/database/outlay-database-watch.h"

#include "test-ledger.h"

static void
count_cb (OutlayDatabase *database, guint topics, gpointer data)
{
  (*(guint *) data)++;
}

static gboolean
write_setting (OutlayConnection *connection,
               gpointer data,
               GValue *result,
               OutlayTopics *changed,
               GError **error)
{
  *changed = OUTLAY_TOPIC_SETTINGS;
  return outlay_setting_write (connection, OUTLAY_SETTING_LAST_SYNCED, "2026-11-20", error);
}

/* What one process saves, the lists of the other show, though nothing happens there. */
static void
test_shows_what_another_saves (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (OutlayWorkspace) second = NULL;
  g_autoptr (OutlayExpenseList) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  second = outlay_workspace_open (ledger->account, &error);
  g_assert_no_error (error);
  list = outlay_expense_store_list (outlay_workspace_get_expense_store (second),
                                    &(OutlayExpenseFilter) { .scope = OUTLAY_SCOPE_MINE });
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);

  id = test_ledger_save (ledger, "Nero", "4.20", "2026-11-20");
  for (guint i = 0; i < 1000 && outlay_expense_list_find (list, id) != 0; i++)
    test_idle (10);
  g_assert_cmpuint (outlay_expense_list_find (list, id), ==, 0);
  outlay_workspace_close (second);
}

/* One's own changes are told of once, and those of others as well. */
static void
test_tells_apart_who_changed (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (OutlayDatabase) second = NULL;
  g_autoptr (OutlayDatabaseWatch) watch = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  guint n_changed = 0;

  /* What opening writes by itself is done before anybody counts. */
  test_ledger_settle (ledger);
  second = outlay_database_open (outlay_account_get_folder (ledger->account), &error);
  g_assert_no_error (error);
  watch = outlay_database_watch_new (second);
  test_await (outlay_database_watch_look (watch));
  g_signal_connect (second, "changed", G_CALLBACK (count_cb), &n_changed);

  test_await (outlay_database_run (second, write_setting, NULL, NULL));
  g_assert_cmpuint (n_changed, ==, 1);
  test_await (outlay_database_watch_look (watch));
  g_assert_cmpuint (n_changed, ==, 1);

  id = test_ledger_save (ledger, "Nero", "4.20", "2026-11-20");
  test_await (outlay_database_watch_look (watch));
  g_assert_cmpuint (n_changed, ==, 2);
  test_await (outlay_database_watch_look (watch));
  g_assert_cmpuint (n_changed, ==, 2);

  g_clear_pointer (&watch, outlay_database_watch_free);
  outlay_database_close (second);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/database-watch/shows-what-another-saves",
                   test_shows_what_another_saves);
  g_test_add_func ("/client/database-watch/tells-apart-who-changed", test_tells_apart_who_changed);

  return g_test_run ();
}
