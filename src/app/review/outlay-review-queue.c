/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "app/review/outlay-review-private.h"
#include "app/review/outlay-review-row.h"

/* --- where we are in it ---------------------------------------------------------------------- */

/* The place of what is shown, or of where it would be. */
static guint
find_shown (OutlayReviewPage *self)
{
  return self->shown != NULL
             ? outlay_expense_list_find (self->waiting, outlay_expense_get_id (self->shown))
             : G_MAXUINT;
}

/* The list follows a decision a moment later, so a row may be there whose expense is decided. */
static gboolean
is_open (OutlayReviewPage *self, guint position)
{
  g_autoptr (OutlayExpense)
      expense = g_list_model_get_item (G_LIST_MODEL (self->waiting), position);

  return expense != NULL && outlay_expense_get_state (expense) == OUTLAY_STATE_SUBMITTED &&
         !g_hash_table_contains (self->deciding, outlay_expense_get_id (expense));
}

/* The nearest open one in @step's direction from @from, which may be -1. */
static guint
find_open (OutlayReviewPage *self, gint64 from, int step)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->waiting));

  for (gint64 at = from + step; at >= 0 && at < n_items; at += step)
    if (is_open (self, (guint) at))
      return (guint) at;

  return GTK_INVALID_LIST_POSITION;
}

void
outlay_review_page_select_position (OutlayReviewPage *self, guint position)
{
  self->is_selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  if (position != GTK_INVALID_LIST_POSITION && gtk_widget_get_mapped (GTK_WIDGET (self->queue)))
    gtk_list_view_scroll_to (self->queue, position, GTK_LIST_SCROLL_NONE, NULL);
  self->is_selecting = FALSE;
}

void
outlay_review_page_load_ahead (OutlayReviewPage *self, guint position)
{
  outlay_review_ahead_update (self->ahead, G_LIST_MODEL (self->waiting), position,
                              outlay_proof_viewer_get_load_size (self->viewer));
}

/* --- going through it ------------------------------------------------------------------------ */

void
outlay_review_page_move (OutlayReviewPage *self, int step)
{
  guint shown = find_shown (self);
  guint target = find_open (self, shown == G_MAXUINT ? -1 : (gint64) shown, step);

  if (target != GTK_INVALID_LIST_POSITION)
    outlay_review_page_show_position (self, target);
}

void
outlay_review_page_show_neighbour (OutlayReviewPage *self, gint64 position)
{
  guint target = find_open (self, position, 1);

  if (target == GTK_INVALID_LIST_POSITION)
    target = find_open (self, position, -1);

  outlay_review_page_show_position (self, target);
}

static void
items_changed_cb (OutlayReviewPage *self)
{
  guint position = find_shown (self);

  if (self->shown == NULL)
    {
      outlay_review_page_show_neighbour (self, -1);
      return;
    }

  outlay_review_page_select_position (self,
                                      position != G_MAXUINT ? position : GTK_INVALID_LIST_POSITION);
  if (position != G_MAXUINT)
    outlay_review_page_load_ahead (self, position);
  outlay_review_page_update_actions (self);
  outlay_review_page_update_counts (self);
}

static void
show_current_cb (OutlayReviewPage *self)
{
  guint position = find_shown (self);

  /* Where it has left the queue, the next one is shown. */
  if (position != G_MAXUINT && is_open (self, position))
    outlay_review_page_show_position (self, position);
  else
    outlay_review_page_show_neighbour (self, position != G_MAXUINT ? (gint64) position : -1);
}

static void
selected_cb (OutlayReviewPage *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (!self->is_selecting && position != GTK_INVALID_LIST_POSITION && position != find_shown (self))
    outlay_review_page_show_position (self, position);
}

static void
activated_cb (OutlayReviewPage *self, guint position)
{
  if (position != find_shown (self))
    outlay_review_page_show_position (self, position);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/* --- its rows -------------------------------------------------------------------------------- */

static void
setup_row_cb (OutlayReviewPage *self, GtkListItem *item)
{
  gtk_list_item_set_child (
      item, outlay_review_row_new (outlay_workspace_get_proof_store (self->workspace)));
}

static void
bind_row_cb (OutlayReviewPage *self, GtkListItem *item)
{
  OutlayExpense *expense = gtk_list_item_get_item (item);
  g_autofree char *money = outlay_money_format (outlay_expense_get_amount (expense), NULL);
  g_autofree char *label = NULL;

  /* Translators: what a screen reader says of a row: merchant, amount, and who filed it */
  label = g_strdup_printf (_ ("%1$s, %2$s, filed by %3$s"), outlay_expense_get_merchant (expense),
                           money, outlay_expense_get_owner_name (expense));
  gtk_list_item_set_accessible_label (item, label);
  outlay_review_row_set_expense (OUTLAY_REVIEW_ROW (gtk_list_item_get_child (item)), expense);
}

static void
unbind_row_cb (OutlayReviewPage *self, GtkListItem *item)
{
  outlay_review_row_set_expense (OUTLAY_REVIEW_ROW (gtk_list_item_get_child (item)), NULL);
}

void
outlay_review_page_make_queue (OutlayReviewPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->queue, factory);
  g_object_unref (factory);

  self->waiting = outlay_expense_store_list (
      outlay_review_page_get_store (self),
      &(OutlayExpenseFilter) { .scope = OUTLAY_SCOPE_WAITING });
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->waiting)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_list_view_set_model (self->queue, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->waiting, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
outlay_review_page_install_queue (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, activated_cb);
  gtk_widget_class_bind_template_callback (klass, show_current_cb);
}
