/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/demo/outlay-demo-receipt.h"

#include <string.h>

#define WIDTH 360
#define MARGIN 24
#define SCALE 3
#define LINE_HEIGHT 33
#define PAPER 0xf6
#define INK 0x28

typedef struct
{
  char letter;
  guint8 rows[7]; /* five bits each, the leftmost the highest */
} Glyph;

static const Glyph glyphs[] = {
  { 'A', { 0x0e, 0x11, 0x11, 0x1f, 0x11, 0x11, 0x11 } },
  { 'B', { 0x1e, 0x11, 0x11, 0x1e, 0x11, 0x11, 0x1e } },
  { 'C', { 0x0e, 0x11, 0x10, 0x10, 0x10, 0x11, 0x0e } },
  { 'D', { 0x1e, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1e } },
  { 'E', { 0x1f, 0x10, 0x10, 0x1e, 0x10, 0x10, 0x1f } },
  { 'F', { 0x1f, 0x10, 0x10, 0x1e, 0x10, 0x10, 0x10 } },
  { 'G', { 0x0e, 0x11, 0x10, 0x17, 0x11, 0x11, 0x0f } },
  { 'H', { 0x11, 0x11, 0x11, 0x1f, 0x11, 0x11, 0x11 } },
  { 'I', { 0x0e, 0x04, 0x04, 0x04, 0x04, 0x04, 0x0e } },
  { 'J', { 0x07, 0x02, 0x02, 0x02, 0x02, 0x12, 0x0c } },
  { 'K', { 0x11, 0x12, 0x14, 0x18, 0x14, 0x12, 0x11 } },
  { 'L', { 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x1f } },
  { 'M', { 0x11, 0x1b, 0x15, 0x15, 0x11, 0x11, 0x11 } },
  { 'N', { 0x11, 0x19, 0x15, 0x13, 0x11, 0x11, 0x11 } },
  { 'O', { 0x0e, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0e } },
  { 'P', { 0x1e, 0x11, 0x11, 0x1e, 0x10, 0x10, 0x10 } },
  { 'Q', { 0x0e, 0x11, 0x11, 0x11, 0x15, 0x12, 0x0d } },
  { 'R', { 0x1e, 0x11, 0x11, 0x1e, 0x14, 0x12, 0x11 } },
  { 'S', { 0x0f, 0x10, 0x10, 0x0e, 0x01, 0x01, 0x1e } },
  { 'T', { 0x1f, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04 } },
  { 'U', { 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0e } },
  { 'V', { 0x11, 0x11, 0x11, 0x11, 0x11, 0x0a, 0x04 } },
  { 'W', { 0x11, 0x11, 0x11, 0x15, 0x15, 0x15, 0x0a } },
  { 'X', { 0x11, 0x11, 0x0a, 0x04, 0x0a, 0x11, 0x11 } },
  { 'Y', { 0x11, 0x11, 0x0a, 0x04, 0x04, 0x04, 0x04 } },
  { 'Z', { 0x1f, 0x01, 0x02, 0x04, 0x08, 0x10, 0x1f } },
  { '0', { 0x0e, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0e } },
  { '1', { 0x04, 0x0c, 0x04, 0x04, 0x04, 0x04, 0x0e } },
  { '2', { 0x0e, 0x11, 0x01, 0x06, 0x08, 0x10, 0x1f } },
  { '3', { 0x1e, 0x01, 0x01, 0x0e, 0x01, 0x01, 0x1e } },
  { '4', { 0x02, 0x06, 0x0a, 0x12, 0x1f, 0x02, 0x02 } },
  { '5', { 0x1f, 0x10, 0x1e, 0x01, 0x01, 0x11, 0x0e } },
  { '6', { 0x0e, 0x10, 0x10, 0x1e, 0x11, 0x11, 0x0e } },
  { '7', { 0x1f, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08 } },
  { '8', { 0x0e, 0x11, 0x11, 0x0e, 0x11, 0x11, 0x0e } },
  { '9', { 0x0e, 0x11, 0x11, 0x0f, 0x01, 0x01, 0x0e } },
  { '.', { 0x00, 0x00, 0x00, 0x00, 0x00, 0x0c, 0x0c } },
  { ',', { 0x00, 0x00, 0x00, 0x00, 0x06, 0x04, 0x08 } },
  { ':', { 0x00, 0x0c, 0x0c, 0x00, 0x0c, 0x0c, 0x00 } },
  { '-', { 0x00, 0x00, 0x00, 0x1f, 0x00, 0x00, 0x00 } },
  { '&', { 0x0c, 0x12, 0x14, 0x08, 0x15, 0x12, 0x0d } },
  { '\'', { 0x04, 0x04, 0x08, 0x00, 0x00, 0x00, 0x00 } },
  { '/', { 0x01, 0x02, 0x02, 0x04, 0x08, 0x08, 0x10 } },
};

