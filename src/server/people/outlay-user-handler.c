/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/account/outlay-account-check.h"
#include "core/outlay-uuid.h"
#include "server/auth/outlay-password.h"
#include "server/auth/outlay-session-store.h"
#include "server/history/outlay-change-store.h"
#include "server/http/outlay-idempotency.h"
#include "server/outlay-json-fields.h"
#include "server/outlay-precondition.h"
#include "server/outlay-route.h"
#include "server/outlay-service-private.h"
#include "server/people/outlay-person-store.h"

#define MAX_LIMIT 200
#define DEFAULT_LIMIT 50

static OutlayReply *
reply_person (guint status, const OutlayPerson *person)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  OutlayReply *reply;

  yyjson_mut_doc_set_root (doc, outlay_person_write_for_admin (person, doc));
  reply = outlay_reply_new_doc (status, doc);
  outlay_reply_set_etag (reply, person->revision);

  return reply;
}

/* --- list --- */

static OutlayReply *
read_page (const OutlayRequest *request, const char **after, guint *limit)
{
  const char *text = outlay_request_get_query (request, "limit");
  guint64 value = DEFAULT_LIMIT;

  *after = outlay_request_get_query (request, "cursor");
  if (*after == NULL)
    *after = "";
  else if (!outlay_uuid_is_valid (*after))
    return outlay_reply_new_problem_field (400, "cursor", "is not one that this server gave");

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, MAX_LIMIT, &value, NULL))
    return outlay_reply_new_problem_field (400, "limit", "must be a number from 1 to 200");

  *limit = (guint) value;
  return NULL;
}

static OutlayReply *
list_users (const OutlayRequest *request)
{
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GError) error = NULL;
  yyjson_mut_doc *doc;
  yyjson_mut_val *root, *items;
  const char *after;
  guint limit = 0;
  OutlayReply *problem = read_page (request, &after, &limit);

  if (problem != NULL)
    return problem;

  /* One more than asked for tells whether there is a next page. */
  people = outlay_person_store_list (request->db, request->identity->company, after, limit + 1,
                                     &error);
  if (people == NULL)
    return outlay_reply_new_for_error (error);

  doc = yyjson_mut_doc_new (NULL);
  root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  items = yyjson_mut_obj_add_arr (doc, root, "items");
  for (guint i = 0; i < MIN (people->len, limit); i++)
    yyjson_mut_arr_append (items, outlay_person_write_for_admin (people->pdata[i], doc));

  if (people->len > limit)
    yyjson_mut_obj_add_strcpy (doc, root, "next",
                               ((const OutlayPerson *) people->pdata[limit - 1])->id);
  else
    yyjson_mut_obj_add_null (doc, root, "next");

  return outlay_reply_new_doc (200, doc);
}

/* --- add --- */

typedef struct
{
  const OutlayRequest *request;
  const char *name;
  const char *email;
  const char *role_name;
  const char *password;
  OutlayRole role;
  char *hash;
} NewUser;

static void
new_user_clear (NewUser *user)
{
  g_free (user->hash);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NewUser, new_user_clear)

static const OutlayJsonField new_fields[] = {
  { "name", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (NewUser, name) },
  { "email", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (NewUser, email) },
  { "role", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (NewUser, role_name) },
  { "password", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (NewUser, password) },
};

static OutlayReply *
refuse_role (void)
{
  return outlay_reply_new_problem_field (422, "role", "must be employee, reviewer or admin");
}

static OutlayReply *
insert_user (OutlayConnection *db, const NewUser *user)
{
  const OutlayRequest *request = user->request;
  const char *company = request->identity->company;
  g_autoptr (OutlayPerson) person = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  if (!outlay_person_store_add (db, company, user->name, user->email, user->role, user->hash,
                                request->now, &id, &error))
    return outlay_reply_new_for_error (error);
  if (id == NULL)
    return outlay_reply_new_problem_field (409, "email", "has an account already");

  person = outlay_person_store_get (db, company, id, &error);
  if (person == NULL || !outlay_security_store_add (db, company, "user_added", id, NULL,
                                                    request->remote, request->now, &error))
    return outlay_reply_new_for_error (error);

  return reply_person (201, person);
}

/* On the writer. */
static OutlayReply *
add_user_cb (OutlayConnection *db, gpointer data)
{
  const NewUser *user = data;
  OutlayRequest request = *user->request;
  OutlayReply *reply;

  request.db = db;
  reply = outlay_idempotency_recall (&request);
  if (reply != NULL)
    return reply;

  return outlay_idempotency_keep (&request, insert_user (db, user));
}

