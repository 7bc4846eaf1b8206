-- The same pages where two walks are merged, as PostgreSQL wants to be asked: each walk is sorted and ends
-- by itself. Of the common text it would sort all that a company has. Each table is asked for the company
-- by its parameter, as it is what finds the partition.

-- name: expense-list/shared-day-down @postgresql
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM (
  (SELECT id, owner, merchant, minor, currency, day, category, note, proofs, proof_version,
          proof_digest, state, revision, created_at, updated_at, home_currency, home_minor, rate,
          rate_day, search_text
   FROM expense
   WHERE company = $1 AND state <> 'draft'
     AND (day, id) < ($3, $4) AND day >= $5 AND minor BETWEEN $6 AND $7
     AND (CAST ($8 AS TEXT) IS NULL OR category = $8)
   ORDER BY day DESC, id DESC
   LIMIT $9)
  UNION ALL
  (SELECT id, owner, merchant, minor, currency, day, category, note, proofs, proof_version,
          proof_digest, state, revision, created_at, updated_at, home_currency, home_minor, rate,
          rate_day, search_text
   FROM expense
   WHERE company = $1 AND owner = $2 AND state = 'draft'
     AND (day, id) < ($3, $4) AND day >= $5 AND minor BETWEEN $6 AND $7
     AND (CAST ($8 AS TEXT) IS NULL OR category = $8)
   ORDER BY day DESC, id DESC
   LIMIT $9)
) e
JOIN person p ON p.company = $1 AND p.id = e.owner
ORDER BY e.day DESC, e.id DESC
LIMIT $9;

-- name: expense-list/category-day-down @postgresql
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM (
  (SELECT id, owner, merchant, minor, currency, day, category, note, proofs, proof_version,
          proof_digest, state, revision, created_at, updated_at, home_currency, home_minor, rate,
          rate_day, search_text
   FROM expense
   WHERE company = $1 AND category = $3 AND state <> 'draft'
     AND (day, id) < ($4, $5) AND day >= $6 AND minor BETWEEN $7 AND $8
     AND (CAST ($9 AS TEXT) IS NULL OR state = $9)
   ORDER BY day DESC, id DESC
   LIMIT $10)
  UNION ALL
  (SELECT id, owner, merchant, minor, currency, day, category, note, proofs, proof_version,
          proof_digest, state, revision, created_at, updated_at, home_currency, home_minor, rate,
          rate_day, search_text
   FROM expense
   WHERE company = $1 AND owner = $2 AND state = 'draft' AND category = $3
     AND (day, id) < ($4, $5) AND day >= $6 AND minor BETWEEN $7 AND $8
     AND (CAST ($9 AS TEXT) IS NULL OR state = $9)
   ORDER BY day DESC, id DESC
   LIMIT $10)
) e
JOIN person p ON p.company = $1 AND p.id = e.owner
ORDER BY e.day DESC, e.id DESC
LIMIT $10;

-- name: expense-list/shared-day-up @postgresql
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM (
  (SELECT id, owner, merchant, minor, currency, day, category, note, proofs, proof_version,
          proof_digest, state, revision, created_at, updated_at, home_currency, home_minor, rate,
          rate_day, search_text
   FROM expense
   WHERE company = $1 AND state <> 'draft'
     AND (day, id) > ($3, $4) AND day <= $5 AND minor BETWEEN $6 AND $7
     AND (CAST ($8 AS TEXT) IS NULL OR category = $8)
   ORDER BY day, id
   LIMIT $9)
  UNION ALL
  (SELECT id, owner, merchant, minor, currency, day, category, note, proofs, proof_version,
          proof_digest, state, revision, created_at, updated_at, home_currency, home_minor, rate,
          rate_day, search_text
   FROM expense
   WHERE company = $1 AND owner = $2 AND state = 'draft'
     AND (day, id) > ($3, $4) AND day <= $5 AND minor BETWEEN $6 AND $7
     AND (CAST ($8 AS TEXT) IS NULL OR category = $8)
   ORDER BY day, id
   LIMIT $9)
) e
JOIN person p ON p.company = $1 AND p.id = e.owner
ORDER BY e.day, e.id
LIMIT $9;

