-- Categories.

-- name: category/list
SELECT id, name, icon, color, archived, revision, used
FROM category
WHERE company = $1
ORDER BY company, id;

-- name: category/get
SELECT id, name, icon, color, archived, revision, used
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

-- What names a category: first what reviewers see, then drafts, each along an index of its own.
-- name: category/list-shared
SELECT id FROM expense
WHERE company = $1 AND category = $2 AND state <> 'draft'
ORDER BY day, id
LIMIT $3;

-- name: category/list-drafts
SELECT id FROM expense
WHERE company = $1 AND category = $2 AND state = 'draft'
ORDER BY owner, day, id
LIMIT $3;

-- name: category/count-shared
SELECT count(*) FROM expense WHERE company = $1 AND category = $2 AND state <> 'draft';

-- name: category/count-drafts
SELECT count(*) FROM expense WHERE company = $1 AND category = $2 AND state = 'draft';

-- name: category/note-use
UPDATE category SET used = 1 WHERE company = $1 AND id = $2 AND used = 0;
