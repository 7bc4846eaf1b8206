/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/reports/outlay-spending-facts.h"

#include <string.h>

#include "client/reports/outlay-spending-private.h"

/* A merchant or a person. */
typedef struct
{
  char *key;
  char *name; /* (nullable) */
  OutlayTotal days;
  OutlayTotal before;
  gboolean is_before;
} Fact;

static void
fact_free (gpointer data)
{
  Fact *fact = data;

  g_free (fact->key);
  g_free (fact->name);
  g_free (fact);
}

/* --- the series ------------------------------------------------------------------------------- */

static void
set_span (OutlayDays *span, const OutlaySpendingQuery *query, const char *day)
{
  GDateWeekday first = query->first_weekday != G_DATE_BAD_WEEKDAY ? query->first_weekday
                                                                  : OUTLAY_ISO_WEEKDAY;
  gboolean is_cut = FALSE;

  switch (query->step)
    {
    case OUTLAY_SPENDING_STEP_DAY:
      is_cut = outlay_days_between (span, day, day);
      break;
    case OUTLAY_SPENDING_STEP_WEEK:
      is_cut = outlay_days_of_period (span, OUTLAY_PERIOD_WEEK, day, first);
      break;
    case OUTLAY_SPENDING_STEP_MONTH:
      is_cut = outlay_days_of_period (span, OUTLAY_PERIOD_MONTH, day, first);
      break;
    default:
      break;
    }

  /* At the end of the calendar there is no next day to name: what is left is the last one. */
  if (!is_cut)
    *span = query->days;
}

static void
cut_spans (OutlaySpendingFacts *self)
{
  const OutlayDays *days = &self->query.days;
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (OutlayDays));
  char day[OUTLAY_DAY_SIZE];

  memcpy (day, days->from, sizeof day);
  while (strcmp (day, days->until) < 0)
    {
      OutlayDays span;

      set_span (&span, &self->query, day);
      memcpy (day, span.until, sizeof day);
      outlay_days_clip (&span, days);
      g_array_append_val (spans, span);
    }

  self->n_spans = spans->len;
  self->span_days = (OutlayDays *) (gpointer) g_array_free (spans, FALSE);
  self->span_totals = g_new0 (OutlayTotal, MAX (self->n_spans, 1));
  self->span_minors = g_new (GArray *, MAX (self->n_spans, 1));
  for (guint i = 0; i < self->n_spans; i++)
    self->span_minors[i] = g_array_new (FALSE, TRUE, sizeof (gint64));
  self->span_categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

guint
outlay_spending_facts_find_span (const OutlaySpendingFacts *self, const char *day)
{
  guint low = 0;
  guint high = self->n_spans;

  while (low + 1 < high)
    {
      guint middle = (low + high) / 2;

      if (strcmp (self->span_days[middle].from, day) <= 0)
        low = middle;
      else
        high = middle;
    }

  return low;
}

guint
outlay_spending_facts_find_category (OutlaySpendingFacts *self, const char *category)
{
  const char *id = category != NULL ? category : "";
  gpointer place;

  if (!g_hash_table_lookup_extended (self->span_categories, id, NULL, &place))
    {
      place = GUINT_TO_POINTER (g_hash_table_size (self->span_categories));
      g_hash_table_insert (self->span_categories, g_strdup (id), place);
    }

  return GPOINTER_TO_UINT (place);
}

gboolean
outlay_spending_facts_add_to_span (OutlaySpendingFacts *self,
                                   guint span,
                                   guint category,
                                   const OutlayTotal *total,
                                   GError **error)
{
  GArray *minors = self->span_minors[span];

  if (!outlay_spending_add (&self->span_totals[span], total, error))
    return FALSE;

  /* A category is within the span, which is checked. */
  if (category >= minors->len)
    g_array_set_size (minors, category + 1);
  g_array_index (minors, gint64, category) += total->minor;

  return TRUE;
}

/* What is wanted of @totals. */
static gboolean
add_states_to_span (OutlaySpendingFacts *self,
                    guint span,
                    const char *category,
                    const OutlayStateTotals *totals,
                    GError **error)
{
  guint place = outlay_spending_facts_find_category (self, category);

  for (guint state = 0; state < OUTLAY_N_STATES; state++)
    if (outlay_spending_facts_has_state (self, (OutlayState) state) &&
        !outlay_spending_facts_add_to_span (self, span, place, &totals->states[state], error))
      return FALSE;

  return TRUE;
}

gboolean
outlay_spending_facts_add_report_to_span (OutlaySpendingFacts *self,
                                          guint span,
                                          const OutlayReport *report,
                                          GError **error)
{
  for (guint i = 0; i < report->n_currencies; i++)
    {
      const OutlayCurrencyTotals *block = &report->currencies[i];

      if (!outlay_spending_facts_has_currency (self, block->currency))
        continue;

      if (!report->is_by_category && !add_states_to_span (self, span, NULL, &block->totals, error))
        return FALSE;
      for (guint k = 0; report->is_by_category && k < block->n_categories; k++)
        if (!add_states_to_span (self, span, block->categories[k].category,
                                 &block->categories[k].totals, error))
          return FALSE;
    }

  return TRUE;
}

