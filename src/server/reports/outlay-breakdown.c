/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/reports/outlay-breakdown.h"

#include <string.h>

/* Index: OutlayBreakdownKind. */
static const char *const kinds[] = { "category", "merchant", "person", "department" };
G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == OUTLAY_N_BREAKDOWN_KINDS);

const char *
outlay_breakdown_kind_to_string (OutlayBreakdownKind kind)
{
  return kinds[kind];
}

gboolean
outlay_breakdown_kind_from_string (const char *text, OutlayBreakdownKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i], text))
      {
        *kind = (OutlayBreakdownKind) i;
        return TRUE;
      }

  return FALSE;
}

void
outlay_breakdown_init (OutlayBreakdown *self, OutlayBreakdownKind kind)
{
  *self = (OutlayBreakdown) { .kind = kind };
}

void
outlay_breakdown_clear (OutlayBreakdown *self)
{
  for (guint i = 0; i < self->n_blocks; i++)
    g_hash_table_unref (self->blocks[i].parts);
  g_clear_pointer (&self->blocks, g_free);
  g_clear_pointer (&self->names, g_string_chunk_free);
  self->n_blocks = 0;
}

static OutlayBreakdownBlock *
ensure_block (OutlayBreakdown *self, const char *currency)
{
  guint at = 0;
  int order = 1;

  while (at < self->n_blocks &&
         (order = outlay_currency_key_compare (self->blocks[at].currency, currency)) < 0)
    at++;
  if (at < self->n_blocks && order == 0)
    return &self->blocks[at];

  self->blocks = g_renew (OutlayBreakdownBlock, self->blocks, self->n_blocks + 1);
  memmove (&self->blocks[at + 1], &self->blocks[at], (self->n_blocks - at) * sizeof *self->blocks);
  self->n_blocks++;
  self->blocks[at] = (OutlayBreakdownBlock) {
    .parts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free),
  };
  g_strlcpy (self->blocks[at].currency, currency, sizeof self->blocks[at].currency);

  return &self->blocks[at];
}

static OutlayBreakdownPart *
ensure_part (OutlayBreakdown *self, OutlayBreakdownBlock *block, const char *name)
{
  OutlayBreakdownPart *part = g_hash_table_lookup (block->parts, name);

  if (part != NULL)
    return part;

  if (self->names == NULL)
    self->names = g_string_chunk_new (4096);
  part = g_new0 (OutlayBreakdownPart, 1);
  part->name = g_string_chunk_insert (self->names, name);
  g_hash_table_insert (block->parts, (gpointer) part->name, part);

  return part;
}

gboolean
outlay_breakdown_add (OutlayBreakdown *self,
                      const char *currency,
                      const char *name,
                      const OutlayTotal *states,
                      GError **error)
{
  OutlayBreakdownBlock *block = ensure_block (self, currency);

  if (outlay_state_totals_add (&block->totals, states) &&
      outlay_state_totals_add (&ensure_part (self, block, name)->totals, states))
    return TRUE;

  g_set_error (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OVERFLOW,
               "The total in %s does not fit in 64 bits", currency);
  return FALSE;
}

gboolean
outlay_breakdown_add_all (OutlayBreakdown *self, const OutlayBreakdown *other, GError **error)
{
  g_return_val_if_fail (self->kind == other->kind, FALSE);

  for (guint i = 0; i < other->n_blocks; i++)
    {
      const OutlayBreakdownBlock *block = &other->blocks[i];
      const OutlayBreakdownPart *part;
      GHashTableIter iter;

      g_hash_table_iter_init (&iter, block->parts);
      while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &part))
        if (!outlay_breakdown_add (self, block->currency, part->name, part->totals.states, error))
          return FALSE;
    }

  return TRUE;
}

static gboolean
is_larger (const OutlayBreakdownPart *a, const OutlayBreakdownPart *b)
{
  if (a->totals.all.minor != b->totals.all.minor)
    return a->totals.all.minor > b->totals.all.minor;

  return strcmp (a->name, b->name) < 0;
}

guint
outlay_breakdown_block_find_largest (const OutlayBreakdownBlock *self,
                                     const OutlayBreakdownPart **parts,
                                     guint n_parts,
                                     OutlayTotal *rest)
{
  const OutlayBreakdownPart *part;
  GHashTableIter iter;
  guint n = 0;

  *rest = self->totals.all;
  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &part))
    {
      guint at = n;

      if (part->totals.all.count == 0 || (n == n_parts && !is_larger (part, parts[n - 1])))
        continue;

      /* Into its place among the few that are kept. */
      if (n < n_parts)
        n++;
      else
        at--;
      for (; at > 0 && is_larger (part, parts[at - 1]); at--)
        parts[at] = parts[at - 1];
      parts[at] = part;
    }

  for (guint i = 0; i < n; i++)
    {
      rest->count -= parts[i]->totals.all.count;
      rest->minor -= parts[i]->totals.all.minor;
    }

  return n;
}
