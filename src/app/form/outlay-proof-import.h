/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

#include "client/proofs/outlay-proof-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PROOF_IMPORT (outlay_proof_import_get_type ())
G_DECLARE_FINAL_TYPE (OutlayProofImport, outlay_proof_import, OUTLAY, PROOF_IMPORT, GObject)

/**
 * OutlayProofImport:
 *
 * Copies picked files into the proof store, one after the other, so that they stay in their order.
 * A file that cannot be opened is refused even where its header is right: nobody could check it.
 *
 * Property: "is-busy". Signals: "imported" (name, sha256) and "refused" (sentence: translated, says
 * what to do), one of them for each file.
 */
OutlayProofImport *outlay_proof_import_new (OutlayProofStore *store);

void outlay_proof_import_add_file    (OutlayProofImport *self, GFile *file);
void outlay_proof_import_add_texture (OutlayProofImport *self, GdkTexture *texture);

/* Files that are still to come, the one in work counted. */
guint outlay_proof_import_get_n_waiting (OutlayProofImport *self);

/* The name of @file as a person knows it, or what stands for a picture without one; (transfer
 * full). */
char *outlay_proof_import_name (GFile *file);

G_END_DECLS
