/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/proofs/outlay-proof-sentence.h"
#include "app/proofs/outlay-proof-viewer-private.h"

/* A decode that is soon over shows no spinner: something blinking is slower to the eye. */
#define SPINNER_DELAY_MS 150
/* Zooming goes through many sizes; only the one it rests at is worth a decode. */
#define SHARPEN_DELAY_MS 120

void
outlay_proof_viewer_stop_loading (OutlayProofViewer *self)
{
  outlay_proof_request_stop (&self->request);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_handle_id (&self->sharpen_id, g_source_remove);
}

static void
show_picture (OutlayProofViewer *self, OutlayProofPicture *picture)
{
  g_hash_table_insert (self->n_pages, g_strdup (outlay_proof_viewer_get_sha256 (self)),
                       GUINT_TO_POINTER (outlay_proof_picture_get_n_pages (picture)));
  outlay_proof_canvas_set_picture (self->canvas, picture, self->shows_current);
  self->shows_current = TRUE;
  outlay_proof_viewer_set_view_state (self, OUTLAY_PROOF_VIEW_SHOWN);
  outlay_proof_viewer_update_pager (self);
}

static void
loaded_cb (gpointer owner, OutlayProofPicture *picture, const GError *error)
{
  OutlayProofViewer *self = owner;

  if (picture != NULL)
    {
      show_picture (self, picture);
    }
  else if (!self->shows_current)
    {
      adw_status_page_set_title (self->failure, outlay_proof_heading (error));
      adw_status_page_set_description (self->failure, outlay_proof_sentence (error));
      outlay_proof_viewer_set_view_state (self, OUTLAY_PROOF_VIEW_FAILED);
    }
}

static void
spinner_cb (gpointer user_data)
{
  OutlayProofViewer *self = user_data;

  self->spinner_id = 0;
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

static void
ask (OutlayProofViewer *self, guint size)
{
  self->asked_size = size;
  outlay_proof_request_start (&self->request, self->proof_store,
                              outlay_proof_viewer_get_sha256 (self), self->page, size,
                              OUTLAY_PROOF_NOW, self, loaded_cb);
}

void
outlay_proof_viewer_show_current (OutlayProofViewer *self)
{
  const char *sha256 = outlay_proof_viewer_get_sha256 (self);
  guint size = outlay_proof_viewer_get_load_size (self);
  g_autoptr (OutlayProofPicture) known = NULL;
  OutlayProofLoader *loader;

  outlay_proof_viewer_stop_loading (self);
  self->shows_current = FALSE;

  if (sha256 == NULL || self->proof_store == NULL)
    {
      outlay_proof_canvas_set_picture (self->canvas, NULL, FALSE);
      outlay_proof_viewer_set_view_state (self, OUTLAY_PROOF_VIEW_EMPTY);
      outlay_proof_viewer_update_pager (self);
      return;
    }

  loader = outlay_proof_loader_of (self->proof_store);
  if ((known = outlay_proof_loader_peek (loader, sha256, self->page, size)) != NULL)
    {
      self->asked_size = size;
      show_picture (self, known);
      return;
    }

  outlay_proof_canvas_set_picture (self->canvas, NULL, FALSE);
  outlay_proof_viewer_set_view_state (self, OUTLAY_PROOF_VIEW_LOADING);
  gtk_stack_set_visible_child_name (self->stack, "picture");
  self->spinner_id = g_timeout_add_once (SPINNER_DELAY_MS, spinner_cb, self);
  outlay_proof_viewer_update_pager (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self, size);
}

static void
sharpen_cb (gpointer user_data)
{
  OutlayProofViewer *self = user_data;
  OutlayProofPicture *picture = outlay_proof_canvas_get_picture (self->canvas);
  double wanted = outlay_proof_canvas_get_wanted_pixels (self->canvas);
  guint size = outlay_proof_loader_round_size (wanted);

  self->sharpen_id = 0;
  if (picture != NULL && size > self->asked_size && !outlay_proof_picture_is_sharpest (picture))
    ask (self, size);
}

void
outlay_proof_viewer_resume_loading (OutlayProofViewer *self)
{
  if (self->view_state == OUTLAY_PROOF_VIEW_LOADING && self->request.loading == NULL)
    ask (self, outlay_proof_viewer_get_load_size (self));
}

void
outlay_proof_viewer_sharpen_soon (OutlayProofViewer *self)
{
  if (self->shows_current && self->sharpen_id == 0)
    self->sharpen_id = g_timeout_add_once (SHARPEN_DELAY_MS, sharpen_cb, self);
}

guint
outlay_proof_viewer_get_load_size (OutlayProofViewer *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int longer = MAX (gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  g_return_val_if_fail (OUTLAY_IS_PROOF_VIEWER (self), 0);

  /* Before the first allocation a usual window is assumed. */
  return outlay_proof_loader_round_size (MAX (longer > 0 ? longer : 900, 600) *
                                         gtk_widget_get_scale_factor (widget));
}
