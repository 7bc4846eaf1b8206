/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-text.h"

#include <string.h>

#include "core/outlay-text.h"
#include "core/outlay-time.h"
#include "core/proof/outlay-digest.h"
#include "pack/outlay-pack-expense.h"

gboolean
outlay_pack_text_fail (GError **error, const char *member, const char *what)
{
  g_set_error (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_SYNTAX, "\"%s\" %s", member, what);
  return FALSE;
}

gboolean
outlay_pack_text_check (yyjson_val *object, gsize n_members, const char *name, GError **error)
{
  if (!yyjson_is_obj (object))
    return outlay_pack_text_fail (error, name, "is no object");
  if (yyjson_obj_size (object) != n_members)
    return outlay_pack_text_fail (error, name, "has members missing, or too many");

  return TRUE;
}

gboolean
outlay_pack_text_get (yyjson_val *object,
                      const char *member,
                      glong max_chars,
                      gboolean is_lines,
                      const char **text,
                      GError **error)
{
  yyjson_val *value = yyjson_obj_get (object, member);
  g_autoptr (GArray) complaints = outlay_complaints_new ();

  *text = yyjson_get_str (value);
  if (*text == NULL)
    return outlay_pack_text_fail (error, member, "is no text");
  if (strlen (*text) != yyjson_get_len (value) ||
      !outlay_text_check (*text, "text", max_chars, is_lines ? OUTLAY_TEXT_LINES : OUTLAY_TEXT_LINE,
                          complaints))
    return outlay_pack_text_fail (error, member, "is too long, or has control characters");

  return TRUE;
}

gboolean
outlay_pack_text_get_nullable (yyjson_val *object,
                               const char *member,
                               glong max_chars,
                               const char **text,
                               GError **error)
{
  *text = NULL;
  return yyjson_is_null (yyjson_obj_get (object, member)) ||
         outlay_pack_text_get (object, member, max_chars, FALSE, text, error);
}

gboolean
outlay_pack_text_get_int (yyjson_val *object,
                          const char *member,
                          gint64 least,
                          gint64 *value,
                          GError **error)
{
  yyjson_val *number = yyjson_obj_get (object, member);

  if (!yyjson_is_int (number) ||
      (yyjson_is_uint (number) && yyjson_get_uint (number) > G_MAXINT64) ||
      yyjson_get_sint (number) < least)
    return outlay_pack_text_fail (error, member, "is no number that is possible here");

  *value = yyjson_get_sint (number);
  return TRUE;
}

gboolean
outlay_pack_text_get_bool (yyjson_val *object, const char *member, gboolean *value, GError **error)
{
  yyjson_val *boolean = yyjson_obj_get (object, member);

  if (!yyjson_is_bool (boolean))
    return outlay_pack_text_fail (error, member, "is neither true nor false");

  *value = yyjson_get_bool (boolean);
  return TRUE;
}

gboolean
outlay_pack_text_get_time (yyjson_val *object,
                           const char *member,
                           gboolean is_nullable,
                           gint64 *value,
                           GError **error)
{
  yyjson_val *time = yyjson_obj_get (object, member);

  *value = 0;
  if (is_nullable && yyjson_is_null (time))
    return TRUE;
  if (!yyjson_is_str (time) || !outlay_time_parse (yyjson_get_str (time), value) || *value <= 0)
    return outlay_pack_text_fail (error, member, "is no time");

  return TRUE;
}

gboolean
outlay_pack_text_get_money (yyjson_val *object,
                            const char *member,
                            OutlayMoney *money,
                            GError **error)
{
  yyjson_val *value = yyjson_obj_get (object, member);
  const char *currency;

  if (!outlay_pack_text_check (value, 2, member, error) ||
      !outlay_pack_text_get_int (value, "minor", G_MININT64, &money->minor, error) ||
      !outlay_pack_text_get (value, "currency", 3, FALSE, &currency, error))
    return FALSE;
  if (outlay_currency_find (currency) == NULL)
    return outlay_pack_text_fail (error, member, "has no currency that is known");

  g_strlcpy (money->currency, currency, sizeof money->currency);
  return TRUE;
}

gboolean
outlay_pack_text_get_digest (yyjson_val *object,
                             const char *member,
                             const char **digest,
                             GError **error)
{
  if (!outlay_pack_text_get (object, member, OUTLAY_DIGEST_LENGTH, FALSE, digest, error))
    return FALSE;

  return outlay_digest_is_valid (*digest) || outlay_pack_text_fail (error, member, "is no SHA-256");
}

void
outlay_pack_text_add (yyjson_mut_doc *doc,
                      yyjson_mut_val *object,
                      const char *member,
                      const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (valid != NULL)
    yyjson_mut_obj_add_strcpy (doc, object, member, valid);
  else
    yyjson_mut_obj_add_null (doc, object, member);
}

void
outlay_pack_text_add_time (yyjson_mut_doc *doc,
                           yyjson_mut_val *object,
                           const char *member,
                           gint64 unix_usec)
{
  g_autofree char *time = unix_usec != 0 ? outlay_pack_time_dup (unix_usec) : NULL;

  outlay_pack_text_add (doc, object, member, time);
}

void
outlay_pack_text_add_money (yyjson_mut_doc *doc,
                            yyjson_mut_val *object,
                            const char *member,
                            const OutlayMoney *money)
{
  yyjson_mut_val *value = yyjson_mut_obj_add_obj (doc, object, member);

  yyjson_mut_obj_add_sint (doc, value, "minor", money->minor);
  yyjson_mut_obj_add_strcpy (doc, value, "currency", money->currency);
}

void
outlay_pack_text_append (GString *json, yyjson_mut_doc *doc, gboolean is_pretty)
{
  gsize length;
  char *text = yyjson_mut_write (doc, is_pretty ? YYJSON_WRITE_PRETTY_TWO_SPACES : 0, &length);

  g_assert (text != NULL);
  g_string_append_len (json, text, (gssize) length);
  free (text);
}
