/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/form/outlay-proof-import.h"
#include "app/form/outlay-proof-picker.h"
#include "app/proofs/outlay-proof-viewer.h"

G_BEGIN_DECLS

/* The picker is one type in four files: what it holds and how that looks (-picker), the small
 * pictures in their order (-strip), what comes from a drop, the clipboard or the file chooser
 * (-gather), and how that is copied in or refused (-intake). */

struct _OutlayProofPicker
{
  AdwBin parent_instance;

  /* Template */
  GtkStack *stack;
  OutlayProofViewer *viewer;
  GtkWidget *strip;
  GtkWidget *add_button;
  GtkWidget *busy_row;
  GtkLabel *complaint_label;
  GtkWidget *refusal_row;
  GtkLabel *refusal_label;

  /* Owned */
  OutlayProofStore *proof_store;
  GStrv proofs;
  char *complaint;
  GString *refusals;
  OutlayProofImport *import; /* (nullable): until there is a store */

  gboolean is_large;
};

/* --- picker: */

guint outlay_proof_picker_count_proofs (OutlayProofPicker *self);
/* The place of @sha256 among the proofs, or -1. */
int   outlay_proof_picker_find_proof   (OutlayProofPicker *self, const char *sha256);
void  outlay_proof_picker_update_look  (OutlayProofPicker *self);

/* --- strip: */

/* Adds the actions of the tiles to the class: remove, earlier, later, open. */
void outlay_proof_picker_install_strip (GtkWidgetClass *klass);
/* Makes a tile for each proof. */
void outlay_proof_picker_rebuild_strip (OutlayProofPicker *self);
/* Tells each tile where it stands and whether it is the one in large. */
void outlay_proof_picker_update_places (OutlayProofPicker *self);

/* --- gather: */

/* Adds "proofs.choose" to the class. */
void outlay_proof_picker_install_choosing (GtkWidgetClass *klass);
void outlay_proof_picker_accept_drops     (OutlayProofPicker *self);

/* --- intake: */

/* From now on files are copied into @store; (nullable): none. */
void outlay_proof_picker_set_import     (OutlayProofPicker *self, OutlayProofStore *store);
/* Adds a line to what is said about files that were not taken. */
void outlay_proof_picker_add_refusal    (OutlayProofPicker *self, const char *sentence);
void outlay_proof_picker_clear_refusals (OutlayProofPicker *self);

G_END_DECLS
