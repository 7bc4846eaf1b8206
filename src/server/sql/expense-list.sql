-- Pages of expenses: one query for each way to walk an index, in both directions. Which parameters each
-- takes, and in which order, is a table in outlay-expense-list.c. All go on after a sort key and an id,
-- up to a last sort key, and keep to a least and greatest value of what they are not sorted by.

-- One person's: any state and category, drafts only for the owner.
-- name: expense-list/owner-day-down
SELECT l.id, l.owner, p.name, l.day, l.minor, l.json, l.search_text
FROM expense_line l
JOIN person p ON p.company = l.company AND p.id = l.owner
WHERE l.company = $1 AND l.owner = $2
  AND (l.day, l.id) < ($3, $4) AND l.day >= $5 AND l.minor BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR l.state = $8) AND (CAST ($9 AS TEXT) IS NULL OR l.category = $9)
  AND (l.state <> 'draft' OR l.owner = $10)
ORDER BY l.day DESC, l.id DESC
LIMIT $11;

-- What reviewers see: whatever is submitted or beyond, and drafts of their own.
-- name: expense-list/shared-day-down
SELECT e.id AS id, e.owner, p.name, e.merchant, e.minor AS minor, e.currency, e.day AS day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.state <> 'draft'
  AND (e.day, e.id) < ($3, $4) AND e.day >= $5 AND e.minor BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR e.category = $8)
UNION ALL
SELECT e.id AS id, e.owner, p.name, e.merchant, e.minor AS minor, e.currency, e.day AS day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.owner = $2 AND e.state = 'draft'
  AND (e.day, e.id) < ($3, $4) AND e.day >= $5 AND e.minor BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR e.category = $8)
ORDER BY day DESC, id DESC
LIMIT $9;

-- What is in one state other than draft.
-- name: expense-list/state-day-down
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.state = $2 AND e.state <> 'draft'
  AND (e.day, e.id) < ($3, $4) AND e.day >= $5 AND e.minor BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR e.category = $8)
ORDER BY e.day DESC, e.id DESC
LIMIT $9;

-- What reviewers see of one category.
-- name: expense-list/category-day-down
SELECT e.id AS id, e.owner, p.name, e.merchant, e.minor AS minor, e.currency, e.day AS day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.category = $3 AND e.state <> 'draft'
  AND (e.day, e.id) < ($4, $5) AND e.day >= $6 AND e.minor BETWEEN $7 AND $8
  AND (CAST ($9 AS TEXT) IS NULL OR e.state = $9)
UNION ALL
SELECT e.id AS id, e.owner, p.name, e.merchant, e.minor AS minor, e.currency, e.day AS day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.owner = $2 AND e.state = 'draft' AND e.category = $3
  AND (e.day, e.id) < ($4, $5) AND e.day >= $6 AND e.minor BETWEEN $7 AND $8
  AND (CAST ($9 AS TEXT) IS NULL OR e.state = $9)
ORDER BY day DESC, id DESC
LIMIT $10;

-- One person's: any state and category, drafts only for the owner.
-- name: expense-list/owner-day-up
SELECT l.id, l.owner, p.name, l.day, l.minor, l.json, l.search_text
FROM expense_line l
JOIN person p ON p.company = l.company AND p.id = l.owner
WHERE l.company = $1 AND l.owner = $2
  AND (l.day, l.id) > ($3, $4) AND l.day <= $5 AND l.minor BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR l.state = $8) AND (CAST ($9 AS TEXT) IS NULL OR l.category = $9)
  AND (l.state <> 'draft' OR l.owner = $10)
ORDER BY l.day, l.id
LIMIT $11;

-- What reviewers see: whatever is submitted or beyond, and drafts of their own.
-- name: expense-list/shared-day-up
SELECT e.id AS id, e.owner, p.name, e.merchant, e.minor AS minor, e.currency, e.day AS day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.state <> 'draft'
  AND (e.day, e.id) > ($3, $4) AND e.day <= $5 AND e.minor BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR e.category = $8)
UNION ALL
SELECT e.id AS id, e.owner, p.name, e.merchant, e.minor AS minor, e.currency, e.day AS day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.owner = $2 AND e.state = 'draft'
  AND (e.day, e.id) > ($3, $4) AND e.day <= $5 AND e.minor BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR e.category = $8)
ORDER BY day, id
LIMIT $9;

-- What is in one state other than draft.
-- name: expense-list/state-day-up
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.state = $2 AND e.state <> 'draft'
  AND (e.day, e.id) > ($3, $4) AND e.day <= $5 AND e.minor BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR e.category = $8)
ORDER BY e.day, e.id
LIMIT $9;

