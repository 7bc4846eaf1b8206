/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/reports/outlay-spending-company.h"

#include <string.h>

#include "client/outlay-client-error.h"
#include "client/reports/outlay-spending-company-parts.h"
#include "client/reports/outlay-spending-ledger.h"
#include "client/transport/outlay-fiber.h"
#include "client/wire/outlay-json-object.h"
#include "client/wire/outlay-report-json.h"

/* What the server takes at once: periods of a report, days of a series. */
#define PERIODS_MAX 120
#define DAILY_MAX 366

#define TRIES_MAX 3

typedef struct
{
  OutlayApi *api;
  OutlayDatabase *database;
  OutlaySpendingFacts *facts;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->api);
  g_clear_object (&reading->database);
  outlay_spending_facts_free (reading->facts);
  g_free (reading);
}

/* The answer of a GET, which is an object. (transfer full) (nullable) */
static OutlayAnswer *
await_answer (OutlayApi *api, const char *path, GError **error)
{
  g_autoptr (OutlayAnswer) answer = NULL;

  answer = dex_await_boxed (outlay_api_send (api, &(OutlayCall) { .method = "GET", .path = path }),
                            error);
  if (answer == NULL)
    return NULL;
  if (answer->json == NULL || !JSON_NODE_HOLDS_OBJECT (answer->json))
    {
      outlay_json_refuse ("/", error);
      return NULL;
    }

  return g_steal_pointer (&answer);
}

/* --- totals ----------------------------------------------------------------------------------- */

/* Whether the server's own periods are the spans. */
static gboolean
has_periods (const OutlaySpendingFacts *facts)
{
  GDateWeekday first = facts->query.first_weekday;

  if (facts->n_spans > PERIODS_MAX)
    return FALSE;

  return facts->query.step == OUTLAY_SPENDING_STEP_MONTH ||
         (facts->query.step == OUTLAY_SPENDING_STEP_WEEK &&
          (first == OUTLAY_ISO_WEEKDAY || first == G_DATE_BAD_WEEKDAY));
}

static char *
make_path (const OutlayDays *days, OutlayPeriod period)
{
  char last[OUTLAY_DAY_SIZE];

  outlay_days_get_last (days, last);
  return g_strdup_printf ("/api/v1/reports?scope=company&period=%s&from=%s&to=%s",
                          outlay_period_to_string (period), days->from, last);
}

static gboolean
add_to_span (OutlaySpendingFacts *facts,
             guint span,
             JsonObject *object,
             gboolean is_by_category,
             GError **error)
{
  g_auto (OutlayReport) report;

  outlay_report_init (&report, is_by_category);
  return outlay_report_json_read_totals (object, &report, error) &&
         (outlay_spending_facts_add_report_to_span (facts, span, &report, NULL) ||
          outlay_json_refuse ("amount.minor", error));
}

