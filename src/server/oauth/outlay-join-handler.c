/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/account/outlay-account-check.h"
#include "server/auth/outlay-session-store.h"
#include "server/oauth/outlay-browser-store.h"
#include "server/oauth/outlay-browser.h"
#include "server/oauth/outlay-form.h"
#include "server/oauth/outlay-page.h"
#include "server/outlay-reply-private.h"
#include "server/outlay-route.h"
#include "server/outlay-service-private.h"

/* Where an invitation leads: its link is `<public-url>/join#CODE`. A browser sends the fragment to
 * nobody; a script of this server moves it into the form, or the person types it there. */

/* A password may have 1,024 characters, each of which may be twelve bytes here. */
#define MAX_FORM (16 * 1024)

/* What a person typed, and what is wrong with it. */
typedef struct
{
  const char *invite;
  const char *name;
  const char *email;
  const char *password;

  const char *field; /* (nullable): the one that is wrong */
  const char *fault; /* (nullable): key of a text */
} Entry;

/* --- the page --- */

/* What is wrong stands beside its field, as "fault-email" in the template. */
static void
set_fault (OutlayPage *page, const Entry *entry)
{
  static const struct
  {
    const char *field;
    const char *fault;
  } places[] = {
    { "invite", "fault-invite" },
    { "name", "fault-name" },
    { "email", "fault-email" },
    { "password", "fault-password" },
  };
  const char *place = "fault";

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (entry->field, places[i].field) == 0)
      place = places[i].fault;

  outlay_page_set_text (page, place, entry->fault);
  outlay_page_set_title_of_fault (page, entry->fault);
}

static OutlayReply *
reply_with_form (const OutlayRequest *request, const Entry *entry, guint status)
{
  OutlayPage *page = outlay_page_new (request, "join", "join");

  outlay_page_allow_script (page);
  outlay_page_set (page, "invite", entry->invite);
  outlay_page_set (page, "name", entry->name);
  outlay_page_set (page, "email", entry->email);
  if (entry->fault != NULL)
    set_fault (page, entry);

  return outlay_page_reply (page, status);
}

static OutlayReply *
say_welcome (const OutlayRequest *request)
{
  OutlayPage *page = outlay_page_new (request, "message", "joined");

  outlay_page_set_text_with (page, "message", "joined-how", request->service->public_url);
  outlay_page_set_text (page, "detail", "may-close");
  return outlay_page_reply (page, 200);
}

static OutlayReply *
show (const OutlayRequest *request)
{
  if (request->service->public_url == NULL)
    return outlay_page_say (request, 404, "not-offered");
  if (outlay_request_get_query (request, "done") != NULL)
    return say_welcome (request);

  return reply_with_form (request, &(Entry) { 0 }, 200);
}

/* Whoever opens the address that they are to enter in the application. */
static OutlayReply *
show_way (const OutlayRequest *request)
{
  OutlayPage *page;

  if (request->service->public_url == NULL)
    return outlay_page_say (request, 404, "not-offered");

  page = outlay_page_new (request, "message", "home");
  outlay_page_set_text_with (page, "message", "joined-how", request->service->public_url);
  return outlay_page_reply (page, 200);
}

/* --- what comes of it --- */

/* The session that signing up has begun, which no program holds here: it is ended, and the browser
 * is remembered instead, so that the program that asks next needs no password. */
typedef struct
{
  const OutlayRequest *request;
  OutlayRefreshToken session;
  const char *person;
  OutlayRefreshToken browser;
} Welcome;

/* On the writer. */
static OutlayReply *
welcome_cb (OutlayConnection *db, gpointer data)
{
  Welcome *welcome = data;
  const char *company = welcome->session.company;
  gint64 now = welcome->request->now;
  g_autoptr (GError) error = NULL;

  return outlay_session_store_end (db, company, welcome->session.session, "logout", now, &error) &&
                 outlay_browser_store_add (db, company, welcome->person, now, &welcome->browser,
                                           &error)
             ? outlay_reply_new_empty (204)
             : outlay_reply_new_for_error (error);
}

static OutlayReply *
welcome (const OutlayRequest *request, yyjson_val *answer)
{
  const char *token = yyjson_get_str (yyjson_obj_get (answer, "refresh_token"));
  Welcome state = { .request = request };
  g_autoptr (OutlayReply) written = NULL;
  g_autofree char *cookie = NULL;
  OutlayReply *reply;

  state.person = yyjson_get_str (yyjson_ptr_get (answer, "/user/id"));
  if (token == NULL || state.person == NULL || !outlay_refresh_token_read (&state.session, token))
    return outlay_reply_new_problem (500, NULL);

  written = outlay_service_write (request->service, state.session.company, OUTLAY_WRITE_REPEATABLE,
                                  welcome_cb, &state);
  reply = outlay_reply_new_empty (303);
  outlay_reply_set_header (reply, "Location", "/join?done=1");
  outlay_reply_set_header (reply, "Cache-Control", "no-store");
  /* The account is there, remembered or not. */
  if (outlay_reply_get_status (written) < 400)
    {
      cookie = outlay_refresh_token_write (&state.browser);
      outlay_browser_set_cookie (request, reply, OUTLAY_COOKIE_SESSION, cookie);
    }

  return reply;
}

