/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/reports/outlay-spending-ledger.h"

#include <string.h>

#include "client/outlay-client-error.h"
#include "client/ledger/outlay-expense-table.h"

/* Runs of days, both ends included and as 20261120: those before the first whole month, whole months
 * as 202611, and those after the last. A run without days ends before it begins. */
typedef struct
{
  gint64 first;
  gint64 last;
} Run;

typedef struct
{
  Run head;
  Run months;
  Run tail;
} Cut;

static gint64
month_after (gint64 month)
{
  return month % 100 == 12 ? month + 89 : month + 1;
}

static Cut
cut_days (const OutlayDays *days)
{
  gint64 from = outlay_day_to_number (days->from);
  gint64 until = outlay_day_to_number (days->until);
  gint64 first = from % 100 == 1 ? from / 100 : month_after (from / 100);
  gint64 end = until / 100;

  /* 20261200 is as good a last day as any before 2026-12-01. */
  if (first >= end)
    return (Cut) { { from, until - 1 }, { 1, 0 }, { 1, 0 } };

  return (Cut) { { from, first * 100 }, { first, end - 1 }, { end * 100, until - 1 } };
}

static gboolean
is_empty (const Run *run)
{
  return run->first > run->last;
}

/* --- categories ------------------------------------------------------------------------------- */

/* (transfer full) (element-type gint64 utf8): ids by number */
static GHashTable *
read_categories (OutlayConnection *connection, OutlaySpendingFacts *facts, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  OutlayStatement *statement = outlay_connection_query (connection, "spending/categories", error);
  gboolean has_row;

  if (statement == NULL)
    return NULL;

  for (;;)
    {
      const char *id;

      if (!outlay_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&ids);

      id = outlay_statement_get_text (statement, 1);
      g_hash_table_insert (ids, GSIZE_TO_POINTER ((gsize) outlay_statement_get_int (statement, 0)),
                           g_strdup (id));
      if (outlay_statement_get_int (statement, 3) != 0)
        g_hash_table_insert (facts->names, g_strdup (id),
                             g_strdup (outlay_statement_get_text (statement, 2)));
    }
}

gboolean
outlay_spending_ledger_read_names (OutlayConnection *connection,
                                   OutlaySpendingFacts *facts,
                                   GError **error)
{
  g_autoptr (GHashTable) ids = read_categories (connection, facts, error);

  return ids != NULL;
}

/* --- sums ------------------------------------------------------------------------------------- */

static const char *
find_id (GHashTable *ids, gint64 number)
{
  return g_hash_table_lookup (ids, GSIZE_TO_POINTER ((gsize) number));
}

static gboolean
add_run (OutlayConnection *connection,
         const char *query,
         const Run *run,
         GHashTable *ids,
         OutlayReport *report,
         GError **error)
{
  g_autoptr (OutlayRow) row = NULL;
  gboolean has_row;

  if (is_empty (run))
    return TRUE;

  row = outlay_connection_bind (connection, error, query, "ii", run->first, run->last);
  if (row == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!outlay_report_add_state (report, outlay_statement_get_text (row, 2),
                                    find_id (ids, outlay_statement_get_int (row, 1)),
                                    (OutlayState) outlay_statement_get_int (row, 0),
                                    outlay_statement_get_int (row, 4),
                                    outlay_statement_get_int (row, 3), error))
        return FALSE;
    }
}

static gboolean
add_sums (OutlayConnection *connection,
          GHashTable *ids,
          const OutlayDays *days,
          OutlayReport *report,
          GError **error)
{
  Cut cut = cut_days (days);

  return add_run (connection, "spending/of-days", &cut.head, ids, report, error) &&
         add_run (connection, "spending/of-months", &cut.months, ids, report, error) &&
         add_run (connection, "spending/of-days", &cut.tail, ids, report, error);
}

/* --- the series ------------------------------------------------------------------------------- */

/* Rows come in the order of days: what was looked up for one is most often what the next needs. */
typedef struct
{
  gint64 day;
  guint span;
  gint64 number;
  guint category;
} Place;

static void
find_place (OutlaySpendingFacts *facts, GHashTable *ids, gint64 day, gint64 number, Place *place)
{
  char text[OUTLAY_DAY_SIZE];

  if (day != place->day)
    place->span = outlay_spending_facts_find_span (facts, outlay_day_of_number (day, text));
  if (number != place->number)
    place->category = outlay_spending_facts_find_category (facts, find_id (ids, number));
  place->day = day;
  place->number = number;
}

static gboolean
add_series_run (OutlaySpendingFacts *facts,
                OutlayConnection *connection,
                const char *query,
                const Run *run,
                GHashTable *ids,
                GError **error)
{
  char converted[OUTLAY_CURRENCY_KEY_SIZE];
  g_autoptr (OutlayRow) row = NULL;
  Place place = { .day = -1, .number = -1 };
  gboolean has_row;

  if (is_empty (run))
    return TRUE;

  outlay_currency_key_of_converted (facts->query.currency, converted);
  row = outlay_connection_bind (connection, error, query, "iiiss", run->first, run->last,
                                (gint64) facts->query.states, facts->query.currency,
                                facts->query.is_converted ? converted : NULL);
  if (row == NULL)
    return FALSE;

  for (;;)
    {
      OutlayTotal total;

      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      find_place (facts, ids, outlay_statement_get_int (row, 0), outlay_statement_get_int (row, 1),
                  &place);
      total.minor = outlay_statement_get_int (row, 2);
      total.count = outlay_statement_get_int (row, 3);
      if (!outlay_spending_facts_add_to_span (facts, place.span, place.category, &total, error))
        return FALSE;
    }
}

