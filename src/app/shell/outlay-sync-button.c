/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/shell/outlay-sync-button.h"

#include "app/shell/outlay-sync-status.h"
#include "app/widgets/outlay-icon-paintable.h"

struct _OutlaySyncButton
{
  AdwBin parent_instance;

  /* Template */
  GtkImage *icon;
  GtkLabel *label;

  /* Owned */
  OutlayWorkspace *workspace;
};

G_DEFINE_FINAL_TYPE (OutlaySyncButton, outlay_sync_button, ADW_TYPE_BIN)

static guint
count_stuck (GListModel *outbox)
{
  guint n = g_list_model_get_n_items (outbox);
  guint stuck = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (OutlayOutboxEntry) entry = g_list_model_get_item (outbox, i);

      if (outlay_outbox_entry_is_stuck (entry))
        stuck++;
    }

  return stuck;
}

static void
update (OutlaySyncButton *self)
{
  OutlaySync *sync = outlay_workspace_get_sync (self->workspace);
  GListModel *outbox = G_LIST_MODEL (outlay_workspace_get_outbox (self->workspace));
  OutlaySyncState state;
  g_autofree char *text = NULL;
  g_autoptr (GdkPaintable) paintable = NULL;
  const char *icon;

  gtk_widget_set_visible (GTK_WIDGET (self), sync != NULL);

  if (sync == NULL)
    return;

  state = outlay_sync_get_state (sync);
  text = outlay_sync_status_describe (state, g_list_model_get_n_items (outbox),
                                      count_stuck (outbox), &icon);
  gtk_label_set_label (self->label, text);
  paintable = outlay_icon_paintable_new (icon);
  gtk_image_set_from_paintable (self->icon, paintable);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (adw_bin_get_child (ADW_BIN (self))),
                                  state == OUTLAY_SYNC_SIGN_IN ? "win.sign-in" : "win.show-outbox");

  if (state == OUTLAY_SYNC_SIGN_IN || state == OUTLAY_SYNC_ATTENTION)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "warning");
}

static void
outlay_sync_button_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OUTLAY_TYPE_SYNC_BUTTON);
  g_clear_object (&OUTLAY_SYNC_BUTTON (object)->workspace);

  G_OBJECT_CLASS (outlay_sync_button_parent_class)->dispose (object);
}

static void
outlay_sync_button_class_init (OutlaySyncButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_sync_button_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/shell/outlay-sync-button.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlaySyncButton, icon);
  gtk_widget_class_bind_template_child (widget_class, OutlaySyncButton, label);
}

static void
outlay_sync_button_init (OutlaySyncButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
outlay_sync_button_set_workspace (OutlaySyncButton *self, OutlayWorkspace *workspace)
{
  OutlaySync *sync;

  g_return_if_fail (OUTLAY_IS_SYNC_BUTTON (self));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  sync = outlay_workspace_get_sync (workspace);

  if (sync != NULL)
    {
      g_signal_connect_object (sync, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (outlay_workspace_get_outbox (workspace), "items-changed",
                               G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }

  update (self);
}
