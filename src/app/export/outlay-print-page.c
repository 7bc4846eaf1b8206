/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/export/outlay-print-page.h"

#include <libdex.h>

#include "app/proofs/outlay-proof-picture.h"
#include "client/transport/outlay-fiber.h"

/* Sharp enough to read on a screen, and 4 MB. */
#define SIZE 1100

struct _OutlayPrintPage
{
  GObject parent_instance;

  GBytes *document;
  guint number;
  GdkPaintable *blank;
  GdkPaintable *paintable; /* (nullable): it is not drawn */
  gboolean is_shown;
  gboolean is_drawing;
};

G_DEFINE_FINAL_TYPE (OutlayPrintPage, outlay_print_page, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PAINTABLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
outlay_print_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PAINTABLE:
      g_value_set_object (value, OUTLAY_PRINT_PAGE (object)->paintable != NULL
                                     ? OUTLAY_PRINT_PAGE (object)->paintable
                                     : OUTLAY_PRINT_PAGE (object)->blank);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_print_page_finalize (GObject *object)
{
  OutlayPrintPage *self = OUTLAY_PRINT_PAGE (object);

  g_bytes_unref (self->document);
  g_clear_object (&self->paintable);
  g_clear_object (&self->blank);

  G_OBJECT_CLASS (outlay_print_page_parent_class)->finalize (object);
}

static void
outlay_print_page_class_init (OutlayPrintPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_print_page_get_property;
  object_class->finalize = outlay_print_page_finalize;

  props[PROP_PAINTABLE] = g_param_spec_object ("paintable", NULL, NULL, GDK_TYPE_PAINTABLE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
outlay_print_page_init (OutlayPrintPage *self)
{
}

OutlayPrintPage *
outlay_print_page_new (GBytes *document, guint number, GdkPaintable *blank)
{
  OutlayPrintPage *self = g_object_new (OUTLAY_TYPE_PRINT_PAGE, NULL);

  self->document = g_bytes_ref (document);
  self->number = number;
  self->blank = g_object_ref (blank);

  return self;
}

guint
outlay_print_page_get_number (OutlayPrintPage *self)
{
  g_return_val_if_fail (OUTLAY_IS_PRINT_PAGE (self), 0);

  return self->number;
}

gboolean
outlay_print_page_is_drawn (OutlayPrintPage *self)
{
  g_return_val_if_fail (OUTLAY_IS_PRINT_PAGE (self), FALSE);

  return self->paintable != NULL;
}

static void
set_paintable (OutlayPrintPage *self, GdkPaintable *paintable)
{
  if (g_set_object (&self->paintable, paintable))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PAINTABLE]);
}

static DexFuture *
draw_fiber (gpointer data)
{
  OutlayPrintPage *self = data;
  GError *error = NULL;
  OutlayProofPicture *picture = outlay_proof_picture_read (self->document, self->number, SIZE, 0,
                                                           NULL, NULL, &error);

  return picture != NULL ? dex_future_new_take_object (picture) : dex_future_new_for_error (error);
}

static DexFuture *
drawn_cb (DexFuture *completed, gpointer data)
{
  OutlayPrintPage *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  self->is_drawing = FALSE;
  if (value == NULL)
    g_message ("A page cannot be shown: %s", error->message);
  else if (self->is_shown)
    set_paintable (self,
                   GDK_PAINTABLE (outlay_proof_picture_get_texture (g_value_get_object (value))));

  return dex_future_new_true ();
}

void
outlay_print_page_set_shown (OutlayPrintPage *self, gboolean is_shown)
{
  DexFuture *drawing;

  g_return_if_fail (OUTLAY_IS_PRINT_PAGE (self));

  self->is_shown = is_shown;
  if (!is_shown)
    set_paintable (self, NULL);
  if (!is_shown || self->is_drawing || self->paintable != NULL)
    return;

  self->is_drawing = TRUE;
  drawing = dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), OUTLAY_FIBER_STACK,
                                 draw_fiber, g_object_ref (self), g_object_unref);
  dex_future_disown (dex_future_finally (drawing, drawn_cb, g_object_ref (self), g_object_unref));
}
