/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-request.h"

#include <string.h>

const char *
outlay_request_get_query (const OutlayRequest *self, const char *name)
{
  for (guint i = 0; i < self->n_query; i++)
    if (g_str_equal (self->query[i].name, name))
      return self->query[i].value;

  return NULL;
}

static const char *
skip_weak (const char *tag)
{
  return g_str_has_prefix (tag, "W/") ? tag + 2 : tag;
}

gboolean
outlay_etag_matches (const char *header, const char *etag)
{
  const char *wanted = skip_weak (etag);
  gsize wanted_length = strlen (wanted);

  if (header == NULL)
    return FALSE;

  while (*header != '\0')
    {
      const char *end;

      while (*header == ' ' || *header == '\t' || *header == ',')
        header++;
      if (*header == '*')
        return TRUE;

      header = skip_weak (header);
      if (*header != '"' || (end = strchr (header + 1, '"')) == NULL)
        return FALSE;

      if ((gsize) (end + 1 - header) == wanted_length &&
          memcmp (header, wanted, wanted_length) == 0)
        return TRUE;
      header = end + 1;
    }

  return FALSE;
}
