/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "server/auth/outlay-session-store.h"
#include "server/auth/outlay-sign-in.h"
#include "server/oauth/outlay-authorization.h"
#include "server/oauth/outlay-code-store.h"
#include "server/oauth/outlay-form.h"
#include "server/oauth/outlay-refresh-cookie.h"
#include "server/outlay-route.h"
#include "server/outlay-service-private.h"

#define MAX_FORM (8 * 1024)

/* An exchange of a code or of a refresh token for new tokens, or the end of them. */
typedef struct
{
  const OutlayRequest *request;
  OutlayForm *form;
  const OutlayOAuthClient *client;
  OutlayRefreshToken presented;

  /* What comes of it */
  OutlayRefreshToken next;
  OutlayPerson *person;
} Exchange;

static void
exchange_clear (Exchange *exchange)
{
  g_clear_pointer (&exchange->form, outlay_form_free);
  g_clear_pointer (&exchange->person, outlay_person_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Exchange, exchange_clear)

/* An error as RFC 6749, 5.2 has it. */
static OutlayReply *
refuse (guint status, const char *code, const char *why)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  OutlayReply *reply;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_str (doc, root, "error", code);
  yyjson_mut_obj_add_str (doc, root, "error_description", why);

  reply = outlay_reply_new_doc (status, doc);
  outlay_reply_set_header (reply, "Cache-Control", "no-store");
  if (status == 401)
    outlay_reply_set_header (reply, "WWW-Authenticate", "Basic realm=\"oauth\"");

  return reply;
}

static OutlayReply *
refuse_grant (void)
{
  return refuse (400, "invalid_grant", "This is not valid any more, or not yours.");
}

/* Reads the form and who sends it. All clients are public: none has a secret to show. */
static OutlayReply *
begin (Exchange *exchange)
{
  const OutlayRequest *request = exchange->request;
  const char *id;

  if (request->service->public_url == NULL)
    return outlay_reply_new_problem (404, "This server does not say where it is reached.");

  exchange->form = outlay_form_new_for_body (request);
  if (exchange->form == NULL)
    return refuse (400, "invalid_request", "The body is not application/x-www-form-urlencoded.");
  if (outlay_form_get_doubled (exchange->form) != NULL)
    return refuse (400, "invalid_request", "A parameter is there twice.");

  if (request->authorization != NULL || outlay_form_get (exchange->form, "client_secret") != NULL)
    return refuse (401, "invalid_client", "Clients have no secret here, and send none.");
  id = outlay_form_get (exchange->form, "client_id");
  if (id == NULL)
    return refuse (400, "invalid_request", "client_id is missing.");
  exchange->client = outlay_oauth_clients_find (request->service->oauth_clients, id);
  if (exchange->client == NULL)
    return refuse (401, "invalid_client", "This client_id is not known here.");

  return NULL;
}

static OutlayReply *
reply_with_tokens (const Exchange *exchange)
{
  const OutlayRequest *request = exchange->request;
  const char *client = exchange->client->id;
  OutlayReply *reply;

  if (!exchange->client->keeps_refresh_in_cookie)
    return outlay_sign_in_reply_to_client (request, exchange->person, &exchange->next, client,
                                           OUTLAY_OAUTH_SCOPE, TRUE);

  reply = outlay_sign_in_reply_to_client (request, exchange->person, &exchange->next, client,
                                          OUTLAY_OAUTH_SCOPE, FALSE);
  outlay_refresh_cookie_set (request, reply, exchange->client, &exchange->next);
  return reply;
}

/* --- authorization_code --- */

