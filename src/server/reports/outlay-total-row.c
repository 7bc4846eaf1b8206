/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/reports/outlay-total-row.h"

OutlayCounted
outlay_counted_own (const OutlayExpenseView *view)
{
  OutlayCounted counted = { .view = view };

  if (view != NULL)
    {
      g_strlcpy (counted.currency, view->currency, sizeof counted.currency);
      counted.minor = view->minor;
    }

  return counted;
}

OutlayCounted
outlay_counted_converted (const OutlayExpenseView *view)
{
  OutlayCounted counted = { NULL };

  if (view != NULL && view->home_currency != NULL)
    {
      counted.view = view;
      outlay_currency_key_of_converted (view->home_currency, counted.currency);
      counted.minor = view->home_minor;
    }

  return counted;
}

void
outlay_counted_change (const OutlayCounted *self, int sign, OutlayTotal *states)
{
  OutlayTotal *total = &states[outlay_expense_view_get_state (self->view)];

  total->count += sign;
  total->minor += sign * self->minor;
}

static gboolean
run (OutlayConnection *db,
     const char *name,
     const char *const *keys,
     const OutlayTotal *states,
     OutlayState first_state,
     gint64 *n_changed,
     GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, name, error);
  int at = 1;

  if (query == NULL)
    return FALSE;

  for (; at <= OUTLAY_TOTAL_N_KEYS; at++)
    outlay_statement_bind_static_text (query, at, keys[at - 1]);
  for (guint i = first_state; states != NULL && i < OUTLAY_N_STATES; i++)
    {
      outlay_statement_bind_int (query, at++, states[i].count);
      outlay_statement_bind_int (query, at++, states[i].minor);
    }

  if (!outlay_statement_run (query, error))
    return FALSE;

  *n_changed = outlay_statement_n_changed (query);
  return TRUE;
}

gboolean
outlay_total_row_change (OutlayConnection *db,
                         const OutlayTotalTable *table,
                         const char *const *keys,
                         const OutlayTotal *states,
                         GError **error)
{
  gboolean has_more = FALSE, has_less = FALSE;
  gint64 n_changed;

  for (guint i = table->first_state; i < OUTLAY_N_STATES; i++)
    {
      has_more |= states[i].count > 0;
      has_less |= states[i].count < 0;
    }

  if (has_more && !has_less)
    return run (db, table->add, keys, states, table->first_state, &n_changed, error);

  if (!run (db, table->change, keys, states, table->first_state, &n_changed, error))
    return FALSE;
  if (n_changed != 1)
    {
      g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_CORRUPT,
                   "the totals of %s do not agree with the expenses: see \"outlayd check\"",
                   keys[3]);
      return FALSE;
    }

  return has_more || !has_less ||
         run (db, table->delete_empty, keys, NULL, table->first_state, &n_changed, error);
}

void
outlay_total_row_read (OutlayStatement *row,
                       int column,
                       OutlayState first_state,
                       OutlayTotal *states)
{
  for (guint i = 0; i < first_state; i++)
    states[i] = (OutlayTotal) { 0, 0 };

  for (guint i = first_state; i < OUTLAY_N_STATES; i++, column += 2)
    {
      states[i].count = outlay_statement_get_int (row, column);
      states[i].minor = states[i].count != 0 ? outlay_statement_get_int (row, column + 1) : 0;
    }
}
