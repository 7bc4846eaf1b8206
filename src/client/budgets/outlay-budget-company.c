/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/budgets/outlay-budget-store.h"

#include "client/budgets/outlay-budget-standing-note.h"
#include "client/budgets/outlay-budget-store-private.h"
#include "client/transport/outlay-fiber.h"
#include "client/wire/outlay-json-object.h"
#include "core/outlay-time.h"
#include "core/report/outlay-days.h"

/* What the company's budgets are and how they stand: the server's to say. */

#define PATH "/api/v1/budgets?scope=company"
#define MAX_TRIES 3
/* Between looks of a device that stays on. */
#define STALE_USEC (10 * G_TIME_SPAN_MINUTE)

typedef struct
{
  OutlayBudgetStore *store;
  OutlayApi *api;
  OutlayBudget budget;
  char *last_day; /* of the month that is asked for */
  gint64 month;
} Request;

static void
request_free (Request *self)
{
  g_clear_object (&self->store);
  g_clear_object (&self->api);
  g_free (self->last_day);
  g_free (self);
}

static Request *
request_new (OutlayBudgetStore *store)
{
  Request *self = g_new0 (Request, 1);

  self->store = g_object_ref (store);
  self->api = g_object_ref (outlay_budget_store_get_api (store));

  return self;
}

static DexFuture *
reject_alone (void)
{
  return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FORBIDDEN,
                                "there is no company");
}

/* --- setting them ----------------------------------------------------------------------------- */

static gboolean
apply (OutlayConnection *connection,
       gpointer data,
       GValue *result,
       OutlayTopics *changed,
       GError **error)
{
  *changed = OUTLAY_TOPIC_BUDGETS;
  return outlay_budget_table_apply (connection, data, error);
}

/* (transfer full) */
static OutlayBudgetSheet *
await_sheet (Request *self, const char *method, OutlayBudgetSheet *sheet, GError **error)
{
  g_autoptr (JsonNode) body = sheet != NULL ? outlay_budget_sheet_to_json (sheet) : NULL;
  g_autofree char *etag = sheet != NULL
                              ? g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", sheet->revision)
                              : NULL;
  g_autoptr (OutlayAnswer) answer = NULL;

  answer = dex_await_boxed (
      outlay_api_send (
          self->api,
          &(OutlayCall) { .method = method, .path = PATH, .body = body, .if_match = etag }),
      error);

  return answer != NULL ? outlay_budget_sheet_read (answer->json, error) : NULL;
}

/* One entry is changed in what holds; who was faster with another one keeps it. */
static DexFuture *
set_fiber (gpointer user_data)
{
  Request *self = user_data;

  for (guint i = 0;; i++)
    {
      g_autoptr (OutlayBudgetSheet) sheet = NULL;
      g_autoptr (OutlayBudgetSheet) told = NULL;
      GError *error = NULL;

      sheet = await_sheet (self, "GET", NULL, &error);
      if (sheet == NULL)
        return dex_future_new_for_error (error);

      outlay_budget_sheet_replace (sheet, &self->budget);
      told = await_sheet (self, "PUT", sheet, &error);
      if (told != NULL)
        return outlay_database_run (outlay_budget_store_get_database (self->store), apply,
                                    g_steal_pointer (&told),
                                    (GDestroyNotify) outlay_budget_sheet_unref);
      if (i + 1 == MAX_TRIES ||
          !g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT))
        return dex_future_new_for_error (error);
      g_clear_error (&error);
    }
}

DexFuture *
outlay_budget_store_set_company (OutlayBudgetStore *self, const OutlayBudget *budget)
{
  Request *request;

  g_return_val_if_fail (OUTLAY_IS_BUDGET_STORE (self) && budget != NULL, NULL);

  if (outlay_budget_store_get_api (self) == NULL)
    return reject_alone ();

  request = request_new (self);
  request->budget = *budget;

  return outlay_fiber_spawn (set_fiber, request, (GDestroyNotify) request_free);
}

/* --- asking how they stand -------------------------------------------------------------------- */

static gboolean
keep_note (OutlayConnection *connection,
           gpointer data,
           GValue *result,
           OutlayTopics *changed,
           GError **error)
{
  *changed = OUTLAY_TOPIC_BUDGETS;
  return outlay_setting_write (connection, OUTLAY_SETTING_BUDGETS_STANDING, data, error);
}

static DexFuture *
ask_fiber (gpointer user_data)
{
  Request *self = user_data;
  g_autofree char *path = g_strdup_printf ("/api/v1/analytics?scope=company&days=1&to=%s",
                                           self->last_day);
  g_autofree char *now = NULL;
  g_autoptr (OutlayAnswer) answer = NULL;
  GError *error = NULL;
  char *note;

  answer = dex_await_boxed (
      outlay_api_send (self->api, &(OutlayCall) { .method = "GET", .path = path }), &error);
  if (answer == NULL)
    return dex_future_new_for_error (error);

  now = outlay_time_format (g_get_real_time ());
  note = outlay_budget_standing_note_write (answer->json, self->month, now, &error);
  if (note == NULL)
    return dex_future_new_for_error (error);

  return outlay_database_run (outlay_budget_store_get_database (self->store), keep_note, note,
                              g_free);
}

DexFuture *
outlay_budget_store_ask_company (OutlayBudgetStore *self, const char *month)
{
  Request *request;
  OutlayDays days;
  char last[OUTLAY_DAY_SIZE];
  g_autofree char *first = NULL;

  g_return_val_if_fail (OUTLAY_IS_BUDGET_STORE (self) && month != NULL, NULL);

  if (outlay_budget_store_get_api (self) == NULL)
    return reject_alone ();

  first = g_strdup_printf ("%.7s-01", month);
  if (!outlay_days_of_period (&days, OUTLAY_PERIOD_MONTH, first, OUTLAY_ISO_WEEKDAY))
    return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED, "no month");
  outlay_days_get_last (&days, last);

  request = request_new (self);
  request->month = outlay_budget_month_from_text (month);
  request->last_day = g_strdup (last);

  return outlay_fiber_spawn (ask_fiber, request, (GDestroyNotify) request_free);
}

static gboolean
is_stale (OutlayBudgetStore *self, const char *month)
{
  g_autofree char *asked_at = outlay_budget_store_dup_asked_at (self, month);
  g_autoptr (GDateTime) then = asked_at != NULL ? g_date_time_new_from_iso8601 (asked_at, NULL)
                                                : NULL;

  return then == NULL ||
         g_get_real_time () - g_date_time_to_unix (then) * G_USEC_PER_SEC > STALE_USEC;
}

static DexFuture *
asked_cb (DexFuture *completed, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (completed, &error) == NULL)
    g_debug ("How the company's budgets stand: %s", error->message);

  return dex_future_new_for_boolean (TRUE);
}

void
outlay_budget_store_synced (OutlayBudgetStore *self)
{
  g_autofree char *today = outlay_day_today ();
  g_autoptr (GArray) lines = NULL;

  if (outlay_account_get_role (outlay_budget_store_get_account (self)) < OUTLAY_ROLE_REVIEWER)
    return;

  lines = outlay_budget_store_list (self, OUTLAY_BUDGET_SCOPE_COMPANY, today);
  if (lines->len > 0 && is_stale (self, today))
    dex_future_disown (
        dex_future_finally (outlay_budget_store_ask_company (self, today), asked_cb, NULL, NULL));
}
