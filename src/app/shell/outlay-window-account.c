/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "app/account/outlay-connect-view.h"
#include "app/shell/outlay-window-private.h"
#include "app/widgets/outlay-error-text.h"

/* The window's dealings with accounts: beginning, connecting, signing in and out. */

static OutlayWorkspace *
get_workspace (OutlayWindow *self)
{
  return outlay_application_get_workspace (outlay_window_get_outlay_application (self));
}

static void
open_account (OutlayWindow *self, OutlayAccount *account, OutlaySession *session)
{
  g_autoptr (GError) error = NULL;

  /* A failure becomes the application's problem, which the window then shows. */
  if (!outlay_application_open (outlay_window_get_outlay_application (self), account, session,
                                &error))
    g_message ("The account could not be opened: %s", error->message);
}

static void
welcome_device_cb (OutlayWindow *self)
{
  GFile *folder = outlay_application_get_data_folder (outlay_window_get_outlay_application (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayAccount) account = outlay_account_new_on_device (folder, &error);

  if (account == NULL)
    outlay_window_announce (self, outlay_error_to_text (error));
  else
    open_account (self, account, NULL);
}

static void
announce_sign_in (OutlayWindow *self, OutlaySession *session)
{
  outlay_window_announce (self,
                          outlay_session_get_state (session) == OUTLAY_SESSION_FORGETFUL
                              ? _ ("Signed in until you close Outlay: your keyring is locked.")
                              : _ ("Signed in"));
}

static void
welcome_signed_in_cb (OutlayWindow *self, OutlaySession *session)
{
  GFile *folder = outlay_application_get_data_folder (outlay_window_get_outlay_application (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayAccount) account = outlay_account_new_at_company (
      folder, outlay_session_get_identity (session), &error);

  if (account == NULL)
    {
      outlay_window_announce (self, outlay_error_to_text (error));
      return;
    }

  open_account (self, account, session);

  /* That it is kept goes without saying. */
  if (outlay_session_get_state (session) == OUTLAY_SESSION_FORGETFUL)
    announce_sign_in (self, session);
}

static void
welcome_account_cb (OutlayWindow *self, OutlayAccount *account)
{
  open_account (self, account, NULL);
}

GtkWidget *
outlay_window_create_welcome (OutlayWindow *self)
{
  GFile *folder = outlay_application_get_data_folder (outlay_window_get_outlay_application (self));
  g_autoptr (GListModel) accounts = outlay_accounts_load (folder, NULL);
  GtkWidget *view = outlay_connect_view_new ();

  outlay_connect_view_begin_with_welcome (OUTLAY_CONNECT_VIEW (view), accounts);
  g_signal_connect_object (view, "device-wanted", G_CALLBACK (welcome_device_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "signed-in", G_CALLBACK (welcome_signed_in_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "account-chosen", G_CALLBACK (welcome_account_cb), self,
                           G_CONNECT_SWAPPED);

  return view;
}

static void
open_again_cb (OutlayWindow *self)
{
  outlay_application_open_last (outlay_window_get_outlay_application (self));
}

GtkWidget *
outlay_window_create_problem (OutlayWindow *self, const GError *problem)
{
  gboolean is_damaged = g_error_matches (problem, OUTLAY_CLIENT_ERROR,
                                         OUTLAY_CLIENT_ERROR_DATABASE_CORRUPT);
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *button = gtk_button_new_with_label (is_damaged ? _ ("Start Afresh") : _ ("Try Again"));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "outlay-attention-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Expenses Cannot Be Opened"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), outlay_error_to_text (problem));
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_again_cb), self, G_CONNECT_SWAPPED);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);

  return view;
}

/* A dialog around the way in; it closes itself when the person has signed in. */
static OutlayConnectView *
present_connect_dialog (OutlayWindow *self, const char *title)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = outlay_connect_view_new ();

  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, 460);
  adw_dialog_set_content_height (dialog, 560);
  adw_dialog_set_child (dialog, view);
  g_signal_connect_object (view, "signed-in", G_CALLBACK (adw_dialog_close), dialog,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  adw_dialog_present (dialog, GTK_WIDGET (self));

  return OUTLAY_CONNECT_VIEW (view);
}

