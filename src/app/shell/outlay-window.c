/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/shell/outlay-window.h"

struct _OutlayWindow
{
  AdwApplicationWindow parent_instance;

  /* Template */
  AdwNavigationSplitView *split_view;
};

G_DEFINE_FINAL_TYPE (OutlayWindow, outlay_window, ADW_TYPE_APPLICATION_WINDOW)

static void
outlay_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OUTLAY_TYPE_WINDOW);

  G_OBJECT_CLASS (outlay_window_parent_class)->dispose (object);
}

static void
outlay_window_class_init (OutlayWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_window_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/shell/outlay-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayWindow, split_view);
}

static void
outlay_window_init (OutlayWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

OutlayWindow *
outlay_window_new (OutlayApplication *application)
{
  g_return_val_if_fail (OUTLAY_IS_APPLICATION (application), NULL);

  return g_object_new (OUTLAY_TYPE_WINDOW, "application", application, NULL);
}
