/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/insights/outlay-insights-page.h"

#include <glib/gi18n.h>

#include "app/expenses/outlay-expense-deed.h"
#include "app/insights/outlay-insight-card.h"
#include "app/reports/outlay-rows-page.h"
#include "app/widgets/outlay-error-text.h"
#include "client/transport/outlay-fiber.h"

/* Changes come in flocks: a sync, a submission with its proofs. */
#define SETTLE_MS 600

typedef struct
{
  OutlayInsightKind from;
  OutlayInsightKind to;
  const char *title;
} Section;

static const Section sections[] = {
  { OUTLAY_INSIGHT_TWINS, OUTLAY_INSIGHT_READY, N_ ("Worth a Look") },
  { OUTLAY_INSIGHT_GROWING, OUTLAY_INSIGHT_FORECAST, N_ ("Where It Goes") },
  { OUTLAY_INSIGHT_RECURRING, OUTLAY_INSIGHT_RECURRING, N_ ("Comes Again and Again") },
};
#define N_SECTIONS G_N_ELEMENTS (sections)

struct _OutlayInsightsPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  AdwNavigationView *view;
  GtkStack *states;
  GtkBox *sections;

  /* Owned */
  OutlayWorkspace *workspace;
  GHashTable *cards; /* of OutlayInsightCard, by the key of what each shows */

  GtkWidget *titles[N_SECTIONS]; /* children of the sections */
  guint settle;                  /* source, or 0 */
  gboolean is_loading;
  gboolean is_stale; /* something has changed since the last look began */
};

G_DEFINE_FINAL_TYPE (OutlayInsightsPage, outlay_insights_page, ADW_TYPE_NAVIGATION_PAGE)

static void load_cb (OutlayInsightsPage *self);

/* --- what is done with one -------------------------------------------------------------------- */

static void
open_rows_cb (OutlayInsightsPage *self, OutlayInsightCard *card)
{
  OutlayInsight *insight = outlay_insight_card_get_insight (card);
  const char *currency = outlay_insight_get_currency (insight);
  OutlayExpenseFilter filter;

  outlay_insight_get_filter (insight, &filter);
  adw_navigation_view_push (
      self->view,
      outlay_rows_page_new (self->workspace, &(OutlayRowsInit) {
                                                 .title = _ ("Expenses Behind It"),
                                                 .filter = &filter,
                                                 .currency = *currency != '\0' ? currency : NULL,
                                             }));
}

static OutlayExpense *
get_target (OutlayInsightsPage *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  OutlayExpense *expense = outlay_expense_store_get (
      outlay_workspace_get_expense_store (self->workspace), id, &error);

  if (expense == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.announce", "s",
                                error != NULL ? outlay_error_to_text (error)
                                              : _ ("This expense is no longer there."));

  return expense;
}

static void
submit_all (OutlayInsightsPage *self, OutlayInsight *insight)
{
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (self->workspace);
  g_autoptr (GPtrArray) expenses = g_ptr_array_new_with_free_func (g_object_unref);
  const char *const *ids = outlay_insight_get_ids (insight);

  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      OutlayExpense *expense = outlay_expense_store_get (store, ids[i], NULL);

      /* What is gone meanwhile needs no submitting. */
      if (expense != NULL)
        g_ptr_array_add (expenses, expense);
    }

  outlay_expense_deed_submit_all (GTK_WIDGET (self), self->workspace, expenses);
}

static void
discard (OutlayInsightsPage *self, OutlayInsight *insight)
{
  g_autoptr (OutlayExpense) expense = get_target (self, outlay_insight_get_target (insight));

  if (expense != NULL)
    outlay_expense_deed_delete (GTK_WIDGET (self), self->workspace, expense);
}

static void
repeat (OutlayInsightsPage *self, OutlayInsight *insight)
{
  const char *merchant = outlay_insight_get_merchant (insight);
  const char *category = outlay_insight_get_category (insight);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.repeat-expense", "(sssx)",
                              merchant != NULL ? merchant : "", category != NULL ? category : "",
                              outlay_insight_get_currency (insight),
                              outlay_insight_get_numbers (insight)->usual);
}

