/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/sso/outlay-sso-entry.h"

#include <string.h>

#include "core/account/outlay-account-check.h"
#include "server/auth/outlay-session-store.h"
#include "server/history/outlay-audit-store.h"
#include "server/outlay-json-writer.h"
#include "server/outlay-service-private.h"
#include "server/people/outlay-invitation-store.h"
#include "server/people/outlay-person-store.h"
#include "server/people/outlay-policy-store.h"

void
outlay_sso_entry_clear (OutlaySsoEntry *self)
{
  g_clear_pointer (&self->person, g_free);
}

static void
refuse (OutlaySsoEntry *self, const char *reason, const char *fault)
{
  self->reason = reason;
  self->fault = fault;
}

void
outlay_sso_entry_refuse (OutlaySsoEntry *self, const char *reason, const char *fault)
{
  refuse (self, reason, fault);
  self->is_refused = TRUE;
}

static const char *
get_issuer (const OutlaySsoEntry *self)
{
  return outlay_sso_get_issuer (self->request->service->sso);
}

void
outlay_sso_entry_judge (OutlaySsoEntry *self)
{
  const OutlayIdClaims *claims = self->claims;
  g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();

  if (claims->email == NULL || !claims->is_email_verified)
    {
      outlay_sso_entry_refuse (self, "the address is not verified", "sso-unverified");
      return;
    }

  outlay_email_check (claims->email, complaints);
  if (!outlay_complaints_is_empty (complaints))
    outlay_sso_entry_refuse (self, "the address is none", "sso-unverified");
  else if (!outlay_sso_allows_email (self->request->service->sso, claims->email))
    outlay_sso_entry_refuse (self, "the address is of another domain", "sso-stranger");
}

/* --- what the database has --- */

/* @text: (out) (nullable): the first column of the one row, or %NULL */
static gboolean
look_up (OutlayConnection *db,
         const char *name,
         const OutlaySsoEntry *self,
         const char *key,
         char **text,
         GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, name, error);
  gboolean has_row;

  *text = NULL;
  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "sss", self->company, get_issuer (self), key);
  if (!outlay_statement_step (query, &has_row, error))
    return FALSE;
  if (has_row)
    {
      *text = g_strdup (outlay_statement_get_text (query, 0));
      outlay_statement_reset (query);
    }

  return TRUE;
}

static gboolean
has_joined_alone (const OutlaySsoEntry *self,
                  OutlayConnection *db,
                  const char *person,
                  gboolean *answer,
                  GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "sso/has-joined-alone", error);

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "ss", self->company, person);
  if (!outlay_statement_step (query, answer, error))
    return FALSE;

  outlay_statement_reset (query);
  return TRUE;
}

/* --- writing it down --- */

static gboolean
note (const OutlaySsoEntry *self,
      OutlayConnection *db,
      const char *kind,
      const char *person,
      const char *detail,
      GError **error)
{
  return outlay_audit_store_add (db, self->company,
                                 &(OutlayAuditEntry) {
                                     .kind = kind,
                                     .actor = self->reason == NULL ? person : NULL,
                                     .person = person,
                                     .remote = self->request->remote,
                                     .detail = detail,
                                 },
                                 self->request->now, error);
}

static void
begin_detail (const OutlaySsoEntry *self, OutlayJsonWriter *json)
{
  outlay_json_writer_init (json, 256);
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "issuer");
  outlay_json_writer_text (json, get_issuer (self));
}

static char *
end_detail (OutlayJsonWriter *json)
{
  gsize length;

  outlay_json_writer_end_object (json);
  return outlay_json_writer_end (json, &length);
}

static gboolean
note_link (const OutlaySsoEntry *self,
           OutlayConnection *db,
           const char *person,
           gboolean has_lost_password,
           GError **error)
{
  OutlayJsonWriter json;
  g_autofree char *detail = NULL;

  begin_detail (self, &json);
  outlay_json_writer_name (&json, "email");
  outlay_json_writer_text (&json, self->claims->email);
  outlay_json_writer_name (&json, "password_removed");
  outlay_json_writer_bool (&json, has_lost_password);
  detail = end_detail (&json);

  return note (self, db, OUTLAY_AUDIT_SSO_LINKED, person, detail, error);
}

/* @person: (nullable): who it would have been */
static gboolean
note_outcome (const OutlaySsoEntry *self, OutlayConnection *db, const char *person, GError **error)
{
  OutlayJsonWriter json;
  g_autofree char *detail = NULL;

  begin_detail (self, &json);
  outlay_json_writer_name (&json, self->reason != NULL ? "reason" : "client");
  outlay_json_writer_text (&json, self->reason != NULL ? self->reason : self->client);
  if (self->reason != NULL && self->claims->email != NULL)
    {
      outlay_json_writer_name (&json, "email");
      outlay_json_writer_text (&json, self->claims->email);
    }
  detail = end_detail (&json);

  return note (self, db,
               self->reason != NULL ? OUTLAY_AUDIT_SSO_REFUSED : OUTLAY_AUDIT_SSO_SIGNED_IN, person,
               detail, error);
}

/* --- letting in --- */

static gboolean
link_person (OutlaySsoEntry *self, OutlayConnection *db, const char *person, GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "sso/link", error);

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "sssssi", self->company, get_issuer (self), self->claims->subject,
                         person, self->claims->email, self->request->now);
  if (!outlay_statement_run (query, error))
    return FALSE;

  self->person = g_strdup (person);
  return TRUE;
}