/* On the writer. */
static OutlayReply *
spend_cb (OutlayConnection *db, gpointer data)
{
  Exchange *exchange = data;
  const OutlayRequest *request = exchange->request;
  OutlayForm *form = exchange->form;
  g_autofree char *person = NULL;
  g_autoptr (GError) error = NULL;
  OutlayCodeOutcome outcome;
  OutlayReply *reply;

  g_clear_pointer (&exchange->person, outlay_person_free);
  if (!outlay_code_store_spend (db, &exchange->presented, exchange->client->id,
                                outlay_form_get (form, "redirect_uri"),
                                outlay_form_get (form, "code_verifier"), request->remote,
                                request->now, &exchange->next, &person, &outcome, &error))
    return outlay_reply_new_for_error (error);

  if (outcome == OUTLAY_CODE_SPENT)
    {
      exchange->person = outlay_person_store_get (db, exchange->presented.company, person, &error);
      return exchange->person != NULL ? outlay_reply_new_empty (204) : refuse_grant ();
    }

  reply = refuse_grant ();
  if (outcome == OUTLAY_CODE_REUSED)
    {
      outlay_reply_keep_changes (reply);
      outlay_service_forget_identities (request->service);
    }

  return reply;
}

static OutlayReply *
exchange_code (Exchange *exchange)
{
  const char *code = outlay_form_get (exchange->form, "code");
  g_autoptr (OutlayReply) written = NULL;

  if (code == NULL || outlay_form_get (exchange->form, "redirect_uri") == NULL ||
      outlay_form_get (exchange->form, "code_verifier") == NULL)
    return refuse (400, "invalid_request", "code, redirect_uri and code_verifier are needed.");
  if (!outlay_refresh_token_read (&exchange->presented, code))
    return refuse_grant ();

  written = outlay_service_write (exchange->request->service, exchange->presented.company,
                                  OUTLAY_WRITE_ONCE, spend_cb, exchange);
  return outlay_reply_get_status (written) >= 400 ? g_steal_pointer (&written)
                                                  : reply_with_tokens (exchange);
}

/* --- refresh_token --- */

/* On the writer. */
static OutlayReply *
rotate_cb (OutlayConnection *db, gpointer data)
{
  Exchange *exchange = data;
  const OutlayRequest *request = exchange->request;
  const OutlayRefreshToken *presented = &exchange->presented;
  g_autofree char *person = NULL;
  g_autoptr (GError) error = NULL;
  OutlayRotation rotation = OUTLAY_ROTATION_REFUSED;
  gboolean belongs = FALSE;
  OutlayReply *reply;

  g_clear_pointer (&exchange->person, outlay_person_free);
  if (!outlay_session_store_belongs_to (db, presented->company, presented->session,
                                        exchange->client->id, &belongs, &error) ||
      (belongs &&
       !outlay_session_store_rotate (db, request->service->keys->refresh, presented, request->now,
                                     request->remote, &exchange->next, &person, &rotation, &error)))
    return outlay_reply_new_for_error (error);

  if (rotation == OUTLAY_ROTATION_DONE)
    {
      exchange->person = outlay_person_store_get (db, presented->company, person, &error);
      return exchange->person != NULL ? outlay_reply_new_empty (204) : refuse_grant ();
    }

  reply = refuse_grant ();
  if (rotation == OUTLAY_ROTATION_REUSED)
    {
      outlay_reply_keep_changes (reply);
      outlay_service_forget_identities (request->service);
    }

  return reply;
}

/* (transfer full) (nullable): as the body has it, or, of a client that keeps it there, the cookie */
static char *
dup_refresh_token (const Exchange *exchange, const char *name)
{
  const char *text = outlay_form_get (exchange->form, name);

  if (!exchange->client->keeps_refresh_in_cookie)
    return g_strdup (text);

  return text == NULL ? outlay_refresh_cookie_dup (exchange->request, exchange->client) : NULL;
}

static OutlayReply *
exchange_refresh_token (Exchange *exchange)
{
  g_autofree char *text = dup_refresh_token (exchange, "refresh_token");
  g_autoptr (OutlayReply) written = NULL;

  if (text == NULL)
    return refuse (400, "invalid_request", "refresh_token is missing.");
  if (!outlay_refresh_token_read (&exchange->presented, text))
    return refuse_grant ();

  written = outlay_service_write (exchange->request->service, exchange->presented.company,
                                  OUTLAY_WRITE_REPEATABLE, rotate_cb, exchange);
  return outlay_reply_get_status (written) >= 400 ? g_steal_pointer (&written)
                                                  : reply_with_tokens (exchange);
}

