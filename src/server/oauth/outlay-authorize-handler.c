/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "server/auth/outlay-sign-in-check.h"
#include "server/oauth/outlay-authorization.h"
#include "server/oauth/outlay-browser-store.h"
#include "server/oauth/outlay-browser.h"
#include "server/oauth/outlay-page.h"
#include "server/outlay-route.h"
#include "server/outlay-service-private.h"

/* Largest form: an address, a password and a sealed request. */
#define MAX_FORM (16 * 1024)

/* What was typed, and what was wrong with it. */
typedef struct
{
  const char *email; /* (nullable) */
  const char *fault; /* (nullable): key of a text */
} Entry;

/* --- the page --- */

/* The page with the request in it; the browser is told the mark it is sealed with. */
static OutlayReply *
reply_with_request (const OutlayRequest *request,
                    const OutlayAuthorization *authorization,
                    OutlayPage *page,
                    guint status)
{
  gboolean is_new;
  g_autofree char *mark = outlay_browser_ensure_mark (request, &is_new);
  g_autofree char *sealed = outlay_authorization_seal (authorization, request, mark);
  g_autofree char *target = outlay_authorization_dup_form_target (authorization);
  OutlayReply *reply;

  outlay_page_set (page, "pending", sealed);
  outlay_page_set_text_with (page, "purpose", "sign-in-to", authorization->client->name);
  outlay_page_allow_form_target (page, target);

  reply = outlay_page_reply (page, status);
  if (is_new)
    outlay_browser_set_cookie (request, reply, OUTLAY_COOKIE_BROWSER, mark);

  return reply;
}

static OutlayReply *
ask_for_password (const OutlayRequest *request,
                  const OutlayAuthorization *authorization,
                  const Entry *entry,
                  guint status)
{
  OutlayPage *page = outlay_page_new (request, "sign-in", "sign-in");
  const char *email = entry->email != NULL ? entry->email : authorization->hint;

  outlay_page_set (page, "email", email);
  outlay_page_set (page, email != NULL ? "asks-password" : "asks-email", "");
  if (entry->fault != NULL)
    {
      outlay_page_set_text (page, "fault", entry->fault);
      outlay_page_set_title_of_fault (page, entry->fault);
    }

  return reply_with_request (request, authorization, page, status);
}

static OutlayReply *
ask_to_continue (const OutlayRequest *request,
                 const OutlayAuthorization *authorization,
                 const OutlayPerson *person)
{
  OutlayPage *page = outlay_page_new (request, "continue", "sign-in");

  outlay_page_set (page, "person", person->id);
  outlay_page_set (page, "name", person->name);
  outlay_page_set (page, "email", person->email);
  outlay_page_set (page, "company", person->company_name);
  outlay_page_set_text_with (page, "continue-as", "continue-as", person->name);

  return reply_with_request (request, authorization, page, 200);
}

static gboolean
find_person (const OutlayRequest *request,
             OutlayConnection *db,
             OutlayPerson **person,
             GError **error)
{
  g_autofree char *cookie = outlay_browser_dup_cookie (request, OUTLAY_COOKIE_SESSION);

  return outlay_browser_store_find (db, cookie, request->now, person, error);
}

static OutlayReply *
refuse_to_person (const OutlayRequest *request, const char *why)
{
  OutlayPage *page = outlay_page_new (request, "message", "not-possible");

  outlay_page_set_text (page, "message", "bad-request");
  outlay_page_set (page, "detail", why);
  return outlay_page_reply (page, 400);
}

static OutlayReply *
ask (const OutlayRequest *request)
{
  const char *text = request->query_text;
  g_autoptr (OutlayForm) form = outlay_form_new (text, text != NULL ? strlen (text) : 0);
  g_auto (OutlayAuthorization) authorization = { 0 };
  g_autoptr (OutlayPerson) person = NULL;
  g_autoptr (GError) error = NULL;
  const char *why = NULL;
  const char *fault;

  if (request->service->public_url == NULL)
    return outlay_page_say (request, 404, "not-offered");

  fault = outlay_authorization_read (&authorization, request, form, &why);
  if (fault != NULL && authorization.redirect_uri != NULL)
    return outlay_authorization_refuse (&authorization, request, fault, why);
  if (fault != NULL)
    return refuse_to_person (request, why);

  if (!find_person (request, request->db, &person, &error))
    return outlay_reply_new_for_error (error);

  return person != NULL ? ask_to_continue (request, &authorization, person)
                        : ask_for_password (request, &authorization, &(Entry) { 0 }, 200);
}

/* --- what the person does --- */

