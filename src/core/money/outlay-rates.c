/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-rates.h"

#include <string.h>

#include "core/money/outlay-rates-read.h"
#include "core/outlay-time.h"

struct _OutlayRates
{
  GArray *rates; /* of OutlayDayRate */
  gboolean is_sorted;
};

G_DEFINE_QUARK (outlay-rates-error-quark, outlay_rates_error)

OutlayRates *
outlay_rates_new (void)
{
  OutlayRates *self = g_new0 (OutlayRates, 1);

  self->rates = g_array_new (FALSE, FALSE, sizeof (OutlayDayRate));
  self->is_sorted = TRUE;
  return self;
}

void
outlay_rates_free (OutlayRates *self)
{
  g_array_unref (self->rates);
  g_free (self);
}

static OutlayDayRate *
get_rate (OutlayRates *self, guint at)
{
  return &g_array_index (self->rates, OutlayDayRate, at);
}

static int
compare_rates (gconstpointer a, gconstpointer b)
{
  const OutlayDayRate *first = a, *second = b;
  int order = strcmp (first->currency, second->currency);

  return order != 0 ? order : strcmp (first->day, second->day);
}

/* The order is stable, so that of two that tell the same the later stays. */
static void
ensure_sorted (OutlayRates *self)
{
  guint n = 0;

  if (self->is_sorted)
    return;

  g_array_sort (self->rates, compare_rates);
  for (guint i = 0; i < self->rates->len; i++)
    {
      if (n > 0 && compare_rates (get_rate (self, n - 1), get_rate (self, i)) == 0)
        n--;
      *get_rate (self, n++) = *get_rate (self, i);
    }
  g_array_set_size (self->rates, n);
  self->is_sorted = TRUE;
}

