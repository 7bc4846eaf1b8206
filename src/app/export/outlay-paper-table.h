/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/export/outlay-paper.h"

G_BEGIN_DECLS

#define OUTLAY_PAPER_TABLE_COLUMNS_MAX 8

/**
 * OutlayPaperColumn:
 * @title: at its head
 * @share: of the width, against the other columns
 * @is_number: whether it ends where lines end
 */
typedef struct
{
  const char *title;
  double      share;
  gboolean    is_number;
} OutlayPaperColumn;

typedef enum
{
  OUTLAY_PAPER_ROW,
  OUTLAY_PAPER_ROW_SUM, /* of the rows above */
} OutlayPaperRow;

/**
 * OutlayPaperTable:
 * @columns: (array length=n_columns)
 *
 * A table on paper that goes on over as many pages as it needs, its head on each.
 */
typedef struct
{
  OutlayPaper             *paper;
  const OutlayPaperColumn *columns;
  guint                    n_columns;
  gboolean                 has_head;
} OutlayPaperTable;

/* @cells: (array length=n_columns): (nullable) texts. A text of a row of a sum may go over into cells that are %NULL. */
void outlay_paper_table_add (OutlayPaperTable  *self,
                             const char *const *cells,
                             OutlayPaperRow     kind);

G_END_DECLS
