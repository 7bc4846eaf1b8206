/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/shell/outlay-budget-alert.h"

#include <glib/gi18n.h>

#include "app/budgets/outlay-budget-text.h"
#include "app/shell/outlay-window.h"

static void
show_in_window (OutlayWindow *window, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _ ("_Show"));
  adw_toast_set_action_name (toast, "win.go-to");
  adw_toast_set_action_target (toast, "s", "budgets");
  adw_toast_set_timeout (toast, 10);
  outlay_window_take_toast (window, toast);
}

/* One takes the place of the one before: what it opens shows them all. */
static void
notify (OutlayApplication *application, const char *text)
{
  g_autoptr (GNotification) notification = g_notification_new (_ ("Budget"));

  g_notification_set_body (notification, text);
  g_notification_set_default_action (notification, "app.show-budgets");
  g_application_send_notification (G_APPLICATION (application), "budgets", notification);
}

static void
thresholds_cb (OutlayApplication *application, GArray *lines)
{
  OutlayWorkspace *workspace = outlay_application_get_workspace (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  g_autofree char *text = NULL;

  if (workspace == NULL)
    return;

  text = outlay_budget_dup_warnings_text (lines, outlay_workspace_get_category_store (workspace));
  if (OUTLAY_IS_WINDOW (window))
    show_in_window (OUTLAY_WINDOW (window), text);
  if (window == NULL || !gtk_window_is_active (window))
    notify (application, text);
}

static void
show_budgets_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window;

  g_application_activate (G_APPLICATION (user_data));
  window = gtk_application_get_active_window (GTK_APPLICATION (user_data));
  if (OUTLAY_IS_WINDOW (window))
    gtk_widget_activate_action (GTK_WIDGET (window), "win.go-to", "s", "budgets");
}

void
outlay_budget_alert_install (OutlayApplication *application)
{
  const GActionEntry action = { "show-budgets", show_budgets_cb };

  g_action_map_add_action_entries (G_ACTION_MAP (application), &action, 1, application);
}

void
outlay_budget_alert_watch (OutlayApplication *application, OutlayWorkspace *workspace)
{
  g_signal_connect_object (outlay_workspace_get_budget_store (workspace), "thresholds",
                           G_CALLBACK (thresholds_cb), application, G_CONNECT_SWAPPED);
}
