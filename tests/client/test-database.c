/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/database/outlay-database-file.h"
#include "core/outlay-time.h"
#include "db/outlay-migration.h"
#include "test-ledger.h"

static char *
database_path (TestLedger *ledger)
{
  return g_build_filename (g_file_peek_path (outlay_account_get_folder (ledger->account)),
                           "outlay.db", NULL);
}

static OutlayConnection *
get_reader (TestLedger *ledger)
{
  return outlay_database_get_reader (outlay_workspace_get_database (ledger->workspace));
}

static void
test_prepares_every_query (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayQueries) queries = outlay_queries_load (OUTLAY_CLIENT_QUERIES, &error);
  g_autofree const char **names = NULL;

  g_assert_no_error (error);
  names = outlay_queries_names (queries);
  g_assert_nonnull (names[0]);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_assert_nonnull (outlay_connection_query (get_reader (ledger), names[i], &error));
      g_assert_no_error (error);
    }
}

/* What a list reads, it reads from an index in its order, and from nothing else. */
static void
test_lists_by_index (void)
{
  static const struct
  {
    const char *name;
    const char *index; /* (nullable) */
  } plans[] = {
    { "expense/keys", "USING COVERING INDEX expense_list" },
    { "expense/keys-of-state", "USING COVERING INDEX expense_of_state" },
    { "expense/keys-of-category", "USING COVERING INDEX expense_of_category" },
    { "expense/keys-of-facts", "USING COVERING INDEX expense_fact" },
    { "expense/keys-of-rows", "USING INDEX expense_list" },
    { "expense/keys-of-owner", "USING INDEX expense_of_owner" },
    { "expense/key", "USING INTEGER PRIMARY KEY" },
    { "expense/numbers-of-category", "USING COVERING INDEX expense_of_category" },
    { "expense/numbers-of-owner", "USING COVERING INDEX expense_of_owner" },
    { "expense/text-matches", "VIRTUAL TABLE INDEX" },
    { "expense/find-same-day", "USING INDEX expense_same" },
    { "expense/find-same-proof", "USING PRIMARY KEY" },
    { "expense/get", "USING INDEX" },
    { "expense/get-row", "USING INTEGER PRIMARY KEY" },
    { "expense/max-number", NULL },
  };
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayQueries) queries = outlay_queries_load (OUTLAY_CLIENT_QUERIES, &error);

  for (gsize i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ",
                                          outlay_queries_find (queries, plans[i].name), NULL);
      g_autoptr (OutlayStatement)
          plan = outlay_connection_prepare (get_reader (ledger), sql, &error);
      g_autoptr (GString) text = g_string_new (NULL);
      gboolean has_row;

      g_assert_no_error (error);
      while (outlay_statement_step (plan, &has_row, &error) && has_row)
        g_string_append_printf (text, "%s\n", outlay_statement_get_text (plan, 3));
      g_assert_no_error (error);

      g_test_message ("%s:\n%s", plans[i].name, text->str);
      g_assert_null (strstr (text->str, "TEMP B-TREE"));
      g_assert_null (strstr (text->str, "SCAN expense\n"));
      if (plans[i].index != NULL)
        g_assert_nonnull (strstr (text->str, plans[i].index));
    }
}

static void
count_cb (OutlayDatabase *database, guint topics, gpointer data)
{
  (*(guint *) data)++;
}

/* Many writes of a turn are told of once, and before their futures are done. */
static void
test_tells_once_a_turn (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  OutlayDatabase *database = outlay_workspace_get_database (ledger->workspace);
  DexFuture *saves[20];
  guint n_changed = 0;

  g_signal_connect (database, "changed", G_CALLBACK (count_cb), &n_changed);
  for (gsize i = 0; i < G_N_ELEMENTS (saves); i++)
    {
      g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");

      saves[i] = outlay_expense_store_save (ledger->store, draft);
    }

  /* The thread works on while this one does not look. */
  g_usleep (1000 * 1000);
  for (gsize i = 0; i < G_N_ELEMENTS (saves); i++)
    test_await (saves[i]);
  g_assert_cmpuint (n_changed, >=, 1);
  g_assert_cmpuint (n_changed, <=, 5);
  g_signal_handlers_disconnect_by_data (database, &n_changed);
}

static void
close_workspace (TestLedger *ledger)
{
  outlay_workspace_close (ledger->workspace);
  g_clear_object (&ledger->workspace);
}

