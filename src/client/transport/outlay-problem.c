/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/transport/outlay-problem.h"

/* More complaints than any form has fields come from no server of ours. */
#define MAX_COMPLAINTS 64
#define MAX_SENTENCE 500

static const char *
peek_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

/* A server's sentence ends up in a log and on a screen: it is kept short. */
static char *
dup_sentence (const char *text)
{
  if (text == NULL)
    return g_strdup ("");
  if (g_utf8_strlen (text, -1) <= MAX_SENTENCE)
    return g_strdup (text);
  return g_utf8_substring (text, 0, MAX_SENTENCE);
}

static void
read_complaints (OutlayProblem *self, JsonNode *errors)
{
  JsonArray *array;
  guint n_complaints;

  if (errors == NULL || !JSON_NODE_HOLDS_ARRAY (errors))
    return;

  array = json_node_get_array (errors);
  n_complaints = MIN (json_array_get_length (array), MAX_COMPLAINTS);

  for (guint i = 0; i < n_complaints; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *field, *message;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;

      field = peek_string (json_node_get_object (node), "field");
      message = peek_string (json_node_get_object (node), "message");
      g_ptr_array_add (self->fields, dup_sentence (field));
      g_ptr_array_add (self->messages, dup_sentence (message));
    }
}

OutlayProblem *
outlay_problem_new_from_json (guint status, JsonNode *json)
{
  g_autoptr (OutlayProblem) self = NULL;
  JsonObject *object;
  JsonNode *current;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    return NULL;

  object = json_node_get_object (json);
  if (peek_string (object, "title") == NULL && peek_string (object, "type") == NULL)
    return NULL;

  self = g_new0 (OutlayProblem, 1);
  self->status = status;
  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->messages = g_ptr_array_new_with_free_func (g_free);
  self->detail = dup_sentence (peek_string (object, "detail"));
  if (self->detail[0] == '\0')
    {
      g_free (self->detail);
      self->detail = dup_sentence (peek_string (object, "title"));
    }

  current = json_object_get_member (object, "current");
  if (current != NULL && JSON_NODE_HOLDS_OBJECT (current))
    self->current = json_node_copy (current);

  read_complaints (self, json_object_get_member (object, "errors"));
  return g_steal_pointer (&self);
}

OutlayProblem *
outlay_problem_copy (const OutlayProblem *self)
{
  OutlayProblem *copy = g_new0 (OutlayProblem, 1);

  copy->status = self->status;
  copy->detail = g_strdup (self->detail);
  copy->current = self->current != NULL ? json_node_ref (self->current) : NULL;
  copy->fields = g_ptr_array_ref (self->fields);
  copy->messages = g_ptr_array_ref (self->messages);
  return copy;
}

void
outlay_problem_free (OutlayProblem *self)
{
  g_clear_pointer (&self->detail, g_free);
  g_clear_pointer (&self->current, json_node_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_free (self);
}
