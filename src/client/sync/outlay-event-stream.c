/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/sync/outlay-event-stream.h"

#include <string.h>

/* Ends a line; whether it was the empty one that ends an event of this type. */
static gboolean
end_line (OutlayEventStream *self, const char *type)
{
  gboolean is_wanted = FALSE;

  self->line[MIN (self->length, sizeof self->line - 1)] = '\0';

  if (self->length == 0)
    {
      is_wanted = self->has_data &&
                  g_str_equal (self->type[0] != '\0' ? self->type : "message", type);
      self->has_data = FALSE;
      self->type[0] = '\0';
    }
  else if (g_str_has_prefix (self->line, "event:"))
    {
      const char *value = self->line + strlen ("event:");

      g_strlcpy (self->type, *value == ' ' ? value + 1 : value, sizeof self->type);
    }
  else if (g_str_has_prefix (self->line, "data:") || g_str_equal (self->line, "data"))
    {
      self->has_data = TRUE;
    }

  self->length = 0;
  return is_wanted;
}

guint
outlay_event_stream_feed (OutlayEventStream *self, const char *bytes, gsize size, const char *type)
{
  guint n_events = 0;

  g_return_val_if_fail (self != NULL && type != NULL, 0);

  for (gsize i = 0; i < size; i++)
    {
      gboolean is_rest_of_crlf = self->after_cr && bytes[i] == '\n';

      self->after_cr = bytes[i] == '\r';
      if (is_rest_of_crlf)
        continue;

      if (bytes[i] == '\n' || bytes[i] == '\r')
        {
          n_events += end_line (self, type) ? 1 : 0;
          continue;
        }

      if (self->length < sizeof self->line - 1)
        self->line[self->length] = bytes[i];
      self->length++;
    }

  return n_events;
}
