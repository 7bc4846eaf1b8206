/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/report/outlay-report.h"

#include <string.h>

void
outlay_report_init (OutlayReport *self, gboolean is_by_category)
{
  *self = (OutlayReport) { .is_by_category = is_by_category };
}

void
outlay_report_clear (OutlayReport *self)
{
  for (guint i = 0; i < self->n_currencies; i++)
    g_free (self->currencies[i].categories);
  g_clear_pointer (&self->currencies, g_free);
  self->n_currencies = 0;
}

static gboolean
add_total (OutlayTotal *self, const OutlayTotal *more)
{
  return !__builtin_add_overflow (self->count, more->count, &self->count) &&
         !__builtin_add_overflow (self->minor, more->minor, &self->minor);
}

gboolean
outlay_state_totals_add (OutlayStateTotals *self, const OutlayTotal *states)
{
  for (guint i = 0; i < OUTLAY_N_STATES; i++)
    if ((states[i].count != 0 || states[i].minor != 0) &&
        (!add_total (&self->states[i], &states[i]) || !add_total (&self->all, &states[i])))
      return FALSE;

  return TRUE;
}

/* A report has one currency most often, and few ever. */
static OutlayCurrencyTotals *
ensure_currency (OutlayReport *self, const char *currency)
{
  guint at = 0;
  int order = 1;

  while (at < self->n_currencies &&
         (order = outlay_currency_key_compare (self->currencies[at].currency, currency)) < 0)
    at++;
  if (at < self->n_currencies && order == 0)
    return &self->currencies[at];

  self->currencies = g_renew (OutlayCurrencyTotals, self->currencies, self->n_currencies + 1);
  memmove (&self->currencies[at + 1], &self->currencies[at],
           (self->n_currencies - at) * sizeof *self->currencies);
  self->n_currencies++;
  self->currencies[at] = (OutlayCurrencyTotals) { .size = 0 };
  g_strlcpy (self->currencies[at].currency, currency, sizeof self->currencies[at].currency);

  return &self->currencies[at];
}

/* The place of the first category that is not before @category. */
static guint
find_place (const OutlayCurrencyTotals *self, const char *category)
{
  guint low = 0;
  guint high = self->n_categories;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (strcmp (self->categories[middle].category, category) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static gboolean
is_at (const OutlayCurrencyTotals *self, guint place, const char *category)
{
  return place < self->n_categories && strcmp (self->categories[place].category, category) == 0;
}

/* Totals come day by day, and each day in the order of categories: most often it is the one
 * that follows. */
static OutlayCategoryTotals *
ensure_category (OutlayCurrencyTotals *self, const char *category)
{
  guint at = self->next < self->n_categories ? self->next : 0;

  if (!is_at (self, at, category) && !is_at (self, at = find_place (self, category), category))
    {
      if (self->n_categories == self->size)
        {
          self->size = self->size > 0 ? self->size * 2 : 8;
          self->categories = g_renew (OutlayCategoryTotals, self->categories, self->size);
        }
      memmove (&self->categories[at + 1], &self->categories[at],
               (self->n_categories - at) * sizeof *self->categories);
      self->n_categories++;
      self->categories[at] = (OutlayCategoryTotals) { .totals.all.count = 0 };
      g_strlcpy (self->categories[at].category, category, sizeof self->categories[at].category);
    }

  self->next = at + 1;
  return &self->categories[at];
}

gboolean
outlay_report_add (OutlayReport *self,
                   const char *currency,
                   const char *category,
                   const OutlayTotal *states,
                   GError **error)
{
  OutlayCurrencyTotals *block;

  g_return_val_if_fail (currency != NULL && strlen (currency) - (currency[0] == '=') == 3, FALSE);
  g_return_val_if_fail (category == NULL ||
                            strlen (category) < G_SIZEOF_MEMBER (OutlayCategoryTotals, category),
                        FALSE);

  block = ensure_currency (self, currency);
  if (outlay_state_totals_add (&block->totals, states) &&
      (!self->is_by_category ||
       outlay_state_totals_add (&ensure_category (block, category != NULL ? category : "")->totals,
                                states)))
    return TRUE;

  g_set_error (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OVERFLOW,
               "The total in %s does not fit in 64 bits", currency);
  return FALSE;
}

gboolean
outlay_report_add_state (OutlayReport *self,
                         const char *currency,
                         const char *category,
                         OutlayState state,
                         gint64 count,
                         gint64 minor,
                         GError **error)
{
  OutlayTotal states[OUTLAY_N_STATES] = { 0 };

  g_return_val_if_fail (state < OUTLAY_N_STATES, FALSE);

  states[state] = (OutlayTotal) { count, minor };
  return outlay_report_add (self, currency, category, states, error);
}

gboolean
outlay_report_add_report (OutlayReport *self, const OutlayReport *other, GError **error)
{
  g_return_val_if_fail (!self->is_by_category || other->is_by_category, FALSE);

  for (guint i = 0; i < other->n_currencies; i++)
    {
      const OutlayCurrencyTotals *block = &other->currencies[i];

      if (!self->is_by_category &&
          !outlay_report_add (self, block->currency, NULL, block->totals.states, error))
        return FALSE;
      for (guint k = 0; self->is_by_category && k < block->n_categories; k++)
        if (!outlay_report_add (self, block->currency, block->categories[k].category,
                                block->categories[k].totals.states, error))
          return FALSE;
    }

  return TRUE;
}

static gboolean
is_empty (const OutlayStateTotals *self)
{
  static const OutlayStateTotals nothing;

  return memcmp (self, &nothing, sizeof nothing) == 0;
}

static void
drop_empty_categories (OutlayCurrencyTotals *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_categories; i++)
    if (!is_empty (&self->categories[i].totals))
      self->categories[n++] = self->categories[i];

  self->n_categories = n;
  self->next = 0;
}

void
outlay_report_drop_empty (OutlayReport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_currencies; i++)
    {
      drop_empty_categories (&self->currencies[i]);
      if (self->currencies[i].n_categories == 0 && is_empty (&self->currencies[i].totals))
        g_free (self->currencies[i].categories);
      else
        self->currencies[n++] = self->currencies[i];
    }

  self->n_currencies = n;
}

