-- name: item/get
SELECT 1;

-- name: item/get
SELECT 2;
