/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/account/outlay-workspace.h"
#include "filled-rows.h"

/* usage: bench-report BUILD: how soon one's own spending is added up, and a filtered or searched list is
 * there, over 10,000, 100,000 and 1,000,000 rows that fill-client wrote, without any widget. A list's first
 * rows and all of it are measured from the filter on. Each figure is the median of several runs. */

#define CATEGORY "01890000-0000-7000-8000-000000000103"

/* What is asked for, beside a run of days and the same before it. */
static const struct
{
  const char *name;
  OutlaySpendingStep step;
  OutlayPeriod period;
  guint n_days; /* the last ones; 0 for the whole period */
} reports[] = {
  { "report-week", OUTLAY_SPENDING_STEP_DAY, OUTLAY_PERIOD_WEEK, 0 },
  { "report-month", OUTLAY_SPENDING_STEP_DAY, OUTLAY_PERIOD_MONTH, 0 },
  { "report-30-days", OUTLAY_SPENDING_STEP_DAY, OUTLAY_PERIOD_MONTH, 30 },
  { "report-year", OUTLAY_SPENDING_STEP_MONTH, OUTLAY_PERIOD_YEAR, 0 },
  { "report-365-days", OUTLAY_SPENDING_STEP_MONTH, OUTLAY_PERIOD_YEAR, 365 },
  { "report-365-days-by-day", OUTLAY_SPENDING_STEP_DAY, OUTLAY_PERIOD_YEAR, 365 },
};

static const struct
{
  const char *name;
  OutlayExpenseFilter filter;
} lists[] = {
  { "list-of-category", { .category = CATEGORY } },
  { "list-of-month-and-category",
    { .category = CATEGORY, .from = "2025-03-01", .until = "2025-04-01" } },
  { "list-of-merchant", { .merchant = "Shop 018" } },
  { "list-of-common-merchant", { .merchant = "Caffè Nero" } },
  { "list-of-amounts", { .currency = "EUR", .min = 10000, .max = 20000 } },
  { "list-of-rare-amounts", { .currency = "EUR", .min = 40200 } },
  { "list-in-currency", { .in_currency = "EUR", .from = "2025-11-21", .until = "2026-11-21" } },
  { "search-rare", { .text = "shop 018" } },
  { "search-common", { .text = "nero" } },
  { "search-category", { .text = "travel" } },
  { "search-category-and-word", { .text = "lodg nero" } },
};

static OutlaySpendingQuery
make_query (gsize i, gboolean is_converted)
{
  OutlaySpendingQuery query = { .currency = "EUR",
                                .is_converted = is_converted,
                                .step = reports[i].step };

  if (!(reports[i].n_days > 0 ? outlay_days_last (&query.days, reports[i].n_days, "2026-10-17")
                              : outlay_days_of_period (&query.days, reports[i].period, "2025-11-20",
                                                       OUTLAY_ISO_WEEKDAY)) ||
      !outlay_days_before (&query.days, &query.before))
    g_assert_not_reached ();

  return query;
}

static DexFuture *
wake_cb (DexFuture *completed, gpointer data)
{
  return dex_future_new_true ();
}

static double
time_report (OutlayWorkspace *workspace, gsize i, gboolean is_converted)
{
  OutlaySpendingQuery query = make_query (i, is_converted);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (DexFuture)
      future = outlay_spending_store_read (outlay_workspace_get_spending_store (workspace), &query);
  g_autoptr (GError) error = NULL;

  dex_future_disown (dex_future_finally (dex_ref (future), wake_cb, NULL, NULL));
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  if (dex_future_get_value (future, &error) == NULL)
    g_error ("%s", error->message);

  return filled_rows_msec_since (start);
}

static void
count_cb (GListModel *list, guint position, guint removed, guint added, gpointer data)
{
  (*(guint *) data)++;
}

static void
wait_for_database (OutlayWorkspace *workspace)
{
  for (int i = 0; i < 2; i++)
    time_report (workspace, 0, FALSE);
}

/* From an empty list to its first rows, and to all of them: until nothing is left to do on the thread. */
static void
time_list (OutlayWorkspace *workspace, gsize i, double *first, double *whole)
{
  const OutlayExpenseFilter none = { .merchant = "nobody at all" };
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (workspace);
  g_autoptr (OutlayExpenseList) list = outlay_expense_store_list (store, &none);
  guint n_changes = 0;
  gint64 start;

  wait_for_database (workspace);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_cb), &n_changes);

  start = g_get_monotonic_time ();
  outlay_expense_list_set_filter (list, &lists[i].filter);
  while (n_changes == 0)
    g_main_context_iteration (NULL, TRUE);
  *first = filled_rows_msec_since (start);
  wait_for_database (workspace);
  *whole = filled_rows_msec_since (start);
}

static void
bench_rows (const char *build, guint n_rows)
{
  g_autoptr (OutlayAccount) account = filled_rows_get_account (build, n_rows);
  g_autoptr (OutlayWorkspace) workspace = outlay_workspace_open (account, NULL);
  double first[ROWS_RUNS], whole[ROWS_RUNS];

  g_assert_nonnull (workspace);
  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    {
      g_autofree char *converted = g_strconcat (reports[i].name, "-converted", NULL);

      for (int run = 0; run < ROWS_RUNS; run++)
        first[run] = time_report (workspace, i, FALSE);
      filled_rows_say ("client", n_rows, reports[i].name, first, "ms");
      for (int run = 0; run < ROWS_RUNS; run++)
        whole[run] = time_report (workspace, i, TRUE);
      filled_rows_say ("client", n_rows, converted, whole, "ms");
    }

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *all = g_strconcat (lists[i].name, "-whole", NULL);

      for (int run = 0; run < ROWS_RUNS; run++)
        time_list (workspace, i, &first[run], &whole[run]);
      filled_rows_say ("client", n_rows, lists[i].name, first, "ms");
      filled_rows_say ("client", n_rows, all, whole, "ms");
    }

  outlay_workspace_close (workspace);
}

int
main (int argc, char *argv[])
{
  static const guint sizes[] = { 10000, 100000, 1000000 };

  if (argc != 2)
    {
      g_printerr ("usage: bench-report BUILD\n");
      return 2;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    bench_rows (argv[1], sizes[i]);

  return 0;
}
