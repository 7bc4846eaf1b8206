/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/review/outlay-review-page.h"

#include <glib/gi18n.h>

#include "app/review/outlay-review-change.h"
#include "app/review/outlay-review-private.h"

G_DEFINE_FINAL_TYPE (OutlayReviewPage, outlay_review_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  PROP_0,
  PROP_WORKSPACE,
  PROP_COLLAPSED,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

OutlayExpenseStore *
outlay_review_page_get_store (OutlayReviewPage *self)
{
  return outlay_workspace_get_expense_store (self->workspace);
}

/* --- what is shown --------------------------------------------------------------------------- */

void
outlay_review_page_update_actions (OutlayReviewPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint n_waiting = g_list_model_get_n_items (G_LIST_MODEL (self->waiting));
  gboolean may_decide = self->shown != NULL && !self->is_changed;

  gtk_widget_action_set_enabled (widget, "review.next", n_waiting > 0);
  gtk_widget_action_set_enabled (widget, "review.previous", n_waiting > 0);
  gtk_widget_action_set_enabled (
      widget, "review.approve",
      may_decide && (self->was_seen || gtk_check_button_get_active (self->without_proof)));
  gtk_widget_action_set_enabled (widget, "review.reject", may_decide);
  gtk_widget_action_set_enabled (widget, "review.undo", self->decisions->len > 0);
  gtk_widget_action_set_enabled (widget, "review.compare",
                                 self->shown != NULL &&
                                     outlay_review_facts_get_earlier_digest (self->facts) != NULL);
}

void
outlay_review_page_update_counts (OutlayReviewPage *self)
{
  guint n_waiting = g_list_model_get_n_items (G_LIST_MODEL (self->waiting));
  g_autofree char *subtitle = NULL;
  g_autofree char *decided = NULL;

  subtitle = g_strdup_printf (ngettext ("%u waiting", "%u waiting", n_waiting), n_waiting);
  adw_window_title_set_subtitle (self->queue_title, subtitle);

  if (self->n_decided > 0)
    decided = g_strdup_printf (ngettext ("You decided %u expense since you opened Outlay.",
                                         "You decided %u expenses since you opened Outlay.",
                                         self->n_decided),
                               self->n_decided);
  adw_status_page_set_description (
      self->all_clear, decided != NULL ? decided : _ ("Nothing is waiting for your decision."));
  gtk_stack_set_visible_child_name (self->states, n_waiting > 0 || self->shown != NULL ||
                                                          outlay_review_page_is_searching (self)
                                                      ? "queue"
                                                      : "clear");
  gtk_stack_set_visible_child_name (
      self->queue_stack,
      n_waiting == 0 && outlay_review_page_is_searching (self) ? "nothing" : "list");
}

static void
show_nothing (OutlayReviewPage *self)
{
  g_clear_object (&self->shown);
  self->was_seen = FALSE;
  self->is_changed = FALSE;
  outlay_proof_viewer_set_proofs (self->viewer, NULL);
  adw_banner_set_revealed (self->changed_banner, FALSE);
  adw_navigation_split_view_set_show_content (self->split, FALSE);
  outlay_review_page_update_actions (self);
  outlay_review_page_update_counts (self);
}

static void
update_seen (OutlayReviewPage *self)
{
  OutlayProofView state = outlay_proof_viewer_get_view_state (self->viewer);

  if (state == OUTLAY_PROOF_VIEW_SHOWN || state == OUTLAY_PROOF_VIEW_EMPTY)
    self->was_seen = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->without_proof),
                          state == OUTLAY_PROOF_VIEW_FAILED && !self->was_seen);
}

void
outlay_review_page_show_expense (OutlayReviewPage *self, OutlayExpense *expense, guint position)
{
  self->was_seen = FALSE;
  self->is_changed = FALSE;
  g_set_object (&self->shown, expense);
  gtk_check_button_set_active (self->without_proof, FALSE);
  adw_banner_set_revealed (self->changed_banner, FALSE);
  gtk_stack_set_visible_child_name (self->proof_stack, "one");

  outlay_proof_viewer_set_proofs (self->viewer, outlay_expense_get_proofs (expense));
  outlay_review_facts_show (self->facts, self->workspace, expense);
  adw_navigation_page_set_title (self->detail, outlay_expense_get_merchant (expense));

  outlay_review_page_select_position (self, position);
  update_seen (self);
  outlay_review_page_update_actions (self);
  outlay_review_page_update_counts (self);
  outlay_review_page_load_ahead (self, position);
}

void
outlay_review_page_show_position (OutlayReviewPage *self, guint position)
{
  g_autoptr (OutlayExpense)
      expense = g_list_model_get_item (G_LIST_MODEL (self->waiting), position);

  if (expense != NULL)
    outlay_review_page_show_expense (self, expense, position);
  else
    show_nothing (self);
}

/* --- what changes meanwhile ------------------------------------------------------------------ */

void
outlay_review_page_tell_change (OutlayReviewPage *self, OutlayExpense *current)
{
  g_autofree char *what = outlay_review_describe_change (
      self->shown, current, outlay_workspace_get_category_store (self->workspace));
  /* Translators: %s is what changed, one line for each */
  g_autofree char *title = g_strdup_printf (_ ("Changed while you looked. %s"), what);

  self->is_changed = TRUE;
  adw_banner_set_title (self->changed_banner, title);
  adw_banner_set_use_markup (self->changed_banner, FALSE);
  adw_banner_set_revealed (self->changed_banner, TRUE);
  outlay_review_page_update_actions (self);
}

static void
store_changed_cb (OutlayReviewPage *self)
{
  g_autoptr (OutlayExpense) current = NULL;

  if (self->shown == NULL)
    return;

  current = outlay_expense_store_get (outlay_review_page_get_store (self),
                                      outlay_expense_get_id (self->shown), NULL);
  if (outlay_review_has_changed (self->shown, current))
    outlay_review_page_tell_change (self, current);
}

