/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/outlay-text.h"

static gboolean
has_control (const char *text, OutlayTextKind kind)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (g_unichar_iscntrl (c) && !(kind == OUTLAY_TEXT_LINES && (c == '\n' || c == '\t')))
        return TRUE;
    }

  return FALSE;
}

gboolean
outlay_text_check (const char *text,
                   const char *field,
                   glong max_chars,
                   OutlayTextKind kind,
                   OutlayComplaints *complaints)
{
  if (text == NULL)
    return TRUE;

  if (!g_utf8_validate (text, -1, NULL) || has_control (text, kind))
    outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_BAD_TEXT);
  else if (g_utf8_strlen (text, -1) > max_chars)
    outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_TOO_LONG);
  else
    return TRUE;

  return FALSE;
}

gboolean
outlay_text_is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;

  return TRUE;
}

gboolean
outlay_text_repeats (const char *text, const char *unit, gsize unit_length)
{
  for (gsize i = 0; text[i] != '\0'; i++)
    if (text[i] != unit[i % unit_length])
      return FALSE;

  return TRUE;
}