const OutlayTotal *
outlay_spending_facts_get_span (const OutlaySpendingFacts *self, guint span)
{
  return &self->span_totals[span];
}

gint64
outlay_spending_facts_get_span_minor (const OutlaySpendingFacts *self,
                                      guint span,
                                      const char *category)
{
  GArray *minors = self->span_minors[span];
  gpointer place;

  if (!g_hash_table_lookup_extended (self->span_categories, category, NULL, &place) ||
      GPOINTER_TO_UINT (place) >= minors->len)
    return 0;

  return g_array_index (minors, gint64, GPOINTER_TO_UINT (place));
}

/* --- facts ------------------------------------------------------------------------------------ */

OutlaySpendingFacts *
outlay_spending_facts_new (const OutlaySpendingQuery *query)
{
  OutlaySpendingFacts *self = g_new0 (OutlaySpendingFacts, 1);

  self->query = *query;
  self->query.states &= OUTLAY_STATES_MASK;
  if (self->query.states == 0)
    self->query.states = OUTLAY_STATES_MASK;
  outlay_report_init (&self->days, TRUE);
  outlay_report_init (&self->before, TRUE);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  cut_spans (self);

  return self;
}

void
outlay_spending_facts_free (OutlaySpendingFacts *self)
{
  outlay_report_clear (&self->days);
  outlay_report_clear (&self->before);
  for (guint i = 0; i < self->n_spans; i++)
    g_array_unref (self->span_minors[i]);
  g_free (self->span_minors);
  g_free (self->span_totals);
  g_free (self->span_days);
  g_hash_table_unref (self->span_categories);
  g_hash_table_unref (self->names);
  for (guint by = 0; by < OUTLAY_N_SPENDING_BY; by++)
    g_clear_pointer (&self->parts[by], g_hash_table_unref);
  g_free (self);
}

gboolean
outlay_spending_facts_has_state (const OutlaySpendingFacts *self, OutlayState state)
{
  return (self->query.states & (1u << state)) != 0;
}

gboolean
outlay_spending_facts_has_currency (const OutlaySpendingFacts *self, const char *currency)
{
  const char *wanted = self->query.currency;

  return strcmp (currency, wanted) == 0 ||
         (self->query.is_converted && currency[0] == '=' && strcmp (currency + 1, wanted) == 0);
}

void
outlay_spending_facts_begin_parts (OutlaySpendingFacts *self,
                                   OutlaySpendingBy by,
                                   gboolean is_all_before)
{
  self->parts[by] = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, fact_free);
  self->is_all_before[by] = is_all_before;
}

gboolean
outlay_spending_facts_add_part (OutlaySpendingFacts *self,
                                OutlaySpendingBy by,
                                gboolean is_before,
                                const char *key,
                                const char *name,
                                const OutlayTotal *total,
                                GError **error)
{
  Fact *fact = g_hash_table_lookup (self->parts[by], key);

  if (fact == NULL)
    {
      fact = g_new0 (Fact, 1);
      fact->key = g_strdup (key);
      fact->name = g_strdup (name);
      g_hash_table_insert (self->parts[by], fact->key, fact);
    }

  fact->is_before |= is_before;
  return outlay_spending_add (is_before ? &fact->before : &fact->days, total, error);
}

gboolean
outlay_spending_add (OutlayTotal *self, const OutlayTotal *more, GError **error)
{
  if (!__builtin_add_overflow (self->count, more->count, &self->count) &&
      !__builtin_add_overflow (self->minor, more->minor, &self->minor))
    return TRUE;

  g_set_error_literal (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OVERFLOW,
                       "The total does not fit in 64 bits");
  return FALSE;
}

void
outlay_spending_facts_list_parts (const OutlaySpendingFacts *self,
                                  OutlaySpendingBy by,
                                  GArray *parts)
{
  GHashTableIter iter;
  gpointer value;

  if (self->parts[by] == NULL)
    return;

  g_hash_table_iter_init (&iter, self->parts[by]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Fact *fact = value;
      OutlaySpendingPart part = {
        .key = fact->key,
        .name = fact->name,
        .count = fact->days.count,
        .minor = fact->days.minor,
        .before_minor = fact->before.minor,
        .is_before_known = fact->is_before || self->is_all_before[by],
      };

      if (fact->days.count != 0 || fact->before.count != 0)
        g_array_append_val (parts, part);
    }
}

gboolean
outlay_spending_facts_has_parts (const OutlaySpendingFacts *self, OutlaySpendingBy by)
{
  return self->parts[by] != NULL;
}