static OutlayReply *
sign_in (const OutlayRequest *request, const OutlayAuthorization *authorization, OutlayForm *form)
{
  Entry entry = { .email = outlay_form_get (form, "email") };
  const char *password = outlay_form_get (form, "password");
  g_auto (OutlaySignInCheck) check = { 0 };
  g_autoptr (GError) error = NULL;
  OutlayReply *reply;

  if (entry.email == NULL || password == NULL)
    {
      entry.fault = "missing";
      return ask_for_password (request, authorization, &entry, 422);
    }
  if (!outlay_sign_in_check (request, entry.email, password, &check, &error))
    return outlay_reply_new_for_error (error);

  if (check.outcome == OUTLAY_SIGN_IN_RIGHT)
    return outlay_authorization_finish (authorization, request, check.company, check.person, TRUE);

  entry.fault = check.outcome == OUTLAY_SIGN_IN_EAGER ? "eager" : "wrong";
  reply = ask_for_password (request, authorization, &entry,
                            check.outcome == OUTLAY_SIGN_IN_EAGER ? 429 : 422);
  if (check.outcome == OUTLAY_SIGN_IN_EAGER)
    outlay_reply_set_retry_after (reply, check.wait);

  return reply;
}

/* The page named somebody: if another has signed in since, in another tab, it is shown again. */
static OutlayReply *
go_on (const OutlayRequest *request, const OutlayAuthorization *authorization, OutlayForm *form)
{
  g_autoptr (OutlayPerson) person = NULL;
  g_autoptr (GError) error = NULL;
  OutlayConnection *db = outlay_service_get_reader (request->service, &error);

  if (db == NULL || !find_person (request, db, &person, &error))
    return outlay_reply_new_for_error (error);
  if (person == NULL)
    return ask_for_password (request, authorization, &(Entry) { 0 }, 200);
  if (g_strcmp0 (outlay_form_get (form, "person"), person->id) != 0)
    return ask_to_continue (request, authorization, person);

  return outlay_authorization_finish (authorization, request, person->company, person->id, FALSE);
}

/* On the writer. */
static OutlayReply *
end_browser_cb (OutlayConnection *db, gpointer data)
{
  const OutlayRequest *request = data;
  g_autofree char *cookie = outlay_browser_dup_cookie (request, OUTLAY_COOKIE_SESSION);
  g_autoptr (GError) error = NULL;

  return outlay_browser_store_end (db, cookie, request->now, &error)
             ? outlay_reply_new_empty (204)
             : outlay_reply_new_for_error (error);
}

static OutlayReply *
sign_out (const OutlayRequest *request, const OutlayAuthorization *authorization)
{
  g_autoptr (OutlayReply) written = outlay_service_write (
      request->service, NULL, OUTLAY_WRITE_REPEATABLE, end_browser_cb, (gpointer) request);
  OutlayReply *reply;

  if (outlay_reply_get_status (written) >= 400)
    return g_steal_pointer (&written);

  reply = ask_for_password (request, authorization, &(Entry) { 0 }, 200);
  outlay_browser_clear_cookie (request, reply, OUTLAY_COOKIE_SESSION);
  return reply;
}

static OutlayReply *
act (const OutlayRequest *request, const OutlayAuthorization *authorization, OutlayForm *form)
{
  const char *action = outlay_form_get (form, "action");

  if (g_strcmp0 (action, "cancel") == 0)
    return outlay_authorization_refuse (authorization, request, "access_denied", NULL);
  if (g_strcmp0 (action, "another") == 0)
    return sign_out (request, authorization);
  if (g_strcmp0 (action, "continue") == 0)
    return go_on (request, authorization, form);

  return sign_in (request, authorization, form);
}

static OutlayReply *
answer (const OutlayRequest *request)
{
  g_autoptr (OutlayForm) form = outlay_form_new_for_body (request);
  g_auto (OutlayAuthorization) authorization = { 0 };
  g_autoptr (OutlayReply) reply = NULL;

  if (request->service->public_url == NULL)
    return outlay_page_say (request, 404, "not-offered");
  if (!outlay_browser_is_own_page (request))
    return outlay_page_say (request, 403, "foreign");
  if (form == NULL || outlay_form_get_doubled (form) != NULL ||
      !outlay_authorization_unseal (&authorization, request, outlay_form_get (form, "pending")))
    return outlay_page_say (request, 400, "too-old");

  reply = act (request, &authorization, form);

  /* What went wrong below is a person's to read here, not a program's. */
  switch (outlay_reply_get_status (reply))
    {
    case 403:
      return ask_for_password (request, &authorization, &(Entry) { .fault = "disabled" }, 403);

    case 500:
    case 503:
    case 507:
      return ask_for_password (request, &authorization,
                               &(Entry) { outlay_form_get (form, "email"), "busy" }, 503);

    default:
      return g_steal_pointer (&reply);
    }
}

const OutlayRoute outlay_authorize_routes[] = {
  { "GET", "/oauth/authorize", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_READ, ask, OUTLAY_QUERY_AS_IT_IS, 0,
    FALSE },
  { "POST", "/oauth/authorize", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_SLOW, answer, NULL, MAX_FORM, TRUE,
    OUTLAY_COST_SIGN_IN },
  { NULL },
};
