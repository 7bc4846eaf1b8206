/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/export/outlay-paper.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <unistd.h>

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define MARGIN 42.0
#define FOOT 24.0
#define FONT "Inter, Cantarell, sans-serif"

struct _OutlayPaper
{
  char *path;
  char *temporary;
  int fd;
  int problem; /* errno of the first write that failed; 0 */

  cairo_surface_t *surface;
  cairo_t *cr;
  PangoLayout *layout;

  double width;
  double height;
  char *title;
  gboolean is_rtl;
  guint n_pages;
  double y;
  int parents[4]; /* the last heading of each level in the outline */
};

static cairo_status_t
write_cb (void *closure, const unsigned char *bytes, unsigned int length)
{
  OutlayPaper *self = closure;

  while (length > 0)
    {
      ssize_t n = write (self->fd, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          if (self->problem == 0)
            self->problem = errno;
          return CAIRO_STATUS_WRITE_ERROR;
        }
      bytes += n;
      length -= (unsigned int) n;
    }

  return CAIRO_STATUS_SUCCESS;
}

static gboolean
fail (OutlayPaper *self, int code, GError **error)
{
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "%s cannot be written: %s",
               self->path, g_strerror (code));

  return FALSE;
}

static void
set_metadata (OutlayPaper *self, const OutlayPaperInit *init)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *made = g_date_time_format_iso8601 (now);

  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_TITLE, init->title);
  if (init->author != NULL && *init->author != '\0')
    cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_AUTHOR, init->author);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATOR,
                                  "Outlay " OUTLAY_VERSION);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
}

OutlayPaper *
outlay_paper_new (const char *path, const OutlayPaperInit *init, GError **error)
{
  g_autoptr (OutlayPaper) self = g_new0 (OutlayPaper, 1);
  g_autofree char *folder = g_path_get_dirname (path);
  PangoContext *context;

  self->path = g_strdup (path);
  self->title = g_strdup (init->title);
  self->width = init->width;
  self->height = init->height;
  self->is_rtl = init->is_rtl;
  self->temporary = g_build_filename (folder, ".outlay-export-XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      fail (self, errno, error);
      g_clear_pointer (&self->temporary, g_free);
      return NULL;
    }

  self->surface = cairo_pdf_surface_create_for_stream (write_cb, self, init->width, init->height);
  self->cr = cairo_create (self->surface);
  self->layout = pango_cairo_create_layout (self->cr);
  context = pango_layout_get_context (self->layout);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_base_dir (context, self->is_rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  /* A text that begins with a name from elsewhere still stands where lines begin. */
  pango_layout_set_auto_dir (self->layout, FALSE);
  set_metadata (self, init);

  return g_steal_pointer (&self);
}

void
outlay_paper_free (OutlayPaper *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->layout);
  g_clear_pointer (&self->cr, cairo_destroy);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self->title);
  g_free (self);
}

gboolean
outlay_paper_check (OutlayPaper *self, GError **error)
{
  if (self->problem != 0)
    return fail (self, self->problem, error);
  if (cairo_status (self->cr) == CAIRO_STATUS_SUCCESS)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the document cannot be drawn: %s",
               cairo_status_to_string (cairo_status (self->cr)));

  return FALSE;
}

/* --- pages --------------------------------------------------------------------------------------- */

static void
end_page (OutlayPaper *self)
{
  double y = self->height - MARGIN - 8;
  g_autofree char *number = NULL;

  if (self->n_pages == 0)
    return;

  /* Translators: at the foot of a page. */
  number = g_strdup_printf (_ ("Page %u"), self->n_pages);
  outlay_paper_draw (
      self,
      &(OutlayPaperText) {
          .text = self->title, .size = 8, .weight = 400, .grey = 0.45, .max_lines = 1 },
      0, y, outlay_paper_get_width (self) - 80);
  outlay_paper_draw (self,
                     &(OutlayPaperText) { .text = number,
                                          .size = 8,
                                          .weight = 400,
                                          .grey = 0.45,
                                          .place = OUTLAY_PAPER_END,
                                          .max_lines = 1 },
                     outlay_paper_get_width (self) - 80, y, 80);
  cairo_show_page (self->cr);
}

void
outlay_paper_begin_page (OutlayPaper *self)
{
  end_page (self);
  self->n_pages++;
  self->y = MARGIN;
}

gboolean
outlay_paper_finish (OutlayPaper *self, GError **error)
{
  end_page (self);
  cairo_surface_finish (self->surface);
  if (!outlay_paper_check (self, error))
    return FALSE;
  if (fsync (self->fd) != 0 || g_rename (self->temporary, self->path) != 0)
    return fail (self, errno, error);

  g_clear_pointer (&self->temporary, g_free);

  return TRUE;
}

guint
outlay_paper_get_n_pages (OutlayPaper *self)
{
  return self->n_pages;
}

double
outlay_paper_get_left (OutlayPaper *self)
{
  return MARGIN;
}

