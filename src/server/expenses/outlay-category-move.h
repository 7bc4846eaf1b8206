/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-reply.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/**
 * outlay_category_move:
 *
 * `POST /api/v1/categories/{id}/move` with `{"to": ID}`, for admins: archives the category and gives up to
 * 500 of its expenses to another one, whatever their state, and with them its limits and budgets where the
 * other has none of its own.
 *
 *     {"moved": 500, "left": 79000, "category": {…}}
 *
 * Whoever asks asks again until `left` is 0. The category is deleted then, as nothing names it any
 * more, and told as null. Each call is complete in itself: one that never comes again leaves an archived
 * category behind, and its expenses in either of the two.
 *
 * Returns: (transfer full): the answer
 */
OutlayReply *outlay_category_move (const OutlayRequest *request);

/* Makes what is kept of summaries old for those whose budgets have changed: @owners are what
 * outlay_budget_store_end_category() gave. */
void outlay_category_forget_budgets (const OutlayRequest *request, GPtrArray *owners);

G_END_DECLS
