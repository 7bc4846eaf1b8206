-- What an admin would want to know after a break-in, and an auditor at any time.

-- name: audit/chain-end
SELECT seq, hash FROM audit_chain WHERE company = $1;

-- name: audit/move-chain-end
INSERT INTO audit_chain (company, seq, hash) VALUES ($1, $2, $3)
ON CONFLICT (company) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;

-- name: audit/insert
INSERT INTO audit (company, seq, at, kind, actor, person, session, remote, detail, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '');

-- Whether somebody did such a thing from there lately.
-- name: audit/knows-place
SELECT 1
FROM audit
WHERE company = $1 AND actor = $2 AND kind = $3 AND remote = $4 AND at > $5
LIMIT 1;

-- name: audit/get
SELECT company, seq, at, kind, actor, person, session, remote, detail, hash
FROM audit
WHERE company = $1 AND seq = $2;

-- name: audit/seal
UPDATE audit SET hash = $3 WHERE company = $1 AND seq = $2;

-- The whole chain of a company, in order.
-- name: audit/chain
SELECT company, seq, at, kind, actor, person, session, remote, detail, hash
FROM audit
WHERE company = $1
ORDER BY seq;

-- A page of the newest entries before a place.
-- name: audit/list
SELECT a.seq AS seq, a.at AS at, a.kind, a.actor, m.name, a.person, p.name, a.session, a.remote,
       a.detail
FROM audit a
LEFT JOIN person m ON m.company = a.company AND m.id = a.actor
LEFT JOIN person p ON p.company = a.company AND p.id = a.person
WHERE a.company = $1 AND a.at >= $2 AND (a.at, a.seq) < ($3, $4)
ORDER BY at DESC, seq DESC
LIMIT $5;

-- name: audit/list-of-kind
SELECT a.seq AS seq, a.at AS at, a.kind, a.actor, m.name, a.person, p.name, a.session, a.remote,
       a.detail
FROM audit a
LEFT JOIN person m ON m.company = a.company AND m.id = a.actor
LEFT JOIN person p ON p.company = a.company AND p.id = a.person
WHERE a.company = $1 AND a.at >= $2 AND (a.at, a.seq) < ($3, $4) AND a.kind = $6
ORDER BY at DESC, seq DESC
LIMIT $5;

-- The same of what one person did, or was done to them; of one kind or any.
-- name: audit/list-of-person
SELECT a.seq AS seq, a.at AS at, a.kind, a.actor, m.name, a.person, p.name, a.session, a.remote,
       a.detail
FROM audit a
LEFT JOIN person m ON m.company = a.company AND m.id = a.actor
LEFT JOIN person p ON p.company = a.company AND p.id = a.person
WHERE a.company = $1 AND a.at >= $2 AND (a.at, a.seq) < ($3, $4) AND a.actor = $6
  AND (CAST($7 AS TEXT) IS NULL OR a.kind = $7)
UNION ALL
SELECT a.seq AS seq, a.at AS at, a.kind, a.actor, m.name, a.person, p.name, a.session, a.remote,
       a.detail
FROM audit a
LEFT JOIN person m ON m.company = a.company AND m.id = a.actor
LEFT JOIN person p ON p.company = a.company AND p.id = a.person
WHERE a.company = $1 AND a.at >= $2 AND (a.at, a.seq) < ($3, $4) AND a.person = $6
  AND (a.actor IS NULL OR a.actor <> $6) AND (CAST($7 AS TEXT) IS NULL OR a.kind = $7)
ORDER BY at DESC, seq DESC
LIMIT $5;

-- What was done to expenses, likewise.
-- name: audit/list-events
SELECT v.seq, v.at, v.actor, p.name, v.expense, v.action, v.from_state, v.to_state, v.reason,
       v.revision, v.proof_digest
FROM event v
LEFT JOIN person p ON p.company = v.company AND p.id = v.actor
WHERE v.company = $1 AND v.at >= $2 AND (v.at, v.seq) < ($3, $4)
ORDER BY v.at DESC, v.seq DESC
LIMIT $5;

-- name: audit/list-events-of-person
SELECT v.seq, v.at, v.actor, p.name, v.expense, v.action, v.from_state, v.to_state, v.reason,
       v.revision, v.proof_digest
FROM event v
LEFT JOIN person p ON p.company = v.company AND p.id = v.actor
WHERE v.company = $1 AND v.at >= $2 AND (v.at, v.seq) < ($3, $4) AND v.actor = $6
ORDER BY v.at DESC, v.seq DESC
LIMIT $5;
