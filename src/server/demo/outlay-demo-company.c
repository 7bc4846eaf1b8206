/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/demo/outlay-demo-company.h"

#include <string.h>

#include "core/proof/outlay-digest.h"
#include "core/outlay-time.h"
#include "core/outlay-uuid.h"
#include "server/people/outlay-company-store.h"
#include "server/auth/outlay-password.h"
#include "server/auth/outlay-session-store.h"
#include "server/people/outlay-person-store.h"
#include "server/demo/outlay-demo-history.h"
#include "server/demo/outlay-demo-receipt.h"
#include "server/http/outlay-json-body.h"
#include "server/http/outlay-router.h"
#include "server/outlay-reply-private.h"
#include "server/outlay-service-private.h"

static const OutlayDemoAccount accounts[OUTLAY_N_DEMO_PEOPLE] = {
  { "Emma Lindqvist", "emma@brightwater.example", OUTLAY_ROLE_EMPLOYEE },
  { "Ravi Menon", "ravi@brightwater.example", OUTLAY_ROLE_REVIEWER },
  { "Ada Kowalski", "ada@brightwater.example", OUTLAY_ROLE_ADMIN },
  { "Jonas Weber", "jonas@brightwater.example", OUTLAY_ROLE_EMPLOYEE },
  { "Lucia Romano", "lucia@brightwater.example", OUTLAY_ROLE_EMPLOYEE },
};

static const char *const reasons[] = {
  "The total cannot be read: please photograph the whole receipt.",
  "This is the card slip, not the receipt. The receipt shows the tax.",
};

typedef struct
{
  OutlayService *service;
  OutlayRouter *router;
  char *company;
  char *ids[OUTLAY_N_DEMO_PEOPLE];
  OutlayRefreshToken sessions[OUTLAY_N_DEMO_PEOPLE];
  yyjson_doc *categories;
  gint64 now;
} Demo;

const OutlayDemoAccount *
outlay_demo_company_get_accounts (guint *n_accounts)
{
  *n_accounts = OUTLAY_N_DEMO_PEOPLE;
  return accounts;
}

/* --- calling the handlers --- */

typedef struct
{
  OutlayHandler handler;
  OutlayRequest *request;
} Call;

static OutlayReply *
run_call_cb (OutlayConnection *db, gpointer data)
{
  Call *call = data;

  call->request->db = db;
  return call->handler (call->request);
}

static OutlayReply *
dispatch (Demo *demo, const OutlayRoute *route, OutlayRequest *request, GError **error)
{
  Call call = { route->handler, request };

  if (route->run == OUTLAY_RUN_WRITE)
    return outlay_service_write (demo->service, request->identity->company, OUTLAY_WRITE_ONCE,
                                 run_call_cb, &call);

  request->db = outlay_service_get_reader (demo->service, error);
  return request->db != NULL ? route->handler (request) : NULL;
}

/* Does what a client would do; an answer that is no success is an error. */
static OutlayReply *
call_as (Demo *demo,
         guint who,
         const char *method,
         const char *path,
         GBytes *body,
         gint64 now,
         gint64 revision,
         GError **error)
{
  g_autofree char *if_match = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", revision);
  g_autoptr (OutlayReply) reply = NULL;
  OutlayIdentity identity = {
    .company = demo->company,
    .user = demo->ids[who],
    .name = accounts[who].name,
    .role = accounts[who].role,
    .session = demo->sessions[who].session,
  };
  OutlayRequest request = {
    .service = demo->service,
    .identity = &identity,
    .method = method,
    .path = path,
    .body = body,
    .if_match = revision > 0 ? if_match : NULL,
    .if_none_match = g_str_equal (method, "PUT") && revision == 0 ? "*" : NULL,
    .remote = "local",
    .now = now,
  };
  yyjson_doc *doc = NULL;
  OutlayMatch match;

  outlay_router_find (demo->router, method, path, &match);
  g_assert (match.route != NULL);
  for (guint i = 0; i < match.n_arguments; i++)
    request.arguments[i] = match.arguments[i];

  if (body != NULL && !match.route->raw)
    {
      g_assert_null (
          outlay_json_body_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &doc));
      request.json = yyjson_doc_get_root (doc);
    }
  reply = dispatch (demo, match.route, &request, error);
  yyjson_doc_free (doc);

  if (reply != NULL && reply->status >= 400)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the demo company: %s %s: %.*s", method,
                   path, (int) reply->length, reply->body);
      return NULL;
    }

  return g_steal_pointer (&reply);
}

/* --- people --- */

