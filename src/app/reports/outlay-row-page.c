/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-row-page.h"

#include <glib/gi18n.h>

#include "app/expenses/outlay-expense-detail.h"
#include "app/review/outlay-review-facts.h"

/* What is gone is not looked at any longer. */
static void
gone_cb (AdwNavigationPage *page)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (page), ADW_TYPE_NAVIGATION_VIEW);

  if (view != NULL && adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view)) == page)
    adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
}

static AdwNavigationPage *
create_own (OutlayWorkspace *workspace, OutlayExpense *expense)
{
  OutlayExpenseDetail *detail = g_object_new (OUTLAY_TYPE_EXPENSE_DETAIL, "tag", NULL, NULL);

  outlay_expense_detail_set_workspace (detail, workspace);
  outlay_expense_detail_set_expense (detail, outlay_expense_get_id (expense));
  g_signal_connect (detail, "gone", G_CALLBACK (gone_cb), NULL);

  return ADW_NAVIGATION_PAGE (detail);
}

static AdwNavigationPage *
create_other (OutlayWorkspace *workspace, OutlayExpense *expense)
{
  GtkWidget *facts = outlay_review_facts_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *toolbars = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();

  outlay_review_facts_show (OUTLAY_REVIEW_FACTS (facts), workspace, expense);
  gtk_widget_set_margin_top (facts, 12);
  gtk_widget_set_margin_bottom (facts, 24);
  gtk_widget_set_margin_start (facts, 12);
  gtk_widget_set_margin_end (facts, 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), facts);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_header_bar_set_show_title (ADW_HEADER_BAR (header), FALSE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbars), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbars), scroller);

  return adw_navigation_page_new (toolbars, _ ("Expense"));
}

AdwNavigationPage *
outlay_row_page_new (OutlayWorkspace *workspace, OutlayExpense *expense)
{
  OutlayAccount *account = outlay_workspace_get_account (workspace);

  g_return_val_if_fail (OUTLAY_IS_EXPENSE (expense), NULL);

  if (outlay_account_is_on_device (account) ||
      g_strcmp0 (outlay_expense_get_owner_id (expense), outlay_account_get_user_id (account)) == 0)
    return create_own (workspace, expense);

  return create_other (workspace, expense);
}
