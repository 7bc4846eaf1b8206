/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/insights/outlay-insight-text.h"

#include <glib/gi18n.h>

#include "app/widgets/outlay-day-text.h"
#include "core/outlay-time.h"

typedef struct
{
  OutlayInsight *insight;
  const OutlayInsightNumbers *numbers;
  const char *subject; /* merchant or category in words */
  const char *today;
} Told;

typedef void (*TellFunc) (OutlayInsightText *self, const Told *told);

static char *
say (const Told *told, gint64 minor)
{
  OutlayMoney money = { .minor = minor };

  g_strlcpy (money.currency, outlay_insight_get_currency (told->insight), sizeof money.currency);

  return outlay_money_format (&money, NULL);
}

static char *
say_day (const Told *told, const char *day)
{
  return outlay_day_to_text (day, told->today);
}

/* Per mille as "12 %". */
static char *
say_share (gint64 per_mille)
{
  /* Translators: a share in per cent. */
  return g_strdup_printf (_ ("%d %%"), (int) ((per_mille + 5) / 10));
}

/* --- what needs a look ----------------------------------------------------------------------- */

static void
tell_twins (OutlayInsightText *self, const Told *told)
{
  const OutlayInsightNumbers *numbers = told->numbers;
  g_autofree char *amount = say (told, numbers->amount);

  self->icon = "outlay-twins-symbolic";
  self->color = "orange";
  /* Translators: the amount, then the merchant of two expenses. */
  self->title = g_strdup_printf (_ ("%1$s at %2$s may be one expense twice"), amount,
                                 told->subject);
  if (numbers->is_same_file)
    {
      self->body = g_strdup (_ ("Both carry the same receipt."));
      self->method = g_strdup (_ ("The files of both have the same digest: they are the same to "
                                  "the last byte."));
      return;
    }

  self->body = numbers->days == 0
                   ? g_strdup (_ ("Both are of the same day, merchant and amount."))
                   : g_strdup_printf (ngettext ("Same merchant and amount, %u day apart.",
                                                "Same merchant and amount, %u days apart.",
                                                numbers->days),
                                      numbers->days);
  self->method = g_strdup (_ ("Two expenses of the same merchant and amount that lie much closer "
                              "together than yours there usually do, and three days at most."));
}

static void
tell_unusual (OutlayInsightText *self, const Told *told)
{
  const OutlayInsightNumbers *numbers = told->numbers;
  g_autofree char *amount = say (told, numbers->amount);
  g_autofree char *usual = say (told, numbers->usual);
  g_autofree char *low = say (told, numbers->low);
  g_autofree char *high = say (told, numbers->high);

  self->icon = "outlay-unusual-symbolic";
  self->color = "orange";
  /* Translators: the amount, then the merchant or the category. */
  self->title = g_strdup_printf (_ ("%1$s for %2$s is unusual"), amount, told->subject);
  self->body = g_strdup_printf (_ ("It is usually about %1$s, and between %2$s and %3$s."), usual,
                                low, high);
  self->method = g_strdup_printf (
      ngettext ("Compared with %u other of the same kind: their median, and how far they usually "
                "lie from it (median absolute deviation, modified z-score above 3.5, and more of "
                "few).",
                "Compared with %u others of the same kind: their median, and how far they usually "
                "lie from it (median absolute deviation, modified z-score above 3.5, and more of "
                "few).",
                numbers->n),
      numbers->n);
}

static const char *
say_interval (OutlayInterval interval)
{
  switch (interval)
    {
    case OUTLAY_INTERVAL_WEEK:
      return _ ("every week");
    case OUTLAY_INTERVAL_YEAR:
      return _ ("every year");
    case OUTLAY_INTERVAL_MONTH:
    case OUTLAY_INTERVAL_NONE:
    default:
      return _ ("every month");
    }
}

static void
tell_missing (OutlayInsightText *self, const Told *told)
{
  const OutlayInsightNumbers *numbers = told->numbers;
  g_autofree char *usual = say (told, numbers->usual);
  g_autofree char *due = say_day (told, numbers->day);

  self->icon = "outlay-missing-symbolic";
  self->color = "yellow";
  self->title = g_strdup_printf (_ ("%s has not come"), told->subject);
  /* Translators: the amount, "every month", and the day it was due. */
  self->body = g_strdup_printf (_ ("About %1$s came %2$s, and was due: %3$s."), usual,
                                say_interval (numbers->interval), due);
  self->method = g_strdup_printf (
      ngettext ("It came %1$u time at the same distance; %2$u days of grace have passed.",
                "It came %1$u times at the same distance; %2$u days of grace have passed.",
                numbers->n),
      numbers->n, numbers->grace);
  self->tip = g_strdup (_ ("Write it down, if you still have the receipt."));
  self->action = _ ("Add Expense…");
}

/* --- what lies about ------------------------------------------------------------------------- */