/* A series by days or weeks needs every day. */
static gboolean
add_series (OutlaySpendingFacts *facts,
            OutlayConnection *connection,
            GHashTable *ids,
            GError **error)
{
  Cut cut = cut_days (&facts->query.days);

  if (facts->query.step != OUTLAY_SPENDING_STEP_MONTH)
    {
      cut.head.last = outlay_day_to_number (facts->query.days.until) - 1;
      cut.months = cut.tail = (Run) { 1, 0 };
    }

  return add_series_run (facts, connection, "spending/series-of-days", &cut.head, ids, error) &&
         add_series_run (facts, connection, "spending/series-of-months", &cut.months, ids, error) &&
         add_series_run (facts, connection, "spending/series-of-days", &cut.tail, ids, error);
}

/* --- merchants -------------------------------------------------------------------------------- */

/* @statement: (nullable): bound; %NULL with an error */
static gboolean
add_merchants (OutlaySpendingFacts *facts,
               OutlayStatement *statement,
               gboolean is_before,
               GError **error)
{
  g_autoptr (OutlayRow) row = statement;
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  for (;;)
    {
      const char *merchant;
      OutlayTotal total;

      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      merchant = outlay_statement_get_text (row, 0);
      total.minor = outlay_statement_get_int (row, 1);
      total.count = outlay_statement_get_int (row, 2);
      if (!outlay_spending_facts_add_part (facts, OUTLAY_SPENDING_BY_MERCHANT, is_before, merchant,
                                           merchant, &total, error))
        return FALSE;
    }
}

static gboolean
add_merchants_of_months (OutlaySpendingFacts *facts,
                         OutlayConnection *connection,
                         const Run *months,
                         gboolean is_before,
                         GError **error)
{
  char converted[OUTLAY_CURRENCY_KEY_SIZE];
  const char *const currencies[] = { facts->query.currency, converted };

  outlay_currency_key_of_converted (facts->query.currency, converted);
  for (guint i = 0; !is_empty (months) && i < (facts->query.is_converted ? 2 : 1); i++)
    {
      OutlayStatement *statement = outlay_connection_bind (
          connection, error, "spending/merchants-of-months", "siii", currencies[i], months->first,
          months->last, (gint64) facts->query.states);

      if (!add_merchants (facts, statement, is_before, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_merchants_of_days (OutlaySpendingFacts *facts,
                       OutlayConnection *connection,
                       const Run *run,
                       gboolean is_before,
                       GError **error)
{
  const char *currency = facts->query.currency;
  OutlayStatement *statement;

  if (is_empty (run))
    return TRUE;

  statement = outlay_connection_bind (connection, error, "spending/merchants-of-days", "siiis",
                                      currency, run->first, run->last, (gint64) facts->query.states,
                                      facts->query.is_converted ? currency : NULL);

  return add_merchants (facts, statement, is_before, error);
}

static gboolean
add_all_merchants (OutlaySpendingFacts *facts,
                   OutlayConnection *connection,
                   const OutlayDays *days,
                   gboolean is_before,
                   GError **error)
{
  Cut cut = cut_days (days);

  return add_merchants_of_months (facts, connection, &cut.months, is_before, error) &&
         add_merchants_of_days (facts, connection, &cut.head, is_before, error) &&
         add_merchants_of_days (facts, connection, &cut.tail, is_before, error);
}

OutlaySpending *
outlay_spending_ledger_read (OutlayConnection *connection,
                             const OutlaySpendingQuery *query,
                             GError **error)
{
  g_autoptr (OutlaySpendingFacts) facts = outlay_spending_facts_new (query);
  g_autoptr (GHashTable) ids = read_categories (connection, facts, error);
  gboolean has_before = query->before.from[0] != '\0';

  outlay_spending_facts_begin_parts (facts, OUTLAY_SPENDING_BY_MERCHANT, TRUE);
  if (ids == NULL || !add_sums (connection, ids, &query->days, &facts->days, error) ||
      !add_series (facts, connection, ids, error) ||
      !add_all_merchants (facts, connection, &query->days, FALSE, error))
    return NULL;

  if (has_before && (!add_sums (connection, ids, &query->before, &facts->before, error) ||
                     !add_all_merchants (facts, connection, &query->before, TRUE, error)))
    return NULL;

  return outlay_spending_new (facts, error);
}

OutlayExpense *
outlay_spending_ledger_find_largest (OutlayConnection *connection,
                                     const OutlaySpendingQuery *query,
                                     GError **error)
{
  g_autoptr (OutlaySpendingFacts) facts = outlay_spending_facts_new (query);
  const char *currency = facts->query.currency;
  OutlayExpense *expense;
  GError *local_error = NULL;
  gint64 number = 0;

  {
    g_autoptr (OutlayRow) row = outlay_connection_bind (
        connection, error, "spending/largest", "siiis", currency,
        outlay_day_to_number (query->days.from), outlay_day_to_number (query->days.until) - 1,
        (gint64) facts->query.states, facts->query.is_converted ? currency : NULL);
    gboolean has_row;

    if (row == NULL || !outlay_statement_step (row, &has_row, error))
      return NULL;
    if (has_row)
      number = outlay_statement_get_int (row, 0);
  }

  expense = number != 0 ? outlay_expense_table_get_row (connection, number, &local_error) : NULL;
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else if (expense == NULL)
    g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE,
                         "nothing was spent in these days");

  return expense;
}
