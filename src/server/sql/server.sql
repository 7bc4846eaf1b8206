-- What the server asks about the database itself. Those called "sqlite" are SQLite's own; PostgreSQL has
-- settings and tools beside the server for the same ends.

-- name: server/try-write
DELETE FROM idempotency WHERE company = '' AND person = '' AND idem_key = ''

-- name: server/proofs
SELECT sha256, path FROM proof ORDER BY company, sha256

-- name: sqlite/integrity
PRAGMA integrity_check

-- name: sqlite/foreign-keys
PRAGMA foreign_key_check

-- name: sqlite/copy
VACUUM INTO $1

-- Pages of the file kept by a connection, in KiB: the writer's batches must fit, or they are written twice.
-- name: sqlite/cache-writer
PRAGMA cache_size = -16384

-- name: sqlite/cache-reader
PRAGMA cache_size = -4096

-- In pages: a checkpoint each few batches would write the same pages of the file again and again.
-- name: sqlite/checkpoint
PRAGMA wal_autocheckpoint = 4000
