/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "client/budgets/outlay-budget-line.h"

G_BEGIN_DECLS

/*
 * How the company's budgets stood in a month when the server last told, as a text that is kept: a line
 * "202611 <RFC 3339 time>", then one "<category or -> <currency> <spent> <committed>" for each.
 */

/**
 * outlay_budget_standing_note_write:
 * @json: the answer of `GET /api/v1/analytics`, of which "budgets" is read
 * @at: when it came, RFC 3339
 *
 * Returns: (transfer full) (nullable): %NULL with %OUTLAY_CLIENT_ERROR_NO_SERVER
 */
char    *outlay_budget_standing_note_write  (JsonNode    *json,
                                             gint64       month,
                                             const char  *at,
                                             GError     **error);

/**
 * outlay_budget_standing_note_apply:
 * @note: (nullable)
 * @today: (nullable): where it is given the pace is told as well
 * @lines: (element-type OutlayBudgetLine): get the standings that the note has of @month, within the
 *   limits as they are now
 */
void     outlay_budget_standing_note_apply  (const char  *note,
                                             gint64       month,
                                             const char  *today,
                                             GArray      *lines);

/* (transfer full) (nullable): when the note of @month was taken */
char    *outlay_budget_standing_note_dup_at (const char  *note,
                                             gint64       month);

G_END_DECLS
