/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/proofs/outlay-proof-viewer.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/proofs/outlay-proof-canvas.h"
#include "app/proofs/outlay-proof-loader.h"
#include "app/proofs/outlay-proof-sentence.h"

/* A decode that is soon over shows no spinner: something blinking is slower to the eye. */
#define SPINNER_DELAY_MS 150
/* Zooming goes through many sizes; only the one it rests at is worth a decode. */
#define SHARPEN_DELAY_MS 120
#define PAN_PIXELS 60.0

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
  GCancellable *loading;
  GHashTable *n_pages; /* sha256 to number of pages, of those that were seen */

  OutlayProofView view_state;
  guint current;
  guint page;
  guint asked_size;
  gboolean shows_current;
  guint spinner_id;
  guint sharpen_id;
};

G_DEFINE_FINAL_TYPE (OutlayProofViewer, outlay_proof_viewer, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_PROOF_STORE,
  PROP_PROOFS,
  PROP_CURRENT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum
{
  VIEW_STATE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- where we are ---------------------------------------------------------------------------- */

static guint
count_proofs (OutlayProofViewer *self)
{
  return self->proofs != NULL ? g_strv_length (self->proofs) : 0;
}

static const char *
get_sha256 (OutlayProofViewer *self)
{
  return self->current < count_proofs (self) ? self->proofs[self->current] : NULL;
}

/* 1 until the file has been seen. */
static guint
count_pages (OutlayProofViewer *self, guint index)
{
  guint n_pages = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_pages, self->proofs[index]));

  return MAX (1, n_pages);
}

static char *
format_position (OutlayProofViewer *self)
{
  guint n_proofs = count_proofs (self);
  guint n_pages = n_proofs > 0 ? count_pages (self, self->current) : 1;

  if (n_proofs > 1 && n_pages > 1)
    /* Translators: file 2 of 3, and page 1 of 4 within it; there is little room */
    return g_strdup_printf (_ ("%u of %u, page %u of %u"), self->current + 1, n_proofs,
                            self->page + 1, n_pages);
  if (n_pages > 1)
    return g_strdup_printf (_ ("Page %u of %u"), self->page + 1, n_pages);

  /* Translators: file 2 of 3 */
  return g_strdup_printf (_ ("%u of %u"), self->current + 1, n_proofs);
}

static void
update_pager (OutlayProofViewer *self)
{
  guint n_proofs = count_proofs (self);
  guint n_pages = n_proofs > 0 ? count_pages (self, self->current) : 0;
  g_autofree char *position = format_position (self);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (self->pager, n_proofs > 1 || n_pages > 1);
  gtk_label_set_label (self->position, position);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proof.previous",
                                 self->page > 0 || self->current > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proof.next",
                                 n_proofs > 0 &&
                                     (self->page + 1 < n_pages || self->current + 1 < n_proofs));

  /* Translators: what a screen reader says of the picture; %s is "2 of 3" or "Page 1 of 4" */
  label = g_strdup_printf (_ ("Proof, %s"), position);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      _ ("Plus and minus zoom, 0 fits, brackets rotate the view, Page Up and "
         "Page Down turn the pages."),
      -1);
}

static void
set_view_state (OutlayProofViewer *self, OutlayProofView view_state)
{
  static const char *const pages[] = { "empty", "loading", "picture", "failed" };
  gboolean is_shown = view_state == OUTLAY_PROOF_VIEW_SHOWN;

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, pages[view_state]);
  gtk_widget_set_visible (self->toolbar, is_shown || count_proofs (self) > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proof.zoom-in", is_shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proof.zoom-out", is_shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proof.fit", is_shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proof.turn-left", is_shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proof.turn-right", is_shown);

  if (self->view_state == view_state)
    return;

  self->view_state = view_state;
  g_signal_emit (self, signals[VIEW_STATE_CHANGED], 0);
}

/* --- loading --------------------------------------------------------------------------------- */

static void
stop_loading (OutlayProofViewer *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_handle_id (&self->sharpen_id, g_source_remove);
}

static void
show_picture (OutlayProofViewer *self, OutlayProofPicture *picture)
{
  g_hash_table_insert (self->n_pages, g_strdup (get_sha256 (self)),
                       GUINT_TO_POINTER (outlay_proof_picture_get_n_pages (picture)));
  outlay_proof_canvas_set_picture (self->canvas, picture, self->shows_current);
  self->shows_current = TRUE;
  set_view_state (self, OUTLAY_PROOF_VIEW_SHOWN);
  update_pager (self);
}

