/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/reports/outlay-breakdown-store.h"

#include <string.h>

#include "core/outlay-time.h"
#include "server/expenses/outlay-expense-line.h"
#include "server/reports/outlay-month-part.h"
#include "server/reports/outlay-total-row.h"

/* Columns of "breakdown/list". */
#define LIST_CURRENCY 0
#define LIST_PART 1
#define LIST_STATES 2

/* Columns of "breakdown/expenses". */
#define EXPENSE_MERCHANT 0
#define EXPENSE_OWNER 1
#define EXPENSE_CURRENCY 2
#define EXPENSE_STATE 3
#define EXPENSE_MINOR 4
#define EXPENSE_HOME_CURRENCY 5
#define EXPENSE_HOME_MINOR 6

/* --- writing --- */

static const OutlayTotalTable breakdown_table = {
  "breakdown/add",
  "breakdown/change",
  "breakdown/delete-empty",
  OUTLAY_STATE_SUBMITTED,
};

/* What an expense is counted under in one kind and grain. */
typedef struct
{
  const char *keys[OUTLAY_TOTAL_N_KEYS];
  char day[OUTLAY_DAY_SIZE];
} Place;

static void
set_place (Place *self, const char *kind, gboolean is_year, const OutlayCounted *counted)
{
  const OutlayExpenseView *view = counted->view;

  if (is_year)
    g_snprintf (self->day, sizeof self->day, "%.4s-01-01", view->day);
  else
    g_snprintf (self->day, sizeof self->day, "%.7s-01", view->day);
  self->keys[1] = kind;
  self->keys[2] = is_year ? "year" : "month";
  self->keys[3] = self->day;
  self->keys[4] = counted->currency;
  self->keys[5] = *kind == 'm' ? view->merchant : view->owner;
}

static gboolean
is_same_place (const Place *a, const Place *b)
{
  return g_str_equal (a->day, b->day) && g_str_equal (a->keys[4], b->keys[4]) &&
         g_str_equal (a->keys[5], b->keys[5]);
}

static gboolean
change_place (OutlayConnection *db,
              const char *company,
              Place *place,
              const OutlayTotal *states,
              GError **error)
{
  static const OutlayTotal nothing[OUTLAY_N_STATES];

  if (memcmp (states, nothing, sizeof nothing) == 0)
    return TRUE;

  place->keys[0] = company;
  return outlay_total_row_change (db, &breakdown_table, place->keys, states, error);
}

/* In one kind and grain. */
static gboolean
note_place (OutlayConnection *db,
            const char *company,
            const char *kind,
            gboolean is_year,
            const OutlayCounted *before,
            const OutlayCounted *after,
            GError **error)
{
  OutlayTotal less[OUTLAY_N_STATES] = { 0 }, more[OUTLAY_N_STATES] = { 0 };
  Place from, to;

  if (before->view != NULL)
    {
      set_place (&from, kind, is_year, before);
      outlay_counted_change (before, -1, less);
    }
  if (after->view != NULL)
    {
      gboolean is_same;

      set_place (&to, kind, is_year, after);
      is_same = before->view != NULL && is_same_place (&from, &to);
      outlay_counted_change (after, 1, is_same ? less : more);
    }

  return (before->view == NULL || change_place (db, company, &from, less, error)) &&
         (after->view == NULL || change_place (db, company, &to, more, error));
}

static gboolean
note (OutlayConnection *db,
      const char *company,
      const OutlayCounted *before,
      const OutlayCounted *after,
      GError **error)
{
  static const char *const kinds[] = { "merchant", "person" };

  if (before->view == NULL && after->view == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!note_place (db, company, kinds[i], FALSE, before, after, error) ||
        !note_place (db, company, kinds[i], TRUE, before, after, error))
      return FALSE;

  return TRUE;
}

/* (nullable): drafts are nobody else's business, and have a day before they are anything else. */
static const OutlayExpenseView *
unless_draft (const OutlayExpenseView *view)
{
  return view != NULL && *view->day != '\0' &&
                 outlay_expense_view_get_state (view) != OUTLAY_STATE_DRAFT
             ? view
             : NULL;
}

gboolean
outlay_breakdown_store_note (OutlayConnection *db,
                             const char *company,
                             const OutlayExpenseView *before,
                             const OutlayExpenseView *after,
                             GError **error)
{
  const OutlayExpenseView *old = unless_draft (before), *new = unless_draft (after);
  const OutlayCounted own[] = { outlay_counted_own (old), outlay_counted_own (new) };
  const OutlayCounted converted[] = { outlay_counted_converted (old),
                                      outlay_counted_converted (new) };

  return note (db, company, &own[0], &own[1], error) &&
         note (db, company, &converted[0], &converted[1], error);
}