static char *
say_how_old (const Told *told)
{
  const OutlayInsightNumbers *numbers = told->numbers;
  g_autofree char *amount = NULL;

  if (*outlay_insight_get_currency (told->insight) == '\0')
    return g_strdup_printf (
        ngettext ("The oldest is %u day old.", "The oldest is %u days old.", numbers->days),
        numbers->days);

  amount = say (told, numbers->amount);
  /* Translators: the age of the oldest in days, then what all come to. */
  return g_strdup_printf (ngettext ("The oldest is %1$u day old; together they come to %2$s.",
                                    "The oldest is %1$u days old; together they come to %2$s.",
                                    numbers->days),
                          numbers->days, amount);
}

static char *
say_grace (const Told *told)
{
  const OutlayInsightNumbers *numbers = told->numbers;

  return g_strdup_printf (
      ngettext ("Older than %u day, which nineteen of twenty of yours are not before they go on. "
                "Where too few are known to say so, a month.",
                "Older than %u days, which nineteen of twenty of yours are not before they go on. "
                "Where too few are known to say so, a month.",
                numbers->grace),
      numbers->grace);
}

static void
tell_waiting (OutlayInsightText *self, const Told *told)
{
  const OutlayInsightNumbers *numbers = told->numbers;

  self->icon = "outlay-waiting-symbolic";
  self->color = "yellow";
  self->title = g_strdup_printf (ngettext ("%u expense waits for a decision longer than usual",
                                           "%u expenses wait for a decision longer than usual",
                                           numbers->n),
                                 numbers->n);
  self->body = say_how_old (told);
  self->method = numbers->n_before > 0
                     ? g_strdup_printf (ngettext ("Half of your last decisions took %1$u day at "
                                                  "most; told after %2$u.",
                                                  "Half of your last decisions took %1$u days at "
                                                  "most; told after %2$u.",
                                                  numbers->usual_days),
                                        numbers->usual_days, numbers->grace)
                     : g_strdup_printf (ngettext ("Told after %u day, as it is not known here how "
                                                  "long your decisions take.",
                                                  "Told after %u days, as it is not known here how "
                                                  "long your decisions take.",
                                                  numbers->grace),
                                        numbers->grace);
  self->tip = g_strdup (_ ("Ask a reviewer about it."));
}

static void
tell_unproven (OutlayInsightText *self, const Told *told)
{
  guint n = told->numbers->n;

  self->icon = "outlay-receipt-symbolic";
  self->color = "blue";
  self->title = g_strdup_printf (ngettext ("%u draft lacks nothing but its receipt",
                                           "%u drafts lack nothing but their receipts", n),
                                 n);
  self->body = say_how_old (told);
  self->method = say_grace (told);
  self->tip = g_strdup (_ ("Add the receipt before it is lost."));
  self->action = _ ("Add a Receipt…");
}

static void
tell_unfinished (OutlayInsightText *self, const Told *told)
{
  guint n = told->numbers->n;

  self->icon = "outlay-receipt-symbolic";
  self->color = "blue";
  self->title = g_strdup_printf (
      ngettext ("%u draft was never finished", "%u drafts were never finished", n), n);
  self->body = say_how_old (told);
  self->method = say_grace (told);
  self->tip = g_strdup (_ ("Complete the oldest, or delete it."));
  self->action = _ ("Complete…");
}

static void
tell_ready (OutlayInsightText *self, const Told *told)
{
  guint n = told->numbers->n;

  self->icon = "outlay-receipt-symbolic";
  self->color = "green";
  self->title = g_strdup_printf (ngettext ("%u draft is complete and was not submitted",
                                           "%u drafts are complete and were not submitted", n),
                                 n);
  self->body = say_how_old (told);
  self->method = say_grace (told);
  self->tip = g_strdup (_ ("Submit to get your money back."));
  self->action = n == 1 ? _ ("Submit") : _ ("Submit All");
}

/* --- where it goes --------------------------------------------------------------------------- */

static void
tell_growing (OutlayInsightText *self, const Told *told)
{
  const OutlayInsightNumbers *numbers = told->numbers;
  g_autofree char *first = say (told, numbers->usual);
  g_autofree char *last = say (told, numbers->amount);
  g_autofree char *change = say (told, numbers->change);
  g_autofree char *share = say_share (numbers->per_mille);
  const char *cause = outlay_insight_get_cause (told->insight);

  self->icon = "outlay-growing-symbolic";
  self->color = "purple";
  self->title = g_strdup_printf (_ ("%s costs more from month to month"), told->subject);
  /* Translators: a month's amount at first and at last, the number of months, and the growth. */
  self->body = cause == NULL ? g_strdup_printf (
                                   _ ("From about %1$s a month to about %2$s in %3$u months: %4$s "
                                      "more."),
                                   first, last, numbers->n, share)
                             /* Translators: the same, and the merchant that it comes from most. */
                             : g_strdup_printf (
                                   _ ("From about %1$s a month to about %2$s in %3$u months: %4$s "
                                      "more, and most of all at %5$s."),
                                   first, last, numbers->n, share, cause);
  self->method = g_strdup_printf (_ ("The median of the slopes between all pairs of months "
                                     "(Theil–Sen): %s more each month."),
                                  change);
  self->tip = g_strdup (_ ("A budget says so before it is too much."));
  self->action = _ ("Set a Budget…");
}

