/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "server/budgets/outlay-budget-store.h"
#include "server/expenses/outlay-category-store.h"
#include "server/history/outlay-audit-store.h"
#include "server/outlay-json-fields.h"
#include "server/outlay-precondition.h"
#include "server/outlay-route.h"
#include "server/outlay-service.h"

typedef struct
{
  yyjson_val *items;
} Body;

typedef struct
{
  const char *category;
  yyjson_val *limit;
} Item;

typedef struct
{
  gint64 minor;
  const char *currency;
} Amount;

static const OutlayJsonField body_fields[] = {
  { "items", OUTLAY_JSON_OBJECTS, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Body, items) },
};

static const OutlayJsonField item_fields[] = {
  { "category", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED | OUTLAY_JSON_NULLABLE,
    G_STRUCT_OFFSET (Item, category) },
  { "limit", OUTLAY_JSON_OBJECT, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Item, limit) },
};

static const OutlayJsonField amount_fields[] = {
  { "minor", OUTLAY_JSON_INT, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Amount, minor) },
  { "currency", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Amount, currency) },
};

/* Whose budgets are asked for. */
typedef struct
{
  const OutlayRequest *request;
  const char *owner; /* NULL for the company's */
} Scope;

static OutlayReply *
read_scope (Scope *self, const OutlayRequest *request)
{
  const char *scope = outlay_request_get_query (request, "scope");
  gboolean is_company = g_strcmp0 (scope, "company") == 0;

  *self = (Scope) { request, is_company ? NULL : request->identity->user };

  return scope == NULL || is_company || g_str_equal (scope, "me")
             ? NULL
             : outlay_reply_new_problem_field (400, "scope", "must be me or company");
}

static gboolean
read_stored (const Scope *self, OutlayStoredBudgets *stored, GError **error)
{
  return outlay_budget_store_get (self->request->db, self->request->identity->company, self->owner,
                                  stored, error);
}

static char *
dup_json (const Scope *self, const OutlayStoredBudgets *stored, gsize *length)
{
  OutlayJsonWriter json;

  outlay_json_writer_init (&json, 1024);
  outlay_stored_budgets_write_json (stored, self->owner == NULL, &json);

  return outlay_json_writer_end (&json, length);
}

static OutlayReply *
reply_budgets (const Scope *self, const OutlayStoredBudgets *stored)
{
  gsize length;
  char *json = dup_json (self, stored, &length);
  OutlayReply *reply = outlay_reply_new_json (200, json, length);

  outlay_reply_set_etag (reply, stored->revision);
  return reply;
}

static OutlayReply *
get_budgets (const OutlayRequest *request)
{
  g_auto (OutlayStoredBudgets) stored = { NULL };
  g_autoptr (GError) error = NULL;
  OutlayReply *reply;
  Scope self;

  if ((reply = read_scope (&self, request)) != NULL)
    return reply;
  if (!read_stored (&self, &stored, &error))
    return outlay_reply_new_for_error (error);

  return reply_budgets (&self, &stored);
}

/* --- the body --- */

/* An id or a code that is too long must not be cut to one that there is. */
static void
take_text (const char *text, char *into, gsize size)
{
  g_strlcpy (into, strlen (text) < size ? text : "-", size);
}

static OutlayReply *
read_item (yyjson_val *json, gsize at, OutlayBudget *budget)
{
  char name[32], limit_name[40];
  Item item = { NULL };
  Amount amount = { 0 };
  OutlayReply *reply;

  g_snprintf (name, sizeof name, "items[%" G_GSIZE_FORMAT "]", at);
  g_snprintf (limit_name, sizeof limit_name, "%s.limit", name);
  if ((reply = outlay_json_fields_read (json, name, item_fields, G_N_ELEMENTS (item_fields), &item,
                                        NULL)) != NULL ||
      (reply = outlay_json_fields_read (item.limit, limit_name, amount_fields,
                                        G_N_ELEMENTS (amount_fields), &amount, NULL)) != NULL)
    return reply;

  *budget = (OutlayBudget) { .limit.minor = amount.minor };
  take_text (amount.currency, budget->limit.currency, sizeof budget->limit.currency);
  /* Empty is not null. */
  if (item.category != NULL)
    take_text (*item.category != '\0' ? item.category : "-", budget->category,
               sizeof budget->category);

  return NULL;
}

static OutlayReply *
read_items (const OutlayRequest *request, GArray *items)
{
  Body body = { NULL };
  yyjson_val *item;
  OutlayReply *reply;
  gsize i, n;

  if ((reply = outlay_json_fields_read (request->json, NULL, body_fields,
                                        G_N_ELEMENTS (body_fields), &body, NULL)) != NULL)
    return reply;
  if (yyjson_arr_size (body.items) > OUTLAY_BUDGETS_MAX)
    return outlay_reply_new_problem_field (
        422, "items", outlay_complaint_code_to_string (OUTLAY_COMPLAINT_TOO_MANY));

  yyjson_arr_foreach (body.items, i, n, item)
  {
    OutlayBudget budget;

    if ((reply = read_item (item, i, &budget)) != NULL)
      return reply;
    g_array_append_val (items, budget);
  }

  return NULL;
}

