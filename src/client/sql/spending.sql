-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What one's own spending is added up from: sums of whole months, of days, and at the edges of a span the
-- facts of the rows. Days are as 20261120, months as 202611.

-- name: spending/categories
SELECT n, id, name, is_known FROM category;

-- name: spending/of-months
SELECT state, category, currency, minor, n_rows FROM month_sum
 WHERE scope = 0 AND month BETWEEN $1 AND $2 AND n_rows > 0;

-- name: spending/of-days
SELECT state, category, currency, minor, n_rows FROM day_sum
 WHERE scope = 0 AND day BETWEEN $1 AND $2 AND n_rows > 0;

-- $5 is as converted amounts are summed up, or null.
-- name: spending/series-of-months
SELECT month * 100 + 1, category, minor, n_rows FROM month_sum
 WHERE scope = 0 AND month BETWEEN $1 AND $2 AND (1 << state) & $3 AND n_rows > 0
   AND (currency = $4 OR currency = $5);

-- name: spending/series-of-days
SELECT day, category, minor, n_rows FROM day_sum
 WHERE scope = 0 AND day BETWEEN $1 AND $2 AND (1 << state) & $3 AND n_rows > 0
   AND (currency = $4 OR currency = $5);

-- name: spending/merchants-of-months
SELECT merchant, minor, n_rows FROM merchant_sum
 WHERE currency = $1 AND month BETWEEN $2 AND $3 AND (1 << state) & $4 AND n_rows > 0;

-- $5 is what it was converted into, or null.
-- name: spending/merchants-of-days
SELECT merchant, iif(currency = $1, minor, home_minor), 1 FROM expense INDEXED BY expense_fact
 WHERE scope = 0 AND day BETWEEN $2 AND $3 AND (1 << state) & $4
   AND (currency = $1 OR home_currency = $5);

-- The row with the largest amount. $5 is what it was converted into, or null.
-- name: spending/largest
SELECT n FROM expense INDEXED BY expense_fact
 WHERE scope = 0 AND day BETWEEN $2 AND $3 AND (1 << state) & $4
   AND (currency = $1 OR home_currency = $5)
 ORDER BY iif(currency = $1, minor, home_minor) DESC, day DESC, n LIMIT 1;