static char *
find_set_aside (TestLedger *ledger)
{
  g_autoptr (GDir)
      dir = g_dir_open (g_file_peek_path (outlay_account_get_folder (ledger->account)), 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_prefix (name, "outlay.db.damaged-") && !g_str_has_suffix (name, "-wal") &&
          !g_str_has_suffix (name, "-shm"))
        return g_strdup (name);
    }

  return NULL;
}

static void
test_sets_a_corrupt_one_aside (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *path = database_path (ledger);
  g_autofree char *aside = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  close_workspace (ledger);
  g_assert_true (g_file_set_contents (path, "this is no database, and never was one", -1, NULL));
  g_assert_null (outlay_workspace_open (ledger->account, &error));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_DATABASE_CORRUPT);
  aside = find_set_aside (ledger);
  g_assert_nonnull (aside);
  g_assert_nonnull (strstr (error->message, aside));

  kept = g_build_filename (g_file_peek_path (outlay_account_get_folder (ledger->account)), aside,
                           NULL);
  g_assert_true (g_file_get_contents (kept, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "this is no database, and never was one");

  g_clear_error (&error);
  ledger->workspace = outlay_workspace_open (ledger->account, &error);
  g_assert_no_error (error);
}

/* Overwrites the page that an index begins with. */
static void
damage (const char *path)
{
  g_autofree char *uri = g_strconcat ("sqlite:", path, NULL);
  g_autoptr (OutlayConnection) connection = NULL;
  g_autoptr (OutlayStatement) root = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_row;
  gsize offset;
  gsize size;

  connection = outlay_connection_open (uri, OUTLAY_OPEN_EXISTING, NULL, &error);
  g_assert_no_error (error);
  root = outlay_connection_prepare (
      connection, "SELECT rootpage FROM sqlite_schema WHERE name = 'expense_list'", &error);
  g_assert_no_error (error);
  g_assert_true (outlay_statement_step (root, &has_row, &error));
  offset = ((gsize) outlay_statement_get_int (root, 0) - 1) * 4096;
  g_clear_object (&root);
  g_clear_object (&connection);

  g_assert_true (g_file_get_contents (path, &contents, &size, &error));
  g_assert_cmpuint (offset + 4096, <=, size);
  memset (contents + offset, 0xa5, 4096);
  g_assert_true (g_file_set_contents (path, contents, (gssize) size, &error));
}

/* PAINS 1 and 2: what no company has is looked for in the damaged file, and its receipt
 * is still there. */
static void
check_salvage (TestLedger *ledger, guint n_waiting)
{
  g_autofree char *path = database_path (ledger);
  g_autofree char *suspect = g_strconcat (path, ".suspect", NULL);
  g_autoptr (GError) error = NULL;
  guint n_found = 0;
  char *ids[8];

  for (int i = 0; i < 8; i++)
    ids[i] = test_ledger_save (ledger, "Nero", "4.20", "2026-11-20");

  close_workspace (ledger);
  damage (path);
  g_assert_true (g_file_set_contents (suspect, "", 0, NULL));
  g_assert_null (outlay_workspace_open (ledger->account, &error));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_DATABASE_CORRUPT);

  for (int again = 0; again < 2; again++)
    {
      g_clear_error (&error);
      ledger->workspace = outlay_workspace_open (ledger->account, &error);
      g_assert_no_error (error);
      ledger->store = outlay_workspace_get_expense_store (ledger->workspace);
      ledger->outbox = outlay_workspace_get_outbox (ledger->workspace);
      test_ledger_settle (ledger);
      g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, n_waiting);
      if (again == 0)
        close_workspace (ledger);
    }

  for (int i = 0; i < 8; i++)
    {
      g_autoptr (OutlayExpense) expense = outlay_expense_store_get (ledger->store, ids[i], NULL);

      n_found += expense != NULL;
      g_free (ids[i]);
    }
  g_assert_cmpuint (n_found, ==, 8);
}

static void
test_salvages_at_a_company (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);

  check_salvage (ledger, 8);
}

static void
test_salvages_on_the_device (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  OutlayCategoryStore *before = outlay_workspace_get_category_store (ledger->workspace);
  g_autoptr (OutlayCategory) category = g_list_model_get_item (G_LIST_MODEL (before), 0);
  guint n_categories = g_list_model_get_n_items (G_LIST_MODEL (before));
  OutlayCategoryStore *after;

  check_salvage (ledger, 0);
  after = outlay_workspace_get_category_store (ledger->workspace);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (after)), ==, n_categories);
  g_assert_nonnull (outlay_category_store_find (after, outlay_category_get_id (category)));
}

