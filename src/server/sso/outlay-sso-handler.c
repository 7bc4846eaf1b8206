/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "server/oauth/outlay-authorization.h"
#include "server/oauth/outlay-browser.h"
#include "server/oauth/outlay-page.h"
#include "server/oauth/outlay-sign-in-page.h"
#include "server/outlay-metrics.h"
#include "server/outlay-route.h"
#include "server/outlay-service-private.h"
#include "server/people/outlay-company-store.h"
#include "server/sso/outlay-sso-attempt.h"
#include "server/sso/outlay-sso-entry.h"

/* To the company's identity provider, by the button of the sign-in page, and back to
 * `<public-url>/oauth/sso`, which is what to register there as redirect URI. */

#define PATH "/oauth/sso"
#define MAX_FORM (16 * 1024)
#define RETRY_SECONDS 30

static char *
make_redirect_uri (const OutlayRequest *request)
{
  return g_strconcat (request->service->public_url, PATH, NULL);
}

static gboolean
is_offered (const OutlayRequest *request)
{
  return request->service->sso != NULL && request->service->public_url != NULL;
}

/* --- what did not work, on the sign-in page, from where another way in is at hand --- */

static OutlayReply *
ask_again (const OutlayRequest *request,
           const OutlayAuthorization *authorization,
           const char *fault,
           guint status)
{
  const OutlaySignInEntry entry = { .fault = fault, .is_elsewhere = TRUE };

  return outlay_sign_in_page_ask (request, authorization, &entry, status);
}

static OutlayReply *
say_away (const OutlayRequest *request, const OutlayAuthorization *authorization, const char *why)
{
  OutlayReply *reply = ask_again (request, authorization, "sso-away", 503);

  g_warning ("sso: %s", why);
  outlay_metrics_add (OUTLAY_METRIC_SSO_AWAY, 1);
  outlay_reply_set_retry_after (reply, RETRY_SECONDS);
  return reply;
}

/* (transfer full) (nullable): id of the company whose people come in, or %NULL with @reply */
static char *
find_company (const OutlayRequest *request, OutlayReply **reply)
{
  const char *name = outlay_sso_get_company (request->service->sso);
  g_autoptr (GError) error = NULL;
  OutlayConnection *db = outlay_service_get_reader (request->service, &error);
  char *id = NULL;

  if (db == NULL || !outlay_company_store_find (db, name, &id, &error))
    {
      *reply = outlay_reply_new_for_error (error);
      return NULL;
    }
  if (id == NULL)
    {
      g_warning ("sso: the company of sso-company is not there yet");
      *reply = outlay_reply_new_problem (503, NULL);
    }

  return id;
}

/* --- there --- */

typedef struct
{
  const OutlaySsoAttempt *attempt;
  const char *company;
  const char *pending;
  gint64 now;
} Storing;

/* On the writer. */
static OutlayReply *
store_cb (OutlayConnection *db, gpointer data)
{
  Storing *storing = data;
  g_autoptr (GError) error = NULL;

  return outlay_sso_attempt_store (storing->attempt, db, storing->company, storing->pending,
                                   storing->now, &error)
             ? outlay_reply_new_empty (204)
             : outlay_reply_new_for_error (error);
}

/* The browser goes on by itself, and not as the answer to the form: browsers hold form-action
 * against each redirect that follows one, and nobody knows where a provider redirects to. */
static OutlayReply *
send_away (const OutlayRequest *request, const char *url)
{
  const char *name = outlay_sso_get_name (request->service->sso);
  OutlayPage *page = outlay_page_new (request, "leave", "sign-in");

  outlay_page_set_text_with (page, "title", "sso-leave", name);
  outlay_page_set (page, "leads-to", url);
  return outlay_page_reply (page, 200);
}

