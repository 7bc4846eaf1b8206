/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "app/reports/outlay-report-text.h"
#include "app/reports/outlay-reports-page-private.h"
#include "app/widgets/outlay-error-text.h"
#include "client/transport/outlay-fiber.h"

/* What the reports' page asks, and how it shows the answer. */

/* So long the old numbers stand as they are below a new time. */
#define PATIENCE_MS 250

typedef struct
{
  OutlayReportsPage *page; /* owned */
  OutlaySpendingQuery query;
  OutlayReportSpan span;
  guint number;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->page);
  g_free (question);
}

static void
late_cb (gpointer user_data)
{
  OutlayReportsPage *self = user_data;

  self->patience = 0;
  gtk_widget_set_visible (self->spinner, TRUE);
  gtk_widget_set_opacity (GTK_WIDGET (self->view), 0.4);
}

static void
end_patience (OutlayReportsPage *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_widget_set_opacity (GTK_WIDGET (self->view), 1);
}

/* Whether the person has no expense at all, of any time. */
static gboolean
has_nothing (OutlayReportsPage *self, OutlaySpending *spending)
{
  const OutlayExpenseFilter everything = { .scope = OUTLAY_SCOPE_MINE };
  g_autoptr (OutlayExpenseList) list = NULL;

  if (outlay_spending_get_query (spending)->is_company ||
      outlay_spending_get_total (spending)->count > 0 ||
      outlay_report_choice_may_be_company (self->choice))
    return FALSE;

  list = outlay_expense_store_list (outlay_workspace_get_expense_store (self->workspace),
                                    &everything);

  return g_list_model_get_n_items (G_LIST_MODEL (list)) == 0;
}

/* Where nobody has chosen a currency and nothing was spent in the first guess, the one that was used
 * most is shown. */
static gboolean
take_likely_currency (OutlayReportsPage *self, OutlaySpending *spending)
{
  guint n;
  const OutlaySpendingCurrency *currencies = outlay_spending_get_currencies (spending, &n);

  if (outlay_report_view_get_spending (self->view) != NULL || n == 0 ||
      outlay_spending_get_query (spending)->is_converted ||
      outlay_spending_get_total (spending)->count > 0)
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (g_str_equal (currencies[i].currency, outlay_spending_get_query (spending)->currency))
      return FALSE;

  outlay_report_choice_set_currency (self->choice, currencies[0].currency, FALSE);

  return TRUE;
}

/* Who does not see the numbers change is told them. */
static void
announce (OutlayReportsPage *self, const Question *question, OutlaySpending *spending)
{
  const OutlaySpendingQuery *query = outlay_spending_get_query (spending);
  g_autofree char *time = outlay_report_span_dup_title (&question->span);
  g_autofree char *amount = outlay_report_format (outlay_spending_get_total (spending)->minor,
                                                  query->currency);
  /* Translators: a time, and what was spent in it: read aloud. */
  g_autofree char *text = g_strdup_printf (_ ("%1$s: %2$s"), time, amount);

  gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_answer (OutlayReportsPage *self, const Question *question, OutlaySpending *spending)
{
  OutlaySpending *shown = outlay_report_view_get_spending (self->view);
  gboolean is_empty;

  if (take_likely_currency (self, spending))
    return;

  if (shown != NULL &&
      !outlay_report_is_same_question (outlay_spending_get_query (shown), &question->query))
    announce (self, question, spending);

  is_empty = has_nothing (self, spending);
  outlay_report_view_show (self->view, spending, &question->span,
                           outlay_report_choice_get_today (self->choice));
  outlay_report_controls_set_spending (self->controls, spending);
  gtk_stack_set_visible_child_name (self->answer, "view");
  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "report");
  gtk_widget_set_visible (self->time_bar, !is_empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.save-chart",
                                 outlay_spending_get_total (spending)->count > 0);
  adw_banner_set_revealed (self->banner, FALSE);
}

/* Numbers that only could not be brought up to date stay; others would stand below a wrong name. */
static void
show_failure (OutlayReportsPage *self, const Question *question, const GError *error)
{
  OutlaySpending *shown = outlay_report_view_get_spending (self->view);

  if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FORBIDDEN) &&
      outlay_workspace_get_sync (self->workspace) != NULL)
    outlay_sync_verify (outlay_workspace_get_sync (self->workspace));

  if (shown != NULL &&
      outlay_report_is_same_question (outlay_spending_get_query (shown), &question->query) &&
      g_strcmp0 (gtk_stack_get_visible_child_name (self->answer), "view") == 0)
    {
      adw_banner_set_title (self->banner, outlay_error_to_text (error));
      adw_banner_set_revealed (self->banner, TRUE);
      return;
    }

  adw_status_page_set_description (self->failed, outlay_error_to_text (error));
  gtk_widget_set_visible (self->mine_button, question->query.is_company);
  gtk_stack_set_visible_child_name (self->answer, "failed");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.save-chart", FALSE);
}

/* Comes after the numbers, as each row of the time is looked at for it. */
static void
await_largest (const Question *question, OutlaySpending *spending)
{
  OutlayReportsPage *self = question->page;
  OutlaySpendingStore *store = outlay_workspace_get_spending_store (self->workspace);
  g_autoptr (OutlayExpense) largest = NULL;

  if (question->query.is_company || outlay_spending_get_total (spending)->count == 0)
    return;

  largest = dex_await_object (outlay_spending_store_find_largest (store, &question->query), NULL);
  if (self->workspace != NULL && question->number == self->question)
    outlay_report_view_set_largest (self->view, largest);
}

static DexFuture *
read_fiber (gpointer user_data)
{
  Question *question = user_data;
  OutlayReportsPage *self = question->page;
  OutlaySpendingStore *store = outlay_workspace_get_spending_store (self->workspace);
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlaySpending)
      spending = dex_await_object (outlay_spending_store_read (store, &question->query), &error);

  /* Disposed of, or something else is asked by now. */
  if (self->workspace == NULL || question->number != self->question)
    return dex_future_new_true ();

  self->is_reading = FALSE;
  end_patience (self);

  if (spending != NULL)
    show_answer (self, question, spending);
  else
    show_failure (self, question, error);

  if (self->is_outdated && !self->is_reading)
    outlay_reports_page_ask (self);
  else if (spending != NULL)
    await_largest (question, spending);

  return dex_future_new_true ();
}

void
outlay_reports_page_ask (OutlayReportsPage *self)
{
  Question *question = g_new0 (Question, 1);

  question->page = g_object_ref (self);
  question->number = ++self->question;
  question->span = *outlay_report_choice_get_span (self->choice);
  outlay_report_choice_get_query (self->choice, &question->query);

  self->is_reading = TRUE;
  self->is_outdated = FALSE;
  if (self->patience == 0)
    self->patience = g_timeout_add_once (PATIENCE_MS, late_cb, self);
  dex_future_disown (outlay_fiber_spawn (read_fiber, question, question_free));
}

/* One question at a time is asked again: changes that come while it is answered wait for the answer. */
void
outlay_reports_page_follow (OutlayReportsPage *self)
{
  self->is_outdated = TRUE;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && !self->is_reading)
    outlay_reports_page_ask (self);
}
