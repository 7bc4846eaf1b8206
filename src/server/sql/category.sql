-- Categories.

-- name: category/list
SELECT id, name, icon, color, archived, revision
FROM category
WHERE company = $1
ORDER BY company, id;

-- name: category/get
SELECT id, name, icon, color, archived, revision
FROM category
WHERE company = $1 AND id = $2;

-- name: category/insert
INSERT INTO category (company, id, name, name_key, icon, color)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: category/update
UPDATE category
SET name = $3, name_key = $4, icon = $5, color = $6, archived = $7, revision = revision + 1
WHERE company = $1 AND id = $2;

-- name: category/delete
DELETE FROM category WHERE company = $1 AND id = $2;

-- name: category/find-name
SELECT id FROM category WHERE company = $1 AND name_key = $2;

-- name: category/is-used
SELECT 1 FROM expense WHERE company = $1 AND category = $2 LIMIT 1;