static OutlayReply *
leave (const OutlayRequest *request, const OutlayAuthorization *authorization, const char *pending)
{
  g_auto (OutlaySsoAttempt) attempt = { 0 };
  g_autofree char *redirect_uri = make_redirect_uri (request);
  g_autofree char *url = NULL;
  g_autofree char *company = NULL;
  g_autoptr (OutlayReply) written = NULL;
  g_autoptr (GError) error = NULL;

  if (!outlay_sso_attempt_init (&attempt, request, NULL))
    return outlay_page_say (request, 400, "too-old");

  url = outlay_sso_dup_question (request->service->sso, redirect_uri, &attempt.secrets,
                                 authorization->hint, &error);
  if (url == NULL)
    return say_away (request, authorization, error->message);

  company = find_company (request, &written);
  if (company != NULL)
    written = outlay_service_write (request->service, company, OUTLAY_WRITE_ONCE, store_cb,
                                    &(Storing) { &attempt, company, pending, request->now });
  if (outlay_reply_get_status (written) >= 400)
    return ask_again (request, authorization, "busy", 503);

  return send_away (request, url);
}

static OutlayReply *
begin (const OutlayRequest *request)
{
  g_autoptr (OutlayForm) form = outlay_form_new_for_body (request);
  g_auto (OutlayAuthorization) authorization = { 0 };
  const char *pending = form != NULL ? outlay_form_get (form, "pending") : NULL;

  if (!is_offered (request))
    return outlay_page_say (request, 404, "not-offered");
  if (!outlay_browser_is_own_page (request))
    return outlay_page_say (request, 403, "foreign");
  if (form == NULL || outlay_form_get_doubled (form) != NULL ||
      !outlay_authorization_unseal (&authorization, request, pending))
    return outlay_page_say (request, 400, "too-old");

  return leave (request, &authorization, pending);
}

/* --- and back --- */

typedef struct
{
  const OutlaySsoAttempt *attempt;
  const char *company;
  gint64 now;
  char *pending;
} Taking;

/* On the writer. */
static OutlayReply *
take_cb (OutlayConnection *db, gpointer data)
{
  Taking *taking = data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&taking->pending, g_free);
  return outlay_sso_attempt_take (taking->attempt, db, taking->company, taking->now,
                                  &taking->pending, &error)
             ? outlay_reply_new_empty (204)
             : outlay_reply_new_for_error (error);
}

/* On the writer. */
static OutlayReply *
decide_cb (OutlayConnection *db, gpointer data)
{
  g_autoptr (GError) error = NULL;

  return outlay_sso_entry_decide (data, db, &error) ? outlay_reply_new_empty (204)
                                                    : outlay_reply_new_for_error (error);
}

static OutlayReply *
decide (OutlaySsoEntry *entry, const OutlayAuthorization *authorization)
{
  const OutlayRequest *request = entry->request;
  g_autoptr (OutlayReply) written = NULL;
  OutlayReply *reply;

  written = outlay_service_write (request->service, entry->company, OUTLAY_WRITE_REPEATABLE,
                                  decide_cb, entry);
  if (outlay_reply_get_status (written) >= 400)
    return ask_again (request, authorization, "busy", 503);

  if (entry->reason != NULL)
    {
      g_message ("sso: somebody was refused: %s", entry->reason);
      outlay_metrics_add (OUTLAY_METRIC_SSO_REFUSED, 1);
      return ask_again (request, authorization, entry->fault, 403);
    }

  reply = outlay_authorization_finish (authorization, request, entry->company, entry->person, TRUE);
  if (outlay_reply_get_status (reply) < 400)
    {
      outlay_metrics_add (OUTLAY_METRIC_SSO_SIGNED_IN, 1);
      return reply;
    }

  outlay_reply_free (reply);
  return ask_again (request, authorization, "busy", 503);
}

/* Nobody was signed in there, as the provider itself says. */
static OutlayReply *
note_error (const OutlayRequest *request,
            const OutlayAuthorization *authorization,
            const char *code)
{
  if (g_str_equal (code, "temporarily_unavailable") || g_str_equal (code, "server_error"))
    return say_away (request, authorization, "the identity provider is in trouble itself");

  outlay_metrics_add (OUTLAY_METRIC_SSO_REFUSED, 1);
  return ask_again (request, authorization,
                    g_str_equal (code, "access_denied") ? "sso-cancelled" : "sso-failed", 403);
}

