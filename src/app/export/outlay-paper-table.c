/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/export/outlay-paper-table.h"

#define SIZE 8.5
#define GAP 8.0
#define PADDING 3.0

static double
get_share (OutlayPaperTable *self)
{
  double share = 0;

  for (guint i = 0; i < self->n_columns; i++)
    share += self->columns[i].share;

  return share;
}

/* Where a column begins and how wide it is. */
static void
get_column (OutlayPaperTable *self, guint column, double *x, double *width)
{
  double room = outlay_paper_get_width (self->paper) - GAP * (self->n_columns - 1);
  double unit = room / get_share (self);

  *x = 0;
  for (guint i = 0; i < column; i++)
    *x += self->columns[i].share * unit + GAP;
  *width = self->columns[column].share * unit;
}

static OutlayPaperText
get_text (OutlayPaperTable *self, guint column, const char *text, gboolean is_bold, double grey)
{
  return (OutlayPaperText) {
    .text = text,
    .size = SIZE,
    .weight = is_bold ? 700 : 400,
    .grey = grey,
    .place = self->columns[column].is_number ? OUTLAY_PAPER_END : OUTLAY_PAPER_START,
    /* An amount is never cut. */
    .max_lines = self->columns[column].is_number ? 0 : 3,
  };
}

/* A text has its own column, and those empty ones that follow. */
static double
get_width (OutlayPaperTable *self, const char *const *cells, guint column, gboolean may_span)
{
  double x, width, next_x, next_width;

  get_column (self, column, &x, &width);
  if (!may_span || self->columns[column].is_number)
    return width;

  for (guint i = column + 1; i < self->n_columns && cells[i] == NULL; i++)
    {
      get_column (self, i, &next_x, &next_width);
      width = next_x + next_width - x;
    }

  return width;
}

static double
measure_row (OutlayPaperTable *self, const char *const *cells, gboolean is_bold)
{
  double height = 0;

  for (guint i = 0; i < self->n_columns; i++)
    if (cells[i] != NULL)
      {
        OutlayPaperText text = get_text (self, i, cells[i], is_bold, 0);

        height = MAX (
            height, outlay_paper_measure (self->paper, &text, get_width (self, cells, i, is_bold)));
      }

  return height;
}

static void
draw_row (OutlayPaperTable *self,
          const char *const *cells,
          double height,
          gboolean is_bold,
          double grey)
{
  double y = outlay_paper_get_y (self->paper) + PADDING;

  for (guint i = 0; i < self->n_columns; i++)
    if (cells[i] != NULL)
      {
        OutlayPaperText text = get_text (self, i, cells[i], is_bold, grey);
        double x, width;

        get_column (self, i, &x, &width);
        outlay_paper_draw (self->paper, &text, x, y, get_width (self, cells, i, is_bold));
      }

  outlay_paper_skip (self->paper, height + 2 * PADDING);
}

static void
draw_head (OutlayPaperTable *self)
{
  const char *titles[OUTLAY_PAPER_TABLE_COLUMNS_MAX];

  for (guint i = 0; i < self->n_columns; i++)
    titles[i] = self->columns[i].title;

  draw_row (self, titles, measure_row (self, titles, TRUE), TRUE, 0.35);
  outlay_paper_draw_rule (self->paper, outlay_paper_get_y (self->paper), 0.3, 0.8);
  self->has_head = TRUE;
}

void
outlay_paper_table_add (OutlayPaperTable *self, const char *const *cells, OutlayPaperRow kind)
{
  gboolean is_sum = kind == OUTLAY_PAPER_ROW_SUM;
  double height;

  g_return_if_fail (self->n_columns <= OUTLAY_PAPER_TABLE_COLUMNS_MAX);

  height = measure_row (self, cells, is_sum);
  if (outlay_paper_need (self->paper, height + 2 * PADDING + (self->has_head ? 0 : 40)) ||
      !self->has_head)
    draw_head (self);

  if (is_sum)
    outlay_paper_draw_rule (self->paper, outlay_paper_get_y (self->paper), 0.3, 0.5);
  draw_row (self, cells, height, is_sum, 0.1);
  outlay_paper_draw_rule (self->paper, outlay_paper_get_y (self->paper), is_sum ? 0.3 : 0.86,
                          is_sum ? 0.5 : 0.4);
}
