/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/export/outlay-receipt-pages.h"

#include <glib/gi18n.h>

#include "app/export/outlay-paper-table.h"
#include "app/export/outlay-receipt-picture.h"
#include "app/proofs/outlay-proof-picture.h"
#include "app/proofs/outlay-proof-sentence.h"
#include "app/export/outlay-export-text.h"

#define GAP 14.0
#define CAPTION 26.0
/* About 170 dots an inch on half a page. */
#define PIXELS_HALF 1300
#define PIXELS_FULL 1800

/* How a page is shared out. */
typedef enum
{
  SHARE_NONE,
  SHARE_COLUMNS, /* two that are high, side by side */
  SHARE_ROWS,    /* two that are wide, one above the other */
  SHARE_WHOLE,
} Share;

typedef struct
{
  OutlayPaper *paper;
  const OutlayReportContent *content;
  GPtrArray *gaps;
  GCancellable *cancellable;
  Share share; /* of the page under way */
  guint n_used;
  double top;
  double height;
} Pages;

/* --- one receipt ------------------------------------------------------------------------------- */

/* The place for the next one, on a new page where this one is full or shared otherwise. */
static void
find_place (Pages *self, Share share, double *x, double *y, double *width, double *height)
{
  if (self->share != share || self->n_used == (share == SHARE_WHOLE ? 1 : 2))
    {
      if (self->share != SHARE_NONE || outlay_paper_get_room (self->paper) < self->height)
        outlay_paper_begin_page (self->paper);
      self->share = share;
      self->n_used = 0;
      self->top = outlay_paper_get_y (self->paper);
      self->height = outlay_paper_get_room (self->paper);
    }

  *x = 0;
  *y = self->top;
  *width = outlay_paper_get_width (self->paper);
  *height = self->height;
  if (share == SHARE_COLUMNS)
    {
      *width = (*width - GAP) / 2;
      *x = self->n_used * (*width + GAP);
    }
  if (share == SHARE_ROWS)
    {
      *height = (*height - GAP) / 2;
      *y += self->n_used * (*height + GAP);
    }
  self->n_used++;
}

/* @page: from 0; @n_pages: of the file */
static char *
create_caption (guint number, OutlayExpense *expense, guint page, guint n_pages)
{
  g_autofree char *amount = outlay_money_format (outlay_expense_get_amount (expense), NULL);
  g_autofree char *day = outlay_export_day_to_text (outlay_expense_get_day (expense));

  if (n_pages > 1)
    /* Translators: over a receipt: number, merchant, amount, day, page of pages. */
    return g_strdup_printf (_ ("No. %1$u · %2$s · %3$s · %4$s · page %5$u of %6$u"), number,
                            outlay_expense_get_merchant (expense), amount, day, page + 1, n_pages);

  /* Translators: over a receipt: number, merchant, amount, day. */
  return g_strdup_printf (_ ("No. %1$u · %2$s · %3$s · %4$s"), number,
                          outlay_expense_get_merchant (expense), amount, day);
}

static void
draw (Pages *self, OutlayReceiptPicture *picture, const char *caption, Share share)
{
  const OutlayPaperText text = {
    .text = caption, .size = 8.5, .weight = 600, .grey = 0.1, .max_lines = 2
  };
  cairo_t *cr = outlay_paper_get_cairo (self->paper);
  double x, y, width, height, scale;

  find_place (self, share, &x, &y, &width, &height);
  outlay_paper_begin_tag (self->paper, "Figure");
  outlay_paper_draw (self->paper, &text, x, y, width);
  y += CAPTION;
  height -= CAPTION;
  /* A small picture is not blown up beyond 100 dots an inch. */
  scale = MIN (MIN (width / picture->width, height / picture->height), 0.72);
  if (outlay_paper_is_rtl (self->paper))
    x = outlay_paper_get_width (self->paper) - x - picture->width * scale;

  cairo_save (cr);
  cairo_translate (cr, outlay_paper_get_left (self->paper) + x, y);
  cairo_rectangle (cr, 0, 0, picture->width * scale, picture->height * scale);
  cairo_set_source_rgb (cr, 0.8, 0.8, 0.8);
  cairo_set_line_width (cr, 0.5);
  cairo_stroke (cr);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, picture->surface, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  outlay_paper_end_tag (self->paper, "Figure");
}