/* On the writer. */
static OutlayReply *
add_people_cb (OutlayConnection *db, gpointer data)
{
  Demo *demo = data;
  OutlayService *service = demo->service;
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = outlay_password_hash (service->keys->pepper, OUTLAY_DEMO_PASSWORD,
                                                service->settings->bcrypt_cost);

  g_clear_pointer (&demo->company, g_free);
  demo->company = outlay_company_store_add (db, OUTLAY_DEMO_COMPANY, demo->now, &error);

  for (guint i = 0; demo->company != NULL && i < OUTLAY_N_DEMO_PEOPLE; i++)
    {
      g_clear_pointer (&demo->ids[i], g_free);
      if (!outlay_person_store_add (db, demo->company, accounts[i].name, accounts[i].email,
                                    accounts[i].role, hash, demo->now, &demo->ids[i], &error) ||
          !outlay_session_store_add (db, demo->company, demo->ids[i], NULL, demo->now,
                                     &demo->sessions[i], &error))
        break;
    }

  return error != NULL ? outlay_reply_new_for_error (error) : outlay_reply_new_empty (204);
}

/* On the writer. Nobody is signed in where everybody will be for the first time. */
static OutlayReply *
end_sessions_cb (OutlayConnection *db, gpointer data)
{
  Demo *demo = data;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < OUTLAY_N_DEMO_PEOPLE; i++)
    if (!outlay_session_store_end (db, demo->company, demo->sessions[i].session, "logout",
                                   demo->now, &error))
      return outlay_reply_new_for_error (error);

  return outlay_reply_new_empty (204);
}

static const char *
find_category (Demo *demo, const char *name)
{
  yyjson_val *items = yyjson_obj_get (yyjson_doc_get_root (demo->categories), "items");
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (
      items, i, n,
      item) if (yyjson_equals_str (yyjson_obj_get (item, "name"),
                                   name)) return yyjson_get_str (yyjson_obj_get (item, "id"));

  return NULL;
}

/* --- expenses --- */

typedef struct
{
  const OutlayDemoExpense *what;
  char *id;
  char *day;
  char *path;
  gint64 at; /* when the next thing happens to it */
  gint64 revision;
  char *proof_digest;
  char *proof;
  guint n_proofs;
} Story;

static void
story_clear (Story *story)
{
  g_free (story->id);
  g_free (story->day);
  g_free (story->path);
  g_free (story->proof_digest);
  g_free (story->proof);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Story, story_clear)

static gboolean
upload_receipt (Demo *demo, Story *story, GError **error)
{
  const OutlayDemoExpense *what = story->what;
  g_autofree char *total = g_strdup_printf ("TOTAL %6" G_GINT64_FORMAT ".%02d", what->minor / 100,
                                            (int) (what->minor % 100));
  g_autofree char *net = g_strdup_printf ("NET   %6" G_GINT64_FORMAT ".%02d",
                                          what->minor * 84 / 10000,
                                          (int) (what->minor * 84 / 100 % 100));
  g_autofree char *number = g_strdup_printf ("NO %u-%u", 1000 + what->days_ago * 7,
                                             ++story->n_proofs);
  const char *const lines[] = {
    what->merchant, "-", story->day,  number, "", what->category, net, "-", total,
    what->currency, "",  "THANK YOU", NULL,
  };
  g_autoptr (GBytes) png = outlay_demo_receipt_draw (lines);
  g_autofree char *path = NULL;
  g_autoptr (OutlayReply) reply = NULL;

  g_free (story->proof);
  story->proof = outlay_digest_of_bytes (png);
  path = g_strconcat ("/api/v1/proofs/", story->proof, NULL);
  reply = call_as (demo, what->owner, "PUT", path, png, story->at, 0, error);

  return reply != NULL;
}

static void
read_reply (Story *story, OutlayReply *reply)
{
  yyjson_doc *doc = yyjson_read (reply->body, reply->length, 0);
  yyjson_val *root = yyjson_doc_get_root (doc);

  story->revision = yyjson_get_sint (yyjson_obj_get (root, "revision"));
  g_set_str (&story->proof_digest, yyjson_get_str (yyjson_obj_get (root, "proof_digest")));
  yyjson_doc_free (doc);
}

static gboolean
save (Demo *demo, Story *story, GError **error)
{
  const OutlayDemoExpense *what = story->what;
  g_autofree char *body = g_strdup_printf (
      "{\"merchant\":\"%s\",\"amount\":{\"minor\":%" G_GINT64_FORMAT
      ",\"currency\":\"%s\"},\"day\":\"%s\",\"category\":\"%s\",\"note\":\"%s\",\"proofs\":[\"%s\"]"
      "}",
      what->merchant, what->minor, what->currency, story->day, find_category (demo, what->category),
      what->note, story->proof);
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));
  g_autoptr (OutlayReply) reply = call_as (demo, what->owner, "PUT", story->path, bytes, story->at,
                                           story->revision, error);

  if (reply == NULL)
    return FALSE;

  read_reply (story, reply);
  return TRUE;
}

