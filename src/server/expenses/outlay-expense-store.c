/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-expense-store.h"

#include "core/proof/outlay-digest.h"
#include "server/expenses/outlay-category-store.h"
#include "server/expenses/outlay-search-text.h"
#include "server/history/outlay-change-store.h"
#include "server/reports/outlay-breakdown-store.h"
#include "server/reports/outlay-total-store.h"

/* Column of "expense/get" that follows those of the view. */
#define COLUMN_SUBMITTED_AT OUTLAY_EXPENSE_N_COLUMNS
#define COLUMN_OWNER_CHANGED_AT (OUTLAY_EXPENSE_N_COLUMNS + 1)

void
outlay_stored_expense_free (OutlayStoredExpense *self)
{
  if (self == NULL)
    return;

  g_free (self->view);
  g_free (self);
}

gboolean
outlay_stored_expense_is_visible (const OutlayStoredExpense *self, const OutlayIdentity *identity)
{
  if (g_str_equal (self->view->owner, identity->user))
    return TRUE;

  return identity->role >= OUTLAY_ROLE_REVIEWER &&
         outlay_expense_view_get_state (self->view) != OUTLAY_STATE_DRAFT;
}

gboolean
outlay_expense_store_get (OutlayConnection *db,
                          const char *company,
                          const char *id,
                          OutlayStoredExpense **expense,
                          GError **error)
{
  OutlayExpenseView view;
  g_autoptr (OutlayRow) row = NULL;

  *expense = NULL;
  if (!outlay_connection_find (db, &row, error, "expense/get", "ss", company, id))
    return FALSE;
  if (row == NULL)
    return TRUE;

  outlay_expense_view_read (&view, row, 0);
  *expense = g_new (OutlayStoredExpense, 1);
  (*expense)->view = outlay_expense_view_copy (&view);
  (*expense)->was_submitted = !outlay_statement_is_null (row, COLUMN_SUBMITTED_AT);
  (*expense)->owner_changed_at = outlay_statement_get_int (row, COLUMN_OWNER_CHANGED_AT);

  return TRUE;
}

/* An expense as its new fields make it, with what follows from them. */
typedef struct
{
  OutlayExpenseView view;
  char *proofs;
  char *digest;
  char *search_text;
} Revised;

