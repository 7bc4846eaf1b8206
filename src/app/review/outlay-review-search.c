/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/review/outlay-review-private.h"
#include "app/search/outlay-filter-popover.h"

gboolean
outlay_review_page_is_searching (OutlayReviewPage *self)
{
  return self->search != NULL && !outlay_expense_search_is_empty (self->search);
}

/* What is shown may be none of what is found: then the first of those is. */
static void
search_filter_changed_cb (OutlayReviewPage *self)
{
  OutlayExpenseFilter filter;

  outlay_expense_search_get_filter (self->search, &filter);
  outlay_expense_list_set_filter (self->waiting, &filter);
  if (g_strcmp0 (gtk_editable_get_text (self->search_entry),
                 outlay_expense_search_get_text (self->search)) != 0)
    gtk_editable_set_text (self->search_entry, outlay_expense_search_get_text (self->search));

  outlay_review_page_show_neighbour (self, -1);
  outlay_review_page_update_counts (self);
}

static void
search_changed_cb (OutlayReviewPage *self)
{
  outlay_expense_search_set_text (self->search, gtk_editable_get_text (self->search_entry));
}

static void
clear_search_cb (OutlayReviewPage *self)
{
  outlay_expense_search_clear (self->search);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

void
outlay_review_page_begin_search (OutlayReviewPage *self)
{
  g_return_if_fail (OUTLAY_IS_REVIEW_PAGE (self));

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
outlay_review_page_make_search (OutlayReviewPage *self)
{
  self->search = outlay_expense_search_new (OUTLAY_SCOPE_WAITING);
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  outlay_filter_chips_set_search (self->chips, self->search,
                                  outlay_workspace_get_category_store (self->workspace));
  outlay_filter_popover_attach (self->filter_button, self->search, self->workspace);
  g_signal_connect_object (self->search, "changed", G_CALLBACK (search_filter_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
outlay_review_page_install_search (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, search_changed_cb);
  gtk_widget_class_bind_template_callback (klass, clear_search_cb);
}