static gboolean
is_code (const char *text)
{
  return strlen (text) == 3 && strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

void
outlay_rates_add (OutlayRates *self, const char *day, const char *currency, const OutlayRate *rate)
{
  OutlayDayRate entry = { .rate = *rate };

  g_return_if_fail (outlay_day_is_valid (day));
  g_return_if_fail (is_code (currency) && !g_str_equal (currency, OUTLAY_RATES_BASE));

  g_strlcpy (entry.day, day, sizeof entry.day);
  g_strlcpy (entry.currency, currency, sizeof entry.currency);
  g_array_append_val (self->rates, entry);
  self->is_sorted = FALSE;
}

guint
outlay_rates_get_n (OutlayRates *self)
{
  ensure_sorted (self);
  return self->rates->len;
}

const OutlayDayRate *
outlay_rates_get (OutlayRates *self, guint position)
{
  ensure_sorted (self);
  g_return_val_if_fail (position < self->rates->len, NULL);

  return get_rate (self, position);
}

/* --- files ------------------------------------------------------------------------------------ */

gboolean
outlay_rates_reading_fail (OutlayRatesReading *self,
                           const char *message,
                           const char *what,
                           GError **error)
{
  g_autofree char *shown = what != NULL ? g_strndup (what, 40) : NULL;
  g_autofree char *valid = shown != NULL ? g_utf8_make_valid (shown, -1) : NULL;

  g_set_error (error, OUTLAY_RATES_ERROR, OUTLAY_RATES_ERROR_BAD_FILE, "Line %u: %s%s%s%s",
               self->line, message, valid != NULL ? ": “" : "", valid != NULL ? valid : "",
               valid != NULL ? "”" : "");
  return FALSE;
}

gboolean
outlay_rates_reading_begin_day (OutlayRatesReading *self, const char *day, GError **error)
{
  if (!outlay_day_is_valid (day))
    return outlay_rates_reading_fail (self, "no day as YYYY-MM-DD", day, error);
  if (!g_hash_table_add (self->days, g_strdup (day)))
    return outlay_rates_reading_fail (self, "the day was told before", day, error);

  g_strlcpy (self->day, day, sizeof self->day);
  self->first = self->rates->len;
  return TRUE;
}

gboolean
outlay_rates_reading_add (OutlayRatesReading *self,
                          const char *currency,
                          const char *rate,
                          GError **error)
{
  OutlayDayRate entry = { 0 };

  if (!is_code (currency) || g_str_equal (currency, OUTLAY_RATES_BASE))
    return outlay_rates_reading_fail (self, "no currency that has a rate", currency, error);
  if (!outlay_rate_parse (rate, &entry.rate, NULL))
    return outlay_rates_reading_fail (self, "no rate of at most ten digits", rate, error);

  for (guint i = self->first; i < self->rates->len; i++)
    if (g_str_equal (g_array_index (self->rates, OutlayDayRate, i).currency, currency))
      return outlay_rates_reading_fail (self, "the currency was told before", currency, error);

  memcpy (entry.day, self->day, sizeof entry.day);
  g_strlcpy (entry.currency, currency, sizeof entry.currency);
  g_array_append_val (self->rates, entry);
  return TRUE;
}

gboolean
outlay_rates_read (OutlayRates *self, const char *text, gsize length, GError **error)
{
  g_autoptr (GArray) rates = g_array_new (FALSE, FALSE, sizeof (OutlayDayRate));
  g_autoptr (GHashTable) days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  OutlayRatesReading reading = { .rates = rates, .days = days, .line = 1 };
  gboolean is_read;

  if (length > OUTLAY_RATES_FILE_MAX)
    {
      g_set_error_literal (error, OUTLAY_RATES_ERROR, OUTLAY_RATES_ERROR_TOO_LARGE,
                           "The file is too large for one of rates");
      return FALSE;
    }
  if (length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      length -= 3;
    }

  is_read = length > 0 && text[0] == '<' ? outlay_rates_read_xml (&reading, text, length, error)
                                         : outlay_rates_read_csv (&reading, text, length, error);
  if (!is_read)
    return FALSE;
  if (rates->len == 0)
    return outlay_rates_reading_fail (&reading, "there is no rate in the file", NULL, error);

  g_array_append_vals (self->rates, rates->data, rates->len);
  self->is_sorted = FALSE;
  return TRUE;
}

/* --- finding ---------------------------------------------------------------------------------- */

/* How many come before @day's end in @currency: the one before that place is the latest. */
static guint
find_end (OutlayRates *self, const char *currency, const char *day)
{
  OutlayDayRate wanted = { 0 };
  guint low = 0;
  guint high = self->rates->len;

  g_strlcpy (wanted.currency, currency, sizeof wanted.currency);
  g_strlcpy (wanted.day, day, sizeof wanted.day);
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_rates (get_rate (self, middle), &wanted) <= 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* The latest of @currency on or before @day and not before @oldest. */
static const OutlayDayRate *
find_latest (OutlayRates *self, const char *currency, const char *day, const char *oldest)
{
  guint end = find_end (self, currency, day);
  const OutlayDayRate *found = end > 0 ? get_rate (self, end - 1) : NULL;

  return found != NULL && g_str_equal (found->currency, currency) &&
                 strcmp (found->day, oldest) >= 0
             ? found
             : NULL;
}

/* The first day a rate for @day may be of; there are none before 1970. */
static char *
find_oldest (const char *day)
{
  char *oldest = day != NULL ? outlay_day_add (day, -OUTLAY_RATES_MAX_AGE) : NULL;

  return oldest != NULL || !outlay_day_is_valid (day) ? oldest : g_strdup ("1970-01-01");
}

gboolean
outlay_rates_find (OutlayRates *self,
                   const char *currency,
                   const char *day,
                   OutlayRate *rate,
                   char rate_day[OUTLAY_DAY_SIZE])
{
  g_autofree char *oldest = find_oldest (day);
  OutlayDayRate base = { .rate = OUTLAY_RATE_ONE };
  const OutlayDayRate *found = &base;

  if (oldest == NULL || currency == NULL || !is_code (currency))
    return FALSE;

  ensure_sorted (self);
  g_strlcpy (base.day, day, sizeof base.day);
  if (!g_str_equal (currency, OUTLAY_RATES_BASE) &&
      (found = find_latest (self, currency, day, oldest)) == NULL)
    return FALSE;

  if (rate != NULL)
    *rate = found->rate;
  if (rate_day != NULL)
    memcpy (rate_day, found->day, OUTLAY_DAY_SIZE);
  return TRUE;
}

/* Both of the latest day that has both: each that lacks the other's day is asked for that day. */
static gboolean
find_both (OutlayRates *self,
           const char *from,
           const char *to,
           const char *day,
           OutlayRate rates[2],
           char rate_day[OUTLAY_DAY_SIZE])
{
  g_autofree char *oldest = find_oldest (day);
  char until[OUTLAY_DAY_SIZE], other[OUTLAY_DAY_SIZE];

  if (oldest == NULL)
    return FALSE;

  g_strlcpy (until, day, sizeof until);
  while (outlay_rates_find (self, from, until, &rates[0], rate_day) &&
         outlay_rates_find (self, to, rate_day, &rates[1], other) && strcmp (other, oldest) >= 0)
    {
      if (g_str_equal (rate_day, other))
        return TRUE;
      memcpy (until, other, sizeof until);
    }

  return FALSE;
}

gboolean
outlay_conversion_of_rates (const OutlayMoney *amount,
                            const char *currency,
                            const OutlayRate *from,
                            const OutlayRate *to,
                            const char *day,
                            OutlayConversion *conversion,
                            GError **error)
{
  OutlayConversion result = { 0 };

  if (!outlay_rate_cross (from, to, &result.rate, error) ||
      !outlay_rate_convert (&result.rate, amount, currency, &result.amount, error))
    return FALSE;

  g_strlcpy (result.rate_day, day, sizeof result.rate_day);
  *conversion = result;
  return TRUE;
}

gboolean
outlay_rates_convert (OutlayRates *self,
                      const OutlayMoney *amount,
                      const char *currency,
                      const char *day,
                      OutlayConversion *conversion,
                      GError **error)
{
  OutlayRate rates[2] = { OUTLAY_RATE_ONE, OUTLAY_RATE_ONE };
  char rate_day[OUTLAY_DAY_SIZE];

  g_return_val_if_fail (outlay_day_is_valid (day), FALSE);

  g_strlcpy (rate_day, day, sizeof rate_day);
  if (!g_str_equal (amount->currency, currency) &&
      !find_both (self, amount->currency, currency, day, rates, rate_day))
    {
      g_set_error (error, OUTLAY_RATES_ERROR, OUTLAY_RATES_ERROR_NONE,
                   "There is no rate from %s to %s of %s or shortly before", amount->currency,
                   currency, day);
      return FALSE;
    }

  return outlay_conversion_of_rates (amount, currency, &rates[0], &rates[1], rate_day, conversion,
                                     error);
}
