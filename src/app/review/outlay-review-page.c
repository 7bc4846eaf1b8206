/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/review/outlay-review-page.h"

#include <glib/gi18n.h>

#include "app/review/outlay-reject-dialog.h"
#include "app/review/outlay-review-change.h"
#include "app/review/outlay-review-private.h"
#include "app/review/outlay-review-row.h"

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
  gtk_stack_set_visible_child_name (self->states,
                                    n_waiting > 0 || self->shown != NULL ? "queue" : "clear");
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
select_position (OutlayReviewPage *self, guint position)
{
  self->is_selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  if (position != GTK_INVALID_LIST_POSITION && gtk_widget_get_mapped (GTK_WIDGET (self->queue)))
    gtk_list_view_scroll_to (self->queue, position, GTK_LIST_SCROLL_NONE, NULL);
  self->is_selecting = FALSE;
}

static void
load_ahead (OutlayReviewPage *self, guint position)
{
  outlay_review_ahead_update (self->ahead, G_LIST_MODEL (self->waiting), position,
                              outlay_proof_viewer_get_load_size (self->viewer));
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

  select_position (self, position);
  update_seen (self);
  outlay_review_page_update_actions (self);
  outlay_review_page_update_counts (self);
  load_ahead (self, position);
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

static void
move (OutlayReviewPage *self, int step)
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
items_changed_cb (OutlayReviewPage *self)
{
  guint position = find_shown (self);

  if (self->shown == NULL)
    {
      outlay_review_page_show_neighbour (self, -1);
      return;
    }

  select_position (self, position != G_MAXUINT ? position : GTK_INVALID_LIST_POSITION);
  if (position != G_MAXUINT)
    load_ahead (self, position);
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

/* --- actions and keys ------------------------------------------------------------------------ */

static void
approve_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayReviewPage *self = OUTLAY_REVIEW_PAGE (widget);
  g_autoptr (OutlayExpense) shown = g_object_ref (self->shown);

  outlay_review_page_decide (self, shown, OUTLAY_ACTION_APPROVE, NULL);
}

static void
rejected_cb (OutlayReviewPage *self, OutlayExpense *shown, const char *reason)
{
  outlay_review_page_reject (self, shown, reason);
}

static void
reject_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayReviewPage *self = OUTLAY_REVIEW_PAGE (widget);
  OutlayRejectDialog *dialog = outlay_reject_dialog_new (self->shown);

  g_signal_connect_object (dialog, "rejected", G_CALLBACK (rejected_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  outlay_review_page_undo (OUTLAY_REVIEW_PAGE (widget));
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (OUTLAY_REVIEW_PAGE (widget), 1);
}

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (OUTLAY_REVIEW_PAGE (widget), -1);
}

static void
compare_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayReviewPage *self = OUTLAY_REVIEW_PAGE (widget);
  gboolean is_comparing = g_str_equal (gtk_stack_get_visible_child_name (self->proof_stack), "two");
  g_auto (GStrv) older = NULL;

  if (!is_comparing)
    {
      older = outlay_expense_store_get_proof_version (
          outlay_review_page_get_store (self), outlay_expense_get_id (self->shown),
          outlay_review_facts_get_earlier_digest (self->facts));
      outlay_proof_compare_set_versions (
          self->comparison, outlay_workspace_get_proof_store (self->workspace),
          (const char *const *) older, outlay_expense_get_proofs (self->shown));
    }
  gtk_stack_set_visible_child_name (self->proof_stack, is_comparing ? "one" : "two");
}

static gboolean
is_typing (OutlayReviewPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus);
}