static void
test_refuses_a_newer_one (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *path = database_path (ledger);
  g_autofree char *uri = g_strconcat ("sqlite:", path, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (OutlayConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_before;
  gsize n_after;

  close_workspace (ledger);
  connection = outlay_connection_open (uri, OUTLAY_OPEN_READ_WRITE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (outlay_connection_execute (
      connection,
      "INSERT INTO outlay_migrations (number, name, digest, applied_at)"
      " SELECT max(number) + 1, 'from-the-future.sql', 'x', '2030-01-01T00:00:00.000Z'"
      " FROM outlay_migrations",
      &error));
  g_assert_no_error (error);
  g_clear_object (&connection);

  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  g_assert_null (outlay_workspace_open (ledger->account, &error));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_DATABASE_TOO_NEW);
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

static gint64
read_pragma (OutlayConnection *connection, const char *sql, GError **error)
{
  g_autoptr (OutlayStatement) pragma = outlay_connection_prepare (connection, sql, error);
  gboolean has_row;

  if (pragma == NULL || !outlay_statement_step (pragma, &has_row, error))
    return -1;

  return has_row ? outlay_statement_get_int (pragma, 0) : 0;
}

/* Lets the file grow by as many pages as @data points at, and no further. */
static gboolean
limit_pages (OutlayConnection *connection,
             gpointer data,
             GValue *result,
             OutlayTopics *changed,
             GError **error)
{
  gint64 n_pages = read_pragma (connection, "PRAGMA page_count", error);
  g_autofree char *sql = g_strdup_printf ("PRAGMA max_page_count = %d",
                                          (int) n_pages + *(const int *) data);

  return n_pages > 0 && read_pragma (connection, sql, error) > 0;
}

/* A disk that is full after 0, 1, 2 … more pages: a save that does not fit says so and leaves
 * nothing of itself, neither row nor upload nor entry, and goes through once there is room. */
static void
test_full_disk (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *kept = test_ledger_save (ledger, "Nero", "4.20", "2026-11-20");
  g_autofree char *note = g_strnfill (4000, 'n');
  g_autofree char *sha256 = test_ledger_import (ledger, "receipt");
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");
  const char *id = outlay_expense_draft_get_id (draft);
  gboolean is_saved = FALSE;
  int n_pages;

  g_object_set (draft, "note", note, "merchant", "Bahn", NULL);
  outlay_expense_draft_add_proof (draft, sha256);

  for (n_pages = 0; !is_saved; n_pages++)
    {
      g_autoptr (DexFuture) future = NULL;
      g_autoptr (OutlayExpense) row = NULL;
      g_autoptr (GError) error = NULL;

      test_await (outlay_database_read (outlay_workspace_get_database (ledger->workspace),
                                        limit_pages, &n_pages, NULL));
      future = test_settle (outlay_expense_store_save (ledger->store, draft));
      is_saved = dex_future_get_value (future, &error) != NULL;
      row = outlay_expense_store_get (ledger->store, id, NULL);

      if (!is_saved)
        g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_DISK_FULL);
      g_assert_cmpint (row != NULL, ==, is_saved);
      g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, is_saved ? 3 : 1);
    }

  g_test_message ("it fits in %d more pages", n_pages - 1);
  g_assert_cmpint (n_pages, >, 1);
  g_object_unref (test_ledger_get (ledger, kept));
}

/* --- kill ------------------------------------------------------------------------------------- */

/* In a process of its own: saves without end, and says each id once it is acknowledged. */
static int
save_until_killed (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GListModel) accounts = outlay_accounts_load (file, NULL);
  g_autoptr (OutlayAccount) account = g_list_model_get_item (accounts, 0);
  g_autoptr (OutlayWorkspace) workspace = outlay_workspace_open (account, NULL);
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (workspace);

  for (;;)
    {
      g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");
      g_autofree char *id = NULL;
      g_autofree char *line = NULL;

      g_object_set (draft, "merchant", "Nero", "amount-text", "4.20", NULL);
      id = test_await_string (outlay_expense_store_save (store, draft));
      line = g_strconcat (id, "\n", NULL);
      if (write (STDOUT_FILENO, line, strlen (line)) < 0)
        return 1;
    }
}

