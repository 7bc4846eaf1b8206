/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-csv.h"

#include <string.h>

/* As ISO 4217 has it of a code that nobody knows any more. */
#define USUAL_EXPONENT 2

/* --- amounts --- */

static guint
get_exponent (const char *code)
{
  const OutlayCurrency *currency = outlay_currency_find (code);

  return currency != NULL ? currency->exponent : USUAL_EXPONENT;
}

char *
outlay_plain_amount_dup (const OutlayMoney *amount)
{
  guint exponent = get_exponent (amount->currency);
  guint64 minor = amount->minor < 0 ? -(guint64) amount->minor : (guint64) amount->minor;
  guint64 unit = 1;

  for (guint i = 0; i < exponent; i++)
    unit *= 10;

  if (exponent == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, amount->minor < 0 ? "-" : "", minor);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT,
                          amount->minor < 0 ? "-" : "", minor / unit, (int) exponent, minor % unit);
}

gboolean
outlay_plain_amount_read (const char *text, const char *currency, OutlayMoney *amount)
{
  g_autofree char *again = NULL;
  g_autofree char *digits = NULL;
  OutlayMoney read = { 0 };

  if (strlen (currency) >= sizeof read.currency)
    return FALSE;
  g_strlcpy (read.currency, currency, sizeof read.currency);

  digits = g_strdup (text);
  for (char *dot = strchr (digits, '.'); dot != NULL; dot = NULL)
    memmove (dot, dot + 1, strlen (dot));
  if (!g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, &read.minor, NULL))
    return FALSE;

  /* Only what would be written this way was meant this way. */
  again = outlay_plain_amount_dup (&read);
  if (!g_str_equal (again, text))
    return FALSE;

  *amount = read;
  return TRUE;
}

/* --- writing --- */

static gboolean
begins_formula (const char *text)
{
  text += strspn (text, " ");
  if (*text == '\0')
    return FALSE;
  if (strchr ("=+-@\t\r\n", *text) != NULL)
    return TRUE;

  switch (g_utf8_get_char (text))
    {
    case 0xff1d: /* fullwidth equals sign, plus, hyphen-minus and at */
    case 0xff0b:
    case 0xff0d:
    case 0xff20:
      return TRUE;

    default:
      return FALSE;
    }
}

/* Whether @text is a formula, or some apostrophes and a formula. */
static gboolean
needs_defusing (const char *text)
{
  return begins_formula (text + strspn (text, "'"));
}

static void
begin_cell (GString *csv)
{
  if (csv->len > 0 && csv->str[csv->len - 1] != '\n')
    g_string_append_c (csv, ',');
}

static void
append_quoted (GString *csv, const char *mark, const char *text)
{
  g_string_append_c (csv, '"');
  g_string_append (csv, mark);
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *text);
    }
  g_string_append_c (csv, '"');
}

/* An empty cell that begins a record is quoted, or a record of it alone were no record; and so is one that
 * begins like a byte order mark, which it would be taken for. */
static void
append_cell (GString *csv, const char *mark, const char *text)
{
  gboolean is_first;

  begin_cell (csv);
  is_first = csv->len == 0 || csv->str[csv->len - 1] == '\n';
  if (strpbrk (text, ",\"\r\n") != NULL || (is_first && *text == '\0') ||
      g_str_has_prefix (text, OUTLAY_CSV_BOM))
    append_quoted (csv, mark, text);
  else
    {
      g_string_append (csv, mark);
      g_string_append (csv, text);
    }
}

void
outlay_csv_append_text (GString *csv, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  append_cell (csv, needs_defusing (valid) ? "'" : "", valid);
}

void
outlay_csv_append_plain (GString *csv, const char *text)
{
  append_cell (csv, "", text != NULL ? text : "");
}

void
outlay_csv_append_amount (GString *csv, const OutlayMoney *amount)
{
  g_autofree char *text = outlay_plain_amount_dup (amount);

  append_cell (csv, "", text);
}

void
outlay_csv_end_record (GString *csv)
{
  g_string_append (csv, "\r\n");
}

