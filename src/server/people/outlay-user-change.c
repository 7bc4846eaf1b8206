/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/people/outlay-user-change.h"

#include "core/account/outlay-account-check.h"
#include "server/auth/outlay-session-store.h"
#include "server/history/outlay-audit-store.h"
#include "server/history/outlay-change-store.h"
#include "server/outlay-json-fields.h"
#include "server/outlay-json-writer.h"
#include "server/outlay-precondition.h"
#include "server/outlay-service.h"
#include "server/people/outlay-invitation-store.h"

typedef struct
{
  const char *name;
  const char *role_name;
  gboolean disabled;
  const char *department;
} Body;

enum
{
  HAS_NAME = 1 << 0,
  HAS_ROLE = 1 << 1,
  HAS_DISABLED = 1 << 2,
  HAS_DEPARTMENT = 1 << 3,
};

static const OutlayJsonField body_fields[] = {
  { "name", OUTLAY_JSON_STRING, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Body, name) },
  { "role", OUTLAY_JSON_STRING, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Body, role_name) },
  { "disabled", OUTLAY_JSON_BOOL, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Body, disabled) },
  { "department", OUTLAY_JSON_STRING, OUTLAY_JSON_NULLABLE, G_STRUCT_OFFSET (Body, department) },
};

/* One change of one person, on its way. */
typedef struct
{
  const OutlayRequest *request;
  Body body;
  guint64 present;
  OutlayRole role; /* what the body asks for */
  OutlayPerson *person;
  gboolean is_last_admin;

  /* Who they were */
  char *old_name;
  char *old_department; /* (nullable) */
  OutlayRole old_role;
  gboolean was_disabled;
} Change;

static void
change_clear (Change *self)
{
  g_clear_pointer (&self->person, outlay_person_free);
  g_free (self->old_name);
  g_free (self->old_department);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

OutlayReply *
outlay_user_reply (guint status, const OutlayPerson *person)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  OutlayReply *reply;

  yyjson_mut_doc_set_root (doc, outlay_person_write_for_admin (person, doc));
  reply = outlay_reply_new_doc (status, doc);
  outlay_reply_set_etag (reply, person->revision);

  return reply;
}

OutlayReply *
outlay_user_refuse_role (void)
{
  return outlay_reply_new_problem_field (422, "role", "must be employee, reviewer or admin");
}

static OutlayReply *
read_body (Change *self)
{
  g_autoptr (GArray) complaints = outlay_complaints_new ();
  OutlayReply *reply = outlay_json_fields_read (self->request->json, NULL, body_fields,
                                                G_N_ELEMENTS (body_fields), &self->body,
                                                &self->present);

  if (reply != NULL)
    return reply;
  if ((self->present & HAS_ROLE) && !outlay_role_from_string (self->body.role_name, &self->role))
    return outlay_user_refuse_role ();
  if (self->present & HAS_NAME)
    outlay_name_check (self->body.name, complaints);
  if (self->body.department != NULL)
    outlay_department_check (self->body.department, complaints);

  return outlay_complaints_is_empty (complaints) ? NULL
                                                 : outlay_reply_new_complaints (422, complaints);
}

/* A change may name the revision it is meant for; 412 with the person as they are, where it is
 * past. */
static OutlayReply *
check_revision (const OutlayRequest *request, const OutlayPerson *person)
{
  OutlayPrecondition precondition;
  yyjson_mut_doc *doc;
  OutlayReply *reply;
  gsize length;
  char *json;

  if (request->if_match == NULL)
    return NULL;
  if ((reply = outlay_precondition_read (request, FALSE, &precondition)) != NULL ||
      outlay_precondition_holds (request, person->revision))
    return reply;

  doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_doc_set_root (doc, outlay_person_write_for_admin (person, doc));
  json = yyjson_mut_write (doc, 0, &length);
  yyjson_mut_doc_free (doc);
  reply = outlay_reply_new_conflict (412, "The person has changed.", json, length);
  outlay_reply_set_etag (reply, person->revision);

  return reply;
}

static OutlayReply *
find_person (Change *self)
{
  const OutlayRequest *request = self->request;
  g_autoptr (GError) error = NULL;

  self->person = outlay_person_store_get (request->db, request->identity->company,
                                          request->arguments[0], &error);
  if (error != NULL ||
      (self->person != NULL && !outlay_person_store_is_last_admin (request->db, self->person,
                                                                   &self->is_last_admin, &error)))
    return outlay_reply_new_for_error (error);
  if (self->person == NULL)
    return outlay_reply_new_problem (404, "There is no such person.");

  return check_revision (request, self->person);
}

