/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "told-facts.h"

#include "core/outlay-time.h"

void
told_facts_init (ToldFacts *self, const char *today)
{
  g_autofree char *noon = g_strdup_printf ("%sT12:00:00.000Z", today);

  *self = (ToldFacts) {
    .facts = outlay_facts_new (),
    .dismissed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .today = today,
    .query = { .today = today, .rule = OUTLAY_BUDGET_COMPANY },
  };
  outlay_time_parse (noon, &self->query.now);
  self->query.dismissed = self->dismissed;
}

void
told_facts_clear (ToldFacts *self)
{
  g_clear_pointer (&self->facts, outlay_facts_free);
  g_clear_pointer (&self->dismissed, g_hash_table_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
}

void
told_facts_tell (ToldFacts *self,
                 const char *id,
                 const char *merchant,
                 const char *day,
                 gint64 minor)
{
  outlay_facts_add (self->facts, &(OutlayFact) {
                                     .id = id,
                                     .merchant = merchant,
                                     .day = day,
                                     .amount = { minor, "EUR" },
                                     .state = OUTLAY_STATE_APPROVED,
                                 });
}

void
told_facts_search (ToldFacts *self)
{
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = outlay_insights_find (self->facts, &self->query);
}

guint
told_facts_count (ToldFacts *self, OutlayInsightKind kind)
{
  guint n = 0;

  for (guint i = 0; i < self->found->len; i++)
    n += outlay_insight_get_kind (g_ptr_array_index (self->found, i)) == kind;

  return n;
}

OutlayInsight *
told_facts_get (ToldFacts *self, OutlayInsightKind kind, guint nth)
{
  for (guint i = 0; i < self->found->len; i++)
    if (outlay_insight_get_kind (g_ptr_array_index (self->found, i)) == kind && nth-- == 0)
      return g_ptr_array_index (self->found, i);

  g_assert_not_reached ();
}