/* The same call as a program would make: the rules are its own. */
static OutlayReply *
sign_up (const OutlayRequest *request, const Entry *entry)
{
  yyjson_mut_doc *draft = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (draft);
  OutlayRequest call = *request;
  yyjson_doc *doc;
  OutlayReply *reply;

  yyjson_mut_doc_set_root (draft, root);
  yyjson_mut_obj_add_str (draft, root, "invite", entry->invite);
  yyjson_mut_obj_add_str (draft, root, "name", entry->name);
  yyjson_mut_obj_add_str (draft, root, "email", entry->email);
  yyjson_mut_obj_add_str (draft, root, "password", entry->password);
  doc = yyjson_mut_doc_imut_copy (draft, NULL);
  yyjson_mut_doc_free (draft);

  call.json = yyjson_doc_get_root (doc);
  call.idempotency_key = NULL;
  reply = outlay_signup_routes[0].handler (&call);
  yyjson_doc_free (doc);

  return reply;
}

static void
note_complaint (Entry *entry, OutlayComplaints *complaints)
{
  static const struct
  {
    const char *field;
    OutlayComplaintCode code;
    const char *text;
  } texts[] = {
    { "password", OUTLAY_COMPLAINT_TOO_SHORT, "password-short" },
    { "password", OUTLAY_COMPLAINT_MISSING, "password-short" },
    { "password", OUTLAY_COMPLAINT_TOO_COMMON, "password-common" },
    { "email", OUTLAY_COMPLAINT_MISSING, "email-bad" },
    { "email", OUTLAY_COMPLAINT_NOT_AN_ADDRESS, "email-bad" },
    { "name", OUTLAY_COMPLAINT_MISSING, "name-missing" },
  };
  const OutlayComplaint *first = &g_array_index (complaints, OutlayComplaint, 0);

  entry->field = first->field;
  entry->fault = "not-taken";
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (first->field, texts[i].field) && first->code == texts[i].code)
      entry->fault = texts[i].text;
}

static OutlayReply *
explain (const OutlayRequest *request, Entry *entry, guint status)
{
  static const struct
  {
    guint status;
    const char *field;
    const char *text;
  } texts[] = {
    { 400, "invite", "invite-bad" }, { 403, "invite", "invite-bad" },
    { 409, "email", "email-taken" }, { 422, NULL, "not-taken" },
    { 429, NULL, "eager" },
  };

  entry->fault = "busy";
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].status == status)
      {
        entry->field = texts[i].field;
        entry->fault = texts[i].text;
      }

  return reply_with_form (request, entry, status);
}

static OutlayReply *
join_with (const OutlayRequest *request, Entry *entry)
{
  g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
  g_autoptr (OutlayReply) reply = NULL;
  yyjson_doc *doc;

  outlay_name_check (entry->name, complaints);
  outlay_email_check (entry->email, complaints);
  outlay_password_check (entry->password, entry->email, complaints);
  if (!outlay_complaints_is_empty (complaints))
    {
      note_complaint (entry, complaints);
      return reply_with_form (request, entry, 422);
    }

  reply = sign_up (request, entry);
  if (outlay_reply_get_status (reply) >= 400)
    return explain (request, entry, outlay_reply_get_status (reply));

  doc = yyjson_read (reply->body, reply->length, YYJSON_READ_NOFLAG);
  outlay_reply_free (g_steal_pointer (&reply));
  reply = welcome (request, yyjson_doc_get_root (doc));
  yyjson_doc_free (doc);

  return g_steal_pointer (&reply);
}

static const char *
get_text (OutlayForm *form, const char *name)
{
  const char *text = outlay_form_get (form, name);

  return text != NULL ? text : "";
}

static OutlayReply *
join (const OutlayRequest *request)
{
  g_autoptr (OutlayForm) form = outlay_form_new_for_body (request);
  Entry entry = { 0 };

  if (request->service->public_url == NULL)
    return outlay_page_say (request, 404, "not-offered");
  if (!outlay_browser_is_own_page (request))
    return outlay_page_say (request, 403, "foreign");
  if (form == NULL || outlay_form_get_doubled (form) != NULL)
    return outlay_page_say (request, 400, "bad-request");

  entry.invite = get_text (form, "invite");
  entry.name = get_text (form, "name");
  entry.email = get_text (form, "email");
  entry.password = get_text (form, "password");
  return join_with (request, &entry);
}

const OutlayRoute outlay_join_routes[] = {
  { "GET", "/", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_READ, show_way, NULL, 0, FALSE, .is_page = TRUE },
  { "GET", "/join", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_READ, show, "done", 0, FALSE,
    .is_page = TRUE },
  { "POST", "/join", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_SLOW, join, NULL, MAX_FORM, TRUE,
    OUTLAY_COST_SIGN_IN, .is_page = TRUE },
  { NULL },
};