static DexFuture *
loaded_cb (DexFuture *future, gpointer user_data)
{
  OutlayProofViewer *self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return dex_future_new_for_boolean (FALSE);

  g_clear_object (&self->loading);
  if (value != NULL)
    {
      show_picture (self, g_value_get_object (value));
    }
  else if (!self->shows_current)
    {
      adw_status_page_set_title (self->failure, outlay_proof_heading (error));
      adw_status_page_set_description (self->failure, outlay_proof_sentence (error));
      set_view_state (self, OUTLAY_PROOF_VIEW_FAILED);
    }

  return dex_future_new_for_boolean (TRUE);
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
  OutlayProofLoader *loader = outlay_proof_loader_of (self->proof_store);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  self->asked_size = size;
  dex_future_disown (
      dex_future_finally (outlay_proof_loader_load (loader, get_sha256 (self), self->page, size,
                                                    OUTLAY_PROOF_NOW, self->loading),
                          loaded_cb, g_object_ref (self), g_object_unref));
}

/* Shows the current page: at once where it is in memory, soon where it is not. */
static void
show_current (OutlayProofViewer *self)
{
  const char *sha256 = get_sha256 (self);
  guint size = outlay_proof_viewer_get_load_size (self);
  g_autoptr (OutlayProofPicture) known = NULL;
  OutlayProofLoader *loader;

  stop_loading (self);
  self->shows_current = FALSE;

  if (sha256 == NULL || self->proof_store == NULL)
    {
      outlay_proof_canvas_set_picture (self->canvas, NULL, FALSE);
      set_view_state (self, OUTLAY_PROOF_VIEW_EMPTY);
      update_pager (self);
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
  set_view_state (self, OUTLAY_PROOF_VIEW_LOADING);
  gtk_stack_set_visible_child_name (self->stack, "picture");
  self->spinner_id = g_timeout_add_once (SPINNER_DELAY_MS, spinner_cb, self);
  update_pager (self);
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

static void
view_changed_cb (OutlayProofViewer *self)
{
  OutlayProofLens lens = outlay_proof_canvas_get_lens (self->canvas);
  /* Translators: a zoom level in percent */
  g_autofree char *zoom = g_strdup_printf (_ ("%d %%"), (int) round (lens.zoom * 100));

  gtk_label_set_label (self->zoom_label, zoom);
  if (self->shows_current && self->sharpen_id == 0)
    self->sharpen_id = g_timeout_add_once (SHARPEN_DELAY_MS, sharpen_cb, self);
}

/* --- actions --------------------------------------------------------------------------------- */

static void
go_to (OutlayProofViewer *self, guint index, guint page)
{
  gboolean is_other = self->current != index;

  self->current = index;
  self->page = page;
  show_current (self);
  if (is_other)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURRENT]);
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayProofViewer *self = OUTLAY_PROOF_VIEWER (widget);

  if (self->page + 1 < count_pages (self, self->current))
    go_to (self, self->current, self->page + 1);
  else
    go_to (self, self->current + 1, 0);
}

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayProofViewer *self = OUTLAY_PROOF_VIEWER (widget);

  if (self->page > 0)
    go_to (self, self->current, self->page - 1);
  else
    go_to (self, self->current - 1, count_pages (self, self->current - 1) - 1);
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
  show_current (OUTLAY_PROOF_VIEWER (widget));
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

static void
install_actions (GtkWidgetClass *klass)
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

/* --- the widget ------------------------------------------------------------------------------ */

static void
outlay_proof_viewer_map (GtkWidget *widget)
{
  OutlayProofViewer *self = OUTLAY_PROOF_VIEWER (widget);

  GTK_WIDGET_CLASS (outlay_proof_viewer_parent_class)->map (widget);
  if (self->view_state == OUTLAY_PROOF_VIEW_LOADING && self->loading == NULL)
    ask (self, outlay_proof_viewer_get_load_size (self));
}

static void
outlay_proof_viewer_unmap (GtkWidget *widget)
{
  stop_loading (OUTLAY_PROOF_VIEWER (widget));
  GTK_WIDGET_CLASS (outlay_proof_viewer_parent_class)->unmap (widget);
}

