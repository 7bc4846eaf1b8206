/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/demo/outlay-demo-office.h"

#include <string.h>

#include "core/outlay-time.h"
#include "server/outlay-reply-private.h"
#include "server/rates/outlay-rate-store.h"

/* As far back as the company's history goes, and some more. */
#define RATE_DAYS 460

typedef struct
{
  OutlayDemoPerson person;
  const char *name;
} Department;

static const Department departments[] = {
  { OUTLAY_DEMO_EMMA, "Engineering" },  { OUTLAY_DEMO_JONAS, "Engineering" },
  { OUTLAY_DEMO_LUCIA, "Procurement" }, { OUTLAY_DEMO_RAVI, "Management" },
  { OUTLAY_DEMO_ADA, "Management" },
};

/* Minor units of EUR in a month; no category is all of them. */
typedef struct
{
  const char *category;
  gint64 limit;
} Budget;

static const Budget company_budgets[] = {
  { NULL, 250000 },
  { "Travel", 80000 },
  { "Lodging", 60000 },
  { "Meals", 25000 },
};

static const Budget own_budgets[] = {
  { "Meals", 20000 },
  { "Taxi and parking", 15000 },
  { "Software and subscriptions", 5000 },
};

const char *
outlay_demo_office_find_category (yyjson_doc *categories, const char *name)
{
  yyjson_val *items = yyjson_obj_get (yyjson_doc_get_root (categories), "items");
  gsize n = yyjson_arr_size (items);

  for (gsize i = 0; i < n; i++)
    {
      yyjson_val *item = yyjson_arr_get (items, i);

      if (yyjson_equals_str (yyjson_obj_get (item, "name"), name))
        return yyjson_get_str (yyjson_obj_get (item, "id"));
    }

  return NULL;
}

/* Reads something and tells its revision; -2 with an error. */
static gint64
find_revision (OutlayDemoCaller *caller, OutlayDemoPerson who, const char *path, GError **error)
{
  g_autoptr (OutlayReply)
      reply = outlay_demo_call (caller, who, "GET", path, NULL, caller->now, 0, error);
  yyjson_doc *doc;
  gint64 revision;

  if (reply == NULL)
    return -2;

  doc = yyjson_read (reply->body, reply->length, 0);
  revision = yyjson_get_sint (yyjson_obj_get (yyjson_doc_get_root (doc), "revision"));
  yyjson_doc_free (doc);

  return revision;
}

static gboolean
put (OutlayDemoCaller *caller,
     OutlayDemoPerson who,
     const char *method,
     const char *path,
     const char *body,
     gint64 revision,
     GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (OutlayReply) reply = NULL;

  if (revision < 0)
    return FALSE;

  reply = outlay_demo_call (caller, who, method, path, bytes, caller->now, revision, error);
  return reply != NULL;
}

static gboolean
set_currency (OutlayDemoCaller *caller, GError **error)
{
  const char *path = "/api/v1/policy";
  gint64 revision = find_revision (caller, OUTLAY_DEMO_ADA, path, error);

  return put (caller, OUTLAY_DEMO_ADA, "PUT", path,
              "{\"signup\":\"invite\",\"proof\":{\"rule\":\"always\",\"above\":null},\"limits\":[],"
              "\"over_limit\":\"warn\",\"currency\":\"EUR\"}",
              revision, error);
}

static gboolean
set_departments (OutlayDemoCaller *caller, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (departments); i++)
    {
      g_autofree char *path = g_strconcat ("/api/v1/users/", caller->ids[departments[i].person],
                                           NULL);
      g_autofree char *body = g_strdup_printf ("{\"department\":\"%s\"}", departments[i].name);

      if (!put (caller, OUTLAY_DEMO_ADA, "PATCH", path, body, 1, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_budgets (OutlayDemoCaller *caller,
             OutlayDemoPerson who,
             const char *path,
             const Budget *budgets,
             gsize n_budgets,
             yyjson_doc *categories,
             GError **error)
{
  g_autoptr (GString) body = g_string_new ("{\"items\":[");

  for (gsize i = 0; i < n_budgets; i++)
    {
      const char *id = budgets[i].category != NULL
                           ? outlay_demo_office_find_category (categories, budgets[i].category)
                           : NULL;

      g_string_append_printf (body,
                              "%s{\"category\":%s%s%s,\"limit\":{\"minor\":%" G_GINT64_FORMAT
                              ",\"currency\":\"EUR\"}}",
                              i > 0 ? "," : "", id != NULL ? "\"" : "", id != NULL ? id : "null",
                              id != NULL ? "\"" : "", budgets[i].limit);
    }
  g_string_append (body, "]}");

  return put (caller, who, "PUT", path, body->str, find_revision (caller, who, path, error), error);
}

/* They move a little from day to day, and are the same whenever the company is founded on one day. */
static void
fill_rates (OutlayRates *rates, const char *today)
{
  g_autoptr (GString) text = g_string_new ("Date,USD,GBP,CHF,SEK\n");
  GRand *chance = g_rand_new_with_seed (2);
  int usd = 10850, gbp = 8550, chf = 9420, sek = 112400;

  for (int days_ago = 0; days_ago < RATE_DAYS; days_ago++)
    {
      g_autofree char *day = outlay_day_add (today, -days_ago);

      usd += g_rand_int_range (chance, -45, 46);
      gbp += g_rand_int_range (chance, -20, 21);
      chf += g_rand_int_range (chance, -18, 19);
      sek += g_rand_int_range (chance, -350, 351);
      g_string_append_printf (text, "%s,%d.%04d,0.%04d,0.%04d,%d.%04d\n", day, usd / 10000,
                              usd % 10000, gbp % 10000, chf % 10000, sek / 10000, sek % 10000);
    }

  g_rand_free (chance);
  if (!outlay_rates_read (rates, text->str, text->len, NULL))
    g_assert_not_reached ();
}

/* On the writer. */
static OutlayReply *
put_rates_cb (OutlayConnection *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_days;

  if (!outlay_rate_store_put (db, data, &n_days, &error))
    return outlay_reply_new_for_error (error);

  return outlay_reply_new_empty (204);
}

static gboolean
bring_rates (OutlayDemoCaller *caller, GError **error)
{
  g_autoptr (OutlayRates) rates = outlay_rates_new ();
  g_autoptr (OutlayReply) reply = NULL;
  g_autofree char *today = outlay_time_format (caller->now);

  today[strlen ("YYYY-MM-DD")] = '\0';
  fill_rates (rates, today);
  reply = outlay_service_write (caller->service, NULL, OUTLAY_WRITE_ONCE, put_rates_cb, rates);
  if (reply->status < 400)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       "the demo company could not bring in its rates");
  return FALSE;
}

gboolean
outlay_demo_office_open (OutlayDemoCaller *caller, yyjson_doc *categories, GError **error)
{
  return bring_rates (caller, error) && set_currency (caller, error) &&
         set_departments (caller, error) &&
         set_budgets (caller, OUTLAY_DEMO_ADA, "/api/v1/budgets?scope=company", company_budgets,
                      G_N_ELEMENTS (company_budgets), categories, error) &&
         set_budgets (caller, OUTLAY_DEMO_EMMA, "/api/v1/budgets?scope=me", own_budgets,
                      G_N_ELEMENTS (own_budgets), categories, error);
}
