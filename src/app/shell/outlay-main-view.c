/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/shell/outlay-main-view.h"

#include "app/company/outlay-people-page.h"
#include "app/company/outlay-policy-page.h"
#include "app/reports/outlay-reports-page.h"
#include "app/reports/outlay-rows-page.h"
#include "app/review/outlay-review-page.h"
#include "app/shell/outlay-destination.h"
#include "app/shell/outlay-sidebar.h"

struct _OutlayMainView
{
  AdwBin parent_instance;

  /* Template */
  AdwNavigationSplitView *split_view;
  OutlaySidebar *sidebar;
  OutlayExpensesPage *expenses;

  /* Owned: pages outlive their turn in the split view */
  OutlayWorkspace *workspace;
  GHashTable *pages; /* tag to page: those that were asked for, and Expenses */
};

G_DEFINE_FINAL_TYPE (OutlayMainView, outlay_main_view, ADW_TYPE_BIN)

static OutlayAudience
get_audience (OutlayMainView *self)
{
  return outlay_audience_of (outlay_workspace_get_account (self->workspace));
}

/* (nullable): where there is none for this person */
static const OutlayDestination *
find_destination (OutlayMainView *self, const char *tag)
{
  gsize n;
  const OutlayDestination *destinations = outlay_destinations (&n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (destinations[i].tag, tag))
      return destinations[i].audience <= get_audience (self) ? &destinations[i] : NULL;

  return NULL;
}

static AdwNavigationPage *
create_page (OutlayMainView *self, const OutlayDestination *destination)
{
  AdwNavigationPage *page = g_object_ref_sink (destination->create (self->workspace));

  g_assert (g_str_equal (adw_navigation_page_get_tag (page), destination->tag));
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (page), "collapsed") != NULL)
    g_object_bind_property (self->expenses, "collapsed", page, "collapsed", G_BINDING_SYNC_CREATE);
  g_hash_table_insert (self->pages, (gpointer) destination->tag, page);

  return page;
}

/* (nullable) */
static AdwNavigationPage *
find_page (OutlayMainView *self, const char *tag)
{
  const OutlayDestination *destination = find_destination (self, tag);
  AdwNavigationPage *page;

  if (destination == NULL)
    return NULL;

  page = g_hash_table_lookup (self->pages, tag);

  return page != NULL ? page : create_page (self, destination);
}

static void
outlay_main_view_dispose (GObject *object)
{
  OutlayMainView *self = OUTLAY_MAIN_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_MAIN_VIEW);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_main_view_parent_class)->dispose (object);
}

static void
outlay_main_view_class_init (OutlayMainViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_main_view_dispose;

  g_type_ensure (OUTLAY_TYPE_SIDEBAR);
  g_type_ensure (OUTLAY_TYPE_EXPENSES_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/shell/outlay-main-view.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayMainView, split_view);
  gtk_widget_class_bind_template_child (widget_class, OutlayMainView, sidebar);
  gtk_widget_class_bind_template_child (widget_class, OutlayMainView, expenses);
}

static void
outlay_main_view_init (OutlayMainView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  g_hash_table_insert (self->pages, (gpointer) "expenses", g_object_ref (self->expenses));
}

const char *
outlay_main_view_get_page (OutlayMainView *self)
{
  g_return_val_if_fail (OUTLAY_IS_MAIN_VIEW (self), NULL);

  return adw_navigation_page_get_tag (adw_navigation_split_view_get_content (self->split_view));
}

static gboolean
is_not_theirs (gpointer tag, gpointer page, gpointer self)
{
  return find_destination (self, tag) == NULL;
}

/* Whose role has changed is not left on a page that is not theirs any more, nor with what was typed
 * there. */
static void
role_changed_cb (OutlayMainView *self)
{
  if (find_destination (self, outlay_main_view_get_page (self)) == NULL)
    outlay_main_view_go_to (self, "expenses");

  g_hash_table_foreach_remove (self->pages, is_not_theirs, self);
}

