-- name: item/get @postgresql
SELECT 1;
