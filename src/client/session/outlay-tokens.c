/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/session/outlay-tokens.h"

#include "client/wire/outlay-json-object.h"

#define MAX_LIFETIME (24 * 60 * 60)
#define MAX_TOKEN 8192

OutlayPerson *
outlay_person_read (JsonObject *object, GError **error)
{
  g_autoptr (OutlayPerson) self = NULL;
  JsonObject *company;
  const char *id, *name, *email, *role_name, *company_name;
  OutlayRole role;

  if (!outlay_json_read_id (object, "id", &id, error) ||
      !outlay_json_read_text (object, "name", &name, error) ||
      !outlay_json_read_text (object, "email", &email, error) ||
      !outlay_json_read_text (object, "role", &role_name, error) ||
      !outlay_json_read_object (object, "company", &company, error) ||
      !outlay_json_read_text (company, "name", &company_name, error))
    return NULL;

  if (!outlay_role_from_string (role_name, &role))
    {
      outlay_json_refuse ("role", error);
      return NULL;
    }

  self = g_new0 (OutlayPerson, 1);
  self->user_id = g_strdup (id);
  self->user_name = g_strdup (name);
  self->email = g_strdup (email);
  self->role = role;
  self->company_name = g_strdup (company_name);
  return g_steal_pointer (&self);
}

void
outlay_person_free (OutlayPerson *self)
{
  g_clear_pointer (&self->user_id, g_free);
  g_clear_pointer (&self->user_name, g_free);
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->company_name, g_free);
  g_free (self);
}

/* What goes into a header must be printable and have no blanks in it (RFC 6750, 2.1). */
static gboolean
is_token (const char *text)
{
  if (*text == '\0' || strlen (text) > MAX_TOKEN)
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return FALSE;
  return TRUE;
}

OutlayTokens *
outlay_tokens_read (JsonNode *json, GError **error)
{
  g_autoptr (OutlayTokens) self = g_new0 (OutlayTokens, 1);
  JsonObject *object, *user;
  const char *access_token, *refresh_token;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    {
      outlay_json_refuse ("access_token", error);
      return NULL;
    }

  object = json_node_get_object (json);
  if (!outlay_json_read_text (object, "access_token", &access_token, error) ||
      !outlay_json_read_text (object, "refresh_token", &refresh_token, error) ||
      !outlay_json_read_int (object, "expires_in", 1, MAX_LIFETIME, &self->expires_in, error))
    return NULL;

  if (!is_token (access_token) || !is_token (refresh_token))
    {
      outlay_json_refuse ("access_token", error);
      return NULL;
    }

  self->access_token = g_strdup (access_token);
  self->refresh_token = g_strdup (refresh_token);

  if (json_object_has_member (object, "user"))
    {
      if (!outlay_json_read_object (object, "user", &user, error))
        return NULL;
      self->person = outlay_person_read (user, error);
      if (self->person == NULL)
        return NULL;
    }

  return g_steal_pointer (&self);
}

void
outlay_tokens_free (OutlayTokens *self)
{
  g_clear_pointer (&self->access_token, g_free);
  g_clear_pointer (&self->refresh_token, g_free);
  g_clear_pointer (&self->person, outlay_person_free);
  g_free (self);
}
