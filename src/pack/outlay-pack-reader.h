/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-findings.h"
#include "pack/outlay-pack-lines.h"
#include "pack/outlay-pack-manifest.h"

G_BEGIN_DECLS

/* @done of @total bytes, as they are when unpacked */
typedef void (*OutlayPackProgressFunc) (gint64 done, gint64 total, gpointer data);

/* %FALSE with an error ends the reading. */
typedef gboolean (*OutlayPackProofVisit) (const char *sha256,
                                          GBytes     *bytes,
                                          gpointer    data,
                                          GError    **error);

/**
 * OutlayPackReader:
 *
 * Verifies an audit pack from anywhere, and reads it. Nothing of it is trusted: names of files are never
 * paths to write to, nothing is unpacked beyond what the manifest says or a pack could hold, and each contradiction is a
 * finding of its own kind. Memory grows with the number of files alone. One thread, any.
 */
typedef struct _OutlayPackReader OutlayPackReader;

/* %NULL where there is no file that could be read; what is in it is for verify() to say. */
OutlayPackReader *outlay_pack_reader_open (const char        *path,
                                           GCancellable      *cancellable,
                                           GError           **error);
void              outlay_pack_reader_free (OutlayPackReader  *self);

/* @progress: (nullable): called while it is verified */
void outlay_pack_reader_set_progress (OutlayPackReader       *self,
                                      OutlayPackProgressFunc  progress,
                                      gpointer                data);

/**
 * outlay_pack_reader_verify:
 *
 * Reads all of it: is each file of the manifest there, and no other; has it its size and hash; do the expenses,
 * their histories, proofs, counts and sums say the same as the manifest, the table and the journal?
 *
 * Returns: %FALSE with an error when it was cancelled; else see outlay_pack_reader_get_findings()
 */
gboolean outlay_pack_reader_verify (OutlayPackReader *self, GError **error);

/* (transfer none): after verify(); a pack without any is sound */
const OutlayPackFindings *outlay_pack_reader_get_findings (OutlayPackReader *self);
/* (transfer none) (nullable): after verify(); %NULL where it could not be read */
const OutlayPackManifest *outlay_pack_reader_get_manifest (OutlayPackReader *self);
/* SHA-256 of manifest.json, which names the whole pack; after verify(), "" where there is none */
const char               *outlay_pack_reader_get_digest   (OutlayPackReader *self);

/* Visits each expense in its order; only of a pack in which nothing was found. */
gboolean outlay_pack_reader_visit_expenses (OutlayPackReader       *self,
                                            OutlayPackExpenseFunc   visit,
                                            gpointer                data,
                                            GError                **error);
/* The same for each proof; its bytes hash to its name. @wants: (nullable): asked first, with the same @data */
gboolean outlay_pack_reader_visit_proofs   (OutlayPackReader       *self,
                                            gboolean              (*wants) (const char *sha256,
                                                                            gpointer    data),
                                            OutlayPackProofVisit    visit,
                                            gpointer                data,
                                            GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPackReader, outlay_pack_reader_free)

G_END_DECLS
