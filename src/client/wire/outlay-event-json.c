/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/wire/outlay-event-json.h"

#include "client/wire/outlay-json-object.h"

static gboolean
read_actor (JsonObject *object, OutlayEventInit *init, GError **error)
{
  JsonObject *actor;

  return outlay_json_read_object (object, "actor", &actor, error) &&
         outlay_json_read_id (actor, "id", &init->actor_id, error) &&
         outlay_json_read_text (actor, "name", &init->actor_name, error);
}

static gboolean
read_transition (JsonObject *object, OutlayEventInit *init, GError **error)
{
  const char *action, *from, *to;

  if (!outlay_json_read_text (object, "action", &action, error) ||
      !outlay_json_read_text (object, "from", &from, error) ||
      !outlay_json_read_text (object, "to", &to, error))
    return FALSE;

  if (!outlay_action_from_string (action, &init->action))
    return outlay_json_refuse ("action", error);
  if (!outlay_state_from_string (from, &init->from))
    return outlay_json_refuse ("from", error);
  if (!outlay_state_from_string (to, &init->to))
    return outlay_json_refuse ("to", error);
  return TRUE;
}

static gboolean
read_event (JsonNode *json, OutlayEventInit *init, GError **error)
{
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (json))
    return outlay_json_refuse ("items", error);

  object = json_node_get_object (json);
  return outlay_json_read_int (object, "seq", 0, G_MAXINT64, &init->seq, error) &&
         outlay_json_read_time (object, "at", &init->at, error) &&
         outlay_json_read_nullable_text (object, "reason", &init->reason, error) &&
         outlay_json_read_int (object, "revision", 1, G_MAXINT64, &init->revision, error) &&
         outlay_json_read_nullable_text (object, "proof_digest", &init->proof_digest, error) &&
         read_actor (object, init, error) && read_transition (object, init, error);
}

GArray *
outlay_events_read (JsonNode *json, GError **error)
{
  g_autoptr (GArray) events = g_array_new (FALSE, TRUE, sizeof (OutlayEventInit));
  JsonArray *items;
  guint n_items;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    {
      outlay_json_refuse ("items", error);
      return NULL;
    }

  if (!outlay_json_read_array (json_node_get_object (json), "items", OUTLAY_EVENTS_MAX, &items,
                               error))
    return NULL;

  n_items = json_array_get_length (items);
  g_array_set_size (events, n_items);
  for (guint i = 0; i < n_items; i++)
    if (!read_event (json_array_get_element (items, i), &g_array_index (events, OutlayEventInit, i),
                     error))
      return NULL;

  return g_steal_pointer (&events);
}
