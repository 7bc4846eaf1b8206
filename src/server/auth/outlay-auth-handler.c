/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "server/auth/outlay-password.h"
#include "server/auth/outlay-session-store.h"
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

  /* What the database has of the address */
  char *company;
  char *person;
  char *hash;
  gboolean is_disabled;

  /* What comes of it */
  OutlayPerson *found;
  OutlayRefreshToken token;
} Login;

static void
login_clear (Login *login)
{
  g_free (login->company);
  g_free (login->person);
  g_free (login->hash);
  g_clear_pointer (&login->found, outlay_person_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Login, login_clear)

static const OutlayJsonField login_fields[] = {
  { "email", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Login, email) },
  { "password", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Login, password) },
};

static gboolean
find_account (Login *login, const char *email, GError **error)
{
  OutlayConnection *reader = outlay_service_get_reader (login->request->service, error);
  OutlayStatement *query = reader != NULL ? outlay_connection_query (reader, "address/find", error)
                                          : NULL;
  gboolean has_row = FALSE;

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "s", email);
  if (!outlay_statement_step (query, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  login->company = g_strdup (outlay_statement_get_text (query, 0));
  login->person = g_strdup (outlay_statement_get_text (query, 1));
  login->hash = g_strdup (outlay_statement_get_text (query, 2));
  login->is_disabled = !outlay_statement_is_null (query, 3);
  outlay_statement_reset (query);

  return TRUE;
}

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
  login->found = outlay_person_store_get (db, login->company, login->person, &error);
  if (error != NULL)
    return outlay_reply_new_for_error (error);
  if (login->found == NULL || login->found->is_disabled)
    return refuse_login ();

  if (!outlay_session_store_add (db, login->company, login->person, login->request->now,
                                 &login->token, &error))
    return outlay_reply_new_for_error (error);

  return outlay_reply_new_empty (204);
}

static OutlayReply *
start_session (Login *login)
{
  g_autoptr (OutlayReply) written = outlay_service_write (
      login->request->service, login->company, OUTLAY_WRITE_ONCE, start_session_cb, login);

  if (outlay_reply_get_status (written) >= 400)
    return g_steal_pointer (&written);

  return outlay_sign_in_reply (login->request, 200, login->found, &login->token);
}

/* Seconds to wait. Guesses from one address are held back soon; those of strangers elsewhere keep
 * nobody from their own account before there are many. */
static guint
get_wait (const OutlayRequest *request, const char *email, const char *pair)
{
  OutlayAttempts *attempts = request->service->attempts;
  guint here = outlay_attempts_get_wait (attempts, "account-at-address", pair,
                                         OUTLAY_ACCOUNT_AT_ADDRESS_FAILURES, request->now);
  guint account = outlay_attempts_get_wait (attempts, "account", email, OUTLAY_ACCOUNT_FAILURES,
                                            request->now);
  guint address = outlay_attempts_get_wait (attempts, "address", request->remote,
                                            OUTLAY_ADDRESS_FAILURES, request->now);

  return MAX (here, MAX (account, address));
}

static void
note_failure (const OutlayRequest *request, const char *email, const char *pair)
{
  OutlayAttempts *attempts = request->service->attempts;

  outlay_attempts_add (attempts, "account-at-address", pair, request->now);
  outlay_attempts_add (attempts, "account", email, request->now);
  outlay_attempts_add (attempts, "address", request->remote, request->now);
  g_message ("a sign-in from %s failed", request->remote);
}

static OutlayReply *
log_in (const OutlayRequest *request)
{
  OutlayService *service = request->service;
  g_auto (Login) login = { .request = request };
  g_autoptr (GError) error = NULL;
  g_autofree char *email = NULL;
  g_autofree char *pair = NULL;
  OutlayReply *problem;
  guint wait;

  problem = outlay_json_fields_read (request->json, NULL, login_fields, G_N_ELEMENTS (login_fields),
                                     &login, NULL);
  if (problem != NULL)
    return problem;

  email = outlay_person_store_fold_email (login.email);
  pair = g_strconcat (request->remote, " ", email, NULL);
  wait = get_wait (request, email, pair);
  if (wait > 0)
    return outlay_sign_in_refuse_eager (wait);

  if (!find_account (&login, email, &error))
    return outlay_reply_new_for_error (error);

  /* The same work and the same answer, whether there is such an account or not. */
  if (!outlay_password_verify (service->keys->pepper, login.password, login.hash,
                               service->settings->bcrypt_cost) ||
      login.is_disabled)
    {
      note_failure (request, email, pair);
      return refuse_login ();
    }

  /* What was guessed elsewhere stays counted. */
  outlay_attempts_clear (service->attempts, "account-at-address", pair);
  return start_session (&login);
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

/* On the writer. */
static OutlayReply *
rotate_cb (OutlayConnection *db, gpointer data)
{
  Refresh *refresh = data;
  OutlayService *service = refresh->request->service;
  g_autofree char *person = NULL;
  g_autoptr (GError) error = NULL;
  OutlayRotation rotation;
  OutlayReply *reply;

  if (!outlay_session_store_rotate (db, service->keys->refresh, &refresh->presented,
                                    refresh->request->now, refresh->request->remote, &refresh->next,
                                    &person, &rotation, &error))
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
  if (!outlay_session_store_knows (request->db, &token, &knows, error))
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
    OUTLAY_MAX_JSON, FALSE },
  { "POST", "/api/v1/auth/refresh", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_FILE, refresh_tokens, NULL,
    OUTLAY_MAX_JSON, FALSE },
  { "POST", "/api/v1/auth/logout", OUTLAY_FOR_EVERYBODY_KNOWN, OUTLAY_RUN_WRITE, log_out, NULL,
    OUTLAY_MAX_JSON, FALSE },
  { "GET", "/api/v1/me", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_READ, get_me, NULL, 0, FALSE },
  { "GET", "/.well-known/jwks.json", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_READ, get_jwks, NULL, 0,
    FALSE },
  { NULL },
};