static void
view_state_changed_cb (OutlayReviewPage *self)
{
  update_seen (self);
  outlay_review_page_update_actions (self);
}

static void
history_changed_cb (OutlayReviewPage *self)
{
  outlay_review_page_update_actions (self);
}

static void
without_proof_cb (OutlayReviewPage *self)
{
  outlay_review_page_update_actions (self);
}

/* --- the widget ------------------------------------------------------------------------------ */

static void
outlay_review_page_constructed (GObject *object)
{
  OutlayReviewPage *self = OUTLAY_REVIEW_PAGE (object);

  G_OBJECT_CLASS (outlay_review_page_parent_class)->constructed (object);

  outlay_proof_viewer_set_proof_store (self->viewer,
                                       outlay_workspace_get_proof_store (self->workspace));
  self->ahead = outlay_review_ahead_new (outlay_workspace_get_proof_store (self->workspace));
  outlay_review_page_make_queue (self);
  outlay_review_page_make_search (self);
  g_signal_connect_object (outlay_review_page_get_store (self), "changed",
                           G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  outlay_review_page_show_neighbour (self, -1);
}

static gboolean
outlay_review_page_grab_focus (GtkWidget *widget)
{
  OutlayReviewPage *self = OUTLAY_REVIEW_PAGE (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->queue)) ||
         GTK_WIDGET_CLASS (outlay_review_page_parent_class)->grab_focus (widget);
}

static void
outlay_review_page_shown (AdwNavigationPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (page));
}

static void
outlay_review_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayReviewPage *self = OUTLAY_REVIEW_PAGE (object);

  switch (id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;
    case PROP_COLLAPSED:
      g_value_set_boolean (value, self->collapsed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_review_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OutlayReviewPage *self = OUTLAY_REVIEW_PAGE (object);

  switch (id)
    {
    case PROP_WORKSPACE:
      g_set_object (&self->workspace, g_value_get_object (value));
      break;
    case PROP_COLLAPSED:
      self->collapsed = g_value_get_boolean (value);
      adw_multi_layout_view_set_layout_name (self->layouts, self->collapsed ? "narrow" : "wide");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_review_page_dispose (GObject *object)
{
  OutlayReviewPage *self = OUTLAY_REVIEW_PAGE (object);

  /* The template's disposal takes away named children of the page itself, and the page does not
   * know. */
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_REVIEW_PAGE);
  g_clear_object (&self->ahead);
  g_clear_object (&self->selection);
  g_clear_object (&self->waiting);
  g_clear_object (&self->search);
  g_clear_object (&self->shown);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_review_page_parent_class)->dispose (object);
}

static void
outlay_review_page_finalize (GObject *object)
{
  OutlayReviewPage *self = OUTLAY_REVIEW_PAGE (object);

  g_hash_table_unref (self->deciding);
  g_array_unref (self->decisions);

  G_OBJECT_CLASS (outlay_review_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, toasts);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, states);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, all_clear);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, split);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, queue_title);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, filter_button);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, search_bar);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, search_entry);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, chips);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, queue_stack);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, queue);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, detail);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, changed_banner);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, proof_stack);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, viewer);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, comparison);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, facts);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, without_proof);
  gtk_widget_class_bind_template_callback (klass, view_state_changed_cb);
  gtk_widget_class_bind_template_callback (klass, history_changed_cb);
  gtk_widget_class_bind_template_callback (klass, without_proof_cb);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, layouts);
}

static void
outlay_review_page_class_init (OutlayReviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = outlay_review_page_constructed;
  object_class->get_property = outlay_review_page_get_property;
  object_class->set_property = outlay_review_page_set_property;
  object_class->dispose = outlay_review_page_dispose;
  object_class->finalize = outlay_review_page_finalize;
  widget_class->grab_focus = outlay_review_page_grab_focus;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = outlay_review_page_shown;

  props[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, OUTLAY_TYPE_WORKSPACE,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                   G_PARAM_STATIC_STRINGS);
  props[PROP_COLLAPSED] = g_param_spec_boolean ("collapsed", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (OUTLAY_TYPE_PROOF_COMPARE);
  g_type_ensure (OUTLAY_TYPE_PROOF_VIEWER);
  g_type_ensure (OUTLAY_TYPE_REVIEW_FACTS);
  g_type_ensure (OUTLAY_TYPE_FILTER_CHIPS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/review/outlay-review-page.ui");
  bind_template (widget_class);
  outlay_review_page_install_queue (widget_class);
  outlay_review_page_install_search (widget_class);
  outlay_review_page_install_actions (widget_class);
}

static void
outlay_review_page_init (OutlayReviewPage *self)
{
  self->deciding = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->decisions = outlay_review_decisions_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  outlay_review_page_add_keys (self);
}

OutlayReviewPage *
outlay_review_page_new (OutlayWorkspace *workspace)
{
  return g_object_new (OUTLAY_TYPE_REVIEW_PAGE, "workspace", workspace, NULL);
}

OutlayExpense *
outlay_review_page_get_shown (OutlayReviewPage *self)
{
  g_return_val_if_fail (OUTLAY_IS_REVIEW_PAGE (self), NULL);
  return self->shown;
}

void
outlay_review_page_reject (OutlayReviewPage *self, OutlayExpense *shown, const char *reason)
{
  g_return_if_fail (OUTLAY_IS_REVIEW_PAGE (self));
  g_return_if_fail (OUTLAY_IS_EXPENSE (shown) && reason != NULL);

  outlay_review_page_decide (self, shown, OUTLAY_ACTION_REJECT, reason);
}