static gboolean
act (Demo *demo, Story *story, guint who, const char *action, const char *reason, GError **error)
{
  g_autofree char *path = g_strconcat (story->path, "/", action, NULL);
  g_autofree char *with_reason = reason != NULL ? g_strdup_printf (",\"reason\":\"%s\"", reason)
                                                : g_strdup ("");
  g_autofree char *body = g_strdup_printf ("{\"revision\":%" G_GINT64_FORMAT
                                           ",\"proof_digest\":\"%s\"%s}",
                                           story->revision, story->proof_digest, with_reason);
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));
  g_autoptr (OutlayReply) reply = call_as (demo, who, "POST", path, bytes, story->at, 0, error);

  if (reply == NULL)
    return FALSE;

  read_reply (story, reply);
  return TRUE;
}

static gboolean
run_step (Demo *demo, Story *story, char step, GError **error)
{
  guint owner = story->what->owner;
  guint reviewer = owner == OUTLAY_DEMO_RAVI ? OUTLAY_DEMO_ADA : OUTLAY_DEMO_RAVI;

  /* Decisions take a while, some hours or some days, but do not come from the future. */
  guint hours = 3 + story->what->days_ago * 7 % 53;

  story->at = MIN (story->at + hours * (gint64) G_TIME_SPAN_HOUR, demo->now);

  switch (step)
    {
    case 's':
      return story->n_proofs > 1 ? act (demo, story, owner, "resubmit", NULL, error)
                                 : act (demo, story, owner, "submit", NULL, error);
    case 'a':
      return act (demo, story, reviewer, "approve", NULL, error);
    case 'r':
      return act (demo, story, reviewer, "reject", reasons[(story->n_proofs - 1) % 2], error);
    case 'p':
      return act (demo, story, OUTLAY_DEMO_ADA, "reimburse", NULL, error);
    case 'u':
      return upload_receipt (demo, story, error) && save (demo, story, error);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
tell_story (Demo *demo, const OutlayDemoExpense *what, GError **error)
{
  g_auto (Story) story = { .what = what };
  g_autofree char *today = outlay_time_format (demo->now);

  today[strlen ("YYYY-MM-DD")] = '\0';
  story.id = outlay_uuid_new ();
  story.day = outlay_day_add (today, -(int) what->days_ago);
  story.path = g_strconcat ("/api/v1/expenses/", story.id, NULL);
  story.at = demo->now - (gint64) what->days_ago * G_TIME_SPAN_DAY;

  if (!upload_receipt (demo, &story, error) || !save (demo, &story, error))
    return FALSE;

  for (const char *step = what->path; *step != '\0'; step++)
    if (!run_step (demo, &story, *step, error))
      return FALSE;

  return TRUE;
}

static gboolean
fill (Demo *demo, GError **error)
{
  g_autoptr (OutlayReply)
      people = outlay_service_write (demo->service, NULL, OUTLAY_WRITE_ONCE, add_people_cb, demo);
  g_autoptr (OutlayReply) categories = NULL;
  g_autoptr (OutlayReply) ended = NULL;
  g_autoptr (GArray) history = NULL;
  g_autofree char *today = NULL;

  if (people->status >= 400)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the demo company could not be founded");
      return FALSE;
    }

  categories = call_as (demo, OUTLAY_DEMO_EMMA, "GET", "/api/v1/categories", NULL, demo->now, 0,
                        error);
  if (categories == NULL)
    return FALSE;
  demo->categories = yyjson_read (categories->body, categories->length, 0);

  today = outlay_time_format (demo->now);
  today[strlen ("YYYY-MM-DD")] = '\0';
  history = outlay_demo_history_new (today);
  for (guint i = 0; i < history->len; i++)
    if (!tell_story (demo, &g_array_index (history, OutlayDemoExpense, i), error))
      return FALSE;

  ended = outlay_service_write (demo->service, demo->company, OUTLAY_WRITE_ONCE, end_sessions_cb,
                                demo);
  if (ended->status < 400)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the demo company could not be left");
  return FALSE;
}

gboolean
outlay_demo_company_fill (OutlayService *service, GError **error)
{
  Demo demo = { .service = service, .now = g_get_real_time () };
  OutlayConnection *reader = outlay_service_get_reader (service, error);
  g_autofree char *existing = NULL;
  gboolean is_filled;

  if (reader == NULL || !outlay_company_store_find (reader, OUTLAY_DEMO_COMPANY, &existing, error))
    return FALSE;
  if (existing != NULL)
    return TRUE;

  demo.router = outlay_router_new (outlay_all_routes);
  is_filled = fill (&demo, error);

  outlay_router_free (demo.router);
  yyjson_doc_free (demo.categories);
  g_free (demo.company);
  for (guint i = 0; i < OUTLAY_N_DEMO_PEOPLE; i++)
    g_free (demo.ids[i]);

  return is_filled;
}