static gboolean
check_categories (const OutlayRequest *request,
                  GArray *items,
                  OutlayComplaints *complaints,
                  GError **error)
{
  for (guint i = 0; i < items->len; i++)
    {
      const OutlayBudget *budget = &g_array_index (items, OutlayBudget, i);
      g_autoptr (OutlayStoredCategory) category = NULL;
      char field[40];

      if (*budget->category == '\0')
        continue;
      if (!outlay_category_store_get (request->db, request->identity->company, budget->category,
                                      &category, error))
        return FALSE;

      g_snprintf (field, sizeof field, "items[%u].category", i);
      if (category == NULL)
        outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_UNKNOWN);
    }

  return TRUE;
}

static OutlayReply *
check_items (const OutlayRequest *request, GArray *items)
{
  g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
  g_autoptr (GError) error = NULL;

  outlay_budgets_check ((const OutlayBudget *) items->data, items->len, complaints);
  if (!check_categories (request, items, complaints, &error))
    return outlay_reply_new_for_error (error);

  return outlay_complaints_is_empty (complaints) ? NULL
                                                 : outlay_reply_new_complaints (422, complaints);
}

/* --- writing --- */

/* What somebody allows themselves is no business of an auditor's. */
static gboolean
note_in_audit (const Scope *self,
               const OutlayStoredBudgets *old,
               const OutlayStoredBudgets *stored,
               GError **error)
{
  const OutlayRequest *request = self->request;
  g_autofree char *detail = NULL;
  OutlayJsonWriter json;
  gsize length;

  if (self->owner != NULL)
    return TRUE;

  outlay_json_writer_init (&json, 2048);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_name (&json, "from");
  outlay_stored_budgets_write_json (old, TRUE, &json);
  outlay_json_writer_name (&json, "to");
  outlay_stored_budgets_write_json (stored, TRUE, &json);
  outlay_json_writer_end_object (&json);
  detail = outlay_json_writer_end (&json, &length);

  return outlay_audit_store_add (request->db, request->identity->company,
                                 &(OutlayAuditEntry) {
                                     .kind = OUTLAY_AUDIT_BUDGETS_CHANGED,
                                     .actor = request->identity->user,
                                     .remote = request->remote,
                                     .detail = detail,
                                 },
                                 request->now, error);
}

static OutlayReply *
write_items (const Scope *self, const OutlayStoredBudgets *old, GArray *items)
{
  const OutlayRequest *request = self->request;
  const char *company = request->identity->company;
  g_auto (OutlayStoredBudgets) stored = { NULL };
  g_autoptr (GError) error = NULL;

  if (!outlay_budget_store_put (request->db, company, self->owner, items, old->revision,
                                request->now, &error) ||
      !read_stored (self, &stored, &error) || !note_in_audit (self, old, &stored, &error))
    return outlay_reply_new_for_error (error);

  outlay_service_forget (request->service, company,
                         self->owner != NULL ? self->owner : OUTLAY_TOPIC_SHARED);
  outlay_service_notify (request->service, company);
  return reply_budgets (self, &stored);
}

static OutlayReply *
reply_changed (const Scope *self, const OutlayStoredBudgets *stored)
{
  gsize length;
  char *json = dup_json (self, stored, &length);
  OutlayReply *reply = outlay_reply_new_conflict (412, "The budgets have changed.", json, length);

  outlay_reply_set_etag (reply, stored->revision);
  return reply;
}

static OutlayReply *
put_budgets (const OutlayRequest *request)
{
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (OutlayBudget));
  g_auto (OutlayStoredBudgets) old = { NULL };
  g_autoptr (GError) error = NULL;
  OutlayPrecondition precondition;
  OutlayReply *reply;
  Scope self;

  if ((reply = read_scope (&self, request)) != NULL)
    return reply;
  if (self.owner == NULL && request->identity->role < OUTLAY_ROLE_ADMIN)
    return outlay_reply_new_problem (403, "Your role may not set the company's budgets.");
  if ((reply = outlay_precondition_read (request, FALSE, &precondition)) != NULL)
    return reply;
  if (!read_stored (&self, &old, &error))
    return outlay_reply_new_for_error (error);
  if (!outlay_precondition_holds (request, old.revision))
    return reply_changed (&self, &old);

  if ((reply = read_items (request, items)) != NULL ||
      (reply = check_items (request, items)) != NULL)
    return reply;

  return write_items (&self, &old, items);
}

const OutlayRoute outlay_budget_routes[] = {
  { "GET", "/api/v1/budgets", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_READ, get_budgets,
    .query = "scope" },
  { "PUT", "/api/v1/budgets", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_WRITE, put_budgets, .query = "scope",
    .max_body = OUTLAY_MAX_JSON },
  { NULL },
};
