-- What the server asks about the database itself. Those called "sqlite" and "postgresql" are
-- one engine's own.

-- name: server/try-write
DELETE FROM idempotency WHERE company = '' AND person = '' AND idem_key = ''

-- name: server/ask
SELECT 1

-- Before anything is served; one row is read.
-- name: server/any-proof
SELECT 1 FROM proof LIMIT 1

-- name: server/any-password
SELECT 1 FROM credential LIMIT 1

-- name: server/count-other-key
SELECT count(*) FROM proof WHERE key_id <> $1

-- name: postgresql/export-snapshot
SELECT pg_export_snapshot()

-- name: postgresql/announce
SELECT 1 AS told FROM pg_notify('outlay', CAST($1 AS TEXT))

-- name: sqlite/integrity
PRAGMA integrity_check

-- name: sqlite/quick-integrity
PRAGMA quick_check

-- name: sqlite/foreign-keys
PRAGMA foreign_key_check

-- name: sqlite/copy
VACUUM INTO $1

-- Pages of the file kept by a connection, in KiB: the writer's batches must fit, or they are written twice.
-- name: sqlite/cache-writer
PRAGMA cache_size = -12288

-- name: sqlite/cache-reader
PRAGMA cache_size = -4096

-- In pages: a checkpoint each few batches would write the same pages of the file again and again.
-- name: sqlite/checkpoint
PRAGMA wal_autocheckpoint = 4000

-- Every expense beside the last event of its history, for "outlayd check".
-- name: server/expenses-with-last-event
SELECT e.id, e.owner, p.name, e.merchant, e.minor, e.currency, e.day, e.category, e.note, e.proofs,
       e.proof_version, e.proof_digest, e.state, e.revision, e.created_at, e.updated_at,
       e.home_currency, e.home_minor, e.rate, e.rate_day,
       e.company, v.to_state, v.revision, v.proof_digest, v.proofs, v.facts
FROM expense e
JOIN person p ON p.company = e.company AND p.id = e.owner
LEFT JOIN event v ON v.company = e.company
  AND v.seq = (SELECT max(x.seq) FROM event x WHERE x.company = e.company AND x.expense = e.id)

-- name: server/names-proof
SELECT 1 FROM expense_proof l
JOIN proof f ON f.company = l.company AND f.sha256 = l.sha256
WHERE l.company = $1 AND l.sha256 = $2 AND l.expense = $3

-- When a backup is put back, the numbers of the feed jump by $1; those between were another's.
-- name: server/note-gap
INSERT INTO feed_gap (company, after_seq, until_seq)
SELECT c.id, coalesce(f.seq, 0), coalesce(f.seq, 0) + $1
FROM company c
LEFT JOIN feed f ON f.company = c.id

-- name: server/jump-gap
INSERT INTO feed (company, seq)
SELECT c.id, $1 FROM company c WHERE true
ON CONFLICT (company) DO UPDATE SET seq = feed.seq + excluded.seq
