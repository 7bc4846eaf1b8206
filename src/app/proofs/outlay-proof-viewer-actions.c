/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/proofs/outlay-proof-viewer-private.h"

/* How far an arrow key moves what is larger than the view. */
#define PAN_PIXELS 60.0

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayProofViewer *self = OUTLAY_PROOF_VIEWER (widget);

  if (self->page + 1 < outlay_proof_viewer_count_pages (self, self->current))
    outlay_proof_viewer_go_to (self, self->current, self->page + 1);
  else
    outlay_proof_viewer_go_to (self, self->current + 1, 0);
}

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayProofViewer *self = OUTLAY_PROOF_VIEWER (widget);

  if (self->page > 0)
    outlay_proof_viewer_go_to (self, self->current, self->page - 1);
  else
    outlay_proof_viewer_go_to (self, self->current - 1,
                               outlay_proof_viewer_count_pages (self, self->current - 1) - 1);
}

static void
zoom_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  outlay_proof_canvas_zoom_by_step (OUTLAY_PROOF_VIEWER (widget)->canvas, 1);
}

static void
zoom_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  outlay_proof_canvas_zoom_by_step (OUTLAY_PROOF_VIEWER (widget)->canvas, -1);
}

static void
fit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  outlay_proof_canvas_zoom_to_fit (OUTLAY_PROOF_VIEWER (widget)->canvas);
}

static void
turn_left_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  outlay_proof_canvas_turn (OUTLAY_PROOF_VIEWER (widget)->canvas, -1);
}

static void
turn_right_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  outlay_proof_canvas_turn (OUTLAY_PROOF_VIEWER (widget)->canvas, 1);
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  outlay_proof_viewer_show_current (OUTLAY_PROOF_VIEWER (widget));
}

static gboolean
pan_shortcut (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  OutlayProofViewer *self = OUTLAY_PROOF_VIEWER (widget);
  OutlayProofLens lens = outlay_proof_canvas_get_lens (self->canvas);
  double dx, dy;

  if (!outlay_proof_lens_can_pan (&lens))
    return GDK_EVENT_PROPAGATE;

  g_variant_get (args, "(dd)", &dx, &dy);
  outlay_proof_canvas_pan (self->canvas, dx * PAN_PIXELS, dy * PAN_PIXELS);

  return GDK_EVENT_STOP;
}

void
outlay_proof_viewer_install_actions (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = {
    { GDK_KEY_plus, "proof.zoom-in" },
    { GDK_KEY_KP_Add, "proof.zoom-in" },
    { GDK_KEY_equal, "proof.zoom-in" },
    { GDK_KEY_minus, "proof.zoom-out" },
    { GDK_KEY_KP_Subtract, "proof.zoom-out" },
    { GDK_KEY_0, "proof.fit" },
    { GDK_KEY_KP_0, "proof.fit" },
    { GDK_KEY_bracketleft, "proof.turn-left" },
    { GDK_KEY_bracketright, "proof.turn-right" },
    { GDK_KEY_Page_Down, "proof.next" },
    { GDK_KEY_Page_Up, "proof.previous" },
  };

  static const struct
  {
    guint key;
    double dx;
    double dy;
  } pans[] = {
    { GDK_KEY_Left, 1.0, 0.0 },
    { GDK_KEY_Right, -1.0, 0.0 },
    { GDK_KEY_Up, 0.0, 1.0 },
    { GDK_KEY_Down, 0.0, -1.0 },
  };

  gtk_widget_class_install_action (klass, "proof.next", NULL, next_action);
  gtk_widget_class_install_action (klass, "proof.previous", NULL, previous_action);
  gtk_widget_class_install_action (klass, "proof.zoom-in", NULL, zoom_in_action);
  gtk_widget_class_install_action (klass, "proof.zoom-out", NULL, zoom_out_action);
  gtk_widget_class_install_action (klass, "proof.fit", NULL, fit_action);
  gtk_widget_class_install_action (klass, "proof.turn-left", NULL, turn_left_action);
  gtk_widget_class_install_action (klass, "proof.turn-right", NULL, turn_right_action);
  gtk_widget_class_install_action (klass, "proof.retry", NULL, retry_action);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding_action (klass, keys[i].key, 0, keys[i].action, NULL);
      gtk_widget_class_add_binding_action (klass, keys[i].key, GDK_CONTROL_MASK, keys[i].action,
                                           NULL);
    }

  for (guint i = 0; i < G_N_ELEMENTS (pans); i++)
    {
      gtk_widget_class_add_binding (klass, pans[i].key, 0, pan_shortcut, "(dd)", pans[i].dx,
                                    pans[i].dy);
      gtk_widget_class_add_binding (klass, pans[i].key, GDK_SHIFT_MASK, pan_shortcut, "(dd)",
                                    pans[i].dx, pans[i].dy);
    }
}
