-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Budgets: scope 0 is one's own, 1 the company's. One of 0 that is dirty was removed here, and the company does
-- not know yet.

-- name: budget/list
SELECT category, currency, minor, is_dirty FROM budget
 WHERE scope = $1 AND minor > 0 ORDER BY category, currency;

-- name: budget/list-dirty
SELECT category, currency, minor, is_dirty FROM budget
 WHERE scope = 0 AND is_dirty ORDER BY category, currency;

-- name: budget/set
INSERT INTO budget (scope, category, currency, minor, is_dirty) VALUES (0, $1, $2, $3, $4)
ON CONFLICT DO UPDATE SET minor = excluded.minor, is_dirty = excluded.is_dirty;

-- name: budget/remove
DELETE FROM budget WHERE scope = 0 AND category = $1 AND currency = $2;

-- name: budget/remove-clean
DELETE FROM budget WHERE scope = $1 AND is_dirty = 0;

-- What was changed here and is not sent yet stays.
-- name: budget/put-clean
INSERT INTO budget (scope, category, currency, minor) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING;

-- What was changed again while it was on its way goes another time.
-- name: budget/settle
UPDATE budget SET is_dirty = 0
 WHERE scope = 0 AND category = $1 AND currency = $2 AND minor = $3 AND is_dirty;

-- name: budget/remove-of-category
DELETE FROM budget WHERE scope = 0 AND category = $1;

-- name: budget/rename-category
UPDATE OR IGNORE budget SET category = $2 WHERE scope = 0 AND category = $1;

-- name: budget/set-dirty
UPDATE budget SET is_dirty = 1 WHERE scope = 0;

-- name: budget/sums
SELECT coalesce(c.id, ''), m.currency, m.state, sum(m.minor), sum(m.n_rows)
  FROM month_sum m LEFT JOIN category c ON c.n = m.category
 WHERE m.scope = 0 AND m.month = $1 AND m.n_rows > 0
 GROUP BY 1, 2, 3;

-- name: budget/days
SELECT d.day % 100, coalesce(c.id, ''), d.currency, d.state, d.minor
  FROM day_sum d LEFT JOIN category c ON c.n = d.category
 WHERE d.scope = 0 AND d.day BETWEEN $1 * 100 AND $1 * 100 + 31 AND d.n_rows > 0;

-- name: budget/warned
SELECT coalesce(max(threshold), 0) FROM budget_warning
 WHERE scope = $1 AND category = $2 AND currency = $3 AND month = $4;

-- name: budget/warn
INSERT INTO budget_warning (scope, category, currency, month, threshold) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING;
