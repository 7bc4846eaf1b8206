/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/wire/outlay-report-json.h"

#include <string.h>

#include "client/wire/outlay-json-object.h"
#include "core/expense/outlay-expense-check.h"

#define BLOCKS_MAX 400
#define CATEGORIES_MAX 10000

/* "count" and "amount", which must be in @currency. */
static gboolean
read_total (JsonObject *object, const char *currency, OutlayTotal *total, GError **error)
{
  JsonObject *amount;
  const char *code;

  if (!outlay_json_read_int (object, "count", 0, G_MAXINT64, &total->count, error) ||
      !outlay_json_read_object (object, "amount", &amount, error) ||
      !outlay_json_read_int (amount, "minor", G_MININT64, G_MAXINT64, &total->minor, error) ||
      !outlay_json_read_text (amount, "currency", &code, error))
    return FALSE;

  return strcmp (code, currency) == 0 || outlay_json_refuse ("amount.currency", error);
}

static JsonObject *
get_object (JsonArray *array, guint position, const char *name, GError **error)
{
  JsonNode *node = json_array_get_element (array, position);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);

  outlay_json_refuse (name, error);
  return NULL;
}

static gboolean
is_sum (const OutlayTotal *states, const OutlayTotal *all)
{
  OutlayTotal sum = { 0 };

  for (guint i = 0; i < OUTLAY_N_STATES; i++)
    if (__builtin_add_overflow (sum.count, states[i].count, &sum.count) ||
        __builtin_add_overflow (sum.minor, states[i].minor, &sum.minor))
      return FALSE;

  return sum.count == all->count && sum.minor == all->minor;
}

