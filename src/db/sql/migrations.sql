-- What outlay_migrate() itself asks of every database.

-- name: migrations/create
CREATE TABLE IF NOT EXISTS outlay_migrations (
  number     INTEGER NOT NULL PRIMARY KEY,
  name       TEXT    NOT NULL,
  digest     TEXT    NOT NULL,
  applied_at TEXT    NOT NULL
) STRICT;

-- name: migrations/list
SELECT number, name, digest FROM outlay_migrations ORDER BY number;

-- name: migrations/add
INSERT INTO outlay_migrations (number, name, digest, applied_at) VALUES ($1, $2, $3, $4);
