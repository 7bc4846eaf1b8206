/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/shell/outlay-main-view.h"

#include "app/company/outlay-people-page.h"
#include "app/company/outlay-policy-page.h"
#include "app/review/outlay-review-page.h"
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
  OutlayExpensesPage *kept_expenses;
  OutlayReviewPage *review; /* (nullable): not asked for yet, as those below */
  AdwNavigationPage *people;
  AdwNavigationPage *policy;
};

G_DEFINE_FINAL_TYPE (OutlayMainView, outlay_main_view, ADW_TYPE_BIN)

static gboolean
is_at_least (OutlayMainView *self, OutlayRole role)
{
  OutlayAccount *account = outlay_workspace_get_account (self->workspace);

  return !outlay_account_is_on_device (account) && outlay_account_get_role (account) >= role;
}

static AdwNavigationPage *
get_review (OutlayMainView *self)
{
  if (!is_at_least (self, OUTLAY_ROLE_REVIEWER))
    return NULL;

  if (self->review == NULL)
    {
      self->review = g_object_ref_sink (outlay_review_page_new (self->workspace));
      g_object_bind_property (self->expenses, "collapsed", self->review, "collapsed",
                              G_BINDING_SYNC_CREATE);
    }

  return ADW_NAVIGATION_PAGE (self->review);
}

typedef AdwNavigationPage *(*CreateFunc) (OutlayWorkspace *workspace);

static AdwNavigationPage *
get_admin_page (OutlayMainView *self, AdwNavigationPage **page, CreateFunc create)
{
  if (!is_at_least (self, OUTLAY_ROLE_ADMIN))
    return NULL;
  if (*page == NULL)
    *page = g_object_ref_sink (create (self->workspace));

  return *page;
}

/* (nullable) */
static AdwNavigationPage *
find_page (OutlayMainView *self, const char *tag)
{
  if (g_str_equal (tag, "review"))
    return get_review (self);
  if (g_str_equal (tag, "people"))
    return get_admin_page (self, &self->people, outlay_people_page_new);
  if (g_str_equal (tag, "policy"))
    return get_admin_page (self, &self->policy, outlay_policy_page_new);

  return ADW_NAVIGATION_PAGE (self->expenses);
}

static void
outlay_main_view_dispose (GObject *object)
{
  OutlayMainView *self = OUTLAY_MAIN_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_MAIN_VIEW);
  g_clear_object (&self->review);
  g_clear_object (&self->people);
  g_clear_object (&self->policy);
  g_clear_object (&self->kept_expenses);
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

  self->kept_expenses = g_object_ref (self->expenses);
}

const char *
outlay_main_view_get_page (OutlayMainView *self)
{
  g_return_val_if_fail (OUTLAY_IS_MAIN_VIEW (self), NULL);

  return adw_navigation_page_get_tag (adw_navigation_split_view_get_content (self->split_view));
}

/* Whose role has changed is not left on a page that is not theirs any more, nor with what was typed
 * there. */
static void
role_changed_cb (OutlayMainView *self)
{
  if (find_page (self, outlay_main_view_get_page (self)) == NULL)
    outlay_main_view_go_to (self, "expenses");

  if (!is_at_least (self, OUTLAY_ROLE_ADMIN))
    {
      g_clear_object (&self->people);
      g_clear_object (&self->policy);
    }
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

OutlayExpensesPage *
outlay_main_view_get_expenses (OutlayMainView *self)
{
  g_return_val_if_fail (OUTLAY_IS_MAIN_VIEW (self), NULL);

  return self->expenses;
}

void
outlay_main_view_begin_search (OutlayMainView *self)
{
  g_return_if_fail (OUTLAY_IS_MAIN_VIEW (self));

  if (g_str_equal (outlay_main_view_get_page (self), "people"))
    {
      outlay_people_page_begin_search (OUTLAY_PEOPLE_PAGE (self->people));
      return;
    }

  outlay_main_view_show_expense (self, NULL);
  outlay_expenses_pane_begin_search (outlay_expenses_page_get_pane (self->expenses));
}

gboolean
outlay_main_view_has_changes (OutlayMainView *self)
{
  g_return_val_if_fail (OUTLAY_IS_MAIN_VIEW (self), FALSE);

  return self->policy != NULL && outlay_policy_page_has_changes (OUTLAY_POLICY_PAGE (self->policy));
}

void
outlay_main_view_show_expense (OutlayMainView *self, const char *id)
{
  g_return_if_fail (OUTLAY_IS_MAIN_VIEW (self));

  outlay_main_view_go_to (self, "expenses");
  outlay_expenses_page_show (self->expenses, id);
}