static void
revised_clear (Revised *self)
{
  g_free (self->proofs);
  g_free (self->digest);
  g_free (self->search_text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Revised, revised_clear)

static inline const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static void
clear_conversion (OutlayExpenseView *view)
{
  view->home_currency = view->rate = view->rate_day = NULL;
  view->home_minor = 0;
}

static void
revise (Revised *self, const OutlayExpenseView *base, const OutlayExpenseFields *fields, gint64 now)
{
  static const char *const none[] = { NULL };
  const char *const *proofs = fields->proofs != NULL ? fields->proofs : none;

  self->proofs = g_strjoinv ("\n", (char **) proofs);
  self->digest = outlay_digest_of_proofs (proofs);
  self->search_text = outlay_search_text_new (fields->merchant, fields->note);
  self->view = *base;
  self->view.merchant = or_empty (fields->merchant);
  self->view.minor = fields->amount.minor;
  self->view.currency = fields->amount.currency;
  self->view.day = or_empty (fields->day);
  self->view.category = fields->category;
  self->view.note = or_empty (fields->note);
  self->view.proofs = self->proofs;
  self->view.proof_digest = self->digest;
  self->view.revision++;
  self->view.updated_at = now;
  /* What was frozen was another amount. */
  clear_conversion (&self->view);
}

static gboolean
run_on_expense (OutlayConnection *db,
                const char *name,
                const char *company,
                const char *id,
                GError **error)
{
  return outlay_connection_run (db, error, name, "ss", company, id);
}

static gboolean
name_proofs (OutlayConnection *db,
             const char *company,
             const char *id,
             const char *const *proofs,
             GError **error)
{
  for (guint i = 0; proofs != NULL && proofs[i] != NULL; i++)
    {
      if (!outlay_connection_run (db, error, "expense/name-proof", "sss", company, proofs[i], id))
        return FALSE;
    }

  return TRUE;
}

/* What a category is named by stays. */
static gboolean
note_category (OutlayConnection *db,
               const char *company,
               const OutlayExpenseView *before,
               const OutlayExpenseView *after,
               GError **error)
{
  return after->category == NULL || g_strcmp0 (before->category, after->category) == 0 ||
         outlay_category_store_note_use (db, company, after->category, error);
}

static gboolean
put_line (OutlayConnection *db, const char *company, const Revised *revised, GError **error)
{
  const OutlayExpenseView *view = &revised->view;
  g_autofree char *line = outlay_expense_view_dup_line (view);

  return outlay_connection_run (db, error, "expense/put-line", "ssssssiss", company, view->owner,
                                view->day, view->id, view->state, view->category, view->minor, line,
                                revised->search_text);
}

static gboolean
move_line (OutlayConnection *db, const char *company, const OutlayExpenseView *view, GError **error)
{
  g_autofree char *line = outlay_expense_view_dup_line (view);

  return outlay_connection_run (db, error, "expense/move-line", "ssssss", company, view->owner,
                                view->day, view->id, view->state, line);
}

static gboolean
delete_line (OutlayConnection *db,
             const char *company,
             const OutlayExpenseView *view,
             GError **error)
{
  return outlay_connection_run (db, error, "expense/delete-line", "ssss", company, view->owner,
                                view->day, view->id);
}

static gboolean
note_totals (OutlayConnection *db,
             const char *company,
             const OutlayExpenseView *before,
             const OutlayExpenseView *after,
             GError **error)
{
  return outlay_total_store_note (db, company, before, after, error) &&
         outlay_breakdown_store_note (db, company, before, after, error);
}

static gboolean
note_change (OutlayConnection *db,
             const char *company,
             const OutlayExpenseView *view,
             gboolean shared,
             GError **error)
{
  return outlay_change_store_note (db, company, OUTLAY_CHANGE_EXPENSE, view->id, view->owner,
                                   shared, error);
}

OutlayExpenseView *
outlay_expense_store_insert (OutlayConnection *db,
                             const OutlayIdentity *owner,
                             const char *id,
                             const OutlayExpenseFields *fields,
                             gint64 now,
                             GError **error)
{
  const OutlayExpenseView base = {
    .id = id,
    .owner = owner->user,
    .owner_name = owner->name,
    .state = outlay_state_to_string (OUTLAY_STATE_DRAFT),
    .created_at = now,
  };
  g_auto (Revised) revised = { .proofs = NULL };
  const OutlayExpenseView *view = &revised.view;

  revise (&revised, &base, fields, now);
  if (!outlay_connection_run (db, error, "expense/insert", "ssssisssssiss", owner->company, id,
                              owner->user, view->merchant, view->minor, view->currency, view->day,
                              view->category, view->proof_digest, view->proofs, now, view->note,
                              revised.search_text) ||
      !name_proofs (db, owner->company, id, fields->proofs, error) ||
      !note_category (db, owner->company, &base, view, error) ||
      !put_line (db, owner->company, &revised, error) ||
      !note_totals (db, owner->company, NULL, view, error) ||
      !note_change (db, owner->company, view, FALSE, error))
    return NULL;

  return outlay_expense_view_copy (view);
}

OutlayExpenseView *
outlay_expense_store_replace (OutlayConnection *db,
                              const char *company,
                              const OutlayStoredExpense *expense,
                              const OutlayExpenseFields *fields,
                              gint64 now,
                              GError **error)
{
  g_auto (Revised) revised = { .proofs = NULL };
  const OutlayExpenseView *view = &revised.view;

  revise (&revised, expense->view, fields, now);
  if (!outlay_connection_run (db, error, "expense/replace", "sssisssssiss", company, view->id,
                              view->merchant, view->minor, view->currency, view->day,
                              view->category, view->proof_digest, view->proofs, now, view->note,
                              revised.search_text))
    return NULL;

  if (!g_str_equal (view->proofs, expense->view->proofs) &&
      (!run_on_expense (db, "expense/forget-proofs", company, view->id, error) ||
       !name_proofs (db, company, view->id, fields->proofs, error)))
    return NULL;

  /* The day is part of a line's place. */
  if (!g_str_equal (view->day, expense->view->day) &&
      !delete_line (db, company, expense->view, error))
    return NULL;

  if (!note_category (db, company, expense->view, view, error) ||
      !put_line (db, company, &revised, error) ||
      !note_totals (db, company, expense->view, view, error) ||
      !note_change (db, company, view, expense->was_submitted, error))
    return NULL;

  return outlay_expense_view_copy (view);
}

/* @rate: room for the text, which the view borrows */
static void
set_conversion (OutlayExpenseView *view,
                const OutlayConversion *conversion,
                char rate[OUTLAY_RATE_SIZE])
{
  outlay_rate_print (&conversion->rate, rate);
  view->home_currency = conversion->amount.currency;
  view->home_minor = conversion->amount.minor;
  view->rate = rate;
  view->rate_day = conversion->rate_day;
}

OutlayExpenseView *
outlay_expense_store_move (OutlayConnection *db,
                           const char *company,
                           const OutlayStoredExpense *expense,
                           OutlayAction action,
                           OutlayState to,
                           const OutlayConversion *conversion,
                           gint64 now,
                           GError **error)
{
  gboolean shows = action == OUTLAY_ACTION_SUBMIT || action == OUTLAY_ACTION_RESUBMIT;
  OutlayExpenseView view = *expense->view;
  char rate[OUTLAY_RATE_SIZE];

  view.state = outlay_state_to_string (to);
  view.proof_version += action == OUTLAY_ACTION_RESUBMIT;
  view.revision++;
  view.updated_at = now;
  if (shows || to == OUTLAY_STATE_DRAFT)
    clear_conversion (&view);
  if (shows && conversion != NULL)
    set_conversion (&view, conversion, rate);
  if (!outlay_connection_run (db, error, "expense/move", "sssiiisissi", company, view.id,
                              view.state, view.proof_version, now, (gint64) shows,
                              view.home_currency, view.home_minor, view.rate, view.rate_day,
                              (gint64) (to == OUTLAY_STATE_SUBMITTED)))
    return NULL;

  if ((shows && !run_on_expense (db, "expense/show-proofs", company, view.id, error)) ||
      !move_line (db, company, &view, error) ||
      !note_totals (db, company, expense->view, &view, error) ||
      !note_change (db, company, &view, expense->was_submitted || shows, error))
    return NULL;

  return outlay_expense_view_copy (&view);
}

gboolean
outlay_expense_store_set_category (OutlayConnection *db,
                                   const char *company,
                                   const OutlayStoredExpense *expense,
                                   const char *category,
                                   gint64 now,
                                   GError **error)
{
  OutlayExpenseView view = *expense->view;
  g_autofree char *line = NULL;

  view.category = category;
  view.revision++;
  view.updated_at = now;
  line = outlay_expense_view_dup_line (&view);

  return outlay_connection_run (db, error, "expense/set-category", "sssi", company, view.id,
                                category, now) &&
         outlay_connection_run (db, error, "expense/set-line-category", "ssssss", company,
                                view.owner, view.day, view.id, category, line) &&
         outlay_total_store_note (db, company, expense->view, &view, error) &&
         note_change (db, company, &view, expense->was_submitted, error);
}

gboolean
outlay_expense_store_adopt (OutlayConnection *db,
                            const char *company,
                            const OutlayExpenseView *view,
                            gint64 submitted_at,
                            const char *const *shown,
                            GError **error)
{
  const OutlayExpenseView nothing = { .id = view->id };
  g_auto (GStrv) proofs = g_strsplit (view->proofs, "\n", -1);
  g_auto (Revised) revised = { .view = *view };

  revised.search_text = outlay_search_text_new (view->merchant, view->note);

  return outlay_connection_run (
             db, error, "expense/adopt", "ssssisisssissiiisssiss", company, view->id, view->owner,
             view->state, view->revision, view->merchant, view->minor, view->currency, view->day,
             view->category, view->proof_version, view->proof_digest, view->proofs, submitted_at,
             view->created_at, view->updated_at, view->note, revised.search_text,
             view->home_currency, view->home_minor, view->rate, view->rate_day) &&
         name_proofs (db, company, view->id, shown, error) &&
         run_on_expense (db, "expense/show-proofs", company, view->id, error) &&
         (*view->proofs == '\0' ||
          name_proofs (db, company, view->id, (const char *const *) proofs, error)) &&
         note_category (db, company, &nothing, view, error) &&
         put_line (db, company, &revised, error) && note_totals (db, company, NULL, view, error) &&
         note_change (db, company, view, submitted_at != 0, error);
}

gboolean
outlay_expense_store_delete (OutlayConnection *db,
                             const char *company,
                             const OutlayStoredExpense *expense,
                             GError **error)
{
  const OutlayExpenseView *view = expense->view;

  g_return_val_if_fail (!expense->was_submitted, FALSE);

  return run_on_expense (db, "expense/forget-proofs", company, view->id, error) &&
         run_on_expense (db, "expense/delete", company, view->id, error) &&
         delete_line (db, company, view, error) && note_totals (db, company, view, NULL, error) &&
         note_change (db, company, view, FALSE, error);
}
