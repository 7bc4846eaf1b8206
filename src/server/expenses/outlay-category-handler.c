/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-category-check.h"
#include "core/outlay-uuid.h"
#include "server/budgets/outlay-budget-store.h"
#include "server/expenses/outlay-category-move.h"
#include "server/expenses/outlay-category-store.h"
#include "server/outlay-json-fields.h"
#include "server/outlay-precondition.h"
#include "server/outlay-route.h"
#include "server/outlay-service.h"

typedef struct
{
  const char *name;
  const char *icon;
  const char *color;
  gboolean archived;
} Body;

static const OutlayJsonField body_fields[] = {
  { "name", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Body, name) },
  { "icon", OUTLAY_JSON_STRING, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Body, icon) },
  { "color", OUTLAY_JSON_STRING, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Body, color) },
  { "archived", OUTLAY_JSON_BOOL, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Body, archived) },
};

static OutlayReply *
check_body (const OutlayRequest *request, const Body *body, const char *other)
{
  g_autoptr (GArray) complaints = outlay_complaints_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_taken;

  outlay_category_check (
      &(OutlayCategoryFields) { body->name, body->icon, body->color, body->archived }, complaints);
  if (!outlay_complaints_is_empty (complaints))
    return outlay_reply_new_complaints (422, complaints);

  if (!outlay_category_store_is_name_taken (request->db, request->identity->company, body->name,
                                            other, &is_taken, &error))
    return outlay_reply_new_for_error (error);
  if (is_taken)
    return outlay_reply_new_problem_field (422, "name", "is the name of another category");

  return NULL;
}

static char *
dup_json (const OutlayStoredCategory *category, gsize *length)
{
  OutlayJsonWriter json;

  outlay_json_writer_init (&json, 256);
  outlay_stored_category_write_json (category, &json);

  return outlay_json_writer_end (&json, length);
}

/* Reads the category anew and answers with it. */
static OutlayReply *
reply_with (const OutlayRequest *request, guint status, const char *id)
{
  g_autoptr (OutlayStoredCategory) category = NULL;
  g_autoptr (GError) error = NULL;
  OutlayReply *reply;
  gsize length;
  char *json;

  if (!outlay_category_store_get (request->db, request->identity->company, id, &category, &error))
    return outlay_reply_new_for_error (error);

  json = dup_json (category, &length);
  reply = outlay_reply_new_json (status, json, length);
  outlay_reply_set_etag (reply, category->revision);

  return reply;
}

/* Finds the category that the path names, at the revision that If-Match names. */
static OutlayReply *
find_for_write (const OutlayRequest *request, OutlayStoredCategory **category)
{
  g_autoptr (GError) error = NULL;
  OutlayPrecondition precondition;
  OutlayReply *reply = outlay_precondition_read (request, FALSE, &precondition);
  gsize length;

  if (reply != NULL)
    return reply;

  if (!outlay_category_store_get (request->db, request->identity->company, request->arguments[0],
                                  category, &error))
    return outlay_reply_new_for_error (error);
  if (*category == NULL)
    return outlay_reply_new_problem (404, "There is no such category.");

  if (!outlay_precondition_holds (request, (*category)->revision))
    {
      char *json = dup_json (*category, &length);
      return outlay_reply_new_conflict (412, "The category has changed.", json, length);
    }

  return NULL;
}

static OutlayReply *
list_categories (const OutlayRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
      categories = outlay_category_store_list (request->db, request->identity->company, &error);
  OutlayJsonWriter json;
  gsize length;
  char *text;

  if (categories == NULL)
    return outlay_reply_new_for_error (error);

  outlay_json_writer_init (&json, 4096);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_name (&json, "items");
  outlay_json_writer_begin_array (&json);
  for (guint i = 0; i < categories->len; i++)
    outlay_stored_category_write_json (categories->pdata[i], &json);
  outlay_json_writer_end_array (&json);
  outlay_json_writer_name (&json, "next");
  outlay_json_writer_null (&json);
  outlay_json_writer_end_object (&json);
  text = outlay_json_writer_end (&json, &length);

  return outlay_reply_new_json (200, text, length);
}

