/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/proofs/outlay-proof-rows.h"

#define PAGE 200

static void
clear_row (gpointer data)
{
  OutlayProofRow *row = data;

  g_free (row->company);
  g_free (row->sha256);
  outlay_stored_proof_free (row->proof);
}

/* (transfer full) (nullable): the rows that follow @after */
static GArray *
read_page (OutlayConnection *db, const OutlayProofRow *after, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, FALSE, sizeof (OutlayProofRow));
  OutlayStatement *query = outlay_connection_bind (db, error, "proof/list", "ssi", after->company,
                                                   after->sha256, (gint64) PAGE);
  gboolean has_row;

  g_array_set_clear_func (page, clear_row);
  if (query == NULL)
    return NULL;

  for (;;)
    {
      OutlayProofRow row;

      if (!outlay_statement_step (query, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&page);

      row.company = g_strdup (outlay_statement_get_text (query, 0));
      row.sha256 = g_strdup (outlay_statement_get_text (query, 1));
      row.proof = g_new0 (OutlayStoredProof, 1);
      row.proof->size = outlay_statement_get_int (query, 2);
      row.proof->path = g_strdup (outlay_statement_get_text (query, 3));
      row.proof->key_id = g_strdup (outlay_statement_get_text (query, 4));
      row.proof->mime = g_strdup (outlay_statement_get_text (query, 5));
      g_array_append_val (page, row);
    }
}

gboolean
outlay_proof_rows_visit (OutlayConnection *db,
                         OutlayProofRowVisit visit,
                         gpointer data,
                         GError **error)
{
  g_autoptr (GArray) page = NULL;
  OutlayProofRow after = { (char *) "", (char *) "", NULL };

  do
    {
      g_autoptr (GArray) next = read_page (db, &after, error);

      if (next == NULL)
        return FALSE;

      g_clear_pointer (&page, g_array_unref);
      page = g_steal_pointer (&next);
      for (guint i = 0; i < page->len; i++)
        if (!visit (&g_array_index (page, OutlayProofRow, i), data, error))
          return FALSE;
      if (page->len > 0)
        after = g_array_index (page, OutlayProofRow, page->len - 1);
    }
  while (page->len == PAGE);

  return TRUE;
}
