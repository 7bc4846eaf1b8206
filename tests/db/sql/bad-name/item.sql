-- name: Item
SELECT 1;
