/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-list-private.h"

#include "client/ledger/outlay-expense-table.h"
#include "client/ledger/outlay-month-sum.h"

/* The months of a list: which rows are of one, and what they come to. */

static const OutlayExpenseKey *
get_key (OutlayExpenseList *self, guint position)
{
  return &g_array_index (outlay_expense_list_get_keys (self), OutlayExpenseKey, position);
}

static guint
count_keys (OutlayExpenseList *self)
{
  return outlay_expense_list_get_keys (self)->len;
}

static gboolean
has_months (OutlayExpenseList *self)
{
  return outlay_expense_list_get_query (self)->scope != OUTLAY_SCOPE_WAITING;
}

/* First position whose month is @month or an earlier one. */
static guint
find_month (OutlayExpenseList *self, gint64 month)
{
  guint low = 0;
  guint high = count_keys (self);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_key (self, middle)->rank / 100 > month)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

void
outlay_expense_list_get_month (OutlayExpenseList *self, guint position, guint *start, guint *end)
{
  gint64 month;

  g_return_if_fail (OUTLAY_IS_EXPENSE_LIST (self));

  *start = 0;
  *end = count_keys (self);

  if (position >= count_keys (self))
    {
      /* As GtkSectionModel has it for positions that are not there. */
      *start = count_keys (self);
      *end = G_MAXUINT;
    }
  else if (has_months (self))
    {
      month = get_key (self, position)->rank / 100;
      *start = find_month (self, month);
      *end = find_month (self, month - 1);
    }
}

guint
outlay_expense_list_find_month (OutlayExpenseList *self, const char *day)
{
  gint64 month = outlay_day_to_number (day) / 100;
  guint position;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_LIST (self), G_MAXUINT);

  if (!has_months (self))
    return G_MAXUINT;

  position = find_month (self, month);

  return position < count_keys (self) && get_key (self, position)->rank / 100 == month ? position
                                                                                       : G_MAXUINT;
}

char *
outlay_expense_list_dup_month (OutlayExpenseList *self, guint position)
{
  gint64 month;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_LIST (self), NULL);

  if (position >= count_keys (self) || !has_months (self))
    return g_strdup ("");

  month = get_key (self, position)->rank / 100;
  if (month == 0)
    return g_strdup ("");

  return g_strdup_printf ("%04d-%02d", (int) (month / 100), (int) (month % 100));
}

GPtrArray *
outlay_expense_list_sum_of_month (OutlayExpenseList *self, guint position)
{
  OutlayConnection *reader;
  gint64 month;
  guint start;
  guint end;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_LIST (self), NULL);

  reader = outlay_expense_list_get_reader (self);
  if (position >= count_keys (self) || reader == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) outlay_money_free);

  month = has_months (self) ? get_key (self, position)->rank / 100 : OUTLAY_MONTH_ALL;
  outlay_expense_list_get_month (self, position, &start, &end);

  return outlay_month_sum_read (reader, outlay_expense_list_get_query (self), month,
                                get_key (self, start), end - start);
}
