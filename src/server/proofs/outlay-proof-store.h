/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/**
 * OutlayStoredProof:
 * @mime: media type, as core names it
 * @path: below the proofs folder
 *
 * One stored file as its row has it; texts are owned.
 */
typedef struct
{
  char  *mime;
  gint64 size;
  char  *path;
} OutlayStoredProof;

void outlay_stored_proof_free (OutlayStoredProof *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayStoredProof, outlay_stored_proof_free)

/* @proof: (out) (transfer full) (nullable): %NULL where the company has none of that hash */
gboolean outlay_proof_store_get (OutlayConnection   *db,
                                 const char         *company,
                                 const char         *sha256,
                                 OutlayStoredProof **proof,
                                 GError            **error);

/* Writes down that the file lies at @path; nothing where it is known already. */
gboolean outlay_proof_store_insert (OutlayConnection *db,
                                    const char       *company,
                                    const char       *sha256,
                                    const char       *mime,
                                    gsize             size,
                                    guint             width,
                                    guint             height,
                                    const char       *path,
                                    gint64            now,
                                    GError          **error);

/* Writes down that @person has sent the file, and so may name and read it. */
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
