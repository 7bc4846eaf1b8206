-- Budgets: of a person, or of the company, whose owner is empty.

-- name: budget/get-list
SELECT revision, updated_at FROM budget_list WHERE company = $1 AND owner = $2;

-- name: budget/put-list
INSERT INTO budget_list (company, owner, revision, updated_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (company, owner)
DO UPDATE SET revision = excluded.revision, updated_at = excluded.updated_at;

-- name: budget/list
SELECT category, minor, currency FROM budget
WHERE company = $1 AND owner = $2
ORDER BY company, owner, category, currency;

-- name: budget/clear
DELETE FROM budget WHERE company = $1 AND owner = $2;

-- name: budget/add
INSERT INTO budget (company, owner, category, currency, minor) VALUES ($1, $2, $3, $4, $5);

-- Whose budgets name a category.
-- name: budget/owners-of-category
SELECT DISTINCT owner FROM budget WHERE company = $1 AND category = $2 ORDER BY owner;

-- name: budget/note-change
UPDATE budget_list SET revision = revision + 1, updated_at = $3
WHERE company = $1 AND owner = $2;

-- Gives one category's budgets to another, where that has none in their currency.
-- name: budget/move-category
INSERT INTO budget (company, owner, category, currency, minor)
SELECT company, owner, CAST ($3 AS TEXT), currency, minor FROM budget
WHERE company = $1 AND category = $2
ON CONFLICT (company, owner, category, currency) DO NOTHING;

-- name: budget/delete-category
DELETE FROM budget WHERE company = $1 AND category = $2;
