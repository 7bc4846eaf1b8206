/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-json-writer.h"

#include <stdlib.h>
#include <string.h>

static const char hex_digits[] = "0123456789abcdef";

static void
grow (OutlayJsonWriter *self, gsize needed)
{
  gsize size = self->size * 2 + needed;
  char *text = realloc (self->text, size);

  if (text == NULL)
    g_error ("no memory for an answer of %" G_GSIZE_FORMAT " bytes", size);

  self->text = text;
  self->size = size;
}

/* Makes room for @n more bytes and returns where they go. */
static inline char *
reserve (OutlayJsonWriter *self, gsize n)
{
  if (G_UNLIKELY (self->length + n > self->size))
    grow (self, n);

  return self->text + self->length;
}

static inline void
append (OutlayJsonWriter *self, const char *bytes, gsize n)
{
  memcpy (reserve (self, n), bytes, n);
  self->length += n;
}

static inline void
append_char (OutlayJsonWriter *self, char c)
{
  *reserve (self, 1) = c;
  self->length++;
}

static inline void
begin_value (OutlayJsonWriter *self)
{
  if (self->wants_comma)
    append_char (self, ',');
  self->wants_comma = TRUE;
}

static inline gboolean
needs_escape (guchar c)
{
  return c < 0x20 || c == '"' || c == '\\';
}

/* RFC 8259, 7: the short forms where there are such, \u00XX elsewhere. */
static void
append_escaped (OutlayJsonWriter *self, guchar c)
{
  static const char shorts[] = "\"\\\b\f\n\r\t";
  static const char letters[] = "\"\\bfnrt";
  const char *at = c != '\0' ? strchr (shorts, c) : NULL;

  if (at != NULL)
    {
      char pair[2] = { '\\', letters[at - shorts] };
      append (self, pair, 2);
    }
  else
    {
      char code[6] = { '\\', 'u', '0', '0', hex_digits[c >> 4], hex_digits[c & 15] };
      append (self, code, 6);
    }
}

/* Writes at least @width digits, from the right end of @at. */
static inline void
put_digits (char *at, guint value, guint width)
{
  while (width-- > 0)
    {
      at[width] = (char) ('0' + value % 10);
      value /= 10;
    }
}

void
outlay_json_writer_init (OutlayJsonWriter *self, gsize size)
{
  *self = (OutlayJsonWriter) { .size = 0 };
  grow (self, size);
}

void
outlay_json_writer_clear (OutlayJsonWriter *self)
{
  free (self->text);
  *self = (OutlayJsonWriter) { .size = 0 };
}

char *
outlay_json_writer_end (OutlayJsonWriter *self, gsize *length)
{
  char *text;

  *reserve (self, 1) = '\0';
  *length = self->length;
  text = self->text;
  *self = (OutlayJsonWriter) { .size = 0 };

  return text;
}

void
outlay_json_writer_begin_object (OutlayJsonWriter *self)
{
  begin_value (self);
  append_char (self, '{');
  self->wants_comma = FALSE;
}

void
outlay_json_writer_end_object (OutlayJsonWriter *self)
{
  append_char (self, '}');
  self->wants_comma = TRUE;
}

void
outlay_json_writer_begin_array (OutlayJsonWriter *self)
{
  begin_value (self);
  append_char (self, '[');
  self->wants_comma = FALSE;
}

void
outlay_json_writer_end_array (OutlayJsonWriter *self)
{
  append_char (self, ']');
  self->wants_comma = TRUE;
}

void
outlay_json_writer_name (OutlayJsonWriter *self, const char *name)
{
  gsize n = strlen (name);
  char *at = reserve (self, n + 4);

  if (self->wants_comma)
    *at++ = ',';
  *at++ = '"';
  memcpy (at, name, n);
  at += n;
  *at++ = '"';
  *at++ = ':';
  self->length = (gsize) (at - self->text);
  self->wants_comma = FALSE;
}

/* Length of the run from @at, of @n bytes, that needs no escape. Eight bytes are looked at at
 * once: a byte that is less than 0x20, or turns to zero when a quote or a backslash is taken out
 * of it, borrows into its highest bit; bytes of more than 0x7f have that bit from the start and
 * are let through. */
