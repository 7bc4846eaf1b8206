/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>
#include <string.h>

#include "client/account/outlay-workspace-private.h"

/* usage: bench-list BUILD: how soon a lazy list is there, over 10,000 and 1,000,000 rows that
 * fill-client wrote, without any widget. Each figure is the median of several runs; memory is the
 * resident growth. */

#define RUNS 7
#define N_READ 20000

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static void
say (guint n_rows, const char *name, double *values, const char *unit)
{
  qsort (values, RUNS, sizeof *values, compare_doubles);
  g_print ("list-%u.%s %.2f %s\n", n_rows, name, values[RUNS / 2], unit);
}

/* Resident memory in KiB (proc_pid_status(5)). */
static double
resident_kib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) ||
      !(line = strstr (status, "VmRSS:")))
    return 0;

  return strtod (line + strlen ("VmRSS:"), NULL);
}

static double
msec_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
wait_for_rows (GListModel *list, guint n_rows)
{
  while (g_list_model_get_n_items (list) < n_rows)
    g_main_context_iteration (NULL, TRUE);
}

/* Row after row from the middle, as scrolling does; microseconds each. */
static double
read_rows (GListModel *list)
{
  guint n_rows = g_list_model_get_n_items (list);
  guint n_read = MIN (N_READ, n_rows / 2);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n_read; i++)
    g_object_unref (g_list_model_get_item (list, n_rows / 2 + i));

  return msec_since (start) * 1000 / n_read;
}

static void
end_cb (GListModel *list, guint position, guint removed, guint added, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static double
time_search (OutlayExpenseList *list, const char *text)
{
  gint64 start = g_get_monotonic_time ();
  gboolean is_done = FALSE;
  gulong id = g_signal_connect (list, "items-changed", G_CALLBACK (end_cb), &is_done);

  outlay_expense_list_set_filter (
      list, &(OutlayExpenseFilter) { .scope = OUTLAY_SCOPE_MINE, .text = text });
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (list, id);

  return msec_since (start);
}

static void
bench_folder (const char *path, guint n_rows)
{
  double opened[RUNS], shown[RUNS], whole[RUNS], row[RUNS], sum[RUNS], state[RUNS], search[RUNS],
      rare[RUNS];
  double memory[RUNS];
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GListModel) accounts = outlay_accounts_load (folder, NULL);
  g_autoptr (OutlayAccount) account = g_list_model_get_item (accounts, 0);

  for (int i = 0; i < RUNS; i++)
    {
      const OutlayExpenseFilter mine = { .scope = OUTLAY_SCOPE_MINE };
      const OutlayExpenseFilter rejected = { .scope = OUTLAY_SCOPE_MINE,
                                             .states = 1 << OUTLAY_STATE_REJECTED };
      g_autoptr (OutlayExpenseList) list = NULL;
      g_autoptr (OutlayWorkspace) workspace = NULL;
      double before = resident_kib ();
      gint64 start = g_get_monotonic_time ();

      workspace = outlay_workspace_open (account, NULL);
      g_assert_nonnull (workspace);
      opened[i] = msec_since (start);

      start = g_get_monotonic_time ();
      list = outlay_expense_store_list (outlay_workspace_get_expense_store (workspace), &mine);
      for (guint j = 0; j < 50; j++)
        g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), j));
      shown[i] = msec_since (start);
      wait_for_rows (G_LIST_MODEL (list), n_rows);
      whole[i] = msec_since (start);
      row[i] = read_rows (G_LIST_MODEL (list));
      memory[i] = (resident_kib () - before) / 1024;

      start = g_get_monotonic_time ();
      g_ptr_array_unref (outlay_expense_list_sum_of_month (list, n_rows / 2));
      sum[i] = msec_since (start) * 1000;

      start = g_get_monotonic_time ();
      outlay_expense_list_set_filter (list, &rejected);
      state[i] = msec_since (start) * 1000;
      search[i] = time_search (list, "nero");
      rare[i] = time_search (list, "nero 312,37");
      outlay_workspace_close (workspace);
    }

  say (n_rows, "workspace-open", opened, "ms");
  say (n_rows, "first-screenful", shown, "ms");
  say (n_rows, "whole", whole, "ms");
  say (n_rows, "row", row, "us");
  say (n_rows, "month-sum", sum, "us");
  say (n_rows, "filter-by-state", state, "us");
  say (n_rows, "search-common-word", search, "ms");
  say (n_rows, "search-word-and-amount", rare, "ms");
  /* The first run is what a program grows by; later ones find their pages again. */
  g_print ("list-%u.memory %.1f MiB\n", n_rows,
           memory[RUNS - 1] > memory[0] ? memory[RUNS - 1] : memory[0]);
}

static gboolean
fill (const char *build, const char *path, guint n_rows)
{
  g_autofree char *filled = g_build_filename (path, ".filled", NULL);
  g_autofree char *program = g_build_filename (build, "tests", "bench", "fill-client", NULL);
  g_autofree char *rows = g_strdup_printf ("%u", n_rows);
  const char *argv[] = { program, path, rows, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  if (g_file_test (filled, G_FILE_TEST_EXISTS))
    return TRUE;

  return g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                       &error) &&
         g_spawn_check_wait_status (status, &error) && g_file_set_contents (filled, "", 0, &error);
}

int
main (int argc, char *argv[])
{
  static const guint sizes[] = { 10000, 1000000 };

  if (argc != 2)
    {
      g_printerr ("usage: bench-list BUILD\n");
      return 2;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *name = g_strdup_printf ("rows-%u", sizes[i]);
      g_autofree char *path = g_build_filename (argv[1], "tests", "bench", name, NULL);

      if (!fill (argv[1], path, sizes[i]))
        {
          g_printerr ("bench-list: %s cannot be filled\n", path);
          return 1;
        }
      bench_folder (path, sizes[i]);
    }

  return 0;
}
