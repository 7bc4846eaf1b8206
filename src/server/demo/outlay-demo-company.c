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
#include "server/demo/outlay-demo-caller.h"
#include "server/demo/outlay-demo-history.h"
#include "server/demo/outlay-demo-office.h"
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
  OutlayDemoCaller caller;
  yyjson_doc *categories;
} Demo;

const OutlayDemoAccount *
outlay_demo_company_get_accounts (guint *n_accounts)
{
  *n_accounts = OUTLAY_N_DEMO_PEOPLE;
  return accounts;
}

/* --- people --- */

/* On the writer. */
static OutlayReply *
add_people_cb (OutlayConnection *db, gpointer data)
{
  Demo *demo = data;
  OutlayService *service = demo->caller.service;
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = outlay_password_hash (service->keys->pepper, OUTLAY_DEMO_PASSWORD,
                                                service->settings->bcrypt_cost);

  g_clear_pointer (&demo->caller.company, g_free);
  demo->caller.company = outlay_company_store_add (db, OUTLAY_DEMO_COMPANY, demo->caller.now,
                                                   &error);

  for (guint i = 0; demo->caller.company != NULL && i < OUTLAY_N_DEMO_PEOPLE; i++)
    {
      g_clear_pointer (&demo->caller.ids[i], g_free);
      if (!outlay_person_store_add (db, demo->caller.company, accounts[i].name, accounts[i].email,
                                    accounts[i].role, hash, demo->caller.now, &demo->caller.ids[i],
                                    &error) ||
          !outlay_session_store_add (db, demo->caller.company, demo->caller.ids[i], NULL,
                                     demo->caller.now, &demo->caller.sessions[i], &error))
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
    if (!outlay_session_store_end (db, demo->caller.company, demo->caller.sessions[i].session,
                                   "logout", demo->caller.now, &error))
      return outlay_reply_new_for_error (error);

  return outlay_reply_new_empty (204);
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
  reply = outlay_demo_call (&demo->caller, what->owner, "PUT", path, png, story->at,
                            OUTLAY_DEMO_NEW, error);

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
      what->merchant, what->minor, what->currency, story->day,
      outlay_demo_office_find_category (demo->categories, what->category), what->note,
      story->proof);
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));
  g_autoptr (OutlayReply)
      reply = outlay_demo_call (&demo->caller, what->owner, "PUT", story->path, bytes, story->at,
                                story->revision > 0 ? story->revision : OUTLAY_DEMO_NEW, error);

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
  g_autoptr (OutlayReply)
      reply = outlay_demo_call (&demo->caller, who, "POST", path, bytes, story->at, 0, error);

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

  story->at = MIN (story->at + hours * (gint64) G_TIME_SPAN_HOUR, demo->caller.now);

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
  g_autofree char *today = outlay_time_format (demo->caller.now);

  today[strlen ("YYYY-MM-DD")] = '\0';
  story.id = outlay_uuid_new ();
  story.day = outlay_day_add (today, -(int) what->days_ago);
  story.path = g_strconcat ("/api/v1/expenses/", story.id, NULL);
  story.at = demo->caller.now - (gint64) what->days_ago * G_TIME_SPAN_DAY;

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
  g_autoptr (OutlayReply) people = outlay_service_write (demo->caller.service, NULL,
                                                         OUTLAY_WRITE_ONCE, add_people_cb, demo);
  g_autoptr (OutlayReply) categories = NULL;
  g_autoptr (OutlayReply) ended = NULL;
  g_autoptr (GArray) history = NULL;
  g_autofree char *today = NULL;

  if (people->status >= 400)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the demo company could not be founded");
      return FALSE;
    }

  categories = outlay_demo_call (&demo->caller, OUTLAY_DEMO_EMMA, "GET", "/api/v1/categories", NULL,
                                 demo->caller.now, 0, error);
  if (categories == NULL)
    return FALSE;
  demo->categories = yyjson_read (categories->body, categories->length, 0);

  if (!outlay_demo_office_open (&demo->caller, demo->categories, error))
    return FALSE;

  today = outlay_time_format (demo->caller.now);
  today[strlen ("YYYY-MM-DD")] = '\0';
  history = outlay_demo_history_new (today);
  for (guint i = 0; i < history->len; i++)
    if (!tell_story (demo, &g_array_index (history, OutlayDemoExpense, i), error))
      return FALSE;

  ended = outlay_service_write (demo->caller.service, demo->caller.company, OUTLAY_WRITE_ONCE,
                                end_sessions_cb, demo);
  if (ended->status < 400)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the demo company could not be left");
  return FALSE;
}

gboolean
outlay_demo_company_fill (OutlayService *service, GError **error)
{
  Demo demo = { .caller = { .service = service, .now = g_get_real_time () } };
  OutlayConnection *reader = outlay_service_get_reader (service, error);
  g_autofree char *existing = NULL;
  gboolean is_filled;

  if (reader == NULL || !outlay_company_store_find (reader, OUTLAY_DEMO_COMPANY, &existing, error))
    return FALSE;
  if (existing != NULL)
    return TRUE;

  demo.caller.router = outlay_router_new (outlay_all_routes);
  is_filled = fill (&demo, error);

  outlay_router_free (demo.caller.router);
  yyjson_doc_free (demo.categories);
  g_free (demo.caller.company);
  for (guint i = 0; i < OUTLAY_N_DEMO_PEOPLE; i++)
    g_free (demo.caller.ids[i]);

  return is_filled;
}
