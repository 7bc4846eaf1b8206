/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-cursor.h"

#include <string.h>

#include "core/outlay-uuid.h"

/* The word is "1", then sort letter, key, "." and id in base64 for URLs (RFC 4648, 5). */
#define VERSION '1'
#define MAX_TEXT 128

char *
outlay_cursor_to_text (const OutlayCursor *self)
{
  char plain[sizeof self->key + sizeof self->id + 4];
  int n = g_snprintf (plain, sizeof plain, "%c%c%s.%s", VERSION, self->sort, self->key, self->id);
  char *text = g_base64_encode ((const guchar *) plain, (gsize) n);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return text;
}

static gboolean
split (OutlayCursor *self, const char *plain, gsize n)
{
  gsize key_length;

  if (n < 3 + OUTLAY_UUID_LENGTH || plain[0] != VERSION || memchr (plain, '\0', n) != NULL)
    return FALSE;

  key_length = n - 3 - OUTLAY_UUID_LENGTH;
  if (key_length >= sizeof self->key || plain[2 + key_length] != '.' ||
      !outlay_uuid_is_valid (plain + 3 + key_length))
    return FALSE;

  self->sort = plain[1];
  memcpy (self->key, plain + 2, key_length);
  self->key[key_length] = '\0';
  g_strlcpy (self->id, plain + 3 + key_length, sizeof self->id);

  return TRUE;
}

gboolean
outlay_cursor_from_text (OutlayCursor *self, const char *text)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  g_autofree char *again = NULL;
  OutlayCursor parsed;
  char padded[MAX_TEXT + 4];
  gsize length = strlen (text);
  gsize n = 0;

  if (length == 0 || length > MAX_TEXT || strspn (text, letters) != length || length % 4 == 1)
    return FALSE;

  memcpy (padded, text, length + 1);
  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  while (length % 4 != 0)
    padded[length++] = '=';
  padded[length] = '\0';

  g_base64_decode_inplace (padded, &n);
  padded[n] = '\0';

  if (!split (&parsed, padded, n))
    return FALSE;

  /* Bits that base64 leaves over must be none. */
  again = outlay_cursor_to_text (&parsed);
  if (!g_str_equal (again, text))
    return FALSE;

  *self = parsed;
  return TRUE;
}