double
outlay_paper_get_width (OutlayPaper *self)
{
  return self->width - 2 * MARGIN;
}

double
outlay_paper_get_y (OutlayPaper *self)
{
  return self->y;
}

double
outlay_paper_get_room (OutlayPaper *self)
{
  return self->height - MARGIN - FOOT - self->y;
}

gboolean
outlay_paper_is_rtl (OutlayPaper *self)
{
  return self->is_rtl;
}

void
outlay_paper_skip (OutlayPaper *self, double height)
{
  self->y += height;
}

gboolean
outlay_paper_need (OutlayPaper *self, double height)
{
  if (self->n_pages > 0 && outlay_paper_get_room (self) >= height)
    return FALSE;

  outlay_paper_begin_page (self);

  return TRUE;
}

/* --- texts --------------------------------------------------------------------------------------- */

static PangoAlignment
get_alignment (OutlayPaper *self, OutlayPaperPlace place)
{
  if (place == OUTLAY_PAPER_CENTER)
    return PANGO_ALIGN_CENTER;

  return (place == OUTLAY_PAPER_END) != self->is_rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

static void
set_layout (OutlayPaper *self, const OutlayPaperText *text, double width)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, FONT);
  pango_font_description_set_absolute_size (font, text->size * PANGO_SCALE);
  pango_font_description_set_weight (font, text->weight);
  pango_layout_set_font_description (self->layout, font);
  pango_layout_set_width (self->layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (self->layout, get_alignment (self, text->place));
  pango_layout_set_height (self->layout, text->max_lines > 0 ? -text->max_lines : G_MININT);
  pango_layout_set_ellipsize (self->layout,
                              text->max_lines > 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  pango_layout_set_text (self->layout, text->text, -1);
  pango_font_description_free (font);
}

double
outlay_paper_measure (OutlayPaper *self, const OutlayPaperText *text, double width)
{
  PangoRectangle logical;

  set_layout (self, text, width);
  pango_layout_get_extents (self->layout, NULL, &logical);

  return (double) logical.height / PANGO_SCALE;
}

void
outlay_paper_draw (OutlayPaper *self, const OutlayPaperText *text, double x, double y, double width)
{
  double left = self->is_rtl ? MARGIN + outlay_paper_get_width (self) - x - width : MARGIN + x;

  set_layout (self, text, width);
  cairo_set_source_rgb (self->cr, text->grey, text->grey, text->grey);
  cairo_move_to (self->cr, left, y);
  pango_cairo_show_layout (self->cr, self->layout);
}

void
outlay_paper_write (OutlayPaper *self, const OutlayPaperText *text)
{
  double width = outlay_paper_get_width (self);
  double height = outlay_paper_measure (self, text, width);

  outlay_paper_need (self, height);
  outlay_paper_begin_tag (self, "P");
  outlay_paper_draw (self, text, 0, self->y, width);
  outlay_paper_end_tag (self, "P");
  self->y += height;
}

static void
add_to_outline (OutlayPaper *self, const char *text, int level)
{
  g_autofree char *place = g_strdup_printf ("page=%u pos=[%d %d]", self->n_pages, (int) MARGIN,
                                            (int) self->y);
  int parent = level > 1 ? self->parents[level - 1] : CAIRO_PDF_OUTLINE_ROOT;

  self->parents[level] = cairo_pdf_surface_add_outline (
      self->surface, parent, text, place, level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
}

void
outlay_paper_write_heading (OutlayPaper *self, const char *text, int level, double below)
{
  const OutlayPaperText heading = {
    .text = text, .size = level == 1 ? 16 : 12, .weight = 700, .grey = 0.1, .max_lines = 2
  };
  double width = outlay_paper_get_width (self);
  double height = outlay_paper_measure (self, &heading, width);
  char tag[] = "H1";

  g_return_if_fail (level >= 1 && level < (int) G_N_ELEMENTS (self->parents));

  tag[1] = (char) ('0' + level);
  outlay_paper_need (self, height + below);
  add_to_outline (self, text, level);
  outlay_paper_begin_tag (self, tag);
  outlay_paper_draw (self, &heading, 0, self->y, width);
  outlay_paper_end_tag (self, tag);
  self->y += height + 6;
}

void
outlay_paper_draw_rule (OutlayPaper *self, double y, double grey, double width)
{
  cairo_set_source_rgb (self->cr, grey, grey, grey);
  cairo_set_line_width (self->cr, width);
  cairo_move_to (self->cr, MARGIN, y);
  cairo_rel_line_to (self->cr, outlay_paper_get_width (self), 0);
  cairo_stroke (self->cr);
}

cairo_t *
outlay_paper_get_cairo (OutlayPaper *self)
{
  return self->cr;
}

void
outlay_paper_begin_tag (OutlayPaper *self, const char *tag)
{
  cairo_tag_begin (self->cr, tag, NULL);
}

void
outlay_paper_end_tag (OutlayPaper *self, const char *tag)
{
  cairo_tag_end (self->cr, tag);
}
