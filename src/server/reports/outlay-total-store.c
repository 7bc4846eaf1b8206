/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/reports/outlay-total-store.h"

#include <string.h>

/* Columns of "total/list". */
#define COLUMN_DAY 0
#define COLUMN_CURRENCY 1
#define COLUMN_CATEGORY 2
#define COLUMN_STATES 3

/* Most that are read at once. */
#define MAX_SERIES 8

#define EVERYBODY ""
#define DAY "day"
#define MONTH "month"

/* What an expense is counted under, and by how much the count changes. */
typedef struct
{
  const char *company;
  const char *owner;
  const char *day;
  const char *currency;
  const char *category;
  OutlayTotal states[OUTLAY_N_STATES];
} Change;

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static gboolean
run (OutlayConnection *db,
     const char *name,
     const char *owner,
     const char *grain,
     const char *day,
     const Change *change,
     gint64 *n_changed,
     GError **error)
{
  const OutlayTotal *states = change->states;
  OutlayStatement *query = outlay_connection_query (db, name, error);

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "ssssss", change->company, owner, grain, day, change->currency,
                         change->category);
  if (!g_str_equal (name, "total/delete-empty"))
    for (int i = 0; i < OUTLAY_N_STATES; i++)
      {
        outlay_statement_bind_int (query, 7 + 2 * i, states[i].count);
        outlay_statement_bind_int (query, 8 + 2 * i, states[i].minor);
      }

  if (!outlay_statement_run (query, error))
    return FALSE;

  *n_changed = outlay_statement_n_changed (query);
  return TRUE;
}

/* Changes one row: makes it for the first expense in it, deletes it with the last. */
static gboolean
change_row (OutlayConnection *db,
            const char *owner,
            const char *grain,
            const char *day,
            const Change *change,
            GError **error)
{
  gboolean has_more = FALSE, has_less = FALSE;
  gint64 n_changed;

  for (guint i = 0; i < OUTLAY_N_STATES; i++)
    {
      has_more |= change->states[i].count > 0;
      has_less |= change->states[i].count < 0;
    }

  if (has_more && !has_less)
    return run (db, "total/add", owner, grain, day, change, &n_changed, error);

  if (!run (db, "total/change", owner, grain, day, change, &n_changed, error))
    return FALSE;
  if (n_changed != 1)
    {
      g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_CORRUPT,
                   "the totals of %s do not agree with the expenses: see \"outlayd check\"", day);
      return FALSE;
    }

  return has_more || !has_less ||
         run (db, "total/delete-empty", owner, grain, day, change, &n_changed, error);
}

static gboolean
is_nothing (const OutlayTotal *states)
{
  for (guint i = 0; i < OUTLAY_N_STATES; i++)
    if (states[i].count != 0 || states[i].minor != 0)
      return FALSE;

  return TRUE;
}

static gboolean
change_rows (OutlayConnection *db, Change *change, GError **error)
{
  char month[OUTLAY_DAY_SIZE];

  if (is_nothing (change->states))
    return TRUE;
  if (!change_row (db, change->owner, DAY, change->day, change, error))
    return FALSE;

  /* Drafts are nobody else's business. */
  change->states[OUTLAY_STATE_DRAFT] = (OutlayTotal) { 0, 0 };
  if (*change->day == '\0' || is_nothing (change->states))
    return TRUE;

  g_snprintf (month, sizeof month, "%.7s-01", change->day);
  return change_row (db, EVERYBODY, DAY, change->day, change, error) &&
         change_row (db, EVERYBODY, MONTH, month, change, error);
}

/* An expense as it is counted in one block: by its own amount, or by what it was converted into. */
typedef struct
{
  const OutlayExpenseView *view; /* NULL where it is not counted */
  char currency[OUTLAY_CURRENCY_KEY_SIZE];
  gint64 minor;
} Counted;

static Counted
count_own (const OutlayExpenseView *view)
{
  Counted counted = { .view = view };

  if (view != NULL)
    {
      g_strlcpy (counted.currency, view->currency, sizeof counted.currency);
      counted.minor = view->minor;
    }

  return counted;
}

