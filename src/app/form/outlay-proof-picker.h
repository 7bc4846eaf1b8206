/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/proofs/outlay-proof-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PROOF_PICKER (outlay_proof_picker_get_type ())
G_DECLARE_FINAL_TYPE (OutlayProofPicker, outlay_proof_picker, OUTLAY, PROOF_PICKER, AdwBin)

/**
 * OutlayProofPicker:
 *
 * Where a receipt goes: dropped, pasted or chosen, as picture or PDF, up to ten. Each is copied in
 * the moment it is picked; one that is refused leaves a sentence that says what to do, and
 * everything else as it was. Properties: "proof-store", "proofs" (#GStrv of SHA-256, in their
 * order), "is-busy" (files are being copied in), "complaint" (nullable: the form's sentence about
 * the proofs), "is-large" (there is room to show the chosen one in large).
 *
 * Actions: "proofs.choose", "proofs.remove" (s: SHA-256), "proofs.earlier" (s),
 * "proofs.later" (s), "proofs.open" (s).
 */
GtkWidget *outlay_proof_picker_new (void);

void outlay_proof_picker_set_proof_store (OutlayProofPicker *self, OutlayProofStore *store);
const char *const *outlay_proof_picker_get_proofs (OutlayProofPicker *self);
void outlay_proof_picker_set_proofs      (OutlayProofPicker *self, const char *const *proofs);
void outlay_proof_picker_set_complaint   (OutlayProofPicker *self, const char *complaint);
gboolean outlay_proof_picker_is_busy     (OutlayProofPicker *self);

/* Adds files in their order, one after the other. @files is a list model of #GFile. */
void outlay_proof_picker_add_files   (OutlayProofPicker *self, GListModel *files);
void outlay_proof_picker_add_texture (OutlayProofPicker *self, GdkTexture *texture);

/* Adds what was dropped or pasted: a #GdkFileList or a #GdkTexture; %FALSE for anything else. */
gboolean outlay_proof_picker_add_value (OutlayProofPicker *self, const GValue *value);

/* Whether the clipboard holds files or a picture rather than text, so that pasting belongs here. */
gboolean outlay_proof_picker_can_paste (OutlayProofPicker *self);
void     outlay_proof_picker_paste     (OutlayProofPicker *self);

/* The sentences about files that were not taken, newest last; empty for none. (transfer full) */
char *outlay_proof_picker_dup_refusals (OutlayProofPicker *self);

G_END_DECLS
