-- SPDX-License-Identifier: GPL-3.0-or-later

-- One's own by day, piece by piece: what follows a day and a number.
-- name: insight/facts
SELECT e.n, e.day, e.id, e.minor, e.currency, c.id, e.merchant, e.proofs, e.state, e.created_at,
       e.submitted_at, e.decided_at
  FROM expense e LEFT JOIN category c ON c.n = e.category
 WHERE e.scope = 0 AND (e.day, e.n) > ($1, $2)
 ORDER BY e.day, e.n LIMIT $3;

-- name: insight/budgets
SELECT category, currency, minor FROM budget WHERE scope = 0 ORDER BY category, currency;

-- name: insight/dismissed
SELECT key FROM insight_dismissed;

-- name: insight/honest-twins
SELECT t.expense, o.id FROM honest_twin t JOIN expense o ON o.n = t.other;

-- name: insight/dismiss
INSERT INTO insight_dismissed (key, at) VALUES ($1, $2) ON CONFLICT DO NOTHING;

-- name: insight/restore
DELETE FROM insight_dismissed WHERE key = $1;
