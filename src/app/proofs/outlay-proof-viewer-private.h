/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/proofs/outlay-proof-canvas.h"
#include "app/proofs/outlay-proof-request.h"
#include "app/proofs/outlay-proof-viewer.h"

G_BEGIN_DECLS

/* The viewer is one type in three files: which file and page it is at and what its toolbar says
 * (-viewer), how their picture gets here (-loading), and what a person can do with buttons and keys
 * (-actions). */

struct _OutlayProofViewer
{
  AdwBin parent_instance;

  /* Template */
  GtkStack *stack;
  OutlayProofCanvas *canvas;
  AdwStatusPage *failure;
  GtkWidget *toolbar;
  GtkWidget *pager;
  GtkLabel *position;
  GtkLabel *zoom_label;

  /* Owned */
  OutlayProofStore *proof_store;
  GStrv proofs;
  OutlayProofRequest request;
  GHashTable *n_pages; /* sha256 to number of pages, of those that were seen */

  OutlayProofView view_state;
  guint current;
  guint page;
  guint asked_size;
  gboolean shows_current;
  guint spinner_id;
  guint sharpen_id;
};

/* --- viewer: */

guint       outlay_proof_viewer_count_proofs   (OutlayProofViewer *self);
/* (nullable): the file we are at */
const char *outlay_proof_viewer_get_sha256     (OutlayProofViewer *self);
/* Pages of the file at @index; 1 until it has been seen. */
guint       outlay_proof_viewer_count_pages    (OutlayProofViewer *self, guint index);
/* Shows page @page of the file at @index; both count from 0 and are there. */
void        outlay_proof_viewer_go_to          (OutlayProofViewer *self, guint index, guint page);
void        outlay_proof_viewer_update_pager   (OutlayProofViewer *self);
void        outlay_proof_viewer_set_view_state (OutlayProofViewer *self,
                                                OutlayProofView    view_state);

/* --- loading: */

/* Shows the current page: at once where it is in memory, soon where it is not. */
void outlay_proof_viewer_show_current   (OutlayProofViewer *self);
void outlay_proof_viewer_stop_loading   (OutlayProofViewer *self);
/* Asks for the picture that was not asked for while nobody could see it. */
void outlay_proof_viewer_resume_loading (OutlayProofViewer *self);
/* Asks for more pixels once the zoom rests, where there are more to have. */
void outlay_proof_viewer_sharpen_soon   (OutlayProofViewer *self);

/* --- actions: */

/* Adds the "proof.…" actions to the class, and their keys. */
void outlay_proof_viewer_install_actions (GtkWidgetClass *klass);

G_END_DECLS