/* --- reading --- */

/* Where everybody's is added up. */
typedef struct
{
  OutlayConnection *db;
  const char *company;
  OutlayBreakdown *const *breakdowns;
  guint n_breakdowns;
  const char *today;
} Reading;

static gboolean
read_kept (const Reading *self,
           OutlayBreakdown *into,
           const char *grain,
           const OutlayDays *days,
           GError **error)
{
  OutlayStatement *query = outlay_connection_bind (
      self->db, error, "breakdown/list", "sssss", self->company,
      outlay_breakdown_kind_to_string (into->kind), grain, days->from, days->until);
  OutlayTotal states[OUTLAY_N_STATES];
  gboolean has_row;

  if (query == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      outlay_total_row_read (query, LIST_STATES, OUTLAY_STATE_SUBMITTED, states);
      if (!outlay_breakdown_add (into, outlay_statement_get_text (query, LIST_CURRENCY),
                                 outlay_statement_get_text (query, LIST_PART), states, error))
        {
          outlay_statement_reset (query);
          return FALSE;
        }
    }
}

static gboolean
read_grain (const Reading *self, const char *grain, const OutlayDays *days, GError **error)
{
  for (guint i = 0; i < self->n_breakdowns; i++)
    if (!read_kept (self, self->breakdowns[i], grain, days, error))
      return FALSE;

  return TRUE;
}

/* @sign: -1 takes it away */
static gboolean
add_one (OutlayBreakdown *self,
         const char *currency,
         const char *name,
         OutlayState state,
         gint64 minor,
         int sign,
         GError **error)
{
  OutlayTotal states[OUTLAY_N_STATES] = { 0 };

  states[state] = (OutlayTotal) { sign, sign * minor };
  return outlay_breakdown_add (self, currency, name, states, error);
}

