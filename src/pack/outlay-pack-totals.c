/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-totals.h"

#include <string.h>

OutlayPackTotals *
outlay_pack_totals_new (void)
{
  return g_array_new (FALSE, TRUE, sizeof (OutlayPackTotal));
}

static int
compare (const OutlayPackTotal *total, const char *currency, OutlayState state)
{
  int order = strcmp (total->currency, currency);

  return order != 0 ? order : (int) total->state - (int) state;
}

gboolean
outlay_pack_totals_add (OutlayPackTotals *self,
                        const OutlayMoney *amount,
                        OutlayState state,
                        gint64 count,
                        GError **error)
{
  OutlayPackTotal *total = NULL;
  gint64 sum;
  guint at;

  for (at = 0; at < self->len; at++)
    {
      total = &g_array_index (self, OutlayPackTotal, at);
      if (compare (total, amount->currency, state) >= 0)
        break;
    }

  if (at == self->len || compare (total, amount->currency, state) != 0)
    {
      OutlayPackTotal fresh = { .state = state };

      g_strlcpy (fresh.currency, amount->currency, sizeof fresh.currency);
      g_array_insert_val (self, at, fresh);
      total = &g_array_index (self, OutlayPackTotal, at);
    }

  if (__builtin_add_overflow (total->minor, amount->minor, &sum) ||
      __builtin_add_overflow (total->count, count, &total->count))
    {
      g_set_error (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OVERFLOW,
                   "the sum of %s is too large", amount->currency);
      return FALSE;
    }

  total->minor = sum;
  return TRUE;
}

gboolean
outlay_pack_totals_equal (OutlayPackTotals *a, OutlayPackTotals *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const OutlayPackTotal *one = &g_array_index (a, OutlayPackTotal, i);
      const OutlayPackTotal *other = &g_array_index (b, OutlayPackTotal, i);

      if (compare (one, other->currency, other->state) != 0 || one->count != other->count ||
          one->minor != other->minor)
        return FALSE;
    }

  return TRUE;
}