-- name: expense-list/category-day-up @postgresql
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM (
  (SELECT id, owner, merchant, minor, currency, day, category, note, proofs, proof_version,
          proof_digest, state, revision, created_at, updated_at, home_currency, home_minor, rate,
          rate_day, search_text
   FROM expense
   WHERE company = $1 AND category = $3 AND state <> 'draft'
     AND (day, id) > ($4, $5) AND day <= $6 AND minor BETWEEN $7 AND $8
     AND (CAST ($9 AS TEXT) IS NULL OR state = $9)
   ORDER BY day, id
   LIMIT $10)
  UNION ALL
  (SELECT id, owner, merchant, minor, currency, day, category, note, proofs, proof_version,
          proof_digest, state, revision, created_at, updated_at, home_currency, home_minor, rate,
          rate_day, search_text
   FROM expense
   WHERE company = $1 AND owner = $2 AND state = 'draft' AND category = $3
     AND (day, id) > ($4, $5) AND day <= $6 AND minor BETWEEN $7 AND $8
     AND (CAST ($9 AS TEXT) IS NULL OR state = $9)
   ORDER BY day, id
   LIMIT $10)
) e
JOIN person p ON p.company = $1 AND p.id = e.owner
ORDER BY e.day, e.id
LIMIT $10;

-- name: expense-list/shared-amount-down @postgresql
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM (
  (SELECT id, owner, merchant, minor, currency, day, category, note, proofs, proof_version,
          proof_digest, state, revision, created_at, updated_at, home_currency, home_minor, rate,
          rate_day, search_text
   FROM expense
   WHERE company = $1 AND state <> 'draft'
     AND (minor, id) < ($3, $4) AND minor >= $5 AND day BETWEEN $6 AND $7
     AND (CAST ($8 AS TEXT) IS NULL OR category = $8)
   ORDER BY minor DESC, id DESC
   LIMIT $9)
  UNION ALL
  (SELECT id, owner, merchant, minor, currency, day, category, note, proofs, proof_version,
          proof_digest, state, revision, created_at, updated_at, home_currency, home_minor, rate,
          rate_day, search_text
   FROM expense
   WHERE company = $1 AND owner = $2 AND state = 'draft'
     AND (minor, id) < ($3, $4) AND minor >= $5 AND day BETWEEN $6 AND $7
     AND (CAST ($8 AS TEXT) IS NULL OR category = $8)
   ORDER BY minor DESC, id DESC
   LIMIT $9)
) e
JOIN person p ON p.company = $1 AND p.id = e.owner
ORDER BY e.minor DESC, e.id DESC
LIMIT $9;

-- name: expense-list/shared-amount-up @postgresql
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day, e.search_text
FROM (
  (SELECT id, owner, merchant, minor, currency, day, category, note, proofs, proof_version,
          proof_digest, state, revision, created_at, updated_at, home_currency, home_minor, rate,
          rate_day, search_text
   FROM expense
   WHERE company = $1 AND state <> 'draft'
     AND (minor, id) > ($3, $4) AND minor <= $5 AND day BETWEEN $6 AND $7
     AND (CAST ($8 AS TEXT) IS NULL OR category = $8)
   ORDER BY minor, id
   LIMIT $9)
  UNION ALL
  (SELECT id, owner, merchant, minor, currency, day, category, note, proofs, proof_version,
          proof_digest, state, revision, created_at, updated_at, home_currency, home_minor, rate,
          rate_day, search_text
   FROM expense
   WHERE company = $1 AND owner = $2 AND state = 'draft'
     AND (minor, id) > ($3, $4) AND minor <= $5 AND day BETWEEN $6 AND $7
     AND (CAST ($8 AS TEXT) IS NULL OR category = $8)
   ORDER BY minor, id
   LIMIT $9)
) e
JOIN person p ON p.company = $1 AND p.id = e.owner
ORDER BY e.minor, e.id
LIMIT $9;

-- The feed, in the same way.
-- name: change/list-for-owner @postgresql
SELECT c.seq, c.type, c.id, e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day
FROM (
  (SELECT seq, type, id FROM change
   WHERE company = $1 AND owner = $2 AND seq > $3
   ORDER BY seq LIMIT $4)
  UNION ALL
  (SELECT seq, type, id FROM change
   WHERE company = $1 AND owner = '' AND seq > $3
   ORDER BY seq LIMIT $4)
) c
LEFT JOIN expense e ON e.company = $1 AND e.id = c.id AND c.type = 'expense'
LEFT JOIN person p ON p.company = $1 AND p.id = e.owner
ORDER BY c.seq
LIMIT $4;

-- name: change/list-for-reviewer @postgresql
SELECT c.seq, c.type, c.id, e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day
FROM (
  (SELECT seq, type, id FROM change
   WHERE company = $1 AND shared = 1 AND seq > $3
   ORDER BY seq LIMIT $4)
  UNION ALL
  (SELECT seq, type, id FROM change
   WHERE company = $1 AND owner = $2 AND seq > $3 AND shared = 0
   ORDER BY seq LIMIT $4)
) c
LEFT JOIN expense e ON e.company = $1 AND e.id = c.id AND c.type = 'expense'
LEFT JOIN person p ON p.company = $1 AND p.id = e.owner
ORDER BY c.seq
LIMIT $4;
