/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/company/outlay-company-api.h"

#include "client/transport/outlay-fiber.h"
#include "client/wire/outlay-json-object.h"
#include "client/wire/outlay-policy-json.h"

#define PAGE 200

/* A call that waits for its turn, and what becomes of its answer. */
typedef gpointer (*ReadFunc) (JsonObject *object, GError **error);

typedef struct
{
  OutlayApi *api;
  const char *method;
  char *path;
  JsonNode *body; /* (nullable) */
  char *if_match;
  ReadFunc read; /* (nullable) */
} Request;

static void
request_free (Request *self)
{
  g_clear_object (&self->api);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->body, json_node_unref);
  g_clear_pointer (&self->if_match, g_free);
  g_free (self);
}

static Request *
request_new (OutlayApi *api, const char *method, char *path, ReadFunc read)
{
  Request *self = g_new0 (Request, 1);

  self->api = g_object_ref (api);
  self->method = method;
  self->path = path;
  self->read = read;

  return self;
}

static OutlayAnswer *
await_answer (const Request *self, const char *path, GError **error)
{
  return dex_await_boxed (outlay_api_send (self->api,
                                           &(OutlayCall) {
                                               .method = self->method,
                                               .path = path,
                                               .body = self->body,
                                               .if_match = self->if_match,
                                           }),
                          error);
}

static gboolean
has_object (const OutlayAnswer *answer, GError **error)
{
  return (answer->json != NULL && JSON_NODE_HOLDS_OBJECT (answer->json)) ||
         outlay_json_refuse ("/", error);
}

static DexFuture *
send_fiber (gpointer user_data)
{
  Request *self = user_data;
  g_autoptr (OutlayAnswer) answer = NULL;
  GError *error = NULL;
  gpointer object;

  answer = await_answer (self, self->path, &error);
  if (answer == NULL)
    return dex_future_new_for_error (error);
  if (self->read == NULL)
    return dex_future_new_for_boolean (TRUE);

  object = has_object (answer, &error) ? self->read (json_node_get_object (answer->json), &error)
                                       : NULL;
  return object != NULL ? dex_future_new_take_object (object) : dex_future_new_for_error (error);
}

static DexFuture *
send (Request *request)
{
  return outlay_fiber_spawn (send_fiber, request, (GDestroyNotify) request_free);
}

static gboolean
read_items (const Request *self,
            const OutlayAnswer *answer,
            GListStore *items,
            char **next,
            GError **error)
{
  const char *cursor;
  JsonObject *object;
  JsonArray *array;

  if (!has_object (answer, error))
    return FALSE;
  object = json_node_get_object (answer->json);
  if (!outlay_json_read_array (object, "items", PAGE, &array, error) ||
      !outlay_json_read_nullable_text (object, "next", &cursor, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autoptr (GObject) item = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return outlay_json_refuse ("items", error);
      item = self->read (json_node_get_object (node), error);
      if (item == NULL)
        return FALSE;
      g_list_store_append (items, item);
    }

  /* A server that never ends would keep us for ever. */
  *next = json_array_get_length (array) > 0 ? g_strdup (cursor) : NULL;
  return TRUE;
}

static DexFuture *
list_fiber (gpointer user_data)
{
  Request *self = user_data;
  g_autoptr (GListStore) items = g_list_store_new (G_TYPE_OBJECT);
  g_autofree char *cursor = NULL;

  do
    {
      g_autofree char *escaped = cursor != NULL ? g_uri_escape_string (cursor, NULL, FALSE) : NULL;
      g_autofree char *path = g_strdup_printf ("%s?limit=%d%s%s", self->path, PAGE,
                                               escaped != NULL ? "&cursor=" : "",
                                               escaped != NULL ? escaped : "");
      g_autoptr (OutlayAnswer) answer = NULL;
      GError *error = NULL;

      answer = await_answer (self, path, &error);
      g_clear_pointer (&cursor, g_free);
      if (answer == NULL || !read_items (self, answer, items, &cursor, &error))
        return dex_future_new_for_error (error);
    }
  while (cursor != NULL);

  return dex_future_new_take_object (g_steal_pointer (&items));
}

static DexFuture *
list (OutlayApi *api, const char *path, ReadFunc read)
{
  return outlay_fiber_spawn (list_fiber, request_new (api, "GET", g_strdup (path), read),
                             (GDestroyNotify) request_free);
}

/* (transfer full) @object: (transfer full) */
static JsonNode *
wrap (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

/* --- people --- */

DexFuture *
outlay_company_api_list_people (OutlayApi *api)
{
  return list (api, "/api/v1/users", (ReadFunc) outlay_colleague_read);
}

static DexFuture *
change (OutlayApi *api, OutlayColleague *colleague, JsonNode *body)
{
  Request *request = request_new (
      api, "PATCH", g_strconcat ("/api/v1/users/", outlay_colleague_get_id (colleague), NULL),
      (ReadFunc) outlay_colleague_read);

  request->body = body;
  request->if_match = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"",
                                       outlay_colleague_get_revision (colleague));

  return send (request);
}

DexFuture *
outlay_company_api_set_role (OutlayApi *api, OutlayColleague *colleague, OutlayRole role)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "role", outlay_role_to_string (role));
  return change (api, colleague, wrap (object));
}