void
outlay_csv_restore_text (char *text)
{
  if (*text == '\'' && needs_defusing (text))
    memmove (text, text + 1, strlen (text));
}

/* --- reading --- */

struct _OutlayCsvReader
{
  GBytes *bytes;
  const char *at;
  const char *end;
  gsize line;
  guint n_cells; /* of the first record; 0 before it was read */
  gboolean is_text;
};

OutlayCsvReader *
outlay_csv_reader_new (GBytes *bytes)
{
  OutlayCsvReader *self = g_new0 (OutlayCsvReader, 1);
  gsize size;

  self->bytes = g_bytes_ref (bytes);
  self->at = g_bytes_get_data (bytes, &size);
  if (self->at == NULL)
    self->at = "";
  self->end = self->at + size;
  self->line = 1;
  self->is_text = g_utf8_validate_len (self->at, size, NULL);
  if (size >= strlen (OUTLAY_CSV_BOM) &&
      memcmp (self->at, OUTLAY_CSV_BOM, strlen (OUTLAY_CSV_BOM)) == 0)
    self->at += strlen (OUTLAY_CSV_BOM);

  return self;
}

void
outlay_csv_reader_free (OutlayCsvReader *self)
{
  if (self == NULL)
    return;

  g_bytes_unref (self->bytes);
  g_free (self);
}

static gboolean
refuse (OutlayCsvReader *self, const char *what, GError **error)
{
  g_set_error (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_SYNTAX, "line %" G_GSIZE_FORMAT ": %s",
               self->line, what);
  return FALSE;
}

static gboolean
read_quoted (OutlayCsvReader *self, GString *cell, GError **error)
{
  for (self->at++; self->at < self->end; self->at++)
    {
      if (*self->at == '"')
        {
          if (self->at + 1 == self->end || self->at[1] != '"')
            {
              self->at++;
              return TRUE;
            }
          self->at++;
        }
      self->line += *self->at == '\n';
      g_string_append_c (cell, *self->at);
    }

  return refuse (self, "a quote is never closed", error);
}

static gboolean
read_bare (OutlayCsvReader *self, GString *cell, GError **error)
{
  for (; self->at < self->end && strchr (",\r\n", *self->at) == NULL; self->at++)
    {
      if (*self->at == '"')
        return refuse (self, "a quote stands inside of a cell without quotes", error);
      g_string_append_c (cell, *self->at);
    }

  return TRUE;
}

/* After a cell: a comma, the end of the record, or the end of all. */
static gboolean
read_separator (OutlayCsvReader *self, gboolean *is_last, GError **error)
{
  *is_last = self->at == self->end || *self->at != ',';
  if (self->at == self->end)
    return TRUE;
  if (!*is_last)
    {
      self->at++;
      return TRUE;
    }

  if (*self->at == '\r' && self->at + 1 < self->end && self->at[1] == '\n')
    self->at++;
  if (*self->at != '\n')
    return refuse (self, "neither a comma nor the end of the line follows a cell", error);

  self->at++;
  self->line++;
  return TRUE;
}

gboolean
outlay_csv_reader_next (OutlayCsvReader *self, GStrv *cells, GError **error)
{
  g_autoptr (GStrvBuilder) record = g_strv_builder_new ();
  gboolean is_last = FALSE;
  guint n;

  *cells = NULL;
  if (!self->is_text)
    return refuse (self, "the file is not UTF-8, or has a NUL", error);
  if (self->at == self->end)
    return TRUE;

  for (n = 0; !is_last; n++)
    {
      g_autoptr (GString) cell = g_string_new (NULL);
      gboolean is_quoted = self->at < self->end && *self->at == '"';

      if (n == OUTLAY_CSV_MAX_CELLS)
        return refuse (self, "there are too many cells", error);
      if (!(is_quoted ? read_quoted (self, cell, error) : read_bare (self, cell, error)) ||
          !read_separator (self, &is_last, error))
        return FALSE;
      g_strv_builder_add (record, cell->str);
    }

  if (self->n_cells != 0 && n != self->n_cells)
    return refuse (self, "the record before here has not as many cells as the first", error);

  self->n_cells = n;
  *cells = g_strv_builder_end (record);
  return TRUE;
}
