/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/history/outlay-audit-chain.h"

#include "server/history/outlay-audit-store.h"
#include "server/history/outlay-chain.h"

#define COLUMN_SEQ 1
#define COLUMN_HASH 9

typedef struct
{
  OutlayConnection *db;
  OutlayEventChainReport report;
  gpointer data;
  gint64 *n_entries;
} Check;

/* What is wrong with the row that should be number @seq; %NULL for nothing. @hash: (inout): of the
 * one before, and then of this one. */
static const char *
check_row (OutlayStatement *row, gint64 seq, gboolean is_chained, char **hash)
{
  if (outlay_statement_get_int (row, COLUMN_SEQ) != seq)
    return "is missing";

  if (is_chained)
    {
      char *expected = outlay_audit_hash (row, *hash);

      g_free (*hash);
      *hash = expected;
    }

  return g_strcmp0 (outlay_statement_get_text (row, COLUMN_HASH), *hash) == 0
             ? NULL
             : "is not what was written";
}

static gboolean
check_company (Check *self, const char *company, GError **error)
{
  g_autofree char *hash = g_strdup ("");
  g_autofree char *end = NULL;
  OutlayStatement *query;
  gint64 seq = 0, end_seq;
  const char *what = NULL;
  gboolean has_row;

  if (!outlay_chain_read_end (self->db, OUTLAY_CHAIN_AUDIT, company, &end_seq, &end, error) ||
      (query = outlay_connection_bind (self->db, error, "audit/chain", "s", company)) == NULL)
    return FALSE;

  while (what == NULL)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      /* Where the end has no hash, what is older than the chain has none. */
      what = check_row (query, ++seq, *end != '\0', &hash);
      (*self->n_entries)++;
    }

  if (what != NULL)
    {
      outlay_statement_reset (query);
      self->report (company, seq, what, self->data);
    }
  else if (seq != end_seq || !g_str_equal (hash, end))
    self->report (company, seq + 1, "the last entries are missing", self->data);

  return TRUE;
}

gboolean
outlay_audit_chain_check (OutlayConnection *db,
                          OutlayEventChainReport report,
                          gpointer data,
                          gint64 *n_entries,
                          GError **error)
{
  Check check = { db, report, data, n_entries };
  g_autoptr (GPtrArray) companies = outlay_chain_list_companies (db, error);

  *n_entries = 0;
  if (companies == NULL)
    return FALSE;

  for (guint i = 0; i < companies->len; i++)
    if (!check_company (&check, companies->pdata[i], error))
      return FALSE;

  return TRUE;
}
