/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/widgets/outlay-icon-paintable.h"

#include "app/widgets/outlay-icon-shape.h"

#define NATURAL_SIZE 16

struct _OutlayIconPaintable
{
  GObject parent_instance;

  /* Owned */
  char *name;
};

static void
outlay_icon_paintable_snapshot_symbolic (GtkSymbolicPaintable *paintable,
                                         GdkSnapshot *snapshot,
                                         double width,
                                         double height,
                                         const GdkRGBA *colors,
                                         gsize n_colors)
{
  const GdkRGBA black = { 0, 0, 0, 1 };

  outlay_icon_shape_draw (snapshot, OUTLAY_ICON_PAINTABLE (paintable)->name, MIN (width, height),
                          n_colors > 0 ? &colors[GTK_SYMBOLIC_COLOR_FOREGROUND] : &black);
}

static void
symbolic_paintable_init (GtkSymbolicPaintableInterface *iface)
{
  iface->snapshot_symbolic = outlay_icon_paintable_snapshot_symbolic;
}

static void
outlay_icon_paintable_snapshot (GdkPaintable *paintable,
                                GdkSnapshot *snapshot,
                                double width,
                                double height)
{
  outlay_icon_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (paintable), snapshot, width,
                                           height, NULL, 0);
}

static GdkPaintableFlags
outlay_icon_paintable_get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_SIZE | GDK_PAINTABLE_STATIC_CONTENTS;
}

static int
outlay_icon_paintable_get_size (GdkPaintable *paintable)
{
  return NATURAL_SIZE;
}

static void
paintable_init (GdkPaintableInterface *iface)
{
  iface->snapshot = outlay_icon_paintable_snapshot;
  iface->get_flags = outlay_icon_paintable_get_flags;
  iface->get_intrinsic_width = outlay_icon_paintable_get_size;
  iface->get_intrinsic_height = outlay_icon_paintable_get_size;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (OutlayIconPaintable,
                               outlay_icon_paintable,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SYMBOLIC_PAINTABLE,
                                                          symbolic_paintable_init))

static void
outlay_icon_paintable_finalize (GObject *object)
{
  g_free (OUTLAY_ICON_PAINTABLE (object)->name);

  G_OBJECT_CLASS (outlay_icon_paintable_parent_class)->finalize (object);
}

static void
outlay_icon_paintable_class_init (OutlayIconPaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_icon_paintable_finalize;
}

static void
outlay_icon_paintable_init (OutlayIconPaintable *self)
{
}

GdkPaintable *
outlay_icon_paintable_new (const char *name)
{
  OutlayIconPaintable *self = g_object_new (OUTLAY_TYPE_ICON_PAINTABLE, NULL);

  self->name = g_strdup (name);

  return GDK_PAINTABLE (self);
}
