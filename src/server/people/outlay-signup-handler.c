/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/account/outlay-account-check.h"
#include "server/auth/outlay-password.h"
#include "server/auth/outlay-session-store.h"
#include "server/auth/outlay-sign-in.h"
#include "server/history/outlay-audit-store.h"
#include "server/http/outlay-idempotency.h"
#include "server/http/outlay-proxies.h"
#include "server/outlay-json-fields.h"
#include "server/outlay-route.h"
#include "server/outlay-service-private.h"
#include "server/people/outlay-company-store.h"
#include "server/people/outlay-invitation-store.h"
#include "server/people/outlay-policy-store.h"

/* Who may come in:
 *
 *   - Anybody may found a company, whose admin they become, where the server's setting
 *     `signup` is open.
 *   - A company that exists takes who asks only where its own policy says so; a new one's does not.
 *   - Who has an invitation, and the address it was meant for, joins in its role.
 */
typedef struct
{
  const OutlayRequest *request;
  const char *company;
  const char *invite;
  const char *name;
  const char *email;
  const char *password;
  char *hash;

  /* What comes of it */
  OutlayPerson *person;
  OutlayRefreshToken token;
  gboolean is_replay;
} Signup;

static void
signup_clear (Signup *signup)
{
  g_free (signup->hash);
  g_clear_pointer (&signup->person, outlay_person_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Signup, signup_clear)

static const OutlayJsonField fields[] = {
  { "company", OUTLAY_JSON_STRING, OUTLAY_JSON_NULLABLE, G_STRUCT_OFFSET (Signup, company) },
  { "invite", OUTLAY_JSON_STRING, OUTLAY_JSON_NULLABLE, G_STRUCT_OFFSET (Signup, invite) },
  { "name", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Signup, name) },
  { "email", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Signup, email) },
  { "password", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Signup, password) },
};

static OutlayReply *
check_fields (const Signup *signup)
{
  g_autoptr (GArray) complaints = outlay_complaints_new ();

  outlay_name_check (signup->name, complaints);
  outlay_email_check (signup->email, complaints);
  outlay_password_check (signup->password, signup->email, complaints);
  if (!outlay_complaints_is_empty (complaints))
    return outlay_reply_new_complaints (422, complaints);

  if (signup->invite != NULL)
    return signup->company == NULL
               ? NULL
               : outlay_reply_new_problem_field (400, "company", "cannot go with an invitation");
  if (signup->company == NULL)
    return outlay_reply_new_problem_field (400, "company", "is missing");

  outlay_name_check (signup->company, complaints);
  if (!outlay_complaints_is_empty (complaints))
    return outlay_reply_new_problem_field (
        422, "company",
        outlay_complaint_code_to_string (g_array_index (complaints, OutlayComplaint, 0).code));

  return NULL;
}

/* How somebody comes in. */
typedef struct
{
  char *company;
  OutlayRole role;
  const char *kind;             /* for the audit */
  OutlayInvitation *invitation; /* (nullable) */
} Entrance;

