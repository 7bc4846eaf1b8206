/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/budgets/outlay-budget-text.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/widgets/outlay-day-text.h"
#include "core/outlay-time.h"

static char *
format (gint64 minor, const char *currency)
{
  OutlayMoney money = { .minor = minor };

  g_strlcpy (money.currency, currency, sizeof money.currency);
  return outlay_money_format (&money, NULL);
}

OutlayCategory *
outlay_budget_dup_category (const OutlayBudget *budget, OutlayCategoryStore *categories)
{
  OutlayCategory *category;

  if (*budget->category == '\0')
    return outlay_category_new ("", _ ("All Expenses"), "outlay-budgets-symbolic", "blue", FALSE);

  category = outlay_category_store_find (categories, budget->category);
  if (category != NULL)
    return g_object_ref (category);

  return outlay_category_new (budget->category, _ ("A Category That Is Gone"), "", "", TRUE);
}

char *
outlay_budget_dup_used_text (const OutlayBudgetLine *line)
{
  const OutlayBudgetStanding *standing = &line->standing;
  g_autofree char *limit = format (line->budget.limit.minor, line->budget.limit.currency);
  g_autofree char *used = NULL;

  if (!line->has_standing)
    return g_steal_pointer (&limit);

  used = format (standing->limit - standing->left, standing->currency);
  /* Translators: amounts; what is spent of a budget, as in "€162.00 of €200.00". */
  return g_strdup_printf (_ ("%s of %s"), used, limit);
}

char *
outlay_budget_dup_left_text (const OutlayBudgetLine *line)
{
  gint64 left = line->standing.left;
  g_autofree char *amount = format (left < 0 ? -left : left, line->standing.currency);

  /* Translators: %s is an amount, of a budget. */
  return g_strdup_printf (left < 0 ? _ ("%s over") : _ ("%s left"), amount);
}

char *
outlay_budget_dup_pace_text (const OutlayBudgetLine *line, const char *month)
{
  g_autofree char *day = g_strdup_printf ("%.7s-%02u", month, line->over_day);
  /* Without a year, and without being called tomorrow: a pace begins to be told days later. */
  g_autofree char *new_year = g_strdup_printf ("%.4s-01-01", month);
  g_autofree char *text = NULL;

  if (line->over_day == 0)
    return NULL;

  text = outlay_day_to_text (day, new_year);
  /* Translators: of a budget; %s is a day, as in "24 November". */
  return g_strdup_printf (_ ("At this pace over on %s"), text);
}

static char *
dup_name (const OutlayBudget *budget, OutlayCategoryStore *categories)
{
  g_autoptr (OutlayCategory) category = outlay_budget_dup_category (budget, categories);

  return g_strdup (outlay_category_get_name (category));
}

static char *
dup_warning_text (const OutlayBudgetLine *line, OutlayCategoryStore *categories)
{
  gboolean is_company = line->scope == OUTLAY_BUDGET_SCOPE_COMPANY;
  g_autofree char *name = dup_name (&line->budget, categories);

  if (line->standing.level == OUTLAY_BUDGET_LEVEL_FULL)
    /* Translators: %s is a category. */
    return g_strdup_printf (is_company ? _ ("%s: the company’s budget is used up")
                                       : _ ("%s: the month’s budget is used up"),
                            name);

  /* Translators: %s is a category. */
  return g_strdup_printf (is_company ? _ ("%s: 80%% of the company’s budget is used")
                                     : _ ("%s: 80%% of the month’s budget is used"),
                          name);
}

char *
outlay_budget_dup_warnings_text (GArray *lines, OutlayCategoryStore *categories)
{
  if (lines->len == 1)
    return dup_warning_text (&g_array_index (lines, OutlayBudgetLine, 0), categories);

  return g_strdup_printf (ngettext ("%u budget is used up, or nearly so",
                                    "%u budgets are used up, or nearly so", lines->len),
                          lines->len);
}

/* --- the form --------------------------------------------------------------------------------- */

/* The words of a forecast. */
typedef struct
{
  gboolean is_company;
  gboolean is_now; /* of this month */
  char *left;
  char *limit;
  char *name;
  char *over;
} Words;

static void
words_clear (Words *self)
{
  g_free (self->left);
  g_free (self->limit);
  g_free (self->name);
  g_free (self->over);
}

/* Translators: of these sentences: amount that is left or over, limit, category. */
static char *
say_left (const Words *words)
{
  if (words->is_now)
    return g_strdup_printf (words->is_company ? _ ("%s of the company’s %s left for %s this month")
                                              : _ ("%s of %s left for %s this month"),
                            words->left, words->limit, words->name);

  return g_strdup_printf (words->is_company ? _ ("%s of the company’s %s left for %s in that month")
                                            : _ ("%s of %s left for %s in that month"),
                          words->left, words->limit, words->name);
}

static char *
say_already_over (const Words *words)
{
  return g_strdup_printf (words->is_company ? _ ("%s over the company’s %s for %s already")
                                            : _ ("%s over the %s for %s already"),
                          words->left, words->limit, words->name);
}

/* Translators: the last of these is the amount that it is over by then. */
static char *
say_becomes_over (const Words *words)
{
  if (words->is_now)
    return g_strdup_printf (
        words->is_company
            ? _ ("%s of the company’s %s left for %s this month; this one makes it %s over")
            : _ ("%s of %s left for %s this month; this one makes it %s over"),
        words->left, words->limit, words->name, words->over);

  return g_strdup_printf (
      words->is_company
          ? _ ("%s of the company’s %s left for %s in that month; this one makes it %s over")
          : _ ("%s of %s left for %s in that month; this one makes it %s over"),
      words->left, words->limit, words->name, words->over);
}

char *
outlay_budget_dup_forecast_text (const OutlayBudgetForecast *forecast,
                                 OutlayCategoryStore *categories,
                                 const char *day)
{
  const OutlayBudgetStanding *before = &forecast->line.standing;
  const OutlayBudgetStanding *after = &forecast->after;
  g_autofree char *today = outlay_day_today ();
  Words words = {
    .is_company = forecast->line.scope == OUTLAY_BUDGET_SCOPE_COMPANY,
    .is_now = strncmp (day, today, strlen ("YYYY-MM")) == 0,
    .left = format (ABS (before->left), before->currency),
    .limit = format (before->limit, before->currency),
    .name = dup_name (&forecast->line.budget, categories),
    .over = format (-MIN (after->left, 0), after->currency),
  };
  char *text;

  if (before->left < 0)
    text = say_already_over (&words);
  else if (after->left < 0)
    text = say_becomes_over (&words);
  else
    text = say_left (&words);
  words_clear (&words);

  return text;
}
