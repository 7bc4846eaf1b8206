/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-json-writer.h"
#include "server/reports/outlay-total-store.h"

G_BEGIN_DECLS

/*
 * What the summaries look like.
 *
 * `GET /api/v1/reports?period=week|month|year&from&to&scope=me|company`
 *
 *     {"scope": "me", "period": "month", "from": "2026-10-01", "to": "2026-11-30",
 *      "totals": [TOTAL…],
 *      "periods": [{"from": "2026-10-01", "to": "2026-10-31", "totals": [TOTAL…]}, …]}
 *
 * Both days are included. `period` is "month" and `scope` "me" where they are absent; without `to` it is
 * the last day of the present period, or of the period of `from` where that is later; without `from` the
 * first day of the period of `to`. Periods come in order of time, those without expenses too, 120 at most.
 * A week begins on Monday (ISO 8601). A period at either end has the days alone that were asked for.
 *
 * `GET /api/v1/analytics?scope&to&days`
 *
 *     {"scope": "company", "to": "2026-11-20",
 *      "spans": [{"days": 7, "from": …, "to": …, "totals": [TOTAL…],
 *                 "before": {"from": …, "to": …, "totals": [TOTAL…]}}, 30 days, 365 days],
 *      "daily": [{"from": "2026-11-20", "to": "2026-11-20", "totals": [TOTAL without categories…]}, …],
 *      "budgets": [{"category": ID or null, "limit": {…}, "spent": {…}, "committed": {…}, "left": {…}}]}
 *
 * The spans end with `to`, the present day in UTC where it is absent; `before` are as many days directly
 * before. `budgets` are one's own or the company's, as they stand in the month of `to`. `daily` are the last `days` days, 30 where it is absent, 366 at most.
 *
 * A TOTAL is of one currency, as two have no sum:
 *
 *     {"currency": "EUR", "count": 2, "amount": {"minor": 4200, "currency": "EUR"},
 *      "states": [{"state": "approved", "count": 2, "amount": {…}}, …],
 *      "categories": [{"category": ID or null, "count": 2, "amount": {…}, "states": […]}, …]}
 *
 * Where the company has a currency of its own, what is in others and was converted into it is told once
 * more, after all the others:
 *
 *     {"currency": "EUR", "converted": true, "count": 3, "amount": {…, "currency": "EUR"}, …}
 *
 * so that everything in EUR is the sum of these two, and what was not converted is what the other
 * currencies count more than this. The list behind both together is `in=EUR`.
 *
 * Only what there is is listed. `scope=me` counts everything of one's own, drafts included; `scope=company`,
 * for reviewers and admins, what everybody has submitted, and no draft, not even one's own.
 *
 * Each number is a list: the members `from`, `to`, `currency`, `category` (null as `none`) and `state` of the
 * objects that it lies in are the parameters by which `GET /api/v1/expenses` shows exactly the expenses behind
 * it, with `owner=me` for `scope=me`. Of a company's number that is over all states the parameter is
 * `state=submitted,approved,rejected,reimbursed`.
 */

/* "from", "to" and "totals" of a report, as members of an object that is open. */
void outlay_report_write_json (const OutlayDayReport *self,
                               OutlayJsonWriter      *json);

G_END_DECLS