/* Somebody else may know the password of an account that was made with an address nobody had
 * confirmed. */
static gboolean
secure (OutlaySsoEntry *self, OutlayConnection *db, const char *person, GError **error)
{
  outlay_service_forget_identities (self->request->service);
  return outlay_person_store_remove_password (db, self->company, person, error) &&
         outlay_session_store_end_all (db, self->company, person, "password", self->request->now,
                                       error);
}

static gboolean
adopt (OutlaySsoEntry *self, OutlayConnection *db, const char *person, GError **error)
{
  g_autofree char *linked = NULL;
  gboolean is_open = FALSE;

  if (!look_up (db, "sso/is-linked", self, person, &linked, error) ||
      !has_joined_alone (self, db, person, &is_open, error))
    return FALSE;
  if (linked != NULL)
    {
      refuse (self, "the account is somebody else's at the identity provider", "sso-taken");
      return TRUE;
    }

  return link_person (self, db, person, error) && (!is_open || secure (self, db, person, error)) &&
         note_link (self, db, person, is_open, error);
}

/* The name that the provider tells, or else what stands before the @. */
static char *
make_name (const OutlayIdClaims *claims)
{
  g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();

  if (claims->name != NULL)
    {
      outlay_name_check (claims->name, complaints);
      if (outlay_complaints_is_empty (complaints))
        return g_strdup (claims->name);
    }

  return g_strndup (claims->email, strcspn (claims->email, "@"));
}

/* @invitation: (nullable) */
static gboolean
add_person (OutlaySsoEntry *self,
            OutlayConnection *db,
            const OutlayInvitation *invitation,
            GError **error)
{
  OutlayRole role = invitation != NULL ? invitation->role : OUTLAY_ROLE_EMPLOYEE;
  gint64 now = self->request->now;
  g_autofree char *name = make_name (self->claims);
  g_autofree char *detail = invitation != NULL ? outlay_invitation_dup_detail (invitation) : NULL;
  g_autofree char *id = NULL;

  if (!outlay_person_store_add (db, self->company, name, self->claims->email, role, NULL, now, &id,
                                error))
    return FALSE;
  if (id == NULL)
    {
      /* Only by a race with another company, whose write must not stay half done here. */
      g_set_error_literal (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_BUSY,
                           "the address was taken at the same moment");
      return FALSE;
    }

  return (invitation == NULL || outlay_invitation_store_accept (db, invitation, id, now, error)) &&
         note (self, db,
               invitation != NULL ? OUTLAY_AUDIT_INVITATION_ACCEPTED : OUTLAY_AUDIT_JOINED, id,
               detail, error) &&
         link_person (self, db, id, error) && note_link (self, db, id, FALSE, error);
}

static gboolean
join (OutlaySsoEntry *self, OutlayConnection *db, GError **error)
{
  OutlaySsoJoin join = outlay_sso_get_join (self->request->service->sso);
  g_auto (OutlayStoredPolicy) stored = { 0 };
  g_autoptr (OutlayInvitation) invitation = NULL;
  g_autoptr (GError) local = NULL;

  if (!outlay_policy_store_get (db, self->company, &stored, error))
    return FALSE;
  if (join != OUTLAY_SSO_JOIN_EXISTING && stored.policy.signup != OUTLAY_SIGNUP_CLOSED)
    invitation = outlay_invitation_store_find_pending (db, self->company, self->claims->email,
                                                       self->request->now, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if (invitation != NULL ||
      (join == OUTLAY_SSO_JOIN_ANYBODY && stored.policy.signup == OUTLAY_SIGNUP_OPEN))
    return add_person (self, db, invitation, error);

  refuse (self, "there is no account, and none may be made", "sso-stranger");
  return TRUE;
}

/* @known: (out) (nullable): whose account it is about */
static gboolean
enter (OutlaySsoEntry *self, OutlayConnection *db, char **known, GError **error)
{
  g_autofree char *company = NULL;
  g_autoptr (OutlayPerson) person = NULL;
  g_autoptr (GError) local = NULL;
  gboolean is_linked;

  if (!look_up (db, "sso/find", self, self->claims->subject, known, error))
    return FALSE;

  is_linked = *known != NULL;
  if (!is_linked && !outlay_person_store_find (db, self->claims->email, &company, known, error))
    return FALSE;
  if (*known == NULL)
    return join (self, db, error);
  if (!is_linked && !g_str_equal (company, self->company))
    {
      g_clear_pointer (known, g_free);
      refuse (self, "the address is another company's", "sso-stranger");
      return TRUE;
    }

  person = outlay_person_store_get (db, self->company, *known, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (person == NULL || person->is_disabled)
    {
      refuse (self, "the account is disabled", "disabled");
      return TRUE;
    }
  if (!is_linked)
    return adopt (self, db, *known, error);

  self->person = g_strdup (*known);
  return TRUE;
}

gboolean
outlay_sso_entry_decide (OutlaySsoEntry *self, OutlayConnection *db, GError **error)
{
  g_autofree char *known = NULL;

  if (!self->is_refused)
    {
      g_clear_pointer (&self->person, g_free);
      refuse (self, NULL, NULL);
      if (!enter (self, db, &known, error))
        return FALSE;
    }

  return note_outcome (self, db, self->person != NULL ? self->person : known, error);
}
