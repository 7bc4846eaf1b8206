/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/shell/outlay-sidebar.h"

#include <glib/gi18n.h>

#include "app/shell/outlay-destination.h"
#include "app/shell/outlay-sync-button.h"
#include "app/widgets/outlay-icon-paintable.h"

struct _OutlaySidebar
{
  AdwNavigationPage parent_instance;

  /* Template */
  GMenuModel *primary_menu;
  GtkMenuButton *menu_button;
  GtkListBox *pages;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *company;
  GtkWidget *forgetful;
  OutlaySyncButton *sync_button;

  /* Owned */
  OutlayWorkspace *workspace;

  /* Borrowed: in the row of Review */
  GtkLabel *waiting;
};

G_DEFINE_FINAL_TYPE (OutlaySidebar, outlay_sidebar, ADW_TYPE_NAVIGATION_PAGE)

static void
update_waiting (OutlaySidebar *self)
{
  g_autofree char *number = NULL;
  guint n;

  if (outlay_audience_of (outlay_workspace_get_account (self->workspace)) < OUTLAY_FOR_REVIEWERS)
    return;

  n = outlay_expense_store_count_waiting (outlay_workspace_get_expense_store (self->workspace));
  number = g_strdup_printf ("%u", n);
  gtk_label_set_label (self->waiting, number);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), n > 0);
}

/* The rows are those of the table, in its order. */
static void
update_pages (OutlaySidebar *self)
{
  OutlayAudience audience = outlay_audience_of (outlay_workspace_get_account (self->workspace));
  gsize n;
  const OutlayDestination *destinations = outlay_destinations (&n);

  for (gsize i = 0; i < n; i++)
    gtk_widget_set_visible (GTK_WIDGET (gtk_list_box_get_row_at_index (self->pages, i)),
                            destinations[i].audience <= audience);

  gtk_list_box_invalidate_headers (self->pages);
}

static void
update_account (OutlaySidebar *self)
{
  OutlayAccount *account = outlay_workspace_get_account (self->workspace);

  if (outlay_account_is_on_device (account))
    {
      adw_avatar_set_icon_name (self->avatar, "outlay-device-symbolic");
      /* Without a text it would have another colour at each start. */
      adw_avatar_set_text (self->avatar, "Outlay");
      adw_avatar_set_show_initials (self->avatar, FALSE);
      gtk_label_set_label (self->name, _ ("On This Device"));
      gtk_label_set_label (self->company, _ ("Only you have these expenses"));
    }
  else
    {
      adw_avatar_set_text (self->avatar, outlay_account_get_user_name (account));
      adw_avatar_set_show_initials (self->avatar, TRUE);
      gtk_label_set_label (self->name, outlay_account_get_user_name (account));
      gtk_label_set_label (self->company, outlay_account_get_company_name (account));
    }

  update_pages (self);
  update_waiting (self);
}

/* Quietly: there is nothing to do about it before the keyring is opened. */
static void
update_session (OutlaySidebar *self)
{
  OutlaySession *session = outlay_workspace_get_session (self->workspace);

  gtk_widget_set_visible (self->forgetful, session != NULL && outlay_session_get_state (session) ==
                                                                  OUTLAY_SESSION_FORGETFUL);
}

static void
row_activated_cb (OutlaySidebar *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "s",
                              gtk_widget_get_name (GTK_WIDGET (row)));
}

static void
outlay_sidebar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OUTLAY_TYPE_SIDEBAR);
  g_clear_object (&OUTLAY_SIDEBAR (object)->workspace);

  G_OBJECT_CLASS (outlay_sidebar_parent_class)->dispose (object);
}

static void
outlay_sidebar_class_init (OutlaySidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_sidebar_dispose;

  g_type_ensure (OUTLAY_TYPE_SYNC_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/shell/outlay-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlaySidebar, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, OutlaySidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, OutlaySidebar, pages);
  gtk_widget_class_bind_template_child (widget_class, OutlaySidebar, avatar);
  gtk_widget_class_bind_template_child (widget_class, OutlaySidebar, name);
  gtk_widget_class_bind_template_child (widget_class, OutlaySidebar, company);
  gtk_widget_class_bind_template_child (widget_class, OutlaySidebar, forgetful);
  gtk_widget_class_bind_template_child (widget_class, OutlaySidebar, sync_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

/* The menu is built when it is first opened. */
static void
create_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, OUTLAY_SIDEBAR (user_data)->primary_menu);
}

static GtkLabel *
add_badge (GtkListBoxRow *row)
{
  GtkWidget *badge = gtk_label_new (NULL);

  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (badge, FALSE);
  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_add_css_class (badge, "numeric");
  gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (row)), badge);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, badge,
                                  NULL, -1);

  return GTK_LABEL (badge);
}

static GtkListBoxRow *
create_row (const OutlayDestination *destination)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (destination->title));
  g_autoptr (GdkPaintable) paintable = outlay_icon_paintable_new (destination->icon);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "paintable", paintable, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_name (row, destination->tag);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label,
                                  NULL, -1);

  return GTK_LIST_BOX_ROW (row);
}

static OutlaySection
get_section (GtkListBoxRow *row)
{
  gsize n;

  return outlay_destinations (&n)[gtk_list_box_row_get_index (row)].section;
}

/* A line between what belongs together. */
static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  gboolean begins = before != NULL && get_section (before) != get_section (row);

  if (begins && gtk_list_box_row_get_header (row) == NULL)
    gtk_list_box_row_set_header (row, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  else if (!begins)
    gtk_list_box_row_set_header (row, NULL);
}

static void
add_rows (OutlaySidebar *self)
{
  gsize n;
  const OutlayDestination *destinations = outlay_destinations (&n);

  for (gsize i = 0; i < n; i++)
    {
      GtkListBoxRow *row = create_row (&destinations[i]);

      if (g_str_equal (destinations[i].tag, "review"))
        self->waiting = add_badge (row);

      gtk_list_box_append (self->pages, GTK_WIDGET (row));
    }

  gtk_list_box_set_header_func (self->pages, update_header, NULL, NULL);
}

static void
outlay_sidebar_init (OutlaySidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  add_rows (self);
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu_cb, self, NULL);
}

void
outlay_sidebar_set_workspace (OutlaySidebar *self, OutlayWorkspace *workspace)
{
  g_return_if_fail (OUTLAY_IS_SIDEBAR (self));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  outlay_sync_button_set_workspace (self->sync_button, workspace);
  g_signal_connect_object (outlay_workspace_get_account (workspace), "notify",
                           G_CALLBACK (update_account), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (outlay_workspace_get_expense_store (workspace), "changed",
                           G_CALLBACK (update_waiting), self, G_CONNECT_SWAPPED);
  if (outlay_workspace_get_session (workspace) != NULL)
    g_signal_connect_object (outlay_workspace_get_session (workspace), "notify::state",
                             G_CALLBACK (update_session), self, G_CONNECT_SWAPPED);
  update_account (self);
  update_session (self);
}

void
outlay_sidebar_set_page (OutlaySidebar *self, const char *tag)
{
  g_return_if_fail (OUTLAY_IS_SIDEBAR (self));

  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->pages, i);

      if (row == NULL)
        return;
      if (g_str_equal (gtk_widget_get_name (GTK_WIDGET (row)), tag))
        gtk_list_box_select_row (self->pages, row);
    }
}
