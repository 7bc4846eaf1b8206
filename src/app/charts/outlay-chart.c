/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/charts/outlay-chart-plot.h"
#include "app/charts/outlay-chart-scene.h"
#include "app/charts/outlay-chart-text.h"

#define GROWING_MS 400
#define RING_WIDTH 2
#define RING_RADIUS 7

typedef struct
{
  /* Owned */
  OutlayChartData *data;
  OutlayChartPlot *plot; /* NULL until it is drawn the next time */
  GskRenderNode *scene;  /* the same */
  AdwAnimation *growing;

  OutlayChartReading reading;
  double grown; /* 0 to 1 */
} OutlayChartPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (OutlayChart, outlay_chart, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_DATA,
  N_PROPS
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

#define get_private(self) ((OutlayChartPrivate *) outlay_chart_get_instance_private (self))

static void
forget_plot (OutlayChart *self)
{
  OutlayChartPrivate *priv = get_private (self);

  g_clear_pointer (&priv->scene, gsk_render_node_unref);
  g_clear_pointer (&priv->plot, outlay_chart_plot_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The plot for the size and style of now; NULL where there is nothing to draw. */
static OutlayChartPlot *
get_plot (OutlayChart *self)
{
  OutlayChartPrivate *priv = get_private (self);
  GtkWidget *widget = GTK_WIDGET (self);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  OutlayChartStyle style;

  if (priv->data == NULL || width < 1 || height < 1)
    return NULL;

  outlay_chart_style_init_for_widget (&style, widget);
  if (priv->plot == NULL || priv->plot->width != width || priv->plot->height != height ||
      !outlay_chart_style_equal (&priv->plot->style, &style))
    {
      g_clear_pointer (&priv->scene, gsk_render_node_unref);
      g_clear_pointer (&priv->plot, outlay_chart_plot_free);
      priv->plot = outlay_chart_plot_new (priv->data, outlay_chart_get_kind (self), &style,
                                          gtk_widget_get_pango_context (widget), width, height);
    }

  return priv->plot;
}

static void
update_accessible (OutlayChart *self)
{
  OutlayChartPrivate *priv = get_private (self);
  g_autofree char *label = priv->data != NULL ? outlay_chart_text_summarize (
                                                    priv->data, outlay_chart_get_kind (self))
                                              : g_strdup ("");
  g_autofree char *value = priv->data != NULL
                               ? outlay_chart_text_read (priv->data, outlay_chart_get_kind (self),
                                                         &priv->reading)
                               : g_strdup ("");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, value, -1);
}

static void
set_reading (OutlayChart *self, const OutlayChartReading *reading)
{
  OutlayChartPrivate *priv = get_private (self);

  if (outlay_chart_reading_equal (&priv->reading, reading))
    return;

  priv->reading = *reading;
  g_clear_pointer (&priv->scene, gsk_render_node_unref);
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
outlay_chart_announce (OutlayChart *self)
{
  OutlayChartPrivate *priv = get_private (self);
  g_autofree char *text = outlay_chart_text_read (priv->data, outlay_chart_get_kind (self),
                                                  &priv->reading);

  if (*text != '\0')
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

gboolean
outlay_chart_find (OutlayChart *self, double x, double y, OutlayChartReading *reading)
{
  OutlayChartPlot *plot = get_plot (self);

  *reading = OUTLAY_CHART_READING_NONE;

  return plot != NULL &&
         outlay_chart_plot_find (plot, (float) x, (float) y, &reading->series, &reading->bucket);
}

/* --- drawing ------------------------------------------------------------------------------------ */

/* Where the keyboard is: around what it reads, or else around the whole. */
static void
append_focus_ring (OutlayChart *self, OutlayChartPlot *plot, GtkSnapshot *snapshot)
{
  OutlayChartPrivate *priv = get_private (self);
  const float widths[] = { RING_WIDTH, RING_WIDTH, RING_WIDTH, RING_WIDTH };
  const GdkRGBA colors[] = { plot->style.accent, plot->style.accent, plot->style.accent,
                             plot->style.accent };
  graphene_rect_t place = GRAPHENE_RECT_INIT (0, 0, plot->width, plot->height);
  GskRoundedRect ring;

  if (!outlay_chart_reading_is_none (&priv->reading))
    outlay_chart_plot_get_place (plot, priv->reading.series, priv->reading.bucket, &place);

  graphene_rect_inset (&place, -RING_WIDTH - 1, -RING_WIDTH - 1);
  gsk_rounded_rect_init_from_rect (&ring, &place, RING_RADIUS);
  gtk_snapshot_append_border (snapshot, &ring, widths, colors);
}

static void
outlay_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OutlayChart *self = OUTLAY_CHART (widget);
  OutlayChartPrivate *priv = get_private (self);
  OutlayChartPlot *plot = get_plot (self);

  if (plot == NULL)
    return;

  if (priv->grown < 1 && outlay_chart_reading_is_none (&priv->reading))
    {
      outlay_chart_scene_snapshot_growing (plot, priv->grown, snapshot);
      return;
    }

  if (priv->scene == NULL)
    priv->scene = outlay_chart_scene_create (plot, gtk_widget_get_pango_context (widget),
                                             &priv->reading);
  if (priv->scene != NULL)
    gtk_snapshot_append_node (snapshot, priv->scene);
  if (gtk_widget_has_visible_focus (widget))
    append_focus_ring (self, plot, snapshot);
}

static void
outlay_chart_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  gboolean is_donut = outlay_chart_get_kind (OUTLAY_CHART (widget)) == OUTLAY_CHART_DONUT;

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL && !is_donut ? 200 : 140;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL && !is_donut ? 480 : 220;
}

/* --- class -------------------------------------------------------------------------------------- */

static void
grow_cb (double value, OutlayChart *self)
{
  get_private (self)->grown = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
outlay_chart_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (outlay_chart_parent_class)->css_changed (widget, change);
  forget_plot (OUTLAY_CHART (widget));
}

static void
outlay_chart_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (outlay_chart_parent_class)->system_setting_changed (widget, setting);
  forget_plot (OUTLAY_CHART (widget));
}

static void
outlay_chart_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_DATA:
      g_value_set_object (value, get_private (OUTLAY_CHART (object))->data);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_chart_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_DATA:
      outlay_chart_set_data (OUTLAY_CHART (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_chart_dispose (GObject *object)
{
  OutlayChartPrivate *priv = get_private (OUTLAY_CHART (object));

  g_clear_pointer (&priv->scene, gsk_render_node_unref);
  g_clear_pointer (&priv->plot, outlay_chart_plot_free);
  g_clear_object (&priv->growing);
  g_clear_object (&priv->data);

  G_OBJECT_CLASS (outlay_chart_parent_class)->dispose (object);
}

static void
outlay_chart_class_init (OutlayChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = outlay_chart_get_property;
  object_class->set_property = outlay_chart_set_property;
  object_class->dispose = outlay_chart_dispose;

  widget_class->snapshot = outlay_chart_snapshot;
  widget_class->measure = outlay_chart_measure;
  widget_class->css_changed = outlay_chart_css_changed;
  widget_class->system_setting_changed = outlay_chart_system_setting_changed;

  props[PROP_DATA] = g_param_spec_object ("data", NULL, NULL, OUTLAY_TYPE_CHART_DATA,
                                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                              G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
outlay_chart_init (OutlayChart *self)
{
  OutlayChartPrivate *priv = get_private (self);

  priv->reading = OUTLAY_CHART_READING_NONE;
  priv->grown = 1;
  priv->growing = adw_timed_animation_new (
      GTK_WIDGET (self), 0, 1, GROWING_MS,
      adw_callback_animation_target_new ((AdwAnimationTargetFunc) grow_cb, self, NULL));

  outlay_chart_add_input (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* Translators: what a screen reader calls a chart. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_ROLE_DESCRIPTION,
                                  _ ("chart"), -1);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_VISIBLE);

  /* The accent is no part of the widget's CSS. */
  g_signal_connect_object (adw_style_manager_get_default (), "notify", G_CALLBACK (forget_plot),
                           self, G_CONNECT_SWAPPED);
}

/* Whether it is another picture, and not the same with a number changed. */
static gboolean
is_other (OutlayChartData *before, OutlayChartData *now)
{
  return before == NULL ||
         outlay_chart_data_get_n_buckets (before) != outlay_chart_data_get_n_buckets (now) ||
         !g_str_equal (outlay_chart_data_get_title (before), outlay_chart_data_get_title (now));
}

void
outlay_chart_set_data (OutlayChart *self, OutlayChartData *data)
{
  OutlayChartPrivate *priv;
  gboolean is_new;

  g_return_if_fail (OUTLAY_IS_CHART (self));
  g_return_if_fail (data == NULL || OUTLAY_IS_CHART_DATA (data));

  priv = get_private (self);
  is_new = data != NULL && is_other (priv->data, data);
  if (!g_set_object (&priv->data, data))
    return;

  if (data == NULL ||
      !outlay_chart_reading_fits (&priv->reading, data, outlay_chart_get_kind (self)))
    priv->reading = OUTLAY_CHART_READING_NONE;

  forget_plot (self);
  update_accessible (self);
  if (is_new)
    adw_animation_play (priv->growing);

  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DATA]);
}

OutlayChartData *
outlay_chart_get_data (OutlayChart *self)
{
  g_return_val_if_fail (OUTLAY_IS_CHART (self), NULL);

  return get_private (self)->data;
}

OutlayChartKind
outlay_chart_get_kind (OutlayChart *self)
{
  g_return_val_if_fail (OUTLAY_IS_CHART (self), OUTLAY_CHART_BARS);

  return OUTLAY_CHART_GET_CLASS (self)->kind;
}

void
outlay_chart_read (OutlayChart *self, guint series, guint bucket)
{
  OutlayChartReading reading = { series, bucket };
  OutlayChartPrivate *priv;

  g_return_if_fail (OUTLAY_IS_CHART (self));

  priv = get_private (self);
  if (priv->data == NULL ||
      !outlay_chart_reading_fits (&reading, priv->data, outlay_chart_get_kind (self)))
    reading = OUTLAY_CHART_READING_NONE;

  set_reading (self, &reading);
}

gboolean
outlay_chart_get_reading (OutlayChart *self, guint *series, guint *bucket)
{
  OutlayChartPrivate *priv;

  g_return_val_if_fail (OUTLAY_IS_CHART (self), FALSE);

  priv = get_private (self);
  *series = priv->reading.series;
  *bucket = priv->reading.bucket;

  return !outlay_chart_reading_is_none (&priv->reading);
}
