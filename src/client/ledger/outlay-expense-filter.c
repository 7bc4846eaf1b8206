/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-filter.h"

OutlayExpenseFilter *
outlay_expense_filter_copy (const OutlayExpenseFilter *self)
{
  OutlayExpenseFilter *copy = g_memdup2 (self, sizeof *self);

  copy->text = g_strdup (self->text);
  copy->category = g_strdup (self->category);
  copy->from = g_strdup (self->from);
  copy->until = g_strdup (self->until);
  copy->currency = g_strdup (self->currency);
  copy->in_currency = g_strdup (self->in_currency);
  copy->not_in_currency = g_strdup (self->not_in_currency);
  copy->merchant = g_strdup (self->merchant);
  copy->owner = g_strdup (self->owner);
  copy->department = g_strdup (self->department);
  copy->ids = (const char *const *) g_strdupv ((char **) self->ids);

  return copy;
}

void
outlay_expense_filter_free (OutlayExpenseFilter *self)
{
  if (self == NULL)
    return;

  g_free ((char *) self->text);
  g_free ((char *) self->category);
  g_free ((char *) self->from);
  g_free ((char *) self->until);
  g_free ((char *) self->currency);
  g_free ((char *) self->in_currency);
  g_free ((char *) self->not_in_currency);
  g_free ((char *) self->merchant);
  g_free ((char *) self->owner);
  g_free ((char *) self->department);
  g_strfreev ((char **) self->ids);
  g_free (self);
}
