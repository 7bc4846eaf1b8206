/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-category-move.h"

#include "server/budgets/outlay-budget-store.h"
#include "server/expenses/outlay-category-store.h"
#include "server/expenses/outlay-expense-store.h"
#include "server/history/outlay-audit-store.h"
#include "server/history/outlay-event-store.h"
#include "server/outlay-json-fields.h"
#include "server/outlay-service.h"
#include "server/people/outlay-policy-store.h"

/* Everybody who writes waits meanwhile. */
#define MOST_AT_ONCE 500

typedef struct
{
  const char *to;
} Body;

static const OutlayJsonField body_fields[] = {
  { "to", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Body, to) },
};

/* One call on its way. */
typedef struct
{
  const OutlayRequest *request;
  const char *company;
  OutlayStoredCategory *from;
  OutlayStoredCategory *to;
  gboolean was_archived;
  gint64 n_moved;
  gint64 n_left;
} Move;

static void
move_clear (Move *self)
{
  g_clear_pointer (&self->from, outlay_stored_category_free);
  g_clear_pointer (&self->to, outlay_stored_category_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Move, move_clear)

void
outlay_category_forget_budgets (const OutlayRequest *request, GPtrArray *owners)
{
  for (guint i = 0; i < owners->len; i++)
    {
      const char *owner = owners->pdata[i];

      outlay_service_forget (request->service, request->identity->company,
                             *owner != '\0' ? owner : OUTLAY_TOPIC_SHARED);
    }
}

/* --- what is asked --- */

static OutlayReply *
read_categories (Move *self)
{
  const OutlayRequest *request = self->request;
  g_autoptr (GError) error = NULL;
  Body body = { NULL };
  OutlayReply *reply;

  if ((reply = outlay_json_fields_read (request->json, NULL, body_fields,
                                        G_N_ELEMENTS (body_fields), &body, NULL)) != NULL)
    return reply;
  if (!outlay_category_store_get (request->db, self->company, request->arguments[0], &self->from,
                                  &error) ||
      !outlay_category_store_get (request->db, self->company, body.to, &self->to, &error))
    return outlay_reply_new_for_error (error);

  if (self->from == NULL)
    return outlay_reply_new_problem (404, "There is no such category.");
  if (self->to == NULL)
    return outlay_reply_new_problem_field (422, "to", "names no category");
  if (self->to->archived)
    return outlay_reply_new_problem_field (422, "to", "names an archived category");
  if (g_str_equal (self->from->id, self->to->id))
    return outlay_reply_new_problem_field (422, "to", "must be another category");

  return NULL;
}

/* --- moving --- */

/* So that nobody names it while it is emptied. */
static gboolean
archive (Move *self, GError **error)
{
  self->was_archived = self->from->archived;
  if (self->was_archived)
    return TRUE;

  self->from->archived = TRUE;
  self->from->revision++;
  return outlay_category_store_update (self->request->db, self->company, self->from, error);
}

static gboolean
move_rules (Move *self, GError **error)
{
  const OutlayRequest *request = self->request;
  g_autoptr (GPtrArray) owners = NULL;
  gboolean has_limits;

  if (!outlay_policy_store_end_category (request->db, self->company, self->from->id, self->to->id,
                                         request->now, &has_limits, error))
    return FALSE;
  owners = outlay_budget_store_end_category (request->db, self->company, self->from->id,
                                             self->to->id, request->now, error);
  if (owners == NULL)
    return FALSE;

  outlay_category_forget_budgets (request, owners);
  if (has_limits)
    outlay_service_forget (request->service, self->company, OUTLAY_TOPIC_POLICY);
  return TRUE;
}

/* (transfer full) (nullable): of up to @most expenses of the category */
static GPtrArray *
list_ids (Move *self, const char *name, guint most, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  OutlayStatement *query = outlay_connection_bind (self->request->db, error, name, "ssi",
                                                   self->company, self->from->id, (gint64) most);
  gboolean has_row;

  if (query == NULL)
    return NULL;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&ids);

      g_ptr_array_add (ids, g_strdup (outlay_statement_get_text (query, 0)));
    }
}