static void
outlay_proof_viewer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayProofViewer *self = OUTLAY_PROOF_VIEWER (object);

  switch (id)
    {
    case PROP_PROOF_STORE:
      g_value_set_object (value, self->proof_store);
      break;
    case PROP_PROOFS:
      g_value_set_boxed (value, self->proofs);
      break;
    case PROP_CURRENT:
      g_value_set_uint (value, self->current);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_proof_viewer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OutlayProofViewer *self = OUTLAY_PROOF_VIEWER (object);

  switch (id)
    {
    case PROP_PROOF_STORE:
      outlay_proof_viewer_set_proof_store (self, g_value_get_object (value));
      break;
    case PROP_PROOFS:
      outlay_proof_viewer_set_proofs (self, g_value_get_boxed (value));
      break;
    case PROP_CURRENT:
      outlay_proof_viewer_set_current (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_proof_viewer_dispose (GObject *object)
{
  OutlayProofViewer *self = OUTLAY_PROOF_VIEWER (object);

  stop_loading (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_PROOF_VIEWER);
  g_clear_object (&self->proof_store);
  g_clear_pointer (&self->proofs, g_strfreev);
  g_clear_pointer (&self->n_pages, g_hash_table_unref);

  G_OBJECT_CLASS (outlay_proof_viewer_parent_class)->dispose (object);
}

static void
outlay_proof_viewer_class_init (OutlayProofViewerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = outlay_proof_viewer_get_property;
  object_class->set_property = outlay_proof_viewer_set_property;
  object_class->dispose = outlay_proof_viewer_dispose;
  widget_class->map = outlay_proof_viewer_map;
  widget_class->unmap = outlay_proof_viewer_unmap;

  props[PROP_PROOF_STORE] = g_param_spec_object ("proof-store", NULL, NULL, OUTLAY_TYPE_PROOF_STORE,
                                                 flags);
  props[PROP_PROOFS] = g_param_spec_boxed ("proofs", NULL, NULL, G_TYPE_STRV, flags);
  props[PROP_CURRENT] = g_param_spec_uint ("current", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[VIEW_STATE_CHANGED] = g_signal_new ("view-state-changed", G_TYPE_FROM_CLASS (klass),
                                              G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                              0);

  g_type_ensure (OUTLAY_TYPE_PROOF_CANVAS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/proofs/outlay-proof-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayProofViewer, stack);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofViewer, canvas);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofViewer, failure);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofViewer, toolbar);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofViewer, pager);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofViewer, position);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofViewer, zoom_label);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);

  install_actions (widget_class);
}

static void
outlay_proof_viewer_init (OutlayProofViewer *self)
{
  self->n_pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  set_view_state (self, OUTLAY_PROOF_VIEW_EMPTY);
  update_pager (self);
}

GtkWidget *
outlay_proof_viewer_new (void)
{
  return g_object_new (OUTLAY_TYPE_PROOF_VIEWER, NULL);
}

void
outlay_proof_viewer_set_proof_store (OutlayProofViewer *self, OutlayProofStore *store)
{
  g_return_if_fail (OUTLAY_IS_PROOF_VIEWER (self));

  if (!g_set_object (&self->proof_store, store))
    return;

  show_current (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROOF_STORE]);
}

void
outlay_proof_viewer_set_proofs (OutlayProofViewer *self, const char *const *proofs)
{
  static const char *const none[] = { NULL };

  g_return_if_fail (OUTLAY_IS_PROOF_VIEWER (self));

  /* A record that was read again has the same proofs: the person's zoom and page stay. */
  if (self->proofs != NULL &&
      g_strv_equal ((const char *const *) self->proofs, proofs != NULL ? proofs : none))
    return;

  g_strfreev (self->proofs);
  self->proofs = g_strdupv ((char **) (proofs != NULL ? proofs : none));
  self->current = 0;
  self->page = 0;
  show_current (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROOFS]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURRENT]);
}

void
outlay_proof_viewer_set_current (OutlayProofViewer *self, guint index)
{
  g_return_if_fail (OUTLAY_IS_PROOF_VIEWER (self));

  if (self->current != index && index < count_proofs (self))
    go_to (self, index, 0);
}

OutlayProofView
outlay_proof_viewer_get_view_state (OutlayProofViewer *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_VIEWER (self), OUTLAY_PROOF_VIEW_EMPTY);
  return self->view_state;
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
