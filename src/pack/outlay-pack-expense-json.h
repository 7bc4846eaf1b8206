/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-book.h"
#include "pack/outlay-pack-expense.h"

G_BEGIN_DECLS

/*
 * expenses.json: one JSON object (RFC 8259), laid out in lines so that it can be read one expense at a
 * time, however many there are:
 *
 *     {"format": "outlay-expenses", "version": 1,
 *     "people": [
 *     {"id", "name", "email"},
 *     …
 *     ],
 *     "categories": [
 *     {"id", "name", "icon", "color", "archived"},
 *     …
 *     ],
 *     "expenses": [
 *     {"id", "owner", "merchant", "amount": {"minor", "currency"}, "day", "category", "note", "proofs": […],
 *      "proof_digest", "proof_version", "state", "revision", "converted": null or {"amount", "rate", "rate_day"},
 *      "submitted_at", "created_at", "updated_at",
 *      "events": [{"seq", "at", "actor", "action", "from", "to", "reason", "revision", "proof_digest", "hash",
 *                  "facts": null or {"merchant", "amount", "day", "category", "note", "proofs"}}]},
 *     …
 *     ]}
 *
 * Times are RFC 3339 with microseconds. "seq" and "hash" are those of the history it comes from; see
 * outlay_event_hash().
 */
#define OUTLAY_PACK_JSON_FORMAT "outlay-expenses"
#define OUTLAY_PACK_JSON_VERSION 1

/* Appends the lines before the first expense, one expense (@is_first: without a comma before it), and the
 * lines after the last. */
void outlay_pack_json_append_head    (GString                 *json,
                                      OutlayPackBook          *book);
void outlay_pack_json_append_expense (GString                 *json,
                                      const OutlayPackExpense *expense,
                                      gboolean                 is_first);
void outlay_pack_json_append_tail    (GString                 *json);

/* The first line of the file, and what stands between and after the lists. */
#define OUTLAY_PACK_JSON_BEGIN "{\"format\":\"" OUTLAY_PACK_JSON_FORMAT "\",\"version\":1,"
#define OUTLAY_PACK_JSON_PEOPLE "\"people\":["
#define OUTLAY_PACK_JSON_CATEGORIES "\"categories\":["
#define OUTLAY_PACK_JSON_EXPENSES "\"expenses\":["
#define OUTLAY_PACK_JSON_NEXT "],"
#define OUTLAY_PACK_JSON_END "]}"

G_END_DECLS
