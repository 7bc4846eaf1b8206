/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/proofs/outlay-proof-canvas.h"

#include <math.h>

#define ZOOM_STEP 1.25
#define SCROLL_PIXELS 40.0
/* What is drawn over the lower edge must not hide the end of a receipt, where the total is. */
#define BOTTOM_INSET 58

struct _OutlayProofCanvas
{
  GtkWidget parent_instance;

  OutlayProofPicture *picture;
  OutlayProofLens lens;

  /* While a gesture runs */
  double zoom_at_start;
  double dragged_x;
  double dragged_y;
  double pointer_x;
  double pointer_y;
};

G_DEFINE_FINAL_TYPE (OutlayProofCanvas, outlay_proof_canvas, GTK_TYPE_WIDGET)

enum
{
  VIEW_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_view (OutlayProofCanvas *self)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   outlay_proof_lens_can_pan (&self->lens) ? "grab" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

/* --- gestures -------------------------------------------------------------------------------- */

static void
motion_cb (OutlayProofCanvas *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static gboolean
scroll_cb (OutlayProofCanvas *self, double dx, double dy, GtkEventControllerScroll *controller)
{
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (controller));
  gboolean is_smooth = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE;

  if (self->picture == NULL)
    return GDK_EVENT_PROPAGATE;

  if (modifiers & GDK_CONTROL_MASK)
    {
      double notches = is_smooth ? dy / SCROLL_PIXELS : dy;

      outlay_proof_lens_zoom_to (&self->lens, self->lens.zoom * pow (ZOOM_STEP, -notches),
                                 self->pointer_x, self->pointer_y);
    }
  else if (outlay_proof_lens_can_pan (&self->lens))
    {
      double pixels = is_smooth ? 1.0 : SCROLL_PIXELS;

      outlay_proof_lens_pan (&self->lens, -dx * pixels, -dy * pixels);
    }
  else
    {
      return GDK_EVENT_PROPAGATE;
    }

  update_view (self);

  return GDK_EVENT_STOP;
}

static void
zoom_begin_cb (OutlayProofCanvas *self)
{
  self->zoom_at_start = self->lens.zoom;
}

static void
scale_changed_cb (OutlayProofCanvas *self, double scale, GtkGesture *gesture)
{
  double x, y;

  if (self->picture == NULL || !gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    return;

  outlay_proof_lens_zoom_to (&self->lens, self->zoom_at_start * scale, x, y);
  update_view (self);
}

static void
drag_begin_cb (OutlayProofCanvas *self, double x, double y, GtkGesture *gesture)
{
  self->dragged_x = self->dragged_y = 0;
  if (!outlay_proof_lens_can_pan (&self->lens))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (OutlayProofCanvas *self, double x, double y, GtkGesture *gesture)
{
  outlay_proof_lens_pan (&self->lens, x - self->dragged_x, y - self->dragged_y);
  self->dragged_x = x;
  self->dragged_y = y;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_end_cb (OutlayProofCanvas *self)
{
  update_view (self);
}

static void
pressed_cb (OutlayProofCanvas *self, int n_press, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n_press != 2 || self->picture == NULL)
    return;

  outlay_proof_lens_toggle (&self->lens, x, y);
  update_view (self);
}

static void
add_gestures (OutlayProofCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (zoom_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (scale_changed_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);

  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

/* --- the widget ------------------------------------------------------------------------------ */

static void
outlay_proof_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  OutlayProofCanvas *self = OUTLAY_PROOF_CANVAS (widget);

  outlay_proof_lens_set_view (&self->lens, width, MAX (1, height - BOTTOM_INSET));
  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

/* Averaging is slow without a graphics card, and needed only where many pixels become one. */
static GskScalingFilter
choose_filter (OutlayProofCanvas *self, GdkTexture *texture)
{
  double drawn = self->lens.width * self->lens.zoom *
                 gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return gdk_texture_get_width (texture) > 2 * drawn ? GSK_SCALING_FILTER_TRILINEAR
                                                     : GSK_SCALING_FILTER_LINEAR;
}

static void
outlay_proof_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OutlayProofCanvas *self = OUTLAY_PROOF_CANVAS (widget);
  double middle_x, middle_y;
  float width = (float) (self->lens.width * self->lens.zoom);
  float height = (float) (self->lens.height * self->lens.zoom);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (-width / 2, -height / 2, width, height);
  GdkTexture *texture;

  if (self->picture == NULL)
    return;

  texture = outlay_proof_picture_get_texture (self->picture);

  outlay_proof_lens_get_middle (&self->lens, &middle_x, &middle_y);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) round (middle_x), (float) round (middle_y)));
  gtk_snapshot_rotate (snapshot, 90.0f * (float) self->lens.turns);
  /* Paper is white, also where a picture leaves it transparent and the style is dark. */
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 1, 1, 1, 1 }, &bounds);
  gtk_snapshot_append_scaled_texture (snapshot, texture, choose_filter (self, texture), &bounds);
  gtk_snapshot_restore (snapshot);
}

