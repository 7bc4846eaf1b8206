-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a person does to categories of their own, on this device.

-- name: category/get
SELECT name, icon, color, archived FROM category WHERE id = $1 AND is_known;

-- name: category/names
SELECT id, name FROM category WHERE is_known;

-- One's own expenses in each; from the sums that the writes keep.
-- name: category/uses
SELECT c.id, sum(m.n_rows) FROM month_sum m JOIN category c ON c.n = m.category
 WHERE m.scope = 0 AND m.currency NOT LIKE '=%' GROUP BY c.id;

-- name: category/expenses
SELECT n FROM expense WHERE category = (SELECT n FROM category WHERE id = $1);

-- name: category/merchants
SELECT name FROM merchant WHERE category = (SELECT n FROM category WHERE id = $1);

-- Only what still is where the move has put it goes back.
-- name: category/take-back-expense
UPDATE expense SET category = (SELECT n FROM category WHERE id = $2), stamp = stamp + 1
 WHERE n = $1 AND category = coalesce((SELECT n FROM category WHERE id = $3), 0);

-- name: category/take-back-merchant
UPDATE merchant SET category = (SELECT n FROM category WHERE id = $2)
 WHERE name = $1 AND category = coalesce((SELECT n FROM category WHERE id = $3), 0);

-- One that the company has deleted is kept for as long as a row here names it.
-- name: category/forget
DELETE FROM category
 WHERE id = $1
   AND NOT EXISTS (SELECT 1 FROM expense e WHERE e.scope IN (0, 1, 2, 3) AND e.category = category.n)
   AND NOT EXISTS (SELECT 1 FROM expense_copy c WHERE c.category = category.n);

-- name: category/budgets
SELECT minor, currency FROM budget WHERE scope = 0 AND category = $1;
