/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/review/outlay-reject-dialog.h"
#include "app/review/outlay-review-private.h"

/* --- actions --------------------------------------------------------------------------------- */

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
  outlay_review_page_move (OUTLAY_REVIEW_PAGE (widget), 1);
}

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  outlay_review_page_move (OUTLAY_REVIEW_PAGE (widget), -1);
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

void
outlay_review_page_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "review.next", NULL, next_action);
  gtk_widget_class_install_action (klass, "review.previous", NULL, previous_action);
  gtk_widget_class_install_action (klass, "review.approve", NULL, approve_action);
  gtk_widget_class_install_action (klass, "review.reject", NULL, reject_action);
  gtk_widget_class_install_action (klass, "review.undo", NULL, undo_action);
  gtk_widget_class_install_action (klass, "review.compare", NULL, compare_action);
}

/* --- keys ------------------------------------------------------------------------------------ */

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

void
outlay_review_page_add_keys (OutlayReviewPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
