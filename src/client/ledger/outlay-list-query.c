/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-list-query.h"

#include "client/ledger/outlay-expense-table.h"

OutlayListQuery *
outlay_list_query_new (const OutlayExpenseFilter *filter)
{
  OutlayListQuery *self = g_atomic_rc_box_new0 (OutlayListQuery);
  gboolean has_until = filter->until != NULL && *filter->until != '\0';
  gboolean has_from = filter->from != NULL && *filter->from != '\0';

  self->scope = filter->scope;
  self->words = outlay_search_text_split (filter->text);
  self->states = filter->states & OUTLAY_STATES_ALL;
  if (self->states == 0)
    self->states = OUTLAY_STATES_ALL;
  self->category = g_strdup (filter->category);

  /* What has no day is in no run of days; and 20261200 is as good a last day as any before
   * 2026-12-01. */
  self->first_day = has_from || has_until ? 1 : G_MININT64;
  if (has_from)
    self->first_day = outlay_day_to_number (filter->from);
  self->last_day = has_until ? outlay_day_to_number (filter->until) - 1 : G_MAXINT64;

  self->currency = g_strdup (filter->currency);
  if (filter->currency != NULL)
    {
      self->min = MAX (filter->min, 0);
      self->max = MAX (filter->max, 0);
    }
  self->in_currency = g_strdup (filter->in_currency);
  self->not_in_currency = g_strdup (filter->not_in_currency);
  self->merchant = g_strdup (filter->merchant);
  self->owner = g_strdup (filter->owner);
  self->ids = g_strdupv ((char **) filter->ids);

  return self;
}

OutlayListQuery *
outlay_list_query_ref (OutlayListQuery *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_query (gpointer data)
{
  OutlayListQuery *self = data;

  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_free (self->category);
  g_free (self->currency);
  g_free (self->in_currency);
  g_free (self->not_in_currency);
  g_free (self->merchant);
  g_free (self->owner);
  g_strfreev (self->ids);
}

void
outlay_list_query_unref (OutlayListQuery *self)
{
  g_atomic_rc_box_release_full (self, clear_query);
}

static gboolean
is_same_words (const GPtrArray *a, const GPtrArray *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const OutlaySearchWord *left = g_ptr_array_index (a, i);
      const OutlaySearchWord *right = g_ptr_array_index (b, i);

      if (!g_str_equal (left->match, right->match) || g_strcmp0 (left->begin, right->begin) != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_same_ids (GStrv a, GStrv b)
{
  return a == b || (a != NULL && b != NULL &&
                    g_strv_equal ((const char *const *) a, (const char *const *) b));
}

gboolean
outlay_list_query_equal (const OutlayListQuery *a, const OutlayListQuery *b)
{
  return a->scope == b->scope && a->states == b->states && a->first_day == b->first_day &&
         a->last_day == b->last_day && a->min == b->min && a->max == b->max &&
         is_same_words (a->words, b->words) && is_same_ids (a->ids, b->ids) &&
         g_strcmp0 (a->category, b->category) == 0 && g_strcmp0 (a->currency, b->currency) == 0 &&
         g_strcmp0 (a->in_currency, b->in_currency) == 0 &&
         g_strcmp0 (a->not_in_currency, b->not_in_currency) == 0 &&
         g_strcmp0 (a->merchant, b->merchant) == 0 && g_strcmp0 (a->owner, b->owner) == 0;
}

void
outlay_list_query_abandon (OutlayListQuery *self)
{
  g_atomic_int_set (&self->is_abandoned, TRUE);
}

gboolean
outlay_list_query_is_abandoned (const OutlayListQuery *self)
{
  return g_atomic_int_get (&self->is_abandoned);
}

gboolean
outlay_list_query_has_days (const OutlayListQuery *self)
{
  return self->first_day != G_MININT64;
}

gboolean
outlay_list_query_has_facts (const OutlayListQuery *self)
{
  return self->currency != NULL || self->in_currency != NULL || self->not_in_currency != NULL ||
         self->merchant != NULL || self->owner != NULL || self->ids != NULL;
}

gboolean
outlay_list_query_is_quick (const OutlayListQuery *self)
{
  return self->words == NULL && !outlay_list_query_has_facts (self) &&
         self->scope != OUTLAY_SCOPE_OTHERS &&
         (self->scope != OUTLAY_SCOPE_WAITING || !outlay_list_query_has_days (self));
}

void
outlay_list_query_bind (const OutlayListQuery *self,
                        OutlayStatement *statement,
                        gint64 first,
                        gint64 last)
{
  outlay_statement_bind (statement, "iiissiisss", (gint64) self->states, first, last,
                         self->category, self->currency, self->min, self->max, self->in_currency,
                         self->not_in_currency, self->merchant);
}
