/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-rows-sum.h"

#include "core/expense/outlay-expense.h"

/* How long a step may take, in microseconds: a fraction of a frame. */
#define STEP_USEC 3000

struct _OutlayRowsSum
{
  GObject parent_instance;

  /* Owned */
  GListModel *rows;

  char currency[4];
  guint limit;
  OutlayTotal total;
  guint next; /* the first row that was not added */
  guint source;
};

G_DEFINE_FINAL_TYPE (OutlayRowsSum, outlay_rows_sum, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
add (OutlayRowsSum *self, OutlayExpense *expense)
{
  const OutlayMoney *amount = outlay_expense_get_amount (expense);
  const OutlayMoney *converted = outlay_expense_get_converted (expense);
  gint64 sum;

  if (!g_str_equal (amount->currency, self->currency))
    amount = converted;
  if (amount == NULL || !g_str_equal (amount->currency, self->currency))
    return;

  self->total.count++;
  /* Beyond what a number holds the ledger refuses to add up as well. */
  if (!__builtin_add_overflow (self->total.minor, amount->minor, &sum))
    self->total.minor = sum;
}

static gboolean
step_cb (gpointer user_data)
{
  OutlayRowsSum *self = user_data;
  gint64 end = g_get_monotonic_time () + STEP_USEC;
  guint n = MIN (g_list_model_get_n_items (self->rows), self->limit);

  while (self->next < n && g_get_monotonic_time () < end)
    {
      g_autoptr (OutlayExpense) expense = g_list_model_get_item (self->rows, self->next++);

      add (self, expense);
    }

  if (self->next < n)
    {
      g_signal_emit (self, signals[CHANGED], 0);
      return G_SOURCE_CONTINUE;
    }

  self->source = 0;
  g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

static void
continue_adding (OutlayRowsSum *self)
{
  if (self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_LOW, step_cb, self, NULL);
}

/* What comes at the end is added to what there is. */
static void
items_changed_cb (OutlayRowsSum *self, guint position, guint n_removed, guint n_added)
{
  if (position < self->next)
    {
      self->total = (OutlayTotal) { 0, 0 };
      self->next = 0;
    }

  continue_adding (self);
}

static void
outlay_rows_sum_dispose (GObject *object)
{
  OutlayRowsSum *self = OUTLAY_ROWS_SUM (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (outlay_rows_sum_parent_class)->dispose (object);
}

static void
outlay_rows_sum_class_init (OutlayRowsSumClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = outlay_rows_sum_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
outlay_rows_sum_init (OutlayRowsSum *self)
{
}

OutlayRowsSum *
outlay_rows_sum_new (GListModel *rows, const char *currency, guint limit)
{
  OutlayRowsSum *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (rows), NULL);
  g_return_val_if_fail (currency != NULL, NULL);

  self = g_object_new (OUTLAY_TYPE_ROWS_SUM, NULL);
  self->rows = g_object_ref (rows);
  self->limit = limit;
  g_strlcpy (self->currency, currency, sizeof self->currency);
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  continue_adding (self);

  return self;
}

const OutlayTotal *
outlay_rows_sum_get_total (OutlayRowsSum *self)
{
  g_return_val_if_fail (OUTLAY_IS_ROWS_SUM (self), NULL);

  return &self->total;
}

gboolean
outlay_rows_sum_is_complete (OutlayRowsSum *self)
{
  g_return_val_if_fail (OUTLAY_IS_ROWS_SUM (self), FALSE);

  return self->source == 0;
}
