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
  g_autoptr (OutlayRow) row = NULL;

  *proof = NULL;
  if (!outlay_connection_find (db, &row, error, "proof/get", "ss", company, sha256))
    return FALSE;
  if (row == NULL)
    return TRUE;

  *proof = g_new (OutlayStoredProof, 1);
  (*proof)->mime = g_strdup (outlay_statement_get_text (row, 0));
  (*proof)->size = outlay_statement_get_int (row, 1);
  (*proof)->path = g_strdup (outlay_statement_get_text (row, 2));
  (*proof)->key_id = g_strdup (outlay_statement_get_text (row, 3));

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
  return outlay_connection_run (db, error, "proof/insert", "sssiiisis", company, sha256,
                                proof->mime, proof->size, (gint64) width, (gint64) height,
                                proof->path, now, proof->key_id);
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
  OutlayStatement *query = outlay_connection_bind (db, error, "proof/move", "sssss", company,
                                                   sha256, old_path, path, key_id);

  if (query == NULL)
    return FALSE;

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
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "proof/is-place", "s", path))
    return FALSE;

  *is_place = row != NULL;
  return TRUE;
}

gboolean
outlay_proof_store_next_key (OutlayConnection *db, const char *after, char **key_id, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  *key_id = NULL;
  if (!outlay_connection_find (db, &row, error, "proof/next-key", "s", after))
    return FALSE;
  if (row != NULL)
    *key_id = g_strdup (outlay_statement_get_text (row, 0));

  return TRUE;
}

gboolean
outlay_proof_store_note_upload (OutlayConnection *db,
                                const char *company,
                                const char *sha256,
                                const char *person,
                                GError **error)
{
  return outlay_connection_run (db, error, "proof/note-upload", "sss", company, sha256, person) &&
         outlay_connection_run (db, error, "proof/keep", "ss", company, sha256);
}

gboolean
outlay_proof_store_can_see (OutlayConnection *db,
                            const OutlayIdentity *identity,
                            const char *sha256,
                            gboolean *can_see,
                            GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "proof/can-see", "sssi", identity->company, sha256,
                               identity->user, (gint64) (identity->role >= OUTLAY_ROLE_REVIEWER)))
    return FALSE;

  *can_see = row != NULL;
  return TRUE;
}