static gboolean
read_answer (const OutlayRequest *request,
             const OutlaySsoAttempt *attempt,
             OutlayForm *form,
             OutlayIdClaims *claims,
             GError **error)
{
  OutlaySso *sso = request->service->sso;
  g_autofree char *redirect_uri = make_redirect_uri (request);
  const char *code = outlay_form_get (form, "code");

  if (!outlay_sso_check_answer (sso, outlay_form_get (form, "iss"), error))
    return FALSE;
  if (code == NULL)
    return outlay_sso_fail (error, OUTLAY_SSO_ERROR_BAD, "the answer has no code");

  return outlay_sso_read_answer (sso, redirect_uri, &attempt->secrets, code,
                                 request->now / G_USEC_PER_SEC, claims, error);
}

static OutlayReply *
come_back (const OutlayRequest *request,
           const OutlayAuthorization *authorization,
           const OutlaySsoAttempt *attempt,
           const char *company,
           OutlayForm *form)
{
  const char *code = outlay_form_get (form, "error");
  g_auto (OutlayIdClaims) claims = { 0 };
  g_auto (OutlaySsoEntry) entry = {
    .request = request,
    .company = company,
    .client = authorization->client->id,
    .claims = &claims,
  };
  g_autoptr (GError) error = NULL;

  if (code != NULL &&
      outlay_sso_check_answer (request->service->sso, outlay_form_get (form, "iss"), &error))
    return note_error (request, authorization, code);

  if (error == NULL && read_answer (request, attempt, form, &claims, &error))
    outlay_sso_entry_judge (&entry);
  else if (g_error_matches (error, OUTLAY_SSO_ERROR, OUTLAY_SSO_ERROR_AWAY))
    return say_away (request, authorization, error->message);
  else
    outlay_sso_entry_refuse (&entry, error->message, "sso-failed");

  return decide (&entry, authorization);
}

/* The attempt is over with its first answer, whatever that is. */
static OutlayReply *
take (const OutlayRequest *request, OutlaySsoAttempt *attempt, OutlayForm *form)
{
  Taking taking = { .attempt = attempt, .now = request->now };
  g_autofree char *company = NULL;
  g_autofree char *pending = NULL;
  g_auto (OutlayAuthorization) authorization = { 0 };
  g_autoptr (OutlayReply) written = NULL;

  company = find_company (request, &written);
  taking.company = company;
  if (company != NULL)
    written = outlay_service_write (request->service, company, OUTLAY_WRITE_ONCE, take_cb, &taking);
  pending = g_steal_pointer (&taking.pending);
  if (outlay_reply_get_status (written) >= 400)
    return outlay_page_say (request, 503, "busy");
  if (pending == NULL || !outlay_authorization_unseal (&authorization, request, pending))
    return outlay_page_say (request, 400, "too-old");

  return come_back (request, &authorization, attempt, company, form);
}

static OutlayReply *
end (const OutlayRequest *request)
{
  const char *text = request->query_text;
  g_autoptr (OutlayForm) form = outlay_form_new (text, text != NULL ? strlen (text) : 0);
  g_auto (OutlaySsoAttempt) attempt = { 0 };

  if (!is_offered (request))
    return outlay_page_say (request, 404, "not-offered");
  if (form == NULL || outlay_form_get_doubled (form) != NULL)
    return outlay_page_say (request, 400, "bad-request");
  if (outlay_form_get (form, "state") == NULL ||
      !outlay_sso_attempt_init (&attempt, request, outlay_form_get (form, "state")))
    return outlay_page_say (request, 400, "too-old");

  return take (request, &attempt, form);
}

const OutlayRoute outlay_sso_routes[] = {
  { "GET", PATH, OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_REMOTE, end, OUTLAY_QUERY_AS_IT_IS, 0, FALSE,
    OUTLAY_COST_SIGN_IN, .is_page = TRUE },
  { "POST", PATH, OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_REMOTE, begin, NULL, MAX_FORM, TRUE,
    OUTLAY_COST_SIGN_IN, .is_page = TRUE },
  { NULL },
};
