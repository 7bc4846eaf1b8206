/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/dashboard/outlay-dashboard-figure.h"

#include <glib/gi18n.h>

struct _OutlayDashboardFigure
{
  GtkBox parent_instance;

  /* Children */
  GtkLabel *title;
  GtkLabel *figure;
  GtkLabel *detail;
};

G_DEFINE_FINAL_TYPE (OutlayDashboardFigure, outlay_dashboard_figure, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
outlay_dashboard_figure_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, gtk_label_get_label (OUTLAY_DASHBOARD_FIGURE (object)->title));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
outlay_dashboard_figure_set_property (GObject *object,
                                      guint id,
                                      const GValue *value,
                                      GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    gtk_label_set_label (OUTLAY_DASHBOARD_FIGURE (object)->title, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
outlay_dashboard_figure_class_init (OutlayDashboardFigureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_dashboard_figure_get_property;
  object_class->set_property = outlay_dashboard_figure_set_property;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

/* A screen reader is given all of them in one sentence instead. */
static GtkLabel *
add_label (OutlayDashboardFigure *self, const char *const *classes)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_css_classes (label, (const char **) classes);
  gtk_box_append (GTK_BOX (self), label);

  return GTK_LABEL (label);
}

static void
outlay_dashboard_figure_init (OutlayDashboardFigure *self)
{
  static const char *const quiet[] = { "caption", "dimmed", NULL };
  static const char *const loud[] = { "title-3", "numeric", NULL };

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  self->title = add_label (self, quiet);
  self->figure = add_label (self, loud);
  self->detail = add_label (self, quiet);
}

void
outlay_dashboard_figure_set (OutlayDashboardFigure *self, const char *figure, const char *detail)
{
  g_autofree char *label = NULL;

  g_return_if_fail (OUTLAY_IS_DASHBOARD_FIGURE (self));

  gtk_label_set_label (self->figure, figure);
  gtk_label_set_label (self->detail, detail);
  /* Translators: what a figure is of, the figure, and a line about it: read aloud. */
  label = g_strdup_printf (_ ("%1$s: %2$s. %3$s"), gtk_label_get_label (self->title), figure,
                           detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
