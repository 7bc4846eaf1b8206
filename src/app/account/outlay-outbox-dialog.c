/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/account/outlay-outbox-dialog.h"

#include <glib/gi18n.h>

#include "app/account/outlay-outbox-row.h"
#include "app/account/outlay-outbox-text.h"
#include "app/widgets/outlay-day-text.h"

struct _OutlayOutboxDialog
{
  AdwDialog parent_instance;

  /* Template */
  GtkStack *stack;
  GtkListView *list_view;
  AdwStatusPage *empty;

  /* Owned */
  OutlayWorkspace *workspace;
};

G_DEFINE_FINAL_TYPE (OutlayOutboxDialog, outlay_outbox_dialog, ADW_TYPE_DIALOG)

static void
update (OutlayOutboxDialog *self)
{
  GListModel *outbox = G_LIST_MODEL (outlay_workspace_get_outbox (self->workspace));
  OutlaySync *sync = outlay_workspace_get_sync (self->workspace);
  const char *last = sync != NULL ? outlay_sync_get_last_synced (sync) : NULL;
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (outbox) > 0 ? "entries" : "empty");

  if (last == NULL || *last == '\0')
    {
      adw_status_page_set_description (self->empty, _ ("Nothing waits on this device."));
      return;
    }

  when = outlay_moment_to_text (last, g_get_real_time ());
  /* Translators: %s is a time, as in "Today, 14:30". */
  text = g_strdup_printf (_ ("Last synchronized: %s"), when);
  adw_status_page_set_description (self->empty, text);
}

static void
setup_cb (OutlayOutboxDialog *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, outlay_outbox_row_new (self->workspace));
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (OutlayOutboxDialog *self, GtkListItem *item)
{
  OutlayOutboxEntry *entry = gtk_list_item_get_item (item);
  g_autofree char *title = outlay_outbox_entry_describe (entry);
  g_autofree char *description = outlay_outbox_entry_explain (entry, g_get_real_time ());

  outlay_outbox_row_set_entry (OUTLAY_OUTBOX_ROW (gtk_list_item_get_child (item)), entry);
  gtk_list_item_set_accessible_label (item, title);
  gtk_list_item_set_accessible_description (item, description);
}

static void
unbind_cb (OutlayOutboxDialog *self, GtkListItem *item)
{
  outlay_outbox_row_set_entry (OUTLAY_OUTBOX_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
outlay_outbox_dialog_dispose (GObject *object)
{
  OutlayOutboxDialog *self = OUTLAY_OUTBOX_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_OUTBOX_DIALOG);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_outbox_dialog_parent_class)->dispose (object);
}

static void
outlay_outbox_dialog_class_init (OutlayOutboxDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_outbox_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/account/outlay-outbox-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayOutboxDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, OutlayOutboxDialog, list_view);
  gtk_widget_class_bind_template_child (widget_class, OutlayOutboxDialog, empty);
}

static void
outlay_outbox_dialog_init (OutlayOutboxDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
outlay_outbox_dialog_new (OutlayWorkspace *workspace)
{
  OutlayOutboxDialog *self = g_object_new (OUTLAY_TYPE_OUTBOX_DIALOG, NULL);
  GListModel *outbox = G_LIST_MODEL (outlay_workspace_get_outbox (workspace));
  OutlaySync *sync = outlay_workspace_get_sync (workspace);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (g_object_ref (outbox));

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));

  g_signal_connect_object (outbox, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  if (sync != NULL)
    g_signal_connect_object (sync, "notify::last-synced", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);

  update (self);

  return ADW_DIALOG (self);
}
