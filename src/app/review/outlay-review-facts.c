/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/review/outlay-review-facts.h"

#include <glib/gi18n.h>

#include "app/widgets/outlay-category-badge.h"
#include "app/widgets/outlay-converted-text.h"
#include "app/widgets/outlay-day-text.h"
#include "app/widgets/outlay-expense-warning.h"
#include "app/widgets/outlay-state-text.h"
#include "core/outlay-time.h"

/* Who walks through the queue does not ask the company about each one on the way. */
#define FETCH_DELAY_MS 500

struct _OutlayReviewFacts
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *amount;
  GtkLabel *converted;
  GtkLabel *merchant;
  GtkWidget *warning_card;
  GtkLabel *warning_label;
  GtkWidget *twin_card;
  GtkLabel *twin_label;
  GtkWidget *again_card;
  GtkLabel *again_label;
  AdwActionRow *person;
  AdwActionRow *day;
  AdwActionRow *category;
  AdwActionRow *note;
  OutlayCategoryBadge *badge;
  GtkWidget *history_group;
  GtkListBox *history;

  /* Owned */
  OutlayExpense *expense;
  GListModel *events;
  char *earlier_digest;
  OutlaySync *sync;
  guint fetch_id;
};

G_DEFINE_FINAL_TYPE (OutlayReviewFacts, outlay_review_facts, ADW_TYPE_BIN)

enum
{
  HISTORY_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
create_event_row_cb (gpointer item, gpointer user_data)
{
  OutlayEvent *event = item;
  GtkWidget *row = adw_action_row_new ();
  const char *reason = outlay_event_get_reason (event);
  g_autofree char *when = outlay_moment_to_text (outlay_event_get_at (event), g_get_real_time ());
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  /* Translators: %1$s is what was done, as "Rejected", %2$s by whom */
  title = g_strdup_printf (_ ("%1$s by %2$s"),
                           outlay_action_get_past (outlay_event_get_action (event)),
                           outlay_event_get_actor_name (event));
  subtitle = reason != NULL && *reason != '\0' ? g_strjoin ("\n", when, reason, NULL)
                                               : g_strdup (when);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  return row;
}

/* The newest proof in the history that is not the current one. */
static char *
find_earlier_digest (GListModel *events, OutlayExpense *expense)
{
  for (guint i = g_list_model_get_n_items (events); i > 0; i--)
    {
      g_autoptr (OutlayEvent) event = g_list_model_get_item (events, i - 1);
      const char *digest = outlay_event_get_proof_digest (event);

      if (digest != NULL && *digest != '\0' &&
          g_strcmp0 (digest, outlay_expense_get_proof_digest (expense)) != 0)
        return g_strdup (digest);
    }

  return NULL;
}

/* The history is read, or comes from the company, a moment after the expense is shown. */
static void
history_changed_cb (OutlayReviewFacts *self)
{
  g_free (self->earlier_digest);
  self->earlier_digest = find_earlier_digest (self->events, self->expense);
  gtk_widget_set_visible (self->history_group, g_list_model_get_n_items (self->events) > 0);
  g_signal_emit (self, signals[HISTORY_CHANGED], 0);
}

static void
fetch_history_cb (gpointer user_data)
{
  OutlayReviewFacts *self = user_data;

  self->fetch_id = 0;
  /* Without the company the history is shown as far as it is known here. */
  dex_future_disown (outlay_sync_fetch_events (self->sync, outlay_expense_get_id (self->expense)));
}

static void
follow_history (OutlayReviewFacts *self, OutlayExpenseStore *store, OutlaySync *sync)
{
  if (self->events != NULL)
    g_signal_handlers_disconnect_by_data (self->events, self);
  g_clear_object (&self->events);

  self->events = outlay_expense_store_list_events (store, outlay_expense_get_id (self->expense));
  gtk_list_box_bind_model (self->history, self->events, create_event_row_cb, NULL, NULL);
  g_signal_connect_object (self->events, "items-changed", G_CALLBACK (history_changed_cb), self,
                           G_CONNECT_SWAPPED);
  history_changed_cb (self);

  g_set_object (&self->sync, sync);
  g_clear_handle_id (&self->fetch_id, g_source_remove);
  if (sync != NULL)
    self->fetch_id = g_timeout_add_once (FETCH_DELAY_MS, fetch_history_cb, self);
}

static void
show_twin (OutlayReviewFacts *self, OutlayExpenseStore *store, OutlayExpense *expense)
{
  g_autoptr (OutlayExpense) twin = outlay_expense_store_find_lookalike (store, expense);
  g_autofree char *today = outlay_day_today ();
  g_autofree char *day = NULL;
  g_autofree char *money = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->twin_card, twin != NULL);
  if (twin == NULL)
    return;

