/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/auth/outlay-session-store.h"
#include "server/auth/outlay-sign-in-check.h"
#include "server/auth/outlay-sign-in.h"
#include "server/outlay-json-fields.h"
#include "server/outlay-route.h"
#include "server/outlay-service-private.h"

/* --- login --- */

typedef struct
{
  const OutlayRequest *request;
  const char *email;
  const char *password;
  OutlaySignInCheck check;

  /* What comes of it */
  OutlayPerson *found;
  OutlayRefreshToken token;
} Login;

static void
login_clear (Login *login)
{
  outlay_sign_in_check_clear (&login->check);
  g_clear_pointer (&login->found, outlay_person_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Login, login_clear)

static const OutlayJsonField login_fields[] = {
  { "email", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Login, email) },
  { "password", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Login, password) },
};

static OutlayReply *
refuse_login (void)
{
  OutlayReply *reply = outlay_reply_new_problem (401, "The address or the password is wrong.");

  outlay_reply_set_header (reply, "WWW-Authenticate", "Bearer");
  return reply;
}

/* On the writer. */
static OutlayReply *
start_session_cb (OutlayConnection *db, gpointer data)
{
  Login *login = data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&login->found, outlay_person_free);
  login->found = outlay_person_store_get (db, login->check.company, login->check.person, &error);
  if (error != NULL)
    return outlay_reply_new_for_error (error);
  if (login->found == NULL || login->found->is_disabled)
    return refuse_login ();

  if (!outlay_session_store_add (db, login->check.company, login->check.person,
                                 login->request->remote, login->request->now, &login->token,
                                 &error))
    return outlay_reply_new_for_error (error);

  return outlay_reply_new_empty (204);
}

static OutlayReply *
start_session (Login *login)
{
  g_autoptr (OutlayReply) written = outlay_service_write (
      login->request->service, login->check.company, OUTLAY_WRITE_ONCE, start_session_cb, login);

  if (outlay_reply_get_status (written) >= 400)
    return g_steal_pointer (&written);

  return outlay_sign_in_reply (login->request, 200, login->found, &login->token);
}

static OutlayReply *
log_in (const OutlayRequest *request)
{
  g_auto (Login) login = { .request = request };
  g_autoptr (GError) error = NULL;
  OutlayReply *problem;

  problem = outlay_json_fields_read (request->json, NULL, login_fields, G_N_ELEMENTS (login_fields),
                                     &login, NULL);
  if (problem != NULL)
    return problem;
  if (!outlay_sign_in_check (request, login.email, login.password, &login.check, &error))
    return outlay_reply_new_for_error (error);

  switch (login.check.outcome)
    {
    case OUTLAY_SIGN_IN_RIGHT:
      return start_session (&login);

    case OUTLAY_SIGN_IN_EAGER:
      return outlay_sign_in_refuse_eager (login.check.wait);

    case OUTLAY_SIGN_IN_WRONG:
    default:
      return refuse_login ();
    }
}

/* --- refresh and logout --- */

typedef struct
{
  const OutlayRequest *request;
  const char *text;
  OutlayRefreshToken presented;
  OutlayRefreshToken next;
  OutlayPerson *person;
} Refresh;

static const OutlayJsonField refresh_fields[] = {
  { "refresh_token", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Refresh, text) },
};

static OutlayReply *
refuse_refresh (void)
{
  OutlayReply *reply = outlay_reply_new_problem (401, "This session has ended. Sign in again.");

  outlay_reply_set_header (reply, "WWW-Authenticate", "Bearer");
  return reply;
}

/* Whether the app signed in with it, by its own form or by the browser. Another program's session is
 * moved on by that program, as OAuth has it (RFC 6749, 6). */
static gboolean
is_of_app (OutlayConnection *db, const OutlayRefreshToken *token, gboolean *is, GError **error)
{
  return outlay_session_store_belongs_to (db, token->company, token->session, NULL, is, error) &&
         (*is || outlay_session_store_belongs_to (db, token->company, token->session,
                                                  OUTLAY_OAUTH_DESKTOP, is, error));
}

/* On the writer. */
static OutlayReply *
rotate_cb (OutlayConnection *db, gpointer data)
{
  Refresh *refresh = data;
  OutlayService *service = refresh->request->service;
  g_autofree char *person = NULL;
  g_autoptr (GError) error = NULL;
  OutlayRotation rotation = OUTLAY_ROTATION_REFUSED;
  gboolean is_ours = FALSE;
  OutlayReply *reply;

  if (!is_of_app (db, &refresh->presented, &is_ours, &error) ||
      (is_ours && !outlay_session_store_rotate (db, service->keys->refresh, &refresh->presented,
                                                refresh->request->now, refresh->request->remote,
                                                &refresh->next, &person, &rotation, &error)))
    return outlay_reply_new_for_error (error);

  if (rotation == OUTLAY_ROTATION_DONE)
    {
      g_clear_pointer (&refresh->person, outlay_person_free);
      refresh->person = outlay_person_store_get (db, refresh->presented.company, person, &error);
      if (error != NULL)
        return outlay_reply_new_for_error (error);
      return refresh->person != NULL ? outlay_reply_new_empty (204) : refuse_refresh ();
    }

  reply = refuse_refresh ();
  if (rotation == OUTLAY_ROTATION_REUSED)
    {
      outlay_reply_keep_changes (reply);
      outlay_service_forget_identities (service);
    }

  return reply;
}