/* What others have seen has a history, which tells of it. */
static gboolean
move_expense (Move *self, const char *id, GError **error)
{
  const OutlayRequest *request = self->request;
  g_autoptr (OutlayStoredExpense) expense = NULL;

  if (!outlay_expense_store_get (request->db, self->company, id, &expense, error))
    return FALSE;
  if (expense == NULL)
    return TRUE;

  if (outlay_expense_view_get_state (expense->view) != OUTLAY_STATE_DRAFT)
    {
      if (!outlay_event_store_append_category (request->db, self->company, expense->view,
                                               request->identity->user, self->to->id, request->now,
                                               error))
        return FALSE;
      outlay_service_forget (request->service, self->company, OUTLAY_TOPIC_SHARED);
    }

  outlay_service_forget (request->service, self->company, expense->view->owner);
  self->n_moved++;
  return outlay_expense_store_set_category (request->db, self->company, expense, self->to->id,
                                            request->now, error);
}

static gboolean
move_some (Move *self, const char *name, GError **error)
{
  guint most = MOST_AT_ONCE - (guint) self->n_moved;
  g_autoptr (GPtrArray) ids = most > 0 ? list_ids (self, name, most, error) : NULL;

  if (most > 0 && ids == NULL)
    return FALSE;

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!move_expense (self, ids->pdata[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
count_left (Move *self, const char *name, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (self->request->db, &row, error, name, "ss", self->company,
                               self->from->id))
    return FALSE;

  self->n_left += outlay_statement_get_int (row, 0);
  return TRUE;
}

static gboolean
end (Move *self, GError **error)
{
  return self->n_left > 0 ||
         outlay_category_store_delete (self->request->db, self->company, self->from->id, error);
}

/* --- telling --- */

static void
write_named (OutlayJsonWriter *json, const char *member, const OutlayStoredCategory *category)
{
  outlay_json_writer_name (json, member);
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "id");
  outlay_json_writer_token (json, category->id);
  outlay_json_writer_name (json, "name");
  outlay_json_writer_text (json, category->name);
  outlay_json_writer_end_object (json);
}

static void
write_numbers (const Move *self, OutlayJsonWriter *json)
{
  outlay_json_writer_name (json, "moved");
  outlay_json_writer_int (json, self->n_moved);
  outlay_json_writer_name (json, "left");
  outlay_json_writer_int (json, self->n_left);
}

static gboolean
note_in_audit (const Move *self, GError **error)
{
  const OutlayRequest *request = self->request;
  g_autofree char *detail = NULL;
  OutlayJsonWriter json;
  gsize length;

  outlay_json_writer_init (&json, 256);
  outlay_json_writer_begin_object (&json);
  write_named (&json, "from", self->from);
  write_named (&json, "to", self->to);
  write_numbers (self, &json);
  outlay_json_writer_end_object (&json);
  detail = outlay_json_writer_end (&json, &length);

  return outlay_audit_store_add (request->db, self->company,
                                 &(OutlayAuditEntry) {
                                     .kind = OUTLAY_AUDIT_CATEGORY_MOVED,
                                     .actor = request->identity->user,
                                     .remote = request->remote,
                                     .detail = detail,
                                 },
                                 request->now, error);
}

static OutlayReply *
reply_moved (const Move *self)
{
  OutlayJsonWriter json;
  gsize length;
  char *text;

  outlay_json_writer_init (&json, 512);
  outlay_json_writer_begin_object (&json);
  write_numbers (self, &json);
  outlay_json_writer_name (&json, "category");
  if (self->n_left > 0)
    outlay_stored_category_write_json (self->from, &json);
  else
    outlay_json_writer_null (&json);
  outlay_json_writer_end_object (&json);
  text = outlay_json_writer_end (&json, &length);

  return outlay_reply_new_json (200, text, length);
}

OutlayReply *
outlay_category_move (const OutlayRequest *request)
{
  g_auto (Move) self = { .request = request, .company = request->identity->company };
  g_autoptr (GError) error = NULL;
  OutlayReply *reply;

  if ((reply = read_categories (&self)) != NULL)
    return reply;

  if (!archive (&self, &error) || !move_rules (&self, &error) ||
      !move_some (&self, "category/list-shared", &error) ||
      !move_some (&self, "category/list-drafts", &error) ||
      !count_left (&self, "category/count-shared", &error) ||
      !count_left (&self, "category/count-drafts", &error) || !end (&self, &error) ||
      (self.n_moved > 0 &&
       !outlay_category_store_note_use (request->db, self.company, self.to->id, &error)) ||
      !note_in_audit (&self, &error))
    return outlay_reply_new_for_error (error);

  outlay_service_notify (request->service, self.company);
  return reply_moved (&self);
}
