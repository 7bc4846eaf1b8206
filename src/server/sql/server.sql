-- What the server asks about the database itself. The last three are SQLite's own; PostgreSQL has
-- tools beside the server for the same ends.

-- name: server/touch
SELECT count(*) FROM (SELECT id FROM company LIMIT 1) AS some

-- name: server/proofs
SELECT sha256, path FROM proof ORDER BY company, sha256

-- name: sqlite/integrity
PRAGMA integrity_check

-- name: sqlite/foreign-keys
PRAGMA foreign_key_check

-- name: sqlite/copy
VACUUM INTO $1
