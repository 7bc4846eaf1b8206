/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/outlay-uuid.h"
#include "server/auth/outlay-standing.h"
#include "server/expenses/outlay-expense-query.h"
#include "server/history/outlay-audit-store.h"
#include "server/http/outlay-idempotency.h"
#include "server/outlay-route.h"
#include "server/outlay-service-private.h"
#include "server/people/outlay-invitation-store.h"
#include "server/people/outlay-invite.h"
#include "server/people/outlay-person-store.h"
#include "server/people/outlay-policy-store.h"

/* Sending an invitation for the first time or once more, on its way to a writer and back. */
typedef struct
{
  const OutlayRequest *request;
  const char *email;
  const char *name;
  OutlayRole role;
  OutlayInvitationCode code;
} Sending;

/* --- replies ---------------------------------------------------------------------------------- */

/* (nullable): where whoever opens it can join; nobody knows where without a public address */
static char *
dup_link (const OutlayRequest *request, const char *code)
{
  const char *origin = request->service->public_url;

  return origin != NULL ? g_strconcat (origin, "/join#", code, NULL) : NULL;
}

/* @code: (nullable): written, with its link, where it is given */
static OutlayReply *
reply_invitation (const OutlayRequest *request,
                  guint status,
                  const OutlayInvitation *invitation,
                  const OutlayInvitationCode *code)
{
  g_autofree char *text = code != NULL ? outlay_invitation_code_write (code) : NULL;
  g_autofree char *link = code != NULL ? dup_link (request, text) : NULL;
  OutlayJsonWriter json;
  OutlayReply *reply;
  gsize length;
  char *body;

  outlay_json_writer_init (&json, 512);
  outlay_invitation_write_json (invitation, text, link, request->now, &json);
  body = outlay_json_writer_end (&json, &length);
  reply = outlay_reply_new_json (status, body, length);
  outlay_reply_set_header (reply, "Cache-Control", "no-store");

  return reply;
}

/* The code is told once: what is kept for a replay is the same without it. */
static OutlayReply *
tell_code (const OutlayRequest *request,
           guint status,
           const OutlayInvitation *invitation,
           const OutlayInvitationCode *code)
{
  OutlayReply *kept = outlay_idempotency_keep (
      request, reply_invitation (request, status, invitation, NULL));

  if (outlay_reply_get_status (kept) >= 400)
    return kept;

  outlay_reply_free (kept);
  return reply_invitation (request, status, invitation, code);
}

/* --- what is common to the writes ------------------------------------------------------------- */

static gboolean
note_in_audit (const OutlayRequest *request,
               const char *kind,
               const OutlayInvitation *invitation,
               GError **error)
{
  g_autofree char *detail = outlay_invitation_dup_detail (invitation);

  return outlay_audit_store_add (request->db, request->identity->company,
                                 &(OutlayAuditEntry) {
                                     .kind = kind,
                                     .actor = request->identity->user,
                                     .person = invitation->person,
                                     .remote = request->remote,
                                     .detail = detail,
                                 },
                                 request->now, error);
}

static OutlayReply *
check_policy (const OutlayRequest *request)
{
  g_auto (OutlayStoredPolicy) stored = { 0 };
  g_autoptr (GError) error = NULL;

  if (!outlay_policy_store_get (request->db, request->identity->company, &stored, &error))
    return outlay_reply_new_for_error (error);

  return stored.policy.signup != OUTLAY_SIGNUP_CLOSED
             ? NULL
             : outlay_reply_new_problem (409, "The policy says that nobody joins the company now.");
}

/* For a write on a pool: who asks, now, and what was answered before. */
static OutlayReply *
begin_write (OutlayRequest *request, OutlayConnection *db, OutlayIdentity *identity)
{
  OutlayReply *reply;

  request->db = db;
  reply = outlay_standing_check (request->identity, db, OUTLAY_ROLE_ADMIN, identity);
  if (reply != NULL)
    return reply;

  request->identity = identity;
  return outlay_idempotency_recall (request);
}

static OutlayReply *
run_write (const OutlayRequest *request, OutlayWriteFunc func, Sending *sending)
{
  outlay_invitation_code_init (&sending->code, request->identity->company);

  return outlay_service_write (request->service, request->identity->company,
                               request->idempotency_key != NULL ? OUTLAY_WRITE_REPEATABLE
                                                                : OUTLAY_WRITE_ONCE,
                               func, sending);
}

/* The one that the path names, as long as it was not accepted. */
static OutlayReply *
find_open (const OutlayRequest *request, OutlayInvitation **invitation)
{
  g_autoptr (GError) error = NULL;

  *invitation = outlay_invitation_store_get (request->db, request->identity->company,
                                             request->arguments[0], &error);
  if (error != NULL)
    return outlay_reply_new_for_error (error);
  if (*invitation == NULL)
    return outlay_reply_new_problem (404, "There is no such invitation.");
  if ((*invitation)->accepted_at != 0)
    return outlay_reply_new_problem (409, "This invitation has been accepted.");

  return NULL;
}

/* --- invite ----------------------------------------------------------------------------------- */

static OutlayReply *
check_address (const Sending *sending, OutlayConnection *db)
{
  g_autofree char *company = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  if (!outlay_person_store_find (db, sending->email, &company, &id, &error))
    return outlay_reply_new_for_error (error);

  return id == NULL ? NULL
                    : outlay_reply_new_problem_field (409, "email", "has an account already");
}

