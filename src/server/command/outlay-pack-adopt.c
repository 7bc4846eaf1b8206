/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-pack-adopt.h"

#include "server/expenses/outlay-expense-store.h"
#include "server/history/outlay-event-store.h"

static void
fill_view (OutlayExpenseView *view, const OutlayPackFacts *facts, char **proofs)
{
  *proofs = g_strjoinv ("\n", (char **) facts->proofs);
  view->merchant = facts->merchant;
  view->minor = facts->amount.minor;
  view->currency = facts->amount.currency;
  view->day = facts->day;
  view->category = facts->category;
  view->note = facts->note;
  view->proofs = *proofs;
  view->proof_digest = facts->proof_digest;
}

static void
set_conversion (OutlayExpenseView *view, const OutlayPackExpense *expense)
{
  if (!expense->is_converted)
    return;

  view->home_currency = expense->converted.currency;
  view->home_minor = expense->converted.minor;
  view->rate = expense->rate;
  view->rate_day = expense->rate_day;
}

static gboolean
write_event (OutlayConnection *db,
             const char *company,
             const OutlayPackExpense *expense,
             const OutlayPackEvent *event,
             GError **error)
{
  OutlayExpenseView before = {
    .id = expense->id,
    .owner = expense->owner,
    .state = outlay_state_to_string (event->from),
    .revision = event->revision,
  };
  g_autofree char *proofs = NULL;

  fill_view (&before, event->facts, &proofs);
  /* What was paid is what was frozen, and stays so. */
  if (event->action == OUTLAY_ACTION_REIMBURSE)
    set_conversion (&before, expense);
  /* How long a decision was waited for is told by what the row says at that point. */
  return outlay_event_store_append (db, company, &before, event->actor, event->action, event->to,
                                    event->reason, event->at, error) &&
         outlay_connection_run (db, error, "pack/set-waiting", "ssi", company, expense->id,
                                event->to == OUTLAY_STATE_SUBMITTED ? event->at : (gint64) 0);
}

/* Packs do not tell who gave an expense to another category since, as that is no step of the workflow. Where
 * its history must lead to what it is, the one who took the last step stands for them. */
static gboolean
close_gap (OutlayConnection *db,
           const char *company,
           const OutlayPackExpense *expense,
           const OutlayExpenseView *view,
           GError **error)
{
  const OutlayPackEvent *last = &expense->events[expense->n_events - 1];
  OutlayExpenseView before = *view;

  if (expense->state == OUTLAY_STATE_DRAFT || expense->state == OUTLAY_STATE_REJECTED ||
      (g_strcmp0 (last->facts->category, view->category) == 0 &&
       last->revision + 1 == view->revision))
    return TRUE;

  before.revision--;
  return outlay_event_store_append_category (db, company, &before, last->actor, view->category,
                                             MAX (last->at, view->updated_at), error);
}

gboolean
outlay_pack_adopt (OutlayConnection *db,
                   const char *company,
                   const OutlayPackExpense *expense,
                   GError **error)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autofree char *proofs = NULL;
  OutlayExpenseView view = {
    .id = expense->id,
    .owner = expense->owner,
    .state = outlay_state_to_string (expense->state),
    .revision = expense->revision,
    .proof_version = expense->proof_version,
    .created_at = expense->created_at,
    .updated_at = expense->updated_at,
  };

  fill_view (&view, &expense->facts, &proofs);
  set_conversion (&view, expense);
  for (guint i = 0; i < expense->n_events; i++)
    for (guint j = 0; expense->events[i].facts->proofs[j] != NULL; j++)
      g_ptr_array_add (shown, (char *) expense->events[i].facts->proofs[j]);
  g_ptr_array_add (shown, NULL);

  if (!outlay_expense_store_adopt (db, company, &view, expense->submitted_at,
                                   (const char *const *) shown->pdata, error))
    return FALSE;
  for (guint i = 0; i < expense->n_events; i++)
    if (!write_event (db, company, expense, &expense->events[i], error))
      return FALSE;

  return expense->n_events == 0 || close_gap (db, company, expense, &view, error);
}