static OutlayReply *
give_tokens (const OutlayRequest *request)
{
  g_auto (Exchange) exchange = { .request = request };
  OutlayReply *refusal = begin (&exchange);
  const char *type;

  if (refusal != NULL)
    return refusal;

  type = outlay_form_get (exchange.form, "grant_type");
  if (type == NULL)
    return refuse (400, "invalid_request", "grant_type is missing.");
  if (g_str_equal (type, "authorization_code"))
    return exchange_code (&exchange);
  if (g_str_equal (type, "refresh_token"))
    return exchange_refresh_token (&exchange);

  return refuse (400, "unsupported_grant_type", "Grants are authorization_code and refresh_token.");
}

/* --- the end of them (RFC 7009) --- */

/* On the writer. */
static OutlayReply *
end_cb (OutlayConnection *db, gpointer data)
{
  Exchange *exchange = data;
  const OutlayRefreshToken *presented = &exchange->presented;
  g_autoptr (GError) error = NULL;
  gboolean belongs = FALSE;

  if (!outlay_session_store_belongs_to (db, presented->company, presented->session,
                                        exchange->client->id, &belongs, &error))
    return outlay_reply_new_for_error (error);
  if (!belongs)
    return refuse_grant ();
  if (!outlay_session_store_end (db, presented->company, presented->session, "logout",
                                 exchange->request->now, &error))
    return outlay_reply_new_for_error (error);

  outlay_service_forget_identities (exchange->request->service);
  return outlay_reply_new_empty (204);
}

/* Which session a token belongs to: a refresh token that it knows, or a good access token. */
static gboolean
find_session (Exchange *exchange, const char *text, gboolean *is_known, GError **error)
{
  const OutlayRequest *request = exchange->request;
  OutlayConnection *db;
  OutlayTokenClaims claims;

  if (outlay_refresh_token_read (&exchange->presented, text))
    {
      db = outlay_service_get_reader (request->service, error);
      return db != NULL && outlay_session_store_knows (db, &exchange->presented, is_known, error);
    }

  *is_known = outlay_tokens_verify (request->service->tokens, text, request->now / G_USEC_PER_SEC,
                                    &claims);
  if (*is_known)
    {
      g_strlcpy (exchange->presented.company, claims.company, sizeof exchange->presented.company);
      g_strlcpy (exchange->presented.session, claims.session, sizeof exchange->presented.session);
    }

  return TRUE;
}

/* An unknown token is no error: it is as good as revoked (RFC 7009, 2.2). */
static OutlayReply *
end_tokens (const OutlayRequest *request)
{
  g_auto (Exchange) exchange = { .request = request };
  g_autoptr (OutlayReply) written = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean is_known = FALSE;
  OutlayReply *reply;

  if ((reply = begin (&exchange)) != NULL)
    return reply;

  text = g_strdup (outlay_form_get (exchange.form, "token"));
  if (text == NULL)
    text = dup_refresh_token (&exchange, "token");
  if (text == NULL)
    return refuse (400, "invalid_request", "token is missing.");
  if (!find_session (&exchange, text, &is_known, &error))
    return outlay_reply_new_for_error (error);

  if (is_known)
    written = outlay_service_write (request->service, exchange.presented.company,
                                    OUTLAY_WRITE_REPEATABLE, end_cb, &exchange);
  if (written != NULL && outlay_reply_get_status (written) >= 400)
    return g_steal_pointer (&written);

  reply = outlay_reply_new_empty (200);
  outlay_reply_set_header (reply, "Cache-Control", "no-store");
  if (exchange.client->keeps_refresh_in_cookie)
    outlay_refresh_cookie_clear (request, reply, exchange.client);

  return reply;
}

const OutlayRoute outlay_token_routes[] = {
  { "POST", "/oauth/token", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_FILE, give_tokens, NULL, MAX_FORM,
    TRUE, OUTLAY_COST_SIGN_IN, .takes_cookie = TRUE },
  { "POST", "/oauth/revoke", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_FILE, end_tokens, NULL, MAX_FORM,
    TRUE, OUTLAY_COST_SIGN_IN, .takes_cookie = TRUE },
  { NULL },
};