static void
add_gap (Pages *self, OutlayExpense *expense, const char *reason)
{
  g_ptr_array_add (self->gaps, outlay_export_gap_new (outlay_expense_get_merchant (expense),
                                                      outlay_expense_get_day (expense), reason));
}

/* The pages of one file. What cannot be read is a gap. */
static gboolean
add_file (Pages *self, guint number, OutlayExpense *expense, const char *path, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &problem);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  guint n_pages = 1;

  for (guint i = 0; bytes != NULL && i < MIN (n_pages, OUTLAY_RECEIPT_PAGES_MAX); i++)
    {
      g_autoptr (OutlayReceiptPicture) picture = outlay_receipt_picture_read (
          bytes, i, PIXELS_HALF, PIXELS_FULL, &n_pages, self->cancellable, &problem);
      g_autofree char *caption = NULL;

      if (picture == NULL)
        break;

      caption = create_caption (number, expense, i, n_pages);
      draw (self, picture, caption,
            picture->is_document               ? SHARE_WHOLE
            : picture->height > picture->width ? SHARE_COLUMNS
                                               : SHARE_ROWS);
      if (!outlay_paper_check (self->paper, error))
        return FALSE;
    }

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (problem != NULL)
    add_gap (self, expense, outlay_proof_sentence (problem));
  else if (n_pages > OUTLAY_RECEIPT_PAGES_MAX)
    {
      g_autofree char *reason = g_strdup_printf (_ ("Only the first %1$u of %2$u pages are here."),
                                                 OUTLAY_RECEIPT_PAGES_MAX, n_pages);

      add_gap (self, expense, reason);
    }

  return TRUE;
}

static gboolean
add_expense (Pages *self,
             guint number,
             OutlayExpense *expense,
             OutlayReportStepFunc step,
             gpointer data,
             GError **error)
{
  const char *const *proofs = outlay_expense_get_proofs (expense);

  for (guint i = 0; proofs != NULL && proofs[i] != NULL; i++)
    {
      const char *path = g_hash_table_lookup (self->content->proofs, proofs[i]);
      const char *reason = g_hash_table_lookup (self->content->reasons, proofs[i]);

      if (path == NULL)
        add_gap (self, expense, reason != NULL ? reason : _ ("It is not on this device."));
      else if (!add_file (self, number, expense, path, error))
        return FALSE;
      if (!step (data, error))
        return FALSE;
    }

  return TRUE;
}

/* --- what is missing --------------------------------------------------------------------------- */

static void
list_gaps (Pages *self)
{
  const OutlayPaperColumn columns[] = {
    { _ ("Day"), 1.4, FALSE },
    { _ ("Merchant"), 3, FALSE },
    { _ ("Why"), 5, FALSE },
  };
  OutlayPaperTable table = { self->paper, columns, G_N_ELEMENTS (columns), FALSE };

  /* Below the heading, where none could be shown. */
  if (self->share != SHARE_NONE || g_hash_table_size (self->content->proofs) == 0)
    outlay_paper_begin_page (self->paper);
  outlay_paper_write_heading (self->paper, _ ("Receipts That Are Not Here"), 1, 60);
  for (guint i = 0; i < self->gaps->len; i++)
    {
      const OutlayExportGap *gap = self->gaps->pdata[i];
      g_autofree char *day = outlay_export_day_to_text (gap->day);

      outlay_paper_table_add (&table, (const char *[]) { day, gap->merchant, gap->reason },
                              OUTLAY_PAPER_ROW);
    }
}

gboolean
outlay_receipt_pages_write (OutlayPaper *paper,
                            const OutlayReportContent *content,
                            GPtrArray *gaps,
                            OutlayReportStepFunc step,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error)
{
  Pages self = { .paper = paper, .content = content, .gaps = gaps, .cancellable = cancellable };

  if (g_hash_table_size (content->proofs) > 0)
    {
      outlay_paper_begin_page (paper);
      outlay_paper_write_heading (paper, _ ("Receipts"), 1, 60);
    }
  for (guint i = 0; i < content->expenses->len; i++)
    if (!add_expense (&self, i + 1, content->expenses->pdata[i], step, data, error))
      return FALSE;
  if (gaps->len > 0)
    list_gaps (&self);

  return outlay_paper_check (paper, error);
}
