/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/widgets/outlay-pill.h"

#include "app/widgets/outlay-icon-shape.h"
#include "app/widgets/outlay-palette.h"

#define ICON_SIZE 12
#define ICON_GAP 4
#define PADDING 7
#define FONT_SCALE 0.83

struct _OutlayPill
{
  GtkWidget parent_instance;

  /* Owned */
  PangoLayout *layout;

  OutlayState state;
  OutlayDelivery delivery;
};

G_DEFINE_FINAL_TYPE (OutlayPill, outlay_pill, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_DELIVERY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static PangoLayout *
ensure_layout (OutlayPill *self)
{
  if (self->layout == NULL)
    self->layout = outlay_pill_create_layout (
        GTK_WIDGET (self), outlay_pill_choose_mark (self->state, self->delivery));

  return self->layout;
}

static void
update (OutlayPill *self)
{
  OutlayMark mark = outlay_pill_choose_mark (self->state, self->delivery);

  g_clear_object (&self->layout);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, mark.text,
                                  -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
outlay_pill_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  int width, height;

  outlay_pill_measure_mark (ensure_layout (OUTLAY_PILL (widget)), &width, &height);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width : height;
}

static void
outlay_pill_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OutlayPill *self = OUTLAY_PILL (widget);

  outlay_pill_snapshot_mark (widget, snapshot,
                             outlay_pill_choose_mark (self->state, self->delivery),
                             ensure_layout (self));
}

static void
outlay_pill_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (outlay_pill_parent_class)->css_changed (widget, change);

  g_clear_object (&OUTLAY_PILL (widget)->layout);
}

static void
outlay_pill_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayPill *self = OUTLAY_PILL (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_DELIVERY:
      g_value_set_enum (value, self->delivery);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_pill_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OutlayPill *self = OUTLAY_PILL (object);

  switch (id)
    {
    case PROP_STATE:
      self->state = g_value_get_enum (value);
      break;
    case PROP_DELIVERY:
      self->delivery = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }

  update (self);
}

static void
outlay_pill_finalize (GObject *object)
{
  g_clear_object (&OUTLAY_PILL (object)->layout);

  G_OBJECT_CLASS (outlay_pill_parent_class)->finalize (object);
}

static void
outlay_pill_class_init (OutlayPillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = outlay_pill_get_property;
  object_class->set_property = outlay_pill_set_property;
  object_class->finalize = outlay_pill_finalize;

  widget_class->measure = outlay_pill_measure;
  widget_class->snapshot = outlay_pill_snapshot;
  widget_class->css_changed = outlay_pill_css_changed;

  props[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, OUTLAY_TYPE_STATE, OUTLAY_STATE_DRAFT,
                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_DELIVERY] = g_param_spec_enum ("delivery", NULL, NULL, OUTLAY_TYPE_DELIVERY,
                                            OUTLAY_DELIVERY_DELIVERED,
                                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_css_name (widget_class, "pill");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
outlay_pill_init (OutlayPill *self)
{
  update (self);
}

GtkWidget *
outlay_pill_new (void)
{
  return g_object_new (OUTLAY_TYPE_PILL, NULL);
}

OutlayMark
outlay_pill_choose_mark (OutlayState state, OutlayDelivery delivery)
{
  if (delivery == OUTLAY_DELIVERY_STUCK || delivery == OUTLAY_DELIVERY_CONFLICT)
    return outlay_delivery_get_mark (delivery);

  return outlay_state_get_mark (state);
}

PangoLayout *
outlay_pill_create_layout (GtkWidget *widget, OutlayMark mark)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, mark.text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (FONT_SCALE));
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_MEDIUM));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  return layout;
}

void
outlay_pill_measure_mark (PangoLayout *layout, int *width, int *height)
{
  int text_width, text_height;

  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  *width = text_width + ICON_SIZE + ICON_GAP + 2 * PADDING;
  *height = MAX (text_height, ICON_SIZE) + 4;
}

void
outlay_pill_snapshot_mark (GtkWidget *widget,
                           GtkSnapshot *snapshot,
                           OutlayMark mark,
                           PangoLayout *layout)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int width, height, text_width, text_height;
  GdkRGBA color, tint;
  GskRoundedRect capsule;

  outlay_pill_measure_mark (layout, &width, &height);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);

  if (mark.color != NULL)
    outlay_palette_get (mark.color, &color);
  else
    gtk_widget_get_color (widget, &color);

  tint = color;
  tint.alpha *= mark.color != NULL ? outlay_palette_get_tint () : 0.1f;

  gsk_rounded_rect_init_from_rect (&capsule, &GRAPHENE_RECT_INIT (0, 0, width, height),
                                   height / 2.f);
  gtk_snapshot_push_rounded_clip (snapshot, &capsule);
  gtk_snapshot_append_color (snapshot, &tint, &capsule.bounds);
  gtk_snapshot_pop (snapshot);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (is_rtl ? width - PADDING - ICON_SIZE : PADDING,
                                                (height - ICON_SIZE) / 2));
  outlay_icon_shape_snapshot (widget, snapshot, mark.icon, ICON_SIZE, &color);
  gtk_snapshot_restore (snapshot);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (is_rtl ? PADDING : PADDING + ICON_SIZE + ICON_GAP,
                                                (height - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}
