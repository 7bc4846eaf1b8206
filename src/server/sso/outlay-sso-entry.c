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

static gboolean
find_linked (const OutlaySsoEntry *self, OutlayConnection *db, char **person, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "sso/find", "sss", self->company, get_issuer (self),
                               self->claims->subject))
    return FALSE;

  *person = row != NULL ? g_strdup (outlay_statement_get_text (row, 0)) : NULL;
  return TRUE;
}

static gboolean
is_linked (const OutlaySsoEntry *self,
           OutlayConnection *db,
           const char *person,
           gboolean *answer,
           GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "sso/is-linked", "sss", self->company,
                               get_issuer (self), person))
    return FALSE;

  *answer = row != NULL;
  return TRUE;
}

static gboolean
has_joined_alone (const OutlaySsoEntry *self,
                  OutlayConnection *db,
                  const char *person,
                  gboolean *answer,
                  GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "sso/has-joined-alone", "ss", self->company,
                               person))
    return FALSE;

  *answer = row != NULL;
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
  if (!outlay_connection_run (db, error, "sso/link", "sssssi", self->company, get_issuer (self),
                              self->claims->subject, person, self->claims->email,
                              self->request->now))
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
  gboolean is_taken = FALSE;
  gboolean is_open = FALSE;

  if (!is_linked (self, db, person, &is_taken, error) ||
      !has_joined_alone (self, db, person, &is_open, error))
    return FALSE;
  if (is_taken)
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
  gboolean is_known;

  if (!find_linked (self, db, known, error))
    return FALSE;

  is_known = *known != NULL;
  if (!is_known && !outlay_person_store_find (db, self->claims->email, &company, known, error))
    return FALSE;
  if (*known == NULL)
    return join (self, db, error);
  if (!is_known && !g_str_equal (company, self->company))
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
  if (!is_known)
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
