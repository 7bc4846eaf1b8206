/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/categories/outlay-category-move-dialog.h"

#include <glib/gi18n.h>

#include "app/categories/outlay-category-deed.h"
#include "app/widgets/outlay-category-badge.h"
#include "app/widgets/outlay-error-text.h"
#include "client/transport/outlay-fiber.h"

struct _OutlayCategoryMoveDialog
{
  AdwDialog parent_instance;

  /* Template */
  GtkButton *cancel;
  GtkButton *apply;
  GtkLabel *explanation;
  GtkWidget *choice;
  AdwComboRow *target;
  GtkWidget *progress;
  GtkProgressBar *bar;
  GtkLabel *moved;
  GtkLabel *problem;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayCategory *category;
  OutlayApi *api;            /* (nullable): on the device alone */
  GCancellable *cancellable; /* (nullable): while it moves at the company */

  OutlayCategoryMove move;
};

G_DEFINE_FINAL_TYPE (OutlayCategoryMoveDialog, outlay_category_move_dialog, ADW_TYPE_DIALOG)

enum
{
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update (OutlayCategoryMoveDialog *self)
{
  gboolean is_moving = self->cancellable != NULL;
  /* On the device it is one write, which is all or nothing. */
  gboolean may_stop = self->api != NULL && is_moving &&
                      !g_cancellable_is_cancelled (self->cancellable);

  gtk_widget_set_sensitive (GTK_WIDGET (self->apply),
                            !is_moving && adw_combo_row_get_selected_item (self->target) != NULL);
  gtk_widget_set_sensitive (self->choice, !is_moving);
  gtk_widget_set_visible (self->progress, is_moving && self->api != NULL);
  gtk_button_set_label (self->cancel, is_moving && self->api != NULL ? _ ("_Stop") : _ ("_Cancel"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel), !is_moving || may_stop);
  adw_dialog_set_can_close (ADW_DIALOG (self), !is_moving);
}

static void
tell (OutlayCategoryMoveDialog *self, const char *text)
{
  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
progress_cb (gint64 moved, gint64 left, gpointer data)
{
  OutlayCategoryMoveDialog *self = data;
  double share = moved + left > 0 ? (double) moved / (double) (moved + left) : 1;
  g_autofree char *done = g_strdup_printf ("%'" G_GINT64_FORMAT, moved);
  g_autofree char *all = g_strdup_printf ("%'" G_GINT64_FORMAT, moved + left);
  /* Translators: both are numbers, as in "12,500 of 79,000 moved". */
  g_autofree char *text = g_strdup_printf (_ ("%s of %s moved"), done, all);

  gtk_progress_bar_set_fraction (self->bar, share);
  gtk_label_set_label (self->moved, text);
}

static void
finish (OutlayCategoryMoveDialog *self, OutlayCategoryRemoval *removal)
{
  g_clear_object (&self->cancellable);
  update (self);
  g_signal_emit (self, signals[REMOVED], 0, removal);
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
fail (OutlayCategoryMoveDialog *self, const GError *error)
{
  g_clear_object (&self->cancellable);
  update (self);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (self, _ ("Stopped. What was moved stays moved, and the category is archived; moving "
                   "again goes on with the rest."));
  else
    tell (self, outlay_error_to_text (error));
}

/* What the company has moved comes back with its changes. */
static void
fetch_changes (OutlayCategoryMoveDialog *self)
{
  OutlaySync *sync = outlay_workspace_get_sync (self->workspace);

  if (sync != NULL)
    dex_future_disown (outlay_sync_run (sync));
}

static DexFuture *
company_fiber (gpointer user_data)
{
  OutlayCategoryMoveDialog *self = user_data;
  OutlayCategory *to = adw_combo_row_get_selected_item (self->target);
  g_autoptr (GError) error = NULL;
  gboolean is_done;

  is_done = dex_await (outlay_category_api_move (self->api, outlay_category_get_id (self->category),
                                                 outlay_category_get_id (to), self->cancellable,
                                                 progress_cb, g_object_ref (self), g_object_unref),
                       &error);
  fetch_changes (self);
  if (is_done)
    finish (self, NULL);
  else
    fail (self, error);

  return dex_future_new_for_boolean (is_done);
}

static DexFuture *
device_fiber (gpointer user_data)
{
  OutlayCategoryMoveDialog *self = user_data;
  OutlayCategory *to = adw_combo_row_get_selected_item (self->target);
  const char *id = outlay_category_get_id (to);
  g_autoptr (OutlayCategoryRemoval) removal = NULL;
  g_autoptr (GError) error = NULL;

  removal = dex_await_boxed (outlay_category_store_remove (
                                 outlay_workspace_get_category_store (self->workspace),
                                 outlay_category_get_id (self->category), *id != '\0' ? id : NULL),
                             &error);
  if (removal != NULL)
    finish (self, removal);
  else
    fail (self, error);

  return dex_future_new_for_boolean (removal != NULL);
}

static void
apply_cb (OutlayCategoryMoveDialog *self)
{
  tell (self, NULL);
  self->cancellable = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->bar, 0);
  gtk_label_set_label (self->moved, _ ("Moving…"));
  update (self);
  dex_future_disown (outlay_fiber_spawn (self->api != NULL ? company_fiber : device_fiber,
                                         g_object_ref (self), g_object_unref));
}

static void
cancel_cb (OutlayCategoryMoveDialog *self)
{
  if (self->cancellable == NULL)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }

  g_cancellable_cancel (self->cancellable);
  update (self);
}

/* Escape stops what moves, and closes what does not. */
static void
outlay_category_move_dialog_close_attempt (AdwDialog *dialog)
{
  cancel_cb (OUTLAY_CATEGORY_MOVE_DIALOG (dialog));
}

static void
outlay_category_move_dialog_dispose (GObject *object)
{
  OutlayCategoryMoveDialog *self = OUTLAY_CATEGORY_MOVE_DIALOG (object);

  if (self->api != NULL)
    outlay_api_close (self->api);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_CATEGORY_MOVE_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->api);
  g_clear_object (&self->category);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_category_move_dialog_parent_class)->dispose (object);
}

