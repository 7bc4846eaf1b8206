/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/widgets/outlay-category-badge.h"

#include "app/widgets/outlay-icon-shape.h"
#include "app/widgets/outlay-palette.h"

#define DEFAULT_SIZE 40

struct _OutlayCategoryBadge
{
  GtkWidget parent_instance;

  /* Owned */
  OutlayCategory *category;

  int size;
};

G_DEFINE_FINAL_TYPE (OutlayCategoryBadge, outlay_category_badge, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_CATEGORY,
  PROP_SIZE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
outlay_category_badge_measure (GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  *minimum = *natural = OUTLAY_CATEGORY_BADGE (widget)->size;
}

static void
outlay_category_badge_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OutlayCategoryBadge *self = OUTLAY_CATEGORY_BADGE (widget);
  graphene_point_t corner = GRAPHENE_POINT_INIT ((gtk_widget_get_width (widget) - self->size) / 2,
                                                 (gtk_widget_get_height (widget) - self->size) / 2);

  gtk_snapshot_translate (snapshot, &corner);
  outlay_category_badge_snapshot_at (widget, snapshot, self->category, self->size);
}

static void
outlay_category_badge_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayCategoryBadge *self = OUTLAY_CATEGORY_BADGE (object);

  switch (id)
    {
    case PROP_CATEGORY:
      g_value_set_object (value, self->category);
      break;
    case PROP_SIZE:
      g_value_set_int (value, self->size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_category_badge_set_property (GObject *object,
                                    guint id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  OutlayCategoryBadge *self = OUTLAY_CATEGORY_BADGE (object);

  switch (id)
    {
    case PROP_CATEGORY:
      g_set_object (&self->category, g_value_get_object (value));
      gtk_widget_queue_draw (GTK_WIDGET (self));
      break;
    case PROP_SIZE:
      self->size = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_category_badge_finalize (GObject *object)
{
  g_clear_object (&OUTLAY_CATEGORY_BADGE (object)->category);

  G_OBJECT_CLASS (outlay_category_badge_parent_class)->finalize (object);
}

static void
outlay_category_badge_class_init (OutlayCategoryBadgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = outlay_category_badge_get_property;
  object_class->set_property = outlay_category_badge_set_property;
  object_class->finalize = outlay_category_badge_finalize;

  widget_class->measure = outlay_category_badge_measure;
  widget_class->snapshot = outlay_category_badge_snapshot;

  props[PROP_CATEGORY] = g_param_spec_object ("category", NULL, NULL, OUTLAY_TYPE_CATEGORY,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 16, 256, DEFAULT_SIZE,
                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_css_name (widget_class, "categorybadge");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
outlay_category_badge_init (OutlayCategoryBadge *self)
{
  self->size = DEFAULT_SIZE;
}

GtkWidget *
outlay_category_badge_new (void)
{
  return g_object_new (OUTLAY_TYPE_CATEGORY_BADGE, NULL);
}

void
outlay_category_badge_snapshot_at (GtkWidget *widget,
                                   GtkSnapshot *snapshot,
                                   OutlayCategory *category,
                                   int size)
{
  const char *icon = category != NULL ? outlay_category_get_icon (category) : NULL;
  int icon_size = size >= 32 ? size * 2 / 5 : size / 2;
  graphene_point_t corner = GRAPHENE_POINT_INIT ((size - icon_size) / 2, (size - icon_size) / 2);
  GdkRGBA color, tint;
  GskRoundedRect circle;

  outlay_palette_get (category != NULL ? outlay_category_get_color (category) : NULL, &color);
  tint = color;
  tint.alpha = outlay_palette_get_tint ();

  gsk_rounded_rect_init_from_rect (&circle, &GRAPHENE_RECT_INIT (0, 0, size, size), size / 2.f);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_color (snapshot, &tint, &circle.bounds);
  gtk_snapshot_pop (snapshot);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &corner);
  outlay_icon_shape_snapshot (
      widget, snapshot, icon != NULL && *icon != '\0' ? icon : "outlay-uncategorized-symbolic",
      icon_size, &color);
  gtk_snapshot_restore (snapshot);
}
