/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-precondition.h"

#include <string.h>

/* A list of entity tags, or a star alone. */
static gboolean
is_tag_list (const char *header)
{
  const char *end;

  if (g_str_equal (header, "*"))
    return TRUE;

  for (;;)
    {
      if (g_str_has_prefix (header, "W/"))
        header += 2;
      if (*header != '"' || (end = strchr (header + 1, '"')) == NULL)
        return FALSE;

      header = end + 1 + strspn (end + 1, " \t");
      if (*header == '\0')
        return TRUE;
      if (*header++ != ',')
        return FALSE;
      header += strspn (header, " \t");
    }
}

OutlayReply *
outlay_precondition_read (const OutlayRequest *request,
                          gboolean may_create,
                          OutlayPrecondition *precondition)
{
  const char *if_match = request->if_match;
  const char *if_none_match = may_create ? request->if_none_match : NULL;

  if (if_match == NULL && if_none_match == NULL)
    return outlay_reply_new_problem (
        428, may_create ? "Send If-None-Match: * to create, or If-Match with the ETag to replace."
                        : "Send If-Match with the ETag of what you have read.");

  if (if_match != NULL && if_none_match != NULL)
    return outlay_reply_new_problem_field (400, "If-Match", "cannot go with If-None-Match");

  if (if_none_match != NULL && !g_str_equal (if_none_match, "*"))
    return outlay_reply_new_problem_field (400, "If-None-Match", "must be *");

  if (if_match != NULL && !is_tag_list (if_match))
    return outlay_reply_new_problem_field (400, "If-Match", "must be an entity tag in quotes");

  *precondition = if_match != NULL ? OUTLAY_PRECONDITION_MATCHES : OUTLAY_PRECONDITION_ABSENT;
  return NULL;
}

gboolean
outlay_precondition_holds (const OutlayRequest *request, gint64 revision)
{
  char tag[32];
  const char *at = request->if_match;
  int n = g_snprintf (tag, sizeof tag, "\"%" G_GINT64_FORMAT "\"", revision);

  if (g_str_equal (at, "*"))
    return TRUE;

  while ((at = strstr (at, tag)) != NULL)
    {
      if (at == request->if_match || at[-1] != '/')
        return TRUE;
      at += n;
    }

  return FALSE;
}
