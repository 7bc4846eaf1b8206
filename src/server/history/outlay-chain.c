/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/history/outlay-chain.h"

static const struct
{
  const char *end;
  const char *move_end;
} queries[] = {
  [OUTLAY_CHAIN_EVENTS] = { "event/chain-end", "event/move-chain-end" },
  [OUTLAY_CHAIN_AUDIT] = { "audit/chain-end", "audit/move-chain-end" },
};

gboolean
outlay_chain_read_end (OutlayConnection *db,
                       OutlayChain chain,
                       const char *company,
                       gint64 *seq,
                       char **hash,
                       GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, queries[chain].end, "s", company))
    return FALSE;

  *seq = row != NULL ? outlay_statement_get_int (row, 0) : 0;
  *hash = g_strdup (row != NULL ? outlay_statement_get_text (row, 1) : "");

  return TRUE;
}

gboolean
outlay_chain_move_end (OutlayConnection *db,
                       OutlayChain chain,
                       const char *company,
                       gint64 seq,
                       const char *hash,
                       GError **error)
{
  return outlay_connection_run (db, error, queries[chain].move_end, "sis", company, seq, hash);
}

GPtrArray *
outlay_chain_list_companies (OutlayConnection *db, GError **error)
{
  g_autoptr (GPtrArray) companies = g_ptr_array_new_with_free_func (g_free);
  OutlayStatement *query = outlay_connection_query (db, "event/companies", error);
  gboolean has_row;

  if (query == NULL)
    return NULL;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&companies);

      g_ptr_array_add (companies, g_strdup (outlay_statement_get_text (query, 0)));
    }
}