const OutlayCurrencyTotals *
outlay_report_find (const OutlayReport *self, const char *currency)
{
  for (guint i = 0; i < self->n_currencies; i++)
    if (g_str_equal (self->currencies[i].currency, currency))
      return &self->currencies[i];

  return NULL;
}

const OutlayStateTotals *
outlay_currency_totals_find (const OutlayCurrencyTotals *self, const char *category)
{
  guint at = find_place (self, category != NULL ? category : "");

  return is_at (self, at, category != NULL ? category : "") ? &self->categories[at].totals : NULL;
}

gboolean
outlay_currency_key_is_converted (const char *currency)
{
  return currency[0] == '=';
}

int
outlay_currency_key_compare (const char *a, const char *b)
{
  gboolean is_converted = outlay_currency_key_is_converted (a);

  return is_converted != outlay_currency_key_is_converted (b) ? (is_converted ? 1 : -1)
                                                              : strcmp (a, b);
}

void
outlay_currency_key_of_converted (const char *currency, char key[OUTLAY_CURRENCY_KEY_SIZE])
{
  g_return_if_fail (strlen (currency) == 3);

  g_snprintf (key, OUTLAY_CURRENCY_KEY_SIZE, "=%s", currency);
}

/* @category (nullable): all together */
static const OutlayStateTotals *
find_totals (const OutlayCurrencyTotals *block, const char *category)
{
  return category == NULL ? &block->totals : outlay_currency_totals_find (block, category);
}

gboolean
outlay_report_sum_in (const OutlayReport *self,
                      const char *currency,
                      const char *category,
                      OutlayStateTotals *totals,
                      gint64 *n_unconverted,
                      GError **error)
{
  char converted[OUTLAY_CURRENCY_KEY_SIZE];
  OutlayStateTotals sum = { .all.count = 0 };
  gint64 n_left = 0;

  g_return_val_if_fail (category == NULL || self->is_by_category, FALSE);

  outlay_currency_key_of_converted (currency, converted);
  for (guint i = 0; i < self->n_currencies; i++)
    {
      const OutlayCurrencyTotals *block = &self->currencies[i];
      const OutlayStateTotals *part = find_totals (block, category);
      gboolean is_converted = g_str_equal (block->currency, converted);

      if (part == NULL)
        continue;
      if ((is_converted || g_str_equal (block->currency, currency)) &&
          !outlay_state_totals_add (&sum, part->states))
        {
          g_set_error (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OVERFLOW,
                       "The total in %s does not fit in 64 bits", currency);
          return FALSE;
        }
      if (is_converted)
        n_left -= part->all.count;
      else if (!g_str_equal (block->currency, currency) &&
               !outlay_currency_key_is_converted (block->currency))
        n_left += part->all.count;
    }

  *totals = sum;
  if (n_unconverted != NULL)
    *n_unconverted = n_left;
  return TRUE;
}
