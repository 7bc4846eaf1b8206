/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/account/outlay-outbox-row.h"

#include <glib/gi18n.h>

#include "app/account/outlay-outbox-text.h"
#include "client/transport/outlay-fiber.h"

#define SENDING_PAUSE_MS 200

struct _OutlayOutboxRow
{
  AdwBin parent_instance;

  /* Template */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayOutboxEntry *entry;
};

/* The decision to give an entry up. */
typedef struct
{
  OutlayOutbox *outbox;
  gint64 id;
} Discard;

G_DEFINE_FINAL_TYPE (OutlayOutboxRow, outlay_outbox_row, ADW_TYPE_BIN)

static GFile *
find_file (OutlayOutboxRow *self)
{
  if (outlay_outbox_entry_get_kind (self->entry) != OUTLAY_OUTBOX_PROOF)
    return NULL;

  return outlay_proof_store_get_file (outlay_workspace_get_proof_store (self->workspace),
                                      outlay_outbox_entry_get_sha256 (self->entry));
}

static void
retry_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayOutboxRow *self = OUTLAY_OUTBOX_ROW (widget);

  outlay_outbox_retry (outlay_workspace_get_outbox (self->workspace),
                       outlay_outbox_entry_get_id (self->entry));
}

static void
reveal_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = find_file (OUTLAY_OUTBOX_ROW (widget));
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (gtk_widget_get_root (widget)),
                                            NULL, NULL, NULL);
}

static Discard *
discard_copy (const Discard *discard)
{
  Discard *copy = g_new (Discard, 1);

  *copy = (Discard) { g_object_ref (discard->outbox), discard->id };

  return copy;
}

static void
discard_free (Discard *discard)
{
  g_object_unref (discard->outbox);
  g_free (discard);
}

static void
forget_discard_cb (gpointer data, GClosure *closure)
{
  discard_free (data);
}

static gboolean
is_waiting (const Discard *discard)
{
  GListModel *entries = G_LIST_MODEL (discard->outbox);

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (OutlayOutboxEntry) entry = g_list_model_get_item (entries, i);

      if (outlay_outbox_entry_get_id (entry) == discard->id)
        return TRUE;
    }

  return FALSE;
}

/* An entry that is just being sent cannot be taken back: what becomes of that is waited for. */
static DexFuture *
discard_fiber (gpointer data)
{
  const Discard *discard = data;
  g_autoptr (GError) error = NULL;

  while (is_waiting (discard) &&
         !dex_await_boolean (outlay_outbox_discard (discard->outbox, discard->id), &error))
    {
      if (error != NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));

      dex_await (dex_timeout_new_msec (SENDING_PAUSE_MS), NULL);
    }

  return dex_future_new_true ();
}

static void
discard_answered_cb (AdwAlertDialog *dialog, const char *response, const Discard *discard)
{
  if (g_str_equal (response, "discard"))
    dex_unref (
        outlay_fiber_spawn (discard_fiber, discard_copy (discard), (GDestroyNotify) discard_free));
}

/* The dialog knows what was asked about: the row may show another entry by then, or be gone, as
 * each try to send makes the list anew. */
static void
discard_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayOutboxRow *self = OUTLAY_OUTBOX_ROW (widget);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (_ ("Discard This Change?"), outlay_outbox_entry_warn (self->entry)));
  const Discard discard = { outlay_workspace_get_outbox (self->workspace),
                            outlay_outbox_entry_get_id (self->entry) };

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "discard", _ ("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (discard_answered_cb),
                         discard_copy (&discard), forget_discard_cb, 0);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
outlay_outbox_row_dispose (GObject *object)
{
  OutlayOutboxRow *self = OUTLAY_OUTBOX_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_OUTBOX_ROW);
  g_clear_object (&self->entry);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_outbox_row_parent_class)->dispose (object);
}

static void
outlay_outbox_row_class_init (OutlayOutboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_outbox_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/account/outlay-outbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayOutboxRow, icon);
  gtk_widget_class_bind_template_child (widget_class, OutlayOutboxRow, title);
  gtk_widget_class_bind_template_child (widget_class, OutlayOutboxRow, subtitle);
  gtk_widget_class_install_action (widget_class, "entry.retry", NULL, retry_cb);
  gtk_widget_class_install_action (widget_class, "entry.reveal", NULL, reveal_cb);
  gtk_widget_class_install_action (widget_class, "entry.discard", NULL, discard_cb);
}

static void
outlay_outbox_row_init (OutlayOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
outlay_outbox_row_new (OutlayWorkspace *workspace)
{
  OutlayOutboxRow *self = g_object_new (OUTLAY_TYPE_OUTBOX_ROW, NULL);

  self->workspace = g_object_ref (workspace);

  return GTK_WIDGET (self);
}

void
outlay_outbox_row_set_entry (OutlayOutboxRow *self, OutlayOutboxEntry *entry)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autoptr (GFile) file = NULL;
  gboolean is_stuck;

  g_return_if_fail (OUTLAY_IS_OUTBOX_ROW (self));

  g_set_object (&self->entry, entry);

  if (entry == NULL)
    return;

  title = outlay_outbox_entry_describe (entry);
  subtitle = outlay_outbox_entry_explain (entry, g_get_real_time ());
  file = find_file (self);
  is_stuck = outlay_outbox_entry_is_stuck (entry);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_image_set_from_icon_name (self->icon,
                                is_stuck ? "outlay-attention-symbolic" : "outlay-waiting-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), is_stuck
                                                           ? (const char *[]) { "warning", NULL }
                                                           : (const char *[]) { NULL });
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "entry.reveal", file != NULL);
}
