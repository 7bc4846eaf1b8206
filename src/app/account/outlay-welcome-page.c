/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/account/outlay-welcome-page.h"

#include <glib/gi18n.h>

struct _OutlayWelcomePage
{
  AdwNavigationPage parent_instance;

  /* Template */
  GtkWidget *accounts_group;
  GtkListBox *accounts;
  GtkWidget *device;

  /* Owned */
  GListModel *model;
};

G_DEFINE_FINAL_TYPE (OutlayWelcomePage, outlay_welcome_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  COMPANY_WANTED,
  DEVICE_WANTED,
  ACCOUNT_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
company_cb (OutlayWelcomePage *self)
{
  g_signal_emit (self, signals[COMPANY_WANTED], 0);
}

static void
device_cb (OutlayWelcomePage *self)
{
  g_signal_emit (self, signals[DEVICE_WANTED], 0);
}

static void
account_activated_cb (OutlayWelcomePage *self, GtkListBoxRow *row)
{
  g_autoptr (OutlayAccount)
      account = g_list_model_get_item (self->model, gtk_list_box_row_get_index (row));

  g_signal_emit (self, signals[ACCOUNT_CHOSEN], 0, account);
}

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  OutlayAccount *account = OUTLAY_ACCOUNT (item);
  GtkWidget *row = adw_action_row_new ();
  gboolean is_on_device = outlay_account_is_on_device (account);
  GtkWidget *avatar = adw_avatar_new (
      32, is_on_device ? NULL : outlay_account_get_user_name (account), !is_on_device);

  if (is_on_device)
    adw_avatar_set_icon_name (ADW_AVATAR (avatar), "outlay-device-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 is_on_device ? _ ("On This Device")
                                              : outlay_account_get_user_name (account));
  if (!is_on_device)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), outlay_account_get_company_name (account));

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

static void
outlay_welcome_page_dispose (GObject *object)
{
  OutlayWelcomePage *self = OUTLAY_WELCOME_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_WELCOME_PAGE);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (outlay_welcome_page_parent_class)->dispose (object);
}

static void
outlay_welcome_page_class_init (OutlayWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_welcome_page_dispose;

  signals[COMPANY_WANTED] = g_signal_new ("company-wanted", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DEVICE_WANTED] = g_signal_new ("device-wanted", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACCOUNT_CHOSEN] = g_signal_new ("account-chosen", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          OUTLAY_TYPE_ACCOUNT);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/account/outlay-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayWelcomePage, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, OutlayWelcomePage, accounts);
  gtk_widget_class_bind_template_child (widget_class, OutlayWelcomePage, device);
  gtk_widget_class_bind_template_callback (widget_class, company_cb);
  gtk_widget_class_bind_template_callback (widget_class, device_cb);
  gtk_widget_class_bind_template_callback (widget_class, account_activated_cb);
}

static void
outlay_welcome_page_init (OutlayWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
outlay_welcome_page_set_accounts (OutlayWelcomePage *self, GListModel *accounts)
{
  guint n = accounts != NULL ? g_list_model_get_n_items (accounts) : 0;
  gboolean has_device = FALSE;

  g_return_if_fail (OUTLAY_IS_WELCOME_PAGE (self));

  g_set_object (&self->model, accounts);
  gtk_list_box_bind_model (self->accounts, accounts, create_row_cb, NULL, NULL);
  gtk_widget_set_visible (self->accounts_group, n > 0);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (OutlayAccount) account = g_list_model_get_item (accounts, i);

      has_device = has_device || outlay_account_is_on_device (account);
    }

  /* One such account is enough, and it is in the list above. */
  gtk_widget_set_visible (self->device, !has_device);
}
