/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/reports/outlay-total-store.h"

#include <string.h>

#include "server/reports/outlay-total-row.h"

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

/* The day is the fourth of the keys, as outlay_total_row_change() tells it. */
static const OutlayTotalTable total_table = {
  "total/add",
  "total/change",
  "total/delete-empty",
  OUTLAY_STATE_DRAFT,
};

static gboolean
change_row (OutlayConnection *db,
            const char *owner,
            const char *grain,
            const char *day,
            const Change *change,
            GError **error)
{
  const char *keys[] = { change->company, owner, grain, day, change->currency, change->category };

  return outlay_total_row_change (db, &total_table, keys, change->states, error);
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

static void
init_change (Change *self, const char *company, const OutlayCounted *counted)
{
  *self = (Change) {
    .company = company,
    .owner = counted->view->owner,
    .day = counted->view->day,
    .currency = counted->currency,
    .category = or_empty (counted->view->category),
  };
}

static gboolean
is_counted_together (const OutlayCounted *a, const OutlayCounted *b)
{
  return a->view != NULL && b->view != NULL && g_str_equal (a->view->day, b->view->day) &&
         g_str_equal (a->currency, b->currency) &&
         g_strcmp0 (a->view->category, b->view->category) == 0;
}

static gboolean
note (OutlayConnection *db,
      const char *company,
      const OutlayCounted *before,
      const OutlayCounted *after,
      GError **error)
{
  gboolean is_together = is_counted_together (before, after);
  Change change;

  if (before->view != NULL)
    {
      init_change (&change, company, before);
      outlay_counted_change (before, -1, change.states);
      if (is_together)
        outlay_counted_change (after, 1, change.states);
      if (!change_rows (db, &change, error))
        return FALSE;
    }

  if (after->view == NULL || is_together)
    return TRUE;

  init_change (&change, company, after);
  outlay_counted_change (after, 1, change.states);
  return change_rows (db, &change, error);
}

gboolean
outlay_total_store_note (OutlayConnection *db,
                         const char *company,
                         const OutlayExpenseView *before,
                         const OutlayExpenseView *after,
                         GError **error)
{
  const OutlayCounted own[] = { outlay_counted_own (before), outlay_counted_own (after) };
  const OutlayCounted converted[] = { outlay_counted_converted (before),
                                      outlay_counted_converted (after) };

  return note (db, company, &own[0], &own[1], error) &&
         note (db, company, &converted[0], &converted[1], error);
}

/* --- reading --- */

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

  outlay_total_row_read (row, COLUMN_STATES, OUTLAY_STATE_DRAFT, states);
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
