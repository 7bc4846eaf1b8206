/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/export/outlay-report-block.h"

#include <gio/gio.h>
#include <string.h>

#define MONTH_LENGTH 7

static void
block_free (gpointer data)
{
  OutlayReportBlock *self = data;

  for (guint i = 0; i < OUTLAY_N_SPENDING_BY; i++)
    g_ptr_array_unref (self->parts[i]);
  g_ptr_array_unref (self->months);
  g_free (self);
}

static OutlayReportBlock *
find_block (GPtrArray *blocks, const char *currency)
{
  OutlayReportBlock *block;

  for (guint i = 0; i < blocks->len; i++)
    {
      block = blocks->pdata[i];
      if (g_str_equal (block->currency, currency))
        return block;
    }

  block = g_new0 (OutlayReportBlock, 1);
  g_strlcpy (block->currency, currency, sizeof block->currency);
  for (guint i = 0; i < OUTLAY_N_SPENDING_BY; i++)
    block->parts[i] = g_ptr_array_new_with_free_func (g_free);
  block->months = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (blocks, block);

  return block;
}

static gboolean
add (OutlayTotal *total, gint64 minor)
{
  total->count++;

  return !__builtin_add_overflow (total->minor, minor, &total->minor);
}

/* @known: a part by its key, for each block and kind */
static OutlayReportSum *
find_sum (GPtrArray *sums, GHashTable *known, const char *key, const char *name)
{
  OutlayReportSum *sum = g_hash_table_lookup (known, key);

  if (sum != NULL)
    return sum;

  sum = g_new0 (OutlayReportSum, 1);
  sum->key = key;
  sum->name = name;
  g_hash_table_insert (known, (gpointer) key, sum);
  g_ptr_array_add (sums, sum);

  return sum;
}

static GHashTable *
get_known (GHashTable *all, GPtrArray *sums)
{
  GHashTable *known = g_hash_table_lookup (all, sums);

  if (known == NULL)
    {
      known = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_insert (all, sums, known);
    }

  return known;
}

static const char *
get_key (OutlayExpense *expense, OutlaySpendingBy by)
{
  const char *key;

  switch (by)
    {
    case OUTLAY_SPENDING_BY_MERCHANT:
      key = outlay_expense_get_merchant (expense);
      break;
    case OUTLAY_SPENDING_BY_PERSON:
      key = outlay_expense_get_owner_id (expense);
      break;
    case OUTLAY_SPENDING_BY_CATEGORY:
    default:
      key = outlay_expense_get_category (expense);
    }

  return key != NULL ? key : "";
}

/* Expenses come in order of time, so that the month is the last one or a new one. */
static gboolean
add_month (OutlayReportBlock *block, OutlayExpense *expense, gint64 minor)
{
  const char *day = outlay_expense_get_day (expense);
  OutlayReportSum *last = block->months->len > 0 ? block->months->pdata[block->months->len - 1]
                                                 : NULL;

  if (last == NULL || strncmp (last->key, day, MONTH_LENGTH) != 0)
    {
      last = g_new0 (OutlayReportSum, 1);
      last->key = day;
      g_ptr_array_add (block->months, last);
    }

  return add (&last->total, minor);
}

static gboolean
add_expense (GPtrArray *blocks, GHashTable *known, OutlayExpense *expense, const OutlayMoney *amount)
{
  OutlayReportBlock *block = find_block (blocks, amount->currency);

  for (OutlaySpendingBy by = 0; by < OUTLAY_N_SPENDING_BY; by++)
    {
      OutlayReportSum *sum = find_sum (block->parts[by], get_known (known, block->parts[by]),
                                       get_key (expense, by),
                                       outlay_expense_get_owner_name (expense));

      if (!add (&sum->total, amount->minor))
        return FALSE;
    }

  return add (&block->total, amount->minor) && add_month (block, expense, amount->minor);
}

static int
compare_sums (gconstpointer a, gconstpointer b)
{
  const OutlayReportSum *one = a;
  const OutlayReportSum *other = b;

  if (one->total.minor != other->total.minor)
    return one->total.minor > other->total.minor ? -1 : 1;

  return strcmp (one->key, other->key);
}

static int
compare_blocks (gconstpointer a, gconstpointer b)
{
  const OutlayReportBlock *one = a;
  const OutlayReportBlock *other = b;

  if (one->total.count != other->total.count)
    return one->total.count > other->total.count ? -1 : 1;

  return strcmp (one->currency, other->currency);
}

GPtrArray *
outlay_report_blocks_new (GPtrArray *expenses, const char *currency, GError **error)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (block_free);
  g_autoptr (GHashTable)
      known = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);

  for (guint i = 0; i < expenses->len; i++)
    {
      const OutlayMoney *amount = outlay_report_block_get_amount (expenses->pdata[i], currency);

      if (amount != NULL && !add_expense (blocks, known, expenses->pdata[i], amount))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "a sum does not fit");
          return NULL;
        }
    }

  for (guint i = 0; i < blocks->len; i++)
    for (guint by = 0; by < OUTLAY_N_SPENDING_BY; by++)
      g_ptr_array_sort_values (((OutlayReportBlock *) blocks->pdata[i])->parts[by], compare_sums);
  g_ptr_array_sort_values (blocks, compare_blocks);

  return g_steal_pointer (&blocks);
}

const OutlayMoney *
outlay_report_block_get_amount (OutlayExpense *expense, const char *currency)
{
  const OutlayMoney *amount = outlay_expense_get_amount (expense);
  const OutlayMoney *converted = outlay_expense_get_converted (expense);

  if (currency == NULL || g_str_equal (amount->currency, currency))
    return amount;

  return converted != NULL && g_str_equal (converted->currency, currency) ? converted : NULL;
}
