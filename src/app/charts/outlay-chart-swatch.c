/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-swatch.h"

#include <adwaita.h>

struct _OutlayChartSwatch
{
  GtkWidget parent_instance;

  /* Owned */
  OutlayChartData *data;

  OutlayChartKey key;
};

G_DEFINE_FINAL_TYPE (OutlayChartSwatch, outlay_chart_swatch, GTK_TYPE_WIDGET)

static void
outlay_chart_swatch_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  *minimum = *natural = OUTLAY_CHART_KEY_SIZE;
}

static void
outlay_chart_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OutlayChartSwatch *self = OUTLAY_CHART_SWATCH (widget);
  g_autoptr (OutlayChartInk)
      ink = outlay_chart_ink_new (gtk_widget_get_pango_context (widget), NULL);
  g_autofree GdkRGBA *colors = g_new (GdkRGBA, outlay_chart_data_get_n_series (self->data) + 1);
  float x = (float) (gtk_widget_get_width (widget) - OUTLAY_CHART_KEY_SIZE) / 2;
  float y = (float) (gtk_widget_get_height (widget) - OUTLAY_CHART_KEY_SIZE) / 2;
  OutlayChartStyle style;

  outlay_chart_style_init_for_widget (&style, widget);
  outlay_chart_style_get_colors (&style, self->data, colors);
  outlay_chart_key_draw (&self->key, &style, colors, ink, x, y, OUTLAY_CHART_KEY_SIZE);
  outlay_chart_ink_snapshot (ink, OUTLAY_CHART_LAYER_BACK, snapshot);
}

static void
outlay_chart_swatch_dispose (GObject *object)
{
  g_clear_object (&OUTLAY_CHART_SWATCH (object)->data);

  G_OBJECT_CLASS (outlay_chart_swatch_parent_class)->dispose (object);
}

static void
outlay_chart_swatch_class_init (OutlayChartSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_chart_swatch_dispose;
  widget_class->measure = outlay_chart_swatch_measure;
  widget_class->snapshot = outlay_chart_swatch_snapshot;

  gtk_widget_class_set_css_name (widget_class, "swatch");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
outlay_chart_swatch_init (OutlayChartSwatch *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_object (adw_style_manager_get_default (), "notify",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
outlay_chart_swatch_new (OutlayChartData *data, const OutlayChartKey *key)
{
  OutlayChartSwatch *self;

  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (data) && key != NULL, NULL);

  self = g_object_new (OUTLAY_TYPE_CHART_SWATCH, NULL);
  self->data = g_object_ref (data);
  self->key = *key;

  return GTK_WIDGET (self);
}
