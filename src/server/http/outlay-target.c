/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-target.h"

#include <string.h>

static OutlayReply *
refuse (const char *detail)
{
  return outlay_reply_new_problem (400, detail);
}

/* Takes "http://authority" off an absolute target; %NULL when it does not agree with
 * the Host field. */
static char *
strip_authority (char *text, const char *host)
{
  gsize scheme, length;
  char *authority;

  if (g_ascii_strncasecmp (text, "http://", 7) == 0)
    scheme = 7;
  else if (g_ascii_strncasecmp (text, "https://", 8) == 0)
    scheme = 8;
  else
    return NULL;

  authority = text + scheme;
  length = strcspn (authority, "/?#");
  if (host == NULL || length != strlen (host) || g_ascii_strncasecmp (authority, host, length) != 0)
    return NULL;

  return authority[length] == '/' ? authority + length : NULL;
}

/* The byte that "%41" stands for, or -1. */
static int
read_escape (const char *text)
{
  int high = g_ascii_xdigit_value (text[1]);
  int low = high >= 0 ? g_ascii_xdigit_value (text[2]) : -1;

  return low >= 0 ? high << 4 | low : -1;
}

/* Decodes in place; FALSE when an escape is broken or a byte may not be in a path. */
static gboolean
decode_path (char *path)
{
  char *to = path;

  for (const char *from = path; *from != '\0'; from++)
    {
      int byte = (guchar) *from;

      if (byte == '%')
        {
          byte = read_escape (from);
          if (byte < 0 || byte == '/' || byte == '%')
            return FALSE;
          from += 2;
        }
      if (byte <= 0x20 || byte >= 0x7f || byte == '\\' || byte == '#')
        return FALSE;
      *to++ = (char) byte;
    }
  *to = '\0';

  return TRUE;
}

static gboolean
has_dot_segment (const char *path)
{
  for (const char *slash = strchr (path, '/'); slash != NULL; slash = strchr (slash + 1, '/'))
    {
      gsize length = strcspn (slash + 1, "/");

      if ((length == 1 && slash[1] == '.') || (length == 2 && slash[1] == '.' && slash[2] == '.'))
        return TRUE;
    }

  return FALSE;
}

/* Decodes one name or value of a query in place (application/x-www-form-urlencoded). */
static gboolean
decode_text (char *text)
{
  char *to = text;
  gboolean is_ascii = TRUE;

  for (const char *from = text; *from != '\0'; from++)
    {
      int byte = (guchar) *from;

      if (byte == '+')
        byte = ' ';
      else if (byte == '%')
        {
          byte = read_escape (from);
          from += 2;
        }
      if (byte < 0x20 || byte == 0x7f)
        return FALSE;
      if (byte >= 0x80)
        is_ascii = FALSE;
      *to++ = (char) byte;
    }
  *to = '\0';

  return is_ascii || g_utf8_validate (text, -1, NULL);
}

static OutlayReply *
add_parameter (OutlayTarget *self, char *name)
{
  char *value = strchr (name, '=');

  if (value != NULL)
    *value++ = '\0';
  else
    value = name + strlen (name);

  if (!decode_text (name) || !decode_text (value))
    return refuse ("The query is not percent-encoded UTF-8 without control characters.");

  for (guint i = 0; i < self->n_query; i++)
    if (g_str_equal (self->query[i].name, name))
      return outlay_reply_new_problem_field (400, name, "is there twice");

  if (self->n_query == OUTLAY_MAX_QUERY_PARAMETERS)
    return refuse ("The query has too many parameters.");

  self->query[self->n_query++] = (OutlayParameter) { name, value };
  return NULL;
}

OutlayReply *
outlay_target_parse_query (OutlayTarget *self)
{
  char *text = g_steal_pointer (&self->query_text);

  while (text != NULL)
    {
      char *next = strchr (text, '&');
      OutlayReply *refusal;

      if (next != NULL)
        *next++ = '\0';
      if (*text != '\0' && (refusal = add_parameter (self, text)) != NULL)
        return refusal;
      text = next;
    }

  return NULL;
}

OutlayReply *
outlay_target_parse (OutlayTarget *self, char *text, const char *host)
{
  char *query;

  self->n_query = 0;
  self->query_text = NULL;
  self->path = "";

  if (strlen (text) > OUTLAY_TARGET_MAX_LENGTH)
    return outlay_reply_new_problem (414, "The address is longer than 2 KiB.");

  if (*text != '/' && (text = strip_authority (text, host)) == NULL)
    return refuse ("The address does not agree with the header field Host.");

  query = strchr (text, '?');
  if (query != NULL)
    *query++ = '\0';

  if (!decode_path (text))
    return refuse ("The path holds a character that it may not hold.");
  if (has_dot_segment (text))
    return refuse ("The path holds a dot segment.");

  self->path = text;
  self->query_text = query;
  return NULL;
}
