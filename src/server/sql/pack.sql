-- What goes into audit packs, and what is taken in from them.

-- A page of what everybody who reviews may see, in the order of packs.
-- name: pack/list-shared
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day,
       e.submitted_at
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE e.company = $1 AND e.state <> 'draft' AND (e.day, e.id) > ($2, $3)
  AND e.day >= $4 AND e.day <= $5
  AND (CAST ($6 AS TEXT) IS NULL OR e.owner = CAST ($6 AS TEXT))
  AND CAST ($7 AS TEXT) LIKE '%,' || e.state || ',%'
ORDER BY e.day, e.id
LIMIT $8;

-- The same of one person, drafts included.
-- name: pack/list-own
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day,
       e.submitted_at
FROM expense_line l
JOIN expense e ON e.company = l.company AND e.id = l.id
JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE l.company = $1 AND l.owner = $6 AND (l.day, l.id) > ($2, $3)
  AND l.day >= $4 AND l.day <= $5
  AND CAST ($7 AS TEXT) LIKE '%,' || e.state || ',%'
ORDER BY l.day, l.id
LIMIT $8;

-- The steps of the workflow: an admin's giving it to another category is none.
-- name: pack/list-events
SELECT seq, at, actor, action, from_state, to_state, reason, revision, proof_digest, proofs, facts, hash
FROM event
WHERE company = $1 AND expense = $2 AND action <> 'recategorize'
ORDER BY seq;

-- Somebody whom the company did not know. They cannot sign in until an admin lets them.
-- name: pack/add-person
INSERT INTO person (company, id, name, email, role, disabled_at, revision, created_at, updated_at)
VALUES ($1, $2, $3, $4, 'employee', $5, 1, $5, $5);

-- An expense as it is, with its state.
-- name: expense/adopt
INSERT INTO expense (company, id, owner, state, revision, merchant, minor, currency, day, category,
                     proof_version, proof_digest, proofs, submitted_at, created_at, updated_at, note,
                     search_text, home_currency, home_minor, rate, rate_day)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
        nullif (CAST ($14 AS BIGINT), 0), $15, $16, $17, $18, $19,
        CASE WHEN CAST ($19 AS TEXT) IS NULL THEN NULL ELSE CAST ($20 AS BIGINT) END, $21, $22);

-- Since when an expense has waited, at that point of its history; 0 where it does not.
-- name: pack/set-waiting
UPDATE expense SET waiting_since = nullif (CAST ($3 AS BIGINT), 0) WHERE company = $1 AND id = $2;
