-- name: item/get
-- nothing but words

-- name: item/put
SELECT 2;
