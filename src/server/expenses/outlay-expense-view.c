/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-expense-view.h"

#include <string.h>

/* A usual expense is 600 bytes long. */
#define USUAL_SIZE 1024

static inline const char *
get_text (OutlayStatement *row, int column)
{
  const char *text = outlay_statement_get_text (row, column);

  return text != NULL ? text : "";
}

void
outlay_expense_view_read (OutlayExpenseView *self, OutlayStatement *row, int column)
{
  self->id = get_text (row, column);
  self->owner = get_text (row, column + 1);
  self->owner_name = get_text (row, column + 2);
  self->merchant = get_text (row, column + 3);
  self->minor = outlay_statement_get_int (row, column + 4);
  self->currency = get_text (row, column + 5);
  self->day = get_text (row, column + 6);
  self->category = outlay_statement_get_text (row, column + 7);
  self->note = get_text (row, column + 8);
  self->proofs = get_text (row, column + 9);
  self->proof_version = outlay_statement_get_int (row, column + 10);
  self->proof_digest = get_text (row, column + 11);
  self->state = get_text (row, column + 12);
  self->revision = outlay_statement_get_int (row, column + 13);
  self->created_at = outlay_statement_get_int (row, column + 14);
  self->updated_at = outlay_statement_get_int (row, column + 15);
  self->home_currency = outlay_statement_get_text (row, column + 16);
  if (self->home_currency == NULL)
    {
      self->home_minor = 0;
      self->rate = self->rate_day = NULL;
      return;
    }
  self->home_minor = outlay_statement_get_int (row, column + 17);
  self->rate = get_text (row, column + 18);
  self->rate_day = get_text (row, column + 19);
}

OutlayExpenseView *
outlay_expense_view_copy (const OutlayExpenseView *self)
{
  static const gsize offsets[] = {
    G_STRUCT_OFFSET (OutlayExpenseView, id),
    G_STRUCT_OFFSET (OutlayExpenseView, owner),
    G_STRUCT_OFFSET (OutlayExpenseView, owner_name),
    G_STRUCT_OFFSET (OutlayExpenseView, merchant),
    G_STRUCT_OFFSET (OutlayExpenseView, currency),
    G_STRUCT_OFFSET (OutlayExpenseView, day),
    G_STRUCT_OFFSET (OutlayExpenseView, category),
    G_STRUCT_OFFSET (OutlayExpenseView, note),
    G_STRUCT_OFFSET (OutlayExpenseView, proofs),
    G_STRUCT_OFFSET (OutlayExpenseView, proof_digest),
    G_STRUCT_OFFSET (OutlayExpenseView, state),
    G_STRUCT_OFFSET (OutlayExpenseView, home_currency),
    G_STRUCT_OFFSET (OutlayExpenseView, rate),
    G_STRUCT_OFFSET (OutlayExpenseView, rate_day),
  };
  OutlayExpenseView *copy;
  gsize size = sizeof *self;
  char *at;

  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      const char *text = G_STRUCT_MEMBER (const char *, self, offsets[i]);
      size += text != NULL ? strlen (text) + 1 : 0;
    }

  copy = g_malloc (size);
  *copy = *self;
  at = (char *) (copy + 1);
  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      const char *text = G_STRUCT_MEMBER (const char *, self, offsets[i]);

      if (text == NULL)
        continue;
      G_STRUCT_MEMBER (const char *, copy, offsets[i]) = at;
      at = stpcpy (at, text) + 1;
    }

  return copy;
}

OutlayState
outlay_expense_view_get_state (const OutlayExpenseView *self)
{
  OutlayState state = OUTLAY_STATE_DRAFT;

  if (!outlay_state_from_string (self->state, &state))
    g_critical ("expense %s is in the unknown state \"%s\"", self->id, self->state);

  return state;
}

guint
outlay_expense_view_get_reuploads_left (const OutlayExpenseView *self)
{
  return self->proof_version < OUTLAY_MAX_REUPLOADS
             ? OUTLAY_MAX_REUPLOADS - (guint) self->proof_version
             : 0;
}

void
outlay_expense_view_get_fields (const OutlayExpenseView *self,
                                OutlayExpenseFields *fields,
                                char ***proofs)
{
  *proofs = g_strsplit (self->proofs, "\n", -1);
  *fields = (OutlayExpenseFields) {
    .merchant = self->merchant,
    .amount.minor = self->minor,
    .day = self->day,
    .category = self->category,
    .note = self->note,
    .proofs = (const char *const *) *proofs,
  };
  g_strlcpy (fields->amount.currency, self->currency, sizeof fields->amount.currency);
}

static inline void
append_token (OutlayJsonWriter *json, const char *token)
{
  outlay_json_writer_append (json, token, strlen (token));
}

/* Thousands of these are written a second: what never changes goes out in as few
 * pieces as may be. */