static void
entrance_clear (Entrance *entrance)
{
  g_free (entrance->company);
  g_clear_pointer (&entrance->invitation, outlay_invitation_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entrance, entrance_clear)

/* The same, whatever is wrong with it: nobody learns here which codes or addresses there are. */
static OutlayReply *
refuse_invitation (void)
{
  return outlay_reply_new_problem (403,
                                   "This invitation is not valid, or not for this address. Ask "
                                   "who has invited you for a new one.");
}

static gboolean
is_for (const OutlayInvitation *invitation, const char *email)
{
  g_autofree char *wanted = outlay_person_store_fold_email (invitation->email);
  g_autofree char *given = outlay_person_store_fold_email (email);

  return g_str_equal (wanted, given);
}

static OutlayReply *
enter_by_invitation (Signup *signup, OutlayConnection *db, Entrance *entrance, GError **error)
{
  g_auto (OutlayStoredPolicy) stored = { 0 };
  g_autoptr (OutlayInvitation) invitation = NULL;
  g_autoptr (GError) local = NULL;
  OutlayInvitationCode code;

  if (!outlay_invitation_code_read (&code, signup->invite))
    return refuse_invitation ();
  if (!outlay_connection_serialize (db, code.company, error))
    return NULL;

  invitation = outlay_invitation_store_find (db, &code, &local);
  if (local != NULL || !outlay_policy_store_get (db, code.company, &stored, &local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (invitation == NULL ||
      outlay_invitation_get_state (invitation, signup->request->now) != OUTLAY_INVITATION_PENDING ||
      !is_for (invitation, signup->email) || stored.policy.signup == OUTLAY_SIGNUP_CLOSED)
    return refuse_invitation ();

  entrance->company = g_strdup (code.company);
  entrance->role = invitation->role;
  entrance->kind = OUTLAY_AUDIT_INVITATION_ACCEPTED;
  entrance->invitation = g_steal_pointer (&invitation);
  return NULL;
}

/* The company to join and the role in it; or the reason why not. Neither a reply nor a company is an
 * error. */
static OutlayReply *
enter (Signup *signup, OutlayConnection *db, Entrance *entrance, GError **error)
{
  g_auto (OutlayStoredPolicy) stored = { 0 };

  if (signup->invite != NULL)
    return enter_by_invitation (signup, db, entrance, error);
  if (!outlay_company_store_hold (db, signup->company, &entrance->company, error))
    return NULL;

  if (entrance->company != NULL)
    {
      entrance->role = OUTLAY_ROLE_EMPLOYEE;
      entrance->kind = OUTLAY_AUDIT_JOINED;
      if (!outlay_policy_store_get (db, entrance->company, &stored, error))
        return outlay_reply_new_for_error (*error);

      return stored.policy.signup == OUTLAY_SIGNUP_OPEN
                 ? NULL
                 : outlay_reply_new_problem (403, "This company is there already and takes "
                                                  "nobody who is not invited. Ask one of its "
                                                  "administrators for an account.");
    }

  if (!signup->request->service->settings->signup_open)
    return outlay_reply_new_problem (403, "New companies cannot be founded on this server.");

  entrance->role = OUTLAY_ROLE_ADMIN;
  entrance->kind = OUTLAY_AUDIT_COMPANY_FOUNDED;
  entrance->company = outlay_company_store_add (db, signup->company, signup->request->now, error);
  return NULL;
}

static OutlayReply *
start_session (Signup *signup, const OutlayRequest *request)
{
  const OutlayIdentity *identity = request->identity;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&signup->person, outlay_person_free);
  signup->person = outlay_person_store_get (request->db, identity->company, identity->user, &error);
  if (error != NULL)
    return outlay_reply_new_for_error (error);
  if (signup->person == NULL || signup->person->is_disabled)
    return outlay_reply_new_problem (403, "This account is disabled.");
  if (!outlay_session_store_add (request->db, identity->company, identity->user, request->remote,
                                 request->now, &signup->token, &error))
    return outlay_reply_new_for_error (error);

  return outlay_reply_new_empty (204);
}

/* A signup that comes again with its Idempotency-Key, as the answer was lost. The tokens of that
 * answer are kept nowhere: the same person gets another session. %NULL when there is none to
 * answer again. */
static OutlayReply *
recall (Signup *signup, OutlayConnection *db)
{
  OutlayRequest request = *signup->request;
  g_autofree char *company = NULL;
  g_autofree char *id = NULL;
  g_autoptr (OutlayReply) kept = NULL;
  g_autoptr (GError) error = NULL;
  OutlayIdentity identity = { 0 };

  signup->is_replay = FALSE;
  if (request.idempotency_key == NULL)
    return NULL;
  if (!outlay_person_store_find (db, signup->email, &company, &id, &error))
    return outlay_reply_new_for_error (error);
  if (id == NULL)
    return NULL;
  if (!outlay_connection_serialize (db, company, &error))
    return outlay_reply_new_for_error (error);

  identity.company = company;
  identity.user = id;
  request.db = db;
  request.identity = &identity;
  kept = outlay_idempotency_recall (&request);
  if (kept == NULL || outlay_reply_get_status (kept) >= 400)
    return g_steal_pointer (&kept);

  signup->is_replay = TRUE;
  return start_session (signup, &request);
}

/* The key is kept as the new person's own, with no more of the answer than that there was one. */
static OutlayReply *
welcome (Signup *signup, OutlayConnection *db, const char *company, const char *id)
{
  OutlayRequest request = *signup->request;
  const OutlayIdentity identity = { .company = company, .user = id };

  request.db = db;
  request.identity = &identity;
  return outlay_idempotency_keep (&request, start_session (signup, &request));
}

static gboolean
note_entrance (Signup *signup,
               OutlayConnection *db,
               Entrance *entrance,
               const char *id,
               GError **error)
{
  gint64 now = signup->request->now;
  OutlayInvitation *invitation = entrance->invitation;
  g_autofree char *detail = invitation != NULL ? outlay_invitation_dup_detail (invitation) : NULL;

  if (invitation != NULL && !outlay_invitation_store_accept (db, invitation, id, now, error))
    return FALSE;

  return outlay_audit_store_add (db, entrance->company,
                                 &(OutlayAuditEntry) {
                                     .kind = entrance->kind,
                                     .actor = id,
                                     .person = id,
                                     .remote = signup->request->remote,
                                     .detail = detail,
                                 },
                                 now, error);
}

/* On the writer. */
static OutlayReply *
add_person_cb (OutlayConnection *db, gpointer data)
{
  Signup *signup = data;
  gint64 now = signup->request->now;
  g_auto (Entrance) entrance = { 0 };
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  OutlayReply *reply;

  if ((reply = recall (signup, db)) != NULL ||
      (reply = enter (signup, db, &entrance, &error)) != NULL)
    return reply;
  if (error != NULL || !outlay_person_store_add (db, entrance.company, signup->name, signup->email,
                                                 entrance.role, signup->hash, now, &id, &error))
    return outlay_reply_new_for_error (error);
  if (id == NULL)
    return outlay_reply_new_problem_field (409, "email", "has an account already");
  if (!note_entrance (signup, db, &entrance, id, &error))
    return outlay_reply_new_for_error (error);

  return welcome (signup, db, entrance.company, id);
}

static OutlayReply *
sign_up (const OutlayRequest *request)
{
  OutlayService *service = request->service;
  g_auto (Signup) signup = { .request = request };
  g_autofree char *place = outlay_address_dup_network (request->remote);
  g_autoptr (OutlayReply) written = NULL;
  OutlayReply *problem, *reply;
  guint wait;

  problem = outlay_json_fields_read (request->json, NULL, fields, G_N_ELEMENTS (fields), &signup,
                                     NULL);
  if (problem == NULL)
    problem = check_fields (&signup);
  if (problem != NULL)
    return problem;

  wait = outlay_attempts_get_wait (service->attempts, "signup", place, OUTLAY_ADDRESS_SIGNUPS,
                                   request->now);
  if (wait > 0)
    return outlay_sign_in_refuse_eager (wait);
  outlay_attempts_add (service->attempts, "signup", place, request->now);

  signup.hash = outlay_password_hash (service->keys->pepper, signup.password,
                                      service->settings->bcrypt_cost);
  written = outlay_service_write (
      service, NULL, request->idempotency_key != NULL ? OUTLAY_WRITE_REPEATABLE : OUTLAY_WRITE_ONCE,
      add_person_cb, &signup);
  if (outlay_reply_get_status (written) >= 400)
    return g_steal_pointer (&written);

  reply = outlay_sign_in_reply (request, 201, signup.person, &signup.token);
  if (signup.is_replay)
    outlay_reply_set_header (reply, "Idempotent-Replay", "true");

  return reply;
}

const OutlayRoute outlay_signup_routes[] = {
  { "POST", "/api/v1/auth/signup", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_SLOW, sign_up, NULL,
    OUTLAY_MAX_JSON, FALSE, OUTLAY_COST_SIGN_IN },
  { NULL },
};
