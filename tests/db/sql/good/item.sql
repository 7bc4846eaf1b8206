-- Things with every type of value.

-- name: item/create
CREATE TABLE item (
  id     INTEGER PRIMARY KEY,
  name   TEXT UNIQUE,
  amount INTEGER CHECK (amount >= 0),
  bytes  BLOB,
  parent INTEGER REFERENCES item (id)
) STRICT;

-- name: item/add
INSERT INTO item (id, name, amount, bytes, parent) VALUES ($1, $2, $3, $4, $5);

-- name: item/get
SELECT id, name, amount, bytes, parent FROM item WHERE id = $1;

-- name: item/count
SELECT count(*) FROM item;

-- name: item/rename
-- $2 stands before $1, and twice.
UPDATE item SET name = $2 WHERE id = $1 AND name IS DISTINCT FROM $2;
