-- Files that prove an expense.

-- name: proof/get
SELECT mime, size, path, key_id FROM proof WHERE company = $1 AND sha256 = $2;

-- name: proof/insert
INSERT INTO proof (company, sha256, mime, size, width, height, path, created_at, key_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (company, sha256) DO NOTHING;

-- name: proof/note-upload
INSERT INTO proof_upload (company, sha256, person) VALUES ($1, $2, $3)
ON CONFLICT (company, sha256, person) DO NOTHING;

-- Who sent it may read it, and so may who sees an expense that names it. $4 is 1 for reviewers.
-- name: proof/can-see
SELECT 1 FROM proof_upload WHERE company = $1 AND sha256 = $2 AND person = $3
UNION ALL
SELECT 1
FROM expense_proof l
JOIN expense e ON e.company = l.company AND e.id = l.expense
WHERE l.company = $1 AND l.sha256 = $2 AND (e.owner = $3 OR ($4 = 1 AND e.state <> 'draft'))
LIMIT 1;

-- name: proof/move
UPDATE proof SET path = $4, key_id = $5 WHERE company = $1 AND sha256 = $2 AND path = $3;

-- name: proof/is-place
SELECT 1 FROM proof WHERE path = $1 LIMIT 1;

-- The keys that seal anything, one after the other.
-- name: proof/next-key
SELECT key_id FROM proof WHERE key_id > $1 ORDER BY key_id LIMIT 1;

-- What is to be sealed or unsealed: a page of what is not under the key $1.
-- name: proof/list-other-key
SELECT company, sha256, key_id FROM proof
WHERE (key_id, company, sha256) > ($2, $3, $4) AND key_id <> $1
ORDER BY key_id, company, sha256 LIMIT $5;

-- A page of all, for who looks at each.
-- name: proof/list
SELECT company, sha256, size, path, key_id, mime FROM proof
WHERE (company, sha256) > ($1, $2)
ORDER BY company, sha256 LIMIT $3;

-- What was sent again is wanted.
-- name: proof/keep
UPDATE proof SET unnamed_since = NULL
WHERE company = $1 AND sha256 = $2 AND unnamed_since IS NOT NULL;

-- A page of proofs, and of each whether an expense names it and since when none was seen to.
-- name: proof/list-naming
SELECT p.company, p.sha256, coalesce(p.unnamed_since, 0),
       CASE WHEN EXISTS (SELECT 1 FROM expense_proof l
                         WHERE l.company = p.company AND l.sha256 = p.sha256) THEN 1 ELSE 0 END
FROM proof p
WHERE (p.company, p.sha256) > ($1, $2)
ORDER BY p.company, p.sha256 LIMIT $3;

-- name: proof/note-unnamed
UPDATE proof SET unnamed_since = $3
WHERE company = $1 AND sha256 = $2 AND unnamed_since IS NULL
  AND NOT EXISTS (SELECT 1 FROM expense_proof l
                  WHERE l.company = proof.company AND l.sha256 = proof.sha256);

-- Those that nobody has named since before $1.
-- name: proof/list-forgotten
SELECT unnamed_since, company, sha256, path FROM proof
WHERE unnamed_since < $1 AND unnamed_since IS NOT NULL
  AND (unnamed_since, company, sha256) > ($2, $3, $4)
ORDER BY unnamed_since, company, sha256 LIMIT $5;

-- name: proof/is-forgotten
SELECT path FROM proof
WHERE company = $1 AND sha256 = $2 AND unnamed_since < $3
  AND NOT EXISTS (SELECT 1 FROM expense_proof l
                  WHERE l.company = proof.company AND l.sha256 = proof.sha256);

-- name: proof/delete-uploads
DELETE FROM proof_upload WHERE company = $1 AND sha256 = $2;

-- name: proof/delete
DELETE FROM proof WHERE company = $1 AND sha256 = $2;