static Counted
count_converted (const OutlayExpenseView *view)
{
  Counted counted = { NULL };

  if (view != NULL && view->home_currency != NULL)
    {
      counted.view = view;
      outlay_currency_key_of_converted (view->home_currency, counted.currency);
      counted.minor = view->home_minor;
    }

  return counted;
}

static void
init_change (Change *self, const char *company, const Counted *counted)
{
  *self = (Change) {
    .company = company,
    .owner = counted->view->owner,
    .day = counted->view->day,
    .currency = counted->currency,
    .category = or_empty (counted->view->category),
  };
}

static void
count (Change *self, const Counted *counted, int sign)
{
  OutlayTotal *total = &self->states[outlay_expense_view_get_state (counted->view)];

  total->count += sign;
  total->minor += sign * counted->minor;
}

static gboolean
is_counted_together (const Counted *a, const Counted *b)
{
  return a->view != NULL && b->view != NULL && g_str_equal (a->view->day, b->view->day) &&
         g_str_equal (a->currency, b->currency) &&
         g_strcmp0 (a->view->category, b->view->category) == 0;
}

static gboolean
note (OutlayConnection *db,
      const char *company,
      const Counted *before,
      const Counted *after,
      GError **error)
{
  gboolean is_together = is_counted_together (before, after);
  Change change;

  if (before->view != NULL)
    {
      init_change (&change, company, before);
      count (&change, before, -1);
      if (is_together)
        count (&change, after, 1);
      if (!change_rows (db, &change, error))
        return FALSE;
    }

  if (after->view == NULL || is_together)
    return TRUE;

  init_change (&change, company, after);
  count (&change, after, 1);
  return change_rows (db, &change, error);
}

gboolean
outlay_total_store_note (OutlayConnection *db,
                         const char *company,
                         const OutlayExpenseView *before,
                         const OutlayExpenseView *after,
                         GError **error)
{
  const Counted own[] = { count_own (before), count_own (after) };
  const Counted converted[] = { count_converted (before), count_converted (after) };

  return note (db, company, &own[0], &own[1], error) &&
         note (db, company, &converted[0], &converted[1], error);
}

/* --- reading --- */

static void
read_states (OutlayStatement *row, OutlayTotal *states)
{
  for (int i = 0; i < OUTLAY_N_STATES; i++)
    {
      states[i].count = outlay_statement_get_int (row, COLUMN_STATES + 2 * i);
      states[i].minor = states[i].count != 0
                            ? outlay_statement_get_int (row, COLUMN_STATES + 2 * i + 1)
                            : 0;
    }
}

/* Adds a row to the one report of each series that its day is in. @at is where each series has come
 * to, as days only go on. */