static void
act_cb (OutlayInsightsPage *self, OutlayInsightCard *card)
{
  OutlayInsight *insight = outlay_insight_card_get_insight (card);

  switch (outlay_insight_get_action (insight))
    {
    case OUTLAY_INSIGHT_ACTION_DISCARD:
      discard (self, insight);
      break;
    case OUTLAY_INSIGHT_ACTION_ADD_EXPENSE:
      repeat (self, insight);
      break;
    case OUTLAY_INSIGHT_ACTION_ADD_PROOF:
    case OUTLAY_INSIGHT_ACTION_COMPLETE:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-expense", "s",
                                  outlay_insight_get_target (insight));
      break;
    case OUTLAY_INSIGHT_ACTION_SUBMIT:
      submit_all (self, insight);
      break;
    case OUTLAY_INSIGHT_ACTION_SET_BUDGET:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "s", "budgets");
      break;
    case OUTLAY_INSIGHT_ACTION_LOOK:
    case OUTLAY_INSIGHT_ACTION_COMPARE:
    case OUTLAY_INSIGHT_ACTION_ASK:
    default:
      open_rows_cb (self, card);
      break;
    }
}

static void
restore_cb (AdwToast *toast)
{
  OutlayInsightStore *store = g_object_get_data (G_OBJECT (toast), "store");
  OutlayInsight *insight = g_object_get_data (G_OBJECT (toast), "insight");

  dex_future_disown (outlay_insight_store_restore (store, insight));
}

typedef GtkWidget *(*StepFunc) (GtkWidget *widget);

/* Gives the keyboard to the next card from @card on, or the one before. */
static gboolean
focus_neighbour (GtkWidget *card, StepFunc step)
{
  for (GtkWidget *other = step (card); other != NULL; other = step (other))
    if (OUTLAY_IS_INSIGHT_CARD (other) && gtk_widget_get_visible (other) &&
        gtk_widget_child_focus (other, GTK_DIR_TAB_FORWARD))
      return TRUE;

  return FALSE;
}

/* The keyboard goes on from a card that goes. */
static void
leave (OutlayInsightsPage *self, GtkWidget *card)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->sections)) == card &&
      !focus_neighbour (card, gtk_widget_get_next_sibling))
    focus_neighbour (card, gtk_widget_get_prev_sibling);
}

