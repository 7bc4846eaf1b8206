-- name: item/get
SELECT 1;

-- name: item/get @oracle
SELECT 2;
