/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>
#include <string.h>

#include "client/account/outlay-workspace-private.h"
#include "filled-rows.h"

/* usage: bench-list BUILD: how soon a lazy list is there, over 10,000 and 1,000,000 rows that
 * fill-client wrote, without any widget. Each figure is the median of several runs; memory is the
 * resident growth. */

#define N_READ 20000

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

  return filled_rows_msec_since (start) * 1000 / n_read;
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

  return filled_rows_msec_since (start);
}

static void
bench_rows (const char *build, guint n_rows)
{
  double opened[ROWS_RUNS], shown[ROWS_RUNS], whole[ROWS_RUNS], row[ROWS_RUNS], sum[ROWS_RUNS],
      state[ROWS_RUNS], search[ROWS_RUNS], rare[ROWS_RUNS];
  double memory[ROWS_RUNS];
  g_autoptr (OutlayAccount) account = filled_rows_get_account (build, n_rows);

  for (int i = 0; i < ROWS_RUNS; i++)
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
      opened[i] = filled_rows_msec_since (start);

      start = g_get_monotonic_time ();
      list = outlay_expense_store_list (outlay_workspace_get_expense_store (workspace), &mine);
      for (guint j = 0; j < 50; j++)
        g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), j));
      shown[i] = filled_rows_msec_since (start);
      wait_for_rows (G_LIST_MODEL (list), n_rows);
      whole[i] = filled_rows_msec_since (start);
      row[i] = read_rows (G_LIST_MODEL (list));
      memory[i] = (resident_kib () - before) / 1024;

      start = g_get_monotonic_time ();
      g_ptr_array_unref (outlay_expense_list_sum_of_month (list, n_rows / 2));
      sum[i] = filled_rows_msec_since (start) * 1000;

      start = g_get_monotonic_time ();
      outlay_expense_list_set_filter (list, &rejected);
      state[i] = filled_rows_msec_since (start) * 1000;
      search[i] = time_search (list, "nero");
      rare[i] = time_search (list, "nero 312,37");
      outlay_workspace_close (workspace);
    }

  filled_rows_say ("list", n_rows, "workspace-open", opened, "ms");
  filled_rows_say ("list", n_rows, "first-screenful", shown, "ms");
  filled_rows_say ("list", n_rows, "whole", whole, "ms");
  filled_rows_say ("list", n_rows, "row", row, "us");
  filled_rows_say ("list", n_rows, "month-sum", sum, "us");
  filled_rows_say ("list", n_rows, "filter-by-state", state, "us");
  filled_rows_say ("list", n_rows, "search-common-word", search, "ms");
  filled_rows_say ("list", n_rows, "search-word-and-amount", rare, "ms");
  /* The first run is what a program grows by; later ones find their pages again. */
  g_print ("list-%u.memory %.1f MiB\n", n_rows,
           memory[ROWS_RUNS - 1] > memory[0] ? memory[ROWS_RUNS - 1] : memory[0]);
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
    bench_rows (argv[1], sizes[i]);

  return 0;
}
