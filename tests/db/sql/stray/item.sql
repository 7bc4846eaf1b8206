-- A word before.
SELECT 1;
-- name: item/put
SELECT 2;