static DexFuture *
connected_cb (DexFuture *completed, gpointer user_data)
{
  OutlayWindow *self = OUTLAY_WINDOW (user_data);
  OutlayWorkspace *workspace = get_workspace (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayAccount) account = NULL;
  g_autoptr (OutlaySession) session = NULL;

  if (dex_future_get_value (completed, &error) == NULL)
    {
      outlay_window_announce (self, outlay_error_to_text (error));
      return dex_future_new_for_boolean (FALSE);
    }

  if (workspace == NULL)
    return dex_future_new_for_boolean (FALSE);

  /* Opened anew, so that every page sees that it is a company's account now. */
  account = g_object_ref (outlay_workspace_get_account (workspace));
  session = g_object_ref (outlay_workspace_get_session (workspace));
  open_account (self, account, session);
  outlay_window_announce (self, _ ("Connected. Your expenses are being sent as drafts."));

  return dex_future_new_for_boolean (TRUE);
}

static void
connect_signed_in_cb (OutlayWindow *self, OutlaySession *session)
{
  OutlayWorkspace *workspace = get_workspace (self);

  if (workspace != NULL)
    dex_future_disown (dex_future_finally (outlay_workspace_connect (workspace, session),
                                           connected_cb, g_object_ref (self), g_object_unref));
}

static void
connect_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayWindow *self = OUTLAY_WINDOW (widget);
  OutlayConnectView *view = present_connect_dialog (self, _ ("Connect to a Company"));

  outlay_connect_view_begin_with_address (view);
  g_signal_connect_object (view, "signed-in", G_CALLBACK (connect_signed_in_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
signed_in_again_cb (OutlayWindow *self, OutlaySession *session)
{
  OutlayWorkspace *workspace = get_workspace (self);

  if (workspace != NULL && outlay_workspace_get_sync (workspace) != NULL)
    outlay_sync_start (outlay_workspace_get_sync (workspace));

  announce_sign_in (self, session);
}

static void
sign_in_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayWindow *self = OUTLAY_WINDOW (widget);
  OutlayWorkspace *workspace = get_workspace (self);
  OutlayConnectView *view = present_connect_dialog (self, _ ("Sign In"));

  outlay_connect_view_begin_with_session (
      view, outlay_workspace_get_session (workspace),
      outlay_account_get_email (outlay_workspace_get_account (workspace)));
  g_signal_connect_object (view, "signed-in", G_CALLBACK (signed_in_again_cb), self,
                           G_CONNECT_SWAPPED);
}

static DexFuture *
signed_out_cb (DexFuture *completed, gpointer user_data)
{
  outlay_application_close_workspace (
      outlay_window_get_outlay_application (OUTLAY_WINDOW (user_data)));

  return dex_future_new_for_boolean (TRUE);
}

static void
sign_out_answered_cb (OutlayWindow *self, const char *response)
{
  OutlayWorkspace *workspace = get_workspace (self);

  if (workspace == NULL || !g_str_equal (response, "sign-out"))
    return;

  outlay_sync_stop (outlay_workspace_get_sync (workspace));
  dex_future_disown (
      dex_future_finally (outlay_session_sign_out (outlay_workspace_get_session (workspace)),
                          signed_out_cb, g_object_ref (self), g_object_unref));
}

static void
sign_out_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayWorkspace *workspace = get_workspace (OUTLAY_WINDOW (widget));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (outlay_workspace_get_outbox (workspace)));
  g_autofree char *waiting = g_strdup_printf (
      ngettext (
          "%u change has not been sent yet. It stays on this device, and is sent when you "
          "sign in again.",
          "%u changes have not been sent yet. They stay on this device, and are sent when you "
          "sign in again.",
          n),
      n);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
      _ ("Sign Out?"),
      n > 0 ? waiting : _ ("Your expenses stay on this device for when you sign in again.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "sign-out", _ ("Sign _Out"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "sign-out", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (sign_out_answered_cb), widget,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

void
outlay_window_account_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.connect", NULL, connect_cb);
  gtk_widget_class_install_action (widget_class, "win.sign-in", NULL, sign_in_cb);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, sign_out_cb);
}

void
outlay_window_account_update_actions (OutlayWindow *self)
{
  OutlayWorkspace *workspace = get_workspace (self);
  gboolean on_device = workspace != NULL &&
                       outlay_account_is_on_device (outlay_workspace_get_account (workspace));
  gboolean at_company = workspace != NULL && !on_device;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.connect", on_device);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sign-in", at_company);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sign-out", at_company);
}
