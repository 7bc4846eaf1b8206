/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-json-body.h"

#include <string.h>

static OutlayReply *
refuse_syntax (const yyjson_read_err *error)
{
  g_autofree char *detail = g_strdup_printf ("The body is not JSON: %s at byte %zu.", error->msg,
                                             error->pos);

  return outlay_reply_new_problem (400, detail);
}

/* Where a value is: the names on the way to it, the last one first. */
typedef struct _Place Place;
struct _Place
{
  const Place *parent; /* (nullable) */
  const char *name;
};

static char *
write_place (const Place *place)
{
  GString *text = g_string_new (place->name);

  for (const Place *at = place->parent; at != NULL; at = at->parent)
    {
      g_string_prepend_c (text, '.');
      g_string_prepend (text, at->name);
    }

  return g_string_free (text, FALSE);
}

static OutlayReply *
refuse_double (const Place *parent, yyjson_val *name)
{
  const Place place = { parent, yyjson_get_str (name) };
  g_autofree char *field = write_place (&place);

  return outlay_reply_new_problem_field (400, field, "is there twice");
}

static OutlayReply *
check_names (yyjson_val *object, const Place *place)
{
  yyjson_val *names[OUTLAY_JSON_MAX_MEMBERS];
  yyjson_val *name, *value;
  gsize i, n;

  if (yyjson_obj_size (object) > OUTLAY_JSON_MAX_MEMBERS)
    return outlay_reply_new_problem (400, "An object in the body has too many members.");

  yyjson_obj_foreach (object, i, n, name, value)
  {
    for (gsize j = 0; j < i; j++)
      if (yyjson_equals (names[j], name))
        return refuse_double (place, name);
    names[i] = name;
  }

  return NULL;
}

/* Walks the tree; it ends at the depth limit, so that recursion is bounded. */
static OutlayReply *
check_value (yyjson_val *value, const Place *place, guint depth)
{
  OutlayReply *refusal = NULL;
  yyjson_val *name, *item;
  gsize i, n;

  if (!yyjson_is_ctn (value))
    return NULL;

  if (depth == OUTLAY_JSON_MAX_DEPTH)
    return outlay_reply_new_problem (400, "The body is nested too deeply.");

  if (yyjson_is_arr (value))
    {
      yyjson_arr_foreach (value, i, n, item)
      {
        if ((refusal = check_value (item, place, depth + 1)) != NULL)
          return refusal;
      }
      return NULL;
    }

  if ((refusal = check_names (value, place)) != NULL)
    return refusal;

  yyjson_obj_foreach (value, i, n, name, item)
  {
    const Place inside = { place, yyjson_get_str (name) };

    if ((refusal = check_value (item, &inside, depth + 1)) != NULL)
      return refusal;
  }

  return NULL;
}

OutlayReply *
outlay_json_body_parse (const char *text, gsize length, yyjson_doc **doc)
{
  yyjson_read_err error = { 0 };
  OutlayReply *refusal;

  /* Not in situ: the text stays as it came, for the digest of the body. */
  *doc = yyjson_read_opts ((char *) text, length, YYJSON_READ_BIGNUM_AS_RAW, NULL, &error);
  if (*doc == NULL)
    return refuse_syntax (&error);

  if (!yyjson_is_obj (yyjson_doc_get_root (*doc)))
    refusal = outlay_reply_new_problem (400, "The body must be a JSON object.");
  else
    refusal = check_value (yyjson_doc_get_root (*doc), NULL, 0);

  if (refusal != NULL)
    g_clear_pointer (doc, yyjson_doc_free);

  return refusal;
}

gboolean
outlay_json_body_is_type (const char *content_type)
{
  const char *rest;

  if (content_type == NULL || g_ascii_strncasecmp (content_type, "application/json", 16) != 0)
    return FALSE;

  rest = content_type + 16;
  rest += strspn (rest, " \t");
  if (*rest == '\0')
    return TRUE;
  if (*rest++ != ';')
    return FALSE;
  rest += strspn (rest, " \t");

  return g_ascii_strcasecmp (rest, "charset=utf-8") == 0 ||
         g_ascii_strcasecmp (rest, "charset=\"utf-8\"") == 0;
}
