/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/proofs/outlay-proof-store.h"

void
outlay_stored_proof_free (OutlayStoredProof *self)
{
  if (self == NULL)
    return;

  g_free (self->mime);
  g_free (self->path);
  g_free (self->key_id);
  g_free (self);
}

gboolean
outlay_proof_store_get (OutlayConnection *db,
                        const char *company,
                        const char *sha256,
                        OutlayStoredProof **proof,
                        GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "proof/get", error);
  gboolean has_row;

  *proof = NULL;
  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "ss", company, sha256);
  if (!outlay_statement_step (query, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  *proof = g_new (OutlayStoredProof, 1);
  (*proof)->mime = g_strdup (outlay_statement_get_text (query, 0));
  (*proof)->size = outlay_statement_get_int (query, 1);
  (*proof)->path = g_strdup (outlay_statement_get_text (query, 2));
  (*proof)->key_id = g_strdup (outlay_statement_get_text (query, 3));
  outlay_statement_reset (query);

  return TRUE;
}

gboolean
outlay_proof_store_insert (OutlayConnection *db,
                           const char *company,
                           const char *sha256,
                           const OutlayStoredProof *proof,
                           guint width,
                           guint height,
                           gint64 now,
                           GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "proof/insert", error);

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "sssiiisis", company, sha256, proof->mime, proof->size,
                         (gint64) width, (gint64) height, proof->path, now, proof->key_id);
  return outlay_statement_run (query, error);
}

gboolean
outlay_proof_store_move (OutlayConnection *db,
                         const char *company,
                         const char *sha256,
                         const char *old_path,
                         const char *path,
                         const char *key_id,
                         gboolean *is_moved,
                         GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "proof/move", error);

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "sssss", company, sha256, old_path, path, key_id);
  if (!outlay_statement_run (query, error))
    return FALSE;

  *is_moved = outlay_statement_n_changed (query) == 1;
  return TRUE;
}

gboolean
outlay_proof_store_is_place (OutlayConnection *db,
                             const char *path,
                             gboolean *is_place,
                             GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "proof/is-place", error);

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "s", path);
  if (!outlay_statement_step (query, is_place, error))
    return FALSE;

  outlay_statement_reset (query);
  return TRUE;
}

gboolean
outlay_proof_store_next_key (OutlayConnection *db, const char *after, char **key_id, GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "proof/next-key", error);
  gboolean has_row;

  *key_id = NULL;
  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "s", after);
  if (!outlay_statement_step (query, &has_row, error))
    return FALSE;
  if (has_row)
    *key_id = g_strdup (outlay_statement_get_text (query, 0));

  outlay_statement_reset (query);
  return TRUE;
}

gboolean
outlay_proof_store_note_upload (OutlayConnection *db,
                                const char *company,
                                const char *sha256,
                                const char *person,
                                GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "proof/note-upload", error);

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "sss", company, sha256, person);
  if (!outlay_statement_run (query, error))
    return FALSE;

  if ((query = outlay_connection_query (db, "proof/keep", error)) == NULL)
    return FALSE;
  outlay_statement_bind (query, "ss", company, sha256);
  return outlay_statement_run (query, error);
}

gboolean
outlay_proof_store_can_see (OutlayConnection *db,
                            const OutlayIdentity *identity,
                            const char *sha256,
                            gboolean *can_see,
                            GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "proof/can-see", error);

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "sssi", identity->company, sha256, identity->user,
                         (gint64) (identity->role >= OUTLAY_ROLE_REVIEWER));
  if (!outlay_statement_step (query, can_see, error))
    return FALSE;

  outlay_statement_reset (query);
  return TRUE;
}
