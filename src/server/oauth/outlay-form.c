/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/oauth/outlay-form.h"

#include <string.h>

#define TYPE "application/x-www-form-urlencoded"

struct _OutlayForm
{
  GHashTable *values;
  char *doubled; /* (nullable) */
};

static gboolean
has_control (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if ((guchar) *c < 0x20 || *c == 0x7f)
      return TRUE;

  return FALSE;
}

static gboolean
read_parameters (OutlayForm *self, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  GUriParamsIter iter;
  char *name, *value;
  guint n = 0;

  g_uri_params_iter_init (&iter, text, (gssize) length, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, &error))
    {
      gboolean is_bad = has_control (name) || has_control (value) ||
                        ++n > OUTLAY_FORM_MAX_PARAMETERS;

      if (is_bad || g_hash_table_contains (self->values, name))
        {
          if (!is_bad && self->doubled == NULL)
            self->doubled = g_strdup (name);
          g_free (name);
          g_free (value);
          if (is_bad)
            return FALSE;
          continue;
        }
      g_hash_table_insert (self->values, name, value);
    }

  return error == NULL;
}

OutlayForm *
outlay_form_new (const char *text, gsize length)
{
  g_autoptr (OutlayForm) self = g_new0 (OutlayForm, 1);

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (length > 0 && !read_parameters (self, text, length))
    return NULL;

  return g_steal_pointer (&self);
}

void
outlay_form_free (OutlayForm *self)
{
  g_hash_table_unref (self->values);
  g_free (self->doubled);
  g_free (self);
}

static gboolean
is_form (const char *content_type)
{
  gsize length = sizeof TYPE - 1;

  return content_type != NULL && g_ascii_strncasecmp (content_type, TYPE, length) == 0 &&
         (content_type[length] == '\0' || content_type[length] == ';' ||
          content_type[length] == ' ');
}

OutlayForm *
outlay_form_new_for_body (const OutlayRequest *request)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (request->body, &length);

  return is_form (request->content_type) ? outlay_form_new (text, length) : NULL;
}

const char *
outlay_form_get (OutlayForm *self, const char *name)
{
  const char *value = g_hash_table_lookup (self->values, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

const char *
outlay_form_get_doubled (OutlayForm *self)
{
  return self->doubled;
}