-- What reviewers see of one category.
-- name: expense-list/category-day-up
SELECT e.id AS id, e.owner, p.name, e.merchant, e.minor AS minor, e.currency, e.day AS day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.category = $3 AND e.state <> 'draft'
  AND (e.day, e.id) > ($4, $5) AND e.day <= $6 AND e.minor BETWEEN $7 AND $8
  AND (CAST ($9 AS TEXT) IS NULL OR e.state = $9)
UNION ALL
SELECT e.id AS id, e.owner, p.name, e.merchant, e.minor AS minor, e.currency, e.day AS day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.owner = $2 AND e.state = 'draft' AND e.category = $3
  AND (e.day, e.id) > ($4, $5) AND e.day <= $6 AND e.minor BETWEEN $7 AND $8
  AND (CAST ($9 AS TEXT) IS NULL OR e.state = $9)
ORDER BY day, id
LIMIT $10;

-- One person's: any state and category, drafts only for the owner.
-- name: expense-list/owner-amount-down
SELECT l.id, l.owner, p.name, l.day, l.minor, l.json, l.search_text
FROM expense_line l
JOIN person p ON p.company = l.company AND p.id = l.owner
WHERE l.company = $1 AND l.owner = $2
  AND (l.minor, l.id) < ($3, $4) AND l.minor >= $5 AND l.day BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR l.state = $8) AND (CAST ($9 AS TEXT) IS NULL OR l.category = $9)
  AND (l.state <> 'draft' OR l.owner = $10)
ORDER BY l.minor DESC, l.id DESC
LIMIT $11;

-- What reviewers see: whatever is submitted or beyond, and drafts of their own.
-- name: expense-list/shared-amount-down
SELECT e.id AS id, e.owner, p.name, e.merchant, e.minor AS minor, e.currency, e.day AS day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.state <> 'draft'
  AND (e.minor, e.id) < ($3, $4) AND e.minor >= $5 AND e.day BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR e.category = $8)
UNION ALL
SELECT e.id AS id, e.owner, p.name, e.merchant, e.minor AS minor, e.currency, e.day AS day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.owner = $2 AND e.state = 'draft'
  AND (e.minor, e.id) < ($3, $4) AND e.minor >= $5 AND e.day BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR e.category = $8)
ORDER BY minor DESC, id DESC
LIMIT $9;

-- What is in one state other than draft.
-- name: expense-list/state-amount-down
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.state = $2 AND e.state <> 'draft'
  AND (e.minor, e.id) < ($3, $4) AND e.minor >= $5 AND e.day BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR e.category = $8)
ORDER BY e.minor DESC, e.id DESC
LIMIT $9;

-- One person's: any state and category, drafts only for the owner.
-- name: expense-list/owner-amount-up
SELECT l.id, l.owner, p.name, l.day, l.minor, l.json, l.search_text
FROM expense_line l
JOIN person p ON p.company = l.company AND p.id = l.owner
WHERE l.company = $1 AND l.owner = $2
  AND (l.minor, l.id) > ($3, $4) AND l.minor <= $5 AND l.day BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR l.state = $8) AND (CAST ($9 AS TEXT) IS NULL OR l.category = $9)
  AND (l.state <> 'draft' OR l.owner = $10)
ORDER BY l.minor, l.id
LIMIT $11;

-- What reviewers see: whatever is submitted or beyond, and drafts of their own.
-- name: expense-list/shared-amount-up
SELECT e.id AS id, e.owner, p.name, e.merchant, e.minor AS minor, e.currency, e.day AS day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.state <> 'draft'
  AND (e.minor, e.id) > ($3, $4) AND e.minor <= $5 AND e.day BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR e.category = $8)
UNION ALL
SELECT e.id AS id, e.owner, p.name, e.merchant, e.minor AS minor, e.currency, e.day AS day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.owner = $2 AND e.state = 'draft'
  AND (e.minor, e.id) > ($3, $4) AND e.minor <= $5 AND e.day BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR e.category = $8)
ORDER BY minor, id
LIMIT $9;

-- What is in one state other than draft.
-- name: expense-list/state-amount-up
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.state = $2 AND e.state <> 'draft'
  AND (e.minor, e.id) > ($3, $4) AND e.minor <= $5 AND e.day BETWEEN $6 AND $7
  AND (CAST ($8 AS TEXT) IS NULL OR e.category = $8)
ORDER BY e.minor, e.id
LIMIT $9;

