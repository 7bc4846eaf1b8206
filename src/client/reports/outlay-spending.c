/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/reports/outlay-spending.h"

#include <string.h>

#include "client/reports/outlay-spending-private.h"

struct _OutlaySpending
{
  GObject parent_instance;

  OutlaySpendingQuery query;
  OutlayTotal total;
  OutlayTotal before;
  OutlayStateTotals states;
  OutlaySpendingParts parts[OUTLAY_N_SPENDING_BY];
  OutlaySpendingSpan *spans;
  guint n_spans;
  gint64 *minors; /* of all spans' categories */
  OutlaySpendingCurrency *currencies;
  guint n_currencies;
  gint64 n_unconverted;
  GStringChunk *texts; /* keys and names */
};

G_DEFINE_FINAL_TYPE (OutlaySpending, outlay_spending, G_TYPE_OBJECT)

static void
outlay_spending_finalize (GObject *object)
{
  OutlaySpending *self = OUTLAY_SPENDING (object);

  for (guint by = 0; by < OUTLAY_N_SPENDING_BY; by++)
    g_free ((OutlaySpendingPart *) self->parts[by].items);
  g_free (self->spans);
  g_free (self->minors);
  g_free (self->currencies);
  g_string_chunk_free (self->texts);

  G_OBJECT_CLASS (outlay_spending_parent_class)->finalize (object);
}

static void
outlay_spending_class_init (OutlaySpendingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_spending_finalize;
}

static void
outlay_spending_init (OutlaySpending *self)
{
  self->texts = g_string_chunk_new (1024);
}

/* --- adding up -------------------------------------------------------------------------------- */

/* What is wanted of @totals: the states that are asked for. */
static gboolean
add_states (const OutlaySpendingFacts *facts,
            const OutlayStateTotals *totals,
            OutlayTotal *sum,
            GError **error)
{
  for (guint state = 0; state < OUTLAY_N_STATES; state++)
    if (outlay_spending_facts_has_state (facts, (OutlayState) state) &&
        !outlay_spending_add (sum, &totals->states[state], error))
      return FALSE;

  return TRUE;
}

/* The same of a whole report: in the currencies that are asked for. */
static gboolean
add_report (const OutlaySpendingFacts *facts,
            const OutlayReport *report,
            OutlayTotal *sum,
            GError **error)
{
  for (guint i = 0; i < report->n_currencies; i++)
    if (outlay_spending_facts_has_currency (facts, report->currencies[i].currency) &&
        !add_states (facts, &report->currencies[i].totals, sum, error))
      return FALSE;

  return TRUE;
}

static gboolean
set_states (OutlaySpending *self, const OutlaySpendingFacts *facts, GError **error)
{
  for (guint i = 0; i < facts->days.n_currencies; i++)
    {
      const OutlayCurrencyTotals *block = &facts->days.currencies[i];

      for (guint state = 0; state < OUTLAY_N_STATES; state++)
        if (outlay_spending_facts_has_currency (facts, block->currency) &&
            outlay_spending_facts_has_state (facts, (OutlayState) state) &&
            !outlay_spending_add (&self->states.states[state], &block->totals.states[state], error))
          return FALSE;
    }
  self->states.all = self->total;

  return TRUE;
}

/* --- parts ------------------------------------------------------------------------------------ */

static int
compare_parts_cb (gconstpointer a, gconstpointer b)
{
  const OutlaySpendingPart *left = a;
  const OutlaySpendingPart *right = b;

  if ((left->count != 0) != (right->count != 0))
    return left->count != 0 ? -1 : 1;
  if (left->minor != right->minor)
    return left->minor > right->minor ? -1 : 1;
  if (left->before_minor != right->before_minor)
    return left->before_minor > right->before_minor ? -1 : 1;

  return strcmp (left->key, right->key);
}

static OutlaySpendingPart *
find_part (GArray *parts, GHashTable *places, const char *key, GHashTable *names)
{
  gpointer place;

  if (!g_hash_table_lookup_extended (places, key, NULL, &place))
    {
      OutlaySpendingPart part = { .key = key,
                                  .name = g_hash_table_lookup (names, key),
                                  .is_before_known = TRUE };

      place = GUINT_TO_POINTER (parts->len);
      g_hash_table_insert (places, (gpointer) key, place);
      g_array_append_val (parts, part);
    }

  return &g_array_index (parts, OutlaySpendingPart, GPOINTER_TO_UINT (place));
}