static void
dismiss_cb (OutlayInsightsPage *self, OutlayInsightCard *card)
{
  OutlayInsightStore *store = outlay_workspace_get_insight_store (self->workspace);
  OutlayInsight *insight = outlay_insight_card_get_insight (card);
  AdwToast *toast = adw_toast_new (_ ("Dismissed for good"));

  adw_toast_set_button_label (toast, _ ("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "store", g_object_ref (store), g_object_unref);
  g_object_set_data_full (G_OBJECT (toast), "insight", g_object_ref (insight), g_object_unref);
  g_signal_connect (toast, "button-clicked", G_CALLBACK (restore_cb), NULL);
  dex_future_disown (outlay_insight_store_dismiss (store, insight));
  leave (self, GTK_WIDGET (card));
  gtk_widget_set_visible (GTK_WIDGET (card), FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* --- showing them ---------------------------------------------------------------------------- */

static GtkWidget *
create_title (const char *text)
{
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "margin-top", 12,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  gtk_widget_add_css_class (title, "title-4");

  return title;
}

static GtkWidget *
create_card (OutlayInsightsPage *self)
{
  GtkWidget *card = outlay_insight_card_new ();

  g_signal_connect_object (card, "opened", G_CALLBACK (open_rows_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "acted", G_CALLBACK (act_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "dismissed", G_CALLBACK (dismiss_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->sections, card);

  return card;
}

/* The card that shows @insight. @known: those of the last time; one that is shown again is taken out */
static GtkWidget *
take_card (OutlayInsightsPage *self, OutlayInsight *insight, GHashTable *known)
{
  const char *key = outlay_insight_get_key (insight);
  GtkWidget *card = g_hash_table_lookup (known, key);

  if (card != NULL)
    g_hash_table_remove (known, key);
  else
    card = create_card (self);

  outlay_insight_card_set_insight (OUTLAY_INSIGHT_CARD (card), insight,
                                   outlay_workspace_get_category_store (self->workspace));
  gtk_widget_set_visible (card, TRUE);
  g_hash_table_insert (self->cards, g_strdup (key), card);

  return card;
}

/* @last: (nullable): what stands before the section. Returns what is last now. */
static GtkWidget *
show_section (OutlayInsightsPage *self,
              guint n,
              GListModel *insights,
              GHashTable *known,
              GtkWidget *last)
{
  guint n_insights = g_list_model_get_n_items (insights);
  gboolean has_any = FALSE;

  gtk_box_reorder_child_after (self->sections, self->titles[n], last);
  last = self->titles[n];
  for (guint i = 0; i < n_insights; i++)
    {
      g_autoptr (OutlayInsight) insight = g_list_model_get_item (insights, i);
      OutlayInsightKind kind = outlay_insight_get_kind (insight);
      GtkWidget *card;

      if (kind < sections[n].from || kind > sections[n].to)
        continue;

      card = take_card (self, insight, known);
      gtk_box_reorder_child_after (self->sections, card, last);
      last = card;
      has_any = TRUE;
    }
  gtk_widget_set_visible (self->titles[n], has_any);

  return last;
}

/* Cards stay for as long as they tell of the same, so that neither the focus nor the place on the page is
 * lost when something else has changed. */
static void
show_insights (OutlayInsightsPage *self, GListModel *insights)
{
  g_autoptr (GHashTable) known = g_steal_pointer (&self->cards);
  GtkWidget *last = NULL;
  GHashTableIter iter;
  gpointer card;

  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < N_SECTIONS; i++)
    last = show_section (self, i, insights, known, last);

  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    {
      leave (self, card);
      gtk_box_remove (self->sections, card);
    }

  gtk_stack_set_visible_child_name (self->states,
                                    g_list_model_get_n_items (insights) > 0 ? "list" : "empty");
}

/* What has been shown stays where it could not be looked for anew. */
static void
show_failure (OutlayInsightsPage *self, const GError *error)
{
  g_warning ("looking for insights: %s", error->message);
  if (g_str_equal (gtk_stack_get_visible_child_name (self->states), "loading"))
    gtk_stack_set_visible_child_name (self->states, "failed");
}

/* The page's own store goes when it is disposed of, be it before the fiber has begun. */
typedef struct
{
  OutlayInsightsPage *page;  /* owned */
  OutlayInsightStore *store; /* owned */
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_object_unref (look->page);
  g_object_unref (look->store);
  g_free (look);
}

static DexFuture *
load_fiber (gpointer data)
{
  Look *look = data;
  OutlayInsightsPage *self = look->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel)
      insights = dex_await_object (outlay_insight_store_read (look->store), &error);

  /* Disposed of. */
  if (self->workspace == NULL)
    return dex_future_new_true ();

  self->is_loading = FALSE;
  if (insights != NULL)
    show_insights (self, insights);
  else
    show_failure (self, error);

  if (self->is_stale && gtk_widget_get_mapped (GTK_WIDGET (self)))
    load_cb (self);

  return dex_future_new_true ();
}

static void
load_cb (OutlayInsightsPage *self)
{
  Look *look;

  if (self->is_loading)
    return;

  self->is_loading = TRUE;
  self->is_stale = FALSE;
  look = g_new0 (Look, 1);
  look->page = g_object_ref (self);
  look->store = g_object_ref (outlay_workspace_get_insight_store (self->workspace));
  dex_future_disown (outlay_fiber_spawn (load_fiber, look, look_free));
}

static gboolean
settled_cb (gpointer data)
{
  OutlayInsightsPage *self = data;

  self->settle = 0;
  load_cb (self);

  return G_SOURCE_REMOVE;
}

/* What is not looked at is not looked for. */
static void
changed_cb (OutlayInsightsPage *self)
{
  self->is_stale = TRUE;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->settle == 0)
    self->settle = g_timeout_add (SETTLE_MS, settled_cb, self);
}

static void
outlay_insights_page_map (GtkWidget *widget)
{
  OutlayInsightsPage *self = OUTLAY_INSIGHTS_PAGE (widget);

  GTK_WIDGET_CLASS (outlay_insights_page_parent_class)->map (widget);

  if (self->is_stale)
    load_cb (self);
}

static void
outlay_insights_page_dispose (GObject *object)
{
  OutlayInsightsPage *self = OUTLAY_INSIGHTS_PAGE (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_INSIGHTS_PAGE);
  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_insights_page_parent_class)->dispose (object);
}

static void
outlay_insights_page_class_init (OutlayInsightsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_insights_page_dispose;
  widget_class->map = outlay_insights_page_map;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/insights/outlay-insights-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayInsightsPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, OutlayInsightsPage, view);
  gtk_widget_class_bind_template_child (widget_class, OutlayInsightsPage, states);
  gtk_widget_class_bind_template_child (widget_class, OutlayInsightsPage, sections);
  gtk_widget_class_bind_template_callback (widget_class, load_cb);
}

static void
outlay_insights_page_init (OutlayInsightsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < N_SECTIONS; i++)
    {
      self->titles[i] = create_title (gettext (sections[i].title));
      gtk_box_append (self->sections, self->titles[i]);
    }
  self->is_stale = TRUE;
}

AdwNavigationPage *
outlay_insights_page_new (OutlayWorkspace *workspace)
{
  OutlayInsightsPage *self = g_object_new (OUTLAY_TYPE_INSIGHTS_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (outlay_workspace_get_insight_store (workspace), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return ADW_NAVIGATION_PAGE (self);
}
