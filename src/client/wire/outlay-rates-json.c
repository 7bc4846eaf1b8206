/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/wire/outlay-rates-json.h"

#include <string.h>

#include "client/wire/outlay-json-object.h"
#include "core/outlay-time.h"

#define DAYS_MAX 400

static gboolean
is_code (const char *text)
{
  return strlen (text) == 3 && g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]) &&
         g_ascii_isupper (text[2]) && strcmp (text, OUTLAY_RATES_BASE) != 0;
}

static gboolean
read_day (JsonObject *object, OutlayRates *rates, GError **error)
{
  JsonObjectIter iter;
  const char *currency;
  JsonObject *members;
  const char *day;

  if (!outlay_json_read_text (object, "day", &day, error) ||
      !outlay_json_read_object (object, "rates", &members, error))
    return FALSE;
  if (!outlay_day_is_valid (day))
    return outlay_json_refuse ("day", error);

  json_object_iter_init (&iter, members);
  while (json_object_iter_next (&iter, &currency, NULL))
    {
      const char *units;
      OutlayRate rate;

      if (!outlay_json_read_text (members, currency, &units, error))
        return FALSE;
      if (!is_code (currency) || !outlay_rate_parse (units, &rate, NULL))
        return outlay_json_refuse ("rates", error);
      outlay_rates_add (rates, day, currency, &rate);
    }

  return TRUE;
}

OutlayRates *
outlay_rates_json_read (JsonNode *json, GError **error)
{
  g_autoptr (OutlayRates) rates = outlay_rates_new ();
  JsonArray *array;
  const char *base;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    {
      outlay_json_refuse ("/", error);
      return NULL;
    }

  if (!outlay_json_read_text (json_node_get_object (json), "base", &base, error) ||
      !outlay_json_read_array (json_node_get_object (json), "items", DAYS_MAX, &array, error))
    return NULL;
  if (strcmp (base, OUTLAY_RATES_BASE) != 0)
    {
      outlay_json_refuse ("base", error);
      return NULL;
    }

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          outlay_json_refuse ("items", error);
          return NULL;
        }
      if (!read_day (json_node_get_object (node), rates, error))
        return NULL;
    }

  return g_steal_pointer (&rates);
}