static OutlayReply *
apply (Change *self)
{
  OutlayPerson *person = self->person;

  self->old_name = g_strdup (person->name);
  self->old_department = g_strdup (person->department);
  self->old_role = person->role;
  self->was_disabled = person->is_disabled;

  if (self->present & HAS_NAME)
    g_set_str (&person->name, self->body.name);
  if (self->present & HAS_ROLE)
    person->role = self->role;
  if (self->present & HAS_DISABLED)
    person->is_disabled = self->body.disabled;
  if (self->present & HAS_DEPARTMENT)
    g_set_str (&person->department, self->body.department);
  if (person->is_disabled && !self->was_disabled)
    person->disabled_at = self->request->now;
  person->revision++;

  return self->is_last_admin && (person->is_disabled || person->role != OUTLAY_ROLE_ADMIN)
             ? outlay_reply_new_problem (409, "The company needs at least one administrator.")
             : NULL;
}

/* --- writing ---------------------------------------------------------------------------------- */

static void
write_side (OutlayJsonWriter *json,
            const char *member,
            const char *name,
            OutlayRole role,
            gboolean is_disabled,
            const char *department)
{
  outlay_json_writer_name (json, member);
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "name");
  outlay_json_writer_text (json, name);
  outlay_json_writer_name (json, "role");
  outlay_json_writer_token (json, outlay_role_to_string (role));
  outlay_json_writer_name (json, "disabled");
  outlay_json_writer_bool (json, is_disabled);
  outlay_json_writer_name (json, "department");
  outlay_json_writer_text (json, department);
  outlay_json_writer_end_object (json);
}

static char *
dup_detail (const Change *self)
{
  OutlayJsonWriter json;
  gsize length;

  outlay_json_writer_init (&json, 256);
  outlay_json_writer_begin_object (&json);
  write_side (&json, "from", self->old_name, self->old_role, self->was_disabled,
              self->old_department);
  write_side (&json, "to", self->person->name, self->person->role, self->person->is_disabled,
              self->person->department);
  outlay_json_writer_end_object (&json);

  return outlay_json_writer_end (&json, &length);
}

static const char *
choose_kind (const Change *self)
{
  if (self->person->is_disabled != self->was_disabled)
    return self->was_disabled ? OUTLAY_AUDIT_USER_ENABLED : OUTLAY_AUDIT_USER_DISABLED;

  return self->person->role != self->old_role ? OUTLAY_AUDIT_ROLE_CHANGED
                                              : OUTLAY_AUDIT_USER_CHANGED;
}

static gboolean
note_in_audit (const Change *self, GError **error)
{
  const OutlayRequest *request = self->request;
  g_autofree char *detail = dup_detail (self);

  return outlay_audit_store_add (request->db, self->person->company,
                                 &(OutlayAuditEntry) {
                                     .kind = choose_kind (self),
                                     .actor = request->identity->user,
                                     .person = self->person->id,
                                     .remote = request->remote,
                                     .detail = detail,
                                 },
                                 request->now, error);
}

/* What they could do as an admin must not outlast it. */
static gboolean
has_lost_admin (const Change *self)
{
  return self->old_role == OUTLAY_ROLE_ADMIN && !self->was_disabled &&
         (self->person->is_disabled || self->person->role != OUTLAY_ROLE_ADMIN);
}

static gboolean
write_change (const Change *self, GError **error)
{
  const OutlayRequest *request = self->request;
  const OutlayPerson *person = self->person;

  if (person->is_disabled && !self->was_disabled &&
      !outlay_session_store_end_all (request->db, person->company, person->id, "disabled",
                                     request->now, error))
    return FALSE;
  if (has_lost_admin (self) && !outlay_invitation_store_revoke_all (
                                   request->db, person->company, person->id, request->now, error))
    return FALSE;

  return outlay_person_store_update (request->db, person, request->now, error) &&
         outlay_change_store_note_user (request->db, person->company, person->id, error) &&
         note_in_audit (self, error);
}

OutlayReply *
outlay_user_change (const OutlayRequest *request)
{
  g_auto (Change) change = { .request = request };
  g_autoptr (GError) error = NULL;
  OutlayReply *reply;

  if ((reply = read_body (&change)) != NULL || (reply = find_person (&change)) != NULL ||
      (reply = apply (&change)) != NULL)
    return reply;
  if (!write_change (&change, &error))
    return outlay_reply_new_for_error (error);

  outlay_service_forget_identities (request->service);
  outlay_service_forget (request->service, change.person->company, OUTLAY_TOPIC_SHARED);
  outlay_service_notify (request->service, change.person->company);
  return outlay_user_reply (200, change.person);
}