DexFuture *
outlay_company_api_set_disabled (OutlayApi *api, OutlayColleague *colleague, gboolean is_disabled)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "disabled", is_disabled);
  return change (api, colleague, wrap (object));
}

DexFuture *
outlay_company_api_set_department (OutlayApi *api,
                                   OutlayColleague *colleague,
                                   const char *department)
{
  JsonObject *object = json_object_new ();

  if (*department != '\0')
    json_object_set_string_member (object, "department", department);
  else
    json_object_set_null_member (object, "department");

  return change (api, colleague, wrap (object));
}

/* --- invitations --- */

static DexFuture *
keep_open_cb (DexFuture *completed, gpointer user_data)
{
  GListStore *all = g_value_get_object (dex_future_get_value (completed, NULL));
  g_autoptr (GListStore) open = g_list_store_new (G_TYPE_OBJECT);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (all)); i++)
    {
      g_autoptr (OutlayInvitation) item = g_list_model_get_item (G_LIST_MODEL (all), i);
      OutlayInvitationState state = outlay_invitation_get_state (item);

      if (state == OUTLAY_INVITATION_PENDING || state == OUTLAY_INVITATION_EXPIRED)
        g_list_store_append (open, item);
    }

  return dex_future_new_take_object (g_steal_pointer (&open));
}

DexFuture *
outlay_company_api_list_invitations (OutlayApi *api)
{
  return dex_future_then (list (api, "/api/v1/invitations", (ReadFunc) outlay_invitation_read),
                          keep_open_cb, NULL, NULL);
}

DexFuture *
outlay_company_api_invite (OutlayApi *api, const char *email, OutlayRole role)
{
  Request *request = request_new (api, "POST", g_strdup ("/api/v1/users"),
                                  (ReadFunc) outlay_invitation_read);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "email", email);
  json_object_set_string_member (object, "role", outlay_role_to_string (role));
  request->body = wrap (object);

  return send (request);
}

DexFuture *
outlay_company_api_renew_invitation (OutlayApi *api, const char *id)
{
  return send (request_new (api, "POST", g_strdup_printf ("/api/v1/invitations/%s/renew", id),
                            (ReadFunc) outlay_invitation_read));
}

DexFuture *
outlay_company_api_revoke_invitation (OutlayApi *api, const char *id)
{
  return send (request_new (api, "DELETE", g_strconcat ("/api/v1/invitations/", id, NULL), NULL));
}

/* --- policy --- */

G_DEFINE_BOXED_TYPE (OutlayPolicyInForce,
                     outlay_policy_in_force,
                     outlay_policy_in_force_copy,
                     outlay_policy_in_force_free)

OutlayPolicyInForce *
outlay_policy_in_force_copy (const OutlayPolicyInForce *self)
{
  OutlayPolicyInForce *copy = g_new0 (OutlayPolicyInForce, 1);

  outlay_policy_copy (&self->policy, &copy->policy);
  copy->etag = g_strdup (self->etag);

  return copy;
}

void
outlay_policy_in_force_free (OutlayPolicyInForce *self)
{
  outlay_policy_clear (&self->policy);
  g_clear_pointer (&self->etag, g_free);
  g_free (self);
}

static DexFuture *
policy_fiber (gpointer user_data)
{
  Request *self = user_data;
  g_autoptr (OutlayAnswer) answer = NULL;
  g_autoptr (OutlayPolicyInForce) policy = g_new0 (OutlayPolicyInForce, 1);
  GError *error = NULL;

  answer = await_answer (self, self->path, &error);
  if (answer == NULL || !has_object (answer, &error) ||
      !outlay_policy_read (answer->json, &policy->policy, &error))
    return dex_future_new_for_error (error);

  policy->etag = g_strdup (answer->etag);
  return dex_future_new_take_boxed (OUTLAY_TYPE_POLICY_IN_FORCE, g_steal_pointer (&policy));
}

DexFuture *
outlay_company_api_get_policy (OutlayApi *api)
{
  return outlay_fiber_spawn (policy_fiber,
                             request_new (api, "GET", g_strdup ("/api/v1/policy"), NULL),
                             (GDestroyNotify) request_free);
}

DexFuture *
outlay_company_api_set_policy (OutlayApi *api, const OutlayPolicy *policy, const char *etag)
{
  Request *request = request_new (api, "PUT", g_strdup ("/api/v1/policy"), NULL);

  request->body = outlay_policy_to_json (policy);
  request->if_match = g_strdup (etag);

  return outlay_fiber_spawn (policy_fiber, request, (GDestroyNotify) request_free);
}
