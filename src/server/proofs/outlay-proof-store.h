/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/**
 * OutlayStoredProof:
 * @mime: media type, as core names it
 * @path: below the proofs folder
 * @key_id: empty, or of the key that seals the file
 *
 * One stored file as its row has it; texts are owned.
 */
typedef struct
{
  char  *mime;
  gint64 size;
  char  *path;
  char  *key_id;
} OutlayStoredProof;

void outlay_stored_proof_free (OutlayStoredProof *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayStoredProof, outlay_stored_proof_free)

/* @proof: (out) (transfer full) (nullable): %NULL where the company has none of that hash */
gboolean outlay_proof_store_get (OutlayConnection   *db,
                                 const char         *company,
                                 const char         *sha256,
                                 OutlayStoredProof **proof,
                                 GError            **error);

/* Writes down what file there is and where it lies; nothing where it is known already. */
gboolean outlay_proof_store_insert (OutlayConnection        *db,
                                    const char              *company,
                                    const char              *sha256,
                                    const OutlayStoredProof *proof,
                                    guint                    width,
                                    guint                    height,
                                    gint64                   now,
                                    GError                 **error);

/**
 * outlay_proof_store_move:
 * @old_path: where the row must say that it lies
 * @is_moved: (out): whether the row said so, and now says @path and @key_id
 */
gboolean outlay_proof_store_move (OutlayConnection *db,
                                  const char       *company,
                                  const char       *sha256,
                                  const char       *old_path,
                                  const char       *path,
                                  const char       *key_id,
                                  gboolean         *is_moved,
                                  GError          **error);

/* Whether any company's row says that a file lies at @path. */
gboolean outlay_proof_store_is_place (OutlayConnection *db,
                                      const char       *path,
                                      gboolean         *is_place,
                                      GError          **error);

/**
 * outlay_proof_store_next_key:
 * @after: the last id, empty for the first
 * @key_id: (out) (transfer full) (nullable): the next id that seals any file
 */
gboolean outlay_proof_store_next_key (OutlayConnection *db,
                                      const char       *after,
                                      char            **key_id,
                                      GError          **error);

/* Writes down that @person has sent the file, and so may name and read it. From now on it has
 * its whole grace again. */
gboolean outlay_proof_store_note_upload (OutlayConnection *db,
                                         const char       *company,
                                         const char       *sha256,
                                         const char       *person,
                                         GError          **error);

/**
 * outlay_proof_store_can_see:
 * @can_see: (out): whether @identity has sent the file, or sees an expense that names it now or
 *   named it in a version that was submitted
 */
gboolean outlay_proof_store_can_see (OutlayConnection     *db,
                                     const OutlayIdentity *identity,
                                     const char           *sha256,
                                     gboolean             *can_see,
                                     GError              **error);

G_END_DECLS
