-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Exchange rates by day, and what they make of drafts.

-- name: rate/put
INSERT INTO rate (currency, day, units) VALUES ($1, $2, $3)
ON CONFLICT DO UPDATE SET units = excluded.units WHERE units <> excluded.units;

-- Of one day that has both.
-- name: rate/latest
SELECT f.day, f.units, t.units FROM rate f JOIN rate t ON t.day = f.day AND t.currency = $2
 WHERE f.currency = $1 AND f.day BETWEEN $3 AND $4 ORDER BY f.day DESC LIMIT 1;

-- name: rate/last-day
SELECT coalesce(max(day), 0) FROM rate WHERE currency = 'EUR';

-- Drafts of some days that have something to convert, or were converted: what is in the currency $1 of all is
-- most of them, and needs no look.
-- name: expense/drafts
SELECT n FROM expense
 WHERE scope = 0 AND state = 0 AND day BETWEEN $2 AND $3
   AND (currency <> $1 OR home_currency IS NOT NULL);

-- name: expense/first-foreign-draft
SELECT coalesce(min(day), 0) FROM expense WHERE scope = 0 AND state = 0 AND day > 0 AND currency <> $1;

-- name: expense/set-home
UPDATE expense
   SET home_minor = CASE WHEN $3 IS NULL THEN NULL ELSE $2 END, home_currency = $3, rate = $4,
       rate_day = nullif($5, 0), stamp = stamp + 1
 WHERE n = $1;