static void
kill_one (TestLedger *ledger, GPtrArray *acknowledged)
{
  const char *argv[] = { "/proc/self/exe", "--save-in", ledger->path, NULL };
  g_autoptr (GString) output = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  char buffer[4096];
  gssize size;
  GPid pid;
  int fd;

  g_assert_true (g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD,
                                           NULL, NULL, &pid, NULL, &fd, NULL, &error));
  g_assert_no_error (error);

  /* At no moment of its choosing, but after it has begun. */
  size = read (fd, buffer, sizeof buffer);
  g_assert_cmpint (size, >, 0);
  g_string_append_len (output, buffer, size);
  g_usleep ((gulong) g_test_rand_int_range (1, 40 * 1000));
  kill (pid, SIGKILL);
  while ((size = read (fd, buffer, sizeof buffer)) > 0)
    g_string_append_len (output, buffer, size);
  waitpid (pid, NULL, 0);
  g_spawn_close_pid (pid);
  close (fd);

  lines = g_strsplit (output->str, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      if (strlen (lines[i]) == 36)
        g_ptr_array_add (acknowledged, g_strdup (lines[i]));
    }
}

/* PAINS 1: nothing that was acknowledged is lost, neither the row nor its place in the outbox. */
static void
test_killed_while_saving (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (GPtrArray) acknowledged = g_ptr_array_new_with_free_func (g_free);

  for (int round = 0; round < 5; round++)
    {
      close_workspace (ledger);
      kill_one (ledger, acknowledged);
      ledger->workspace = outlay_workspace_open (ledger->account, NULL);
      g_assert_nonnull (ledger->workspace);
      ledger->store = outlay_workspace_get_expense_store (ledger->workspace);
      ledger->outbox = outlay_workspace_get_outbox (ledger->workspace);
    }

  g_assert_cmpuint (acknowledged->len, >=, 5);
  g_test_message ("%u acknowledged", acknowledged->len);
  for (guint i = 0; i < acknowledged->len; i++)
    g_object_unref (test_ledger_get (ledger, acknowledged->pdata[i]));
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), >=, acknowledged->len);
}

/* --- two processes on one account ------------------------------------------------------------- */

static void
test_one_holds_the_lock (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (OutlayWorkspace) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  OutlayDatabase *first = outlay_workspace_get_database (ledger->workspace);

  g_assert_true (outlay_database_try_lock (first));
  g_assert_true (outlay_database_try_lock (first));

  /* The second one reads and writes all the same. */
  second = outlay_workspace_open (ledger->account, &error);
  g_assert_no_error (error);
  g_assert_false (outlay_database_try_lock (outlay_workspace_get_database (second)));
  id = test_ledger_save (ledger, "Nero", "4.20", "2026-11-20");
  g_object_unref (
      outlay_expense_store_get (outlay_workspace_get_expense_store (second), id, &error));
  g_assert_no_error (error);

  close_workspace (ledger);
  g_assert_true (outlay_database_try_lock (outlay_workspace_get_database (second)));
  outlay_workspace_close (second);
}

static void
test_closed_rejects (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");
  g_autoptr (DexFuture) last = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) save_error = NULL;

  last = outlay_expense_store_save (ledger->store, draft);
  outlay_workspace_close (ledger->workspace);
  g_assert_nonnull (dex_future_get_value (last, &error));
  g_assert_no_error (error);

  save_error = test_await_error (outlay_expense_store_save (ledger->store, draft));
  g_assert_error (save_error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--save-in"))
    return save_until_killed (argv[2]);

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/database/prepares-every-query", test_prepares_every_query);
  g_test_add_func ("/client/database/lists-by-index", test_lists_by_index);
  g_test_add_func ("/client/database/tells-once-a-turn", test_tells_once_a_turn);
  g_test_add_func ("/client/database/sets-a-corrupt-one-aside", test_sets_a_corrupt_one_aside);
  g_test_add_func ("/client/database/salvages-at-a-company", test_salvages_at_a_company);
  g_test_add_func ("/client/database/salvages-on-the-device", test_salvages_on_the_device);
  g_test_add_func ("/client/database/refuses-a-newer-one", test_refuses_a_newer_one);
  g_test_add_func ("/client/database/full-disk", test_full_disk);
  g_test_add_func ("/client/database/killed-while-saving", test_killed_while_saving);
  g_test_add_func ("/client/database/one-holds-the-lock", test_one_holds_the_lock);
  g_test_add_func ("/client/database/closed-rejects", test_closed_rejects);

  return g_test_run ();
}