static gboolean
add_expense (const Reading *self, OutlayStatement *row, int sign, GError **error)
{
  const char *currency = outlay_statement_get_text (row, EXPENSE_CURRENCY);
  const char *home = outlay_statement_get_text (row, EXPENSE_HOME_CURRENCY);
  gint64 minor = outlay_statement_get_int (row, EXPENSE_MINOR);
  char key[OUTLAY_CURRENCY_KEY_SIZE];
  OutlayState state;

  if (!outlay_state_from_string (outlay_statement_get_text (row, EXPENSE_STATE), &state))
    return TRUE;
  if (home != NULL)
    outlay_currency_key_of_converted (home, key);

  for (guint i = 0; i < self->n_breakdowns; i++)
    {
      OutlayBreakdown *into = self->breakdowns[i];
      int column = into->kind == OUTLAY_BREAKDOWN_MERCHANT ? EXPENSE_MERCHANT : EXPENSE_OWNER;
      const char *name = outlay_statement_get_text (row, column);

      if (!add_one (into, currency, name, state, minor, sign, error) ||
          (home != NULL &&
           !add_one (into, key, name, state, outlay_statement_get_int (row, EXPENSE_HOME_MINOR),
                     sign, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_expenses (const Reading *self, const OutlayDays *days, int sign, GError **error)
{
  OutlayStatement *query;
  gboolean has_row;

  if (strcmp (days->from, days->until) >= 0)
    return TRUE;

  query = outlay_connection_bind (self->db, error, "breakdown/expenses", "sss", self->company,
                                  days->from, days->until);
  if (query == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      if (!add_expense (self, query, sign, error))
        {
          outlay_statement_reset (query);
          return FALSE;
        }
    }
}

/* A part of a month: its days, or the whole of it less its other days. */
static gboolean
read_part_of_month (const Reading *self, const OutlayMonthPart *part, GError **error)
{
  if (!part->is_less)
    return read_expenses (self, &part->days, 1, error);

  return read_expenses (self, &part->before, -1, error) &&
         read_expenses (self, &part->after, -1, error) &&
         read_grain (self, "month", &part->month, error);
}

static gboolean
read_by_months (const Reading *self, OutlayDays days, GError **error)
{
  OutlayDays taken;
  OutlayMonthPart part;

  while (strcmp (days.from, days.until) < 0)
    if (outlay_days_take_whole (&days, OUTLAY_PERIOD_MONTH, &taken))
      {
        if (!read_grain (self, "month", &taken, error))
          return FALSE;
      }
    else
      {
        outlay_days_take_rest (&days, OUTLAY_PERIOD_MONTH, &taken);
        outlay_month_part_init (&part, &taken, self->today);
        if (!read_part_of_month (self, &part, error))
          return FALSE;
      }

  return TRUE;
}

gboolean
outlay_breakdown_store_read (OutlayConnection *db,
                             const char *company,
                             const OutlayDays *days,
                             OutlayBreakdown *const *breakdowns,
                             guint n_breakdowns,
                             GError **error)
{
  g_autofree char *today = outlay_time_format (g_get_real_time ());
  const Reading self = { db, company, breakdowns, n_breakdowns, today };
  OutlayDays left = *days, taken;

  today[OUTLAY_DAY_SIZE - 1] = '\0';
  while (strcmp (left.from, left.until) < 0)
    if (outlay_days_take_whole (&left, OUTLAY_PERIOD_YEAR, &taken))
      {
        if (!read_grain (&self, "year", &taken, error))
          return FALSE;
      }
    else
      {
        outlay_days_take_rest (&left, OUTLAY_PERIOD_YEAR, &taken);
        if (!read_by_months (&self, taken, error))
          return FALSE;
      }

  return TRUE;
}

static gboolean
add_line (OutlayBreakdown *self, OutlayStatement *row, GError **error)
{
  OutlayExpenseLine line;
  OutlayState state;

  if (!outlay_state_from_string (outlay_statement_get_text (row, 0), &state) ||
      !outlay_expense_line_read (&line, outlay_statement_get_text (row, 1)))
    {
      g_set_error_literal (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_CORRUPT,
                           "a line of a list cannot be read: see \"outlayd check\"");
      return FALSE;
    }

  return add_one (self, line.currency, line.merchant, state, line.minor, 1, error) &&
         (*line.home_key == '\0' ||
          add_one (self, line.home_key, line.merchant, state, line.home_minor, 1, error));
}

gboolean
outlay_breakdown_store_read_own (OutlayConnection *db,
                                 const char *company,
                                 const char *owner,
                                 const OutlayDays *days,
                                 OutlayBreakdown *merchants,
                                 GError **error)
{
  OutlayStatement *query = outlay_connection_bind (db, error, "breakdown/lines", "ssss", company,
                                                   owner, days->from, days->until);
  gboolean has_row;

  if (query == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      if (!add_line (merchants, query, error))
        {
          outlay_statement_reset (query);
          return FALSE;
        }
    }
}

/* --- departments --- */

/* (transfer full) (nullable): of each id of who is in one */
static GHashTable *
read_departments (OutlayConnection *db, const char *company, GError **error)
{
  OutlayStatement *query = outlay_connection_bind (db, error, "person/departments", "s", company);
  g_autoptr (GHashTable)
      departments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean has_row;

  if (query == NULL)
    return NULL;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&departments);
      g_hash_table_insert (departments, g_strdup (outlay_statement_get_text (query, 0)),
                           g_strdup (outlay_statement_get_text (query, 1)));
    }
}

gboolean
outlay_breakdown_store_join_departments (OutlayConnection *db,
                                         const char *company,
                                         const OutlayBreakdown *people,
                                         OutlayBreakdown *departments,
                                         GError **error)
{
  g_autoptr (GHashTable) names = read_departments (db, company, error);

  if (names == NULL)
    return FALSE;

  for (guint i = 0; i < people->n_blocks; i++)
    {
      const OutlayBreakdownBlock *block = &people->blocks[i];
      const OutlayBreakdownPart *person;
      GHashTableIter iter;

      g_hash_table_iter_init (&iter, block->parts);
      while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &person))
        {
          const char *name = g_hash_table_lookup (names, person->name);

          if (!outlay_breakdown_add (departments, block->currency, name != NULL ? name : "",
                                     person->totals.states, error))
            return FALSE;
        }
    }

  return TRUE;
}

/* --- check --- */

gboolean
outlay_breakdown_store_check (OutlayConnection *db, char **problem, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  *problem = NULL;
  if (!outlay_connection_find (db, &row, error, "breakdown/wrong", ""))
    return FALSE;

  if (row != NULL)
    *problem = g_strdup_printf (
        "the total of the %s %s by %s in %s, of \"%s\", is not what the expenses come to",
        outlay_statement_get_text (row, 2), outlay_statement_get_text (row, 3),
        outlay_statement_get_text (row, 1), outlay_statement_get_text (row, 4),
        outlay_statement_get_text (row, 5));

  return TRUE;
}
