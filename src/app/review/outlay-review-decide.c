/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "app/review/outlay-review-change.h"
#include "app/review/outlay-review-private.h"
#include "app/widgets/outlay-error-text.h"

/* What U takes back. */
typedef struct
{
  gint64 entry;
  char *id;
} Decision;

static void
clear_decision (Decision *decision)
{
  g_clear_pointer (&decision->id, g_free);
}

static void
toast (OutlayReviewPage *self, const char *title, gboolean offers_undo)
{
  AdwToast *message = adw_toast_new (title);

  adw_toast_set_use_markup (message, FALSE);
  if (offers_undo)
    {
      adw_toast_set_button_label (message, _ ("_Undo"));
      adw_toast_set_action_name (message, "review.undo");
    }
  adw_toast_overlay_add_toast (self->toasts, message);
}

typedef struct
{
  OutlayReviewPage *self;
  OutlayExpense *shown;
  OutlayAction action;
} Deciding;

static void
free_deciding (Deciding *deciding)
{
  g_object_unref (deciding->self);
  g_object_unref (deciding->shown);
  g_free (deciding);
}

static void
tell_decided (OutlayReviewPage *self, const Deciding *deciding, gint64 entry)
{
  Decision decision = { .entry = entry, .id = g_strdup (outlay_expense_get_id (deciding->shown)) };
  g_autofree char *money = outlay_money_format (outlay_expense_get_amount (deciding->shown), NULL);
  g_autofree char *title = NULL;

  g_array_append_val (self->decisions, decision);
  self->n_decided++;

  if (deciding->action == OUTLAY_ACTION_APPROVE)
    /* Translators: %1$s is a merchant, %2$s an amount with its currency */
    title = g_strdup_printf (_ ("Approved: %1$s, %2$s"),
                             outlay_expense_get_merchant (deciding->shown), money);
  else
    /* Translators: %1$s is a merchant, %2$s an amount with its currency */
    title = g_strdup_printf (_ ("Rejected: %1$s, %2$s"),
                             outlay_expense_get_merchant (deciding->shown), money);
  toast (self, title, TRUE);
}

/* Nothing was decided: the person sees the one it was about again, and why. */
static void
tell_refused (OutlayReviewPage *self, const Deciding *deciding, const GError *error)
{
  const char *id = outlay_expense_get_id (deciding->shown);
  g_autoptr (OutlayExpense)
      current = outlay_expense_store_get (outlay_review_page_get_store (self), id, NULL);
  guint position = outlay_expense_list_find (self->waiting, id);

  outlay_review_page_show_expense (self, deciding->shown,
                                   position != G_MAXUINT ? position : GTK_INVALID_LIST_POSITION);
  if (outlay_review_has_changed (deciding->shown, current))
    outlay_review_page_tell_change (self, current);
  else
    toast (self, outlay_error_to_text (error), FALSE);
}

static DexFuture *
decided_cb (DexFuture *future, gpointer user_data)
{
  Deciding *deciding = user_data;
  OutlayReviewPage *self = deciding->self;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  g_hash_table_remove (self->deciding, outlay_expense_get_id (deciding->shown));
  if (value != NULL)
    tell_decided (self, deciding, g_value_get_int64 (value));
  else
    tell_refused (self, deciding, error);

  outlay_review_page_update_actions (self);
  outlay_review_page_update_counts (self);

  return dex_future_new_for_boolean (value != NULL);
}

void
outlay_review_page_decide (OutlayReviewPage *self,
                           OutlayExpense *shown,
                           OutlayAction action,
                           const char *reason)
{
  Deciding *deciding = g_new0 (Deciding, 1);
  guint position = outlay_expense_list_find (self->waiting, outlay_expense_get_id (shown));
  DexFuture *future;

  deciding->self = g_object_ref (self);
  deciding->shown = g_object_ref (shown);
  deciding->action = action;
  g_hash_table_add (self->deciding, g_strdup (outlay_expense_get_id (shown)));

  future = outlay_expense_store_act (outlay_review_page_get_store (self), shown, action, reason);
  dex_future_disown (
      dex_future_finally (future, decided_cb, deciding, (GDestroyNotify) free_deciding));

  outlay_review_page_show_neighbour (self, position != G_MAXUINT ? (gint64) position : -1);
}

typedef struct
{
  OutlayReviewPage *self;
  char *id;
} Undoing;

static void
free_undoing (Undoing *undoing)
{
  g_object_unref (undoing->self);
  g_free (undoing->id);
  g_free (undoing);
}

static DexFuture *
undone_cb (DexFuture *future, gpointer user_data)
{
  Undoing *undoing = user_data;
  OutlayReviewPage *self = undoing->self;
  const GValue *value = dex_future_get_value (future, NULL);
  guint position;

  if (value == NULL || !g_value_get_boolean (value))
    {
      toast (self, _ ("It is too late to undo this here: the company has it already."), FALSE);
      return dex_future_new_for_boolean (FALSE);
    }

  self->n_decided--;
  position = outlay_expense_list_find (self->waiting, undoing->id);
  if (position != G_MAXUINT)
    outlay_review_page_show_position (self, position);
  outlay_review_page_update_counts (self);

  return dex_future_new_for_boolean (TRUE);
}

void
outlay_review_page_undo (OutlayReviewPage *self)
{
  Decision *last = &g_array_index (self->decisions, Decision, self->decisions->len - 1);
  Undoing *undoing = g_new0 (Undoing, 1);
  DexFuture *future;

  undoing->self = g_object_ref (self);
  undoing->id = g_strdup (last->id);
  future = outlay_outbox_undo (outlay_workspace_get_outbox (self->workspace), last->entry);
  g_array_set_size (self->decisions, self->decisions->len - 1);
  outlay_review_page_update_actions (self);

  dex_future_disown (
      dex_future_finally (future, undone_cb, undoing, (GDestroyNotify) free_undoing));
}

GArray *
outlay_review_decisions_new (void)
{
  GArray *decisions = g_array_new (FALSE, TRUE, sizeof (Decision));

  g_array_set_clear_func (decisions, (GDestroyNotify) clear_decision);

  return decisions;
}
