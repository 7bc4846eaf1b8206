/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-scale.h"

#include <string.h>

/* Whole units from which a prefix is shorter than the number. */
#define PREFIX_FROM 10000

static guint
count_steps (gint64 peak, gint64 step)
{
  return (guint) MIN (peak / step + (peak % step != 0), G_MAXUINT);
}

void
outlay_chart_scale_init (OutlayChartScale *self, const char *currency, gint64 peak, guint max_steps)
{
  static const gint64 factors[] = { 1, 2, 5 };

  g_return_if_fail (peak >= 0 && max_steps > 0);

  *self = (OutlayChartScale) { .step = 1 };
  g_strlcpy (self->currency, currency, sizeof self->currency);

  if (peak == 0)
    return;

  /* Five times the largest power of ten is still within gint64, and covers it in two steps. */
  for (gint64 power = 1;; power *= 10)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (factors); i++)
        {
          self->step = factors[i] * power;
          self->n_steps = count_steps (peak, self->step);

          if (self->n_steps <= max_steps)
            return;
        }

      if (power > G_MAXINT64 / 50)
        return;
    }
}

double
outlay_chart_scale_get_fraction (const OutlayChartScale *self, gint64 minor)
{
  if (self->n_steps == 0)
    return 0;

  return CLAMP ((double) minor / ((double) self->step * self->n_steps), 0, 1);
}

static gint64
get_unit (const OutlayChartScale *self)
{
  const OutlayCurrency *currency = outlay_currency_find (self->currency);
  gint64 unit = 1;

  for (guint i = currency != NULL ? currency->exponent : 2; i > 0; i--)
    unit *= 10;

  return unit;
}

/* The prefix that the axis's end is written with, and what it stands for. */
static const char *
choose_prefix (const OutlayChartScale *self, gint64 *factor)
{
  static const char *const prefixes[] = { "", "k", "M", "G", "T", "P" };
  double top = (double) self->step * self->n_steps / (double) get_unit (self);
  guint i = 0;

  *factor = 1;
  while (top >= PREFIX_FROM && i + 1 < G_N_ELEMENTS (prefixes))
    {
      top /= 1000;
      *factor *= 1000;
      i++;
    }

  return prefixes[i];
}

/* How many decimals of @divisor @minor needs; without a prefix it is money, which has all or none. */
static guint
count_decimals (gint64 minor, gint64 divisor, gboolean is_money)
{
  guint n = 0;

  while (divisor > 1 && (minor % divisor != 0 || (is_money && n > 0)))
    {
      divisor /= 10;
      n++;
    }

  return n;
}

static char *
format (const OutlayChartScale *self,
        guint64 minor,
        guint decimals,
        gint64 divisor,
        const char *prefix,
        const OutlayNumberStyle *style)
{
  guint64 whole = minor / (guint64) divisor;
  guint64 rest = minor % (guint64) divisor;
  GString *text = g_string_new (NULL);

  if (style == NULL)
    style = outlay_number_style_get_default ();

  if (whole >= 1000)
    g_string_append_printf (text, "%" G_GUINT64_FORMAT "%s%03" G_GUINT64_FORMAT, whole / 1000,
                            g_str_equal (style->group, " ") ? "\xc2\xa0" : style->group,
                            whole % 1000);
  else
    g_string_append_printf (text, "%" G_GUINT64_FORMAT, whole);

  for (guint i = 0; i < decimals; i++)
    {
      divisor /= 10;
      g_string_append_printf (text, "%s%d", i == 0 ? style->decimal : "",
                              (int) (rest / (guint64) divisor));
      rest %= (guint64) divisor;
    }

  g_string_append (text, prefix);

  return g_string_free_and_steal (text);
}

/* "€600", "600 €", "CHF 600". */
static char *
add_sign (const OutlayChartScale *self, const char *number, const OutlayNumberStyle *style)
{
  const OutlayCurrency *currency = outlay_currency_find (self->currency);
  const char *sign = currency != NULL ? currency->symbol : self->currency;
  const char *edge = sign;
  const char *space;

  if (*sign == '\0')
    return g_strdup (number);

  if (style == NULL)
    style = outlay_number_style_get_default ();

  if (style->symbol_first)
    edge = g_utf8_prev_char (sign + strlen (sign));
  space = style->symbol_space || g_unichar_isalpha (g_utf8_get_char (edge)) ? "\xc2\xa0" : "";

  return style->symbol_first ? g_strconcat (sign, space, number, NULL)
                             : g_strconcat (number, space, sign, NULL);
}

char *
outlay_chart_scale_format (const OutlayChartScale *self, guint line, const OutlayNumberStyle *style)
{
  gint64 factor, divisor;
  const char *prefix = choose_prefix (self, &factor);
  g_autofree char *number = NULL;

  g_return_val_if_fail (line <= self->n_steps, NULL);

  if (line == 0)
    return g_strdup ("0");

  divisor = get_unit (self) * factor;
  /* The end of the axis may lie beyond gint64, but not by much. */
  number = format (self, (guint64) self->step * line,
                   count_decimals (self->step, divisor, factor == 1), divisor, prefix, style);

  return line == self->n_steps ? add_sign (self, number, style) : g_steal_pointer (&number);
}

char *
outlay_chart_scale_format_amount (const OutlayChartScale *self,
                                  gint64 minor,
                                  const OutlayNumberStyle *style)
{
  gint64 factor, divisor, grain;
  const char *prefix = choose_prefix (self, &factor);

  divisor = get_unit (self) * factor;
  /* A tenth of what the prefix stands for, whole units where there are many, else all there is. */
  if (factor > 1)
    grain = divisor / 10;
  else
    grain = (guint64) self->step * self->n_steps >= 100 * (guint64) divisor ? divisor : 1;

  if (minor <= G_MAXINT64 - grain / 2)
    minor += grain / 2;
  minor -= minor % grain;

  return format (self, (guint64) minor, count_decimals (grain, divisor, factor == 1), divisor,
                 prefix, style);
}