static void
tell_forecast (OutlayInsightText *self, const Told *told)
{
  const OutlayInsightNumbers *numbers = told->numbers;
  g_autofree char *amount = say (told, numbers->amount);
  g_autofree char *low = say (told, numbers->low);
  g_autofree char *high = say (told, numbers->high);
  g_autofree char *so_far = say (told, numbers->so_far);
  g_autofree char *limit = say (told, numbers->limit);

  self->icon = "outlay-forecast-symbolic";
  self->color = "teal";
  self->title = g_strdup_printf (_ ("This month will come to about %s"), amount);
  if (numbers->limit > 0)
    self->body = g_strdup_printf (_ ("Probably between %1$s and %2$s; so far it is %3$s, of a "
                                     "budget of %4$s."),
                                  low, high, so_far, limit);
  else
    self->body = g_strdup_printf (_ ("Probably between %1$s and %2$s; so far it is %3$s."), low,
                                  high, so_far);
  self->method = g_strdup_printf (ngettext ("From how the last %u month went on from this day of "
                                            "the month; four of five fall into the range.",
                                            "From how the last %u months went on from this day of "
                                            "the month; four of five fall into the range.",
                                            numbers->n),
                                  numbers->n);
}

static void
tell_recurring (OutlayInsightText *self, const Told *told)
{
  const OutlayInsightNumbers *numbers = told->numbers;
  g_autofree char *usual = say (told, numbers->usual);
  g_autofree char *next = say_day (told, numbers->day);

  self->icon = "outlay-recurring-symbolic";
  self->color = "slate";
  /* Translators: merchant, amount, "every month". */
  self->title = g_strdup_printf (_ ("%1$s: %2$s %3$s"), told->subject, usual,
                                 say_interval (numbers->interval));
  self->body = g_strdup_printf (
      ngettext ("%1$u time so far; next: %2$s.", "%1$u times so far; next: %2$s.", numbers->n),
      numbers->n, next);
  self->method = g_strdup (_ ("The days keep to one distance, and the amounts lie within a "
                              "quarter of their median."));
}

static const TellFunc tellers[OUTLAY_N_INSIGHT_KINDS] = {
  [OUTLAY_INSIGHT_TWINS] = tell_twins,       [OUTLAY_INSIGHT_UNUSUAL] = tell_unusual,
  [OUTLAY_INSIGHT_MISSING] = tell_missing,   [OUTLAY_INSIGHT_WAITING] = tell_waiting,
  [OUTLAY_INSIGHT_UNPROVEN] = tell_unproven, [OUTLAY_INSIGHT_UNFINISHED] = tell_unfinished,
  [OUTLAY_INSIGHT_READY] = tell_ready,       [OUTLAY_INSIGHT_GROWING] = tell_growing,
  [OUTLAY_INSIGHT_FORECAST] = tell_forecast, [OUTLAY_INSIGHT_RECURRING] = tell_recurring,
};

static const char *
find_subject (OutlayInsight *insight, OutlayCategoryStore *categories)
{
  const char *merchant = outlay_insight_get_merchant (insight);
  const char *id = outlay_insight_get_category (insight);
  OutlayCategory *category = id != NULL && *id != '\0' ? outlay_category_store_find (categories, id)
                                                       : NULL;

  if (merchant != NULL)
    return merchant;

  return category != NULL ? outlay_category_get_name (category) : _ ("No category");
}

/* What can be discarded is a draft, whoever its twin is. */
static void
tell_action (OutlayInsightText *self, OutlayInsight *insight)
{
  switch (outlay_insight_get_action (insight))
    {
    case OUTLAY_INSIGHT_ACTION_DISCARD:
      self->tip = g_strdup (_ ("Discard the draft, if they are one; else dismiss this."));
      self->action = _ ("Discard the Draft");
      break;
    case OUTLAY_INSIGHT_ACTION_COMPARE:
      self->tip = g_strdup (_ ("Look at both; tell a reviewer if they are one."));
      break;
    default:
      break;
    }
}

void
outlay_insight_text_init (OutlayInsightText *self,
                          OutlayInsight *insight,
                          OutlayCategoryStore *categories)
{
  g_autofree char *today = outlay_day_today ();
  Told told = { insight, outlay_insight_get_numbers (insight), find_subject (insight, categories),
                today };

  *self = (OutlayInsightText) { 0 };
  tellers[outlay_insight_get_kind (insight)](self, &told);
  tell_action (self, insight);
}

void
outlay_insight_text_clear (OutlayInsightText *self)
{
  g_free (self->title);
  g_free (self->body);
  g_free (self->method);
  g_free (self->tip);
}