/* "states" and what they come to. */
static gboolean
read_states (JsonObject *object,
             const char *currency,
             OutlayTotal *states,
             OutlayTotal *all,
             GError **error)
{
  JsonArray *array;

  memset (states, 0, OUTLAY_N_STATES * sizeof *states);
  if (!read_total (object, currency, all, error) ||
      !outlay_json_read_array (object, "states", OUTLAY_N_STATES, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *member = get_object (array, i, "states", error);
      const char *name;
      OutlayState state;

      if (member == NULL || !outlay_json_read_text (member, "state", &name, error))
        return FALSE;
      if (!outlay_state_from_string (name, &state) || states[state].count != 0)
        return outlay_json_refuse ("state", error);
      if (!read_total (member, currency, &states[state], error))
        return FALSE;
    }

  return is_sum (states, all) || outlay_json_refuse ("states", error);
}

/* A block's currency and its name in a report. */
static gboolean
read_currency (JsonObject *object, const char **currency, char *key, GError **error)
{
  gboolean is_converted = FALSE;

  if (!outlay_json_read_text (object, "currency", currency, error))
    return FALSE;
  if (outlay_currency_find (*currency) == NULL)
    return outlay_json_refuse ("currency", error);
  if (json_object_has_member (object, "converted") &&
      !outlay_json_read_boolean (object, "converted", &is_converted, error))
    return FALSE;

  if (is_converted)
    outlay_currency_key_of_converted (*currency, key);
  else
    g_strlcpy (key, *currency, OUTLAY_CURRENCY_KEY_SIZE);
  return TRUE;
}

static gboolean
refuse_overflow (GError **error)
{
  return outlay_json_refuse ("amount.minor", error);
}

/* Each category's states; together they must be the block's. */
static gboolean
read_categories (JsonObject *object,
                 const char *currency,
                 const char *key,
                 OutlayReport *report,
                 GError **error)
{
  JsonArray *array;

  if (!outlay_json_read_array (object, "categories", CATEGORIES_MAX, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *member = get_object (array, i, "categories", error);
      OutlayTotal states[OUTLAY_N_STATES];
      const char *category;
      OutlayTotal all;

      if (member == NULL ||
          !outlay_json_read_nullable_text (member, "category", &category, error) ||
          (category != NULL && !outlay_json_read_id (member, "category", &category, error)) ||
          !read_states (member, currency, states, &all, error))
        return FALSE;
      if (!outlay_report_add (report, key, category, states, NULL))
        return refuse_overflow (error);
    }

  return TRUE;
}

static gboolean
read_block (JsonObject *object, OutlayReport *report, GError **error)
{
  char key[OUTLAY_CURRENCY_KEY_SIZE];
  OutlayTotal states[OUTLAY_N_STATES];
  const OutlayCurrencyTotals *block;
  const char *currency;
  OutlayTotal all;

  if (!read_currency (object, &currency, key, error) ||
      !read_states (object, currency, states, &all, error))
    return FALSE;
  if (outlay_report_find (report, key) != NULL)
    return outlay_json_refuse ("currency", error);

  if (!json_object_has_member (object, "categories"))
    return outlay_report_add (report, key, NULL, states, NULL) || refuse_overflow (error);

  if (!read_categories (object, currency, key, report, error))
    return FALSE;

  block = outlay_report_find (report, key);
  return (block != NULL ? is_sum (block->totals.states, &all) : all.count == 0) ||
         outlay_json_refuse ("categories", error);
}

gboolean
outlay_report_json_read_totals (JsonObject *object, OutlayReport *report, GError **error)
{
  JsonArray *array;

  if (!outlay_json_read_array (object, "totals", BLOCKS_MAX, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *block = get_object (array, i, "totals", error);

      if (block == NULL || !read_block (block, report, error))
        return FALSE;
    }

  return TRUE;
}

static void
parts_free (gpointer data)
{
  OutlayReportParts *parts = data;

  g_array_unref (parts->items);
  g_free (parts);
}

static gboolean
read_key (JsonObject *object, const char *name, OutlayReportPart *part, GError **error)
{
  JsonObject *owner;

  if (strcmp (name, "merchants") == 0)
    return outlay_json_read_text (object, "merchant", &part->key, error);
  if (strcmp (name, "departments") == 0)
    {
      if (!outlay_json_read_nullable_text (object, "department", &part->key, error))
        return FALSE;
      if (part->key == NULL)
        part->key = "";
      return TRUE;
    }

  return outlay_json_read_object (object, "owner", &owner, error) &&
         outlay_json_read_id (owner, "id", &part->key, error) &&
         outlay_json_read_text (owner, "name", &part->name, error);
}

/* With the rest they must be what the block says. */
static gboolean
read_parts (JsonObject *object,
            const char *currency,
            const char *name,
            OutlayReportParts *parts,
            GError **error)
{
  OutlayTotal sums[OUTLAY_N_STATES] = { 0 };
  JsonObject *rest;
  JsonArray *array;

  if (!read_total (object, currency, &parts->all, error) ||
      !outlay_json_read_array (object, name, OUTLAY_REPORT_PARTS_MAX, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *member = get_object (array, i, name, error);
      OutlayReportPart part = { 0 };
      OutlayTotal all;

      if (member == NULL || !read_key (member, name, &part, error) ||
          !read_states (member, currency, part.states, &all, error))
        return FALSE;
      if (__builtin_add_overflow (sums[0].count, all.count, &sums[0].count) ||
          __builtin_add_overflow (sums[0].minor, all.minor, &sums[0].minor))
        return refuse_overflow (error);
      g_array_append_val (parts->items, part);
    }

  parts->is_whole = !json_object_has_member (object, "rest") ||
                    json_object_get_null_member (object, "rest");
  if (!parts->is_whole && (!outlay_json_read_object (object, "rest", &rest, error) ||
                           !read_total (rest, currency, &sums[1], error)))
    return FALSE;

  return is_sum (sums, &parts->all) || outlay_json_refuse (name, error);
}

GPtrArray *
outlay_report_json_read_parts (JsonObject *object, const char *name, GError **error)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (parts_free);
  JsonArray *array;

  if (!outlay_json_read_array (object, "totals", BLOCKS_MAX, &array, error))
    return NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *block = get_object (array, i, "totals", error);
      OutlayReportParts *parts = g_new0 (OutlayReportParts, 1);
      const char *currency;

      parts->items = g_array_new (FALSE, FALSE, sizeof (OutlayReportPart));
      g_ptr_array_add (blocks, parts);
      if (block == NULL || !read_currency (block, &currency, parts->currency, error) ||
          !read_parts (block, currency, name, parts, error))
        return NULL;
    }

  return g_steal_pointer (&blocks);
}

gboolean
outlay_report_json_read_days (JsonObject *object, OutlayDays *days, GError **error)
{
  const char *from, *to;

  if (!outlay_json_read_text (object, "from", &from, error) ||
      !outlay_json_read_text (object, "to", &to, error))
    return FALSE;

  return outlay_days_between (days, from, to) || outlay_json_refuse ("from", error);
}
