/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-legend.h"

#include <adwaita.h>

#include "app/charts/outlay-chart-key.h"
#include "app/charts/outlay-chart-swatch.h"

struct _OutlayChartLegend
{
  GtkWidget parent_instance;

  /* Owned */
  AdwWrapBox *box;
  OutlayChart *chart;
};

G_DEFINE_FINAL_TYPE (OutlayChartLegend, outlay_chart_legend, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_CHART,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static guint
get_series (GObject *entry)
{
  return GPOINTER_TO_UINT (g_object_get_data (entry, "series"));
}

static void
clicked_cb (OutlayChartLegend *self, GtkButton *button)
{
  g_signal_emit_by_name (self->chart, "activated", get_series (G_OBJECT (button)),
                         OUTLAY_CHART_ALL);
}

static void
enter_cb (OutlayChartLegend *self, double x, double y, GtkEventController *motion)
{
  GtkWidget *entry = gtk_event_controller_get_widget (motion);

  outlay_chart_read (self->chart, get_series (G_OBJECT (entry)), OUTLAY_CHART_ALL);
}

static void
leave_cb (OutlayChartLegend *self)
{
  outlay_chart_read (self->chart, OUTLAY_CHART_ALL, OUTLAY_CHART_ALL);
}

static GtkWidget *
create_content (OutlayChartData *data, const OutlayChartKey *key)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (key->name);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (content), outlay_chart_swatch_new (data, key));
  gtk_box_append (GTK_BOX (content), label);

  return content;
}

/* An entry of a series opens what is behind it. The keyboard reaches the series in the chart, so that it need
 * not pass each of them here. */
static GtkWidget *
create_entry (OutlayChartLegend *self, OutlayChartData *data, const OutlayChartKey *key)
{
  GtkWidget *content = create_content (data, key);
  GtkEventController *motion;
  GtkWidget *button;

  if (key->series == OUTLAY_CHART_ALL)
    {
      gtk_widget_add_css_class (content, "entry");
      return content;
    }

  button = gtk_button_new ();
  motion = gtk_event_controller_motion_new ();
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "entry");
  gtk_widget_set_focusable (button, FALSE);
  g_object_set_data (G_OBJECT (button), "series", GUINT_TO_POINTER (key->series));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "enter", G_CALLBACK (enter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (button, motion);

  return button;
}

static void
update (OutlayChartLegend *self)
{
  OutlayChartData *data = self->chart != NULL ? outlay_chart_get_data (self->chart) : NULL;
  g_autoptr (GArray) keys = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    adw_wrap_box_remove (self->box, child);

  if (data == NULL)
    return;

  keys = outlay_chart_key_list (data, outlay_chart_get_kind (self->chart));
  /* One colour alone needs no name. */
  for (guint i = 0; i < keys->len && (keys->len > 1 || outlay_chart_data_get_n_series (data) > 1);
       i++)
    adw_wrap_box_append (self->box,
                         create_entry (self, data, &g_array_index (keys, OutlayChartKey, i)));
}

static void
outlay_chart_legend_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_CHART:
      g_value_set_object (value, OUTLAY_CHART_LEGEND (object)->chart);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_chart_legend_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_CHART:
      outlay_chart_legend_set_chart (OUTLAY_CHART_LEGEND (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_chart_legend_dispose (GObject *object)
{
  OutlayChartLegend *self = OUTLAY_CHART_LEGEND (object);

  if (self->chart != NULL)
    g_signal_handlers_disconnect_by_data (self->chart, self);
  g_clear_object (&self->chart);
  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->box)));

  G_OBJECT_CLASS (outlay_chart_legend_parent_class)->dispose (object);
}

static void
outlay_chart_legend_class_init (OutlayChartLegendClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = outlay_chart_legend_get_property;
  object_class->set_property = outlay_chart_legend_set_property;
  object_class->dispose = outlay_chart_legend_dispose;

  props[PROP_CHART] = g_param_spec_object ("chart", NULL, NULL, OUTLAY_TYPE_CHART,
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                               G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_css_name (widget_class, "chartlegend");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
outlay_chart_legend_init (OutlayChartLegend *self)
{
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 4);
  adw_wrap_box_set_line_spacing (self->box, 2);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}

GtkWidget *
outlay_chart_legend_new (void)
{
  return g_object_new (OUTLAY_TYPE_CHART_LEGEND, NULL);
}

void
outlay_chart_legend_set_chart (OutlayChartLegend *self, OutlayChart *chart)
{
  g_return_if_fail (OUTLAY_IS_CHART_LEGEND (self));
  g_return_if_fail (chart == NULL || OUTLAY_IS_CHART (chart));

  if (self->chart == chart)
    return;

  if (self->chart != NULL)
    g_signal_handlers_disconnect_by_data (self->chart, self);
  g_set_object (&self->chart, chart);
  if (chart != NULL)
    g_signal_connect_object (chart, "notify::data", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHART]);
}