static gboolean
add_categories (const OutlaySpendingFacts *facts,
                const OutlayReport *report,
                gboolean is_before,
                GArray *parts,
                GHashTable *places,
                GError **error)
{
  for (guint i = 0; i < report->n_currencies; i++)
    {
      const OutlayCurrencyTotals *block = &report->currencies[i];

      if (!outlay_spending_facts_has_currency (facts, block->currency))
        continue;

      for (guint k = 0; k < block->n_categories; k++)
        {
          const OutlayCategoryTotals *category = &block->categories[k];
          OutlaySpendingPart *part;
          OutlayTotal total = { 0 };

          if (!add_states (facts, &category->totals, &total, error))
            return FALSE;
          if (total.count == 0)
            continue;

          part = find_part (parts, places, category->category, facts->names);
          if (is_before)
            part->before_minor += total.minor;
          else
            {
              part->count += total.count;
              part->minor += total.minor;
            }
        }
    }

  return TRUE;
}

/* A category is within the total, which was checked. */
static gboolean
list_categories (const OutlaySpendingFacts *facts, GArray *parts, GError **error)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  return add_categories (facts, &facts->days, FALSE, parts, places, error) &&
         add_categories (facts, &facts->before, TRUE, parts, places, error);
}

/* Takes the largest of @parts; what is in none of those is the rest. */
static void
take_parts (OutlaySpending *self, OutlaySpendingBy by, GArray *parts)
{
  OutlaySpendingParts *taken = &self->parts[by];
  OutlaySpendingPart *items;

  g_array_sort (parts, compare_parts_cb);
  g_array_set_size (parts, MIN (parts->len, OUTLAY_SPENDING_PARTS_MAX));
  items = g_memdup2 (parts->data, parts->len * sizeof *items);

  taken->rest = self->total;
  for (guint i = 0; i < parts->len; i++)
    {
      items[i].key = g_string_chunk_insert_const (self->texts, items[i].key);
      if (items[i].name != NULL)
        items[i].name = g_string_chunk_insert_const (self->texts, items[i].name);
      taken->rest.count -= items[i].count;
      taken->rest.minor -= items[i].minor;
    }
  taken->items = items;
  taken->n_items = parts->len;
}

static gboolean
set_parts (OutlaySpending *self, const OutlaySpendingFacts *facts, GError **error)
{
  for (guint by = 0; by < OUTLAY_N_SPENDING_BY; by++)
    {
      g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (OutlaySpendingPart));

      if (by == OUTLAY_SPENDING_BY_CATEGORY)
        {
          if (!list_categories (facts, parts, error))
            return FALSE;
        }
      else if (outlay_spending_facts_has_parts (facts, (OutlaySpendingBy) by))
        outlay_spending_facts_list_parts (facts, (OutlaySpendingBy) by, parts);
      else
        continue;

      take_parts (self, (OutlaySpendingBy) by, parts);
    }

  return TRUE;
}

/* --- the series ------------------------------------------------------------------------------- */

static void
set_spans (OutlaySpending *self, const OutlaySpendingFacts *facts)
{
  const OutlaySpendingParts *parts = &self->parts[OUTLAY_SPENDING_BY_CATEGORY];

  self->spans = g_new0 (OutlaySpendingSpan, MAX (facts->n_spans, 1));
  self->n_spans = facts->n_spans;
  self->minors = g_new0 (gint64, MAX ((gsize) facts->n_spans * parts->n_items, 1));

  for (guint i = 0; i < facts->n_spans; i++)
    {
      gint64 *minors = &self->minors[(gsize) i * parts->n_items];

      self->spans[i].days = facts->span_days[i];
      self->spans[i].total = *outlay_spending_facts_get_span (facts, i);
      self->spans[i].categories = minors;
      for (guint k = 0; k < parts->n_items; k++)
        minors[k] = outlay_spending_facts_get_span_minor (facts, i, parts->items[k].key);
    }
}

/* --- currencies ------------------------------------------------------------------------------- */

static int
compare_currencies_cb (gconstpointer a, gconstpointer b)
{
  const OutlaySpendingCurrency *left = a;
  const OutlaySpendingCurrency *right = b;

  if (left->total.count != right->total.count)
    return left->total.count > right->total.count ? -1 : 1;

  return strcmp (left->currency, right->currency);
}

