/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-json-fields.h"

#include <string.h>

#define MAX_FIELDS 64
#define MAX_PROBLEMS 32

/* Collects what is wrong; the names are made with the prefix of the object that is read. */
typedef struct
{
  const char *prefix;
  guint n;
  OutlayFieldProblem problems[MAX_PROBLEMS];
} Problems;

static void
add_problem (Problems *self, const char *name, const char *message)
{
  if (self->n == MAX_PROBLEMS)
    return;

  self->problems[self->n++] = (OutlayFieldProblem) {
    .field = self->prefix != NULL ? g_strconcat (self->prefix, ".", name, NULL) : g_strdup (name),
    .message = message,
  };
}

static OutlayReply *
end_problems (Problems *self)
{
  OutlayReply *reply = NULL;

  if (self->n > 0)
    reply = outlay_reply_new_problem_fields (400, self->problems, self->n);

  for (guint i = 0; i < self->n; i++)
    g_free ((char *) self->problems[i].field);

  return reply;
}

static gboolean
has_nul (yyjson_val *value)
{
  return memchr (yyjson_get_str (value), '\0', yyjson_get_len (value)) != NULL;
}

/* %NULL when it was read, or what is wrong with it. */
static const char *
read_string (yyjson_val *value, gpointer into)
{
  if (!yyjson_is_str (value))
    return "must be text";
  if (has_nul (value))
    return "must not contain a NUL character";

  *(const char **) into = yyjson_get_str (value);
  return NULL;
}

static const char *
read_int (yyjson_val *value, gpointer into)
{
  if (!yyjson_is_num (value))
    return "must be a whole number";
  if (yyjson_is_real (value))
    return "must be a whole number within 64 bits, without fraction or exponent";
  if (yyjson_is_uint (value) && yyjson_get_uint (value) > G_MAXINT64)
    return "must be a whole number within 64 bits, without fraction or exponent";

  *(gint64 *) into = yyjson_get_sint (value);
  return NULL;
}

static const char *
read_bool (yyjson_val *value, gpointer into)
{
  if (!yyjson_is_bool (value))
    return "must be true or false";

  *(gboolean *) into = yyjson_get_bool (value);
  return NULL;
}

static const char *
read_object (yyjson_val *value, gpointer into)
{
  if (!yyjson_is_obj (value))
    return "must be an object";

  *(yyjson_val **) into = value;
  return NULL;
}

static const char *
read_strings (yyjson_val *value, gpointer into)
{
  yyjson_val *item;
  gsize i, n;

  if (!yyjson_is_arr (value))
    return "must be a list of texts";

  yyjson_arr_foreach (value, i, n, item)
  {
    if (!yyjson_is_str (item))
      return "must be a list of texts";
    if (has_nul (item))
      return "must not contain a NUL character";
  }

  *(yyjson_val **) into = value;
  return NULL;
}

static const char *
read_objects (yyjson_val *value, gpointer into)
{
  yyjson_val *item;
  gsize i, n;

  if (!yyjson_is_arr (value))
    return "must be a list of objects";

  yyjson_arr_foreach (value, i, n, item)
  {
    if (!yyjson_is_obj (item))
      return "must be a list of objects";
  }

  *(yyjson_val **) into = value;
  return NULL;
}

static const char *
read_value (const OutlayJsonField *field, yyjson_val *value, gpointer into)
{
  if (yyjson_is_null (value))
    return (field->flags & OUTLAY_JSON_NULLABLE) ? NULL : "must not be null";

  switch (field->type)
    {
    case OUTLAY_JSON_STRING:
      return read_string (value, into);
    case OUTLAY_JSON_INT:
      return read_int (value, into);
    case OUTLAY_JSON_BOOL:
      return read_bool (value, into);
    case OUTLAY_JSON_OBJECT:
      return read_object (value, into);
    case OUTLAY_JSON_STRINGS:
      return read_strings (value, into);
    case OUTLAY_JSON_OBJECTS:
      return read_objects (value, into);
    default:
      g_assert_not_reached ();
    }
}

static int
find_field (const OutlayJsonField *fields, guint n_fields, yyjson_val *name)
{
  for (guint i = 0; i < n_fields; i++)
    if (yyjson_equals_str (name, fields[i].name))
      return (int) i;

  return -1;
}

OutlayReply *
outlay_json_fields_read (yyjson_val *object,
                         const char *prefix,
                         const OutlayJsonField *fields,
                         guint n_fields,
                         gpointer into,
                         guint64 *present)
{
  Problems problems = { .prefix = prefix };
  guint64 seen = 0;
  yyjson_val *name, *value;
  gsize i, n;

  g_return_val_if_fail (n_fields <= MAX_FIELDS, outlay_reply_new_problem (500, NULL));

  if (!yyjson_is_obj (object))
    return outlay_reply_new_problem (400, "The body must be a JSON object.");

  yyjson_obj_foreach (object, i, n, name, value)
  {
    int at = find_field (fields, n_fields, name);
    const char *message = "is not a known field";

    if (at >= 0)
      {
        seen |= G_GUINT64_CONSTANT (1) << at;
        message = read_value (&fields[at], value, (char *) into + fields[at].offset);
      }
    if (message != NULL)
      add_problem (&problems, yyjson_get_str (name), message);
  }

  for (guint f = 0; f < n_fields; f++)
    if ((fields[f].flags & OUTLAY_JSON_REQUIRED) && !(seen & (G_GUINT64_CONSTANT (1) << f)))
      add_problem (&problems, fields[f].name, "is missing");

  if (present != NULL)
    *present = seen;

  return end_problems (&problems);
}
