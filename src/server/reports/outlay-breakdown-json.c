/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/reports/outlay-breakdown-json.h"

#include "server/reports/outlay-report-json.h"

/* An array on its way. */
typedef struct
{
  const OutlayBreakdown *breakdown;
  OutlayConnection *db;
  const char *company;
  guint top;
  OutlayJsonWriter *json;
} Writing;

/* Index: OutlayBreakdownKind. */
static const char *const names[] = { "categories", "merchants", "people", "departments" };
G_STATIC_ASSERT (G_N_ELEMENTS (names) == OUTLAY_N_BREAKDOWN_KINDS);

static gboolean
write_person (const Writing *self, const char *id, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (self->db, &row, error, "person/name", "ss", self->company, id))
    return FALSE;

  outlay_json_writer_name (self->json, "owner");
  outlay_json_writer_begin_object (self->json);
  outlay_json_writer_name (self->json, "id");
  outlay_json_writer_token (self->json, id);
  outlay_json_writer_name (self->json, "name");
  outlay_json_writer_text (self->json, row != NULL ? outlay_statement_get_text (row, 0) : "");
  outlay_json_writer_end_object (self->json);

  return TRUE;
}

static gboolean
write_name (const Writing *self, const char *name, GError **error)
{
  switch (self->breakdown->kind)
    {
    case OUTLAY_BREAKDOWN_MERCHANT:
      outlay_json_writer_name (self->json, "merchant");
      outlay_json_writer_text (self->json, name);
      return TRUE;

    case OUTLAY_BREAKDOWN_PERSON:
      return write_person (self, name, error);

    case OUTLAY_BREAKDOWN_DEPARTMENT:
      outlay_json_writer_name (self->json, "department");
      outlay_json_writer_text (self->json, *name != '\0' ? name : NULL);
      return TRUE;

    case OUTLAY_BREAKDOWN_CATEGORY:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
write_parts (const Writing *self,
             const OutlayBreakdownBlock *block,
             const char *currency,
             GError **error)
{
  const OutlayBreakdownPart *parts[OUTLAY_BREAKDOWN_MAX_TOP];
  OutlayTotal rest;
  guint n = outlay_breakdown_block_find_largest (block, parts, self->top, &rest);

  outlay_json_writer_name (self->json, names[self->breakdown->kind]);
  outlay_json_writer_begin_array (self->json);
  for (guint i = 0; i < n; i++)
    {
      outlay_json_writer_begin_object (self->json);
      if (!write_name (self, parts[i]->name, error))
        return FALSE;
      outlay_json_writer_literal (self->json, ",");
      outlay_state_totals_write_json (&parts[i]->totals, currency, self->json);
      outlay_json_writer_end_object (self->json);
    }
  outlay_json_writer_end_array (self->json);

  if (rest.count != 0)
    {
      outlay_json_writer_name (self->json, "rest");
      outlay_json_writer_begin_object (self->json);
      outlay_total_write_json (&rest, currency, self->json);
      outlay_json_writer_end_object (self->json);
    }

  return TRUE;
}

static gboolean
write_block (const Writing *self, const OutlayBreakdownBlock *block, GError **error)
{
  const char *currency;

  outlay_json_writer_begin_object (self->json);
  currency = outlay_currency_key_write_json (block->currency, self->json);
  outlay_state_totals_write_json (&block->totals, currency, self->json);
  if (!write_parts (self, block, currency, error))
    return FALSE;
  outlay_json_writer_end_object (self->json);

  return TRUE;
}

gboolean
outlay_breakdown_write_json (const OutlayBreakdown *self,
                             OutlayConnection *db,
                             const char *company,
                             guint top,
                             OutlayJsonWriter *json,
                             GError **error)
{
  const Writing writing = { self, db, company, top, json };

  g_return_val_if_fail (top >= 1 && top <= OUTLAY_BREAKDOWN_MAX_TOP, FALSE);

  outlay_json_writer_begin_array (json);
  for (guint i = 0; i < self->n_blocks; i++)
    if (self->blocks[i].totals.all.count != 0 && !write_block (&writing, &self->blocks[i], error))
      return FALSE;
  outlay_json_writer_end_array (json);

  return TRUE;
}