OutlayMainView *
outlay_main_view_new (OutlayWorkspace *workspace)
{
  OutlayMainView *self = g_object_new (OUTLAY_TYPE_MAIN_VIEW, NULL);

  self->workspace = g_object_ref (workspace);
  outlay_sidebar_set_workspace (self->sidebar, workspace);
  outlay_expenses_page_set_workspace (self->expenses, workspace);
  outlay_sidebar_set_page (self->sidebar, "expenses");
  g_signal_connect_object (outlay_workspace_get_account (workspace), "notify::role",
                           G_CALLBACK (role_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/* Its keys work only while the keyboard is in it. */
static void
take_keyboard (AdwNavigationPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (page)))
    gtk_widget_grab_focus (GTK_WIDGET (page));
}

void
outlay_main_view_go_to (OutlayMainView *self, const char *tag)
{
  AdwNavigationPage *page;

  g_return_if_fail (OUTLAY_IS_MAIN_VIEW (self));

  page = find_page (self, tag);
  if (page == NULL)
    return;

  adw_navigation_split_view_set_content (self->split_view, page);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  outlay_sidebar_set_page (self->sidebar, tag);
  take_keyboard (page);
}

void
outlay_main_view_go_to_nth (OutlayMainView *self, guint n)
{
  const OutlayDestination *destination;

  g_return_if_fail (OUTLAY_IS_MAIN_VIEW (self));
  g_return_if_fail (n > 0);

  destination = outlay_destination_find_nth (outlay_workspace_get_account (self->workspace), n);
  if (destination != NULL)
    outlay_main_view_go_to (self, destination->tag);
}

OutlayExpensesPage *
outlay_main_view_get_expenses (OutlayMainView *self)
{
  g_return_val_if_fail (OUTLAY_IS_MAIN_VIEW (self), NULL);

  return self->expenses;
}

/* (nullable): the rows behind a number, where they are what a page shows */
static OutlayRowsPage *
find_rows (GtkWidget *widget)
{
  OutlayRowsPage *rows = NULL;

  if (!gtk_widget_get_child_visible (widget))
    return NULL;
  if (OUTLAY_IS_ROWS_PAGE (widget))
    return OUTLAY_ROWS_PAGE (widget);
  if (ADW_IS_NAVIGATION_VIEW (widget))
    {
      widget = GTK_WIDGET (adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (widget)));

      return OUTLAY_IS_ROWS_PAGE (widget) ? OUTLAY_ROWS_PAGE (widget) : NULL;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && rows == NULL;
       child = gtk_widget_get_next_sibling (child))
    rows = find_rows (child);

  return rows;
}

OutlayExportSubject *
outlay_main_view_dup_subject (OutlayMainView *self)
{
  AdwNavigationPage *page;
  OutlayRowsPage *rows;

  g_return_val_if_fail (OUTLAY_IS_MAIN_VIEW (self), NULL);

  page = adw_navigation_split_view_get_content (self->split_view);
  rows = page != ADW_NAVIGATION_PAGE (self->expenses) ? find_rows (GTK_WIDGET (page)) : NULL;
  if (rows != NULL)
    return outlay_rows_page_dup_subject (rows);
  if (OUTLAY_IS_REPORTS_PAGE (page))
    return outlay_reports_page_dup_subject (OUTLAY_REPORTS_PAGE (page));

  return outlay_expenses_pane_dup_subject (outlay_expenses_page_get_pane (self->expenses));
}

void
outlay_main_view_begin_search (OutlayMainView *self)
{
  AdwNavigationPage *page;

  g_return_if_fail (OUTLAY_IS_MAIN_VIEW (self));

  page = adw_navigation_split_view_get_content (self->split_view);
  if (OUTLAY_IS_PEOPLE_PAGE (page))
    {
      outlay_people_page_begin_search (OUTLAY_PEOPLE_PAGE (page));
      return;
    }
  if (OUTLAY_IS_REVIEW_PAGE (page))
    {
      outlay_review_page_begin_search (OUTLAY_REVIEW_PAGE (page));
      return;
    }

  outlay_main_view_show_expense (self, NULL);
  outlay_expenses_pane_begin_search (outlay_expenses_page_get_pane (self->expenses));
}

gboolean
outlay_main_view_has_changes (OutlayMainView *self)
{
  gpointer policy;

  g_return_val_if_fail (OUTLAY_IS_MAIN_VIEW (self), FALSE);

  policy = g_hash_table_lookup (self->pages, "policy");

  return policy != NULL && outlay_policy_page_has_changes (policy);
}

void
outlay_main_view_show_expense (OutlayMainView *self, const char *id)
{
  g_return_if_fail (OUTLAY_IS_MAIN_VIEW (self));

  outlay_main_view_go_to (self, "expenses");
  outlay_expenses_page_show (self->expenses, id);
}