static gboolean
has_currency (const GArray *currencies, const char *currency)
{
  for (guint i = 0; i < currencies->len; i++)
    if (strcmp (g_array_index (currencies, OutlaySpendingCurrency, i).currency, currency) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
append_currency (const OutlaySpendingFacts *facts,
                 const OutlayCurrencyTotals *block,
                 gboolean is_before,
                 GArray *currencies,
                 GError **error)
{
  OutlaySpendingCurrency currency = { .total = { 0 } };
  OutlayTotal total = { 0 };

  if (block->currency[0] == '=')
    return TRUE;
  if (!add_states (facts, &block->totals, &total, error))
    return FALSE;
  if (total.count == 0 || has_currency (currencies, block->currency))
    return TRUE;

  g_strlcpy (currency.currency, block->currency, sizeof currency.currency);
  if (!is_before)
    currency.total = total;
  g_array_append_val (currencies, currency);

  return TRUE;
}

static gboolean
set_currencies (OutlaySpending *self, const OutlaySpendingFacts *facts, GError **error)
{
  GArray *currencies = g_array_new (FALSE, FALSE, sizeof (OutlaySpendingCurrency));
  gint64 n_all = 0;
  gboolean is_done = TRUE;

  for (guint i = 0; is_done && i < facts->days.n_currencies; i++)
    is_done = append_currency (facts, &facts->days.currencies[i], FALSE, currencies, error);
  for (guint i = 0; i < currencies->len; i++)
    n_all += g_array_index (currencies, OutlaySpendingCurrency, i).total.count;
  for (guint i = 0; is_done && i < facts->before.n_currencies; i++)
    is_done = append_currency (facts, &facts->before.currencies[i], TRUE, currencies, error);

  g_array_sort (currencies, compare_currencies_cb);
  self->n_currencies = currencies->len;
  self->currencies = (OutlaySpendingCurrency *) (gpointer) g_array_free (currencies, FALSE);
  self->n_unconverted = self->query.is_converted ? n_all - self->total.count : 0;

  return is_done;
}

OutlaySpending *
outlay_spending_new (OutlaySpendingFacts *facts, GError **error)
{
  g_autoptr (OutlaySpending) self = g_object_new (OUTLAY_TYPE_SPENDING, NULL);

  self->query = facts->query;
  if (!add_report (facts, &facts->days, &self->total, error) ||
      !add_report (facts, &facts->before, &self->before, error) ||
      !set_states (self, facts, error) || !set_parts (self, facts, error) ||
      !set_currencies (self, facts, error))
    return NULL;
  set_spans (self, facts);

  return g_steal_pointer (&self);
}

/* --- what there is ---------------------------------------------------------------------------- */

const OutlaySpendingQuery *
outlay_spending_get_query (OutlaySpending *self)
{
  g_return_val_if_fail (OUTLAY_IS_SPENDING (self), NULL);
  return &self->query;
}

const OutlayTotal *
outlay_spending_get_total (OutlaySpending *self)
{
  g_return_val_if_fail (OUTLAY_IS_SPENDING (self), NULL);
  return &self->total;
}

const OutlayTotal *
outlay_spending_get_before (OutlaySpending *self)
{
  g_return_val_if_fail (OUTLAY_IS_SPENDING (self), NULL);
  return &self->before;
}

const OutlayStateTotals *
outlay_spending_get_states (OutlaySpending *self)
{
  g_return_val_if_fail (OUTLAY_IS_SPENDING (self), NULL);
  return &self->states;
}

const OutlaySpendingParts *
outlay_spending_get_parts (OutlaySpending *self, OutlaySpendingBy by)
{
  g_return_val_if_fail (OUTLAY_IS_SPENDING (self) && by < OUTLAY_N_SPENDING_BY, NULL);
  return &self->parts[by];
}

const OutlaySpendingSpan *
outlay_spending_get_spans (OutlaySpending *self, guint *n_spans)
{
  g_return_val_if_fail (OUTLAY_IS_SPENDING (self), NULL);

  *n_spans = self->n_spans;
  return self->spans;
}

gint64
outlay_spending_get_n_unconverted (OutlaySpending *self)
{
  g_return_val_if_fail (OUTLAY_IS_SPENDING (self), 0);
  return self->n_unconverted;
}

const OutlaySpendingCurrency *
outlay_spending_get_currencies (OutlaySpending *self, guint *n_currencies)
{
  g_return_val_if_fail (OUTLAY_IS_SPENDING (self), NULL);

  *n_currencies = self->n_currencies;
  return self->currencies;
}
