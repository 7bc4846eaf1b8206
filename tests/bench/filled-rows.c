/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "filled-rows.h"

#include <stdlib.h>

static gboolean
fill (const char *build, const char *path, guint n_rows, GError **error)
{
  g_autofree char *filled = g_build_filename (path, ".filled", NULL);
  g_autofree char *program = g_build_filename (build, "tests", "bench", "fill-client", NULL);
  g_autofree char *rows = g_strdup_printf ("%u", n_rows);
  const char *argv[] = { program, path, rows, NULL };
  int status;

  if (g_file_test (filled, G_FILE_TEST_EXISTS))
    return TRUE;

  return g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                       error) &&
         g_spawn_check_wait_status (status, error) && g_file_set_contents (filled, "", 0, error);
}

OutlayAccount *
filled_rows_get_account (const char *build, guint n_rows)
{
  g_autofree char *name = g_strdup_printf ("rows-%u", n_rows);
  g_autofree char *path = g_build_filename (build, "tests", "bench", name, NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GListModel) accounts = NULL;
  g_autoptr (GError) error = NULL;

  if (!fill (build, path, n_rows, &error) ||
      (accounts = outlay_accounts_load (folder, &error)) == NULL)
    g_error ("%s cannot be filled: %s", path, error->message);

  return g_list_model_get_item (accounts, 0);
}

double
filled_rows_msec_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

void
filled_rows_say (const char *name, guint n_rows, const char *what, double *values, const char *unit)
{
  qsort (values, ROWS_RUNS, sizeof *values, compare_doubles);
  g_print ("%s-%u.%s %.2f %s\n", name, n_rows, what, values[ROWS_RUNS / 2], unit);
}