  money = outlay_money_format (outlay_expense_get_amount (twin), NULL);
  day = outlay_day_to_text (outlay_expense_get_day (twin), today);
  /* Translators: another expense that looks the same: person, merchant, amount, day, and its
   * state */
  text = g_strdup_printf (_ ("There is another one like it: %1$s, %2$s, %3$s, %4$s (%5$s)"),
                          outlay_expense_get_owner_name (twin), outlay_expense_get_merchant (twin),
                          money, day, outlay_state_get_mark (outlay_expense_get_state (twin)).text);
  gtk_label_set_label (self->twin_label, text);
}

static void
show_warning (OutlayReviewFacts *self, OutlayWorkspace *workspace, OutlayExpense *expense)
{
  g_autofree char *text = outlay_expense_dup_warning (expense, workspace);

  gtk_label_set_label (self->warning_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->warning_card, text != NULL);
}

static void
show_attempt (OutlayReviewFacts *self, OutlayExpense *expense)
{
  guint version = outlay_expense_get_proof_version (expense);

  gtk_widget_set_visible (self->again_card, version > 0);
  if (version == 0)
    return;

  gtk_label_set_label (self->again_label,
                       outlay_expense_get_reuploads_left (expense) == 0
                           ? _ ("This is the last proof that can be sent: a rejection is final.")
                           : _ ("It was rejected before, and comes with a new proof."));
}

static void
show_category (OutlayReviewFacts *self, OutlayCategoryStore *categories, const char *id)
{
  OutlayCategory *category = id != NULL ? outlay_category_store_find (categories, id) : NULL;

  g_object_set (self->badge, "category", category, NULL);
  adw_action_row_set_subtitle (
      self->category, category != NULL ? outlay_category_get_name (category) : _ ("No Category"));
}

static void
outlay_review_facts_dispose (GObject *object)
{
  OutlayReviewFacts *self = OUTLAY_REVIEW_FACTS (object);

  g_clear_handle_id (&self->fetch_id, g_source_remove);
  g_clear_object (&self->sync);
  if (self->events != NULL)
    g_signal_handlers_disconnect_by_data (self->events, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_REVIEW_FACTS);
  g_clear_object (&self->events);
  g_clear_object (&self->expense);
  g_clear_pointer (&self->earlier_digest, g_free);

  G_OBJECT_CLASS (outlay_review_facts_parent_class)->dispose (object);
}

static void
outlay_review_facts_class_init (OutlayReviewFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_review_facts_dispose;

  signals[HISTORY_CHANGED] = g_signal_new ("history-changed", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (OUTLAY_TYPE_CATEGORY_BADGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/review/outlay-review-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, amount);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, converted);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, merchant);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, warning_card);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, warning_label);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, twin_card);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, twin_label);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, again_card);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, again_label);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, person);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, day);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, category);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, note);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, badge);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, history_group);
  gtk_widget_class_bind_template_child (widget_class, OutlayReviewFacts, history);
}

static void
outlay_review_facts_init (OutlayReviewFacts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  /* What people typed is text, and not markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->person), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->category), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->note), FALSE);
}

GtkWidget *
outlay_review_facts_new (void)
{
  return g_object_new (OUTLAY_TYPE_REVIEW_FACTS, NULL);
}

void
outlay_review_facts_show (OutlayReviewFacts *self,
                          OutlayWorkspace *workspace,
                          OutlayExpense *expense)
{
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (workspace);
  g_autoptr (GListModel)
      events = outlay_expense_store_list_events (store, outlay_expense_get_id (expense));
  g_autofree char *today = outlay_day_today ();
  g_autofree char *money = outlay_money_format (outlay_expense_get_amount (expense), NULL);
  g_autofree char *day = outlay_day_to_text (outlay_expense_get_day (expense), today);
  g_autofree char *converted = outlay_converted_dup_text (
      expense, outlay_workspace_get_policy (workspace)->home, today);

  g_return_if_fail (OUTLAY_IS_REVIEW_FACTS (self));

  gtk_label_set_label (self->amount, money);
  gtk_label_set_label (self->converted, converted != NULL ? converted : "");
  gtk_widget_set_visible (GTK_WIDGET (self->converted), converted != NULL);
  gtk_label_set_label (self->merchant, outlay_expense_get_merchant (expense));
  adw_action_row_set_subtitle (self->person, outlay_expense_get_owner_name (expense));
  adw_action_row_set_subtitle (self->day, day);
  adw_action_row_set_subtitle (self->note, outlay_expense_get_note (expense));
  gtk_widget_set_visible (GTK_WIDGET (self->note), *outlay_expense_get_note (expense) != '\0');
  show_category (self, outlay_workspace_get_category_store (workspace),
                 outlay_expense_get_category (expense));

  g_set_object (&self->expense, expense);
  show_warning (self, workspace, expense);
  show_attempt (self, expense);
  show_twin (self, store, expense);
  follow_history (self, store, outlay_workspace_get_sync (workspace));
}

const char *
outlay_review_facts_get_earlier_digest (OutlayReviewFacts *self)
{
  g_return_val_if_fail (OUTLAY_IS_REVIEW_FACTS (self), NULL);
  return self->earlier_digest;
}