static void
outlay_proof_canvas_finalize (GObject *object)
{
  OutlayProofCanvas *self = OUTLAY_PROOF_CANVAS (object);

  g_clear_object (&self->picture);

  G_OBJECT_CLASS (outlay_proof_canvas_parent_class)->finalize (object);
}

static void
outlay_proof_canvas_class_init (OutlayProofCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = outlay_proof_canvas_finalize;
  widget_class->size_allocate = outlay_proof_canvas_size_allocate;
  widget_class->snapshot = outlay_proof_canvas_snapshot;

  signals[VIEW_CHANGED] = g_signal_new ("view-changed", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "proof-canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
outlay_proof_canvas_init (OutlayProofCanvas *self)
{
  self->lens.is_fit = TRUE;
  self->lens.zoom = 1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  add_gestures (self);
}

void
outlay_proof_canvas_set_picture (OutlayProofCanvas *self,
                                 OutlayProofPicture *picture,
                                 gboolean is_same_page)
{
  g_return_if_fail (OUTLAY_IS_PROOF_CANVAS (self));

  g_set_object (&self->picture, picture);
  if (picture != NULL && !is_same_page)
    outlay_proof_lens_set_picture (&self->lens, outlay_proof_picture_get_width (picture),
                                   outlay_proof_picture_get_height (picture));
  update_view (self);
}

OutlayProofPicture *
outlay_proof_canvas_get_picture (OutlayProofCanvas *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_CANVAS (self), NULL);
  return self->picture;
}

OutlayProofLens
outlay_proof_canvas_get_lens (OutlayProofCanvas *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_CANVAS (self), (OutlayProofLens) { 0 });
  return self->lens;
}

double
outlay_proof_canvas_get_wanted_pixels (OutlayProofCanvas *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_CANVAS (self), 0);
  return MAX (self->lens.width, self->lens.height) * self->lens.zoom *
         gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

void
outlay_proof_canvas_zoom_by_step (OutlayProofCanvas *self, int direction)
{
  g_return_if_fail (OUTLAY_IS_PROOF_CANVAS (self));

  outlay_proof_lens_zoom_to (&self->lens, self->lens.zoom * pow (ZOOM_STEP, direction),
                             self->lens.view_width / 2, self->lens.view_height / 2);
  update_view (self);
}

void
outlay_proof_canvas_zoom_to_fit (OutlayProofCanvas *self)
{
  g_return_if_fail (OUTLAY_IS_PROOF_CANVAS (self));

  outlay_proof_lens_fit (&self->lens);
  update_view (self);
}

void
outlay_proof_canvas_turn (OutlayProofCanvas *self, int quarters)
{
  g_return_if_fail (OUTLAY_IS_PROOF_CANVAS (self));

  outlay_proof_lens_turn (&self->lens, quarters);
  update_view (self);
}

void
outlay_proof_canvas_pan (OutlayProofCanvas *self, double dx, double dy)
{
  g_return_if_fail (OUTLAY_IS_PROOF_CANVAS (self));

  outlay_proof_lens_pan (&self->lens, dx, dy);
  update_view (self);
}
