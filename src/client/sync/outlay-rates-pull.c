/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/sync/outlay-rates-pull.h"

#include <string.h>

#include "client/ledger/outlay-expense-table.h"
#include "client/ledger/outlay-home-amount.h"
#include "client/wire/outlay-rates-json.h"
#include "core/outlay-time.h"

/* How far back is asked for without a reason, and at most. */
#define USUAL_DAYS 31
#define MAX_DAYS 399

#define ASK_AGAIN_SECONDS (60 * 60)

#define SETTING_FROM "rates.from" /* the first day that was asked for */
#define SETTING_AT "rates.at"     /* when it was, in seconds of Unix time */

static gint64
now_in_seconds (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* --- keeping ---------------------------------------------------------------------------------- */

typedef struct
{
  OutlayRates *rates;
  char *asked_from; /* (nullable) */
} Keep;

static void
keep_free (gpointer data)
{
  Keep *keep = data;

  outlay_rates_free (keep->rates);
  g_free (keep->asked_from);
  g_free (keep);
}

static gboolean
put_rate (OutlayConnection *connection, const OutlayDayRate *rate, GError **error)
{
  char units[OUTLAY_RATE_SIZE];
  gint64 day = outlay_day_to_number (rate->day);

  /* The euro has a rate like any other, so that one question finds both of a pair. */
  outlay_rate_print (&rate->rate, units);
  return outlay_connection_run (connection, error, "rate/put", "sis", rate->currency, day, units) &&
         outlay_connection_run (connection, error, "rate/put", "sis", OUTLAY_RATES_BASE, day, "1");
}

/* Days whose drafts rates of these days may be for. */
static gboolean
refresh_drafts (OutlayConnection *connection,
                OutlayRates *rates,
                OutlayTopics *changed,
                GError **error)
{
  guint n_rates = outlay_rates_get_n (rates);
  const char *first = NULL;
  const char *last = NULL;
  g_autofree char *end = NULL;

  for (guint i = 0; i < n_rates; i++)
    {
      const char *day = outlay_rates_get (rates, i)->day;

      if (first == NULL || strcmp (day, first) < 0)
        first = day;
      if (last == NULL || strcmp (day, last) > 0)
        last = day;
    }

  if (last == NULL)
    return TRUE;

  *changed |= OUTLAY_TOPIC_SETTINGS;
  end = outlay_day_add (last, OUTLAY_RATES_MAX_AGE);

  return outlay_home_amount_refresh (connection, first, end, changed, error);
}

static gboolean
keep_rates (OutlayConnection *connection,
            gpointer data,
            GValue *result,
            OutlayTopics *changed,
            GError **error)
{
  const Keep *keep = data;
  guint n_rates = outlay_rates_get_n (keep->rates);
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, now_in_seconds ());

  for (guint i = 0; i < n_rates; i++)
    if (!put_rate (connection, outlay_rates_get (keep->rates, i), error))
      return FALSE;

  if (keep->asked_from != NULL &&
      (!outlay_setting_write (connection, SETTING_FROM, keep->asked_from, error) ||
       !outlay_setting_write (connection, SETTING_AT, at, error)))
    return FALSE;

  return refresh_drafts (connection, keep->rates, changed, error);
}

DexFuture *
outlay_rates_store (OutlayDatabase *database, OutlayRates *rates, const char *asked_from)
{
  Keep *keep = g_new0 (Keep, 1);

  keep->rates = rates;
  keep->asked_from = g_strdup (asked_from);

  return outlay_database_run (database, keep_rates, keep, keep_free);
}

/* --- asking ----------------------------------------------------------------------------------- */

typedef struct
{
  char *from;       /* (nullable): %NULL where there is nothing to ask */
  char *asked_from; /* what will have been asked for then */
} Question;

static void
question_clear (Question *self)
{
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->asked_from, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static gint64
read_number (OutlayConnection *connection, const char *query, const char *value)
{
  g_autoptr (OutlayRow) row = NULL;

  return outlay_connection_find (connection, &row, NULL, query, value != NULL ? "s" : "", value) &&
                 row != NULL
             ? outlay_statement_get_int (row, 0)
             : 0;
}

/* The first day whose rates are of use. (transfer full) */
static char *
find_first_day (OutlayConnection *connection, const char *home, const char *today)
{
  char text[OUTLAY_DAY_SIZE];
  g_autofree char *usual = outlay_day_add (today, -USUAL_DAYS);
  g_autofree char *oldest = outlay_day_add (today, -MAX_DAYS);
  g_autofree char *first = outlay_day_add (
      outlay_day_of_number (read_number (connection, "expense/first-foreign-draft", home), text),
      -OUTLAY_RATES_MAX_AGE);

  if (first == NULL || strcmp (first, usual) > 0)
    return g_steal_pointer (&usual);

  return strcmp (first, oldest) < 0 ? g_steal_pointer (&oldest) : g_steal_pointer (&first);
}

static void
ask (OutlayConnection *connection, const char *home, Question *question)
{
  /* The present day is the server's. */
  g_autofree char *now = outlay_time_format (g_get_real_time ());
  g_autofree char *today = g_strndup (now, OUTLAY_DAY_SIZE - 1);
  g_autofree char *first = find_first_day (connection, home, today);
  g_autofree char *asked_from = outlay_setting_read (connection, SETTING_FROM, NULL);
  g_autofree char *at = outlay_setting_read (connection, SETTING_AT, NULL);
  char last[OUTLAY_DAY_SIZE];

  if (asked_from == NULL || strcmp (first, asked_from) < 0)
    {
      question->from = g_strdup (first);
      question->asked_from = g_steal_pointer (&first);
      return;
    }

  if (at != NULL && now_in_seconds () - g_ascii_strtoll (at, NULL, 10) < ASK_AGAIN_SECONDS)
    return;

  outlay_day_of_number (read_number (connection, "rate/last-day", NULL), last);
  question->from = *last != '\0' ? outlay_day_add (last, 1) : g_strdup (asked_from);
  if (strcmp (question->from, first) < 0)
    {
      g_free (question->from);
      question->from = g_strdup (first);
    }
  if (strcmp (question->from, today) > 0)
    g_clear_pointer (&question->from, g_free);
  question->asked_from = g_steal_pointer (&asked_from);
}

/* A server of before; it may be a newer one by and by. */
static gboolean
is_unknown_question (const GError *error)
{
  return g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE) ||
         g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
}

gboolean
outlay_rates_pull (OutlayApi *api, OutlayDatabase *database, GError **error)
{
  OutlayConnection *reader = outlay_database_get_reader (database);
  g_autofree char *home = NULL;
  g_autofree char *path = NULL;
  g_auto (Question) question = { 0 };
  g_autoptr (OutlayAnswer) answer = NULL;
  GError *local_error = NULL;
  OutlayRates *rates;

  home = reader != NULL ? outlay_setting_read (reader, OUTLAY_SETTING_HOME, NULL) : NULL;
  if (home != NULL)
    ask (reader, home, &question);
  if (question.from == NULL)
    return TRUE;

  path = g_strdup_printf ("/api/v1/rates?from=%s", question.from);
  answer = dex_await_boxed (outlay_api_send (api, &(OutlayCall) { .method = "GET", .path = path }),
                            &local_error);
  if (answer == NULL && !is_unknown_question (local_error))
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  g_clear_error (&local_error);
  rates = answer != NULL ? outlay_rates_json_read (answer->json, error) : outlay_rates_new ();
  return rates != NULL &&
         dex_await (outlay_rates_store (database, rates, question.asked_from), error);
}