static void
write_head (const char *id, const char *owner, const char *owner_name, OutlayJsonWriter *json)
{
  outlay_json_writer_begin_object (json);
  outlay_json_writer_literal (json, "\"id\":\"");
  append_token (json, id);
  outlay_json_writer_literal (json, "\",\"owner\":{\"id\":\"");
  append_token (json, owner);
  outlay_json_writer_literal (json, "\",\"name\":");
  outlay_json_writer_text (json, owner_name);
  outlay_json_writer_literal (json, "},");
}

void
outlay_expense_line_begin_json (const char *merchant, OutlayJsonWriter *json)
{
  outlay_json_writer_literal (json, "\"merchant\":");
  outlay_json_writer_text (json, merchant);
  outlay_json_writer_literal (json, ",");
}

static void
write_converted (const OutlayExpenseView *self, OutlayJsonWriter *json)
{
  if (self->home_currency == NULL)
    {
      outlay_json_writer_literal (json, ",\"converted\":null");
      return;
    }

  outlay_json_writer_literal (json, ",\"converted\":{\"amount\":{\"minor\":");
  outlay_json_writer_int (json, self->home_minor);
  outlay_json_writer_literal (json, ",\"currency\":\"");
  append_token (json, self->home_currency);
  outlay_json_writer_literal (json, "\"},\"rate\":\"");
  append_token (json, self->rate);
  outlay_json_writer_literal (json, "\",\"rate_day\":\"");
  append_token (json, self->rate_day);
  outlay_json_writer_literal (json, "\"}");
}

static void
write_line (const OutlayExpenseView *self, OutlayJsonWriter *json)
{
  outlay_expense_line_begin_json (self->merchant, json);
  outlay_json_writer_literal (json, "\"amount\":{\"minor\":");
  outlay_json_writer_int (json, self->minor);
  outlay_json_writer_literal (json, ",\"currency\":\"");
  append_token (json, self->currency);
  outlay_json_writer_literal (json, "\"},\"day\":\"");
  append_token (json, self->day);
  outlay_json_writer_literal (json, "\",\"category\":");
  outlay_json_writer_text (json, self->category);
  outlay_json_writer_literal (json, ",\"note\":");
  outlay_json_writer_text (json, self->note);
  outlay_json_writer_literal (json, ",\"proofs\":");
  outlay_json_writer_lines (json, self->proofs);
  outlay_json_writer_literal (json, ",\"proof_version\":");
  outlay_json_writer_int (json, self->proof_version);
  outlay_json_writer_literal (json, ",\"proof_digest\":\"");
  append_token (json, self->proof_digest);
  outlay_json_writer_literal (json, "\",\"reuploads_left\":");
  outlay_json_writer_int (json, outlay_expense_view_get_reuploads_left (self));
  outlay_json_writer_literal (json, ",\"state\":\"");
  append_token (json, self->state);
  outlay_json_writer_literal (json, "\",\"revision\":");
  outlay_json_writer_int (json, self->revision);
  outlay_json_writer_literal (json, ",\"created_at\":");
  outlay_json_writer_time (json, self->created_at);
  outlay_json_writer_literal (json, ",\"updated_at\":");
  outlay_json_writer_time (json, self->updated_at);
  write_converted (self, json);
}

void
outlay_expense_view_write_json (const OutlayExpenseView *self, OutlayJsonWriter *json)
{
  write_head (self->id, self->owner, self->owner_name, json);
  write_line (self, json);
  outlay_json_writer_end_object (json);
}

char *
outlay_expense_view_dup_line (const OutlayExpenseView *self)
{
  OutlayJsonWriter json;
  gsize length;

  outlay_json_writer_init (&json, USUAL_SIZE);
  write_line (self, &json);

  return outlay_json_writer_end (&json, &length);
}

void
outlay_expense_line_write_json (const char *id,
                                const char *owner,
                                const char *owner_name,
                                const char *line,
                                gsize length,
                                OutlayJsonWriter *json)
{
  write_head (id, owner, owner_name, json);
  outlay_json_writer_append (json, line, length);
  outlay_json_writer_end_object (json);
}

OutlayReply *
outlay_expense_view_reply (const OutlayExpenseView *self, guint status)
{
  OutlayJsonWriter json;
  OutlayReply *reply;
  gsize length;
  char *text;

  outlay_json_writer_init (&json, USUAL_SIZE);
  outlay_expense_view_write_json (self, &json);
  text = outlay_json_writer_end (&json, &length);

  reply = outlay_reply_new_json (status, text, length);
  outlay_reply_set_etag (reply, self->revision);

  return reply;
}

OutlayReply *
outlay_expense_view_conflict (const OutlayExpenseView *self, guint status, const char *detail)
{
  OutlayJsonWriter json;
  OutlayReply *reply;
  gsize length;
  char *text;

  outlay_json_writer_init (&json, USUAL_SIZE);
  outlay_expense_view_write_json (self, &json);
  text = outlay_json_writer_end (&json, &length);

  reply = outlay_reply_new_conflict (status, detail, text, length);
  outlay_reply_set_etag (reply, self->revision);

  return reply;
}
