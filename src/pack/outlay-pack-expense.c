/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-expense.h"

#include <string.h>

int
outlay_pack_expense_compare (const char *day, const char *id, const OutlayPackExpense *other)
{
  int order = strcmp (day, other->facts.day);

  return order != 0 ? order : strcmp (id, other->id);
}

static void
list_proofs (GPtrArray *proofs, const char *const *some)
{
  for (guint i = 0; some != NULL && some[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (proofs, some[i], g_str_equal, NULL))
      g_ptr_array_add (proofs, (char *) some[i]);
}

GPtrArray *
outlay_pack_expense_list_proofs (const OutlayPackExpense *self)
{
  GPtrArray *proofs = g_ptr_array_new ();

  list_proofs (proofs, self->facts.proofs);
  for (guint i = 0; i < self->n_events; i++)
    if (self->events[i].facts != NULL)
      list_proofs (proofs, self->events[i].facts->proofs);

  return proofs;
}

gint64
outlay_pack_expense_get_reimbursed_at (const OutlayPackExpense *self)
{
  if (self->state != OUTLAY_STATE_REIMBURSED)
    return 0;

  for (guint i = self->n_events; i > 0; i--)
    if (self->events[i - 1].action == OUTLAY_ACTION_REIMBURSE)
      return self->events[i - 1].at;

  return 0;
}

char *
outlay_pack_time_dup (gint64 unix_usec)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (unix_usec);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.%fZ") : g_strdup ("");
}
