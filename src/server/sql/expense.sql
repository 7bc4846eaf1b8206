-- Single expenses. Every SELECT of a whole expense, here and in the other files, has the same columns
-- in the same order: outlay_expense_view_read() counts on it.

-- name: expense/get
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day,
       e.submitted_at, CASE WHEN p.revision > 1 THEN p.updated_at ELSE 0 END
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.id = $2;

-- name: expense/insert
INSERT INTO expense (company, id, owner, state, revision, merchant, minor, currency, day, category,
                     proof_version, proof_digest, proofs, created_at, updated_at, note, search_text)
VALUES ($1, $2, $3, 'draft', 1, $4, $5, $6, $7, $8, 0, $9, $10, $11, $11, $12, $13);

-- name: expense/replace
UPDATE expense
SET merchant = $3, minor = $4, currency = $5, day = $6, category = $7, proof_digest = $8,
    proofs = $9, updated_at = $10, note = $11, search_text = $12, revision = revision + 1,
    home_currency = NULL, home_minor = NULL, rate = NULL, rate_day = NULL
WHERE company = $1 AND id = $2;

-- name: expense/move
UPDATE expense
SET state = $3, proof_version = $4, updated_at = $5, revision = revision + 1,
    submitted_at = CASE WHEN $6 = 1 THEN coalesce(submitted_at, $5) ELSE submitted_at END,
    home_currency = $7,
    home_minor = CASE WHEN CAST ($7 AS TEXT) IS NULL THEN NULL ELSE CAST ($8 AS BIGINT) END,
    rate = $9, rate_day = $10,
    waiting_since = CASE WHEN $11 = 1 THEN CAST ($5 AS BIGINT) END
WHERE company = $1 AND id = $2;

-- name: expense/set-category
UPDATE expense SET category = $3, updated_at = $4, revision = revision + 1
WHERE company = $1 AND id = $2;

-- name: expense/put-line
INSERT INTO expense_line (company, owner, day, id, state, category, minor, json, search_text)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (company, owner, day, id)
DO UPDATE SET state = excluded.state, category = excluded.category, minor = excluded.minor,
              json = excluded.json, search_text = excluded.search_text;

-- name: expense/move-line
UPDATE expense_line SET state = $5, json = $6
WHERE company = $1 AND owner = $2 AND day = $3 AND id = $4;

-- name: expense/set-line-category
UPDATE expense_line SET category = $5, json = $6
WHERE company = $1 AND owner = $2 AND day = $3 AND id = $4;

-- name: expense/delete-line
DELETE FROM expense_line WHERE company = $1 AND owner = $2 AND day = $3 AND id = $4;

-- name: expense/delete
DELETE FROM expense WHERE company = $1 AND id = $2;

-- name: expense/name-proof
INSERT INTO expense_proof (company, sha256, expense, shown) VALUES ($1, $2, $3, 0)
ON CONFLICT (company, sha256, expense) DO NOTHING;

-- Lets go of what was named but never submitted.
-- name: expense/forget-proofs
DELETE FROM expense_proof WHERE company = $1 AND expense = $2 AND shown = 0;

-- name: expense/show-proofs
UPDATE expense_proof SET shown = 1 WHERE company = $1 AND expense = $2 AND shown = 0;

-- Every expense with the line that was made of it, for "outlayd check".
-- name: expense/all-with-lines
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day,
       l.json
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
LEFT JOIN expense_line l
  ON l.company = e.company AND l.owner = e.owner AND l.day = e.day AND l.id = e.id
    AND l.state = e.state AND l.minor = e.minor AND l.search_text = e.search_text
    AND coalesce(l.category, '') = coalesce(e.category, '');

-- name: expense/count-stray-lines
SELECT count(*) FROM expense_line l
WHERE NOT EXISTS (SELECT 1 FROM expense e
                  WHERE e.company = l.company AND e.id = l.id AND e.owner = l.owner AND e.day = l.day);
