/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/history/outlay-audit-chain.h"

#include "server/history/outlay-audit-store.h"
#include "server/history/outlay-event-chain.h"

#define COLUMN_SEQ 1
#define COLUMN_HASH 9

static gboolean
fail (const char *company, gint64 seq, const char *what, GError **error)
{
  g_set_error (error, OUTLAY_EVENT_CHAIN_ERROR, OUTLAY_EVENT_CHAIN_ERROR_BROKEN,
               "company %s, audit entry %" G_GINT64_FORMAT ": %s", company, seq, what);
  return FALSE;
}

/* Where the chain ends: 0 and "" for a company without entries. A hash of "" after some is the end
 * of those that have none. */
static gboolean
read_end (OutlayConnection *db, const char *company, gint64 *seq, char **hash, GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "audit/chain-end", error);
  gboolean has_row;

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "s", company);
  if (!outlay_statement_step (query, &has_row, error))
    return FALSE;

  *seq = has_row ? outlay_statement_get_int (query, 0) : 0;
  *hash = g_strdup (has_row ? outlay_statement_get_text (query, 1) : "");
  outlay_statement_reset (query);

  return TRUE;
}

static gboolean
check_company (OutlayConnection *db, const char *company, gint64 *n_entries, GError **error)
{
  g_autofree char *hash = g_strdup ("");
  g_autofree char *end = NULL;
  OutlayStatement *query;
  gint64 seq = 0, end_seq;
  gboolean has_row, is_chained;

  if (!read_end (db, company, &end_seq, &end, error) ||
      (query = outlay_connection_query (db, "audit/chain", error)) == NULL)
    return FALSE;

  is_chained = *end != '\0';
  outlay_statement_bind (query, "s", company);
  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      if (outlay_statement_get_int (query, COLUMN_SEQ) != ++seq)
        return fail (company, seq, "is missing", error);
      if (is_chained)
        {
          char *expected = outlay_audit_hash (query, hash);

          g_free (hash);
          hash = expected;
        }
      if (g_strcmp0 (outlay_statement_get_text (query, COLUMN_HASH), hash) != 0)
        return fail (company, seq, "is not what was written", error);

      (*n_entries)++;
    }

  return (seq == end_seq && g_str_equal (hash, end)) ||
         fail (company, seq + 1, "the last entries are missing", error);
}

static gboolean
list_companies (OutlayConnection *db, GPtrArray *companies, GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "event/companies", error);
  gboolean has_row;

  if (query == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      g_ptr_array_add (companies, g_strdup (outlay_statement_get_text (query, 0)));
    }
}

gboolean
outlay_audit_chain_check (OutlayConnection *db, gint64 *n_entries, GError **error)
{
  g_autoptr (GPtrArray) companies = g_ptr_array_new_with_free_func (g_free);

  *n_entries = 0;
  if (!list_companies (db, companies, error))
    return FALSE;

  for (guint i = 0; i < companies->len; i++)
    if (!check_company (db, companies->pdata[i], n_entries, error))
      return FALSE;

  return TRUE;
}
