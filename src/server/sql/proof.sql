-- Files that prove an expense.

-- name: proof/get
SELECT mime, size, path FROM proof WHERE company = $1 AND sha256 = $2;

-- name: proof/insert
INSERT INTO proof (company, sha256, mime, size, width, height, path, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
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
