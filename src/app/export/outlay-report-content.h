/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo.h>
#include <libdex.h>

#include "app/export/outlay-export-subject.h"
#include "app/export/outlay-report-block.h"

G_BEGIN_DECLS

/**
 * OutlayReportPicture:
 * @drawing: (nullable): recorded, in points; %NULL for none
 *
 * A chart, drawn once on the main thread and put on paper elsewhere.
 */
typedef struct
{
  cairo_surface_t *drawing;
  double           width;
  double           height;
} OutlayReportPicture;

/**
 * OutlayReportContent:
 * @title: of the report
 * @subtitle: (nullable)
 * @owner: whose; may be empty
 * @currency: (nullable): what is added up in, with what was converted
 * @comparison: (nullable): a sentence that compares
 * @made: the day it is made, for a person to read
 * @has_people: whether expenses are several people's
 * @has_states: whether expenses have states worth telling
 * @expenses: (element-type OutlayExpense): oldest first
 * @blocks: (element-type OutlayReportBlock)
 * @categories: names by id
 * @bars: over time, of the first block
 * @ring: of categories, of the first block
 * @proofs: paths of the receipts that are on this device, by SHA-256
 * @reasons: why others are not, by SHA-256, for a person to read
 *
 * All that a report on paper says, at rest: put together on the main thread, written on any other.
 */
typedef struct
{
  char               *title;
  char               *subtitle;
  char               *owner;
  char               *currency;
  char               *comparison;
  char               *made;
  gboolean            has_people;
  gboolean            has_states;
  GPtrArray          *expenses;
  GPtrArray          *blocks;
  GHashTable         *categories;
  OutlayReportPicture bars;
  OutlayReportPicture ring;
  GHashTable         *proofs;
  GHashTable         *reasons;
} OutlayReportContent;

/**
 * outlay_report_content_new:
 * @expenses: (transfer full): those of @subject, oldest first
 * @width: of the charts, points
 *
 * Main thread. %NULL with an error where a sum does not fit.
 */
OutlayReportContent *outlay_report_content_new  (OutlayExportSubject *subject,
                                                 GPtrArray           *expenses,
                                                 double               width,
                                                 GError             **error);
void                 outlay_report_content_free (OutlayReportContent *self);

/* (transfer none): a category by its id, or a word for what has none */
const char *outlay_report_content_get_category (const OutlayReportContent *self,
                                                const char                *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayReportContent, outlay_report_content_free)

G_END_DECLS