typedef struct
{
  guint height;
  guint8 *pixels; /* each row starts with its filter type, 0 */
} Sheet;

#define STRIDE (WIDTH + 1)

static const Glyph *
find_glyph (char letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (glyphs); i++)
    if (glyphs[i].letter == letter)
      return &glyphs[i];

  return NULL;
}

static void
fill (Sheet *sheet, guint x, guint y, guint width, guint height)
{
  for (guint row = y; row < MIN (y + height, sheet->height); row++)
    for (guint column = x; column < MIN (x + width, WIDTH); column++)
      sheet->pixels[row * STRIDE + 1 + column] = INK;
}

static void
draw_letter (Sheet *sheet, guint x, guint y, char letter)
{
  const Glyph *glyph = find_glyph (g_ascii_toupper (letter));

  if (glyph == NULL)
    return;

  for (guint row = 0; row < G_N_ELEMENTS (glyph->rows); row++)
    for (guint column = 0; column < 5; column++)
      if (glyph->rows[row] & (0x10 >> column))
        fill (sheet, x + column * SCALE, y + row * SCALE, SCALE, SCALE);
}

/* A line of dashes alone is a rule across the paper. */
static void
draw_line (Sheet *sheet, guint y, const char *line)
{
  if (g_str_equal (line, "-"))
    {
      fill (sheet, MARGIN, y + 10, WIDTH - 2 * MARGIN, 2);
      return;
    }

  for (guint i = 0; line[i] != '\0'; i++)
    draw_letter (sheet, MARGIN + i * 6 * SCALE, y, line[i]);
}

static guint32
compute_crc (const guint8 *data, gsize size)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (0xedb88320 & -(crc & 1));
    }

  return ~crc;
}

static void
append_number (GByteArray *png, guint32 number)
{
  guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (png, (const guint8 *) &big, sizeof big);
}

static void
append_chunk (GByteArray *png, const char *type, const guint8 *data, gsize size)
{
  guint start;

  append_number (png, (guint32) size);
  start = png->len;
  g_byte_array_append (png, (const guint8 *) type, 4);
  g_byte_array_append (png, data, (guint) size);
  append_number (png, compute_crc (png->data + start, png->len - start));
}

static GBytes *
compress (const guint8 *data, gsize size)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autoptr (GBytes) plain = g_bytes_new_static (data, size);

  return g_converter_convert_bytes (G_CONVERTER (compressor), plain, NULL);
}

static GBytes *
write_png (const Sheet *sheet)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  GByteArray *png = g_byte_array_new ();
  g_autoptr (GByteArray) header = g_byte_array_new ();
  g_autoptr (GBytes) data = compress (sheet->pixels, (gsize) sheet->height * STRIDE);
  /* Eight bits of grey, the only compression and filtering there are, no interlace. */
  static const guint8 kind[] = { 8, 0, 0, 0, 0 };

  append_number (header, WIDTH);
  append_number (header, sheet->height);
  g_byte_array_append (header, kind, sizeof kind);

  g_byte_array_append (png, signature, sizeof signature);
  append_chunk (png, "IHDR", header->data, header->len);
  append_chunk (png, "IDAT", g_bytes_get_data (data, NULL), g_bytes_get_size (data));
  append_chunk (png, "IEND", NULL, 0);

  return g_byte_array_free_to_bytes (png);
}

GBytes *
outlay_demo_receipt_draw (const char *const *lines)
{
  guint n_lines = g_strv_length ((char **) lines);
  Sheet sheet = { .height = 2 * MARGIN + n_lines * LINE_HEIGHT };
  GBytes *png;

  sheet.pixels = g_malloc ((gsize) sheet.height * STRIDE);
  memset (sheet.pixels, PAPER, (gsize) sheet.height * STRIDE);
  for (guint row = 0; row < sheet.height; row++)
    sheet.pixels[row * STRIDE] = 0;

  for (guint i = 0; i < n_lines; i++)
    draw_line (&sheet, MARGIN + i * LINE_HEIGHT, lines[i]);

  png = write_png (&sheet);
  g_free (sheet.pixels);

  return png;
}
