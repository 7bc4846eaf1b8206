-- The feed of changes.

-- name: change/next-seq
INSERT INTO feed (company, seq) VALUES ($1, 1)
ON CONFLICT (company) DO UPDATE SET seq = feed.seq + 1
RETURNING seq;

-- A thing never changes hands, not even after it was deleted: its owner's devices could miss that.
-- name: change/put
INSERT INTO change (company, type, id, seq, owner, shared) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (company, type, id)
DO UPDATE SET seq = excluded.seq, shared = excluded.shared WHERE change.owner = excluded.owner;

-- The number of the newest change in a company.
-- name: change/head
SELECT seq FROM feed WHERE company = $1;

-- The number of the newest change of one owner's things.
-- name: change/owner-head
SELECT max(seq) FROM change WHERE company = $1 AND owner = $2;

-- The number of the newest change of what reviewers see, or have seen.
-- name: change/shared-head
SELECT max(seq) FROM change WHERE company = $1 AND shared = 1;

-- What an employee follows: their own, and what belongs to everybody.
-- name: change/list-for-owner
SELECT c.seq AS seq, c.type, c.id, e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day
FROM change c
LEFT JOIN expense e ON e.company = c.company AND e.id = c.id AND c.type = 'expense'
LEFT JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE c.company = $1 AND c.owner = $2 AND c.seq > $3
UNION ALL
SELECT c.seq AS seq, c.type, c.id, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM change c
WHERE c.company = $1 AND c.owner = '' AND c.seq > $3
ORDER BY seq
LIMIT $4;

-- What a reviewer follows: whatever was ever submitted or is everybody's, and drafts of their own.
-- name: change/list-for-reviewer
SELECT c.seq AS seq, c.type, c.id, e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day
FROM change c
LEFT JOIN expense e ON e.company = c.company AND e.id = c.id AND c.type = 'expense'
LEFT JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE c.company = $1 AND c.seq > $3 AND c.shared = 1
UNION ALL
SELECT c.seq AS seq, c.type, c.id, e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day,
       e.category, e.note, e.proofs, e.proof_version, e.proof_digest, e.state, e.revision,
       e.created_at, e.updated_at, e.home_currency, e.home_minor, e.rate, e.rate_day
FROM change c
LEFT JOIN expense e ON e.company = c.company AND e.id = c.id AND c.type = 'expense'
LEFT JOIN person p ON p.company = e.company AND p.id = e.owner
WHERE c.company = $1 AND c.owner = $2 AND c.seq > $3 AND c.shared = 0
ORDER BY seq
LIMIT $4;

-- name: change/user-name
SELECT name, department FROM person WHERE company = $1 AND id = $2;

-- Whether a number was given by a database that a backup has replaced since.
-- name: change/is-lost
SELECT 1 FROM feed_gap WHERE company = $1 AND after_seq < $2 AND until_seq > $2 LIMIT 1;
