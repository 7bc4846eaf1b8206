/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/history/outlay-audit-store.h"

#include "server/history/outlay-chain.h"
#include "server/outlay-json-writer.h"

char *
outlay_audit_hash (OutlayStatement *row, const char *previous)
{
  g_auto (OutlayJsonWriter) json = { .size = 0 };

  outlay_json_writer_init (&json, 512);
  outlay_json_writer_begin_array (&json);
  outlay_json_writer_token (&json, "outlay-audit-1");
  outlay_json_writer_text (&json, previous);
  outlay_json_writer_text (&json, outlay_statement_get_text (row, 0));
  outlay_json_writer_int (&json, outlay_statement_get_int (row, 1));
  outlay_json_writer_int (&json, outlay_statement_get_int (row, 2));
  for (int column = 3; column <= 8; column++)
    outlay_json_writer_text (&json, outlay_statement_get_text (row, column));
  outlay_json_writer_end_array (&json);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) json.text, json.length);
}

/* Gives the entry @seq its hash, over what the database has of it; @hash: (inout): that of the one
 * before, and then of this one. */
static gboolean
seal (OutlayConnection *db, const char *company, gint64 seq, char **hash, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "audit/get", "si", company, seq))
    return FALSE;
  if (row != NULL)
    {
      char *next = outlay_audit_hash (row, *hash);

      g_free (*hash);
      *hash = next;
      g_clear_pointer (&row, outlay_statement_reset);
    }

  return outlay_connection_run (db, error, "audit/seal", "sis", company, seq, *hash);
}

static gboolean
insert (OutlayConnection *db,
        const char *company,
        gint64 seq,
        const OutlayAuditEntry *entry,
        gint64 now,
        GError **error)
{
  return outlay_connection_run (db, error, "audit/insert", "siissssss", company, seq, now,
                                entry->kind, entry->actor, entry->person, entry->session,
                                entry->remote, entry->detail);
}

gboolean
outlay_audit_store_add (OutlayConnection *db,
                        const char *company,
                        const OutlayAuditEntry *entry,
                        gint64 now,
                        GError **error)
{
  g_autofree char *hash = NULL;
  gint64 seq, first;

  if (!outlay_connection_serialize (db, company, error) ||
      !outlay_chain_read_end (db, OUTLAY_CHAIN_AUDIT, company, &seq, &hash, error))
    return FALSE;

  /* Entries that are older than the chain become its beginning. */
  first = *hash == '\0' ? 1 : seq + 1;
  if (!insert (db, company, seq + 1, entry, now, error))
    return FALSE;
  for (gint64 at = first; at <= seq + 1; at++)
    if (!seal (db, company, at, &hash, error))
      return FALSE;

  return outlay_chain_move_end (db, OUTLAY_CHAIN_AUDIT, company, seq + 1, hash, error);
}