static gboolean
read_periods (OutlaySpendingFacts *facts, JsonObject *object, GError **error)
{
  JsonArray *array;

  if (!outlay_json_read_array (object, "periods", PERIODS_MAX, &array, error))
    return FALSE;
  if (json_array_get_length (array) != facts->n_spans)
    return outlay_json_refuse ("periods", error);

  for (guint i = 0; i < facts->n_spans; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      OutlayDays days;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return outlay_json_refuse ("periods", error);
      if (!outlay_report_json_read_days (json_node_get_object (node), &days, error))
        return FALSE;
      if (strcmp (days.from, facts->span_days[i].from) != 0 ||
          strcmp (days.until, facts->span_days[i].until) != 0)
        return outlay_json_refuse ("periods", error);
      if (!add_to_span (facts, i, json_node_get_object (node), TRUE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
await_totals (Reading *self, const OutlayDays *days, OutlayReport *report, GError **error)
{
  gboolean is_series = report == &self->facts->days && has_periods (self->facts);
  gboolean is_weekly = self->facts->query.step == OUTLAY_SPENDING_STEP_WEEK;
  OutlayPeriod period = !is_series  ? OUTLAY_PERIOD_YEAR
                        : is_weekly ? OUTLAY_PERIOD_WEEK
                                    : OUTLAY_PERIOD_MONTH;
  g_autofree char *path = make_path (days, period);
  g_autoptr (OutlayAnswer) answer = NULL;
  JsonObject *object;

  answer = await_answer (self->api, path, error);
  if (answer == NULL)
    return FALSE;

  object = json_node_get_object (answer->json);
  return outlay_report_json_read_totals (object, report, error) &&
         (!is_series || read_periods (self->facts, object, error));
}

/* --- days ------------------------------------------------------------------------------------- */

static gboolean
read_daily (OutlaySpendingFacts *facts, JsonObject *object, GError **error)
{
  JsonArray *array;

  if (!outlay_json_read_array (object, "daily", DAILY_MAX, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      OutlayDays day;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return outlay_json_refuse ("daily", error);
      if (!outlay_report_json_read_days (json_node_get_object (node), &day, error))
        return FALSE;
      if (!outlay_days_contains (&facts->query.days, day.from))
        return outlay_json_refuse ("daily", error);
      if (!add_to_span (facts, outlay_spending_facts_find_span (facts, day.from),
                        json_node_get_object (node), TRUE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
await_daily (Reading *self, GError **error)
{
  OutlaySpendingFacts *facts = self->facts;
  OutlayDays left = facts->query.days;

  while (strcmp (left.from, left.until) < 0)
    {
      guint n_days = MIN (outlay_days_count (&left), DAILY_MAX);
      g_autoptr (OutlayAnswer) answer = NULL;
      g_autofree char *path = NULL;
      char last[OUTLAY_DAY_SIZE];
      OutlayDays chunk;

      outlay_days_get_last (&left, last);
      path = g_strdup_printf ("/api/v1/analytics?scope=company&by=category&to=%s&days=%u", last,
                              n_days);
      answer = await_answer (self->api, path, error);
      if (answer == NULL || !outlay_days_last (&chunk, n_days, last) ||
          !read_daily (facts, json_node_get_object (answer->json), error))
        return FALSE;
      memcpy (left.until, chunk.from, sizeof left.until);
    }

  return TRUE;
}

/* --- all of it -------------------------------------------------------------------------------- */

static gboolean
read_names (OutlayConnection *connection,
            gpointer data,
            GValue *result,
            OutlayTopics *changed,
            GError **error)
{
  Reading *self = data;

  return outlay_spending_ledger_read_names (connection, self->facts, error);
}

static gboolean
await_facts (Reading *self, GError **error)
{
  OutlaySpendingFacts *facts = self->facts;
  gboolean has_before = facts->query.before.from[0] != '\0';

  return dex_await (outlay_database_read (self->database, read_names, self, NULL), error) &&
         await_totals (self, &facts->query.days, &facts->days, error) &&
         (!has_before || await_totals (self, &facts->query.before, &facts->before, error)) &&
         (has_periods (facts) || await_daily (self, error)) &&
         outlay_spending_company_await_parts (self->api, facts, OUTLAY_SPENDING_BY_MERCHANT,
                                              error) &&
         outlay_spending_company_await_parts (self->api, facts, OUTLAY_SPENDING_BY_PERSON, error);
}

/* What is asked one after another is of one moment, or it is asked again. */
static gboolean
await_consistent_facts (Reading *self, GError **error)
{
  GError *local_error = NULL;

  for (guint i = 1; !await_facts (self, &local_error); i++)
    {
      OutlaySpendingQuery query = self->facts->query;

      if (i == TRIES_MAX ||
          !g_error_matches (local_error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT))
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }

      g_clear_error (&local_error);
      outlay_spending_facts_free (self->facts);
      self->facts = outlay_spending_facts_new (&query);
    }

  return TRUE;
}

static DexFuture *
read_fiber (gpointer user_data)
{
  Reading *self = user_data;
  OutlaySpending *spending;
  GError *error = NULL;

  if (!await_consistent_facts (self, &error))
    return dex_future_new_for_error (error);

  spending = outlay_spending_new (self->facts, &error);
  if (spending != NULL)
    return dex_future_new_take_object (spending);

  g_clear_error (&error);
  return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED,
                                "the company's total does not fit");
}

DexFuture *
outlay_spending_company_read (OutlayApi *api,
                              OutlayDatabase *database,
                              const OutlaySpendingQuery *query)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->api = g_object_ref (api);
  reading->database = g_object_ref (database);
  reading->facts = outlay_spending_facts_new (query);

  return outlay_fiber_spawn (read_fiber, reading, reading_free);
}
