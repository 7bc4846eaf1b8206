/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <pango/pangocairo.h>

G_BEGIN_DECLS

/**
 * OutlayPaperInit:
 * @width: of a page, in points of 1/72 inch
 * @height: the same
 * @title: of the document
 * @author: (nullable)
 * @is_rtl: whether lines begin on the right
 */
typedef struct
{
  double      width;
  double      height;
  const char *title;
  const char *author;
  gboolean    is_rtl;
} OutlayPaperInit;

/* Where a text stands in its line: where lines begin, in the middle, or where they end. */
typedef enum
{
  OUTLAY_PAPER_START,
  OUTLAY_PAPER_CENTER,
  OUTLAY_PAPER_END,
} OutlayPaperPlace;

/**
 * OutlayPaperText:
 * @size: of the font, points
 * @weight: 400 is plain
 * @grey: 0 is black, 1 white
 * @max_lines: what does not fit into them ends in "…"; 0 for as many as there are
 */
typedef struct
{
  const char      *text;
  double           size;
  PangoWeight      weight;
  double           grey;
  OutlayPaperPlace place;
  int              max_lines;
} OutlayPaperText;

/**
 * OutlayPaper:
 *
 * A PDF under way: pages with margins and a number, and a pen that goes down the page. Written to a
 * temporary file beside its own; nothing of it is left unless outlay_paper_finish() says so. It knows no
 * expense. Any one thread.
 */
typedef struct _OutlayPaper OutlayPaper;

OutlayPaper *outlay_paper_new    (const char            *path,
                                  const OutlayPaperInit *init,
                                  GError               **error);
void         outlay_paper_free   (OutlayPaper           *self);
/* Puts the file in its place. */
gboolean     outlay_paper_finish (OutlayPaper           *self,
                                  GError               **error);
/* %FALSE as soon as something could not be written, as on a full disk. */
gboolean     outlay_paper_check  (OutlayPaper           *self,
                                  GError               **error);

void     outlay_paper_begin_page (OutlayPaper *self);
guint    outlay_paper_get_n_pages (OutlayPaper *self);
/* What is within the margins; @y is where the pen is. */
double   outlay_paper_get_left   (OutlayPaper *self);
double   outlay_paper_get_width  (OutlayPaper *self);
double   outlay_paper_get_y      (OutlayPaper *self);
double   outlay_paper_get_room   (OutlayPaper *self);
gboolean outlay_paper_is_rtl     (OutlayPaper *self);
void     outlay_paper_skip       (OutlayPaper *self,
                                  double       height);
/* Begins a page where there is less room; whether it did. */
gboolean outlay_paper_need       (OutlayPaper *self,
                                  double       height);

/* How high a text is within @width. */
double   outlay_paper_measure    (OutlayPaper           *self,
                                  const OutlayPaperText *text,
                                  double                 width);
/* Draws a text at a place of the page, @x from where lines begin, and leaves the pen. */
void     outlay_paper_draw       (OutlayPaper           *self,
                                  const OutlayPaperText *text,
                                  double                 x,
                                  double                 y,
                                  double                 width);
/* Writes a text below what is there, over the whole width. */
void     outlay_paper_write      (OutlayPaper           *self,
                                  const OutlayPaperText *text);
/* A heading, with @below of room under it; one of the document's outline too. @level: from 1 */
void     outlay_paper_write_heading (OutlayPaper *self,
                                     const char  *text,
                                     int          level,
                                     double       below);
void     outlay_paper_draw_rule  (OutlayPaper *self,
                                  double       y,
                                  double       grey,
                                  double       width);

/* (transfer none): for what else is drawn, in points from the page's upper left corner */
cairo_t *outlay_paper_get_cairo  (OutlayPaper *self);

/* What is drawn from here to the end is one thing of the document's structure (ISO 32000, 14.8): "P", "Figure" */
void     outlay_paper_begin_tag  (OutlayPaper *self,
                                  const char  *tag);
void     outlay_paper_end_tag    (OutlayPaper *self,
                                  const char  *tag);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPaper, outlay_paper_free)

G_END_DECLS