static OutlayReply *
create_category (const OutlayRequest *request)
{
  const char *company = request->identity->company;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *location = NULL;
  Body body = { .icon = "tag-symbolic", .color = "slate" };
  OutlayReply *reply;

  /* A new one is not archived: the last field of the table is not for this call. */
  if ((reply = outlay_json_fields_read (request->json, NULL, body_fields,
                                        G_N_ELEMENTS (body_fields) - 1, &body, NULL)) != NULL ||
      (reply = check_body (request, &body, NULL)) != NULL)
    return reply;

  if (!outlay_category_store_insert (request->db, company, id, body.name, body.icon, body.color,
                                     &error))
    return outlay_reply_new_for_error (error);
  outlay_service_notify (request->service, company);

  reply = reply_with (request, 201, id);
  location = g_strconcat ("/api/v1/categories/", id, NULL);
  outlay_reply_set_header (reply, "Location", location);

  return reply;
}

static OutlayReply *
save_category (const OutlayRequest *request)
{
  const char *company = request->identity->company;
  g_autoptr (OutlayStoredCategory) category = NULL;
  g_autoptr (GError) error = NULL;
  Body body;
  OutlayReply *reply;

  if ((reply = find_for_write (request, &category)) != NULL)
    return reply;

  body = (Body) { NULL, category->icon, category->color, category->archived };
  if ((reply = outlay_json_fields_read (request->json, NULL, body_fields,
                                        G_N_ELEMENTS (body_fields), &body, NULL)) != NULL ||
      (reply = check_body (request, &body, category->id)) != NULL)
    return reply;

  if (!outlay_category_store_update (request->db, company,
                                     &(OutlayStoredCategory) {
                                         .id = category->id,
                                         .name = (char *) body.name,
                                         .icon = (char *) body.icon,
                                         .color = (char *) body.color,
                                         .archived = body.archived,
                                     },
                                     &error))
    return outlay_reply_new_for_error (error);
  outlay_service_notify (request->service, company);

  return reply_with (request, 200, category->id);
}

static OutlayReply *
delete_category (const OutlayRequest *request)
{
  const char *company = request->identity->company;
  g_autoptr (OutlayStoredCategory) category = NULL;
  g_autoptr (GPtrArray) owners = NULL;
  g_autoptr (GError) error = NULL;
  OutlayReply *reply = find_for_write (request, &category);
  gsize length;

  if (reply != NULL)
    return reply;

  if (category->is_used)
    {
      char *json = dup_json (category, &length);
      return outlay_reply_new_conflict (409, "Expenses name this category: archive it instead.",
                                        json, length);
    }

  owners = outlay_budget_store_end_category (request->db, company, category->id, NULL, request->now,
                                             &error);
  if (owners == NULL || !outlay_category_store_delete (request->db, company, category->id, &error))
    return outlay_reply_new_for_error (error);
  outlay_category_forget_budgets (request, owners);
  outlay_service_notify (request->service, company);

  return outlay_reply_new_empty (204);
}

const OutlayRoute outlay_category_routes[] = {
  { "GET", "/api/v1/categories", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_READ, list_categories },
  { "POST", "/api/v1/categories", OUTLAY_ROLE_ADMIN, OUTLAY_RUN_WRITE, create_category,
    .max_body = OUTLAY_MAX_JSON },
  { "PUT", "/api/v1/categories/{id}", OUTLAY_ROLE_ADMIN, OUTLAY_RUN_WRITE, save_category,
    .max_body = OUTLAY_MAX_JSON },
  { "DELETE", "/api/v1/categories/{id}", OUTLAY_ROLE_ADMIN, OUTLAY_RUN_WRITE, delete_category },
  { "POST", "/api/v1/categories/{id}/move", OUTLAY_ROLE_ADMIN, OUTLAY_RUN_WRITE,
    outlay_category_move, .max_body = OUTLAY_MAX_JSON },
  { NULL },
};
