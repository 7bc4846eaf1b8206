/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "server/outlay-json-writer.h"
#include "server/reports/outlay-breakdown.h"

G_BEGIN_DECLS

/* Most that is told of by name, and how much where nobody says. */
#define OUTLAY_BREAKDOWN_MAX_TOP 200
#define OUTLAY_BREAKDOWN_USUAL_TOP 20

/**
 * outlay_breakdown_write_json:
 * @company: whose people are looked up by name, where it is by person
 * @top: how many of each block are told, the largest
 *
 * An array of a TOTAL for each block: see outlay-report-json.h.
 */
gboolean outlay_breakdown_write_json (const OutlayBreakdown  *self,
                                      OutlayConnection       *db,
                                      const char             *company,
                                      guint                   top,
                                      OutlayJsonWriter       *json,
                                      GError                **error);

G_END_DECLS