static gboolean
add_row (OutlayStatement *row,
         const OutlayDaySeries *series,
         guint n_series,
         guint *at,
         GError **error)
{
  const char *day = outlay_statement_get_text (row, COLUMN_DAY);
  const char *currency = outlay_statement_get_text (row, COLUMN_CURRENCY);
  const char *category = outlay_statement_get_text (row, COLUMN_CATEGORY);
  OutlayTotal states[OUTLAY_N_STATES];

  read_states (row, states);
  for (guint i = 0; i < n_series; i++)
    {
      const OutlayDaySeries *one = &series[i];

      while (at[i] < one->n_reports && strcmp (day, one->reports[at[i]].days.until) >= 0)
        at[i]++;
      if (at[i] < one->n_reports && outlay_days_contains (&one->reports[at[i]].days, day) &&
          !outlay_report_add (&one->reports[at[i]].report, currency, category, states, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_rows (OutlayConnection *db,
           const char *company,
           const char *owner,
           const char *grain,
           const OutlayDays *days,
           const OutlayDaySeries *series,
           guint n_series,
           GError **error)
{
  OutlayStatement *query = outlay_connection_bind (db, error, "total/list", "sssss", company, owner,
                                                   grain, days->from, days->until);
  guint at[MAX_SERIES] = { 0 };
  gboolean has_row;

  if (query == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      if (!add_row (query, series, n_series, at, error))
        {
          outlay_statement_reset (query);
          return FALSE;
        }
    }
}

/* The calendar months that lie in @days as a whole; %FALSE where there are none. */
static gboolean
find_months (const OutlayDays *days, OutlayDays *months)
{
  OutlayDays first, last;

  if (!outlay_days_of_period (&first, OUTLAY_PERIOD_MONTH, days->from, OUTLAY_ISO_WEEKDAY) ||
      !outlay_days_of_period (&last, OUTLAY_PERIOD_MONTH, days->until, OUTLAY_ISO_WEEKDAY))
    return FALSE;

  memcpy (months->from, g_str_equal (first.from, days->from) ? first.from : first.until,
          sizeof months->from);
  memcpy (months->until, last.from, sizeof months->until);
  return strcmp (months->from, months->until) < 0;
}

static gboolean
has_months (const OutlayDaySeries *series)
{
  OutlayDays months;

  for (guint i = 0; i < series->n_reports; i++)
    if (find_months (&series->reports[i].days, &months))
      return TRUE;

  return FALSE;
}

/* Of everybody's, into one report: whole months as such, and what is left of others by day. */
static gboolean
read_by_months (OutlayConnection *db, const char *company, OutlayDayReport *report, GError **error)
{
  const OutlayDaySeries series = { report, 1 };
  OutlayDays head = report->days, tail = report->days, months;

  if (!find_months (&report->days, &months))
    return read_rows (db, company, EVERYBODY, DAY, &report->days, &series, 1, error);

  memcpy (head.until, months.from, sizeof head.until);
  memcpy (tail.from, months.until, sizeof tail.from);
  return read_rows (db, company, EVERYBODY, DAY, &head, &series, 1, error) &&
         read_rows (db, company, EVERYBODY, MONTH, &months, &series, 1, error) &&
         read_rows (db, company, EVERYBODY, DAY, &tail, &series, 1, error);
}

/* All days of all series in one reading. */
static gboolean
read_by_days (OutlayConnection *db,
              const char *company,
              const char *owner,
              const OutlayDaySeries *series,
              guint n_series,
              GError **error)
{
  OutlayDays all = { .until = "" };

  for (guint i = 0; i < n_series; i++)
    {
      const OutlayDays *first = &series[i].reports[0].days;
      const OutlayDays *last = &series[i].reports[series[i].n_reports - 1].days;

      if (i == 0 || strcmp (first->from, all.from) < 0)
        memcpy (all.from, first->from, sizeof all.from);
      if (strcmp (last->until, all.until) > 0)
        memcpy (all.until, last->until, sizeof all.until);
    }

  return n_series == 0 || read_rows (db, company, owner, DAY, &all, series, n_series, error);
}

gboolean
outlay_total_store_read (OutlayConnection *db,
                         const char *company,
                         const char *owner,
                         const OutlayDaySeries *series,
                         guint n_series,
                         GError **error)
{
  OutlayDaySeries by_days[MAX_SERIES];
  guint n_by_days = 0;

  g_return_val_if_fail (n_series <= MAX_SERIES, FALSE);

  for (guint i = 0; i < n_series; i++)
    if (owner != NULL || !has_months (&series[i]))
      by_days[n_by_days++] = series[i];
    else
      for (guint k = 0; k < series[i].n_reports; k++)
        if (!read_by_months (db, company, &series[i].reports[k], error))
          return FALSE;

  return read_by_days (db, company, owner != NULL ? owner : EVERYBODY, by_days, n_by_days, error);
}

/* --- check --- */

static gboolean
find_wrong (OutlayConnection *db, const char *name, char **problem, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, name, ""))
    return FALSE;
  if (row == NULL)
    return TRUE;

  *problem = g_strdup_printf (
      "the total of the %s %s in %s, owner \"%s\", category \"%s\", is not "
      "what the expenses come to",
      outlay_statement_get_text (row, 2), outlay_statement_get_text (row, 3),
      outlay_statement_get_text (row, 4), outlay_statement_get_text (row, 1),
      outlay_statement_get_text (row, 5));

  return TRUE;
}

gboolean
outlay_total_store_check (OutlayConnection *db, char **problem, GError **error)
{
  *problem = NULL;

  return find_wrong (db, "total/wrong-of-owners", problem, error) &&
         (*problem != NULL || find_wrong (db, "total/wrong-of-companies", problem, error));
}