static gsize
measure_plain (const char *at, gsize n)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 highs = ones * 0x80;
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    {
      guint64 word, quote, slash;

      memcpy (&word, at + i, 8);
      quote = word ^ (ones * '"');
      slash = word ^ (ones * '\\');
      if ((((word - ones * 0x20) | (quote - ones) | (slash - ones)) & ~word & highs) != 0)
        break;
    }
  while (i < n && !needs_escape ((guchar) at[i]))
    i++;

  return i;
}

void
outlay_json_writer_text (OutlayJsonWriter *self, const char *value)
{
  gsize n;

  if (value == NULL)
    {
      outlay_json_writer_null (self);
      return;
    }

  begin_value (self);
  n = strlen (value);
  reserve (self, n + 2);
  append_char (self, '"');
  for (;;)
    {
      gsize plain = measure_plain (value, n);

      append (self, value, plain);
      if (plain == n)
        break;

      append_escaped (self, (guchar) value[plain]);
      value += plain + 1;
      n -= plain + 1;
    }
  append_char (self, '"');
}

void
outlay_json_writer_append (OutlayJsonWriter *self, const char *json, gsize length)
{
  append (self, json, length);
  self->wants_comma = FALSE;
}

void
outlay_json_writer_token (OutlayJsonWriter *self, const char *value)
{
  gsize n = strlen (value);
  char *at = reserve (self, n + 3);

  if (self->wants_comma)
    *at++ = ',';
  *at++ = '"';
  memcpy (at, value, n);
  at += n;
  *at++ = '"';
  self->length = (gsize) (at - self->text);
  self->wants_comma = TRUE;
}

void
outlay_json_writer_int (OutlayJsonWriter *self, gint64 value)
{
  char digits[20];
  guint n = 0;
  guint64 rest = value < 0 ? 0 - (guint64) value : (guint64) value;

  begin_value (self);
  do
    {
      digits[sizeof digits - ++n] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  while (rest > 0);

  if (value < 0)
    append_char (self, '-');
  append (self, digits + sizeof digits - n, n);
}

void
outlay_json_writer_bool (OutlayJsonWriter *self, gboolean value)
{
  begin_value (self);
  if (value)
    append (self, "true", 4);
  else
    append (self, "false", 5);
}

void
outlay_json_writer_null (OutlayJsonWriter *self)
{
  begin_value (self);
  append (self, "null", 4);
}

/* Days since 1970-01-01 to a date of the proleptic Gregorian calendar. Years are counted
 * from March, so that the leap day is a year's last: month lengths are then the steps of
 * (153 m + 2) / 5. */
static void
split_days (gint64 days, guint *year, guint *month, guint *day)
{
  gint64 since = days + 719468; /* days from 0000-03-01 */
  guint era = (guint) (since / 146097);
  guint day_of_era = (guint) (since % 146097);
  guint year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) /
                      365;
  guint day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  guint march_month = (5 * day_of_year + 2) / 153;

  *day = day_of_year - (153 * march_month + 2) / 5 + 1;
  *month = march_month < 10 ? march_month + 3 : march_month - 9;
  *year = year_of_era + era * 400 + (*month <= 2);
}

void
outlay_json_writer_time (OutlayJsonWriter *self, gint64 unix_usec)
{
  const gint64 day_usec = G_USEC_PER_SEC * G_GINT64_CONSTANT (86400);
  gint64 days = unix_usec / day_usec;
  gint64 usec = unix_usec % day_usec;
  char text[] = "0000-00-00T00:00:00.000Z";
  guint year, month, day, msec;

  if (usec < 0)
    {
      usec += day_usec;
      days--;
    }
  split_days (days, &year, &month, &day);
  msec = (guint) (usec / 1000);

  put_digits (text, year, 4);
  put_digits (text + 5, month, 2);
  put_digits (text + 8, day, 2);
  put_digits (text + 11, msec / 3600000, 2);
  put_digits (text + 14, msec / 60000 % 60, 2);
  put_digits (text + 17, msec / 1000 % 60, 2);
  put_digits (text + 20, msec % 1000, 3);

  outlay_json_writer_token (self, text);
}

void
outlay_json_writer_lines (OutlayJsonWriter *self, const char *lines)
{
  outlay_json_writer_begin_array (self);
  while (*lines != '\0')
    {
      gsize n = strcspn (lines, "\n");

      begin_value (self);
      append_char (self, '"');
      append (self, lines, n);
      append_char (self, '"');
      lines += n + (lines[n] == '\n');
    }
  outlay_json_writer_end_array (self);
}
