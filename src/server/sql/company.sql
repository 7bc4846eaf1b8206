-- name: company/add
INSERT INTO company (id, name, name_key, created_at) VALUES ($1, $2, $3, $4)

-- name: company/find
SELECT id, name FROM company WHERE name_key = $1
