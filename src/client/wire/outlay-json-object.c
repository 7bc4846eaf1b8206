/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/wire/outlay-json-object.h"

#include "client/outlay-client-error.h"
#include "core/outlay-time.h"
#include "core/outlay-uuid.h"

JsonNode *
outlay_json_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local = NULL;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  JsonNode *root;

  json_parser_set_strict (parser, TRUE);

  if (size == 0 || !json_parser_load_from_data (parser, text, (gssize) size, &local))
    {
      g_set_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER,
                   "the answer is no JSON: %s", local != NULL ? local->message : "it is empty");
      return NULL;
    }

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      outlay_json_refuse ("/", error);
      return NULL;
    }

  return json_parser_steal_root (parser);
}

gboolean
outlay_json_refuse (const char *name, GError **error)
{
  g_set_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER,
               "the answer's member \"%s\" is missing or not as agreed", name);
  return FALSE;
}

/* (nullable): the member when it is a value of @type */
static JsonNode *
peek_value (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != type)
    return NULL;
  return node;
}

gboolean
outlay_json_read_text (JsonObject *object, const char *name, const char **text, GError **error)
{
  JsonNode *node = peek_value (object, name, G_TYPE_STRING);

  if (node == NULL)
    return outlay_json_refuse (name, error);

  *text = json_node_get_string (node);
  return TRUE;
}

gboolean
outlay_json_read_nullable_text (JsonObject *object,
                                const char *name,
                                const char **text,
                                GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && JSON_NODE_HOLDS_NULL (node))
    {
      *text = NULL;
      return TRUE;
    }

  return outlay_json_read_text (object, name, text, error);
}

gboolean
outlay_json_read_int (JsonObject *object,
                      const char *name,
                      gint64 min,
                      gint64 max,
                      gint64 *value,
                      GError **error)
{
  JsonNode *node = peek_value (object, name, G_TYPE_INT64);
  gint64 found;

  if (node == NULL)
    return outlay_json_refuse (name, error);

  found = json_node_get_int (node);
  if (found < min || found > max)
    return outlay_json_refuse (name, error);

  *value = found;
  return TRUE;
}

gboolean
outlay_json_read_boolean (JsonObject *object, const char *name, gboolean *value, GError **error)
{
  JsonNode *node = peek_value (object, name, G_TYPE_BOOLEAN);

  if (node == NULL)
    return outlay_json_refuse (name, error);

  *value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
outlay_json_read_object (JsonObject *object, const char *name, JsonObject **member, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return outlay_json_refuse (name, error);

  *member = json_node_get_object (node);
  return TRUE;
}

gboolean
outlay_json_read_array (JsonObject *object,
                        const char *name,
                        guint max,
                        JsonArray **member,
                        GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node) ||
      json_array_get_length (json_node_get_array (node)) > max)
    return outlay_json_refuse (name, error);

  *member = json_node_get_array (node);
  return TRUE;
}

gboolean
outlay_json_read_time (JsonObject *object, const char *name, const char **text, GError **error)
{
  gint64 unix_usec;

  if (!outlay_json_read_text (object, name, text, error))
    return FALSE;
  return outlay_time_parse (*text, &unix_usec) || outlay_json_refuse (name, error);
}

gboolean
outlay_json_read_id (JsonObject *object, const char *name, const char **text, GError **error)
{
  if (!outlay_json_read_text (object, name, text, error))
    return FALSE;
  return outlay_uuid_is_valid (*text) || outlay_json_refuse (name, error);
}