static OutlayReply *
refresh_tokens (const OutlayRequest *request)
{
  Refresh refresh = { .request = request };
  g_autoptr (OutlayPerson) person = NULL;
  g_autoptr (OutlayReply) written = NULL;
  OutlayReply *problem;

  problem = outlay_json_fields_read (request->json, NULL, refresh_fields,
                                     G_N_ELEMENTS (refresh_fields), &refresh, NULL);
  if (problem != NULL)
    return problem;
  if (!outlay_refresh_token_read (&refresh.presented, refresh.text))
    return refuse_refresh ();

  /* The same token gets the same successor again, so that a rotation may be repeated. */
  written = outlay_service_write (request->service, refresh.presented.company,
                                  OUTLAY_WRITE_REPEATABLE, rotate_cb, &refresh);
  person = refresh.person;
  if (outlay_reply_get_status (written) >= 400)
    return g_steal_pointer (&written);

  return outlay_sign_in_reply (request, 200, person, &refresh.next);
}

static gboolean
end_by_token (const OutlayRequest *request, const char *text, GError **error)
{
  OutlayRefreshToken token;
  gboolean knows = FALSE;

  if (!outlay_refresh_token_read (&token, text))
    return TRUE;
  if (!outlay_connection_serialize (request->db, token.company, error) ||
      !outlay_session_store_knows (request->db, &token, &knows, error))
    return FALSE;

  return !knows || outlay_session_store_end (request->db, token.company, token.session, "logout",
                                             request->now, error);
}

/* Whatever the token is worth, its owner is signed out afterwards (RFC 7009, 2.2). */
static OutlayReply *
log_out (const OutlayRequest *request)
{
  static const OutlayJsonField fields[] = {
    { "refresh_token", OUTLAY_JSON_STRING, OUTLAY_JSON_OPTIONAL, 0 },
  };
  const OutlayIdentity *identity = request->identity;
  g_autoptr (GError) error = NULL;
  const char *text = NULL;
  OutlayReply *problem = NULL;

  if (request->json != NULL)
    problem = outlay_json_fields_read (request->json, NULL, fields, G_N_ELEMENTS (fields), &text,
                                       NULL);
  if (problem != NULL)
    return problem;

  if ((text != NULL && !end_by_token (request, text, &error)) ||
      (identity != NULL &&
       !outlay_session_store_end (request->db, identity->company, identity->session, "logout",
                                  request->now, &error)))
    return outlay_reply_new_for_error (error);

  outlay_service_forget_identities (request->service);
  return outlay_reply_new_empty (204);
}

/* --- who am I, and whose keys are these --- */

static OutlayReply *
get_me (const OutlayRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayPerson) person = outlay_person_store_get (
      request->db, request->identity->company, request->identity->user, &error);
  yyjson_mut_doc *doc;

  if (error != NULL)
    return outlay_reply_new_for_error (error);
  if (person == NULL)
    return outlay_reply_new_problem (404, "There is nothing here.");

  doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_doc_set_root (doc, outlay_person_write_user (person, doc));
  return outlay_reply_new_doc (200, doc);
}

static OutlayReply *
get_jwks (const OutlayRequest *request)
{
  gsize length = 0;
  char *set = outlay_tokens_write_jwks (request->service->tokens, &length);
  OutlayReply *reply = outlay_reply_new_json (200, set, length);

  outlay_reply_set_header (reply, "Cache-Control", "public, max-age=3600");
  return reply;
}

const OutlayRoute outlay_auth_routes[] = {
  { "POST", "/api/v1/auth/login", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_SLOW, log_in, NULL,
    OUTLAY_MAX_JSON, FALSE, OUTLAY_COST_SIGN_IN },
  { "POST", "/api/v1/auth/refresh", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_FILE, refresh_tokens, NULL,
    OUTLAY_MAX_JSON, FALSE, OUTLAY_COST_SIGN_IN },
  { "POST", "/api/v1/auth/logout", OUTLAY_FOR_EVERYBODY_KNOWN, OUTLAY_RUN_WRITE, log_out, NULL,
    OUTLAY_MAX_JSON, FALSE },
  { "GET", "/api/v1/me", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_READ, get_me, NULL, 0, FALSE },
  { "GET", "/.well-known/jwks.json", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_READ, get_jwks, NULL, 0,
    FALSE },
  { NULL },
};
