/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/report/outlay-budget.h"
#include "db/outlay-connection.h"
#include "server/outlay-json-writer.h"

G_BEGIN_DECLS

/**
 * OutlayStoredBudgets:
 * @items: (element-type OutlayBudget): in the order of categories, all together first, and currencies
 * @revision: 0 until they are first set
 * @updated_at: Unix time in microseconds; 0 for that as well
 *
 * Somebody's budgets as the database has them. A value; outlay_stored_budgets_clear() ends it.
 */
typedef struct
{
  GArray *items;
  gint64  revision;
  gint64  updated_at;
} OutlayStoredBudgets;

void outlay_stored_budgets_clear (OutlayStoredBudgets *self);

/*
 * As `GET /api/v1/budgets` and the `data` of a change of type "budget" have them:
 *
 *     {"scope": "me" | "company",
 *      "items": [{"category": "<id>" | null, "limit": {"minor": 40000, "currency": "EUR"}}, …],
 *      "next": null, "revision": 1, "updated_at": "2026-11-20T11:55:00.000Z" | null}
 *
 * A limit is for a calendar month; of null, for all categories together.
 */
void outlay_stored_budgets_write_json (const OutlayStoredBudgets *self,
                                       gboolean                   is_company,
                                       OutlayJsonWriter          *json);

/**
 * outlay_budget_store_get:
 * @owner: (nullable): whose; %NULL for the company's own
 * @budgets: (out caller-allocates): to be ended also after an error
 */
gboolean outlay_budget_store_get (OutlayConnection     *db,
                                  const char           *company,
                                  const char           *owner,
                                  OutlayStoredBudgets  *budgets,
                                  GError              **error);

/* Puts @items in the place of those of @revision and into the feed of changes; inside a transaction
 * that has read it. */
gboolean outlay_budget_store_put (OutlayConnection  *db,
                                  const char        *company,
                                  const char        *owner,
                                  GArray            *items,
                                  gint64             revision,
                                  gint64             now,
                                  GError           **error);

/**
 * outlay_budget_store_end_category:
 * @heir: (nullable): id of a category that takes the budgets over where it has none of its own;
 *   %NULL to drop them
 *
 * To be called when a category goes, or its expenses go to another: everybody's budgets for it end,
 * which raises their revision and puts them into the feed.
 *
 * Returns: (transfer full) (element-type utf8) (nullable): whose budgets have changed, "" for the
 *   company's; %NULL with an error
 */
GPtrArray *outlay_budget_store_end_category (OutlayConnection  *db,
                                             const char        *company,
                                             const char        *category,
                                             const char        *heir,
                                             gint64             now,
                                             GError           **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayStoredBudgets, outlay_stored_budgets_clear)

G_END_DECLS
