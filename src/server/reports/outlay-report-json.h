/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-json-writer.h"
#include "server/reports/outlay-total-store.h"

G_BEGIN_DECLS

/*
 * What the summaries look like.
 *
 * `GET /api/v1/reports?period=week|month|year&from&to&scope=me|company&by=category|merchant|person|department&top`
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
 * `GET /api/v1/analytics?scope&to&days&by=category`
 *
 *     {"scope": "company", "to": "2026-11-20",
 *      "spans": [{"days": 7, "from": …, "to": …, "totals": [TOTAL…],
 *                 "before": {"from": …, "to": …, "totals": [TOTAL…]}}, 30 days, 365 days],
 *      "daily": [{"from": "2026-11-20", "to": "2026-11-20", "totals": [TOTAL without categories…]}, …],
 *      "budgets": [{"category": ID or null, "limit": {…}, "spent": {…}, "committed": {…}, "left": {…}}]}
 *
 * The spans end with `to`, the present day in UTC where it is absent; `before` are as many days directly
 * before. `budgets` are one's own or the company's, as they stand in the month of `to`. `daily` are the last `days` days, 30 where it is absent, 366 at most; they have
 * categories where `by=category` asks for them.
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
 * currencies count more than this. The list behind both together is `in=EUR`, that behind the converted
 * ones alone `in==EUR`.
 *
 * A report by merchant, person or department has in the place of "categories" one of
 *
 *     "merchants": [{"merchant": "Café Nero", "count": 2, "amount": {…}, "states": […]}, …]
 *     "people": [{"owner": {"id": ID, "name": "Erna"}, "count": …, "amount": …, "states": …}, …]
 *     "departments": [{"department": "Sales" or null, "count": …, "amount": …, "states": …}, …]
 *     "rest": {"count": 17, "amount": {…}}
 *
 * the largest first, `top` of them, 20 where it is absent and 200 at most; "rest", where there are more, are all
 * the others together. By person and by department it is for `scope=company` alone. People are counted with
 * the department that they are in now.
 *
 * `GET /api/v1/dashboard?to&days`, for reviewers and admins
 *
 *     {"days": 30, "from": "2026-10-22", "to": "2026-11-20",
 *      "before": {"from": "2026-09-22", "to": "2026-10-21"},
 *      "waiting": {"count": 12, "oldest_at": "2026-11-02T09:30:00.000Z" or null,
 *                  "totals": [TOTAL without categories…]},
 *      "decided": {"approved": 40, "rejected": 3, "median_seconds": 5400 or null, "p90_seconds": 86400 or null,
 *                  "before": {"approved": …, "rejected": …, "median_seconds": …, "p90_seconds": …}},
 *      "reimbursed": {"count": 31, "totals": [TOTAL without categories…],
 *                     "before": {"count": …, "totals": …}},
 *      "rejections": [{"reason": "Not readable", "count": 2}, …],
 *      "merchants": [TOTAL by merchant…], "people": [TOTAL by person…],
 *      "departments": [TOTAL by department…], "categories": [TOTAL…],
 *      "trend": [{"from": "2025-12-01", "to": "2025-12-31", "totals": [TOTAL without categories…]}, …],
 *      "over_budget": [BUDGET…]}
 *
 * The span are the last `days` days, 30 where it is absent and 366 at most, up to `to`, the present day in
 * UTC where it is absent; `before` are as many directly before. What waits is what waits now. What was
 * decided and reimbursed is by the time of the decision, in UTC: each decision counts, also where it was
 * taken back later. How long one was waited for counts from the submission, resubmission or reopening
 * before it; half of the decisions took the median or less, nine of ten `p90_seconds` or less (the nearest
 * rank). Reasons that differ in nothing but case, accents, punctuation and spaces are one, told as it was written last; the
 * ten most frequent are told. What was spent (merchants and the others, the ten largest each) is by the day
 * of the expense, like a report of the span with the same `by`; `over_budget` are those of the
 * company's budgets, as the analysis has them, that are over in the month of `to`. The trend are the twelve months that
 * end with the month of `to`.
 *
 * Only what there is is listed. `scope=me` counts everything of one's own, drafts included; `scope=company`,
 * for reviewers and admins, what everybody has submitted, and no draft, not even one's own.
 *
 * Each number is a list: the members `from`, `to`, `currency`, `category` (null as `none`), `merchant`, `owner`
 * (by id), `department` (null as the empty text) and `state` of the objects that it lies in are the parameters by which
 * `GET /api/v1/expenses` shows exactly the expenses behind it, with `owner=me` for `scope=me`. Of a company's number that is over all states the parameter is
 * `state=submitted,approved,rejected,reimbursed`.
 */

/* "count" and "amount", "states" as well, and "currency" (with "converted") of a block, which is returned:
 * as members of an object that is open, without a comma before them. */
void        outlay_total_write_json        (const OutlayTotal       *total,
                                            const char              *currency,
                                            OutlayJsonWriter        *json);
void        outlay_state_totals_write_json (const OutlayStateTotals *totals,
                                            const char              *currency,
                                            OutlayJsonWriter        *json);
const char *outlay_currency_key_write_json (const char              *key,
                                            OutlayJsonWriter        *json);
/* "from" and "to". */
void        outlay_days_write_json         (const OutlayDays        *self,
                                            OutlayJsonWriter        *json);

/* An array of its TOTALs. */
void        outlay_report_write_totals_json (const OutlayReport     *report,
                                             OutlayJsonWriter       *json);

/* "from", "to" and "totals" of a report, as members of an object that is open. */
void outlay_report_write_json (const OutlayDayReport *self,
                               OutlayJsonWriter      *json);

G_END_DECLS
