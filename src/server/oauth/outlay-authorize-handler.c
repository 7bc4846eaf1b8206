/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "server/auth/outlay-sign-in-check.h"
#include "server/oauth/outlay-authorization.h"
#include "server/oauth/outlay-browser-store.h"
#include "server/oauth/outlay-browser.h"
#include "server/oauth/outlay-page.h"
#include "server/oauth/outlay-sign-in-page.h"
#include "server/outlay-route.h"
#include "server/outlay-service-private.h"

/* Largest form: an address, a password and a sealed request. */
#define MAX_FORM (16 * 1024)

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

  return person != NULL ? outlay_sign_in_page_offer (request, &authorization, person)
                        : outlay_sign_in_page_ask (request, &authorization, NULL, 200);
}

/* --- what the person does --- */

static OutlayReply *
sign_in (const OutlayRequest *request, const OutlayAuthorization *authorization, OutlayForm *form)
{
  OutlaySignInEntry entry = { .email = outlay_form_get (form, "email") };
  const char *password = outlay_form_get (form, "password");
  g_auto (OutlaySignInCheck) check = { 0 };
  g_autoptr (GError) error = NULL;
  OutlayReply *reply;

  if (entry.email == NULL || password == NULL)
    {
      entry.fault = "missing";
      return outlay_sign_in_page_ask (request, authorization, &entry, 422);
    }
  if (!outlay_sign_in_check (request, entry.email, password, &check, &error))
    return outlay_reply_new_for_error (error);

  if (check.outcome == OUTLAY_SIGN_IN_RIGHT)
    return outlay_authorization_finish (authorization, request, check.company, check.person, TRUE);

  entry.fault = check.outcome == OUTLAY_SIGN_IN_EAGER ? "eager" : "wrong";
  reply = outlay_sign_in_page_ask (request, authorization, &entry,
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
    return outlay_sign_in_page_ask (request, authorization, NULL, 200);
  if (g_strcmp0 (outlay_form_get (form, "person"), person->id) != 0)
    return outlay_sign_in_page_offer (request, authorization, person);

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

  reply = outlay_sign_in_page_ask (request, authorization, NULL, 200);
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
      return outlay_sign_in_page_ask (request, &authorization,
                                      &(OutlaySignInEntry) { .fault = "disabled" }, 403);

    case 500:
    case 503:
    case 507:
      return outlay_sign_in_page_ask (
          request, &authorization,
          &(OutlaySignInEntry) { .email = outlay_form_get (form, "email"), .fault = "busy" }, 503);

    default:
      return g_steal_pointer (&reply);
    }
}

const OutlayRoute outlay_authorize_routes[] = {
  { "GET", "/oauth/authorize", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_READ, ask, OUTLAY_QUERY_AS_IT_IS, 0,
    FALSE, .is_page = TRUE },
  { "POST", "/oauth/authorize", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_SLOW, answer, NULL, MAX_FORM, TRUE,
    OUTLAY_COST_SIGN_IN, .is_page = TRUE },
  { NULL },
};
