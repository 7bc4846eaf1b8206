/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/account/outlay-account-check.h"
#include "core/outlay-uuid.h"
#include "server/auth/outlay-password.h"
#include "server/auth/outlay-standing.h"
#include "server/history/outlay-audit-store.h"
#include "server/http/outlay-idempotency.h"
#include "server/outlay-json-fields.h"
#include "server/outlay-route.h"
#include "server/outlay-service-private.h"
#include "server/people/outlay-invite.h"
#include "server/people/outlay-person-store.h"
#include "server/people/outlay-user-change.h"

#define MAX_LIMIT 200
#define DEFAULT_LIMIT 50

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
  { "name", OUTLAY_JSON_STRING, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (NewUser, name) },
  { "email", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (NewUser, email) },
  { "role", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (NewUser, role_name) },
  { "password", OUTLAY_JSON_STRING, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (NewUser, password) },
};

static OutlayReply *
insert_user (const OutlayRequest *request, const NewUser *user)
{
  OutlayConnection *db = request->db;
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
  if (person == NULL || !outlay_audit_store_add (db, company,
                                                 &(OutlayAuditEntry) {
                                                     .kind = OUTLAY_AUDIT_USER_ADDED,
                                                     .actor = request->identity->user,
                                                     .person = id,
                                                     .remote = request->remote,
                                                 },
                                                 request->now, &error))
    return outlay_reply_new_for_error (error);

  return outlay_user_reply (201, person);
}

/* On the writer. */
static OutlayReply *
add_user_cb (OutlayConnection *db, gpointer data)
{
  const NewUser *user = data;
  OutlayRequest request = *user->request;
  OutlayIdentity identity;
  OutlayReply *reply;

  request.db = db;
  reply = outlay_standing_check (request.identity, db, OUTLAY_ROLE_ADMIN, &identity);
  if (reply != NULL)
    return reply;

  request.identity = &identity;
  reply = outlay_idempotency_recall (&request);
  if (reply != NULL)
    return reply;

  return outlay_idempotency_keep (&request, insert_user (&request, user));
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
    return outlay_user_refuse_role ();

  /* Who is invited says their own name, and chooses their password. */
  if (user.name != NULL || user.password != NULL)
    outlay_name_check (user.name, complaints);
  outlay_email_check (user.email, complaints);
  if (user.password != NULL)
    outlay_password_check (user.password, user.email, complaints);
  if (!outlay_complaints_is_empty (complaints))
    return outlay_reply_new_complaints (422, complaints);
  if (user.password == NULL)
    return outlay_invite (request, user.email, user.name, user.role);

  user.hash = outlay_password_hash (service->keys->pepper, user.password,
                                    service->settings->bcrypt_cost);
  return outlay_service_write (service, request->identity->company,
                               request->idempotency_key != NULL ? OUTLAY_WRITE_REPEATABLE
                                                                : OUTLAY_WRITE_ONCE,
                               add_user_cb, &user);
}

const OutlayRoute outlay_user_routes[] = {
  { "GET", "/api/v1/users", OUTLAY_ROLE_ADMIN, OUTLAY_RUN_READ, list_users, "limit,cursor", 0,
    FALSE },
  { "POST", "/api/v1/users", OUTLAY_ROLE_ADMIN, OUTLAY_RUN_SLOW, add_user, NULL, OUTLAY_MAX_JSON,
    FALSE },
  { "PATCH", "/api/v1/users/{id}", OUTLAY_ROLE_ADMIN, OUTLAY_RUN_WRITE, outlay_user_change, NULL,
    OUTLAY_MAX_JSON, FALSE },
  { NULL },
};