/* The list would take Up, Down and Space for itself, so the keys are seen before it. */
static gboolean
key_pressed_cb (OutlayReviewPage *self, guint key, guint code, GdkModifierType state)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
    gboolean is_of_viewer;
  } keys[] = {
    { GDK_KEY_j, 0, "review.next", FALSE },
    { GDK_KEY_Down, 0, "review.next", FALSE },
    { GDK_KEY_k, 0, "review.previous", FALSE },
    { GDK_KEY_Up, 0, "review.previous", FALSE },
    { GDK_KEY_a, 0, "review.approve", FALSE },
    { GDK_KEY_r, 0, "review.reject", FALSE },
    { GDK_KEY_u, 0, "review.undo", FALSE },
    { GDK_KEY_z, GDK_CONTROL_MASK, "review.undo", FALSE },
    { GDK_KEY_c, 0, "review.compare", FALSE },
    { GDK_KEY_plus, 0, "proof.zoom-in", TRUE },
    { GDK_KEY_equal, 0, "proof.zoom-in", TRUE },
    { GDK_KEY_KP_Add, 0, "proof.zoom-in", TRUE },
    { GDK_KEY_minus, 0, "proof.zoom-out", TRUE },
    { GDK_KEY_KP_Subtract, 0, "proof.zoom-out", TRUE },
    { GDK_KEY_0, 0, "proof.fit", TRUE },
    { GDK_KEY_KP_0, 0, "proof.fit", TRUE },
    { GDK_KEY_bracketleft, 0, "proof.turn-left", TRUE },
    { GDK_KEY_bracketright, 0, "proof.turn-right", TRUE },
    { GDK_KEY_space, 0, "proof.next", TRUE },
    { GDK_KEY_Page_Down, 0, "proof.next", TRUE },
    { GDK_KEY_space, GDK_SHIFT_MASK, "proof.previous", TRUE },
    { GDK_KEY_Page_Up, 0, "proof.previous", TRUE },
  };
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);
  guint lower = gdk_keyval_to_lower (key);

  if (is_typing (self))
    return GDK_EVENT_PROPAGATE;

  /* Plus needs Shift on many keyboards: only where it tells two keys apart does Shift count. */
  if (key == GDK_KEY_space || key == GDK_KEY_Up || key == GDK_KEY_Down)
    modifiers |= state & GDK_SHIFT_MASK;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == lower && keys[i].modifiers == modifiers &&
        (self->shown != NULL || g_str_equal (keys[i].action, "review.undo")))
      {
        GtkWidget *target = keys[i].is_of_viewer ? GTK_WIDGET (self->viewer) : GTK_WIDGET (self);

        gtk_widget_activate_action (target, keys[i].action, NULL);
        return GDK_EVENT_STOP;
      }

  return GDK_EVENT_PROPAGATE;
}

/* --- callbacks ------------------------------------------------------------------------------- */

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

/* --- the widget ------------------------------------------------------------------------------ */

static void
make_queue (OutlayReviewPage *self)
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
}

static void
outlay_review_page_constructed (GObject *object)
{
  OutlayReviewPage *self = OUTLAY_REVIEW_PAGE (object);

  G_OBJECT_CLASS (outlay_review_page_parent_class)->constructed (object);

  outlay_proof_viewer_set_proof_store (self->viewer,
                                       outlay_workspace_get_proof_store (self->workspace));
  self->ahead = outlay_review_ahead_new (outlay_workspace_get_proof_store (self->workspace));
  make_queue (self);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->waiting, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
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

  /* The template's disposal takes away named children of the page itself, without the page knowing. */
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_REVIEW_PAGE);
  g_clear_object (&self->ahead);
  g_clear_object (&self->selection);
  g_clear_object (&self->waiting);
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
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, queue);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, detail);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, changed_banner);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, proof_stack);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, viewer);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, comparison);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, facts);
  gtk_widget_class_bind_template_child (klass, OutlayReviewPage, without_proof);
  gtk_widget_class_bind_template_callback (klass, activated_cb);
  gtk_widget_class_bind_template_callback (klass, show_current_cb);
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
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/review/outlay-review-page.ui");
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "review.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "review.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "review.approve", NULL, approve_action);
  gtk_widget_class_install_action (widget_class, "review.reject", NULL, reject_action);
  gtk_widget_class_install_action (widget_class, "review.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "review.compare", NULL, compare_action);
}

static void
outlay_review_page_init (OutlayReviewPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->deciding = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->decisions = outlay_review_decisions_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
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