static OutlayReply *
add_invitation (const Sending *sending, const OutlayRequest *request)
{
  const char *company = request->identity->company;
  g_autoptr (OutlayInvitation) invitation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  if (!outlay_invitation_store_add (request->db, company, sending->email, sending->name,
                                    sending->role, request->identity->user, &sending->code,
                                    request->now, &id, &error))
    return outlay_reply_new_for_error (error);
  if (id == NULL)
    return outlay_reply_new_problem_field (409, "email", "is invited already");

  invitation = outlay_invitation_store_get (request->db, company, id, &error);
  if (invitation == NULL || !note_in_audit (request, OUTLAY_AUDIT_INVITED, invitation, &error))
    return outlay_reply_new_for_error (error);

  return tell_code (request, 201, invitation, &sending->code);
}

/* On a writer. */
static OutlayReply *
invite_cb (OutlayConnection *db, gpointer data)
{
  const Sending *sending = data;
  OutlayRequest request = *sending->request;
  OutlayIdentity identity;
  OutlayReply *reply;

  if ((reply = begin_write (&request, db, &identity)) != NULL ||
      (reply = check_policy (&request)) != NULL || (reply = check_address (sending, db)) != NULL)
    return reply;

  return add_invitation (sending, &request);
}

OutlayReply *
outlay_invite (const OutlayRequest *request, const char *email, const char *name, OutlayRole role)
{
  Sending sending = { .request = request, .email = email, .name = name, .role = role };

  return run_write (request, invite_cb, &sending);
}

/* --- renew and revoke ------------------------------------------------------------------------- */

/* On a writer. */
static OutlayReply *
renew_cb (OutlayConnection *db, gpointer data)
{
  const Sending *sending = data;
  OutlayRequest request = *sending->request;
  g_autoptr (OutlayInvitation) invitation = NULL;
  g_autoptr (GError) error = NULL;
  OutlayIdentity identity;
  OutlayReply *reply;

  if ((reply = begin_write (&request, db, &identity)) != NULL ||
      (reply = check_policy (&request)) != NULL ||
      (reply = find_open (&request, &invitation)) != NULL)
    return reply;
  if (invitation->revoked_at != 0)
    return outlay_reply_new_problem (409, "This invitation was revoked. Invite them anew.");

  if (!outlay_invitation_store_renew (db, invitation, &sending->code, request.now, &error) ||
      !note_in_audit (&request, OUTLAY_AUDIT_INVITATION_RENEWED, invitation, &error))
    return outlay_reply_new_for_error (error);

  invitation->sent_at = request.now;
  return tell_code (&request, 200, invitation, &sending->code);
}

static OutlayReply *
renew_invitation (const OutlayRequest *request)
{
  Sending sending = { .request = request };

  return run_write (request, renew_cb, &sending);
}

static OutlayReply *
revoke_invitation (const OutlayRequest *request)
{
  g_autoptr (OutlayInvitation) invitation = NULL;
  g_autoptr (GError) error = NULL;
  OutlayReply *reply = find_open (request, &invitation);

  if (reply != NULL)
    return reply;
  if (invitation->revoked_at != 0)
    return outlay_reply_new_empty (204);

  if (!outlay_invitation_store_revoke (request->db, invitation, request->now, &error) ||
      !note_in_audit (request, OUTLAY_AUDIT_INVITATION_REVOKED, invitation, &error))
    return outlay_reply_new_for_error (error);

  return outlay_reply_new_empty (204);
}

/* --- list ------------------------------------------------------------------------------------- */

static OutlayReply *
list_invitations (const OutlayRequest *request)
{
  const char *before = outlay_request_get_query (request, "cursor");
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  OutlayJsonWriter json;
  guint limit;
  gsize length;
  char *body;

  if (!outlay_request_read_limit (request, &limit))
    return outlay_reply_new_problem_field (400, "limit", "must be a whole number from 1 to 200");
  if (before != NULL && !outlay_uuid_is_valid (before))
    return outlay_reply_new_problem_field (400, "cursor", "must be the \"next\" of a page");

  all = outlay_invitation_store_list (request->db, request->identity->company,
                                      before != NULL ? before : "g", limit + 1, &error);
  if (all == NULL)
    return outlay_reply_new_for_error (error);

  outlay_json_writer_init (&json, 4096);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_name (&json, "items");
  outlay_json_writer_begin_array (&json);
  for (guint i = 0; i < MIN (all->len, limit); i++)
    outlay_invitation_write_json (all->pdata[i], NULL, NULL, request->now, &json);
  outlay_json_writer_end_array (&json);
  outlay_json_writer_name (&json, "next");
  outlay_json_writer_text (
      &json, all->len > limit ? ((const OutlayInvitation *) all->pdata[limit - 1])->id : NULL);
  outlay_json_writer_end_object (&json);
  body = outlay_json_writer_end (&json, &length);

  return outlay_reply_new_json (200, body, length);
}

const OutlayRoute outlay_invitation_routes[] = {
  { "GET", "/api/v1/invitations", OUTLAY_ROLE_ADMIN, OUTLAY_RUN_READ, list_invitations,
    .query = "limit,cursor" },
  { "POST", "/api/v1/invitations/{id}/renew", OUTLAY_ROLE_ADMIN, OUTLAY_RUN_FILE, renew_invitation,
    .max_body = OUTLAY_MAX_JSON },
  { "DELETE", "/api/v1/invitations/{id}", OUTLAY_ROLE_ADMIN, OUTLAY_RUN_WRITE, revoke_invitation },
  { NULL },
};