static void
outlay_category_move_dialog_class_init (OutlayCategoryMoveDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_category_move_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->close_attempt = outlay_category_move_dialog_close_attempt;

  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, OUTLAY_TYPE_CATEGORY_REMOVAL);

  g_type_ensure (OUTLAY_TYPE_CATEGORY);
  g_type_ensure (OUTLAY_TYPE_CATEGORY_BADGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/categories/outlay-category-move-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoryMoveDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoryMoveDialog, apply);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoryMoveDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoryMoveDialog, choice);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoryMoveDialog, target);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoryMoveDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoryMoveDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoryMoveDialog, moved);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoryMoveDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
outlay_category_move_dialog_init (OutlayCategoryMoveDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* (transfer full): the other categories; on the device alone there may be none as well */
static GListModel *
list_targets (OutlayCategoryMoveDialog *self)
{
  GListModel *all = G_LIST_MODEL (outlay_workspace_get_category_store (self->workspace));
  GListStore *targets = g_list_store_new (OUTLAY_TYPE_CATEGORY);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (OutlayCategory) category = g_list_model_get_item (all, i);

      if (!g_str_equal (outlay_category_get_id (category), outlay_category_get_id (self->category)))
        g_list_store_append (targets, category);
    }

  if (self->api == NULL && self->move == OUTLAY_CATEGORY_DELETE)
    {
      g_autoptr (OutlayCategory)
          none = outlay_category_new ("", _ ("Without a Category"), "", "", FALSE);
      g_list_store_append (targets, none);
    }

  return G_LIST_MODEL (targets);
}

/* (transfer full) */
static char *
explain (OutlayCategoryMoveDialog *self, gint64 n_own)
{
  const char *name = outlay_category_get_name (self->category);

  if (self->api != NULL)
    /* Translators: %s is a category's name. */
    return g_strdup_printf (_ ("Everybody’s expenses in “%s” move to another category, whatever "
                               "their state, and “%s” is gone. This cannot be undone."),
                            name, name);

  /* Translators: %s is a category's name, %d how many expenses. */
  return g_strdup_printf (ngettext ("%d expense is in “%s”. Where should it go?",
                                    "%d expenses are in “%s”. Where should they go?",
                                    (gulong) n_own),
                          (int) n_own, name);
}

AdwDialog *
outlay_category_move_dialog_new (OutlayWorkspace *workspace,
                                 OutlayCategory *category,
                                 OutlayCategoryMove move,
                                 gint64 n_own)
{
  OutlayCategoryMoveDialog *self = g_object_new (OUTLAY_TYPE_CATEGORY_MOVE_DIALOG, NULL);
  OutlaySession *session = outlay_workspace_get_session (workspace);
  gboolean is_merge = move == OUTLAY_CATEGORY_MERGE;
  g_autoptr (GListModel) targets = NULL;
  g_autofree char *explanation = NULL;

  self->workspace = g_object_ref (workspace);
  self->category = g_object_ref (category);
  self->api = session != NULL ? outlay_api_new (session) : NULL;
  self->move = move;

  adw_dialog_set_title (ADW_DIALOG (self), is_merge ? _ ("Merge Category") : _ ("Delete Category"));
  gtk_button_set_label (self->apply, is_merge ? _ ("_Merge") : _ ("_Delete"));
  gtk_widget_add_css_class (GTK_WIDGET (self->apply),
                            is_merge ? "suggested-action" : "destructive-action");
  explanation = explain (self, n_own);
  gtk_label_set_label (self->explanation, explanation);
  targets = list_targets (self);
  adw_combo_row_set_model (self->target, targets);
  update (self);

  return ADW_DIALOG (self);
}
