/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/reports/outlay-total-store.h"

#include <string.h>

#include "core/outlay-time.h"
#include "server/reports/outlay-month-part.h"
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
         OutlayState first_state,
         GError **error)
{
  const char *day = outlay_statement_get_text (row, COLUMN_DAY);
  const char *currency = outlay_statement_get_text (row, COLUMN_CURRENCY);
  const char *category = outlay_statement_get_text (row, COLUMN_CATEGORY);
  OutlayTotal states[OUTLAY_N_STATES];

  outlay_total_row_read (row, COLUMN_STATES, first_state, states);
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

/* Days of one person, or of everybody, who have no drafts. */
static gboolean
read_rows (OutlayConnection *db,
           const char *company,
           const char *owner,
           const OutlayDays *days,
           const OutlayDaySeries *series,
           guint n_series,
           GError **error)
{
  gboolean is_shared = owner == NULL;
  OutlayState first_state = is_shared ? OUTLAY_STATE_SUBMITTED : OUTLAY_STATE_DRAFT;
  guint at[MAX_SERIES] = { 0 };
  OutlayStatement *query;
  gboolean has_row;

  query = is_shared ? outlay_connection_bind (db, error, "total/list-shared", "ssss", company, DAY,
                                              days->from, days->until)
                    : outlay_connection_bind (db, error, "total/list", "ssss", company, owner,
                                              days->from, days->until);
  if (query == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      if (!add_row (query, series, n_series, at, first_state, error))
        {
          outlay_statement_reset (query);
          return FALSE;
        }
    }
}

/* Into one report, whatever its days; @sign: -1 takes it away. */
static gboolean
read_into (OutlayConnection *db,
           const char *company,
           const char *grain,
           const OutlayDays *days,
           int sign,
           OutlayReport *report,
           GError **error)
{
  OutlayStatement *query;
  gboolean has_row;

  if (strcmp (days->from, days->until) >= 0)
    return TRUE;

  query = outlay_connection_bind (db, error, "total/list-shared", "ssss", company, grain,
                                  days->from, days->until);
  if (query == NULL)
    return FALSE;

  for (;;)
    {
      OutlayTotal states[OUTLAY_N_STATES];

      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      outlay_total_row_read (query, COLUMN_STATES, OUTLAY_STATE_SUBMITTED, states);
      for (guint i = 0; sign < 0 && i < OUTLAY_N_STATES; i++)
        states[i] = (OutlayTotal) { -states[i].count, -states[i].minor };
      if (!outlay_report_add (report, outlay_statement_get_text (query, COLUMN_CURRENCY),
                              outlay_statement_get_text (query, COLUMN_CATEGORY), states, error))
        {
          outlay_statement_reset (query);
          return FALSE;
        }
    }
}

static gboolean
read_part_of_month (OutlayConnection *db,
                    const char *company,
                    const OutlayMonthPart *part,
                    OutlayReport *report,
                    GError **error)
{
  if (!part->is_less)
    return read_into (db, company, DAY, &part->days, 1, report, error);

  return read_into (db, company, DAY, &part->before, -1, report, error) &&
         read_into (db, company, DAY, &part->after, -1, report, error) &&
         read_into (db, company, MONTH, &part->month, 1, report, error);
}

/* Of everybody's, into one report: whole months as such, and of others the fewest days there are. */
static gboolean
read_by_months (OutlayConnection *db,
                const char *company,
                const char *today,
                OutlayDayReport *report,
                GError **error)
{
  OutlayDays days = report->days, taken;
  OutlayMonthPart part;

  while (strcmp (days.from, days.until) < 0)
    if (outlay_days_take_whole (&days, OUTLAY_PERIOD_MONTH, &taken))
      {
        if (!read_into (db, company, MONTH, &taken, 1, &report->report, error))
          return FALSE;
      }
    else
      {
        outlay_days_take_rest (&days, OUTLAY_PERIOD_MONTH, &taken);
        outlay_month_part_init (&part, &taken, today);
        if (!read_part_of_month (db, company, &part, &report->report, error))
          return FALSE;
      }

  outlay_report_drop_empty (&report->report);
  return TRUE;
}

static gboolean
has_whole_month (const OutlayDays *days)
{
  OutlayDays left = *days, taken;

  /* Days of one month that go on in it. */
  if (strncmp (days->from, days->until, strlen ("YYYY-MM")) == 0)
    return FALSE;
  if (outlay_days_take_whole (&left, OUTLAY_PERIOD_MONTH, &taken))
    return TRUE;

  outlay_days_take_rest (&left, OUTLAY_PERIOD_MONTH, &taken);
  return outlay_days_take_whole (&left, OUTLAY_PERIOD_MONTH, &taken);
}

static gboolean
is_quicker_by_month (const OutlayDays *days, const char *today)
{
  OutlayDays left = *days, taken;
  OutlayMonthPart part;

  outlay_days_take_rest (&left, OUTLAY_PERIOD_MONTH, &taken);
  outlay_month_part_init (&part, &taken, today);

  return part.is_less;
}

/* Whether months are worth a reading of their own. @is_alone: there are no others whose days are to be
 * read anyway. */
static gboolean
prefers_months (const OutlayDaySeries *series, gboolean is_alone, const char *today)
{
  for (guint i = 0; i < series->n_reports; i++)
    if (has_whole_month (&series->reports[i].days) ||
        (is_alone && series->n_reports == 1 &&
         is_quicker_by_month (&series->reports[i].days, today)))
      return TRUE;

  return FALSE;
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

  return n_series == 0 || read_rows (db, company, owner, &all, series, n_series, error);
}

gboolean
outlay_total_store_read (OutlayConnection *db,
                         const char *company,
                         const char *owner,
                         const OutlayDaySeries *series,
                         guint n_series,
                         GError **error)
{
  g_autofree char *today = outlay_time_format (g_get_real_time ());
  OutlayDaySeries by_days[MAX_SERIES];
  guint n_by_days = 0;

  g_return_val_if_fail (n_series <= MAX_SERIES, FALSE);

  today[OUTLAY_DAY_SIZE - 1] = '\0';
  for (guint i = 0; i < n_series; i++)
    if (owner != NULL || !prefers_months (&series[i], n_series == 1, today))
      by_days[n_by_days++] = series[i];
    else
      for (guint k = 0; k < series[i].n_reports; k++)
        if (!read_by_months (db, company, today, &series[i].reports[k], error))
          return FALSE;

  return read_by_days (db, company, owner, by_days, n_by_days, error);
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
