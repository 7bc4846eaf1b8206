/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-lines.h"

#include <string.h>

#include "pack/outlay-pack-expense-json.h"

/* Of one expense with all of its history. */
#define MAX_LINE (32 * 1024 * 1024)

/* What the next line is part of. */
typedef enum
{
  PLACE_BEGIN,
  PLACE_PEOPLE,
  PLACE_PERSON,
  PLACE_CATEGORIES,
  PLACE_CATEGORY,
  PLACE_EXPENSES,
  PLACE_EXPENSE,
  PLACE_END,
} Place;

struct _OutlayPackLines
{
  OutlayPackExpenseFunc visit;
  gpointer data;
  OutlayPackBook *book;
  GString *pending; /* a line that has only begun */
  Place place;
  guint64 line;
  gboolean has_more; /* the line before ended with a comma */
  gboolean has_item; /* the list is not empty */
};

OutlayPackLines *
outlay_pack_lines_new (OutlayPackExpenseFunc visit, gpointer data)
{
  OutlayPackLines *self = g_new0 (OutlayPackLines, 1);

  self->visit = visit;
  self->data = data;
  self->book = outlay_pack_book_new ();
  self->pending = g_string_new (NULL);

  return self;
}

void
outlay_pack_lines_free (OutlayPackLines *self)
{
  if (self == NULL)
    return;

  outlay_pack_book_unref (self->book);
  g_string_free (self->pending, TRUE);
  g_free (self);
}

OutlayPackBook *
outlay_pack_lines_get_book (OutlayPackLines *self)
{
  return self->book;
}

static gboolean
refuse (OutlayPackLines *self, const char *what, GError **error)
{
  g_set_error (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_SYNTAX, "line %" G_GUINT64_FORMAT " %s",
               self->line, what);
  return FALSE;
}

static gboolean
is_line (const char *line, gsize length, const char *expected)
{
  return length == strlen (expected) && memcmp (line, expected, length) == 0;
}

static gboolean
read_expense (OutlayPackLines *self, const char *line, gsize length, GError **error)
{
  g_autoptr (OutlayPackLine) expense = outlay_pack_line_read (line, length, error);

  return expense != NULL &&
         self->visit (outlay_pack_line_get_expense (expense), self->book, self->data, error);
}

static gboolean
read_item (OutlayPackLines *self, const char *line, gsize length, GError **error)
{
  gboolean is_read;

  if (self->has_item && !self->has_more)
    return refuse (self, "follows the last of a list", error);

  self->has_item = TRUE;
  self->has_more = length > 0 && line[length - 1] == ',';
  length -= self->has_more;

  if (self->place == PLACE_PERSON)
    is_read = outlay_pack_json_read_person (self->book, line, length, error);
  else if (self->place == PLACE_CATEGORY)
    is_read = outlay_pack_json_read_category (self->book, line, length, error);
  else
    is_read = read_expense (self, line, length, error);

  if (!is_read && error != NULL &&
      g_error_matches (*error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_SYNTAX))
    g_prefix_error (error, "line %" G_GUINT64_FORMAT ": ", self->line);
  return is_read;
}

static gboolean
move_on (OutlayPackLines *self)
{
  self->place++;
  self->has_more = FALSE;
  self->has_item = FALSE;
  return TRUE;
}

static gboolean
read_line (OutlayPackLines *self, const char *line, gsize length, GError **error)
{
  static const char *const fixed[] = {
    [PLACE_BEGIN] = OUTLAY_PACK_JSON_BEGIN,   [PLACE_PEOPLE] = OUTLAY_PACK_JSON_PEOPLE,
    [PLACE_PERSON] = OUTLAY_PACK_JSON_NEXT,   [PLACE_CATEGORIES] = OUTLAY_PACK_JSON_CATEGORIES,
    [PLACE_CATEGORY] = OUTLAY_PACK_JSON_NEXT, [PLACE_EXPENSES] = OUTLAY_PACK_JSON_EXPENSES,
    [PLACE_EXPENSE] = OUTLAY_PACK_JSON_END,
  };
  gboolean is_list = self->place == PLACE_PERSON || self->place == PLACE_CATEGORY ||
                     self->place == PLACE_EXPENSE;

  self->line++;
  if (self->place == PLACE_END)
    return refuse (self, "follows the end", error);
  if (is_line (line, length, fixed[self->place]))
    return self->has_more ? refuse (self, "ends a list that goes on", error) : move_on (self);
  if (is_list)
    return read_item (self, line, length, error);

  return refuse (self, "is not what it should be", error);
}

gboolean
outlay_pack_lines_feed (OutlayPackLines *self, const guint8 *bytes, gsize size, GError **error)
{
  const char *at = (const char *) bytes;

  while (size > 0)
    {
      const char *newline = memchr (at, '\n', size);
      gsize length = newline != NULL ? (gsize) (newline - at) : size;

      if (length > MAX_LINE || self->pending->len > MAX_LINE - length)
        return refuse (self, "is followed by one that is far too long", error);
      if (newline == NULL)
        {
          g_string_append_len (self->pending, at, (gssize) length);
          return TRUE;
        }

      if (self->pending->len > 0)
        {
          g_string_append_len (self->pending, at, (gssize) length);
          if (!read_line (self, self->pending->str, self->pending->len, error))
            return FALSE;
          g_string_truncate (self->pending, 0);
        }
      else if (!read_line (self, at, length, error))
        return FALSE;

      at += length + 1;
      size -= length + 1;
    }

  return TRUE;
}

gboolean
outlay_pack_lines_end (OutlayPackLines *self, GError **error)
{
  return (self->place == PLACE_END && self->pending->len == 0) ||
         refuse (self, "is the last, and the file does not end there", error);
}