-- What reviewers see of one merchant. The ids of a page are found in the index alone, which has the amount
-- as well, so that the largest of a common merchant are found without looking all of them up.
-- name: expense-list/merchant-day-down
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM (
  SELECT shared.id
  FROM (SELECT id FROM expense
        WHERE company = $1 AND merchant = $3 AND state <> 'draft'
          AND (day, id) < ($4, $5) AND day >= $6 AND minor BETWEEN $7 AND $8
          AND (CAST ($9 AS TEXT) IS NULL OR state = $9)
          AND (CAST ($10 AS TEXT) IS NULL OR category = $10)
        ORDER BY day DESC, id DESC
        LIMIT $11) shared
  UNION ALL
  SELECT own.id
  FROM (SELECT id FROM expense
        WHERE company = $1 AND merchant = $3 AND owner = $2 AND state = 'draft'
          AND (day, id) < ($4, $5) AND day >= $6 AND minor BETWEEN $7 AND $8
          AND (CAST ($9 AS TEXT) IS NULL OR state = $9)
          AND (CAST ($10 AS TEXT) IS NULL OR category = $10)
        ORDER BY day DESC, id DESC
        LIMIT $11) own
) found
JOIN expense e ON e.company = $1 AND e.id = found.id
JOIN person p ON p.company = $1 AND p.id = e.owner
ORDER BY e.day DESC, e.id DESC
LIMIT $11;

-- name: expense-list/merchant-day-up
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM (
  SELECT shared.id
  FROM (SELECT id FROM expense
        WHERE company = $1 AND merchant = $3 AND state <> 'draft'
          AND (day, id) > ($4, $5) AND day <= $6 AND minor BETWEEN $7 AND $8
          AND (CAST ($9 AS TEXT) IS NULL OR state = $9)
          AND (CAST ($10 AS TEXT) IS NULL OR category = $10)
        ORDER BY day, id
        LIMIT $11) shared
  UNION ALL
  SELECT own.id
  FROM (SELECT id FROM expense
        WHERE company = $1 AND merchant = $3 AND owner = $2 AND state = 'draft'
          AND (day, id) > ($4, $5) AND day <= $6 AND minor BETWEEN $7 AND $8
          AND (CAST ($9 AS TEXT) IS NULL OR state = $9)
          AND (CAST ($10 AS TEXT) IS NULL OR category = $10)
        ORDER BY day, id
        LIMIT $11) own
) found
JOIN expense e ON e.company = $1 AND e.id = found.id
JOIN person p ON p.company = $1 AND p.id = e.owner
ORDER BY e.day, e.id
LIMIT $11;

-- The plus keeps from the index by amount, which would be searched for a rare merchant from end to end.
-- name: expense-list/merchant-amount-down
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM (
  SELECT shared.id
  FROM (SELECT id FROM expense
        WHERE company = $1 AND merchant = $3 AND state <> 'draft'
          AND (+minor, id) < ($4, $5) AND +minor >= $6 AND day BETWEEN $7 AND $8
          AND (CAST ($9 AS TEXT) IS NULL OR state = $9)
          AND (CAST ($10 AS TEXT) IS NULL OR category = $10)
        ORDER BY +minor DESC, id DESC
        LIMIT $11) shared
  UNION ALL
  SELECT own.id
  FROM (SELECT id FROM expense
        WHERE company = $1 AND merchant = $3 AND owner = $2 AND state = 'draft'
          AND (+minor, id) < ($4, $5) AND +minor >= $6 AND day BETWEEN $7 AND $8
          AND (CAST ($9 AS TEXT) IS NULL OR state = $9)
          AND (CAST ($10 AS TEXT) IS NULL OR category = $10)
        ORDER BY +minor DESC, id DESC
        LIMIT $11) own
) found
JOIN expense e ON e.company = $1 AND e.id = found.id
JOIN person p ON p.company = $1 AND p.id = e.owner
ORDER BY e.minor DESC, e.id DESC
LIMIT $11;

-- name: expense-list/merchant-amount-up
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM (
  SELECT shared.id
  FROM (SELECT id FROM expense
        WHERE company = $1 AND merchant = $3 AND state <> 'draft'
          AND (+minor, id) > ($4, $5) AND +minor <= $6 AND day BETWEEN $7 AND $8
          AND (CAST ($9 AS TEXT) IS NULL OR state = $9)
          AND (CAST ($10 AS TEXT) IS NULL OR category = $10)
        ORDER BY +minor, id
        LIMIT $11) shared
  UNION ALL
  SELECT own.id
  FROM (SELECT id FROM expense
        WHERE company = $1 AND merchant = $3 AND owner = $2 AND state = 'draft'
          AND (+minor, id) > ($4, $5) AND +minor <= $6 AND day BETWEEN $7 AND $8
          AND (CAST ($9 AS TEXT) IS NULL OR state = $9)
          AND (CAST ($10 AS TEXT) IS NULL OR category = $10)
        ORDER BY +minor, id
        LIMIT $11) own
) found
JOIN expense e ON e.company = $1 AND e.id = found.id
JOIN person p ON p.company = $1 AND p.id = e.owner
ORDER BY e.minor, e.id
LIMIT $11;