static OutlayReply *
add_user (const OutlayRequest *request)
{
  OutlayService *service = request->service;
  g_auto (NewUser) user = { .request = request };
  g_autoptr (GArray) complaints = outlay_complaints_new ();
  OutlayReply *problem = outlay_json_fields_read (request->json, NULL, new_fields,
                                                  G_N_ELEMENTS (new_fields), &user, NULL);

  if (problem != NULL)
    return problem;
  if (!outlay_role_from_string (user.role_name, &user.role))
    return refuse_role ();

  outlay_name_check (user.name, complaints);
  outlay_email_check (user.email, complaints);
  outlay_password_check (user.password, user.email, complaints);
  if (!outlay_complaints_is_empty (complaints))
    return outlay_reply_new_complaints (422, complaints);

  user.hash = outlay_password_hash (service->keys->pepper, user.password,
                                    service->settings->bcrypt_cost);
  return outlay_service_write (service, request->identity->company,
                               request->idempotency_key != NULL ? OUTLAY_WRITE_REPEATABLE
                                                                : OUTLAY_WRITE_ONCE,
                               add_user_cb, &user);
}

/* --- change --- */

typedef struct
{
  const char *name;
  const char *role_name;
  gboolean disabled;
} UserChange;

enum
{
  HAS_NAME = 1 << 0,
  HAS_ROLE = 1 << 1,
  HAS_DISABLED = 1 << 2,
};

static const OutlayJsonField change_fields[] = {
  { "name", OUTLAY_JSON_STRING, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (UserChange, name) },
  { "role", OUTLAY_JSON_STRING, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (UserChange, role_name) },
  { "disabled", OUTLAY_JSON_BOOL, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (UserChange, disabled) },
};

static OutlayReply *
check_change (const UserChange *change, guint64 present, OutlayRole *role)
{
  g_autoptr (GArray) complaints = outlay_complaints_new ();

  if ((present & HAS_ROLE) && !outlay_role_from_string (change->role_name, role))
    return refuse_role ();
  if (present & HAS_NAME)
    outlay_name_check (change->name, complaints);

  return outlay_complaints_is_empty (complaints) ? NULL
                                                 : outlay_reply_new_complaints (422, complaints);
}

static gboolean
write_change (const OutlayRequest *request,
              OutlayPerson *person,
              gboolean was_disabled,
              OutlayRole old_role,
              GError **error)
{
  const char *kind = "user_changed";

  if (person->is_disabled && !was_disabled)
    {
      kind = "user_disabled";
      person->disabled_at = request->now;
      if (!outlay_session_store_end_all (request->db, person->company, person->id, "disabled",
                                         request->now, error))
        return FALSE;
    }
  else if (person->role != old_role)
    kind = "role_changed";

  person->revision++;
  return outlay_person_store_update (request->db, person, request->now, error) &&
         outlay_change_store_note_user (request->db, person->company, person->id, error) &&
         outlay_security_store_add (request->db, person->company, kind, person->id, NULL,
                                    request->remote, request->now, error);
}

/* A change may name the revision it is meant for; 412 with the person as they are,
 * where it is past. */
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
change_user (const OutlayRequest *request)
{
  UserChange change = { 0 };
  g_autoptr (OutlayPerson) person = NULL;
  g_autoptr (GError) error = NULL;
  OutlayRole role = OUTLAY_ROLE_EMPLOYEE, old_role;
  gboolean is_last = FALSE, was_disabled;
  guint64 present = 0;
  OutlayReply *problem = outlay_json_fields_read (request->json, NULL, change_fields,
                                                  G_N_ELEMENTS (change_fields), &change, &present);

  if (problem == NULL)
    problem = check_change (&change, present, &role);
  if (problem != NULL)
    return problem;

  person = outlay_person_store_get (request->db, request->identity->company, request->arguments[0],
                                    &error);
  if (error != NULL || (person != NULL &&
                        !outlay_person_store_is_last_admin (request->db, person, &is_last, &error)))
    return outlay_reply_new_for_error (error);
  if (person == NULL)
    return outlay_reply_new_problem (404, "There is no such person.");
  if ((problem = check_revision (request, person)) != NULL)
    return problem;

  was_disabled = person->is_disabled;
  old_role = person->role;
  if (present & HAS_NAME)
    g_set_str (&person->name, change.name);
  if (present & HAS_ROLE)
    person->role = role;
  if (present & HAS_DISABLED)
    person->is_disabled = change.disabled;

  if (is_last && (person->is_disabled || person->role != OUTLAY_ROLE_ADMIN))
    return outlay_reply_new_problem (409, "The company needs at least one administrator.");
  if (!write_change (request, person, was_disabled, old_role, &error))
    return outlay_reply_new_for_error (error);

  outlay_service_forget_identities (request->service);
  outlay_service_notify (request->service, person->company);
  return reply_person (200, person);
}

const OutlayRoute outlay_user_routes[] = {
  { "GET", "/api/v1/users", OUTLAY_ROLE_ADMIN, OUTLAY_RUN_READ, list_users, "limit,cursor", 0,
    FALSE },
  { "POST", "/api/v1/users", OUTLAY_ROLE_ADMIN, OUTLAY_RUN_SLOW, add_user, NULL, OUTLAY_MAX_JSON,
    FALSE },
  { "PATCH", "/api/v1/users/{id}", OUTLAY_ROLE_ADMIN, OUTLAY_RUN_WRITE, change_user, NULL,
    OUTLAY_MAX_JSON, FALSE },
  { NULL },
};
